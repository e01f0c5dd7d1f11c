"""What the change log costs the writer: the same writes with the triggers and without (P9).

Bare statements are run by the driver as it comes, as another tool that knows the key would.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.record import new_key
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, in_turns, seconds
from tests.benchmarks.sync_data import MARKS, SLOTS
from tests.benchmarks.sync_floors import connect, driver_as_it_comes

KEY = bytes(range(32))
SHEET = 30
TIMES = 50
# Writes of one kind in a row, so that a clock can tell them.
REPEATED = 10
INSERTION = (
    "INSERT INTO attendance(activity_id, participant_id, slot, state) VALUES (?, ?, ?, 'present')"
)
UPDATE = "UPDATE attendance SET state = ? WHERE activity_id = ? AND participant_id = ? AND slot = ?"
# As every writing block of the store begins.
BEGINNING = "UPDATE sync_state SET tx = tx + 1"
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log_%'"


def figures() -> Iterator[Figure]:
    """One new mark, one changed field, one sheet: through the ORM, then as bare statements."""
    with tempfile.TemporaryDirectory() as name:
        logged, silent = Path(name) / "logged.db", Path(name) / "silent.db"
        _filled(logged)
        shutil.copy(logged, silent)
        _silence(silent)
        with_log, without = Store.open(logged, KEY), Store.open(silent, KEY)
        _assert_silent(without)
        for label, way in (("a mark", 1), ("a field", 0), (f"a sheet of {SHEET}", SHEET)):
            goal, what = 1.35, f"P9 ORM, {label}, to untracked"
            yield _compared(
                what, goal, partial(_by_orm, with_log, way), partial(_by_orm, without, way)
            )
        with_log.close()
        without.close()
        with driver_as_it_comes():
            yield from _bare(logged, silent)


def _bare(logged: Path, silent: Path) -> Iterator[Figure]:
    tracked, untracked = connect(logged, KEY), connect(silent, KEY)
    for label, way in (("a mark", 1), ("a field", 0), (f"a sheet of {SHEET}", SHEET)):
        what = f"P9 bare statements, {label}, to untracked"
        yield _compared(
            what,
            1.6,
            partial(_by_statement, tracked, way, BEGINNING),
            partial(_by_statement, untracked, way, ""),
        )
    tracked.close()
    untracked.close()


def _compared(
    what: str, goal: float, tracked: Callable[[], None], untracked: Callable[[], None]
) -> Figure:
    took, least = in_turns(
        lambda: seconds(tracked) / REPEATED, lambda: seconds(untracked) / REPEATED, times=TIMES
    )
    return Figure(what, took * 1000, "ms", goal, least * 1000)


_ACTIVITY = new_key()
_people = [new_key() for _ in range(200)]
_turn = count()


def _filled(path: Path) -> None:
    """A database with a register, and with many marks of others around it."""
    store = Store.create(path, KEY)
    with store.writing() as db:
        rows = [
            (new_key().bytes, new_key().bytes, slot)
            for _ in range(MARKS // 10 // len(SLOTS))
            for slot in SLOTS
        ]
        rows += [(_ACTIVITY.bytes, person.bytes, SLOTS[0]) for person in _people]
        db.connection().exec_driver_sql(INSERTION, rows)
    store.close()


def _someone() -> UUID:
    return _people[next(_turn) % len(_people)]


def _assert_silent(store: Store) -> None:
    with store.reading() as db:
        left = db.connection().exec_driver_sql(TRIGGERS).fetchall()
    assert not left, "the store laid its triggers anew"


def _silence(path: Path) -> None:
    connection = connect(path, KEY)
    for (name,) in connection.execute(TRIGGERS).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.close()


def _by_orm(store: Store, way: int) -> None:
    for _ in range(REPEATED):
        with store.writing() as db:
            if way:
                db.add_all(_marks(way))
            else:
                mark = db.get(Attendance, (_ACTIVITY, _someone(), SLOTS[0]))
                assert mark
                mark.state = "late" if mark.state != "late" else "absent"


def _marks(many: int) -> list[Attendance]:
    activity = new_key()
    return [
        Attendance(activity_id=activity, participant_id=new_key(), slot=SLOTS[0], state="present")
        for _ in range(many)
    ]


def _by_statement(connection: Any, way: int, beginning: str) -> None:
    for _ in range(REPEATED):
        connection.execute("BEGIN IMMEDIATE")
        if beginning:
            connection.execute(beginning)
        connection.executemany(*_statement(way))
        connection.execute("COMMIT")


def _statement(way: int) -> tuple[str, Sequence[tuple[object, ...]]]:
    if way:
        activity = new_key().bytes
        return INSERTION, [(activity, new_key().bytes, SLOTS[0]) for _ in range(way)]
    # Never the same word twice in a row: what stays as it was is not logged.
    return UPDATE, [(f"state {next(_turn)}", _ACTIVITY.bytes, _someone().bytes, SLOTS[0])]
