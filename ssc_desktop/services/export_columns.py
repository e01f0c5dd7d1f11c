"""The fields of records as columns: their labels as headings, codes with their names, links by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ssc_desktop.domain import disclosure
from ssc_desktop.domain.fields import Facts
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.types import (
    Choice,
    Choices,
    Coordinate,
    Count,
    Day,
    Decimals,
    Flag,
    Link,
    Moment,
    Rate,
    Written,
)
from ssc_desktop.language import N_
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Row, Table

_PSEUDONYM_HELP = N_(
    "Stands for the same person in every file of this workspace; without its key it leads nowhere."
)
Getter = Callable[[Any], object]
Drawn = tuple[Column, Getter]
"""A column and what stands in it for a record."""

# What only the program needs: it leads to records, and says nothing to a reader.
_INWARD = frozenset({"merged_into_id", "programme_id", "site_id", "evidence_id"})
# Whatever the level, a plain file on a stick holds neither statuses nor what somebody noted.
KEPT_BACK = frozenset({("participant", "note"), ("participant", "phone_as_typed")})
"""Fields, by table, that leave in no plain file."""

_KINDS: tuple[tuple[type, str], ...] = (
    (Choice, kinds.CODE),
    (Choices, kinds.CODE),
    (Day, kinds.DAY),
    (Moment, kinds.MOMENT),
    (Flag, kinds.YES_NO),
    (Count, kinds.WHOLE),
    (Rate, kinds.RATE),
    (Coordinate, kinds.RATE),
    (Decimals, kinds.DECIMAL),
)


class Columns:
    """Draws columns from the fields of records, as far as these leave at the level of the export."""

    def __init__(self, facts: ExportFacts) -> None:
        self._facts = facts
        self._names = RecordNames(facts.db, facts.language)

    def of(
        self, record_class: type[Recorded], *, skip: Iterable[str] = (), inherited: bool = True
    ) -> list[Drawn]:
        """The columns of a class of records; those of its own table alone where asked."""
        skipped = _INWARD | set(skip)
        mapper = record_class.__mapper__
        tables: Sequence[Any] = mapper.tables if inherited else [record_class.__table__]
        return [
            drawn
            for table in tables
            for column in table.columns
            if column.key not in skipped and self._leaves(str(table.name), column)
            for drawn in self._drawn(str(table.name), column)
        ]

    def code_name(self, code_list: str, code: str | None) -> str:
        """The name of a code in the language of the export."""
        return self._names.code(code_list, code) if code else ""

    def pseudonym(self, key: str) -> Drawn:
        """What the person whose key stands in a field is called in files that leave."""
        language, facts = self._facts.language, self._facts
        explained = language(_PSEUDONYM_HELP)
        column = Column(language(N_("Pseudonym")), kinds.TEXT, "pseudonym", help=explained)
        return column, lambda record: facts.pseudonym(getattr(record, key))

    def activity(self) -> list[Drawn]:
        """The code and title of the activity a record belongs to."""
        language, activities = self._facts.language, self._facts.by_key
        return [
            (
                Column(language(N_("Activity code")), kinds.TEXT, "activity.code"),
                lambda record: getattr(activities.get(record.activity_id), "code", None),
            ),
            (
                Column(language(N_("Activity title")), kinds.TEXT, "activity.title"),
                lambda record: getattr(activities.get(record.activity_id), "title", None),
            ),
        ]

    def _leaves(self, noun: str, column: Any) -> bool:  # noqa: ANN401
        facts: Facts | None = column.info.get("facts")
        if facts is None or facts.restricted or isinstance(column.type, Written):
            return False
        if (noun, column.key) in KEPT_BACK:
            return False
        return disclosure.leaves(noun, str(column.key), self._facts.wish.level)

    def _drawn(self, noun: str, column: Any) -> Iterator[Drawn]:  # noqa: ANN401
        facts: Facts = column.info["facts"]
        language, key = self._facts.language, str(column.key)
        heading, explained = language(facts.label), language(facts.help)
        name, kind, get = f"{noun}.{key}", column.type, _attribute(key)
        if isinstance(kind, Choice | Choices):
            shown = self._shown_code(kind, get)
            yield Column(heading, kinds.TEXT, name, kind.code_list, explained), shown
            codes = Column(self._code_heading(heading), kinds.CODE, f"{name}.code", kind.code_list)
            yield codes, lambda record: _spaced(get(record))
        elif isinstance(kind, Link):
            linked = self._link(kind.noun, get)
            yield Column(heading, kinds.TEXT, name, help=explained), linked
        else:
            shown_as = kinds.YEAR if key.endswith("_year") else _kind_of(kind)
            yield Column(heading, shown_as, name, help=explained), get

    def _code_heading(self, heading: str) -> str:
        return self._facts.language(N_("{label} (code)"), label=heading)

    def _shown_code(self, kind: Choice | Choices, get: Getter) -> Getter:
        if isinstance(kind, Choices):
            return lambda record: self._names.codes(kind.code_list, _several(get(record)))
        return lambda record: self.code_name(kind.code_list, _single(get(record)))

    def _link(self, noun: str, get: Getter) -> Getter:
        facts = self._facts
        if noun == "organisation":
            return lambda record: facts.organisation_name(_key(get(record)))
        if noun == "participant":
            return lambda record: facts.pseudonym(_key(get(record))) if get(record) else None
        return lambda record: self._names.linked(noun, _key(get(record)))


def table_of(name: str, title: str, drawn: Sequence[Drawn], records: Iterable[Any]) -> Table:
    """A table of records, each drawn when its row is written."""
    return Table(name, title, tuple(column for column, _ in drawn), _rows(drawn, records))


def _rows(drawn: Sequence[Drawn], records: Iterable[Any]) -> Iterator[Row]:
    getters = [get for _, get in drawn]
    for record in records:
        yield [get(record) for get in getters]


def _attribute(key: str) -> Getter:
    # A record of another kind has no such field.
    return lambda record: getattr(record, key, None)


def _kind_of(kind: object) -> str:
    return next((name for known, name in _KINDS if isinstance(kind, known)), kinds.TEXT)


def _single(value: object) -> str:
    return str(value or "")


def _several(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple) else ()


def _spaced(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value or "")


def _key(value: object) -> Any:  # noqa: ANN401
    return value
