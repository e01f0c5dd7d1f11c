"""Questions about the codes headquarters added to the shipped lists."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.code import Code


def of_list(db: Session, code_list: str) -> list[Code]:
    """The codes recorded for a list, removed ones too: a removed code hides a shipped one."""
    asked = select(Code).where(Code.code_list == code_list)
    return list(db.scalars(asked.order_by(Code.edition, Code.code)))
