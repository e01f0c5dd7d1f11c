"""What to do next: each step appears when it is due, goes when it is done, and leads there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.record import now
from ssc_desktop.language import Language
from ssc_desktop.services import (
    activities,
    attendance,
    enrolment,
    participants,
    printing,
    safety_copies,
)
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.exchange import export_bundle
from ssc_desktop.services.next_steps import Step, next_steps, overview
from ssc_desktop.services.workspaces import Workspace

# Copies and bundles are dated by the clock of the machine; so the days of the tests go by it too.
TODAY = now().astimezone().date()
FIELDS = {"activity_type": "workshop", "themes": "MD", "country": "CI", "agency": "GIZ",
          "objectives": "Planifier"}  # fmt: skip


def record(workspace: Workspace, offset: int, people: int = 1, **values: Any) -> Activity:
    """A workshop of one day that begins so many days from now."""
    day = TODAY + timedelta(offset)
    made = activities.add_activity(
        workspace.store,
        "workshop",
        {"title": "Atelier", "start": day, "end": day, **FIELDS} | values,
    )
    for number in range(people):
        participants.add_participant(
            workspace.store, {"family_name": f"DEMO{number}", "sex": "F"}, activity=made.id
        )
    return made


def enrolled(headquarters: Workspace, office: Workspace, folder: Path) -> None:
    """Make the two know each other, as people do with two files."""
    card = enrolment.make_card(headquarters, folder / "hq.sscard").file
    request = enrolment.join(office, card, folder / "office.sscreq").file
    enrolment.approve(headquarters, request)


def steps(workspace: Workspace, *codes: str) -> list[Step]:
    found = next_steps(workspace, today=TODAY)
    return [each for each in found if each.code in codes or not codes]


def test_a_new_office_is_told_to_begin(office: Workspace) -> None:
    assert [each.code for each in steps(office)] == ["first-activity", "join-headquarters"]
    record(office, 60)
    assert steps(office, "first-activity") == []


def test_sheets_are_to_be_printed_before_the_day_tomorrows_first(office: Workspace) -> None:
    later, tomorrow = record(office, 6), record(office, 1)
    record(office, 30)
    record(office, 3, status="postponed")
    found = steps(office, "print-sheets")
    assert [each.activity.id for each in found if each.activity] == [tomorrow.id, later.id]
    assert (found[0].page, found[0].part, found[0].count) == ("activity", "papers", 1)
    assert steps(office)[0].code == "print-sheets"
    printing.print_attendance(office.store, tomorrow.id, language=Language("fr"))
    assert [each.activity.id for each in steps(office, "print-sheets") if each.activity] == [
        later.id
    ]


def test_attendance_is_to_be_typed_when_a_half_day_is_over(office: Workspace) -> None:
    made = record(office, -1, people=3)
    record(office, 0)
    (found,) = steps(office, "type-attendance")
    assert (found.activity, found.part, found.count) == (found.activity, "attendance", 6)
    assert found.activity is not None
    assert found.activity.id == made.id
    attendance.fill(office.store, made.id, "present")
    assert steps(office, "type-attendance") == []


def test_a_count_by_hand_that_differs_is_to_be_explained(office: Workspace) -> None:
    made = record(office, -1)
    printing.print_attendance(office.store, made.id, language=Language("fr"))
    attendance.fill(office.store, made.id, "present")
    (sheet,) = printing.list_printings(office.store, made.id)
    with office.store.writing() as db:
        db.merge(sheet).counted_total = 2
    (found,) = steps(office, "explain-count")
    assert (found.part, found.types) == ("attendance", (sheet.sheet_no,))
    with office.store.writing() as db:
        db.merge(sheet).difference_reason = "Un invité"
    assert steps(office, "explain-count") == []


def test_what_is_over_is_to_be_told_and_proved(office: Workspace, tmp_path: Path) -> None:
    made = record(office, -2)
    assert [each.part for each in steps(office, "say-how-it-went")] == ["details"]
    activities.change_activity(office.store, made.id, {"status": "done"})
    assert steps(office, "say-how-it-went") == []
    (found,) = steps(office, "add-evidence")
    assert (found.part, found.types) == ("evidence", ("signed_attendance", "agenda", "report"))
    file = tmp_path / "agenda.txt"
    file.write_text("A", encoding="utf-8")
    add_evidence(office, file, {"evidence_type": "agenda"}, activity=made.id)
    assert steps(office, "add-evidence")[0].types == ("signed_attendance", "report")
    activities.change_activity(office.store, made.id, {"status": "closed"})
    assert steps(office, "add-evidence") == []


def test_half_filled_drafts_come_last(office: Workspace) -> None:
    made = record(office, 10, agency=None, objectives=None)
    record(office, 90, agency=None)
    (found,) = steps(office, "fill-in")
    assert found.activity is not None
    assert (found.activity.id, found.part, found.count) == (made.id, "details", 2)
    assert steps(office)[-1].code == "fill-in"


def test_the_workspace_is_to_be_copied_to_a_stick_every_week(
    office: Workspace, tmp_path: Path
) -> None:
    assert steps(office, "make-backup") == []
    record(office, 60)
    assert [each.day for each in steps(office, "make-backup")] == [None]
    safety_copies.make_copy(office)
    assert [each.page for each in steps(office, "make-backup")] == ["safety_copies"]
    safety_copies.copy_to_stick(office, tmp_path)
    assert steps(office, "make-backup") == []
    later = next_steps(office, today=TODAY + timedelta(9))
    assert [each.day for each in later if each.code == "make-backup"] == [TODAY]


def test_a_bundle_is_to_be_made_for_what_headquarters_has_not_got(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrolled(headquarters, office, tmp_path)
    record(office, 60)
    assert steps(office, "join-headquarters") == []
    (found,) = steps(office, "make-bundle")
    assert found.count > 0
    export_bundle(office)
    assert steps(office, "make-bundle") == []
    later = next_steps(office, today=TODAY + timedelta(9))
    assert [each.count for each in later if each.code == "bundle-unanswered"] == [1]
    record(office, 70)
    (more,) = steps(office, "make-bundle")
    assert more.count < found.count * 2


def test_headquarters_hears_of_offices_and_not_of_sheets(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrolled(headquarters, office, tmp_path)
    record(headquarters, 1)
    found = steps(headquarters)
    assert {each.code for each in found} == {"silent-office", "make-backup"}
    assert next(each.office for each in found if each.office) == "Bureau d'Abidjan"


def test_the_overview_tells_what_is_coming_in_order(office: Workspace) -> None:
    later, soon = record(office, 40), record(office, 2)
    record(office, -5)
    record(office, 3, status="cancelled")
    found = overview(office, today=TODAY)
    assert [each.id for each in found.coming] == [soon.id, later.id]
    assert (found.activities, found.participants) == (4, 4)
    assert found.waiting > 0
    assert [each.rank for each in found.steps] == sorted(each.rank for each in found.steps)


@pytest.mark.parametrize("offset", [-3, 0, 3])
def test_a_long_activity_is_printed_for_until_it_ends(office: Workspace, offset: int) -> None:
    made = record(office, offset)
    end: date = TODAY + timedelta(offset + 2)
    activities.change_activity(office.store, made.id, {"end": end})
    assert bool(steps(office, "print-sheets")) == (end >= TODAY)
