"""Pictures of three papers of a demo for the README: ``python -m tests.paper_pictures DEMO``."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2 as pdfium

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "screenshots"
DPI = 78
# The paper as the demo names it, and the name of its picture.
SHOWN = {
    "ACSS-CI-2021-CAP-001-attendance-fr": "paper-attendance",
    "ACSS-CI-2021-CAP-001-activity-ar": "paper-activity",
    "ACSS-ML-2021-CAP-001-attestations-en": "paper-attestation",
}


def picture_papers(demo: Path) -> list[Path]:
    """The first page of each paper as a picture; where they are."""
    taken = []
    for paper, shown in SHOWN.items():
        page = pdfium.PdfDocument(demo / "papers" / f"{paper}.pdf")[0]
        picture = page.render(scale=DPI / 72).to_pil().quantize(64)
        taken.append(FOLDER / f"{shown}.png")
        picture.save(taken[-1], optimize=True)
    return taken


if __name__ == "__main__":
    print(*picture_papers(Path(sys.argv[1])), sep="\n")
