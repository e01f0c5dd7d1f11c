"""Which of certain records have a row in the database."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.storage.change_log import change_table

_BATCH = 400


def present(db: Session, noun: str, keys: Iterable[str]) -> set[str]:
    """Of these records (keys as the log writes them), those whose creation is held here."""
    c, found, remaining = change_table.c, set[str](), iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        asked = select(c.key).where(c.tbl == noun, c.key.in_(batch), c.kind == "I")
        found |= set(db.scalars(asked.distinct()))
    return found
