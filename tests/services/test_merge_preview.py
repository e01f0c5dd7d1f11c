"""What two people would have taken part in as one, looked at before they are merged."""

from __future__ import annotations

from uuid import UUID

import pytest

from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.services.merge_preview import activities_of_both
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.storage.store import Store

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def people(store: Store) -> tuple[UUID, UUID]:
    made = [participants.add_participant(store, {"family_name": name}) for name in ("A", "B")]
    return made[0].id, made[1].id


def workshop(store: Store, day: str, *people: UUID) -> UUID:
    made = activities.add_activity(store, "workshop", {"title": day, "start": day, "end": day})
    for each in people:
        participants.register(store, made.id, each)
    return made.id


def test_each_activity_says_who_was_there_and_what_both_make_together(
    store: Store, people: tuple[UUID, UUID]
) -> None:
    one, other = people
    shared = workshop(store, "2021-08-16", one, other)
    alone = workshop(store, "2021-09-20", other)
    attendance.mark(
        store,
        shared,
        [(one, MORNING, "absent"), (other, MORNING, "present"), (one, AFTERNOON, "present")],
    )
    latest, first = activities_of_both(store, one, other)
    assert (latest.activity.id, latest.one, latest.other) == (alone, None, 0)
    assert not latest.is_shared
    assert (first.activity.id, first.one, first.other) == (shared, 1, 1)
    assert first.is_shared
    assert (first.together, first.contradicted) == (2, 1)


def test_the_preview_is_what_the_merge_makes(store: Store, people: tuple[UUID, UUID]) -> None:
    one, other = people
    shared = workshop(store, "2021-08-16", one, other)
    marks = [(one, MORNING, "excused"), (other, MORNING, "late"), (other, AFTERNOON, "absent")]
    attendance.mark(store, shared, marks)
    (foreseen,) = activities_of_both(store, one, other)
    merge_people(store, one, other)
    register = attendance.read_register(store, shared)
    attended = [state for state in register.marks.values() if state in ("present", "late")]
    assert foreseen.together == len(attended) == 1
    assert len(register.contradicted) == foreseen.contradicted


def test_a_removed_activity_is_left_out(store: Store, people: tuple[UUID, UUID]) -> None:
    gone = workshop(store, "2021-08-16", *people)
    activities.remove_activity(store, gone)
    assert activities_of_both(store, *people) == []
