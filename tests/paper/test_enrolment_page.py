"""The card and the request on paper: nothing cut or overlapping, the lines and the code as given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.enrolment_page import CARD_TITLE, EnrolmentPage, drawn, enrolment_page
from ssc_desktop.paper.frame import Printing
from ssc_desktop.vault.typed_lines import as_code, as_lines
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping, page_text

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LINES = as_lines(bytes(range(1, 241)))
PAGE = EnrolmentPage(
    title=CARD_TITLE,
    name="DEMO Secrétariat général du Comité de pilotage de la coopération Sud-Sud",
    about="HQ",
    fingerprint="0597 9146 1645 6778 7053 8329 7136 1453",
    code=as_code(LINES),
    lines=LINES,
    steps=["Scan the code or type the lines. " * 4, "Compare the fingerprint.", "Send it back."],
    printing=Printing(datetime(2021, 9, 1, 8, 30, tzinfo=UTC)),
)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_nothing_is_cut_and_nothing_overlaps(language: Language) -> None:
    drawing = drawn(PAGE, language)
    assert (drawing.cut, overlapping(drawing), outside(drawing)) == ([], [], [])
    assert faults(enrolment_page(PAGE, language)) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_group_of_every_line_can_be_read(language: Language) -> None:
    text = page_text(enrolment_page(PAGE, language), 0)
    # A reader of an Arabic page may turn a group around that begins with a digit.
    words = {"".join(sorted(word)) for word in text.split()}
    for line in LINES:
        for group in line.split():
            assert "".join(sorted(group)) in words
            assert language.is_rtl or group in text
