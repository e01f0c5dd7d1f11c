"""What a file's name says of a document, as offices name files in three languages."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from ssc_desktop.domain.evidence_names import guess_day, guess_type, may_show_people
from ssc_desktop.domain.reference import codes

NAMES = {
    "Compte rendu – atelier.pdf": "minutes",
    "IMG_20210816_101112.jpg": "photo",
    "WhatsApp Image 2021-08-16 at 10.jpeg": "photo",
    "Liste de présence J1.pdf": "signed_attendance",
    "FeuilleEmargement.pdf": "signed_attendance",
    "لائحة الحضور.pdf": "signed_attendance",
    "TdR formation.docx": "terms_of_reference",
    "Ordre du jour v2.docx": "agenda",
    "programme.pdf": "agenda",
    "محضر الورشة.pdf": "minutes",
    "rapport_final.pdf": "report",
    "تقرير.docx": "report",
    "Evaluation à chaud.xlsx": "evaluation",
    "état de paiement.xlsx": "per_diem_list",
    "pré-test.pdf": "test",
    "lettre d'invitation.pdf": "invitation",
    "diapo.pptx": "presentation",
    "scan0001.pdf": "",
    "document.docx": "",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_the_type_is_guessed_from_the_name(name: str, expected: str) -> None:
    assert guess_type(name) == expected
    assert guess_type(unicodedata.normalize("NFD", name)) == expected


def test_every_guess_is_a_type_there_is() -> None:
    assert {each for each in NAMES.values() if each} <= set(codes("evidence_type"))


def test_the_day_is_read_where_a_name_tells_it() -> None:
    assert guess_day("IMG_20210816_101112.jpg") == date(2021, 8, 16)
    assert guess_day("rapport 16-08-2021.pdf") == date(2021, 8, 16)
    assert guess_day("2021-02-30.pdf") is None
    assert guess_day("facture 20213.pdf") is None


def test_pictures_may_show_people_and_papers_do_not() -> None:
    assert may_show_people("photo", "x.pdf")
    assert may_show_people(None, "x.JPG")
    assert not may_show_people("signed_attendance", "scan.jpg")
    assert not may_show_people(None, "x.pdf")
