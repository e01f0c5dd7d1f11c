"""A file and PostgreSQL keep the same log, come to the same state and find the same people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from ssc_desktop.domain.all_records import synced_columns, synced_tables
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.state_digest import digest_of_heads, digest_of_log
from ssc_desktop.storage import (
    change_log,
    copying,
    dialects,
    finding,
    integrity,
    participants,
)
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import Source
from tests.postgres_server import new_database
from tests.services.laptops import laptops
from tests.services.replicas import (
    assert_says_what_its_changes_say,
    changes_of,
    digest_of,
    hand_over,
    rows_of,
)
from tests.storage.test_change_log import _filled

KEY = bytes(range(32))
# How many things are told of a change.
_CHANGE = 8


# The same log

NAMES = st.one_of(
    st.none(), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)
)
EDITS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["family_name", "given_names", "name_ar", "removed", "birth_year"]),
        NAMES,
        st.integers(0, 1),
    ),
    min_size=1,
    max_size=12,
)


def _value(name: str, told: str | None, number: int) -> object:
    if name == "removed":
        return bool(number)
    return 1980 + number if name == "birth_year" else told


def _log(store: Store) -> list[tuple[object, ...]]:
    """The whole log but for its clocks."""
    with store.reading() as db:
        rows = db.execute(text("SELECT * FROM change ORDER BY source, seq")).all()
        heads = db.execute(text("SELECT * FROM cell ORDER BY tbl, key, field, source, seq")).all()
    return [
        *((r.source, r.seq, r.tx, r.tbl, r.key, r.kind, json.loads(r.fields), json.loads(r.parents))
          for r in rows),
        *(tuple(head) for head in heads),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("server") / "data.db", KEY, new_database())
    yield store
    store.close()


def _empty(store: Store) -> None:
    """Everything but the schema is taken out of a server, as if it had just been made."""
    with store.connecting(write=True) as connection:
        names = [
            name for name in copying._tables(connection) if name not in ("source", "sync_state")
        ]
        names += ["search_key", "search_upto", "search_word", "search_inside"]
        connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")
        connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
        connection.execute(text("UPDATE sync_state SET seq = 0, hlc = 0, tx = 0, author = NULL"))
        connection.execute(text("DELETE FROM source WHERE id > 1"))
        connection.execute(text("UPDATE source SET device = '', upto = 0"))


@given(edits=EDITS)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_triggers_write_the_same_log_in_both(
    emptied: Store, edits: list[tuple[int, str, str | None, int]]
) -> None:
    keys = [new_key() for _ in range(3)]
    with laptops(1) as (file,):
        _empty(emptied)
        with emptied.writing() as db:
            change_log.name_own_source(db, "a" * 16)
        for store in (file, emptied):
            _edit(store, keys, edits)
        assert _log(file) == _log(emptied)
        assert rows_of(file) == rows_of(emptied)
        assert_says_what_its_changes_say(emptied)
        assert integrity.check_database(emptied) == []


def _state(store: Store) -> tuple[bytes, bytes]:
    """The digests that bundles carry."""
    with store.reading() as db:
        counts = {Source(*name): upto for name, upto in change_log.vector(db).items()}
        return digest_of_log(db, counts), digest_of_heads(db)


def _edit(store: Store, keys: list[UUID], edits: list[tuple[int, str, str | None, int]]) -> None:
    for place, name, told, number in edits:
        with store.writing() as db:
            person = db.get(Participant, keys[place])
            if person is None:
                person = Participant(id=keys[place])
                db.add(person)
            setattr(person, name, _value(name, told, number))


@given(
    histories=st.lists(EDITS, min_size=2, max_size=3),
    order=st.permutations(range(3)),
)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_the_same_changes_give_the_same_state_in_both(
    emptied: Store,
    histories: list[list[tuple[int, str, str | None, int]]],
    order: list[int],
) -> None:
    keys = [new_key() for _ in range(3)]
    with laptops(len(histories) + 1) as (file, *offices):
        _empty(emptied)
        with emptied.writing() as db:
            change_log.name_own_source(db, "a" * 16)
        for office, edits in zip(offices, histories, strict=True):
            _edit(office, keys, edits)
        for place in order:
            if place < len(offices):
                for taker in (file, emptied):
                    hand_over(changes_of(offices[place]), taker)
        assert digest_of(file) == digest_of(emptied)
        assert _state(file) == _state(emptied)
        assert rows_of(file, stamps=True) == rows_of(emptied, stamps=True)


def test_a_raw_insert_and_update_of_any_table_is_logged_alike(server: Store, store: Store) -> None:
    count = 0
    for table in synced_tables():
        values = _filled(table)
        names = [column.name for column in synced_columns(table) if column.nullable]
        count += 1 + len(names)
        for each in (server, store):
            with each.connecting(write=True) as connection:
                _insert_and_empty(connection, table.name, values, names)
    logged = _log(server)
    assert logged == _log(store)
    assert len([each for each in logged if len(each) == _CHANGE]) == count


def _insert_and_empty(
    connection: Connection, table: str, values: dict[str, object], names: list[str]
) -> None:
    dialects.of(connection).insert(connection, table, list(values), [tuple(values.values())])
    for name in names:
        connection.exec_driver_sql(f'UPDATE {table} SET "{name}" = NULL')


# Searching


@given(
    people=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5),
    typed=st.text("abeénr1 أحم", min_size=1, max_size=5),
)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_the_same_people_are_found_in_both(
    emptied: Store, people: list[tuple[str | None, str | None]], typed: str
) -> None:
    keys = [new_key() for _ in people]
    with laptops(1) as (file,):
        _empty(emptied)
        for store in (file, emptied):
            with store.writing() as db:
                for key, (family, given_names) in zip(keys, people, strict=True):
                    db.add(Participant(id=key, family_name=family, given_names=given_names))
        found = []
        for store in (file, emptied):
            with store.reading() as db:
                found.append(
                    (
                        finding.hits(db, "participant", typed, 10),
                        participants.listed(db, typed=typed),
                    )
                )
    (hits, listed), (others, also) = found
    assert hits == others
    assert [each.id for each in listed] == [each.id for each in also]
