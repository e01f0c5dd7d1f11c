"""How much of people a bundle tells: what stays here, and what was held back is sent later.

A reduced change travels with its number, clock, key, field names and parents, so that both sides
count and merge alike; only values stay behind. Whoever holds it notes its range, and the same change
told in full later replaces it: in whatever order they come, the end is the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ssc_desktop.domain.disclosure import AGGREGATE, IDENTIFIED, as_told, rows_leave
from ssc_desktop.services.merging import deciding
from ssc_desktop.storage import change_log, incoming, reduced, withheld
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync import older
from ssc_desktop.sync.bundle import AGAIN, Content, changes_again
from ssc_desktop.sync.change import Change, Mark, Source, from_log, sources_in, to_log
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Span, Vector

_THERE_REDUCED, _THERE_LACKING = "headquarters_reduced", "headquarters_lacking"
HEARD = (_THERE_REDUCED, _THERE_LACKING)
"""The facts in which an office keeps what headquarters holds too little of."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a bundle of a level carries: changes as the level tells them, changes of before told
    once more, and which of all these are reduced."""

    changes: list[Change]
    again: list[Change]
    reduced: Ranges


@dataclass(frozen=True, slots=True)
class Before:
    """What was held before a bundle was taken in, and what of it had been withheld."""

    held: Vector
    missing: Ranges


def outgoing(db: Db, changes: Sequence[Change], known: Vector, level: str) -> Outgoing:
    """What leaves at this level of ``changes``, and of what headquarters counts (``known``) but
    holds reduced or not at all."""
    own, less = held_reduced(db), set[Mark]()
    again = [] if level == AGGREGATE else _wanted_again(db, known, level, own)
    if level == IDENTIFIED:
        # Everything leaves as it is: nobody need look at each change.
        return Outgoing(list(changes), again, own.bridged())
    leaving = (change for change in changes if rows_leave(change.table, level))
    told, told_again = (
        [_told(change, level, less) for change in each] for each in (leaving, again)
    )
    return Outgoing(told, told_again, (own | Ranges.of(less)).bridged())


def not_given(spans: Sequence[Span], changes: Sequence[Change]) -> Ranges:
    """Of the changes a bundle counts, those that are not in it."""
    given = Counter(map(attrgetter("source"), changes))
    lengths = {span.source: span.last - span.first + 1 for span in spans}
    if all(given[source] == length for source, length in lengths.items()):
        # As a rule all are given: then nobody need look at each.
        return Ranges()
    return Ranges(spans) - Ranges.of(change.mark for change in changes)


def _told(change: Change, level: str, less: set[Mark]) -> Change:
    fields: Any = as_told(change.table, change.fields, level)
    if fields is change.fields:
        return change
    less.add(change.mark)
    return change.saying(fields)


def _wanted_again(db: Db, known: Vector, level: str, own: Ranges) -> list[Change]:
    """The changes headquarters said it holds too little of, as far as this level tells more."""
    wanted = _read(db, _THERE_LACKING)
    if level == IDENTIFIED:
        wanted = wanted | _read(db, _THERE_REDUCED)
    counted = Ranges(Span(source, 1, last) for source, last in known.items() if last)
    rows = reduced.changes_in(db, ((wanted & counted) - own).told())
    return list(from_log(rows, change_log.sources(db)))


def held_reduced(db: Db) -> Ranges:
    """The changes that are held here without their personal values."""
    return Ranges.read(reduced.ranges(db))


def held_back(db: Db) -> Ranges:
    """The changes that are counted here and were never given here."""
    return Ranges.read(withheld.ranges(db))


# --- taking in ----------------------------------------------------------------------------------


def before(db: Db) -> Before:
    """What is held now: asked before a bundle is taken in, in the same transaction."""
    held = {Source(*name): last for name, last in change_log.vector(db).items()}
    return Before(held, held_back(db))


def tells_more(store: Store, content: Content) -> bool:
    """Whether a bundle completes what is held here, also where it counts nothing new."""
    with store.reading() as db:
        held = held_reduced(db)
        given = Ranges(content.manifest.spans) - Ranges.read(content.manifest.reduced)
    return AGAIN in content.sections or bool(held & given)


def take_again(db: Db, content: Content, was: Before) -> int:
    """Before the changes of a bundle are taken in: take what it tells once more of what is counted
    here already. How many changes say more than before, or came after all."""
    told = older.lifted(changes_again(content), content.manifest.schema)
    again = [c for c in told if c.seq <= was.held.get(c.source, 0)]
    if not again:
        return 0
    numbers = incoming.number_sources(db, sources_in(again))
    filled = incoming.take(db, list(to_log(again, numbers)), deciding(db)).changes
    return filled + take(db, content.manifest, again, was)


def take(db: Db, manifest: Manifest, changes: Sequence[Change], was: Before) -> int:
    """After these changes of a bundle were taken in: complete what was held reduced, note what is
    now. How many changes say more than before."""
    given = Ranges.read(manifest.reduced)
    held = held_reduced(db)
    fuller = [c for c in changes if c.mark in held and c.mark not in given] if held else []
    completed = 0
    if fuller:
        numbers = incoming.number_sources(db, sources_in(fuller))
        completed = reduced.complete(db, list(to_log(fuller, numbers)), deciding(db))
    left = held - Ranges.of(change.mark for change in fuller)
    if given:
        left = left | (given & Ranges.of(_new(changes, was)))
    if left != held:
        reduced.write_ranges(db, left.coarser().told())
    return completed


def _new(changes: Iterable[Change], was: Before) -> Iterator[Mark]:
    for change in changes:
        if change.seq > was.held.get(change.source, 0) or change.mark in was.missing:
            yield change.mark


# --- what headquarters holds too little of --------------------------------------------------------


def heard_from_headquarters(db: Db, manifest: Manifest) -> None:
    """Note, at an office, what headquarters holds reduced or not at all."""
    for name, told in ((_THERE_REDUCED, manifest.reduced), (_THERE_LACKING, manifest.lacking)):
        write_fact(db, name, json.dumps(told).encode())


def lacking_there(db: Db) -> Ranges:
    """At an office: what headquarters counts and was never given."""
    return _read(db, _THERE_LACKING)


def _read(db: Db, name: str) -> Ranges:
    told = read_fact(db, name)
    return Ranges.read(json.loads(told)) if told else Ranges()
