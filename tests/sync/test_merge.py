from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from ssc_desktop.sync.change import Change, Mark, Source
from ssc_desktop.sync.merge import Resolved, Version, resolve
from tests.sync.changes_of_tests import ABIDJAN, BAMAKO, DAKAR, HQ, SOURCES, created, edited

FIRST = created(ABIDJAN, 1, 10, title="A", place="Abidjan")
BASE = [Mark(ABIDJAN, 1)]


def test_a_row_nobody_edited_says_what_it_was_created_with() -> None:
    row = resolve([FIRST])
    assert row.values == {"title": "A", "place": "Abidjan"}
    assert row.conflicts == {}
    assert row.last is FIRST


def test_an_edit_replaces_what_it_names() -> None:
    later = edited(BAMAKO, 1, 5, {"title": BASE}, title="B")
    row = resolve([later, FIRST])
    assert row.values["title"] == "B"
    assert row.heads["title"] == (later,)
    assert row.heads["place"] == (FIRST,)
    assert row.conflicts == {}


def test_two_offices_editing_different_fields_do_not_meet() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 30, {"place": BASE}, place="Dakar")
    row = resolve([FIRST, one, two])
    assert row.values == {"title": "B", "place": "Dakar"}
    assert row.conflicts == {}
    assert row.last is two


def test_two_offices_editing_one_field_are_a_conflict_and_both_values_stay() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 30, {"title": BASE}, title="C")
    row = resolve([FIRST, one, two])
    assert row.values["title"] == "C"
    assert row.conflicts == {"title": (Version("C", two), Version("B", one))}


def test_the_same_value_twice_is_no_conflict() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 30, {"title": BASE}, title="B")
    assert resolve([FIRST, one, two]).conflicts == {}


def test_a_decision_names_all_heads_and_settles() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 30, {"title": BASE}, title="C")
    decision = edited(HQ, 1, 25, {"title": [one.mark, two.mark]}, title="B")
    row = resolve([decision, one, two, FIRST])
    assert row.values["title"] == "B"
    assert row.conflicts == {}


def test_equal_clocks_are_settled_by_the_source() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 20, {"title": BASE}, title="C")
    assert resolve([FIRST, one, two]).values["title"] == "C"
    assert resolve([two, one, FIRST]).values["title"] == "C"
    older = Source(DAKAR.device, 0)
    three = edited(older, 9, 20, {"title": BASE}, title="D")
    assert resolve([FIRST, three, two]).values["title"] == "C"


def test_the_same_mark_from_two_officers_is_no_conflict() -> None:
    one = created(ABIDJAN, 5, 10, state="present", signed=1)
    two = created(BAMAKO, 5, 12, state="present", row_no=3)
    row = resolve([one, two])
    assert row.values == {"state": "present", "signed": 1, "row_no": 3}
    assert row.conflicts == {}
    three = created(DAKAR, 5, 11, state="absent")
    assert resolve([one, two, three]).conflicts["state"][0] == Version("present", two)


def test_a_quiet_field_takes_the_latest_and_never_asks() -> None:
    one = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    two = edited(DAKAR, 1, 30, {"title": BASE}, title="C")
    row = resolve([FIRST, one, two], quiet={"title"})
    assert row.values["title"] == "C"
    assert row.conflicts == {}
    assert row.heads["title"] == (two, one)


def test_a_removal_that_saw_every_edit_stands() -> None:
    edit = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    removal = edited(DAKAR, 1, 30, {"removed": [*BASE, edit.mark]}, removed=1)
    row = resolve([FIRST, edit, removal])
    assert row.values["removed"] == 1
    assert row.conflicts == {}


def test_an_edit_the_removal_did_not_see_keeps_the_row_alive() -> None:
    edit = edited(BAMAKO, 1, 20, {"title": BASE}, title="B")
    removal = edited(DAKAR, 1, 30, {"removed": BASE}, removed=1)
    row = resolve([removal, FIRST, edit])
    assert row.values == {"title": "B", "place": "Abidjan", "removed": 0}
    assert row.conflicts == {"removed": (Version(0, edit), Version(1, removal))}
    again = edited(HQ, 1, 40, {"removed": [*BASE, edit.mark, removal.mark]}, removed=1)
    settled = resolve([FIRST, edit, removal, again])
    assert settled.values["removed"] == 1
    assert settled.conflicts == {}


def test_keeping_against_removing_is_a_conflict_that_keeps() -> None:
    removal = edited(DAKAR, 1, 30, {"removed": BASE}, removed=1)
    restored = edited(BAMAKO, 1, 35, {"removed": [removal.mark]}, removed=0)
    assert resolve([FIRST, removal, restored]).values["removed"] == 0
    assert resolve([FIRST, removal, restored]).conflicts == {}
    other = edited(HQ, 1, 99, {"removed": BASE}, removed=1)
    row = resolve([FIRST, removal, restored, other])
    assert row.values["removed"] == 0
    assert row.conflicts["removed"] == (Version(0, restored), Version(1, other))


def test_whoever_edits_a_removed_row_knowingly_does_not_revive_it() -> None:
    removal = edited(DAKAR, 1, 30, {"removed": BASE}, removed=1)
    edit = edited(BAMAKO, 1, 40, {"title": BASE, "removed": [removal.mark]}, title="B")
    row = resolve([FIRST, removal, edit])
    assert row.values == {"title": "B", "place": "Abidjan", "removed": 1}
    assert row.conflicts == {}


def test_changes_that_name_each_other_in_a_circle_still_give_a_row() -> None:
    one = edited(BAMAKO, 1, 20, {"title": [Mark(DAKAR, 1)]}, title="B")
    two = edited(DAKAR, 1, 30, {"title": [Mark(BAMAKO, 1)]}, title="C")
    assert resolve([one, two]).values["title"] == "C"


# A world of three laptops and headquarters, each a set of changes. What every author had before
# the eyes is remembered here, so that the expected row is found without looking at parents.

Resolve = Callable[[Iterable[Change]], Resolved]
EDIT, REMOVE, RESTORE, SEND, FETCH, JUMP = range(6)
Step = tuple[int, int, int, int]


@dataclass
class Replica:
    source: Source
    off: int = 0
    clock: int = 0
    seq: int = 0
    held: dict[Mark, Change] = field(default_factory=dict)


@dataclass
class World:
    resolve: Resolve
    replicas: list[Replica] = field(default_factory=lambda: [Replica(s) for s in SOURCES])
    past: dict[Mark, frozenset[Mark]] = field(default_factory=dict)
    knowing: set[Mark] = field(default_factory=set)
    every: dict[Mark, Change] = field(default_factory=dict)
    now: int = 0

    def write(self, at: Replica, fields: dict[str, Any]) -> None:
        row = self.resolve(at.held.values()) if at.held else None
        if row is None:
            parents: dict[str, list[Mark]] = {}
        elif fields.get("removed"):
            standing = {c.mark for heads in row.heads.values() for c in heads}
            parents = {"removed": sorted(standing)}
        else:
            parents = {name: [c.mark for c in row.heads.get(name, ())] for name in fields}
            if row.values.get("removed") and "removed" not in fields:
                parents["removed"] = [c.mark for c in row.heads["removed"]]
        at.clock, at.seq = max(at.clock, self.now + at.off) + 1, at.seq + 1
        change = (
            edited(at.source, at.seq, at.clock, parents, **fields)
            if row
            else created(at.source, at.seq, at.clock, **fields)
        )
        self.past[change.mark] = frozenset(at.held)
        if row and row.values.get("removed") and "removed" not in fields:
            self.knowing.add(change.mark)
        at.held[change.mark] = self.every[change.mark] = change

    def take(self, at: Replica, other: Replica) -> None:
        at.held.update(other.held)
        at.clock = max([at.clock, *(c.hlc for c in other.held.values())])

    def step(self, step: Step) -> None:
        kind, who, name, value = step
        self.now += value == 3
        at, headquarters = self.replicas[who], self.replicas[3]
        shown = self.resolve(at.held.values()).values if at.held else {}
        if kind == EDIT or (kind == REMOVE and not at.held):
            self.write(at, {"ab"[name % 2]: value})
        elif kind == REMOVE and not shown.get("removed"):
            self.write(at, {"removed": 1})
        elif kind == RESTORE and shown.get("removed"):
            self.write(at, {"removed": 0})
        elif kind == SEND:
            self.take(headquarters, at)
        elif kind == FETCH:
            self.take(at, headquarters)
        elif kind == JUMP:
            at.off = (value - 1) * 50

    def check(self, at: Replica) -> None:
        if not at.held:
            return
        row = self.resolve(at.held.values())
        for name in "ab":
            heads = self.standing(at, name)
            versions = {c.fields[name] for c in heads}
            asked = [version.value for version in row.conflicts.get(name, ())]
            assert set(asked) == (versions if len(versions) > 1 else set()), "conflict"
            if heads:
                assert row.values[name] == max(heads, key=lambda c: c.order).fields[name]
        gone, asked_removal = self.removed(at)
        assert bool(row.values.get("removed")) == gone, "removal"
        assert ("removed" in row.conflicts) == asked_removal, "removal conflict"

    def standing(self, at: Replica, name: str) -> list[Change]:
        touching = [c for c in at.held.values() if name in c.fields]
        return [c for c in touching if not any(c.mark in self.past[o.mark] for o in touching)]

    def removed(self, at: Replica) -> tuple[bool, bool]:
        heads = self.standing(at, "removed")
        removals = [c for c in heads if c.fields["removed"]]
        edits = [c for name in "ab" for c in self.standing(at, name)]
        against = len(removals) < len(heads) or any(
            not any(e.mark in self.past[r.mark] for r in removals) and e.mark not in self.knowing
            for e in edits
        )
        return bool(removals) and not against, bool(removals) and against


def lived(steps: list[Step], rule: Resolve) -> World:
    world = World(rule)
    for step in steps:
        world.step(step)
        world.check(world.replicas[step[1]])
        world.check(world.replicas[3])
    for _ in range(2):
        for laptop in world.replicas[:3]:
            world.take(world.replicas[3], laptop)
            world.take(laptop, world.replicas[3])
    rows = [rule(replica.held.values()) for replica in world.replicas if replica.held]
    for replica in world.replicas:
        world.check(replica)
    assert all(row == rows[0] for row in rows), "replicas differ"
    for order in (list(world.every.values()), sorted(world.every.values(), key=repr)):
        for changes in (order, order[::-1], order + order):
            if changes:
                assert rule(changes) == rows[0], "order"
    return world


one_step = st.tuples(
    st.sampled_from([EDIT, EDIT, EDIT, REMOVE, RESTORE, SEND, SEND, FETCH, FETCH, JUMP]),
    st.integers(0, 3),
    st.integers(0, 1),
    st.integers(0, 3),
)
histories = st.lists(one_step, min_size=5, max_size=40)


# An edit made to a removed row by somebody who knew it; then another removal replaces the first.
KNOWN_THEN_REMOVED_AGAIN: list[Step] = [
    (EDIT, 0, 0, 0),
    (REMOVE, 0, 0, 0),
    (SEND, 0, 0, 0),
    (EDIT, 0, 0, 0),
    (EDIT, 1, 0, 0),
    (SEND, 1, 0, 0),
    (REMOVE, 3, 0, 0),
]


@settings(max_examples=200, deadline=None)
@given(steps=histories)
@example(steps=KNOWN_THEN_REMOVED_AGAIN)
def test_every_replica_shows_what_its_authors_knew_in_whatever_order_it_arrived(
    steps: list[Step],
) -> None:
    lived(steps, resolve)


@settings(max_examples=100, deadline=None)
@given(steps=histories, rest=st.randoms(use_true_random=False))
def test_changes_may_come_in_any_portions_and_order(steps: list[Step], rest: Any) -> None:
    world = lived(steps, resolve)
    if not world.every:
        return
    whole = resolve(world.every.values())
    arrived: list[Change] = []
    waiting = list(world.every.values())
    rest.shuffle(waiting)
    while waiting:
        count = rest.randint(1, len(waiting))
        arrived, waiting = arrived + waiting[:count], waiting[count:]
        assert set(resolve(arrived).values) <= set(whole.values)
        arrived += rest.sample(arrived, len(arrived) // 3)
    assert resolve(arrived) == whole


def last_row_wins(changes: Iterable[Change]) -> Resolved:
    known = sorted({c.mark: c for c in changes}.values(), key=lambda c: c.order)
    values: dict[str, Any] = {}
    for change in known:
        values |= change.fields
    heads = {n: tuple(c for c in known if n in c.fields)[-1:] for n in values}
    return Resolved(
        values | {n: None for n in values if n not in known[-1].fields}, heads, known[-1]
    )


def last_field_wins(changes: Iterable[Change]) -> Resolved:
    row = resolve(changes)
    return Resolved(row.values, row.heads, row.last)


def last_arrived_wins(changes: Iterable[Change]) -> Resolved:
    known = list({c.mark: c for c in changes}.values())
    row = resolve(known)
    values = dict(row.values)
    for change in known:
        values |= {n: v for n, v in change.fields.items() if n != "removed"}
    return Resolved(values, row.heads, row.last, row.conflicts)


def without_parents(change: Change) -> Change:
    own = change.source, change.seq, change.hlc, change.tx, change.author
    return Change(*own, change.table, change.key, change.kind, change.fields)


def parents_ignored(changes: Iterable[Change]) -> Resolved:
    return resolve(without_parents(change) for change in changes)


def another_device_is_a_conflict(changes: Iterable[Change]) -> Resolved:
    known = list({c.mark: c for c in changes}.values())
    row = resolve(known)
    conflicts = dict(row.conflicts)
    for name, heads in row.heads.items():
        others = [c for c in known if name in c.fields and c.source != heads[0].source]
        if others and name != "removed":
            conflicts[name] = tuple(Version(c.fields[name], c) for c in (heads[0], *others))
    return Resolved(row.values, row.heads, row.last, conflicts)


def ties_by_arrival(changes: Iterable[Change]) -> Resolved:
    row = resolve(known := list(changes))
    place = {c.mark: n for n, c in reversed(list(enumerate(known)))}
    heads = {
        name: tuple(sorted(heads, key=lambda c: (c.hlc, -place[c.mark]), reverse=True))
        for name, heads in row.heads.items()
    }
    values = {n: h[0].fields[n] for n, h in heads.items()} | {
        n: v for n, v in row.values.items() if n == "removed"
    }
    return Resolved(values, heads, row.last, row.conflicts)


def removal_always_wins(changes: Iterable[Change]) -> Resolved:
    row = resolve(changes)
    if "removed" not in row.conflicts:
        return row
    conflicts = {n: v for n, v in row.conflicts.items() if n != "removed"}
    return Resolved({**row.values, "removed": 1}, row.heads, row.last, conflicts)


def removal_never_asks(changes: Iterable[Change]) -> Resolved:
    row = resolve(changes)
    conflicts = {n: v for n, v in row.conflicts.items() if n != "removed"}
    return Resolved(row.values, row.heads, row.last, conflicts)


def any_edit_revives(changes: Iterable[Change]) -> Resolved:
    return resolve(
        edited(c.source, c.seq, c.hlc, {"removed": c.parents["removed"][:1]}, **c.fields)
        if c.fields.get("removed") and "removed" in c.parents
        else c
        for c in changes
    )


@pytest.mark.parametrize(
    "broken",
    [
        last_row_wins,
        last_field_wins,
        last_arrived_wins,
        parents_ignored,
        another_device_is_a_conflict,
        ties_by_arrival,
        removal_always_wins,
        removal_never_asks,
        any_edit_revives,
    ],
)
def test_the_simulation_catches_a_broken_rule(broken: Resolve) -> None:
    @settings(
        max_examples=2000,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(steps=histories)
    def history(steps: list[Step]) -> None:
        lived(steps, broken)

    with pytest.raises(AssertionError, match=r"conflict|removal|order|differ|assert"):
        history()
