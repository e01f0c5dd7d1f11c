"""Declared fields of a record as blocks of labels and values, in the language of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ssc_desktop.domain.fields import Field, sections_of
from ssc_desktop.domain.reference import name_of
from ssc_desktop.domain.types import Amount, Choice, Choices, Link, Paragraph
from ssc_desktop.language import Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.text import ltr

# Longer than this, a value reads better over the whole width.
_SHORT = 110


@dataclass(frozen=True, slots=True)
class Block:
    """One section of fields: its marked title, its facts."""

    section: str
    facts: tuple[Fact, ...]


def blocks_of(
    record: object,
    language: Language,
    *,
    names: Mapping[UUID, str],
    without: frozenset[str] = frozenset(),
) -> tuple[Block, ...]:
    """The filled fields that print, by section; ``names`` says what links point to."""
    blocks = []
    for section, fields in sections_of(type(record)).items():
        facts = tuple(
            fact
            for field in fields
            if field.facts.on_sheet and not field.facts.restricted and field.name not in without
            if (fact := _fact(record, field, language, names)) is not None
        )
        if facts:
            blocks.append(Block(section, facts))
    return tuple(blocks)


def _fact(
    record: object, field: Field, language: Language, names: Mapping[UUID, str]
) -> Fact | None:
    value = getattr(record, field.name)
    if value in (None, "", ()):
        return None
    shown = _shown(record, field, value, language, names)
    is_long = isinstance(field.type, Paragraph) or len(shown) > _SHORT
    return Fact(language(field.facts.label), shown, is_long, field.name) if shown else None


def value_shown(
    field: Field,
    value: Any,  # noqa: ANN401
    language: Language,
    names: Mapping[UUID, str],
    record: object = None,
) -> str:
    """One value of a field as a sheet shows it, whatever record it is or was of; "" for none."""
    return "" if value in (None, "", ()) else _shown(record, field, value, language, names)


def _shown(
    record: object,
    field: Field,
    value: Any,  # noqa: ANN401
    language: Language,
    names: Mapping[UUID, str],
) -> str:
    kind = field.type
    if isinstance(kind, Choices):
        codes = value if isinstance(value, tuple) else (value,)
        if kind.code_list == "indicator":
            # Their titles are sentences; the sheet has a table of them.
            return language.list_of([ltr(code) for code in codes])
        return language.list_of([name_of(kind.code_list, code, language) for code in codes])
    if isinstance(kind, Choice):
        return name_of(kind.code_list, value, language)
    if isinstance(kind, Link):
        return names.get(value, "")
    if isinstance(kind, Amount):
        currency = getattr(record, "currency", None)
        return language.money(value, currency) if currency else language.number(value)
    return _plain(value, language)


def _plain(value: Any, language: Language) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return language("Yes") if value else language("No")
    if isinstance(value, date):
        return language.date(value, "long")
    if isinstance(value, Decimal):
        return language.number(value)
    return str(value)
