"""What a check of the whole database asks: pages, triggers, change numbers, references."""

from __future__ import annotations

from collections.abc import Iterator

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Column, Connection, Table, exc, text

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN, synced_tables
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.types import Link
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log, dialects, search, upgrade
from ssc_desktop.storage.store import Store


def check_database(store: Store) -> list[Problem]:
    """Everything found wrong with an open database; nothing is changed."""
    try:
        with store.connecting() as connection:
            damaged = [_damaged()] if upgrade.integrity(connection) else []
            return [*damaged, *_schema(connection), *_numbers(connection), *_rows(connection)]
    except (exc.DatabaseError, sqlcipher.DatabaseError):
        return [_damaged()]


def evidence_files(store: Store) -> dict[str, bool]:
    """The hashes of all evidence, and whether it was recorded on this laptop."""
    with store.connecting() as connection:
        rows = connection.execute(
            text(
                "SELECT e.sha256, EXISTS (SELECT 1 FROM change WHERE tbl = 'evidence' "
                "AND key = lower(hex(e.id)) AND kind = 'I' AND source IN (SELECT s.id FROM source s "
                "JOIN source own ON own.id = :own WHERE s.device = own.device)) AS here "
                "FROM evidence e WHERE e.sha256 IS NOT NULL"
            ),
            {"own": change_log.OWN},
        )
        return {row.sha256: bool(row.here) for row in rows}


def check_words(store: Store) -> list[Problem]:
    """Whether every record is found by the words it holds."""
    with store.reading() as db:
        count = search.differing(db)
    if not count:
        return []
    return [
        Problem(
            "index-differs",
            N_(
                "{count} records are not found by the words they hold. Nothing is lost."
                " Change one of their names, or restore the last backup."
            ),
            count=count,
        )
    ]


def check_source(store: Store, device: str) -> list[Problem]:
    """Whether changes are written under the name of the key that signs them."""
    with store.reading() as db:
        named, _ = change_log.own_source(db)
    if named == device:
        return []
    return [
        Problem(
            "source-differs",
            N_(
                "Changes are written here under the name of another laptop ({device}), so headquarters"
                " would refuse them. Restore the last backup."
            ),
            device=named,
        )
    ]


def _damaged() -> Problem:
    return Problem(
        "database-damaged",
        N_("The database file is damaged. Close the workspace and restore the last backup."),
    )


def _schema(connection: Connection) -> Iterator[Problem]:
    missing = dialects.of(connection).missing_triggers(connection)
    if missing:
        yield Problem(
            "change-log-off",
            N_(
                "{count} rules that log changes are missing or altered, so changes may not reach"
                " headquarters. Restore the last backup."
            ),
            count=missing,
        )


def _numbers(connection: Connection) -> Iterator[Problem]:
    rows = connection.execute(
        text(
            "SELECT s.device, CASE s.id WHEN :own THEN (SELECT seq FROM sync_state) ELSE s.upto "
            "END AS upto, (SELECT count(*) FROM change c WHERE c.source = s.id) AS held, "
            "(SELECT max(seq) FROM change c WHERE c.source = s.id) AS last, "
            "(SELECT COALESCE(sum(w.last - w.first + 1), 0) FROM withheld w WHERE w.source = s.id) "
            "AS withheld, (SELECT max(w.last) FROM withheld w WHERE w.source = s.id) AS withheld_to "
            "FROM source s"
        ),
        {"own": change_log.OWN},
    ).all()
    for row in rows:
        counted = row.held + row.withheld
        if not (row.upto == counted == max(row.last or 0, row.withheld_to or 0)):
            yield Problem(
                "change-gap",
                N_(
                    "Changes of laptop {device} are missing from the log ({held} of {upto})."
                    " Exchange bundles again to fill the gap."
                ),
                device=row.device,
                held=counted,
                upto=max(row.upto, row.last or 0, row.withheld_to or 0),
            )


def _rows(connection: Connection) -> Iterator[Problem]:
    for table in synced_tables():
        yield from _unlogged(connection, table)
        for column in table.columns:
            noun = _target(column)
            if noun is not None:
                yield from _orphans(connection, table, column.name, noun)


def _unlogged(connection: Connection, table: Table) -> Iterator[Problem]:
    asked = (
        f"SELECT (SELECT count(*) FROM {table.name}) + (SELECT count(*) FROM refused_row "
        "WHERE noun = :noun) - (SELECT count(DISTINCT key) "
        "FROM change WHERE tbl = :noun AND kind = 'I')"
    )
    count = connection.execute(text(asked), {"noun": table.name}).scalar_one()
    if count:
        yield Problem(
            "row-without-change",
            N_("Rows of {noun} and the change log differ by {count}. Restore the last backup."),
            noun=table.name,
            count=abs(count),
        )


def _orphans(connection: Connection, table: Table, column: str, noun: str) -> Iterator[Problem]:
    asked = (
        f"SELECT count(*) FROM {table.name} t WHERE t.{column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {noun} p WHERE p.id = t.{column}) "
        # What a refused record holds is not shown with it, and nothing is lost.
        "AND NOT EXISTS (SELECT 1 FROM refused_row r WHERE r.noun = :noun "
        f"AND r.key = lower(hex(t.{column})))"
    )
    count = connection.execute(text(asked), {"noun": noun}).scalar_one()
    if count:
        yield Problem(
            "orphan-reference",
            N_("{count} rows of {noun} point, in {field_name}, to a record that is not here."),
            noun=table.name,
            field_name=column,
            count=count,
        )


def _target(column: Column[object]) -> str | None:
    """The table that a column points to."""
    if isinstance(column.type, Link):
        return column.type.noun
    for key in column.foreign_keys:
        return str(key.column.table.name)
    noun = column.name.removesuffix("_id")
    return noun if noun != column.name and noun in RECORDS_BY_NOUN else None
