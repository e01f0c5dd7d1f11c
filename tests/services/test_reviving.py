"""A removal and new content that did not know of each other: the parent comes back, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from ssc_desktop.services.activities import remove_activity, restore_activity, show_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.participants import remove_participant, show_participant
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, hand_back, hand_in, made, person, record, round_trip
from tests.services.replicas import assert_says_what_its_changes_say, rows_of

SLOT = "2021-08-16/AM"
Laptops = tuple[Workspace, Workspace]


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Workspace]:
    with made(tmp_path / "second", "ABJ", "CI") as workspace:
        yield workspace


@pytest.fixture
def laptops(
    office: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> Laptops:
    for each in (office, second):
        enrol(each, headquarters, tmp_path)
    return office, second


@pytest.fixture
def known(laptops: Laptops, headquarters: Workspace) -> tuple[UUID, UUID]:
    """An activity and somebody on its list, known to both laptops and headquarters."""
    activity = record(laptops[0])
    someone = person(laptops[0], "DEMO Tounkara", activity)
    round_trip(headquarters, *laptops)
    return activity, someone


def is_removed(workspace: Workspace, activity: UUID) -> bool:
    return bool(show_activity(workspace.store, activity).activity.removed)


@pytest.mark.parametrize("removal_first", [True, False])
def test_marks_made_without_knowing_of_the_removal_bring_the_activity_back(
    laptops: Laptops, headquarters: Workspace, known: tuple[UUID, UUID], removal_first: bool
) -> None:
    one, two = laptops
    activity, someone = known
    remove_activity(one.store, activity)
    mark(two.store, activity, [(someone, SLOT, "present")])
    order = (one, two) if removal_first else (two, one)
    assert hand_in(order[0], headquarters).code == ""
    assert hand_in(order[1], headquarters).code == "records-revived"
    hand_back(headquarters, one, two)
    for each in (headquarters, one, two):
        assert not is_removed(each, activity)
        assert check_workspace(each).problems == ()
        assert_says_what_its_changes_say(each.store)
    assert rows_of(one.store) == rows_of(two.store)


def test_a_removal_that_knew_of_everything_stands(
    laptops: Laptops, headquarters: Workspace, known: tuple[UUID, UUID]
) -> None:
    one, two = laptops
    activity, someone = known
    mark(two.store, activity, [(someone, SLOT, "present")])
    round_trip(headquarters, two, one)
    remove_activity(one.store, activity)
    assert hand_in(one, headquarters).code == ""
    hand_back(headquarters, one, two)
    assert all(is_removed(each, activity) for each in (headquarters, one, two))
    # Later work of others, elsewhere, changes nothing; nor does a second look at the same.
    record(two, "DEMO Autre")
    hand_in(two, headquarters, full=True)
    assert is_removed(headquarters, activity)


def test_own_marks_of_whoever_removed_bring_nothing_back_and_a_restored_one_stays(
    laptops: Laptops, headquarters: Workspace, known: tuple[UUID, UUID]
) -> None:
    one, _ = laptops
    activity, someone = known
    mark(one.store, activity, [(someone, SLOT, "present")])
    remove_activity(one.store, activity)
    assert hand_in(one, headquarters).code == ""
    assert is_removed(headquarters, activity)
    restore_activity(one.store, activity)
    hand_in(one, headquarters)
    assert not is_removed(headquarters, activity)


def test_a_person_removed_here_and_registered_there_comes_back(
    laptops: Laptops, headquarters: Workspace, known: tuple[UUID, UUID]
) -> None:
    from ssc_desktop.services.participants import register

    one, two = laptops
    _, someone = known
    other = record(two, "DEMO Autre")
    remove_participant(one.store, someone)
    register(two.store, other, someone)
    hand_in(two, headquarters)
    assert hand_in(one, headquarters).code == "records-revived"
    hand_back(headquarters, one, two)
    for each in (headquarters, one, two):
        assert not show_participant(each.store, someone).participant.removed
