"""The copy for a person on paper: blocks that flow, empty ones that say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.subject_export import (
    ExportBeingFilled,
    Section,
    SubjectExport,
    section_of,
    subject_export,
)
from tests.paper.drawn import outside, overlapping, page_text

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = "Ministère délégué chargé des Marocains résidant à l’étranger, Direction de la coopération. "


def _export(rows: int) -> SubjectExport:
    table = [("16/08/2021", "عوا تراوري", LONG * (at % 3), "ABJ · Officer") for at in range(rows)]
    return SubjectExport(
        "G6E08D",
        LONG * 4,
        (
            Section("The person", (Fact("Family name", "Traoré"), Fact("Note", LONG * 3, True))),
            section_of("Consents", ("Purpose", "Answer"), (1, 1), ()),
            section_of("History", ("When", "Record", "Value", "Office"), (2, 3, 6, 2), table),
        ),
        Printing(datetime(2021, 9, 1, 8, 30, tzinfo=UTC)),
        (LONG, LONG),
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("rows", [0, 3, 90])
def test_blocks_flow_without_overlap_and_nothing_is_cut(language: Language, rows: int) -> None:
    filled = ExportBeingFilled(_export(rows), language, 9)
    filled.fill()
    assert overlapping(filled.drawing) == []
    assert outside(filled.drawing) == []
    assert filled.drawing.cut == []


def test_what_is_empty_says_so_and_pages_are_numbered() -> None:
    pdf = subject_export(_export(90), Language("en"))
    text = page_text(pdf)
    assert "Nothing is recorded." in text
    assert "G6E08D" in text
    assert "Page 1 of" in text
    assert "G6E08D" in page_text(pdf, 1)


def test_the_same_export_gives_the_same_bytes() -> None:
    assert subject_export(_export(5), Language("ar")) == subject_export(_export(5), Language("ar"))
