"""Questions about the codes headquarters added to the shipped lists, and what it says of those."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.code import Code
from ssc_desktop.domain.reference import SHIPPED, CodeLists, Entry

_COLUMNS = Code.__table__.columns
# Plain columns, not records: this is asked with every change that is written.
_AMENDMENTS = select(*(each for each in _COLUMNS if not each.info.get("local"))).order_by(
    _COLUMNS.code_list, _COLUMNS.edition, _COLUMNS.code
)


def lists(db: Session, before: CodeLists = SHIPPED) -> CodeLists:
    """The code lists as the workspace has them: those of ``before`` where they say the same."""
    amendments = tuple(_amendment(row) for row in db.execute(_AMENDMENTS))
    return before if amendments == before.amendments else CodeLists(amendments)


def _amendment(row: Row[Any]) -> Entry:
    return Entry(
        code_list=row.code_list,
        code=row.code,
        en=row.name_en or "",
        fr=row.name_fr or "",
        ar=row.name_ar or "",
        parent=row.parent or "",
        scheme=row.scheme or "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        replaced_by=tuple((row.replaced_by or "").split()),
        edition=row.edition,
        is_removed=bool(row.removed),
    )


def find(db: Session, code_list: str, code: str) -> Code | None:
    """The record of a code, of whatever edition; None where headquarters says nothing of it."""
    asked = select(Code).where(Code.code_list == code_list, Code.code == code)
    return db.scalars(asked.order_by(Code.edition)).first()
