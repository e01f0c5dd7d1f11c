"""Exports: who leaves under which name, what a period holds, and that a file is whole or not there."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from ssc_desktop.domain.export_forms import FORMS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, participants
from ssc_desktop.services.activities import add_activity, change_activity, find_activity
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.receiving import import_bundles
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Access
from tests.services.exchanging import enrol
from tests.services.exported import SECRETS, exported, rows_of, text_of, training_and_pilot
from tests.services.trainings import keys

BASIS = "Autorisation DEMO 12/2021"
SHEETS = (
    *("activities", "participants", "registrations", "attendance", "organisations", "pilots"),
    *("milestones", "outputs", "indicators", "evidence", "dictionary", "code_lists", "about"),
)


@pytest.mark.parametrize("form", FORMS)
def test_no_export_tells_names_unless_asked(office: Workspace, tmp_path: Path, form: str) -> None:
    training_and_pilot(office)
    for suffix in FORMS[form].suffixes:
        path = tmp_path / f"export{suffix}"
        made = exported(office, form, path)
        assert made.bytes == path.stat().st_size > 0
        told = text_of(path)
        assert names_in(told) == []


def names_in(told: str) -> list[str]:
    """The secrets that stand in a text, not as a part of another word."""
    letter = r"[^\W\d_]"
    return [
        each for each in SECRETS if re.search(rf"(?<!{letter}){re.escape(each)}(?!{letter})", told)
    ]


def test_names_leave_on_a_basis_that_is_said_and_kept(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "names.xlsx"
    forget_basis(office)
    with pytest.raises(Problem) as refused:
        exported(office, "workbook", path, level="identified")
    assert refused.value.code == "basis-needed"
    assert not path.exists()
    exported(office, "workbook", path, level="identified", basis=BASIS)
    exported(office, "workbook", path, level="identified")
    people = rows_of(path, "Participants")
    assert {row["Family name"] for row in people} >= {"Traoré", "Koné"}
    with office.store.reading() as db:
        noted = [(each.act, each.subject) for each in db.scalars(select(Access))]
    assert noted.count(("export", "workbook identified")) == 2
    assert ("transfer", f"workbook {BASIS}") in noted


def test_a_form_without_people_tells_no_names_at_any_level(
    office: Workspace, tmp_path: Path
) -> None:
    training_and_pilot(office)
    forget_basis(office)
    made = exported(office, "hxl", tmp_path / "a.csv", level="identified")
    assert made.level == "pseudonymised"
    assert names_in(text_of(made.file)) == []


def forget_basis(office: Workspace) -> None:
    from ssc_desktop.storage.local import Fact

    with office.store.writing() as db:
        for each in db.scalars(select(Fact).where(Fact.name.startswith("transfer_basis"))):
            db.delete(each)


def test_statuses_and_notes_leave_in_no_plain_file(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    for form, suffix in (("workbook", ".xlsx"), ("json", ".json")):
        path = tmp_path / f"names{suffix}"
        exported(office, form, path, level="identified", basis=BASIS)
        told = text_of(path)
        assert "Traoré" in told
        assert "REMARQUE-DEMO" not in told
        assert not re.search(r"participant\.disability|\"disability\":|person_statuses", told)
    assert "Disability" not in {*rows_of(tmp_path / "names.xlsx", "Participants")[0]}


def test_a_person_is_the_same_in_every_file(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    for name in ("one.xlsx", "other.xlsx"):
        exported(office, "workbook", tmp_path / name)
    one, other = (rows_of(tmp_path / name, "Participants") for name in ("one.xlsx", "other.xlsx"))
    assert [row["Pseudonym"] for row in one] == [row["Pseudonym"] for row in other]
    registered = rows_of(tmp_path / "one.xlsx", "Registrations")
    marked = rows_of(tmp_path / "one.xlsx", "Attendance")
    known = {row["Pseudonym"] for row in one}
    assert {row["Pseudonym"] for row in registered} == known
    assert {row["Pseudonym"] for row in marked} <= known
    assert {row["Activity code"] for row in registered} == {code}


def test_counts_agree_between_the_sheets(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path)
    activity = rows_of(path, "Activities")[0]
    assert activity["People registered"] == 3
    assert activity["People present"] == 2
    assert (activity["Women present"], activity["Men present"]) == (1, 1)
    assert activity["Participant-days"] == 4
    marks = rows_of(path, "Attendance")
    assert sum(row["Participant-days"] for row in marks) == 4
    people = rows_of(path, "Participants")
    assert sorted(row["Half-days present"] for row in people) == [0, 0, 4, 4]
    assert [row["Years of birth"] for row in people].count("1985-1989") == 1


def test_cells_of_the_workbook_are_of_their_kind(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path)
    activity, pilot = rows_of(path, "Activities")
    assert activity["Start date"] == datetime(2021, 8, 16)
    assert activity["Budget planned"] == 1234567.5
    assert activity["Country"] == "Côte d'Ivoire"
    assert activity["Country (code)"] == "CI"
    assert pilot["Title"] == "=DEMO pilote"
    assert [row["Activity title"] for row in rows_of(path, "Milestones")] == ["=DEMO pilote"] * 2
    assert rows_of(path, "Pilot activities")[0]["Grant"] == 5_000_000


def test_the_dictionary_knows_every_column_and_code(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    for code in ("fr", "en", "ar"):
        path = tmp_path / f"{code}.xlsx"
        exported(office, "workbook", path, language=Language(code))
        book = openpyxl.load_workbook(path)
        assert len(book.sheetnames) == len(SHEETS)
        told, lists = book.worksheets[10], book.worksheets[11]
        explained = {(row[0], row[1]) for row in told.iter_rows(min_row=2, values_only=True)}
        for sheet in book.worksheets[:10]:
            heads = [cell.value for cell in sheet[1]]
            assert len(heads) == len(set(heads)), (code, sheet.title)
            assert {(sheet.title, head) for head in heads} <= explained
        used = {row[4] for row in told.iter_rows(min_row=2, values_only=True) if row[4]}
        listed = {row[0] for row in lists.iter_rows(min_row=2, values_only=True)}
        assert {"country", "region", "attendance_state", "role", "indicator"} <= listed
        assert listed <= used


def test_a_period_holds_its_activities_and_their_people(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path, since=date(2022, 1, 1), until=date(2022, 12, 31))
    assert [row["Title"] for row in rows_of(path, "Activities")] == ["=DEMO pilote"]
    assert rows_of(path, "Participants") == []
    assert rows_of(path, "Attendance") == []
    exported(office, "workbook", path, until=date(2021, 12, 31))
    assert [row["Title"] for row in rows_of(path, "Activities")] == ["DEMO Formation"]
    assert len(rows_of(path, "Participants")) == 4


def test_merged_people_leave_once(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    one, other, *_ = keys(office, code)
    merge_people(office.store, one, other)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path)
    assert len(rows_of(path, "Participants")) == 3
    assert len(rows_of(path, "Registrations")) == 3
    marks = rows_of(path, "Attendance")
    places = {(row["Pseudonym"], row["Date"], row["Half-day"]) for row in marks}
    assert len(marks) == len(places) == 5
    assert rows_of(path, "Activities")[0]["People present"] == 1


def test_whoever_was_erased_counts_and_is_nobody(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    erase_participant(office.store, keys(office, code)[0], "Demande DEMO", confirm=True)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path, level="identified", basis=BASIS)
    assert rows_of(path, "Activities")[0]["People present"] == 2
    assert "Awa" not in names_in(text_of(path))


def test_small_numbers_of_sensitive_activities_are_not_told(
    office: Workspace, tmp_path: Path
) -> None:
    code = training_and_pilot(office)
    with office.store.reading() as db:
        key = find_activity(db, code).id
    change_activity(office.store, key, {"sensitive": True})
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path)
    activity = rows_of(path, "Activities")[0]
    assert activity["People present"] is None
    assert activity["Women present"] is None
    assert activity["Participant-days"] is None
    exported(office, "hxl", tmp_path / "hxl.csv")
    assert "Hôtel DEMO" not in text_of(tmp_path / "hxl.csv")


def test_an_activity_of_many_is_told_although_it_is_sensitive(
    office: Workspace, tmp_path: Path
) -> None:
    activity = add_activity(
        office.store,
        "workshop",
        {"title": "DEMO Forum", "start": "2021-09-01", "country": "SN", "sensitive": True},
    )
    people = [
        participants.add_participant(
            office.store, {"family_name": f"DEMO {at}", "sex": "F"}, activity=activity.id
        ).id
        for at in range(6)
    ]
    marks = [(each, "2021-09-01/AM", "present") for each in people]
    attendance.mark(office.store, activity.id, marks)
    exported(office, "workbook", tmp_path / "book.xlsx")
    told = rows_of(tmp_path / "book.xlsx", "Activities")[0]
    assert (told["People present"], told["Women present"]) == (6, 6)


def test_an_export_goes_into_a_folder_under_a_name_of_its_own(
    office: Workspace, tmp_path: Path
) -> None:
    made = exported(office, "hxl", tmp_path, since=date(2021, 1, 1))
    assert made.file == tmp_path / "hxl-2021-01-01-en.csv"
    assert made.file.is_file()


@pytest.mark.parametrize(
    ("form", "name", "wish", "code"),
    [
        ("pdf", "a.pdf", {}, "unknown-export"),
        ("workbook", "a.csv", {}, "unknown-format"),
        ("workbook", "a.xlsx", {"level": "aggregate"}, "unknown-level"),
        ("workbook", "a.xlsx", {"set_code": "SDG"}, "unknown-set"),
        (
            *("workbook", "a.xlsx"),
            *({"since": date(2022, 1, 1), "until": date(2021, 1, 1)}, "period-backwards"),
        ),
        ("workbook", "nowhere/a.xlsx", {}, "export-not-written"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    office: Workspace, tmp_path: Path, form: str, name: str, wish: dict[str, Any], code: str
) -> None:
    with pytest.raises(Problem) as refused:
        exported(office, form, tmp_path / name, **wish)
    assert refused.value.code == code
    assert sorted(each.name for each in tmp_path.iterdir()) == ["office"]
    with office.store.reading() as db:
        assert [each for each in db.scalars(select(Access)) if each.noun == "records"] == []


def test_a_file_is_replaced_only_by_a_whole_one(office: Workspace, tmp_path: Path) -> None:
    """Stopped amid its rows, an export leaves the old file and nothing beside it."""
    training_and_pilot(office)
    path = tmp_path / "all.json"
    path.write_text("before", "utf-8")

    class Enough(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        exported(office, "json", path, progress=stop)
    assert path.read_text("utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.json", "office"]


def test_headquarters_exports_what_an_office_told_of_people(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    """Counts alone, then rows without names: the numbers of the file are those of the office."""
    training_and_pilot(office)
    enrol(office, headquarters, tmp_path)
    path = tmp_path / "book.xlsx"
    for level, people in (("aggregate", 0), ("pseudonymised", 4)):
        file = export_bundle(office, level=level, full=True, output=tmp_path).file
        import_bundles(headquarters, [file])
        exported(headquarters, "workbook", path, level="identified", basis=BASIS)
        told = rows_of(path, "Activities")[0]
        assert (told["People registered"], told["People present"]) == (3, 2)
        assert (told["Women present"], told["Men present"]) == (1, 1)
        assert told["Participant-days"] == 4
        assert len(rows_of(path, "Participants")) == people
        assert names_in(text_of(path)) == []


def test_two_workspaces_call_a_person_by_two_pseudonyms(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    training_and_pilot(office)
    enrol(office, headquarters, tmp_path)
    import_bundles(headquarters, [export_bundle(office, output=tmp_path).file])
    called = []
    for each in (office, headquarters):
        exported(each, "workbook", tmp_path / "book.xlsx")
        called.append({row["Pseudonym"] for row in rows_of(tmp_path / "book.xlsx", "Participants")})
    assert len(called[0]) == len(called[1]) == 4
    assert not called[0] & called[1]
