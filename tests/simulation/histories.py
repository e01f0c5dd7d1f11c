"""Histories: what four laptops go through, step by step, and what must hold when all have talked.

A history is a list of steps, so that one that found a fault can be kept as it is.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ssc_desktop.services import state_digest
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.services.deciding import decide_conflict
from ssc_desktop.services.exchange import import_bundles
from ssc_desktop.storage import backup, change_log
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import Change
from tests.services.replicas import assert_says_what_its_changes_say, changes_of
from tests.simulation import reference
from tests.simulation.world import (
    FIELDS,
    FOREIGN,
    HOUR,
    HQ,
    OFFICES,
    PEOPLE,
    ROWS,
    Replica,
    World,
    quick,
)

Step = tuple[Any, ...]
FRESH = 4_000_000_000
"""The life of a headquarters that begins anew beside the others."""

anybody, laptop = st.integers(0, HQ), st.integers(0, HQ - 1)
row, field_name = st.integers(0, len(ROWS) - 1), st.sampled_from(FIELDS)
value = st.sampled_from(["x", "y", "z", None])
steps = st.one_of(
    st.tuples(st.just("edit"), anybody, row, field_name, value),
    st.tuples(st.just("edit"), anybody, st.just(0), st.just("name_fr"), value),
    st.tuples(st.sampled_from(["remove", "bring_back"]), anybody, row),
    st.tuples(st.sampled_from(["edit_person", "mark_person"]), anybody, value.filter(bool)),
    st.tuples(st.just("remove_person"), anybody),
    st.tuples(st.just("decide"), anybody),
    st.tuples(st.just("edit_unknown"), anybody, row, value.filter(bool)),
    st.tuples(st.just("clock"), anybody, st.sampled_from([-20, -1, 0, 0, 3, 20, 24 * 400])),
    st.tuples(st.sampled_from(["up", "down"]), laptop),
    st.tuples(st.sampled_from(["deliver", "deliver_again", "lose"]), st.integers(0, 9)),
    st.tuples(st.just("deliver"), st.just(0)),
    st.tuples(st.just("exchange"), laptop),
    st.tuples(st.just("back_up"), anybody),
    st.tuples(st.just("restore"), anybody, st.booleans()),
)
histories = st.lists(steps, min_size=6, max_size=14)


def run(history: Iterable[Step], planted: Callable[[World], object] | None = None) -> None:
    """Go through a history, then let everybody talk, and look whether all is as it must be.

    ``planted`` breaks a rule of the engine, to show that it is seen.
    """
    world = World()
    with quick():
        try:
            world.begin()
            if planted:
                planted(world)
            told = list(history)
            for step in told:
                _STEPS[step[0]](world, *step[1:])
            _finale(world)
            if len(told) % 4 == 0:
                _the_order_of_arrival_does_not_matter(world)
        finally:
            world.close()


def _edit(world: World, who: int, row: int, field: str, value: str | None) -> None:
    world.write(who, row, {field: value})


def _remove(world: World, who: int, row: int, gone: bool = True) -> None:
    if _knows(world.replicas[who], row):
        world.write(who, row, {"removed": gone})


def _edit_unknown(world: World, who: int, row: int, value: str) -> None:
    if _knows(world.replicas[who], row):
        world.write_unknown(who, row, value)


def _known_people(who: int) -> Iterable[str]:
    return PEOPLE if who == HQ else (OFFICES[who],)


def _edit_person(world: World, who: int, name: str) -> None:
    for office in _known_people(who):
        world.write_person(who, office, name)


def _mark_person(world: World, who: int, told: str) -> None:
    for office in _known_people(who):
        world.mark_person(who, office, "present" if told == "x" else "absent")


def _remove_person(world: World, who: int) -> None:
    for office in _known_people(who):
        world.remove_person(who, office)


_STEPS: dict[str, Callable[..., object]] = {
    "edit": _edit,
    "remove": _remove,
    "bring_back": lambda world, who, row: _remove(world, who, row, gone=False),
    "edit_person": _edit_person,
    "mark_person": _mark_person,
    "remove_person": _remove_person,
    "decide": lambda world, who: _decide(world, who),
    "edit_unknown": _edit_unknown,
    "clock": lambda world, who, hours: world.set_clock(who, hours * HOUR),
    "up": lambda world, who: world.mail.append(world.send(who, HQ)),
    "down": lambda world, who: world.mail.append(world.send(HQ, who)),
    "deliver": lambda world, place: _post(world, "deliver", place),
    "deliver_again": lambda world, place: _post(world, "deliver_again", place),
    "lose": lambda world, place: _post(world, "lose", place),
    "exchange": lambda world, who: world.exchange(who),
    "back_up": lambda world, who: world.back_up(who),
    "restore": lambda world, who, silently: world.restore(who, silently=silently),
}


def _post(world: World, what: str, place: int) -> None:
    if world.mail:
        place %= len(world.mail)
        bundle = world.mail[place] if what == "deliver_again" else world.mail.pop(place)
        if what != "lose":
            world.deliver(bundle)


def _knows(replica: Replica, row: int) -> bool:
    asked = "SELECT 1 FROM organisation WHERE id = ?"
    with replica.workspace.store.connecting() as connection:
        return connection.exec_driver_sql(asked, (ROWS[row],)).first() is not None


def _decide(world: World, who: int) -> None:
    """Somebody decides the first conflict they see, for a value that is not shown where there is
    one; at headquarters the decision is noted as well."""
    store = world.at(who).workspace.store
    for conflict in list_conflicts(store)[:1]:
        others = [each.value for each in conflict.values if each.value != conflict.shown]
        decide_conflict(store, conflict.id, others[0])


# What must hold


def _finale(world: World) -> None:
    held = {change.mark: change for each in world.replicas for change in _changes(each)}
    _one_more_export_is_enough(world)
    _hand_back(world)
    if not _has_settled(world):
        # A side that was put back has to say so first, and is refilled then.
        for number in range(HQ):
            world.deliver(world.send(number, HQ))
        _hand_back(world)
    known = [_changes(each) for each in world.replicas]
    for number, changes in enumerate(known):
        _nothing_is_missing(_given(held.values(), number), changes)
        assert _given(changes, number) == _given(known[HQ], number), "logs differ"
        kept_back = PEOPLE["BKO" if OFFICES[number] == "ABJ" else "ABJ"].hex()
        assert number == HQ or not [c for c in changes if kept_back in c.key], "told too much"
    _all_say_the_same(world, known[HQ])
    _nobody_was_dragged_along(world)
    _effects_follow_their_causes(world, known[HQ])


def _hand_back(world: World) -> None:
    """A return bundle for each office; both laptops of the first take the same file."""
    first = world.send(HQ, 0)
    for bundle in (first, replace(first, to=1), world.send(HQ, 2)):
        world.deliver(bundle)


def _has_settled(world: World) -> bool:
    vectors = []
    for each in world.replicas:
        with each.workspace.store.reading() as db:
            vectors.append(change_log.vector(db))
    return all(vector == vectors[HQ] for vector in vectors)


def _given(changes: Iterable[Change], number: int) -> dict[Any, Change]:
    """Of these changes, those that one of the four must hold: an office is not given the people of
    the other one, nor what nobody knows yet, since that may tell of people too."""
    others = {key.hex() for office, key in PEOPLE.items() if office != OFFICES[number]}
    return {
        change.mark: change
        for change in changes
        if number == HQ
        or not (
            change.table == FOREIGN
            or any(part in others for part in change.key.split("/"))
            or (change.table == "decision" and change.fields.get("noun") != "organisation")
        )
    }


def _changes(replica: Replica) -> list[Change]:
    shipped = "0" * 16
    return [c for c in changes_of(replica.workspace.store) if c.source.device != shipped]


def _one_more_export_is_enough(world: World) -> None:
    """A laptop that knows where headquarters stands hands over everything in one bundle."""
    with world.replicas[HQ].workspace.store.reading() as db:
        life = change_log.own_source(db)
    for number in range(HQ):
        store = world.replicas[number].workspace.store
        with store.reading() as db:
            said = db.connection().exec_driver_sql(
                "SELECT max(incarnation) FROM report WHERE device = ?", (life[0],)
            )
            heard = said.scalar_one()
        world.deliver(world.send(number, HQ))
        if heard in (None, life[1]):
            there = {change.mark for change in _changes(world.replicas[HQ])}
            assert {c.mark for c in _changes(world.replicas[number])} <= there, "left something out"


def _nothing_is_missing(held: dict[Any, Change], changes: Sequence[Change]) -> None:
    here = {change.mark: change for change in changes}
    for mark, change in held.items():
        assert mark in here, f"a change that somebody held is missing: {change}"
        assert here[mark] == change, "two different changes carry one number"


def _all_say_the_same(world: World, changes: Sequence[Change]) -> None:
    expected = {
        key: row
        for (table, key), row in reference.shown(changes).items()
        if table == "organisation"
    }
    doubts = reference.contested(changes)
    for each in world.replicas:
        store = each.workspace.store
        assert _rows(store) == {
            key: (row.get("name_fr"), row.get("acronym"), bool(row.get("removed")))
            for key, row in expected.items()
        }, "a row does not say what its changes say"
        nouns = ("organisation", "participant") if each.number == HQ else ("organisation",)
        listed = {
            (c.noun, c.key.replace("-", ""), c.field): {v.value for v in c.values}
            for c in list_conflicts(store)
            if c.noun in nouns
        }
        expected_here = {key: doubts[key] for key in doubts if key[0] in nouns}
        assert listed == expected_here, f"conflicts differ: {listed} and {expected_here}"
        with store.reading() as db:
            assert state_digest.doubted(db) == {}, "digests differ"
    assert_says_what_its_changes_say(world.replicas[HQ].workspace.store)


def _rows(store: Store) -> dict[str, tuple[Any, ...]]:
    asked = (
        "SELECT lower(hex(id)), name_fr, acronym, coalesce(removed, 0) FROM organisation "
        f"WHERE id IN ({', '.join('?' * len(ROWS))})"
    )
    with store.connecting() as connection:
        rows = connection.exec_driver_sql(asked, tuple(ROWS)).fetchall()
    return {key: (name, acronym, bool(removed)) for key, name, acronym, removed in rows}


def _nobody_was_dragged_along(world: World) -> None:
    """No clock but a wrong one itself runs further ahead than two days of headquarters'."""
    if world.replicas[HQ].has_been_wild:
        return
    for each in world.replicas:
        if not each.has_been_wild:
            with each.workspace.store.connecting() as connection:
                hlc = connection.exec_driver_sql("SELECT hlc FROM sync_state").scalar_one()
            assert (hlc >> 16) - world.now < 72 * HOUR, "a wrong clock dragged another along"


def _effects_follow_their_causes(world: World, changes: Sequence[Change]) -> None:
    if any(each.has_been_wild for each in world.replicas):
        return
    clocks = {change.mark: change.hlc for change in changes}
    for change in changes:
        for marks in change.parents.values():
            for mark in marks:
                assert clocks.get(mark, 0) < change.hlc, "an effect was ordered before its cause"


def _the_order_of_arrival_does_not_matter(world: World) -> None:
    """A headquarters that heard nothing yet takes every bundle that came, in another order."""
    came = [each.file for each in world.delivered if each.to == HQ]
    if not came:
        return
    replica = fresh_headquarters(world)
    try:
        random.Random(len(came)).shuffle(came)
        results = import_bundles(replica.workspace, came)
        assert not [each for each in results if each.status in ("refused", "quarantined")]
        mine, theirs = _changes(replica), _changes(world.replicas[HQ])
        # What a headquarters writes itself while it takes bundles in depends on what it knew.
        came_here = {c.mark: c for c in mine if c.source.incarnation != FRESH}
        assert came_here == {c.mark: c for c in theirs if c.mark in came_here}
        expected = reference.shown(mine)
        assert _rows(replica.workspace.store) == {
            key: (row.get("name_fr"), row.get("acronym"), bool(row.get("removed")))
            for (table, key), row in expected.items()
            if table == "organisation"
        }, "another arrival order gives another state"
    finally:
        replica.workspace.store.close()


def fresh_headquarters(world: World) -> Replica:
    """Headquarters as it began, in a life of its own."""
    template = world.template(HQ)
    path = Path(shutil.copy(template, world.folder / "fresh.db"))
    backup.begin_new_life(path, world.replicas[HQ].workspace.key, FRESH)
    return world.lay(HQ, world.replicas[HQ].workspace, path, "fresh")
