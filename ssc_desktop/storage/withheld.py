"""Changes that are counted here and were not given to this laptop: whoever sent them withheld them.

They keep the numbers of a source without a gap. They cannot be handed on; should the scope of this
office allow it one day, they come after all, and the ranges shrink.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from ssc_desktop.storage import change_log

Range = tuple[int, int, int]
"""Local number of a source, first and last change."""


def spans(db: Session) -> dict[int, list[tuple[int, int]]]:
    """The withheld ranges by local number of their source, in order."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in db.execute(text("SELECT source, first, last FROM withheld ORDER BY source, first")):
        found[row.source].append((row.first, row.last))
    return dict(found)


def ranges(db: Session) -> list[tuple[str, int, int, int]]:
    """The withheld ranges as everybody names them: device, incarnation, first, last."""
    names = change_log.sources(db)
    return [
        (*names[number], first, last)
        for number, of_source in spans(db).items()
        for first, last in of_source
    ]


def note(connection: Connection, kept_back: Iterable[Range], held: Mapping[int, int]) -> int:
    """Count these changes as withheld where they are not counted yet, and move the numbers of
    their sources past them; how many they are."""
    rows = [
        (number, max(first, held.get(number, 0) + 1), last)
        for number, first, last in kept_back
        if last > held.get(number, 0)
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO withheld(source, first, last) VALUES (?, ?, ?)", rows
        )
        connection.exec_driver_sql(
            "UPDATE source SET upto = ? WHERE id = ? AND upto < ?",
            [(last, number, last) for number, _, last in rows],
        )
    return sum(last - first + 1 for _, first, last in rows)


def fill(connection: Connection, marks: Iterable[tuple[int, int]]) -> None:
    """These changes came after all: take them out of what is withheld."""
    came: dict[int, list[int]] = defaultdict(list)
    for number, seq in marks:
        came[number].append(seq)
    for number, numbers in came.items():
        _fill(connection, number, sorted(numbers))


def _fill(connection: Connection, number: int, came: Sequence[int]) -> None:
    rows = connection.exec_driver_sql(
        "SELECT first, last FROM withheld WHERE source = ? AND last >= ? AND first <= ?",
        (number, came[0], came[-1]),
    ).all()
    left = [(number, *part) for first, last in rows for part in _without(first, last, came)]
    if rows:
        connection.exec_driver_sql(
            "DELETE FROM withheld WHERE source = ? AND first = ?",
            [(number, first) for first, _ in rows],
        )
    if left:
        connection.exec_driver_sql(
            "INSERT INTO withheld(source, first, last) VALUES (?, ?, ?)", left
        )


def _without(first: int, last: int, came: Sequence[int]) -> list[tuple[int, int]]:
    left = []
    for seq in came:
        if first <= seq <= last:
            if seq > first:
                left.append((first, seq - 1))
            first = seq + 1
    if first <= last:
        left.append((first, last))
    return left
