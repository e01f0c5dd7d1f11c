"""A printed paper: what printing gives back, and writing it to a file whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault.durable import write_whole


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paper; an attendance sheet has its number and its geometry."""

    pdf: bytes
    geometry: dict[str, Any] | None = None
    sheet_number: str = ""
    version: int = 0
    path: Path | None = None

    @property
    def pages(self) -> int:
        """How many pages an attendance sheet has."""
        return len(self.geometry["pages"]) if self.geometry else 0


def write_paper(path: Path | None, content: bytes) -> None:
    """Write a paper to the file chosen for it; without a file nothing is written."""
    if path is None:
        return
    try:
        write_whole(path, content)
    except OSError:
        raise Problem(
            "paper-not-written",
            N_(
                "The file could not be written there. Nothing was recorded. Choose a folder you may write to, or close the program that shows the old file."
            ),
        ) from None
