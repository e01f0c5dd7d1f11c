"""Decisions in the database: a value said again over all that stood, and the log of decisions."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.decision import Decision
from ssc_desktop.storage import change_log

Mark = tuple[int, int]
"""A change by the local number of its source, and its own number."""

Written = tuple[int, int, int, int, str | None, str, str, str, str, str]
"""A change as the log holds it: see ``incoming``."""

_BATCH = 400


def standing(db: Session, noun: str, key: str, field: str) -> list[Mark]:
    """The changes that stand for a field: those noted, else its creations."""
    named = {"noun": noun, "key": key, "field": field}
    asked = "SELECT source, seq FROM cell WHERE tbl = :noun AND key = :key AND field = :field"
    heads = db.execute(text(asked), named).all()
    if not heads:
        asked = "SELECT source, seq FROM change WHERE tbl = :noun AND key = :key AND kind = 'I'"
        heads = db.execute(text(asked), named).all()
    return sorted((row.source, row.seq) for row in heads)


def state_again(
    db: Session,
    noun: str,
    key: str,
    fields: Mapping[str, object],
    parents: Mapping[str, Sequence[Mark]],
) -> Written:
    """Write a change of this laptop that says these values and replaces exactly these changes.

    The triggers write a change only where a value becomes another one; a decision for the value
    that is shown already is one all the same. The caller has the row worked out anew.
    """
    wall = time.time_ns() // 1_000_000 << 16
    state = db.execute(text("SELECT seq, hlc, tx, author FROM sync_state")).one()
    seq, hlc = state.seq + 1, max(state.hlc + 1, wall)
    told = json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":"))
    named = {name: [list(mark) for mark in marks] for name, marks in parents.items()}
    replaced = json.dumps(named, separators=(",", ":"))
    change: Written = (
        *(change_log.OWN, seq, hlc, state.tx, state.author),
        *(noun, key, "U", told, replaced),
    )
    db.execute(text("UPDATE sync_state SET seq = :seq, hlc = :hlc"), {"seq": seq, "hlc": hlc})
    names = ("source", "seq", "hlc", "tx", "author", "tbl", "key", "kind", "fields", "parents")
    db.execute(
        text(
            f"INSERT INTO change({', '.join(names)}) VALUES ({', '.join(f':{n}' for n in names)})"
        ),
        dict(zip(names, change, strict=True)),
    )
    return change


def last_number(db: Session) -> int:
    """The number of this laptop's last change."""
    return int(db.execute(text("SELECT seq FROM sync_state")).scalar_one())


def written_in(db: Session, tx: int) -> list[Written]:
    """The changes of a transaction of this laptop, in their order."""
    rows = db.execute(
        text(
            "SELECT source, seq, hlc, tx, author, tbl, key, kind, fields, parents FROM change "
            "WHERE source = :own AND tx = :tx ORDER BY seq"
        ),
        {"own": change_log.OWN, "tx": tx},
    )
    return [tuple(row) for row in rows]


def values_at(db: Session, marks: Iterable[Mark], field: str) -> dict[Mark, tuple[int, object]]:
    """What these changes said of a field, and by which clock."""
    found: dict[Mark, tuple[int, object]] = {}
    for source, seq in marks:
        asked = text("SELECT hlc, fields FROM change WHERE source = :source AND seq = :seq")
        row = db.execute(asked, {"source": source, "seq": seq}).one_or_none()
        if row is not None:
            found[source, seq] = (row.hlc, json.loads(row.fields).get(field))
    return found


def about(db: Session, nouns: Iterable[str], keys: Sequence[str]) -> list[Decision]:
    """The decisions about these records (keys as the log writes them), the oldest first."""
    found: list[Decision] = []
    for start in range(0, len(keys), _BATCH):
        asked = select(Decision).where(
            Decision.noun.in_(list(nouns)),
            Decision.record_key.in_(keys[start : start + _BATCH]),
            Decision.removed.is_not(True),
        )
        found += db.scalars(asked)
    return sorted(found, key=lambda each: (str(each.decided_at or ""), each.id))


def latest(db: Session, limit: int, offset: int) -> list[Decision]:
    """A page of the log of decisions, the latest first."""
    asked = select(Decision).where(Decision.removed.is_not(True))
    ordered = asked.order_by(Decision.decided_at.desc(), Decision.id.desc())
    return list(db.scalars(ordered.limit(limit).offset(offset)))


def transactions(db: Session, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of decisions that were taken on this laptop, by key: the number of the transaction, and how
    many decisions were taken in it."""
    own = {"own": change_log.OWN}
    found: dict[str, int] = {}
    for start in range(0, len(keys), _BATCH):
        asked = text(
            "SELECT key, tx FROM change WHERE source = :own AND tbl = 'decision' AND kind = 'I'"
            " AND key IN :keys"
        ).bindparams(bindparam("keys", expanding=True))
        rows = db.execute(asked, {**own, "keys": list(keys[start : start + _BATCH])})
        found |= {row.key: row.tx for row in rows}
    counts = Counter(found.values())
    return {key: (tx, counts[tx]) for key, tx in found.items()}
