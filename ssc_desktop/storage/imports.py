"""Questions about the lists that were imported on this laptop; nothing of it is carried on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from ssc_desktop.storage.local import Access, note_access, read_fact, write_fact

IMPORT, UNDONE = "import", "undo-import"
_NOUN = "activity"


@dataclass(frozen=True, slots=True)
class Noted:
    """One import: when, by whom, into which activity, and the number of its transaction."""

    at: datetime
    officer: UUID | None
    activity: UUID
    tx: int


def note(db: Session, officer: UUID | None, activity: UUID, *, undone: int = 0) -> int:
    """Note an import, or that the one of that number was taken back; the number of the import."""
    tx = undone or int(db.scalar(text("SELECT tx FROM sync_state")) or 0)
    note_access(db, officer, UNDONE if undone else IMPORT, _NOUN, f"{activity}/{tx}")
    return tx


def noted(db: Session, limit: int) -> list[Noted]:
    """The latest imports that were not taken back, the newest first."""
    undone = select(Access.subject).where(Access.act == UNDONE, Access.noun == _NOUN)
    asked = (
        select(Access)
        .where(Access.act == IMPORT, Access.noun == _NOUN, Access.subject.not_in(undone))
        .order_by(Access.id.desc())
        .limit(limit)
    )
    found = []
    for each in db.scalars(asked):
        activity, _, tx = each.subject.partition("/")
        found.append(Noted(each.at, each.officer_id, UUID(activity), int(tx)))
    return found


def created(db: Session, transactions: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many records of each noun these transactions of this laptop created."""
    asked = text(
        "SELECT tx, tbl, count(*) AS records FROM change "
        "WHERE source = 1 AND kind = 'I' AND tx IN :wanted GROUP BY tx, tbl"
    ).bindparams(bindparam("wanted", expanding=True))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in db.execute(asked, {"wanted": list(transactions)}):
        found[row.tx][row.tbl] = row.records
    return dict(found)


def remembered(db: Session, activity: UUID) -> dict[str, str]:
    """What became of rows somebody decided or corrected: by the mark of a row the key of its
    person, nothing for a row that was left aside."""
    kept = read_fact(db, _name(activity))
    return dict(json.loads(kept)) if kept else {}


def remember(db: Session, activity: UUID, told: Mapping[str, str]) -> None:
    """Keep what became of rows, beside what was kept before."""
    kept = remembered(db, activity) | dict(told)
    write_fact(db, _name(activity), json.dumps(kept).encode())


def _name(activity: UUID) -> str:
    return f"import/{activity.hex}"
