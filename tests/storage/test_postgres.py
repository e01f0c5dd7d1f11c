"""A headquarters on PostgreSQL keeps the same log, rows and order as one in a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy import exc, text

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.storage import (
    copying,
    dialects,
    finding,
    integrity,
    postgres,
    search,
    signpost,
    upgrade,
)
from ssc_desktop.storage.local import write_fact
from ssc_desktop.storage.store import Store
from tests.services.replicas import (
    digest_of,
    rows_of,
)

KEY = bytes(range(32))


def _count(store: Store, asked: str) -> int:
    with store.reading() as db:
        return int(db.execute(text(asked)).scalar_one())


# Opening


def test_the_file_in_the_folder_leads_to_the_server_and_tells_nobody_else(
    tmp_path: Path, url: str
) -> None:
    path = tmp_path / "data.db"
    with_password = url.replace("ssc@", "ssc:secret-word@")
    store = Store.create(path, KEY, with_password)
    with store.writing() as db:
        db.add(Organisation(name_fr="CIGEM"))
    store.close()
    assert b"secret-word" not in path.read_bytes()
    again = Store.open(path, KEY)
    assert again.is_on_server
    assert "secret-word" not in str(again.address)
    assert _count(again, "SELECT count(*) FROM organisation") == 1
    again.close()
    with pytest.raises(Problem) as told:
        Store.open(path, os.urandom(32))
    assert told.value.code == "unreadable-database"


def test_a_database_that_holds_a_workspace_is_not_taken_twice(
    server: Store, tmp_path: Path, url: str
) -> None:
    with pytest.raises(Problem) as told:
        Store.create(tmp_path / "second.db", KEY, url)
    assert told.value.code == "database-taken"
    assert not (tmp_path / "second.db").exists()
    assert server.is_on_server


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    absent = f"postgresql+psycopg://ssc@/absent?host={tmp_path}"
    with pytest.raises(Problem) as told:
        Store.create(tmp_path / "data.db", KEY, absent)
    assert told.value.code == "database-unreachable"
    signpost.write(tmp_path / "data.db", KEY, absent)
    with pytest.raises(Problem) as told:
        Store.open(tmp_path / "data.db", KEY)
    assert told.value.code == "database-unreachable"


def test_a_missing_library_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Problem) as told:
        Store.create(tmp_path / "data.db", KEY, "postgresql+psycopg://ssc@server/ssc")
    assert told.value.code == "driver-missing"


@pytest.mark.parametrize(
    "url", ["", "x", "sqlite://", "postgresql+psycopg://ssc@server", "http://a/b"]
)
def test_what_is_no_address_of_a_database_is_refused(url: str) -> None:
    with pytest.raises(Problem) as told:
        signpost.refuse_wrong(url)
    assert told.value.code == "bad-database-address"


def test_a_newer_schema_is_refused(tmp_path: Path, server: Store) -> None:
    with server.connecting(write=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Problem) as told:
        Store.open(tmp_path / "server.db", KEY)
    assert told.value.code == "newer-schema"


def test_an_older_schema_is_upgraded_after_an_encrypted_copy_was_made(
    tmp_path: Path, url: str
) -> None:
    path = tmp_path / "data.db"
    store = Store(path, KEY, url)
    with store.connecting(write=True) as connection:
        upgrade.migrate(connection, "0006")
        connection.execute(text("INSERT INTO draft(place, at, told) VALUES ('here', 1, 'kept')"))
    store.close()
    signpost.write(path, KEY, url)
    store = Store.open(path, KEY)
    assert _count(store, "SELECT count(*) FROM draft WHERE told = 'kept'") == 1
    assert integrity.check_database(store) == []
    store.close()
    (copy,) = (tmp_path / "backups").glob("before-upgrade-*.db")
    kept = Store(copy, KEY)
    with kept.connecting() as connection:
        assert upgrade.revision(connection) == "0006"
        assert connection.execute(text("SELECT told FROM draft")).scalar_one() == "kept"
    kept.close()


# Writing


def test_the_schema_is_that_of_the_file(server: Store, store: Store) -> None:
    with server.connecting() as there, store.connecting() as here:
        assert copying._tables(there).keys() == copying._tables(here).keys()
        for name, columns in copying._tables(here).items():
            assert sorted(columns) == sorted(copying._tables(there)[name])
            keys = [dialects.of(each).key_of(each, name) for each in (here, there)]
            assert keys[0] == keys[1] != []


def test_nothing_is_ever_deleted(server: Store) -> None:
    with server.writing() as db:
        db.add(Organisation(name_fr="CIGEM"))
    with pytest.raises(exc.IntegrityError), server.writing() as db:
        db.execute(text("DELETE FROM organisation"))
    assert _count(server, "SELECT count(*) FROM organisation") == 1


def test_a_block_that_fails_leaves_nothing(server: Store) -> None:
    before = digest_of(server)

    def fail() -> None:
        with server.writing() as db:
            db.add(Organisation(name_fr="CIGEM"))
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert digest_of(server) == before


def test_a_block_that_only_asks_cannot_write(server: Store) -> None:
    with pytest.raises(exc.InternalError), server.reading() as db:
        db.execute(text("UPDATE sync_state SET seq = 7"))


def test_writers_wait_for_each_other_and_numbers_have_no_gap(server: Store) -> None:
    def write(place: int) -> None:
        for number in range(5):
            with server.writing() as db:
                db.add(Organisation(name_fr=f"{place} {number}"))

    threads = [Thread(target=write, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with server.reading() as db:
        numbers = list(db.scalars(text("SELECT seq FROM change ORDER BY seq")))
    assert numbers == list(range(1, 21))


def test_a_reader_sees_one_state_while_others_write(server: Store) -> None:
    asked = text("SELECT count(*) FROM organisation")
    with server.reading() as db:
        assert db.scalar(asked) == 0
        with server.writing() as other:
            other.add(Organisation(name_fr="CIGEM"))
        assert db.scalar(asked) == 0
    assert _count(server, "SELECT count(*) FROM organisation") == 1


def _cut_all(url: str) -> None:
    """The server lets go of everybody, as when it is started anew."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_server_started_anew_is_spoken_to_anew(server: Store, url: str) -> None:
    before = digest_of(server)
    _cut_all(url)
    assert digest_of(server) == before
    _cut_all(url)
    with server.writing() as db:
        db.add(Organisation(name_fr="CIGEM"))
    assert _count(server, "SELECT count(*) FROM organisation") == 1


@pytest.mark.parametrize("size", [1, 200])
def test_a_server_that_goes_away_midway_leaves_nothing(server: Store, url: str, size: int) -> None:
    before = digest_of(server)

    def write() -> None:
        with server.writing() as db:
            rows = [("x", str(number), "f", 1, number) for number in range(size)]
            names = ("tbl", "key", "field", "source", "seq")
            _cut_all(url)
            dialects.of(db).insert(db.connection(), "cell", names, rows)

    with pytest.raises(Problem) as told:
        write()
    assert told.value.code == "database-unreachable"
    assert digest_of(server) == before


def test_a_writer_who_takes_long_is_told_to_the_next(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_OPTIONS", postgres._OPTIONS.replace("=10000", "=100"))
    store = Store.create(tmp_path / "data.db", KEY, url)
    other = Store.open(tmp_path / "data.db", KEY)
    with store.writing(), pytest.raises(Problem) as told:
        other.writing().__enter__()
    assert told.value.code == "database-busy"
    store.close()
    other.close()


# Copying


def test_a_copy_on_the_server_and_back_in_a_file_holds_every_row(
    store: Store, url: str, tmp_path: Path
) -> None:
    with store.writing() as db:
        write_fact(db, "edition", b"headquarters")
        db.add(Participant(family_name="TRAOR\u00c9", name_ar="\u0623\u062d\u0645\u062f"))
        db.add_all([Organisation(name_fr=f"Structure {number}") for number in range(120)])
    with store.writing() as db:
        db.query(Participant).one().birth_year = 1980
    server = store.copy_to_server(url)
    server.copy_to(tmp_path / "back.db")
    back = Store.open(tmp_path / "back.db", KEY)
    found = []
    for each in (store, server, back):
        with each.connecting() as connection:
            found.append(copying.digest_of(connection))
        assert integrity.check_database(each) == []
        with each.reading() as db:
            assert [hit.rank for hit in finding.hits(db, "participant", "traore", 3)] == [0]
            assert not search.is_behind(db)
    assert found[0] == found[1] == found[2]
    assert digest_of(store) == digest_of(server)
    for each in (server, back):
        with each.writing() as db:
            db.add(Organisation(name_fr="After"))
    assert rows_of(server)["organisation"][:-1] == rows_of(back)["organisation"][:-1]
    server.close()
    back.close()


def test_a_copy_into_a_taken_database_is_refused(store: Store, server: Store, url: str) -> None:
    before = digest_of(server)
    with pytest.raises(Problem) as told:
        store.copy_to_server(url)
    assert told.value.code == "database-taken"
    assert digest_of(server) == before


# The check


@pytest.mark.parametrize(
    "harm",
    [
        "ALTER TABLE participant DISABLE TRIGGER log_participant_update",
        "DROP TRIGGER log_participant_insert ON participant",
        "CREATE OR REPLACE FUNCTION log_participant_delete() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RETURN OLD; END $$",
        "DROP TRIGGER log_switch ON sync_state",
    ],
)
def test_the_check_finds_a_log_that_was_switched_off(server: Store, harm: str) -> None:
    assert integrity.check_database(server) == []
    with server.connecting(write=True) as connection:
        connection.exec_driver_sql(harm)
    assert [problem.code for problem in integrity.check_database(server)] == ["change-log-off"]


def test_many_rows_are_copied_in_and_few_are_sent(server: Store) -> None:
    """Both ways of writing rows leave the same rows, whether they were there or not."""
    names = ("tbl", "key", "field", "source", "seq")
    for size in (3, 300):
        rows = [("x", f"{size} {number}", "f", 1, number) for number in range(size)]
        with server.connecting(write=True) as connection:
            dialect = dialects.of(connection)
            dialect.insert(connection, "cell", names, rows)
            dialect.insert(connection, "cell", names, rows, keep=True)
            people = [(os.urandom(16), f"N\t{number}\\N") for number in range(size)]
            twice = ("id", "family_name")
            connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
            dialect.upsert(connection, "participant", ("id",), twice, people)
            changed = [(key, f"{name}!") for key, name in people]
            dialect.upsert(connection, "participant", ("id",), twice, changed)
            connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
            asked = text("SELECT id, family_name FROM participant ORDER BY id")
            held = [tuple(row) for row in connection.execute(asked)]
            connection.exec_driver_sql("TRUNCATE participant")
        assert held == sorted(changed)
        assert _count(server, "SELECT count(*) FROM change") == 0
    assert _count(server, "SELECT count(*) FROM cell") == 303
