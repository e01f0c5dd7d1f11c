"""Questions to the log about many records: their last changes, and what certain laptops edited."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssc_desktop.storage import change_log, shipped
from ssc_desktop.storage.change_log import change_table, source_table

Last = dict[tuple[str, int], int]
"""By source (device, incarnation) the number of its last change of a record."""

_BATCH = 400
_c, _s = change_table.c, source_table.c


@dataclass(frozen=True, slots=True)
class Edit:
    """The last edit of a record by one of certain laptops: the fields it set (by the first of them
    it is named), whether it removed the record, its clock."""

    names: frozenset[str]
    field: str
    removed: bool
    hlc: int


def last_changes(db: Session, nouns: Sequence[str], keys: Sequence[str]) -> dict[str, Last]:
    """The last change of each source of each record; what every program has does not count."""
    found: dict[str, Last] = defaultdict(dict)
    for batch in _batches(keys):
        asked = (
            select(_c.key, _s.device, _s.incarnation, func.max(_c.seq))
            .join(source_table, _s.id == _c.source)
            .where(_c.tbl.in_(nouns), _c.key.in_(batch), _s.device != shipped.DEVICE)
            .group_by(_c.key, _s.device, _s.incarnation)
        )
        for key, device, life, seq in db.execute(asked):
            found[key][device, life] = seq
    return dict(found)


def edits_by(
    db: Session, nouns: Sequence[str], keys: Sequence[str], devices: Sequence[str]
) -> dict[str, Edit]:
    """The last edit of each record by one of these laptops, of records that others created."""
    numbers = [n for n, (device, _) in change_log.sources(db).items() if device in devices]
    found: dict[str, Edit] = {}
    if not numbers:
        return found
    for batch in _batches(keys):
        about = (_c.tbl.in_(nouns), _c.key.in_(batch), _c.source.in_(numbers))
        made = set(db.scalars(select(_c.key).where(*about, _c.kind == "I")))
        asked = select(_c.key, _c.fields, _c.hlc).where(*about, _c.kind == "U").order_by(_c.hlc)
        for key, fields, hlc in db.execute(asked):
            if key not in made:
                told = json.loads(fields)
                names = frozenset(told)
                found[key] = Edit(names, min(names, default=""), bool(told.get("removed")), hlc)
    return found


def written_by(db: Session, devices: Iterable[str]) -> set[str]:
    """The keys of the decisions that were written on one of these laptops."""
    wanted = set(devices)
    numbers = [n for n, (device, _) in change_log.sources(db).items() if device in wanted]
    asked = select(_c.key).where(_c.tbl == "decision", _c.kind == "I", _c.source.in_(numbers))
    return set(db.scalars(asked))


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
