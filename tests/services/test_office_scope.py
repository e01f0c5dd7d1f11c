"""What an office is given, held against a plain telling of the rule, whatever happened before."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import change_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.participants import change_participant, register
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, hand_back, hand_in, person, record
from tests.services.replicas import assert_says_what_its_changes_say, rows_of

SLOT = "2021-08-16/AM"
COUNTRIES = ("CI", "ML", "SN")
step = st.tuples(
    st.sampled_from(
        [
            "activity",
            "person",
            "register",
            "register",
            "mark",
            "move",
            "emigrate",
            "merge",
            "return",
        ]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(COUNTRIES),
)


@dataclass
class Told:
    """The rule, told plainly: what was ever so counts."""

    activities: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    countries: dict[UUID, set[str]] = field(default_factory=dict)
    places: set[tuple[UUID, UUID]] = field(default_factory=set)
    merged: dict[UUID, set[UUID]] = field(default_factory=dict)

    def is_ours(self, key: UUID) -> bool:
        return "CI" in self.countries[key]

    def standing_for(self, key: UUID) -> UUID:
        """Whom a person was merged into: what is done to the one is done to the other."""
        while key in self.merged:
            (key,) = self.merged[key]
        return key

    def given_people(self, places: set[tuple[UUID, ...]]) -> set[UUID]:
        """Our people and those with a place in an activity of ours, and whom they were merged into.

        Who was merged into another is registered as that other one, so ``places`` are asked."""
        found = {each for each in self.people if self.is_ours(each)}
        found |= {someone for activity, someone in places if self.is_ours(activity)}
        while more := {m for each in found for m in self.merged.get(each, ())} - found:
            found |= more
        return found


def act(headquarters: Workspace, told: Told, each: tuple[str, int, int, str]) -> None:
    what, one, other, country = each
    if what == "activity":
        told.activities.append(record(headquarters, country=country))
        told.countries[told.activities[-1]] = {country}
    elif what == "person":
        told.people.append(person(headquarters, f"DEMO {len(told.people)}", country=country))
        told.countries[told.people[-1]] = {country}
    elif told.activities and told.people:
        activity = told.activities[one % len(told.activities)]
        someone = told.people[other % len(told.people)]
        if what in ("register", "mark"):
            place(headquarters, told, activity, someone, marked=what == "mark")
        elif what == "merge":
            merge(headquarters, told, told.people[one % len(told.people)], someone)
        else:
            move(headquarters, told, activity if what == "move" else someone, country)


def place(
    headquarters: Workspace, told: Told, activity: UUID, someone: UUID, *, marked: bool
) -> None:
    if (activity, someone) not in told.places:
        register(headquarters.store, activity, someone)
        told.places.add((activity, someone))
    if marked:
        mark(headquarters.store, activity, [(someone, SLOT, "present")])


def move(headquarters: Workspace, told: Told, key: UUID, country: str) -> None:
    change = change_activity if key in told.activities else change_participant
    change(headquarters.store, key, {"country": country})
    told.countries[told.standing_for(key)].add(country)


def merge(headquarters: Workspace, told: Told, one: UUID, other: UUID) -> None:
    try:
        merged = merge_people(headquarters.store, one, other)
        told.merged.setdefault(merged.loser, set()).add(merged.survivor)
    except Problem as problem:
        assert problem.code == "already-one"  # noqa: PT017


def keys(workspace: Workspace, noun: str, *columns: str) -> set[tuple[UUID, ...]]:
    with workspace.store.reading() as db:
        rows = db.execute(text(f"SELECT {', '.join(columns)} FROM {noun}"))
        return {tuple(UUID(bytes=bytes(cell)) for cell in row) for row in rows}


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, min_size=8, max_size=30))
def test_an_office_holds_exactly_what_the_rule_gives_it(
    office: Workspace,
    headquarters: Workspace,
    tmp_path: Path,
    steps: list[tuple[str, int, int, str]],
) -> None:
    told: Told = TOLD.setdefault(tmp_path, Told())
    if not (tmp_path / "HQ.sscard").exists():
        enrol(office, headquarters, tmp_path)
        hand_in(office, headquarters)
    for each in steps:
        if each[0] == "return":
            hand_back(headquarters, office)
            if each[1] % 2:
                hand_in(office, headquarters)
        else:
            act(headquarters, told, each)
    hand_in(office, headquarters)
    hand_back(headquarters, office)
    places: set[tuple[UUID, ...]] = set()
    for noun in ("registration", "attendance"):
        there = keys(headquarters, noun, "activity_id", "participant_id")
        wanted = {place for place in there if told.is_ours(place[0])}
        assert keys(office, noun, "activity_id", "participant_id") == wanted
        places |= there
    held = {key for (key,) in keys(office, "participant", "id")}
    assert held == told.given_people(places)
    assert {key for (key,) in keys(office, "activity", "id")} == set(told.activities)
    assert rows_of(office.store)["half_day"] == rows_of(headquarters.store)["half_day"]
    assert check_workspace(office).problems == ()
    assert_says_what_its_changes_say(office.store)


# What an example did stays for the next one: the rule must hold of all of it.
TOLD: dict[Path, Told] = {}
