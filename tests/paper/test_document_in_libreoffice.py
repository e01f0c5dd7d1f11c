"""Documents opened by another program: LibreOffice, where it is installed, finds every word."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.document import document
from tests.libreoffice import converted
from tests.paper.report_samples import sample


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_it_opens_with_every_word_and_its_pages(tmp_path: Path, code: str) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(document([sample(30)], Language(code)))
    shown = pdfium.PdfDocument(converted(file, "pdf", tmp_path / "out")[0])
    text = "\n".join(page.get_textpage().get_text_bounded() for page in shown)
    assert len(shown) > 2
    for words in ("Description", "Cadre logique", "Signatures", "تقوية", "T05", "Formation 29"):
        assert words in text
    # The charts are drawn, with the numbers beside their bars.
    assert "124" in text
