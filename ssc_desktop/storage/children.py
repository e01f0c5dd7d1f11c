"""Records that belong to an activity or to a person: whose they are, and who wrote in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.office_scope import LINKED
from ssc_desktop.storage.history import key_sql

PARENTS = {"activity": "activity_id", "participant": "participant_id"}
"""The nouns that others belong to, and the column by which these name them."""


# Half-days come and go with the dates of their activity, an erasure is no work on a person.
_NO_WORK = frozenset({"half_day", "erasure"})


class Written(NamedTuple):
    """A change of a child: the device, incarnation and number of its source, and its clock."""

    device: str
    incarnation: int
    seq: int
    hlc: int


@cache
def child_tables(noun: str) -> tuple[Table, ...]:
    """The tables whose records belong to a noun."""
    column = PARENTS[noun]
    return tuple(
        each for each in synced_tables() if column in each.columns and each.name not in _NO_WORK
    )


def is_removed(db: Session, noun: str, key: str) -> bool:
    """Whether a record of one of these nouns is removed."""
    asked = text(f"SELECT removed FROM {noun} WHERE id = :key")
    return bool(db.scalar(asked, {"key": bytes.fromhex(key)}))


def removed(db: Session) -> set[tuple[str, str]]:
    """The records of these nouns that are removed now, by noun and key: few among many."""
    found = set()
    for noun in PARENTS:
        keys = db.scalars(text(f"SELECT lower(hex(id)) FROM {noun} WHERE removed = 1"))
        found |= {(noun, key) for key in keys}
    return found


def changes_in_children(db: Session, noun: str, key: str) -> Iterator[Written]:
    """Every change of the records that belong to this one and still stand."""
    for table in child_tables(noun):
        stands = (
            "r.state IS NOT NULL" if table.name == "attendance" else "r.removed IS DISTINCT FROM 1"
        )
        asked = text(
            "SELECT s.device, s.incarnation, c.seq, c.hlc FROM change c "
            "JOIN source s ON s.id = c.source WHERE c.tbl = :noun AND c.key IN "
            f"(SELECT {key_sql(table, 'r')} FROM {table.name} r "
            f"WHERE r.{PARENTS[noun]} = :key AND {stands})"
        )
        for row in db.execute(asked, {"noun": table.name, "key": bytes.fromhex(key)}):
            yield Written(*row)


def parents_of(noun: str, key: str, fields: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The activity and the person a change is about, as far as it tells."""
    for parent, column in PARENTS.items():
        if noun in {each.name for each in child_tables(parent)}:
            if noun in LINKED:
                named = fields.get(column)
                if isinstance(named, str):
                    yield parent, named
            else:
                first = noun == "consent" or parent == "activity"
                yield parent, key[:32] if first else key[33:65]
