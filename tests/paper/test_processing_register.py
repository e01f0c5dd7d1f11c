"""The register of processing on paper: whole blocks, lines to fill by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.frame import Printing, Visibility
from ssc_desktop.paper.processing_register import (
    CountryBlock,
    ProcessingBlock,
    ProcessingRegister,
    RegisterBeingFilled,
    processing_register,
)
from tests.paper.drawn import outside, overlapping, page_text, picture

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = "Prouver par la signature que les activités ont eu lieu et compter les participant·e·s. "
REGISTER = ProcessingRegister(
    "Coopération Sud-Sud en matière de migration",
    (("Data controllers", "GIZ, Expertise France"), ("Kept by", "Bureau d’Abidjan")),
    (
        CountryBlock("Maroc", "CNDP", "Loi 09-08", (("Formality", ""), ("Receipt number", ""))),
        CountryBlock("Mali", "APDP", "Loi 2013-015", (("Receipt number", "2021-0456"),)),
    ),
    tuple(
        ProcessingBlock(f"Purpose {at}", (("Purpose", LONG), ("Kinds of data", LONG * 4)))
        for at in range(12)
    ),
    (LONG, "قاعدة البيانات مشفرة", LONG * 3),
    LONG,
    Printing(datetime(2021, 9, 1, 8, 30, tzinfo=UTC), "DEMO Officer"),
    Visibility("Cofinancé par l’Union européenne", "UE", ("BMZ",), ("GIZ",), ()),
)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_blocks_flow_without_overlap_and_nothing_is_cut(language: Language) -> None:
    filled = RegisterBeingFilled(REGISTER, language, 9)
    filled.fill()
    assert filled.drawing.page > 1
    assert overlapping(filled.drawing) == []
    assert outside(filled.drawing) == []
    assert filled.drawing.cut == []


def test_no_purpose_is_parted_between_two_pages() -> None:
    pdf = processing_register(REGISTER, Language("en"))
    pages = [page_text(pdf, page) for page in range(2)]
    for page in pages:
        assert page.count("Kinds of data") == sum(
            f"Purpose {at}\r" in page or f"Purpose {at}\n" in page for at in range(12)
        )


def test_what_is_not_recorded_is_a_line_to_write_on() -> None:
    def lines(register: ProcessingRegister) -> int:
        """How many long lines there are across the middle of the page's trailing half."""
        page = picture(processing_register(register, Language("en")))
        return sum(bool((row[900:1400] < 200).all()) for row in page)

    block = REGISTER.countries[0]
    filled = replace(block, facts=(("Formality", "Declaration"), ("Receipt number", "1")))
    without = replace(REGISTER, countries=(filled, *REGISTER.countries[1:]))
    assert lines(REGISTER) > lines(without)


def test_the_same_register_gives_the_same_bytes() -> None:
    one, other = (processing_register(REGISTER, Language("ar")) for _ in range(2))
    assert one == other
