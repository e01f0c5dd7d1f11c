"""The store opens only what is its own, and loses nothing it said was saved."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.storage import signs, upgrade
from ssc_desktop.storage.change_log import change_table
from ssc_desktop.storage.local import Local, forget_fact, read_fact, write_fact
from ssc_desktop.storage.store import Store

KEY = bytes(range(32))


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_database_is_not_readable_without_its_key(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "data.db", KEY)
    with store.writing() as db:
        db.add(Organisation(name_fr="Une structure bien visible"))
    store.close()
    content = (tmp_path / "data.db").read_bytes()
    assert b"Une structure" not in content
    assert not content.startswith(b"SQLite format 3")


@pytest.mark.parametrize("damage", ["wrong key", "foreign", "empty", "text"])
def test_what_is_not_ours_is_refused_and_left_untouched(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "data.db"
    key = KEY
    if damage == "wrong key":
        Store.create(path, KEY).close()
        key = bytes(32)
    else:
        path.write_bytes({"foreign": b"PK\x03\x04" * 4096, "empty": b"", "text": b"a;b\n"}[damage])
    before = _bytes_of(tmp_path)
    with pytest.raises(Problem) as told:
        Store.open(path, key)
    assert told.value.code in {"unreadable-database", "not-a-workspace", "newer-schema"}
    assert _bytes_of(tmp_path) == before


def test_a_missing_database_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        Store.open(tmp_path / "data.db", KEY)
    assert told.value.code == "not-a-workspace"
    assert list(tmp_path.iterdir()) == []


def test_a_newer_schema_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    store = Store.create(path, KEY)
    with store.connecting(write=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = _bytes_of(tmp_path)
    with pytest.raises(Problem) as told:
        Store.open(path, KEY)
    assert told.value.code == "newer-schema"
    assert _bytes_of(tmp_path) == before


def test_opening_and_reading_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    store = Store.create(path, KEY)
    with store.writing() as db:
        db.add(Organisation(name_fr="CIGEM"))
    store.close()
    before = _bytes_of(tmp_path)
    store = Store.open(path, KEY)
    with store.reading() as db:
        assert db.query(Organisation).count() == 1
    store.close()
    assert _bytes_of(tmp_path) == before


def test_the_migrations_make_exactly_the_tables_of_the_records(store: Store) -> None:
    made = MetaData()
    with store.connecting() as connection:
        made.reflect(connection)
    # Its tables are declared where they are asked, which the store itself never needs.
    signs_of_people = (signs.PersonSign.__table__, signs.SignsUpto.__table__)
    every = (*synced_tables(), *signs_of_people, *Local.metadata.sorted_tables)
    wanted = {table.name: table for table in every}
    # The indexes of words are virtual tables with tables of their own behind them.
    indexes = ("search_word", "search_inside")
    stored = {name for name in made.tables if not name.startswith(indexes)}
    assert stored == {*wanted, "alembic_version"}
    for name, table in wanted.items():
        assert {c.name for c in made.tables[name].columns} == {c.name for c in table.columns}
        assert [c.name for c in made.tables[name].primary_key] == [
            c.name for c in table.primary_key
        ]


def test_writing_is_durable_and_in_wal_mode(store: Store) -> None:
    with store.reading() as db:
        assert db.scalar(text("PRAGMA journal_mode")) == "wal"
        assert db.scalar(text("PRAGMA synchronous")) == 2


def test_facts_of_this_laptop_are_kept_and_forgotten(store: Store) -> None:
    with store.writing() as db:
        write_fact(db, "edition", b"office")
    with store.writing() as db:
        write_fact(db, "edition", b"headquarters")
    with store.reading() as db:
        assert read_fact(db, "edition") == b"headquarters"
        assert db.execute(text("SELECT count(*) FROM change")).scalar() == 0
    with store.writing() as db:
        forget_fact(db, "edition")
    with store.reading() as db:
        assert read_fact(db, "edition") is None


def test_an_older_database_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    store = Store(path, KEY)
    with store.connecting(write=True) as connection:
        upgrade.migrate(connection, "0006")
        connection.execute(text("INSERT INTO draft(place, at, told) VALUES ('here', 1, 'kept')"))
    store.close()
    store = Store.open(path, KEY)
    with store.connecting() as connection:
        assert upgrade.revision(connection) == upgrade.newest()
        assert connection.execute(text("SELECT told FROM draft")).scalar_one() == "kept"
    store.close()
    (file,) = (tmp_path / "backups").glob("before-upgrade-*.db")
    copy = Store(file, KEY)
    with copy.connecting() as connection:
        assert upgrade.revision(connection) == "0006"
        assert connection.execute(text("SELECT told FROM draft")).scalar_one() == "kept"
        assert upgrade.integrity(connection) == []
    copy.close()


_WRITER = """
import sys
from pathlib import Path
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.storage.store import Store
store = Store.open(Path(sys.argv[1]), bytes(range(32)))
for number in range(100_000):
    with store.writing() as db:
        db.add(Organisation(name_fr=f"Structure {number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.05, 0.12, 0.3])
def test_what_was_said_to_be_saved_survives_a_kill(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "data.db"
    Store.create(path, KEY).close()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(delay)
    writer.kill()
    said = [int(line) for line in writer.stdout.read().split()]
    writer.wait()
    store = Store.open(path, KEY)
    with store.reading() as db:
        names = {each.name_fr for each in db.query(Organisation)}
        numbers = list(db.execute(change_table.select().order_by(change_table.c.seq)))
    with store.connecting() as connection:
        assert upgrade.integrity(connection) == []
    store.close()
    assert {f"Structure {number}" for number in said} <= names
    assert [row.seq for row in numbers] == list(range(1, len(names) + 1))


def test_a_disk_without_room_is_told_in_words_and_keeps_what_was_saved(store: Store) -> None:
    with store.connecting() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(Problem) as told, store.writing() as db:
        db.add_all(Organisation(name_fr="DEMO Mairie " * 16) for _ in range(500))
    assert told.value.code == "disk-full"
    with store.connecting() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with store.writing() as db:
        assert db.query(Organisation).count() == 0
        db.add(Organisation(name_fr="DEMO Mairie"))


def test_revisions_are_named_by_their_files_in_the_order_alembic_goes() -> None:
    walked = [each.revision for each in upgrade._script().walk_revisions()]
    assert upgrade.known() == walked[::-1]
    assert upgrade.newest() == upgrade._script().get_current_head()
