"""The pilot monitoring sheet: one or two pages, risks in order, rows to fill where nothing is."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.pilot_content import Funds, PilotSheet, Reached, Stage, Threat, Visit
from ssc_desktop.paper.pilot_sheet import PilotSheetBeingFilled, pilot_sheet
from tests.paper import sheets
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping, page_text
from tests.paper.test_travel_list import letterhead

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = "Retard de livraison du matériel commandé à l’étranger, faute de transitaire agréé. "
SIGNERS = (("Lead organisation", sheets.LONG_INSTITUTION), ("Partner organisation", ""),
           ("Checked by", "GIZ"))  # fmt: skip


def _sheet(rows: int = 4, *, rag: str = "amber", neutral: bool = False) -> PilotSheet:
    people = (
        Reached("Migrant·e de retour", "25-29 ans", (7, 9, 0), (0, 0, 0)),
        Reached("Communauté d’accueil", "36-59 ans", (0, 0, 0), (40, 35, 2)),
    )
    return PilotSheet(
        letterhead(neutral=neutral),
        (Fact("Organisation cheffe de file", sheets.LONG_INSTITUTION), Fact("Secteur", "Éducation")),
        rag,
        "Orange : à surveiller",
        (
            Funds("Subvention", "9 250 000 F CFA"),
            Funds("Autres fonds"),
            Funds("Décaissé", "7 150 000 F CFA", 0.77, "77 % de la subvention"),
            Funds("Dépensé", "19 250 000 F CFA", 1.9, "190 % de tous les fonds"),
        ),
        tuple(Stage(f"Étape {at} {LONG}", "15/09/2021", "", at * 25, "En cours") for at in range(rows)),
        LONG * rows,
        "12",
        people * max(rows // 2, 1),
        tuple(
            Threat(f"Risque {at}. {LONG}", LONG, at % 5 + 1, 5 - at % 3, LONG, "Coordinatrice")
            for at in range(rows)
        ),
        Visit((Fact("Date", "10/12/2021"),), LONG, LONG),
        SIGNERS,
    )  # fmt: skip


def _text(sheet: PilotSheet, language: str = "fr") -> str:
    pdf = pilot_sheet(sheet, Language(language))
    pages = range(len(pdfium.PdfDocument(pdf)))
    return " ".join(" ".join(page_text(pdf, page).split()) for page in pages)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("sheet", [_sheet(), _sheet(12), PilotSheet(letterhead(), signers=SIGNERS)])
def test_nothing_overlaps_leaves_the_page_or_is_cut(sheet: PilotSheet, language: Language) -> None:
    for text in (8.2, 7.0):
        filled = PilotSheetBeingFilled(sheet, language, 9, text)
        filled.fill()
        assert overlapping(filled.drawing) == []
        assert outside(filled.drawing) == []
        assert filled.drawing.cut == []


def test_it_takes_a_page_or_two_and_counts_them() -> None:
    counts = []
    for rows in (1, 5):
        pdf = pilot_sheet(_sheet(rows), Language("en"))
        counts.append(len(pdfium.PdfDocument(pdf)))
        assert f"Page 1 of {counts[-1]}" in page_text(pdf)
    assert counts == [1, 2]


def test_risks_stand_with_the_gravest_first() -> None:
    threats = (
        Threat("petit", "", 1, 2),
        Threat("inconnu"),
        Threat("grave", "", 4, 5),
        Threat("moyen", "", 3, 3),
    )
    assert [each.weight for each in threats] == [2, None, 20, 9]
    text = _text(PilotSheet(letterhead(), threats=threats, signers=SIGNERS))
    places = [text.index(word) for word in ("grave", "moyen", "petit", "inconnu")]
    assert places == sorted(places)


def test_people_not_stated_have_columns_only_where_there_are_some() -> None:
    stated = Reached("Migrant·e", "25-29 ans", (7, 9, 0), (1, 2, 0))
    shown = [
        _text(PilotSheet(letterhead(), reached=(each,), signers=SIGNERS), "en")
        for each in (stated, Reached("Migrant·e", "", (7, 9, 0), (1, 2, 4)))
    ]
    assert ["Not stated" in text for text in shown] == [False, True]
    assert "19" in shown[0]
    assert "23" in shown[1]


@pytest.mark.parametrize("colour", ["green", "amber", "red"])
def test_the_state_is_a_shape_of_its_own_and_not_a_colour_alone(colour: str) -> None:
    """In black and white the three shapes cover different parts of their square."""
    drawn = {each: _shape(each) for each in ("green", "amber", "red")}
    for other, shape in drawn.items():
        differs = np.mean((drawn[colour] < 200) != (shape < 200))
        assert differs > 0.1 if other != colour else differs == 0


def _shape(colour: str) -> np.ndarray:
    pdf = pilot_sheet(_sheet(1, rag=colour), Language("fr"))
    bitmap = pdfium.PdfDocument(pdf)[0].render(scale=4, grayscale=True)
    page = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
    left, top, size = (210 - 13 - 48 + 2.4, 10 + 12.4 + 5.4, 6.6)
    step = 4 * 72 / 25.4
    return page[
        int(top * step) : int((top + size) * step), int(left * step) : int((left + size) * step)
    ].copy()


def test_an_empty_sheet_has_rows_and_boxes_to_fill_by_hand() -> None:
    empty = PilotSheet(letterhead(), signers=SIGNERS)
    text = _text(empty, "en")
    for label in ("Milestone", "Likelihood", "Visitor", "Findings", "Decisions", "Signatures"):
        assert label in text


def test_a_neutral_sheet_names_no_donor() -> None:
    text = _text(_sheet(2, neutral=True))
    for hidden in ("BMZ", "EUTF", "Sud-Sud"):
        assert hidden not in text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_file_is_kept_for_good_and_is_the_same_each_time(language: Language) -> None:
    pdf = pilot_sheet(_sheet(), language)
    assert faults(pdf) == []
    assert pdf == pilot_sheet(_sheet(), language)
