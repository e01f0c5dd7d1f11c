"""The signs people may be known again by, kept up to date from the change log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Integer, LargeBinary, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import WITHOUT_ROWID
from ssc_desktop.storage import dialects
from ssc_desktop.storage.local import Local

Upto = Mapping[int, int]
"""For each source the number of the last change that was seen."""
SignsOf = Callable[[Any], Iterable[str]]
Progress = Callable[[int, int], None]
_BATCH = 1000


class PersonSign(Local):
    """One sign of one person."""

    __tablename__ = "person_sign"
    __table_args__ = (Index("person_sign_key", "key"), WITHOUT_ROWID)

    sign: Mapped[str] = mapped_column(String(200), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)


class SignsUpto(Local):
    """Up to which change of each source the signs are made."""

    __tablename__ = "sign_upto"

    source: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    upto: Mapped[int] = mapped_column(Integer)


def made_upto(db: Session) -> dict[int, int]:
    """Up to where the signs are made."""
    return {row.source: row.upto for row in db.execute(text("SELECT source, upto FROM sign_upto"))}


def present(db: Session) -> dict[int, int]:
    """Where every source stands now."""
    rows = db.execute(
        text("SELECT id, (SELECT max(seq) FROM change WHERE source = id) AS last FROM source")
    )
    return {row.id: row.last for row in rows if row.last}


def changed_since(db: Session, upto: Upto) -> set[UUID]:
    """The people who were recorded or changed after that."""
    found: set[UUID] = set()
    for source, last in present(db).items():
        if last > upto.get(source, 0):
            rows = db.execute(
                text(
                    "SELECT DISTINCT key FROM change "
                    "WHERE source = :source AND seq > :upto AND tbl = 'participant'"
                ),
                {"source": source, "upto": upto.get(source, 0)},
            )
            found.update(UUID(hex=row.key) for row in rows)
    return found


def refresh(db: Session, signs_of: SignsOf, progress: Progress | None = None) -> None:
    """Make the signs of everybody who changed since the last time anew."""
    last, before = present(db), made_upto(db)
    changed = sorted(changed_since(db, before))
    connection = db.connection()
    if before and changed:
        octets = [(key.bytes,) for key in changed]
        connection.exec_driver_sql("DELETE FROM person_sign WHERE key = ?", octets)
    rows: list[tuple[str, bytes]] = []
    for done in range(0, len(changed), _BATCH):
        if progress:
            progress(done, len(changed))
        for key, each in described(db, changed[done : done + _BATCH]).items():
            rows += ((sign[:200], key.bytes) for sign in signs_of(each))
    if rows:
        # In the order of the table, which thousands of rows out of order would tear up.
        rows.sort()
        dialects.of(db).insert(connection, "person_sign", ("sign", "key"), rows, keep=True)
    connection.exec_driver_sql("DELETE FROM sign_upto")
    if last:
        connection.exec_driver_sql("INSERT INTO sign_upto VALUES (?, ?)", list(last.items()))


# What people are told apart by: whole records would take three times as long.
_DESCRIBED = select(
    Participant.id, Participant.family_name, Participant.given_names, Participant.name_ar,
    Participant.alias, Participant.phone, Participant.phone_as_typed, Participant.email,
    Participant.function, Participant.birth_year, Participant.age_band, Participant.sex,
    Participant.country, Participant.city, Participant.organisation_id,
).where(Participant.removed.is_not(True))  # fmt: skip


def described(db: Session, keys: Iterable[UUID]) -> dict[UUID, Any]:
    """What these people are recognised by, a row each; those that were removed are left out."""
    found: dict[UUID, Any] = {}
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        found.update((row.id, row) for row in db.execute(_DESCRIBED.where(_is_one_of(batch))))
    return found


def people_of(db: Session, keys: Iterable[UUID]) -> dict[UUID, Participant]:
    """These people, those that were removed left out."""
    asked = select(Participant).where(Participant.removed.is_not(True))
    return {each.id: each for each in db.scalars(asked.where(_is_one_of(keys)))}


def _is_one_of(keys: Iterable[UUID]) -> ColumnElement[bool]:
    return Participant.id.in_(list(keys))


def shared(db: Session) -> Iterator[tuple[str, list[UUID]]]:
    """Every sign that several people have, with their keys."""
    rows = db.connection().exec_driver_sql(
        "SELECT sign, key FROM person_sign WHERE sign IN "
        "(SELECT sign FROM person_sign GROUP BY sign HAVING count(*) > 1) ORDER BY sign, key"
    )
    found: dict[str, list[UUID]] = defaultdict(list)
    met: dict[bytes, UUID] = {}
    for sign, octets in rows:
        key = met.get(octets)
        if key is None:
            key = met[octets] = UUID(bytes=octets)
        found[sign].append(key)
    yield from found.items()


def bearers(db: Session, sign: str, limit: int) -> list[UUID] | None:
    """Who has a sign; None when more than ``limit`` have it."""
    rows = db.connection().exec_driver_sql(
        "SELECT key FROM person_sign WHERE sign = ? LIMIT ?", (sign[:200], limit + 1)
    )
    keys = [UUID(bytes=row[0]) for row in rows]
    return keys if len(keys) <= limit else None


def bearers_beside(
    db: Session, sign: str, companies: Sequence[UUID], birth_year: int | None, limit: int
) -> list[UUID]:
    """Who has a common sign and one of these organisations or this year of birth as well."""
    places = ", ".join("?" * len(companies)) or "NULL"
    rows = db.connection().exec_driver_sql(
        "SELECT s.key FROM person_sign s JOIN participant p ON p.id = s.key "
        f"WHERE s.sign = ? AND (p.birth_year = ? OR p.organisation_id IN ({places})) LIMIT ?",
        (sign[:200], birth_year, *(key.bytes for key in companies), limit),
    )
    return [UUID(bytes=row[0]) for row in rows]
