"""All changes of certain rows, as the log tells them: what decides what a row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection

from ssc_desktop.storage import dialects, mark_context
from ssc_desktop.storage.change_log import ChangeRow

_BATCH = 400


def read(
    connection: Connection, table: str, keys: Sequence[str]
) -> Iterator[tuple[str, list[ChangeRow]]]:
    """All changes of each row; beside those of a mark, the creation of its activity."""
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        logs: dict[str, list[ChangeRow]] = defaultdict(list)
        among, values = dialects.of(connection).among(batch)
        rows = connection.exec_driver_sql(
            "SELECT s.device, s.incarnation, c.seq, c.hlc, c.tx, c.author, c.tbl, c.key, c.kind, "
            "c.fields, c.parents FROM change c JOIN source s ON s.id = c.source "
            f"WHERE c.tbl = ? AND c.key {among}",
            (table, *values),
        )
        for row in rows:
            logs[row[7]].append(tuple(row))
        if table == mark_context.MARKS:
            made = mark_context.creations(connection, logs)
            for key, log in logs.items():
                log += made.get(key[:32], ())
        yield from logs.items()
