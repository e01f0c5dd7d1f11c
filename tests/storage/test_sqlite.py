"""What SQLite does in its own way: many rows at once, and triggers that are read at every opening."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.record import new_key
from ssc_desktop.storage import dialects, sqlite_triggers
from ssc_desktop.storage.store import Store

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
NAMES = ("activity_id", "participant_id", "slot", "state")
MANY = 10_000


def indexes(store: Store) -> list[tuple[str, str]]:
    with store.connecting() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(INDEXES)]


def fill(store: Store, rows: int, *, fail: bool = False) -> list[str]:
    """Insert marks in one block; which indexes of theirs there were within it."""
    marks = [(new_key().bytes, new_key().bytes, "2021-08-16/AM", "present") for _ in range(rows)]
    with store.connecting(write=True) as connection:
        connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
        dialect = dialects.of(connection)
        with dialect.filling(connection, "attendance", rows):
            dialect.insert(connection, "attendance", NAMES, marks)
            within = [row[0] for row in connection.exec_driver_sql(INDEXES)]
            if fail:
                raise KeyError
        connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    return [name for name in within if name.startswith("attendance_")]


def test_indexes_are_made_anew_after_many_rows_and_not_after_few(store: Store) -> None:
    before = indexes(store)
    assert fill(store, 100) == ["attendance_participant", "attendance_removed"]
    assert fill(store, MANY) == []
    assert indexes(store) == before
    # Now more is there than comes: each row goes into the indexes by itself.
    assert fill(store, MANY) == ["attendance_participant", "attendance_removed"]
    with store.connecting() as connection:
        assert dialects.of(connection).damage(connection) == []


def test_an_error_among_many_rows_leaves_rows_and_indexes_as_they_were(store: Store) -> None:
    before = indexes(store)
    with pytest.raises(KeyError):
        fill(store, MANY, fail=True)
    assert indexes(store) == before
    with store.connecting() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attendance").scalar_one() == 0


def test_the_triggers_stay_short_because_every_opening_reads_them() -> None:
    written = list(sqlite_triggers.statements())
    assert sum(map(len, written)) / len(written) < 1_500
