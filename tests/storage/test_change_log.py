"""Every change of every synced table is logged, whoever wrote it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, exc, insert, text, update
from sqlalchemy.types import TypeDecorator

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.all_records import ALL_RECORDS, synced_columns, synced_tables
from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.kinds import ALL_KINDS, Workshop
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Recorded, new_key
from ssc_desktop.storage import change_log
from ssc_desktop.storage.store import Store


def _changes(store: Store, noun: str | None = None) -> list[dict[str, object]]:
    with store.reading() as db:
        rows = db.execute(text("SELECT * FROM change ORDER BY source, seq")).mappings()
        found = [dict(row) for row in rows]
    for row in found:
        row["fields"], row["parents"] = json.loads(row["fields"]), json.loads(row["parents"])
    return [row for row in found if noun in (None, row["tbl"])]


def test_every_table_of_the_domain_is_synced() -> None:
    assert {table.name for table in synced_tables()} == set(Recorded.metadata.tables)
    assert len(ALL_RECORDS) == len({each.__tablename__ for each in ALL_RECORDS})


def test_every_synced_table_has_its_three_triggers(store: Store) -> None:
    with store.reading() as db:
        found = set(db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    wanted = {
        f"log_{table.name}_{moment}"
        for table in synced_tables()
        for moment in ("insert", "update", "delete")
    }
    assert found == wanted


def _filled(table: object) -> dict[str, object]:
    """A value for every column of a table, as SQLite holds it."""
    values: dict[str, object] = {}
    for column in table.columns:  # type: ignore[attr-defined]
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if change_log.is_key_column(column):
            values[column.name] = new_key().bytes
        elif "Integer" in type(kind).__name__:
            values[column.name] = 1
        elif "Date" in type(kind).__name__:
            values[column.name] = "2021-08-16"
        else:
            values[column.name] = "x"
    return values


@pytest.mark.parametrize("table", synced_tables(), ids=lambda table: table.name)
def test_a_raw_insert_and_update_of_any_table_is_logged_whole(store: Store, table: object) -> None:
    name = table.name  # type: ignore[attr-defined]
    values = _filled(table)
    columns = ", ".join(values)
    marks = ", ".join(f":{column}" for column in values)
    with store.connecting(write=True) as connection:
        connection.execute(text(f"INSERT INTO {name}({columns}) VALUES ({marks})"), values)
        logged = [column.name for column in synced_columns(table)]  # type: ignore[arg-type]
        changed = [name for name in logged if table.columns[name].nullable]  # type: ignore[attr-defined]
        for column in changed:
            connection.execute(text(f"UPDATE {name} SET {column} = NULL"))
    first, *rest = _changes(store, name)
    assert first["kind"] == "I"
    assert set(first["fields"]) == set(logged)  # type: ignore[call-overload]
    assert [list(each["fields"]) for each in rest] == [[column] for column in changed]  # type: ignore[call-overload]
    assert all(each["kind"] == "U" for each in rest)


def test_orm_core_and_bulk_writes_are_numbered_without_gaps(store: Store) -> None:
    with store.writing(author="ab" * 16) as db:
        db.add(Organisation(name_fr="CIGEM", country="ML"))
    with store.writing() as db:
        db.execute(
            insert(Organisation),
            [{"id": new_key(), "name_fr": f"Structure {n}"} for n in range(20)],
        )
        db.execute(update(Organisation).values(level="national"))
    changes = _changes(store)
    assert [each["seq"] for each in changes] == list(range(1, len(changes) + 1))
    assert len(changes) == 1 + 20 + 21
    assert changes[0]["author"] == "ab" * 16
    clocks = [each["hlc"] for each in changes]
    assert clocks == sorted(set(clocks))


def _write_and_stumble(store: Store) -> float:
    with store.writing() as db:
        db.add(Organisation(name_fr="never"))
        db.flush()
        return 1 / 0


def test_a_rolled_back_transaction_leaves_no_change_and_no_gap(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_stumble(store)
    with store.writing() as db:
        db.add(Organisation(name_fr="kept"))
    assert [each["seq"] for each in _changes(store)] == [1]


def test_an_edit_names_the_change_it_replaces(store: Store) -> None:
    with store.writing() as db:
        person = Participant(family_name="Traoré", given_names="Awa")
        db.add(person)
    for phone in ("+22365012345", "+22365012346"):
        with store.writing() as db:
            db.get_one(Participant, person.id).phone = phone
    created, first, second = _changes(store)
    assert first["parents"] == {"phone": [[1, created["seq"]]]}
    assert second["parents"] == {"phone": [[1, first["seq"]]]}
    assert second["fields"] == {"phone": "+22365012346"}


def test_writing_the_same_value_again_is_no_change(store: Store) -> None:
    with store.writing() as db:
        place = Organisation(name_fr="CIGEM")
        db.add(place)
    with store.writing() as db:
        db.execute(update(Organisation).values(name_fr="CIGEM"))
    assert len(_changes(store)) == 1


def test_a_removal_names_every_head_of_its_row(store: Store) -> None:
    with store.writing() as db:
        activity = Workshop(title="Atelier")
        db.add(activity)
    with store.writing() as db:
        db.get_one(Workshop, activity.id).title = "Atelier de planification"
    with store.writing() as db:
        db.get_one(Workshop, activity.id).removed = True
    removal = _changes(store, "activity")[-1]
    assert removal["fields"] == {"removed": 1}
    assert len(removal["parents"]["removed"]) == 2  # type: ignore[call-overload]


def test_rows_are_never_deleted(store: Store) -> None:
    with store.writing() as db:
        place = Organisation(name_fr="CIGEM")
        db.add(place)
    with pytest.raises(exc.IntegrityError, match="never deleted"), store.writing() as db:
        db.execute(text("DELETE FROM organisation"))
    with pytest.raises(exc.IntegrityError, match="never deleted"), store.writing() as db:
        db.execute(
            text("INSERT OR REPLACE INTO organisation(id, name_fr) VALUES (:id, 'other')"),
            {"id": place.id.bytes},
        )


def test_a_fact_is_logged_under_what_it_is_about(store: Store) -> None:
    activity, person = new_key(), new_key()
    with store.writing() as db:
        db.add(Attendance(activity_id=activity, participant_id=person, slot="2021-08-16/AM"))
        db.add(HalfDay(activity_id=activity, slot="2021-08-16/AM"))
    keys = {each["tbl"]: each["key"] for each in _changes(store)}
    assert keys["attendance"] == f"{activity.hex}/{person.hex}/2021-08-16/AM"
    assert keys["half_day"] == f"{activity.hex}/2021-08-16/AM"


def test_every_kind_of_activity_is_logged_in_both_its_tables(store: Store) -> None:
    with store.writing() as db:
        for record_class in ALL_KINDS.values():
            db.add(record_class(title="DEMO", start=date(2021, 8, 16)))
    nouns = [each["tbl"] for each in _changes(store)]
    assert nouns.count("activity") == len(ALL_KINDS)
    assert set(ALL_KINDS) <= set(nouns)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["family_name", "given_names", "phone", "note"]),
            st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x00"))),
        ),
        max_size=12,
    )
)
def test_replaying_the_log_gives_the_row_back(
    store: Store, edits: list[tuple[str, str | None]]
) -> None:
    key = new_key()
    with store.writing() as db:
        db.add(Participant(id=key, family_name="Koné"))
    for name, value in edits:
        with store.writing() as db:
            setattr(db.get_one(Participant, key), name, value)
    replayed: dict[str, object] = {}
    for change in _changes(store, "participant"):
        if change["key"] == key.hex:
            replayed.update(change["fields"])  # type: ignore[call-overload]
    with store.reading() as db:
        row = db.get_one(Participant, key)
    for name in ("family_name", "given_names", "phone", "note"):
        assert replayed.get(name) == getattr(row, name)


def test_text_columns_are_plain_text() -> None:
    # The log holds JSON; a binary column that is no key would be mangled by it.
    for table in synced_tables():
        for column in synced_columns(table):
            kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
            assert (
                isinstance(kind, Text)
                or "Binary" not in type(kind).__name__
                or (change_log.is_key_column(column))
            )
