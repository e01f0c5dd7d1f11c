from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.storage import change_log, foreign_names, incoming
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.incoming import Name, Outcome
from ssc_desktop.storage.row_values import Written
from ssc_desktop.storage.store import Store

BAMAKO: Name = ("b" * 16, 1)
DAKAR: Name = ("c" * 16, 1)
KEY = "01" * 16
AUTHOR = "0a" * 16
CLOCK = 1_629_100_800_000 << 16


def last_wins(table: str, log: Sequence[Line], sources: Mapping[int, Name]) -> Outcome:
    """A simple rule: enough to see that this room asks it and writes what it answers."""
    ordered = sorted(log, key=lambda row: row[2])
    values: dict[str, object] = {}
    heads: dict[str, list[tuple[Name, int]]] = {}
    for row in ordered:
        fields = json.loads(row[8])
        values |= fields
        heads |= {name: [(sources[row[0]], row[1])] for name in fields}
    created = [Written(row[2], row[4]) for row in ordered if row[7] == "I"]
    last = Written(ordered[-1][2], ordered[-1][4])
    return Outcome(values, heads, created[0] if created else None, last, ())


@pytest.fixture
def taking(store: Store) -> Taking:
    return Taking(store)


class Taking:
    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, *changes: tuple[Any, ...], name: Name = BAMAKO) -> incoming.Taken:
        with self.store.writing() as db:
            number = incoming.number_sources(db, [name])[name]
            lines: list[Line] = [
                (number, seq, CLOCK + seq * 65536, 1, AUTHOR, table, key, kind, json.dumps(f), "{}")
                for seq, table, key, kind, f in changes
            ]
            return incoming.take(db, lines, last_wins)

    def rows(self, asked: str) -> list[tuple[Any, ...]]:
        with self.store.reading() as db:
            return [tuple(row) for row in db.execute(text(asked))]


def made(seq: int, **fields: object) -> tuple[Any, ...]:
    return (seq, "organisation", KEY, "I", fields)


def edit(seq: int, **fields: object) -> tuple[Any, ...]:
    return (seq, "organisation", KEY, "U", fields)


def test_a_creation_becomes_a_row_with_the_stamps_of_its_change(taking: Taking) -> None:
    taken = taking(made(1, name_fr="Mairie", country="ML"))
    assert (taken.changes, taken.touched, taken.conflicts) == (1, {"organisation": 1}, 0)
    moment = (CLOCK + 65536) >> 16
    octets = bytes.fromhex(AUTHOR)
    asked = "SELECT id, name_fr, country, acronym, created_at, created_by, changed_at, changed_by"
    assert taking.rows(f"{asked} FROM organisation WHERE country = 'ML'") == [
        (bytes.fromhex(KEY), "Mairie", "ML", None, moment, octets, moment, octets)
    ]


def test_an_edit_is_asked_of_all_changes_and_its_head_is_kept(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"))
    taking(edit(2, name_fr="Mairie de Bamako"))
    assert taking.rows("SELECT name_fr, changed_at - created_at FROM organisation") == [
        ("Mairie de Bamako", 1)
    ]
    number = taking.rows("SELECT id FROM source WHERE device LIKE 'b%'")[0][0]
    assert taking.rows("SELECT tbl, key, field, source, seq FROM cell") == [
        ("organisation", KEY, "name_fr", number, 2)
    ]


def test_creation_and_edits_may_come_together(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"), edit(2, country="ML"), edit(3, country=None))
    assert taking.rows("SELECT name_fr, country FROM organisation") == [("Mairie", None)]


def test_what_is_taken_is_counted_and_not_logged_again(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"))
    with taking.store.reading() as db:
        assert change_log.vector(db)[BAMAKO] == 1
        assert taking.rows("SELECT seq, applying FROM sync_state") == [(0, 0)]
    assert taking(made(1, name_fr="Mairie"), edit(2, country="ML")).changes == 1
    assert taking(made(1, name_fr="Mairie"), edit(2, country="ML")).changes == 0
    assert len(taking.rows("SELECT 1 FROM change WHERE source > 1")) == 2


def test_an_edit_whose_creation_has_not_come_makes_no_row(taking: Taking) -> None:
    taking(edit(1, name_fr="Mairie"))
    assert taking.rows("SELECT 1 FROM organisation") == []
    taking(made(1, country="ML"), name=DAKAR)
    assert taking.rows("SELECT country FROM organisation") == [("ML",)]


def test_a_row_both_laptops_created_is_asked_of_both_creations(taking: Taking) -> None:
    key = f"{KEY}/{KEY}/2021-08-16/AM"
    taking((1, "attendance", key, "I", {"state": "present"}))
    taking((1, "attendance", key, "I", {"signed": 1}), name=DAKAR)
    assert taking.rows("SELECT slot, state, signed FROM attendance") == [
        ("2021-08-16/AM", "present", 1)
    ]


def test_the_own_clock_moves_past_what_came_but_not_past_a_wrong_clock(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"))
    with taking.store.reading() as db:
        assert incoming.clock(db) > CLOCK
    with taking.store.writing() as db:
        number = incoming.number_sources(db, [DAKAR])[DAKAR]
        far = (4_000_000_000_000 << 16) + 1
        line = (number, 1, far, 1, None, "organisation", "02" * 16, "I", "{}", "{}")
        assert incoming.take(db, [line], last_wins).clocks_ahead == (DAKAR,)
        assert incoming.clock(db) < far


@pytest.mark.parametrize("key", ["zz", "0102", "", f"{KEY}/{KEY}"])
def test_a_row_without_a_proper_key_is_kept_in_the_log_and_the_rest_is_shown(
    taking: Taking, key: str
) -> None:
    taken = taking(made(1, name_fr="Mairie"), (2, "organisation", key, "I", {"name_fr": "Autre"}))
    assert taken.changes == 2
    assert taking.rows("SELECT name_fr FROM organisation") == [("Mairie",)]
    assert len(taking.rows("SELECT 1 FROM change WHERE source > 1")) == 2
    assert taking.rows("SELECT noun, key, code FROM refused_row") == [
        ("organisation", key, "record-incomplete")
    ]
    assert taking.rows("SELECT applying FROM sync_state") == [(0,)]


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("organisation", "name_fr", 7),
        ("activity", "start", "yesterday"),
        ("activity", "start", 20210816),
        ("activity", "programme_id", "not-a-key"),
        ("participant", "birth_year", "1980"),
        ("participant", "birth_year", 19.5),
    ],
)
def test_a_value_that_does_not_fit_its_column_stays_in_the_log_only(
    taking: Taking, table: str, field: str, value: object
) -> None:
    fields = {"kind": "workshop", field: value} if table == "activity" else {field: value}
    taking((1, table, KEY, "I", fields))
    assert taking.rows(f"SELECT {field} FROM {table}") == [(None,)]
    assert json.loads(taking.rows("SELECT fields FROM change")[0][0]) == fields


def test_a_record_without_what_every_record_has_is_kept_and_not_shown_until_it_is_mended(
    taking: Taking,
) -> None:
    taking((1, "activity", KEY, "I", {"title": "Atelier"}))
    assert taking.rows("SELECT 1 FROM activity") == []
    assert taking.rows("SELECT noun, code FROM refused_row") == [("activity", "record-incomplete")]
    taking((2, "activity", KEY, "U", {"kind": "workshop"}))
    assert taking.rows("SELECT kind, title FROM activity") == [("workshop", "Atelier")]
    assert taking.rows("SELECT 1 FROM refused_row") == []


def test_of_two_laptops_under_one_name_the_second_is_set_aside_from_the_clash_on(
    taking: Taking,
) -> None:
    taking(made(1, name_fr="Mairie"), edit(2, acronym="Ségou"))
    taken = taking(
        made(1, name_fr="Mairie"), (2, "organisation", "02" * 16, "I", {}), edit(3, country="ML")
    )
    assert (taken.changes, taken.clashing) == (0, (BAMAKO,))
    assert taking.rows("SELECT name_fr, acronym, country FROM organisation") == [
        ("Mairie", "Ségou", None)
    ]
    taken = taking(made(1, name_fr="Autre"), name=DAKAR)
    assert (taken.changes, taken.clashing) == (1, ())


def test_what_the_log_lacks_below_its_last_number_is_filled_in(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"), edit(2, acronym="Ségou"), edit(3, country="ML"))
    with taking.store.connecting(write=True) as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE seq = 2 AND source > 1")
    assert (
        taking(made(1, name_fr="Mairie"), edit(2, acronym="Ségou"), edit(3, country="ML")).changes
        == 1
    )
    assert taking.rows("SELECT acronym, country FROM organisation") == [("Ségou", "ML")]
    with taking.store.reading() as db:
        assert change_log.vector(db)[BAMAKO] == 3


def test_a_clock_is_judged_by_the_right_time_where_that_is_known(taking: Taking) -> None:
    with taking.store.writing() as db:
        number = incoming.number_sources(db, [DAKAR])[DAKAR]
        line = (number, 1, CLOCK, 1, None, "organisation", KEY, "I", "{}", "{}")
        early = (CLOCK >> 16) - incoming.FURTHEST_AHEAD - 1
        assert incoming.take(db, [line], last_wins, now=early).clocks_ahead == (DAKAR,)


def test_rows_are_worked_out_anew_when_asked(taking: Taking) -> None:
    taking(made(1, name_fr="Mairie"))
    with taking.store.connecting(write=True) as connection:
        connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
        connection.exec_driver_sql("UPDATE organisation SET name_fr = 'Autre'")
        connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    with taking.store.writing() as db:
        number = incoming.number_sources(db, [BAMAKO])[BAMAKO]
        line = (
            number,
            1,
            CLOCK + 65536,
            1,
            AUTHOR,
            "organisation",
            KEY,
            "I",
            '{"name_fr": "Mairie"}',
            "{}",
        )
        assert incoming.take(db, [line], last_wins).changes == 0
        assert incoming.take(db, [line], last_wins, anew=True).changes == 0
    assert taking.rows("SELECT name_fr FROM organisation") == [("Mairie",)]


def test_later_work_of_this_very_laptop_means_the_workspace_is_an_older_copy(
    taking: Taking,
) -> None:
    with taking.store.writing() as db:
        db.add(Organisation(name_fr="Mairie"))
    with taking.store.reading() as db:
        own = change_log.own_source(db)
    with pytest.raises(Problem) as caught:
        taking(made(2, name_fr="Autre"), name=own)
    assert caught.value.code == "older-copy"


def test_names_of_a_newer_version_are_kept_and_shown_once_they_are_known(
    taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking(
        made(1, name_fr="Mairie", acronym="M", orbit="low"),
        (2, "satellite", KEY, "I", {"name": "x"}),
        (3, "organisation", "02" * 16, "I", {"name_fr": "Autre", "acronym": "A"}),
    )
    with taking.store.writing() as db:
        foreign_names.note(db, {"organisation": ["orbit"]})
        foreign_names.note(db, {"satellite": ["name"], "organisation": ["acronym"]})
        db.execute(text("UPDATE sync_state SET applying = 1"))
        db.execute(text("UPDATE organisation SET acronym = NULL"))
        db.execute(text("UPDATE sync_state SET applying = 0"))
    assert taking.rows("SELECT name_fr FROM organisation ORDER BY 1") == [("Autre",), ("Mairie",)]
    assert len(taking.rows("SELECT 1 FROM change WHERE tbl = 'satellite'")) == 1
    with taking.store.writing() as db:
        assert incoming.catch_up(db, last_wins) == 2
        assert foreign_names.foreign_names(db) == {"organisation": {"orbit"}, "satellite": {"name"}}
        assert incoming.catch_up(db, last_wins) == 0
    known = foreign_names.known_names()
    known["organisation"] |= {"orbit"}
    monkeypatch.setattr(foreign_names, "known_names", lambda: known)
    with taking.store.writing() as db:
        assert incoming.catch_up(db, last_wins) == 2
        assert foreign_names.foreign_names(db) == {"satellite": {"name"}}
    assert taking.rows("SELECT acronym FROM organisation ORDER BY 1") == [("A",), ("M",)]


def test_contested_rows_are_those_with_several_heads_or_a_removal(taking: Taking) -> None:
    with taking.store.writing() as db:
        rows = [("organisation", KEY, "name_fr", 1, 1), ("organisation", KEY, "name_fr", 2, 1)]
        rows += [("organisation", "02" * 16, "country", 1, 2), ("site", KEY, "removed", 1, 3)]
        db.connection().exec_driver_sql("INSERT INTO cell VALUES (?, ?, ?, ?, ?)", rows)
    with taking.store.reading() as db:
        assert incoming.contested(db) == [("organisation", KEY), ("site", KEY)]


def test_keys_that_do_not_fit_are_refused_among_many_that_do(taking: Taking) -> None:
    improper = [f"{KEY[:-2]}0A", f" {KEY[:-1]}", KEY[:-2], f"{KEY}00", f"{KEY[:-1]}g", "é" * 32]
    proper = [f"{n:032x}" for n in range(3)]
    keys = [*proper, *improper]
    done = taking(
        *((n, "organisation", key, "I", {"name_fr": "DEMO"}) for n, key in enumerate(keys, 1))
    )
    assert done.changes == len(keys)
    shown = taking.rows("SELECT lower(hex(id)) FROM organisation WHERE name_fr = 'DEMO'")
    assert sorted(row[0] for row in shown) == proper
    assert sorted(row[0] for row in taking.rows("SELECT key FROM refused_row")) == sorted(improper)
