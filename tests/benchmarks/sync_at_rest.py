"""What encryption costs: the same library with a key and without, in time of the processor (P11)."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ssc_desktop.domain.record import new_key
from ssc_desktop.services.workspaces import open_workspace
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.keyfile import DATABASE
from tests.benchmarks.figures import Figure, in_turns, seconds
from tests.benchmarks.sync_data import MARKS, PASSPHRASE, SLOTS, STATES, Row, enrolled, own_home
from tests.benchmarks.sync_floors import connect, run

KEY = bytes(range(32))
POINTS = 5_000
MADE = (
    "CREATE TABLE mark (activity BLOB, person BLOB, slot TEXT, state TEXT, signed INTEGER, "
    "PRIMARY KEY (activity, person, slot)) WITHOUT ROWID",
    "CREATE INDEX mark_person ON mark (person)",
)
INSERTION = "INSERT INTO mark VALUES (?, ?, ?, ?, ?)"
POINT = "SELECT state FROM mark WHERE activity = ? AND person = ? AND slot = ?"


def figures() -> Iterator[Figure]:
    """Write, read through, look up; then open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _rows()
        yield from _reading(folder, rows)
        yield from _opening(folder)


def _rows() -> list[Row]:
    chance = random.Random(2021)
    people = [new_key().bytes for _ in range(max(MARKS // 8, 30))]
    return [
        (activity, person, slot, chance.choice(STATES), 1)
        for activity in (new_key().bytes for _ in range(MARKS // 150))
        for person in chance.sample(people, 25)
        for slot in SLOTS
    ]


def _reading(folder: Path, rows: Sequence[Row]) -> Iterator[Figure]:
    sealed, plain = folder / "sealed.db", folder / "plain.db"
    took = in_turns(
        lambda: _written(sealed, KEY, rows), lambda: _written(plain, None, rows), times=3
    )
    yield _figure("P11 bulk write, to no key", took, 1.5)
    points = _points(rows)
    took = in_turns(lambda: _read(sealed, KEY, _scan), lambda: _read(plain, None, _scan))
    yield _figure("P11 scan, added up by SQLite, to no key", took, 1.7)
    took = in_turns(lambda: _read(sealed, KEY, _fetch), lambda: _read(plain, None, _fetch))
    yield _figure("P11 scan, every row fetched, to no key", took, 1.7)
    took = in_turns(
        lambda: _read(sealed, KEY, points, points), lambda: _read(plain, None, points, points)
    )
    yield _figure("P11 point read, to no key", took, 1.2)


def _figure(what: str, took: Sequence[float], goal: float) -> Figure:
    return Figure(what, took[0] * 1000, "ms", goal, took[1] * 1000)


def _work(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def _written(path: Path, key: bytes | None, rows: Sequence[Row]) -> float:
    path.unlink(missing_ok=True)
    connection = connect(path, key)
    for statement in MADE:
        connection.execute(statement)
    took = _work(lambda: run(connection, [(INSERTION, rows)]))
    connection.close()
    return took


def _read(
    path: Path, key: bytes | None, do: Callable[[Any], None], *before: Callable[[Any], None]
) -> float:
    """What reading takes in a connection that has read nothing but what came ``before``."""
    connection = connect(path, key)
    for each in before:
        each(connection)
    took = _work(lambda: do(connection))
    connection.close()
    return took


def _scan(connection: Any) -> None:
    # Every page is read, and nothing is spent on rows for Python.
    connection.execute("SELECT sum(length(state)), count(signed) FROM mark NOT INDEXED").fetchone()


def _fetch(connection: Any) -> None:
    # As the program reads.
    connection.execute("SELECT * FROM mark NOT INDEXED").fetchall()


def _points(rows: Sequence[Row]) -> Callable[[Any], None]:
    sought = [row[:3] for row in random.Random(7).choices(rows, k=POINTS)]

    def look(connection: Any) -> None:
        for key in sought:
            connection.execute(POINT, key).fetchone()

    return look


def _opening(folder: Path) -> Iterator[Figure]:
    with own_home(folder):
        office, headquarters = enrolled(folder)
        headquarters.close()
        office.close()
        path, key = office.folder / DATABASE, office.key
        (raw,) = in_turns(lambda: _first_row(path, key))
        (store,) = in_turns(lambda: seconds(lambda: Store.open(path, key).close()))
        (whole,) = in_turns(
            lambda: seconds(lambda: open_workspace(office.folder, PASSPHRASE).close())
        )
        (unlocked,) = in_turns(lambda: seconds(lambda: office.keys.unlock(PASSPHRASE)))
    yield Figure("P11 open with the raw key", raw * 1000, "ms", 5.0)
    yield Figure("P11 open the store, schema checked", store * 1000, "ms", 50.0)
    yield Figure("P11 passphrase: 80 ms, to what it takes", 80.0, "ms", 1.0, unlocked * 1000)
    yield Figure("P11 passphrase: what it takes", unlocked * 1000, "ms", 300.0)
    yield Figure("P11 open a workspace with a passphrase", whole * 1000, "ms", 400.0)


def _first_row(path: Path, key: bytes) -> float:
    start = time.perf_counter()
    connection = connect(path, key)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    took = time.perf_counter() - start
    connection.close()
    return took
