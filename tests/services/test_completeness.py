"""The gauge of an activity: what is expected by now, what is there, and where the rest is done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.language import Language
from ssc_desktop.services import activities, attendance, participants, printing
from ssc_desktop.services.completeness import (
    Completeness,
    Place,
    completeness_of,
    completeness_of_many,
)
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

DAYS = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
FIELDS = {"activity_type": "workshop", "themes": "MD", "country": "CI", "agency": "GIZ",
          "objectives": "Planifier"}  # fmt: skip
BEFORE, DURING, AFTER = date(2021, 8, 1), date(2021, 8, 16), date(2021, 8, 17)


def missing(found: Completeness) -> set[tuple[str, str]]:
    return {(each.where.part, each.where.field or each.code) for each in found.missing}


def test_a_draft_names_the_fields_it_lacks(store: Store) -> None:
    made = activities.add_activity(store, "workshop", DAYS)
    found = completeness_of(store, made.id, today=BEFORE)
    assert missing(found) == {*(("details", name) for name in FIELDS), ("people", "")}
    assert found.share == pytest.approx(3 / 9)
    activities.change_activity(store, made.id, FIELDS)
    assert missing(completeness_of(store, made.code or "", today=BEFORE)) == {("people", "")}


def test_more_is_expected_as_time_goes_on(office: Workspace, tmp_path: Path) -> None:
    store = office.store
    made = activities.add_activity(store, "workshop", {**DAYS, **FIELDS})
    participants.add_participant(store, {"family_name": "A", "sex": "F"}, activity=made.id)

    def now(day: date) -> set[tuple[str, str]]:
        return missing(completeness_of(store, made.id, today=day))

    assert now(BEFORE) == set()
    assert now(DURING) == {("papers", "")}
    printing.print_attendance(store, made.id, language=Language("fr"))
    assert now(DURING) == set()
    assert now(AFTER) == {
        ("attendance", ""), ("details", "results"), ("evidence", "signed_attendance"),
        ("evidence", "agenda"), ("evidence", "report"),
    }  # fmt: skip
    attendance.fill(store, made.id, "present")
    activities.change_activity(store, made.id, {"results": "Plan adopté"})
    for kind in ("signed_attendance", "terms_of_reference", "minutes"):
        file = tmp_path / kind
        file.write_text(kind, encoding="utf-8")
        add_evidence(office, file, {"evidence_type": kind}, activity=made.id)
    found = completeness_of(store, made.id, today=AFTER)
    assert (missing(found), found.share) == (set(), 1.0)


def test_a_count_by_hand_belongs_to_a_complete_record(office: Workspace) -> None:
    store = office.store
    made = activities.add_activity(store, "workshop", {**DAYS, **FIELDS})
    participants.add_participant(store, {"family_name": "A", "sex": "F"}, activity=made.id)
    printing.print_attendance(store, made.id, language=Language("fr"))
    attendance.fill(store, made.id, "present")
    (sheet,) = printing.list_printings(store, made.id)
    for counted, is_done in ((2, False), (1, True)):
        with store.writing() as db:
            sheet = db.merge(sheet)
            sheet.counted_women = counted
        items = completeness_of(store, made.id, today=AFTER).items
        (told,) = (each for each in items if each.text.startswith("Hand counts"))
        assert (told.is_done, told.where) == (is_done, Place("attendance"))


@pytest.mark.parametrize("status", ["idea", "postponed", "cancelled"])
def test_nothing_more_is_expected_of_what_does_not_take_place(store: Store, status: str) -> None:
    made = activities.add_activity(store, "workshop", {**DAYS, **FIELDS, "status": status})
    assert completeness_of(store, made.id, today=AFTER).share == 1.0


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_many_are_told_as_each_one(store: Store, kind: str) -> None:
    for number in range(3):
        made = activities.add_activity(store, kind, {**DAYS, "title": str(number)})
    participants.add_participant(store, {"family_name": "A"}, activity=made.id)
    listed = activities.list_activities(store)
    many = completeness_of_many(store, listed, today=AFTER)
    assert many == {each.id: completeness_of(store, each.id, today=AFTER) for each in listed}
    assert many[made.id].share > many[listed[-1].id].share
