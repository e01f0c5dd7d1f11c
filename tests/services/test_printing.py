"""Printing from a real workspace: who stands on the sheet, what is recorded, what is refused."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, followup, participants, printing
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.organisations import add_organisation
from ssc_desktop.services.sheet_contents import shown_phone
from ssc_desktop.services.workspaces import Workspace

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
PEOPLE = (
    ("Traoré", "Awa", "عوا تراوري", "F", "+2250701020304"),
    ("Koné", "Mamadou", "", "M", "+22365012345"),
    ("", "", "محمد بن عبد الله", "M", "+212650123456"),
)


@pytest.fixture
def code(office: Workspace) -> str:
    """A workshop of two days with three people and a facilitator."""
    values = {
        "title": "DEMO Atelier d’échange",
        "activity_type": "workshop",
        "themes": ["DR"],
        "start": "2021-08-16",
        "end": "2021-08-17",
        "country": "CI",
        "city": "Abidjan",
        "agency": "GIZ",
        "objectives": "Partager les pratiques",
    }
    activity = add_activity(office.store, "workshop", values)
    host = add_organisation(office.store, {"name_fr": "DEMO Mairie de Bouaké", "country": "CI"})
    for family, given, arabic, sex, phone in PEOPLE:
        participants.add_participant(
            office.store,
            {
                "family_name": family, "given_names": given, "name_ar": arabic, "sex": sex,
                "phone": phone, "country": "CI", "organisation_id": str(host.id),
            },
            activity=activity.id,
        )  # fmt: skip
    trainer = participants.add_participant(office.store, {"family_name": "Alaoui", "sex": "F"})
    participants.register(office.store, activity.id, trainer.id, {"role": "facilitator"})
    return activity.code or ""


def _text(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).split())


def _words(text: str) -> set[str]:
    # PDFium turns words round at their points and hyphens on pages that run right to left.
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_attendance_sheet_names_everybody_once_a_day_with_their_cells(
    office: Workspace, code: str, language: Language
) -> None:
    printed = printing.print_attendance(office.store, code, language=language)
    register = attendance.read_register(office.store, code)
    cells = [cell for page in printed.geometry["pages"] for cell in page["cells"]]
    people = {(cell["participant"], cell["half_day"]) for cell in cells}
    assert people == {
        (str(person.participant.id), half_day.slot)
        for person in register.people
        for half_day in register.half_days
    }
    team = {cell["participant"] for cell in cells if cell["team"]}
    assert len(team) == 1
    text = _text(printed.pdf)
    for shown in ("TRAORÉ", "KONÉ", "عوا", "+225 07 01 02 03 04", code[:4]):
        assert _words(shown) <= _words(text)


def test_each_printing_is_recorded_and_found_again_by_its_number(
    office: Workspace, code: str
) -> None:
    language = Language("fr")
    first = printing.print_attendance(office.store, code, language=language)
    second = printing.print_attendance(office.store, code, language=language, grid=True)
    assert first.sheet_number != second.sheet_number
    activity = attendance.read_register(office.store, code).activity
    kept = printing.list_printings(office.store, activity.id)
    assert [each.version for each in kept] == [1, 2]
    assert kept[0].sha256 == sha256(first.pdf).hexdigest()
    assert kept[0].printed_by_id == office.officer.id
    assert (kept[0].page_count, kept[0].row_count) == (first.pages, 4)
    spoken = f"{second.sheet_number[:4]}-{second.sheet_number[4:]}".lower()
    assert printing.geometry_of(office.store, spoken) == second.geometry
    assert printing.geometry_of(office.store, first.sheet_number) == first.geometry


def test_a_sheet_is_found_after_its_people_were_removed(office: Workspace, code: str) -> None:
    printed = printing.print_attendance(office.store, code, language=Language("ar"))
    register = attendance.read_register(office.store, code)
    for listed in register.people:
        participants.remove_participant(office.store, listed.participant.id)
    assert printing.geometry_of(office.store, printed.sheet_number) == printed.geometry


def test_one_day_prints_that_day_only(office: Workspace, code: str) -> None:
    printed = printing.print_attendance(office.store, code, language=Language("fr"), day=2)
    days = {cell["half_day"][:10] for page in printed.geometry["pages"] for cell in page["cells"]}
    assert days == {"2021-08-17"}
    assert "17 août 2021" in _text(printed.pdf)


@pytest.mark.parametrize(
    ("values", "asked", "problem"),
    [
        ({}, {"day": 3}, "unknown-day"),
        ({}, {"day": 0}, "unknown-day"),
        ({"end": "2021-08-21"}, {"grid": True}, "too-many-days"),
    ],
)
def test_what_cannot_be_printed_is_told_and_not_recorded(
    office: Workspace, code: str, values: dict[str, str], asked: dict[str, int], problem: str
) -> None:
    activity = attendance.read_register(office.store, code).activity
    change_activity(office.store, activity.id, values)
    with pytest.raises(Problem) as told:
        printing.print_attendance(office.store, code, language=Language("fr"), **asked)
    assert told.value.code == problem
    assert printing.list_printings(office.store, activity.id) == []


def test_an_activity_without_dates_has_nothing_to_sign_but_an_activity_sheet(
    office: Workspace,
) -> None:
    activity = add_activity(office.store, "pilot_activity", {"title": "DEMO Microprojet"})
    with pytest.raises(Problem) as told:
        printing.print_attendance(office.store, activity.id, language=Language("fr"))
    assert told.value.code == "no-half-days"
    printed = printing.print_activity(office.store, activity.id, language=Language("fr"))
    assert "DEMO Microprojet" in _text(printed.pdf)


def test_a_folder_that_cannot_be_written_records_nothing(
    office: Workspace, code: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem) as told:
        printing.print_attendance(
            office.store, code, language=Language("fr"), path=tmp_path / "none" / "sheet.pdf"
        )
    assert told.value.code == "paper-not-written"
    activity = attendance.read_register(office.store, code).activity
    assert printing.list_printings(office.store, activity.id) == []


def test_the_file_holds_what_was_printed(office: Workspace, code: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"an older sheet")
    printed = printing.print_attendance(office.store, code, language=Language("fr"), path=path)
    assert path.read_bytes() == printed.pdf
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_activity_sheet_counts_people_and_says_what_follows(
    office: Workspace, code: str, language: Language
) -> None:
    register = attendance.read_register(office.store, code)
    activity: UUID = register.activity.id
    attendance.fill(office.store, code, "present")
    followup.add_follow_up(
        office.store, "recommendation", activity, {"text": "DEMO Former un groupe"}
    )
    followup.add_follow_up(
        office.store, "evaluation", activity, {"score_before": "9", "score_after": "14.5"}
    )
    text = _text(printing.print_activity(office.store, code, language=language).pdf)
    expected = {"DEMO", "groupe", "Partager", "14", "16", "08", "2021"}
    assert expected | _words(language("Participant-days")) <= _words(text)


def test_sensitive_and_neutral_activities_print_so(office: Workspace, code: str) -> None:
    activity = attendance.read_register(office.store, code).activity
    change_activity(office.store, activity.id, {"sensitive": "yes", "without_visibility": "yes"})
    text = _text(printing.print_attendance(office.store, code, language=Language("fr")).pdf)
    for hidden in ("TRAORÉ", "Traoré", "+225", "BMZ", "Sud-Sud"):
        assert hidden not in text
    assert "Awa" in text


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+2250701020304", "+225 07 01 02 03 04"),
        ("+212650123456", "+212 6 50 12 34 56"),
        ("+22365012345", "+223 65 01 23 45"),
        ("+221701234567", "+221 70 123 45 67"),
        ("+4915112345678", "+4915112345678"),
    ],
)
def test_numbers_are_grouped_as_their_country_reads_them(number: str, shown: str) -> None:
    assert shown_phone(number) == shown
