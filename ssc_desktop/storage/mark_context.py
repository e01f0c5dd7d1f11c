"""What is looked at beside a mark of attendance: who created its activity decides between marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from ssc_desktop.storage.change_log import Line

MARKS = "attendance"
_BATCH = 400
_CREATIONS = (
    "SELECT source, seq, hlc, tx, author, tbl, key, kind, fields, parents FROM change "
    "WHERE tbl = 'activity' AND kind = 'I' AND key IN ({keys})"
)


def creations(connection: Connection, marks: Iterable[str]) -> dict[str, list[Line]]:
    """The creations of the activities that these marks belong to, by the activity's key."""
    found: dict[str, list[Line]] = {}
    activities = sorted({key[:32] for key in marks})
    for start in range(0, len(activities), _BATCH):
        batch = activities[start : start + _BATCH]
        asked = _CREATIONS.format(keys=", ".join("?" * len(batch)))
        for row in connection.exec_driver_sql(asked, tuple(batch)):
            found.setdefault(row[6], []).append(tuple(row))
    return found


def contested_of(connection: Connection, activities: Sequence[str]) -> set[str]:
    """The marks of these activities that say different things: an activity that came after its
    marks decides between them."""
    found: set[str] = set()
    for activity in activities:
        rows = connection.exec_driver_sql(
            "SELECT key FROM cell WHERE tbl = ? AND key > ? AND key < ? AND field = 'state' "
            "GROUP BY key HAVING count(*) > 1",
            (MARKS, f"{activity}/", f"{activity}0"),
        )
        found.update(row[0] for row in rows)
    return found
