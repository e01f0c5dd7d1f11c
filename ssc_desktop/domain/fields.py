"""What a field is: its facts, declared once on the typed column and read by every medium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

NEVER, TO_SAVE, TO_SUBMIT = "never", "to save", "to submit"


@dataclass(frozen=True, slots=True)
class Facts:
    """What every medium would otherwise repeat about a field. At most ten facts, no callables."""

    label: str
    section: str = ""
    help: str = ""
    needed: str = NEVER
    in_table: bool = False
    on_sheet: bool = True
    personal: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of a record class: its name, its column type and its facts."""

    name: str
    type: TypeEngine[Any]
    facts: Facts


# The bare name ``field`` reads best at the declarations; dataclasses' namesake is not used there.
def field(type_: TypeEngine[Any], label: str, **facts: Any) -> Mapped[Any]:  # noqa: ANN401
    """A column with its facts; unknown facts fail at import.

    ``label``, ``section`` and ``help`` are marked with ``N_`` where they are written. A field is
    always nullable: a half-filled draft is saved, ``needed`` says what is missing.
    """
    return mapped_column(type_, nullable=True, info={"facts": Facts(label, **facts)})


def fields_of(record_class: type) -> tuple[Field, ...]:
    """The declared fields of a record class, a parent's first, in the order they were written."""
    return tuple(_declared(record_class))


def _declared(record_class: type) -> Iterator[Field]:
    for column in _columns(record_class):
        facts = column.info.get("facts")
        if facts is not None:
            yield Field(column.key, column.type, facts)


def _columns(record_class: type) -> Iterator[Column[Any]]:
    tables = record_class.__mapper__.tables  # type: ignore[attr-defined]
    for table in tables:
        yield from table.columns


def field_named(record_class: type, name: str) -> Field | None:
    """The declared field of that name, or None."""
    return next((each for each in fields_of(record_class) if each.name == name), None)


def sections_of(record_class: type) -> dict[str, tuple[Field, ...]]:
    """Fields gathered by section, sections in the order of their first appearance."""
    gathered: dict[str, list[Field]] = {}
    for each in fields_of(record_class):
        gathered.setdefault(each.facts.section, []).append(each)
    return {section: tuple(each) for section, each in gathered.items()}


def missing(record: object, level: str = TO_SUBMIT) -> tuple[Field, ...]:
    """The fields that are empty though needed at ``level`` (``TO_SAVE`` or ``TO_SUBMIT``)."""
    levels = {TO_SAVE} if level == TO_SAVE else {TO_SAVE, TO_SUBMIT}
    return tuple(
        each
        for each in fields_of(type(record))
        if each.facts.needed in levels and getattr(record, each.name) in (None, "", ())
    )
