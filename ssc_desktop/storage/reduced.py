"""Changes held without their personal values: which they are, and how they are completed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ssc_desktop.storage import change_log, erasure, found_anew, incoming
from ssc_desktop.storage.change_log import Line, change_table
from ssc_desktop.storage.found_anew import completions as completions
from ssc_desktop.storage.incoming import Resolve
from ssc_desktop.storage.local import Reduced

Named = tuple[str, int, int, int]
"""A range as everybody names it: device, incarnation, first, last."""


class Held(NamedTuple):
    """A change as the log holds it."""

    hlc: int
    tbl: str
    key: str
    kind: str
    fields: str


_BATCH = 400


def ranges(db: Session) -> list[Named]:
    """The ranges of changes held reduced, in order."""
    names = change_log.sources(db)
    rows = db.execute(select(Reduced.source, Reduced.first, Reduced.last))
    return sorted((*names[source], first, last) for source, first, last in rows)


def write_ranges(db: Session, told: Sequence[Named]) -> None:
    """Say anew which changes are held reduced."""
    db.execute(delete(Reduced))
    if told:
        numbers = incoming.number_sources(db, {(device, life) for device, life, _, _ in told})
        rows = [
            {"source": numbers[device, life], "first": first, "last": last}
            for device, life, first, last in told
        ]
        db.execute(insert(Reduced), rows)


def changes_in(db: Session, told: Iterable[Named]) -> list[Line]:
    """The changes of these ranges that are held here, in the order of their numbers."""
    numbers = {name: number for number, name in change_log.sources(db).items()}
    c = change_table.c
    found: list[Line] = []
    for device, life, first, last in told:
        number = numbers.get((device, life))
        if number is not None:
            asked = select(
                c.seq, c.hlc, c.tx, c.author, c.tbl, c.key, c.kind, c.fields, c.parents
            ).where(c.source == number, c.seq.between(first, last))
            rows = db.execute(asked.order_by(c.seq))
            found += ((number, *row) for row in rows)
    return found


def complete(db: Session, lines: Sequence[Line], resolve: Resolve) -> int:
    """Make changes that are held say what these lines say, and work out their rows anew; how many
    said less before. Of people who were erased nothing comes back."""
    lines, _ = erasure.arriving(db.connection(), lines)
    held = _held(db, lines)
    fuller = [line for line in lines if _is_fuller(line, held.get((line[0], line[1])))]
    for line in fuller:
        db.execute(
            update(change_table)
            .where(change_table.c.source == line[0], change_table.c.seq == line[1])
            .values(fields=line[8])
        )
    if fuller:
        incoming.rework(db, fuller, resolve)
        found_anew.index(db, fuller)
    return len(fuller)


def _is_fuller(line: Line, held: Held | None) -> bool:
    """Whether a line is the very change that is held, and says something else. A copied laptop may
    tell another change under the same number: that one completes nothing."""
    if held is None or held.fields == line[8]:
        return False
    told = (line[2], line[5], line[6], line[7])
    same = told == (held.hlc, held.tbl, held.key, held.kind)
    return same and set(json.loads(held.fields)) == set(json.loads(line[8]))


def _held(db: Session, lines: Sequence[Line]) -> dict[tuple[int, int], Held]:
    c = change_table.c
    wanted: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        wanted[line[0]].append(line[1])
    found: dict[tuple[int, int], Held] = {}
    for source, numbers in wanted.items():
        remaining = iter(sorted(numbers))
        while batch := list(islice(remaining, _BATCH)):
            asked = select(c.seq, c.hlc, c.tbl, c.key, c.kind, c.fields)
            rows = db.execute(asked.where(c.source == source, c.seq.in_(batch)))
            found.update(((source, row.seq), Held(*row[1:])) for row in rows)
    return found
