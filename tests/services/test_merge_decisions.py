"""Merges and the log of decisions: told to the office, undone from the list of older decisions."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services import organisations
from ssc_desktop.services.activities import change_activity
from ssc_desktop.services.deciding import undo_decisions
from ssc_desktop.services.decision_log import LoggedDecision, list_decisions
from ssc_desktop.services.merged_people import (
    merge_organisations,
    merge_people,
    merged_into,
    unmerge,
    unmerge_organisation,
)
from ssc_desktop.services.participants import show_participant
from ssc_desktop.services.record_standing import record_standing
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, person, record, round_trip
from tests.services.replicas import assert_says_what_its_changes_say, rows_of

ON_EVERY_DATABASE = True


@pytest.fixture
def abidjan(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    """An office that headquarters knows."""
    enrol(office, headquarters, tmp_path)
    return office


def log(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(each.noun, each.verdict, each.reason) for each in list_decisions(workspace.store)]


@pytest.fixture
def two(abidjan: Workspace, headquarters: Workspace) -> tuple[UUID, UUID]:
    """Two records of one person, at both sides."""
    made = person(abidjan, "DEMO Awa"), person(abidjan, "DEMO Hawa", city="Man")
    round_trip(headquarters, abidjan)
    return made


def test_a_merge_of_headquarters_is_told_to_the_office_with_its_reason(
    abidjan: Workspace, headquarters: Workspace, two: tuple[UUID, UUID]
) -> None:
    merge_people(headquarters.store, *two, {"city": "Man"}, reason=" Same telephone ")
    assert log(headquarters) == [("participant", "merged", "Same telephone")]
    round_trip(headquarters, abidjan)
    assert log(abidjan) == log(headquarters)
    (told,) = list_decisions(abidjan.store)
    assert (told.key, told.by, told.tx) == (str(two[1]), "DEMO Headquarters", 0)
    standing = record_standing(abidjan, "participant", two[1])
    assert (standing.state, standing.verdict) == ("corrected", "merged")
    assert standing.reason == "Same telephone"


def test_undoing_a_merge_takes_it_out_of_the_log_everywhere(
    abidjan: Workspace, headquarters: Workspace, two: tuple[UUID, UUID]
) -> None:
    merge_people(headquarters.store, *two)
    round_trip(headquarters, abidjan)
    unmerge(headquarters.store, two[1])
    round_trip(headquarters, abidjan)
    assert log(headquarters) == log(abidjan) == []
    one, other = rows_of(abidjan.store), rows_of(headquarters.store)
    assert {n: one[n] for n in ("decision", "participant")} == {
        n: other[n] for n in ("decision", "participant")
    }


def test_a_merge_is_undone_from_the_list_of_older_decisions(
    abidjan: Workspace, headquarters: Workspace, two: tuple[UUID, UUID]
) -> None:
    merge_people(headquarters.store, *two, {"city": "Man"})
    activity = record(headquarters)
    change_activity(headquarters.store, activity, {"city": "Bouaké"})
    (logged,) = list_decisions(headquarters.store)
    assert isinstance(logged, LoggedDecision)
    assert logged.decided == 1
    undo_decisions(headquarters.store, logged.tx)
    assert merged_into(headquarters.store, two[0]) == ()
    assert show_participant(headquarters.store, two[0]).participant.city is None
    assert log(headquarters) == []
    round_trip(headquarters, abidjan)
    assert_says_what_its_changes_say(abidjan.store)
    with pytest.raises(Problem, match="unknown-decision"):
        undo_decisions(headquarters.store, 0)


def test_organisations_are_logged_as_well(headquarters: Workspace, abidjan: Workspace) -> None:
    one, other = (
        organisations.add_organisation(headquarters.store, {"name_fr": name}).id
        for name in ("DEMO Coopérative", "DEMO Coop")
    )
    merge_organisations(headquarters.store, one, other, reason="One statute")
    assert log(headquarters) == [("organisation", "merged", "One statute")]
    unmerge_organisation(headquarters.store, other)
    assert log(headquarters) == []


def test_what_an_office_merges_is_logged_only_where_it_says_why(
    abidjan: Workspace, two: tuple[UUID, UUID]
) -> None:
    merge_people(abidjan.store, *two)
    assert log(abidjan) == []
    unmerge(abidjan.store, two[1])
    merge_people(abidjan.store, *two, reason="They told us")
    assert log(abidjan) == [("participant", "merged", "They told us")]
