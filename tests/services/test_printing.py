"""Printing from a real workspace: who stands on the sheet, what is recorded, what is refused."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, followup, participants, printing
from ssc_desktop.services.activities import add_activity, change_activity, change_half_day
from ssc_desktop.services.erasure import erase_participant
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


def test_an_unknown_sheet_is_told(office: Workspace) -> None:
    with pytest.raises(Problem) as told:
        printing.geometry_of(office.store, "AAAA-BBBB")
    assert told.value.code == "unknown-sheet"


def test_columns_are_offered_by_name_and_never_what_is_restricted() -> None:
    offered = {each.name: each for each in printing.columns_offered()}
    assert [name for name, each in offered.items() if each.is_on] == [
        *("function", "place", "contact", "image")
    ]
    assert set(offered) == {"function", "place", "region", "category", "age", "contact", "image"}
    restricted = {field.name for field in fields_of(Participant) if field.facts.restricted}
    assert restricted
    assert not restricted & set(offered)
    assert all(Language("fr")(each.label) for each in offered.values())


def test_wished_columns_carry_what_is_known_of_a_person(office: Workspace, code: str) -> None:
    activity = attendance.read_register(office.store, code).activity
    participants.add_participant(
        office.store,
        {
            "family_name": "Ndiaye", "birth_year": "1990", "region": "SN-DK", "country": "SN",
            "stakeholder_category": "institutional",
        },
        activity=activity.id,
    )  # fmt: skip
    language = Language("en")
    wished = ("region", "category", "age")
    text = _text(
        printing.print_attendance(office.store, code, language=language, columns=wished).pdf
    )
    for shown in ("Dakar", "Institutional actor", "30-35 years"):
        assert shown in text
    plain = _text(printing.print_attendance(office.store, code, language=language).pdf)
    assert "Institutional actor" not in plain


def test_a_page_that_stands_is_printed_and_recorded_with_its_size(
    office: Workspace, code: str
) -> None:
    printed = printing.print_attendance(
        office.store, code, language=Language("fr"), orientation="portrait", grid=True
    )
    kept = printing.geometry_of(office.store, printed.sheet_number)
    assert {tuple(page["size_mm"]) for page in kept["pages"]} == {(210, 297)}


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
        ({"end": "2021-08-19"}, {"grid": True, "orientation": "portrait"}, "page-too-narrow"),
        ({}, {"orientation": "sideways"}, "unknown-orientation"),
        ({}, {"columns": ("person_statuses",)}, "unknown-column"),
    ],
)
def test_what_cannot_be_printed_is_told_and_not_recorded(
    office: Workspace, code: str, values: dict[str, str], asked: dict[str, Any], problem: str
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


def test_an_activity_sheet_shows_money_in_euro_and_what_indicators_gain(
    office: Workspace, code: str
) -> None:
    activity = attendance.read_register(office.store, code).activity
    language = Language("en")
    change_activity(
        office.store,
        activity.id,
        {"budget_spent": "6559570", "currency": "XOF", "indicators": ["3.6", "3.7", "3.11"]},
    )
    plain = _text(printing.print_activity(office.store, code, language=language).pdf)
    assert "not shown in euro" in plain
    assert plain.count("Attendance is not marked yet") == 2
    change_activity(office.store, activity.id, {"rate": "655.957", "rate_on": "2021-08-01"})
    attendance.fill(office.store, code, "present")
    text = _text(printing.print_activity(office.store, code, language=language).pdf)
    for shown in (
        "10,000.00", "655.957", "01/08/2021", "3 people attended, of whom 1 woman",
        "1 organisation attended", "From its documents", "14 Contribution to indicators",
    ):  # fmt: skip
        assert shown in text
    assert "Number of institutions" in text


def test_a_person_without_category_counts_in_that_of_the_organisation(
    office: Workspace, code: str
) -> None:
    activity = attendance.read_register(office.store, code).activity
    town = add_organisation(office.store, {"name_fr": "DEMO Mairie", "kind": "administrative"})
    for at, own in enumerate(({}, {"stakeholder_category": "media"})):
        participants.add_participant(
            office.store,
            {"family_name": f"Sow {at}", "organisation_id": str(town.id), **own},
            activity=activity.id,
        )
    text = _text(printing.print_activity(office.store, code, language=Language("en")).pdf)
    assert "Administrative actor 0 0 1 1" in text
    assert "Media 0 0 1 1" in text


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


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_sensitive_activity_names_nobody_by_more_than_a_first_name(
    office: Workspace, code: str, language: Language
) -> None:
    activity = attendance.read_register(office.store, code).activity
    values = {"sensitive": "yes", "facilitators": "Sara Alaoui"}
    change_activity(office.store, activity.id, values)
    change_half_day(office.store, activity.id, "2021-08-16/AM", {"facilitator": "Sara Alaoui"})
    sheet = printing.print_attendance(office.store, code, language=language).pdf
    content = printing.print_activity(office.store, code, language=language).pdf
    for text in map(_text, (sheet, content)):
        # Neither participants nor the team nor the officer who prints.
        for hidden in ("عبد", "Alaoui", "ALAOUI", "Traor", "TRAOR", "DEMO Officer"):
            assert hidden not in text
    assert "محمد" in _text(sheet)


def test_the_geometry_is_as_it_was_when_the_sheet_cannot_be_written(
    office: Workspace, code: str, tmp_path: Path
) -> None:
    before, taken = tmp_path / "sheet.json", tmp_path / "sheet.pdf"
    before.write_text("of an earlier printing", encoding="utf-8")
    taken.mkdir()
    for geometry in (before, tmp_path / "new.json"):
        with pytest.raises(Problem) as told:
            printing.print_attendance(
                office.store, code, language=LANGUAGES[0], path=taken, geometry_path=geometry
            )
        assert told.value.code == "paper-not-written"
    assert before.read_text(encoding="utf-8") == "of an earlier printing"
    assert not (tmp_path / "new.json").exists()


def _print_until_refused(office: Workspace, code: str, folder: Path) -> None:
    for at in range(500):
        printing.print_attendance(
            office.store, code, language=LANGUAGES[0], path=folder / f"{at}.pdf"
        )


def test_no_numbered_sheet_is_left_when_the_disk_of_the_workspace_is_full(
    office: Workspace, code: str, tmp_path: Path
) -> None:
    # SQLite says the same of a database that may not grow and of a disk without room.
    with office.store.connecting() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    folder = tmp_path / "papers"
    folder.mkdir()
    with pytest.raises(Problem) as told:
        _print_until_refused(office, code, folder)
    assert told.value.code == "disk-full"
    activity = attendance.read_register(office.store, code).activity
    assert len(list(folder.iterdir())) == len(printing.list_printings(office.store, activity.id))
    earlier = folder / "earlier.pdf"
    earlier.write_bytes(b"of an earlier printing")
    with pytest.raises(Problem):
        printing.print_attendance(office.store, code, language=LANGUAGES[0], path=earlier)
    assert earlier.read_bytes() == b"of an earlier printing"


def test_whose_data_was_erased_is_on_no_new_sheet(office: Workspace, code: str) -> None:
    gone, *others = (
        each.participant for each in attendance.read_register(office.store, code).people
    )
    erase_participant(office.store, gone.id, "asked by the person", confirm=True)
    again = printing.print_attendance(office.store, code, language=LANGUAGES[0])
    assert again.geometry is not None
    cells = [cell for page in again.geometry["pages"] for cell in page["cells"]]
    assert {cell["participant"] for cell in cells} == {str(each.id) for each in others}
