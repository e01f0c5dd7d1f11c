"""Records that came in a bundle and cannot be shown: their changes are kept, the reason is told.

Nothing else of the bundle is held up. Once a change mends the record it is shown like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.storage.history import key_sql
from ssc_desktop.storage.local import RefusedRow


class Refusal(NamedTuple):
    """Why a record is not shown: the code and the marked message of a problem, and the field."""

    code: str
    message: str
    field: str = ""

    @classmethod
    def of(cls, problem: Problem) -> Refusal:
        """The refusal that a problem amounts to."""
        return cls(problem.code, problem.message, problem.field or "")


INCOMPLETE = Refusal(
    "record-incomplete",
    N_(
        "This record came without what every record has. It is kept and not shown. Ask the office"
        " that wrote it to look at it."
    ),
)


def keep(
    connection: Connection, table: Table, looked_at: Sequence[str], refused: Mapping[str, Refusal]
) -> None:
    """Of the records looked at, show none that is refused, and forget what was refused before."""
    if looked_at and (refused or _any(connection, table.name)):
        connection.exec_driver_sql(
            "DELETE FROM refused_row WHERE noun = ? AND key = ?",
            [(table.name, key) for key in looked_at],
        )
    if not refused:
        return
    at = int(now().timestamp() * 1000)
    connection.exec_driver_sql(
        "INSERT INTO refused_row(noun, key, code, message, field, at) VALUES (?, ?, ?, ?, ?, ?)",
        [(table.name, key, *each, at) for key, each in refused.items()],
    )
    connection.exec_driver_sql(
        f"DELETE FROM {table.name} WHERE {key_sql(table, table.name)} = ?",
        [(key,) for key in refused],
    )


def _any(connection: Connection, noun: str) -> bool:
    asked = "SELECT 1 FROM refused_row WHERE noun = ? LIMIT 1"
    return connection.exec_driver_sql(asked, (noun,)).first() is not None


def keys(connection: Connection, noun: str) -> list[str]:
    """The keys of the records of a noun that are not shown."""
    asked = "SELECT key FROM refused_row WHERE noun = ? ORDER BY key"
    return [row[0] for row in connection.exec_driver_sql(asked, (noun,))]


def listed(db: Session) -> list[RefusedRow]:
    """Every record that is not shown, by noun and key."""
    return list(db.scalars(select(RefusedRow).order_by(RefusedRow.noun, RefusedRow.key)))


def count(db: Session) -> int:
    """How many records are not shown."""
    return db.scalar(select(func.count()).select_from(RefusedRow)) or 0
