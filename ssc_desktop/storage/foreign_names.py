"""Tables and fields that a newer version of the program wrote: their values wait in the change log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_columns, synced_tables
from ssc_desktop.storage.local import forget_fact, read_fact, write_fact

_FACT = "foreign_names"


def known_names() -> dict[str, frozenset[str]]:
    """The tables and fields that this program writes and reads."""
    return {t.name: frozenset(c.name for c in synced_columns(t)) for t in synced_tables()}


def foreign_names(db: Session) -> dict[str, set[str]]:
    """What came under names that this program does not show yet."""
    told = read_fact(db, _FACT)
    return {table: set(fields) for table, fields in json.loads(told).items()} if told else {}


def note(db: Session, names: Mapping[str, Iterable[str]]) -> None:
    """Remember names that came in a bundle and are not known here."""
    if names:
        found = foreign_names(db)
        for table, fields in names.items():
            found.setdefault(table, set()).update(fields)
        _write(db, found)


def learnt(db: Session) -> set[str]:
    """The tables of which this program knows more names than when their changes came."""
    waiting, known = foreign_names(db), known_names()
    return {
        table
        for table, fields in waiting.items()
        if table in known and (fields & known[table] or not fields)
    }


def forget_known(db: Session) -> set[str]:
    """The same tables; the names that are known now wait no longer."""
    waiting, known, found = foreign_names(db), known_names(), learnt(db)
    if found:
        left = {table: fields - known.get(table, frozenset()) for table, fields in waiting.items()}
        _write(db, {table: left[table] for table in left if left[table] or table not in known})
    return found


def _write(db: Session, names: Mapping[str, Iterable[str]]) -> None:
    if names:
        told = {table: sorted(fields) for table, fields in sorted(names.items())}
        write_fact(db, _FACT, json.dumps(told).encode())
    else:
        forget_fact(db, _FACT)
