"""What leaves a laptop at which level: whole, without what is personal, or counts of people alone.

A field leaves by its facts. In tables about people the rule is turned round: no text that somebody
typed leaves, whatever its facts say, since a name may stand in any note. What this version does not
know may be personal too, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import Facts
from ssc_desktop.domain.types import Line, Written

AGGREGATE, PSEUDONYMISED, IDENTIFIED = "aggregate", "pseudonymised", "identified"
LEVELS = (AGGREGATE, PSEUDONYMISED, IDENTIFIED)
"""From the level that tells least of people to the one that tells all."""

PERSON_NOUNS = frozenset(
    {
        *("participant", "registration", "attendance", "consent", "travel_claim"),
        *("attestation", "evaluation", "distinct_pair"),
    }
)
"""Tables whose rows are about one person or two; at the lowest level none of them leaves."""

# An erasure must be heard of everywhere, or a person's right would depend on a level.
_TYPED_ABOUT_PEOPLE = PERSON_NOUNS | {"erasure"}
# Texts that the program or a paper numbers, and no person types about another.
_NUMBERS: Mapping[str, frozenset[str]] = {
    "attendance": frozenset({"sheet_no"}),
    "attestation": frozenset({"serial"}),
    "consent": frozenset({"form_version"}),
    "distinct_pair": frozenset({"noun"}),
    "evaluation": frozenset({"anonymous_code", "form_version"}),
}
# Whoever records answers for it by name, at headquarters too: a colleague, not a participant.
_ANSWERABLE = ("officer", "name")
# Rows about people inside other records: where each signs on a sheet, and what was counted of
# people, which may be few.
_INSIDE_OTHERS = frozenset(
    {
        ("sheet_print", "geometry"),
        *(
            ("frozen_figure", name)
            for name in ("value", "participations", "half_days", "breakdown", "sources")
        ),
    }
)
_YEARS = ("participant", "birth_year")
_SPAN = 5


def rows_leave(noun: str, level: str) -> bool:
    """Whether changes of a table leave at all at this level."""
    return level != AGGREGATE or (noun in RECORDS_BY_NOUN and noun not in PERSON_NOUNS)


@cache
def leaves(noun: str, name: str, level: str) -> bool:
    """Whether what a field says leaves at this level as it is."""
    if level == IDENTIFIED:
        return True
    record = RECORDS_BY_NOUN.get(noun)
    if record is None or name not in record.__table__.columns:
        return False
    column = record.__table__.columns[name]
    facts: Facts | None = column.info.get("facts")
    if facts is not None and (facts.personal or facts.restricted):
        return (noun, name) == _ANSWERABLE
    if noun in _TYPED_ABOUT_PEOPLE and isinstance(column.type, Line | Written):
        return name in _NUMBERS.get(noun, ())
    return level != AGGREGATE or (noun, name) not in _INSIDE_OTHERS


@cache
def _staying(noun: str, names: tuple[str, ...], level: str) -> tuple[str, ...]:
    return tuple(name for name in names if not leaves(noun, name, level))


def as_told(noun: str, fields: Mapping[str, object], level: str) -> Mapping[str, object]:
    """The fields of a change as this level tells them: names stay, values that do not leave are
    empty, and a year of birth is told as the middle of its five years. The very same fields where
    nothing stays."""
    staying = _staying(noun, tuple(fields), level)
    if not staying:
        return fields
    told = {**fields, **{name: _instead(noun, name, fields[name]) for name in staying}}
    return fields if told == fields else told


def _instead(noun: str, name: str, value: object) -> object:
    if (noun, name) == _YEARS and isinstance(value, int):
        return value - value % _SPAN + _SPAN // 2
    return None
