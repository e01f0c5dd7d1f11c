"""What every workspace starts from: records logged as changes of the program itself.

Written under a source of their own, the same changes with the same numbers lie in every workspace.
An edit at headquarters then replaces them everywhere; logged as each office's own, they would
contradict that edit from every office that joins later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.record import Record
from ssc_desktop.storage import dialects

DEVICE, INCARNATION = "0" * 16, 1
# Earlier than anything an officer writes, and the same on every laptop.
SINCE = datetime(2018, 12, 1, tzinfo=UTC)
_NAMED = {"device": DEVICE, "life": INCARNATION}
_UPTO = "SELECT id, upto FROM source WHERE device = :device AND incarnation = :life"
_FIRST_TICK = int(SINCE.timestamp() * 1000) << 16


def write(db: Session, records: Sequence[Record]) -> int:
    """Write those of the shipped records that this workspace was never given; how many they were.

    ``records`` only ever grows at its end: the place of a record is the number of its change.
    """
    source, given = _source(db)
    missing = records[given:]
    if not missing:
        return 0
    db.execute(text("UPDATE sync_state SET applying = 1"))
    for record in missing:
        record.created_at = record.changed_at = SINCE
    db.add_all(missing)
    db.flush()
    for number, record in enumerate(missing, start=given + 1):
        _log(db, source, number, record)
    db.execute(
        text("UPDATE source SET upto = :upto WHERE id = :source"),
        {"upto": len(records), "source": source},
    )
    db.execute(text("UPDATE sync_state SET applying = 0"))
    return len(missing)


def given(db: Session) -> int:
    """How many of the shipped records this workspace was given."""
    row = db.execute(text(_UPTO), _NAMED).one_or_none()
    return row.upto if row else 0


def _source(db: Session) -> tuple[int, int]:
    """The local number of the program as a source, and how many of its changes are here."""
    db.execute(
        text(
            "INSERT INTO source(device, incarnation) VALUES (:device, :life) ON CONFLICT DO NOTHING"
        ),
        _NAMED,
    )
    row = db.execute(text(_UPTO), _NAMED).one()
    return row.id, row.upto


def _log(db: Session, source: int, number: int, record: Record) -> None:
    table = record.__table__
    assert isinstance(table, Table)
    key, fields = dialects.of(db).creation(table)
    db.execute(
        text(
            "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
            f"SELECT :source, :seq, :hlc, 1, NULL, '{table.name}', {key}, 'I', {fields}, '{{}}' "
            f"FROM {table.name} AS NEW WHERE NEW.id = :id"
        ),
        {"source": source, "seq": number, "hlc": _FIRST_TICK + number, "id": record.id.bytes},
    )
