"""Erasures in the database: personal values emptied in the log of changes, and refused in rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, TextClause, delete, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN, synced_columns
from ssc_desktop.domain.erasure import KEPT, Erasure, person_in, without_personal
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.language import N_
from ssc_desktop.storage import dialects
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.local import MatchCode

_NOUN = Erasure.__tablename__
R = TypeVar("R", bound=Recorded)


def listed(db: Session) -> list[Erasure]:
    """All erasures, the latest first."""
    return list(db.scalars(select(Erasure).order_by(Erasure.erased_on.desc())))


def rows_about(db: Session, record_class: type[R], people: Iterable[UUID]) -> list[R]:
    """Every row of a table that is about one of these people, removed ones included."""
    owner = record_class.__table__.columns["participant_id"]
    return list(db.scalars(select(record_class).where(owner.in_(list(people)))))


def empty_fields(record: Recorded) -> None:
    """Empty every personal field of a row, in place."""
    kept = KEPT[record.__tablename__]
    for column in synced_columns(record.__table__):  # type: ignore[arg-type]
        if column.name not in kept and getattr(record, column.name) not in (None, ()):
            setattr(record, column.name, None)


def empty_log(connection: Connection, people: Collection[str]) -> dict[str, set[str]]:
    """Empty the personal values in every change of these people (32 hexadecimal digits each);
    numbers, clocks and parents stay. Returns the rows whose changes were touched, by table."""
    touched: dict[str, set[str]] = defaultdict(set)
    if not people:
        return touched
    # What is freed in the file is overwritten, not only let go.
    dialects.of(connection).overwrite_freed(connection)
    emptied = []
    for noun in KEPT:
        for source, seq, key, fields in connection.execute(_changes_of(noun, people)):
            bare = _emptied(noun, fields)
            if bare != fields:
                emptied.append({"source": source, "seq": seq, "fields": bare})
                touched[noun].add(key)
    if emptied:
        connection.execute(_REWRITE, emptied)
    connection.execute(
        delete(MatchCode).where(MatchCode.person.in_([UUID(hex=each) for each in people]))
    )
    return touched


_REWRITE = text("UPDATE change SET fields = :fields WHERE source = :source AND seq = :seq")


def _changes_of(noun: str, people: Collection[str]) -> TextClause:
    named = ", ".join(f"'{UUID(hex=each).hex}'" for each in sorted(people))
    part = "key" if noun == "participant" else "substr(key, 34, 32)"
    return text(
        f"SELECT source, seq, key, fields FROM change WHERE tbl = '{noun}' AND {part} IN ({named})"
    )


def _emptied(noun: str, fields: str) -> str:
    told: Mapping[str, object] = json.loads(fields)
    bare = without_personal(noun, told)
    return fields if bare == told else json.dumps(bare, ensure_ascii=False, separators=(",", ":"))


def arriving(connection: Connection, lines: Sequence[Line]) -> tuple[Sequence[Line], set[str]]:
    """Changes as they may be taken in, the personal values of people who were erased emptied; and
    the people of whose erasure these very changes tell."""
    told = {line[6] for line in lines if line[5] == _NOUN}
    known = connection.exec_driver_sql("SELECT key FROM change WHERE tbl = ?", (_NOUN,))
    erased = told.union(row[0] for row in known)
    if not erased:
        return lines, told
    return [_admitted(line, erased) for line in lines], told


def _admitted(line: Line, erased: Collection[str]) -> Line:
    source, seq, hlc, tx, author, noun, key, kind, fields, parents = line
    if noun not in KEPT or person_in(noun, key) not in erased:
        return line
    return source, seq, hlc, tx, author, noun, key, kind, _emptied(noun, fields), parents


def told_in_log(connection: Connection) -> set[str]:
    """Everybody of whose erasure the log tells."""
    rows = connection.exec_driver_sql("SELECT DISTINCT key FROM change WHERE tbl = ?", (_NOUN,))
    return {row[0] for row in rows}


def refuse_personal(db: Session) -> None:
    """Refuse the transaction where a row about somebody who was erased says something personal."""
    if db.execute(text(f"SELECT 1 FROM {_NOUN} LIMIT 1")).first() is None:
        return
    for noun in KEPT:
        if db.execute(text(_says_something(noun))).first() is not None:
            raise Problem(
                "person-erased",
                N_(
                    "The data of this person was erased. Nothing was saved. Record the person anew."
                ),
            )


def _says_something(noun: str) -> str:
    columns = synced_columns(RECORDS_BY_NOUN[noun].__table__)  # type: ignore[arg-type]
    said = " OR ".join(f"t.{c.name} IS NOT NULL" for c in columns if c.name not in KEPT[noun])
    owner = "id" if noun == "participant" else "participant_id"
    return f"SELECT 1 FROM {_NOUN} e JOIN {noun} t ON t.{owner} = e.participant_id WHERE {said} LIMIT 1"
