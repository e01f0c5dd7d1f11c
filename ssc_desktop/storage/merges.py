"""Questions about merges: the registers that are written, and what a merge wrote beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN, synced_columns
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.record import Recorded, now, officer_at_work
from ssc_desktop.storage import change_log
from ssc_desktop.storage.row_values import octets, shape_of

REGISTER = "merged_into_id"


@dataclass(frozen=True, slots=True)
class Written:
    """A field of the survivor that a merge wrote: what it said before, in the words of the log,
    and whether it still says what the merge wrote."""

    before: object
    stands: bool


def of_people(db: Session) -> Merges:
    """The merges of participants."""
    return _of(db, "participant")


def of_organisations(db: Session) -> Merges:
    """The merges of organisations."""
    return _of(db, "organisation")


def of(db: Session, record_class: type[Recorded]) -> Merges:
    """The merges of participants or organisations."""
    return _of(db, record_class.__tablename__)


def _of(db: Session, noun: str) -> Merges:
    rows = db.execute(
        text(
            f"SELECT t.id, t.{REGISTER} FROM {noun} t JOIN {noun} s ON s.id = t.{REGISTER} "
            f"WHERE t.{REGISTER} IS NOT NULL"
        )
    )
    return Merges({UUID(bytes=bytes(one)): UUID(bytes=bytes(other)) for one, other in rows})


def stand(noun: str, merges: Merges) -> str:
    """An SQL condition for the records of a noun that were not given up for another."""
    circles = "".join(f" OR {noun}.id = unhex('{key.hex}')" for key in sorted(merges.in_circles))
    absent = f"NOT EXISTS (SELECT 1 FROM {noun} other WHERE other.id = {noun}.{REGISTER})"
    return f"({noun}.{REGISTER} IS NULL OR {absent}{circles})"


def written_with(db: Session, noun: str, loser: UUID) -> tuple[UUID | None, dict[str, Written]]:
    """Whom a record's register names, and the fields of that record written by the same merge."""
    merge = db.execute(_REGISTERED, {"noun": noun, "key": loser.hex, "field": REGISTER}).first()
    if merge is None or merge.survivor is None:
        return None, {}
    survivor = UUID(hex=merge.survivor)
    asked = {"noun": noun, "key": survivor.hex, "source": merge.source, "tx": merge.tx}
    found: dict[str, Written] = {}
    for row in db.execute(_BESIDE, asked):
        parents = json.loads(row.parents)
        for name in json.loads(row.fields):
            before = change_log.shown_of(db, parents.get(name, ())).get(name)
            stands = _is_only_head(db, noun, survivor, name, (merge.source, row.seq))
            found[name] = Written(before, stands)
    return survivor, found


# The latest of the standing changes of the register: the one whose value is shown.
_REGISTERED = text(
    "SELECT c.source, c.tx, json_extract(c.fields, '$.' || :field) AS survivor FROM cell e "
    "JOIN change c ON c.source = e.source AND c.seq = e.seq "
    "JOIN source s ON s.id = c.source "
    "WHERE e.tbl = :noun AND e.key = :key AND e.field = :field "
    "ORDER BY c.hlc DESC, s.device DESC, s.incarnation DESC, c.seq DESC LIMIT 1"
)
_BESIDE = text(
    "SELECT seq, fields, parents FROM change WHERE tbl = :noun AND key = :key "
    "AND source = :source AND tx = :tx AND kind = 'U' ORDER BY seq"
)


def _is_only_head(db: Session, noun: str, key: UUID, name: str, change: tuple[int, int]) -> bool:
    asked = "SELECT source, seq FROM cell WHERE tbl = :noun AND key = :key AND field = :field"
    rows = db.execute(text(asked), {"noun": noun, "key": key.hex, "field": name}).all()
    return [(row.source, row.seq) for row in rows] == [change]


def write_back(db: Session, noun: str, key: UUID, values: Mapping[str, object]) -> None:
    """Write values in the words of the log onto a record, as an ordinary change."""
    if not values:
        return
    table = RECORDS_BY_NOUN[noun].__table__
    names = [c.name for c in synced_columns(table) if c.name in values]  # type: ignore[arg-type]
    cells = shape_of(table).stored(values)
    sets = ", ".join(f'"{name}" = ?' for name in (*names, "changed_at", "changed_by"))
    at, by = int(now().timestamp() * 1000), octets(officer_at_work.get())
    given = (*(cells[name] for name in names), at, by, key.bytes)
    db.flush()
    db.connection().exec_driver_sql(f"UPDATE {noun} SET {sets} WHERE id = ?", given)
    db.expire_all()
