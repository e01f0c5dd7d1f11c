"""Rows that one creation alone tells of: inserted as it tells them, nothing is worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table

from ssc_desktop.storage import dialects, refusals
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.dialect import Rows
from ssc_desktop.storage.row_values import Shape, shape_of

# Records whose values are judged also when one creation alone tells of them.
_JUDGED = frozenset({"activity"})
_BATCH = 400
# Rows are written so many at a time: of all of them at once there would be too many in memory.
_TOGETHER = 10_000
# Of more rows than this it is quicker to look through all of their table.
_MANY = 10_000


def parted(table: Table, lines: Sequence[Line]) -> tuple[Sequence[Line], set[str]]:
    """Of the changes of a table, creations of which no other of them tells; and the keys of all
    other rows."""
    keys = [line[6] for line in lines]
    if table.name in _JUDGED:
        return [], set(keys)
    often = set()
    if len(set(keys)) < len(keys):
        often = {key for key, count in Counter(keys).items() if count > 1}
    others = often.union(line[6] for line in lines if line[7] != "I")
    return [line for line in lines if line[6] not in others], others


def unheard(connection: Connection, fresh: Iterable[Line]) -> set[str]:
    """The tables of which these changes tell, and no change before them."""
    asked = "SELECT 1 FROM change WHERE tbl = ? LIMIT 1"
    told = {line[5] for line in fresh}
    return {name for name in told if connection.exec_driver_sql(asked, (name,)).first() is None}


def create(
    connection: Connection, table: Table, lines: Sequence[Line], *, is_first: bool
) -> set[str]:
    """Insert rows that one creation alone tells; the keys of those that were known already."""
    if not lines:
        return set()
    shape, improper, dialect = shape_of(table), list[str](), dialects.of(connection)
    batches = _as_told(shape, lines, improper)
    with dialect.filling(connection, table.name, len(lines)):
        dialect.insert_batches(connection, table.name, shape.names, batches)
    refused = dict.fromkeys(improper, refusals.INCOMPLETE)
    refusals.keep(connection, table, sorted(refused), refused)
    return set() if is_first else _told_twice(connection, table.name, [line[6] for line in lines])


def _as_told(shape: Shape, lines: Sequence[Line], improper: list[str]) -> Iterator[Rows]:
    """The rows of creations; the keys of those that lack something are put into ``improper``."""
    for start in range(0, len(lines), _TOGETHER):
        rows, some = shape.rows_as_told(lines[start : start + _TOGETHER])
        improper += some
        yield rows


def _told_twice(connection: Connection, table: str, keys: Sequence[str]) -> set[str]:
    """Of these rows those that several changes tell of: another creation, or an edit that came
    before the creation."""
    if len(keys) > _MANY:
        return _often(connection, table, "IS NOT NULL").intersection(keys)
    found: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        among, values = dialects.of(connection).among(keys[start : start + _BATCH])
        found |= _often(connection, table, among, *values)
    return found


def _often(connection: Connection, table: str, which: str, *values: object) -> set[str]:
    asked = f"SELECT key FROM change WHERE tbl = ? AND key {which} GROUP BY key HAVING count(*) > 1"
    return {row[0] for row in connection.exec_driver_sql(asked, (table, *values))}
