"""The key of any record: as its parts, as the change log writes it, as people are shown it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Table

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.types import Key
from ssc_desktop.language import N_

Parts = tuple[Any, ...]
"""The values of the columns of a key, in their order."""


def class_of(noun: str) -> type[Recorded]:
    """The record class of a noun, or a Problem."""
    if noun not in RECORDS_BY_NOUN:
        raise Problem(
            "unknown-noun",
            N_("There are no records named {noun}. Nothing was changed. Choose one of: {known}."),
            noun=noun,
            known=", ".join(sorted(RECORDS_BY_NOUN)),
        )
    return RECORDS_BY_NOUN[noun]


def table_of(noun: str) -> Table:
    """The table of a noun, or a Problem."""
    return Recorded.metadata.tables[class_of(noun).__tablename__]


def parts_of(noun: str, key: UUID | str) -> Parts:
    """The parts of a key, given as UUID or as text in any of its writings."""
    columns = list(table_of(noun).primary_key.columns)
    # Only the last part may itself hold a slash: the slot of a half-day.
    texts = [key.hex] if isinstance(key, UUID) else key.split("/", len(columns) - 1)
    if len(texts) != len(columns):
        raise _not_a_key()
    return tuple(
        _uuid(text) if isinstance(column.type, Key) else text
        for column, text in zip(columns, texts, strict=True)
    )


def log_key(noun: str, key: UUID | str) -> str:
    """A key as the change log writes it: digits without dashes, parts joined by slashes."""
    return "/".join(part.hex if isinstance(part, UUID) else part for part in parts_of(noun, key))


def shown_key(noun: str, key: UUID | str) -> str:
    """A key as commands and other programs are told it: with dashes."""
    return "/".join(str(part) for part in parts_of(noun, key))


def key_of(record: Recorded) -> str:
    """The key of a record as it is shown."""
    return "/".join(str(part) for part in record.__mapper__.primary_key_from_instance(record))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _not_a_key() from None


def _not_a_key() -> Problem:
    return Problem(
        "not-a-key",
        N_("This is not the id of a record. Nothing was changed. Copy it from a list."),
        field="key",
    )
