"""Attestations on paper: a page a person that stays in its frame, and a code that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp

from ssc_desktop.domain.seal import Statement
from ssc_desktop.language import Language
from ssc_desktop.paper.attestations import (
    AttestationPaper,
    Attested,
    attestations,
    drawn_attestations,
)
from ssc_desktop.paper.frame import Visibility
from tests.paper.drawn import outside, overlapping, page_text, picture

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = "Ministère délégué chargé des Marocains résidant à l’étranger, Direction de la coopération"
SEAL = Statement(
    "7K3M9QXZ", "ACSS-CI-2021-CAP-001", 9, 10, date(2021, 8, 20), "ABCDEFGH", "0123456789abcdef"
).sealed(bytes(range(7, 71)))
PEOPLE = (
    Attested("Awa TRAORÉ", 9, 10, "عوا تراوري", "7K3M9QXZ", SEAL, "Délivrée le 20 août 2021"),
    Attested("محمد بن عبد الله", 10, 10, "", "8GMQYCXP", SEAL, "20/08/2021"),
    Attested("Jean-Baptiste Emmanuel Marie Désiré KOUAMÉ-YAO OUATTARA COULIBALY", 1, 1),
)
PAPER = AttestationPaper(
    code="ACSS-CI-2021-CAP-001",
    title="DEMO Formation de formateurs sur l’accès aux droits des migrant·e·s et leur retour",
    people=PEOPLE,
    kind="Formation de formateurs",
    dates="16–20 août 2021",
    place="Abidjan, Côte d’Ivoire",
    themes="Accès aux droits des migrants, Mobilité Sud-Sud",
    hours="30 heures",
    issuers=("GIZ", LONG),
    signers=("GIZ", LONG),
    action="Coopération Sud-Sud en matière de migration",
    contract="T05-EUTF-NOA-MA-06-01",
    disclaimer="Ce document a été produit avec le soutien financier de l’Union européenne. " * 4,
    visibility=Visibility("Cofinancé par l’Union européenne", "UE", ("BMZ",), ("GIZ",), (LONG,)),
)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("neutral", [False, True])
def test_every_page_stays_on_paper_and_nothing_is_cut(language: Language, neutral: bool) -> None:
    drawing = drawn_attestations(replace(PAPER, neutral=neutral), language)
    assert drawing.page == len(PEOPLE)
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    assert drawing.cut == []


@pytest.mark.parametrize("title", ["DEMO", "DEMO Formation " * 12])
def test_short_and_long_titles_have_their_room(title: str) -> None:
    drawing = drawn_attestations(replace(PAPER, title=title), Language("fr"))
    assert overlapping(drawing) == []
    assert drawing.cut == []


def test_everything_attested_is_said() -> None:
    text = " ".join(page_text(attestations(PAPER, Language("en"))).split())
    for shown in (
        "Awa TRAORÉ", "9 of the 10 half-days held", "30 heures", "16–20 août 2021", "Abidjan",
        "No. 7K3M-9QXZ", "Formation de formateurs", "Cofinancé par", "GIZ", "soutien financier",
        "Mobilité Sud-Sud",
    ):  # fmt: skip
        assert shown in text, shown
    assert "one half-day held" in page_text(attestations(PAPER, Language("en")), 2)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_code_is_read_from_a_page_scanned_at_200_dots_an_inch(language: Language) -> None:
    page = picture(attestations(PAPER, language))
    read = {each.text for each in zxingcpp.read_barcodes(page)}
    assert read == {SEAL}


def test_the_code_is_read_from_a_copy_that_is_blurred_and_pale() -> None:
    page = picture(attestations(PAPER, Language("fr"))).astype(np.float32)
    blurred = sum(
        np.roll(page, (down, across), (0, 1)) for down in (-1, 0, 1) for across in (-1, 0, 1)
    )
    pale = (140 + blurred / 9 * 0.4).astype(np.uint8)
    assert SEAL in {each.text for each in zxingcpp.read_barcodes(pale)}


def test_a_specimen_has_no_code_and_says_what_it_is() -> None:
    pdf = attestations(replace(PAPER, people=(PEOPLE[2],)), Language("en"))
    assert "Specimen" in page_text(pdf)
    assert zxingcpp.read_barcodes(picture(pdf)) == []


def test_bookmarks_and_metadata_name_numbers_and_nobody() -> None:
    document = pdfium.PdfDocument(attestations(PAPER, Language("fr")))
    titles = [each.get_title() for each in document.get_toc()]
    assert titles[:2] == ["7K3M-9QXZ", "8GMQ-YCXP"]
    assert titles[2].endswith(" 3")
    told = " ".join([*titles, *document.get_metadata_dict().values()])
    assert "ACSS-CI-2021-CAP-001" in told
    for part in ("Awa", "TRAOR", "COULIBALY", "محمد"):
        assert part not in told


def test_a_neutral_attestation_names_no_donor_and_no_action() -> None:
    text = page_text(attestations(replace(PAPER, neutral=True), Language("fr")))
    assert "Awa" in text
    for hidden in ("BMZ", "Sud-Sud en matière", "EUTF", "produit", "Cofinancé"):
        assert hidden not in text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert attestations(PAPER, Language("ar")) == attestations(PAPER, Language("ar"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_as_many_issuers_as_can_be_recorded_stand_on_the_page(language: Language) -> None:
    # Two hundred characters for the host, three hundred for those who organise with it.
    issuers = ("GIZ", (LONG * 3)[:200], (LONG * 4)[:300])
    drawing = drawn_attestations(replace(PAPER, issuers=issuers), language)
    assert overlapping(drawing) == []
    assert drawing.cut == []
