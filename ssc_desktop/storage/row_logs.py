"""All changes of certain rows, as the log tells them: what decides what a row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection

from ssc_desktop.storage import dialects, mark_context
from ssc_desktop.storage.change_log import Line

_BATCH = 400


def read(
    connection: Connection, table: str, keys: Sequence[str]
) -> Iterator[tuple[str, list[Line]]]:
    """All changes of each row; beside those of a mark, the creation of its activity."""
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        logs: dict[str, list[Line]] = defaultdict(list)
        among, values = dialects.of(connection).among(batch)
        rows = connection.exec_driver_sql(
            "SELECT source, seq, hlc, tx, author, tbl, key, kind, fields, parents FROM change "
            f"WHERE tbl = ? AND key {among}",
            (table, *values),
        )
        for row in rows:
            logs[row[6]].append(tuple(row))
        if table == mark_context.MARKS:
            made = mark_context.creations(connection, logs)
            for key, log in logs.items():
                log += made.get(key[:32], ())
        yield from logs.items()
