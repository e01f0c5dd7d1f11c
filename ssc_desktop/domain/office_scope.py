"""What an office is given of the work of others: everything but the people of other countries.

Rows about people follow the activity they belong to, people follow the rows about them. A row that
says nothing of people travels to everybody; only the names in it (facilitators, owners) do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.disclosure import PSEUDONYMISED, as_told
from ssc_desktop.domain.kinds import ALL_KINDS

OF_PERSON = frozenset({"participant", "consent", "erasure"})
"""Tables whose key begins with a person."""

OF_PERSON_IN_ACTIVITY = frozenset({"registration", "attendance", "travel_claim"})
"""Tables whose key begins with an activity and then a person."""

OF_ACTIVITY = frozenset({"attestation", "evidence", "sheet_print", "evaluation"})
"""Tables with keys of their own whose rows name the activity, and tell of people in it."""

_PAIRS, _DECISIONS = "distinct_pair", "decision"
PERSONAL = OF_PERSON | OF_PERSON_IN_ACTIVITY | OF_ACTIVITY | {_PAIRS, _DECISIONS}
"""Tables of which an office is given a part."""

_ACTIVITY = frozenset({"activity", "half_day", *ALL_KINDS})
LINKED = frozenset(
    noun
    for noun, record in RECORDS_BY_NOUN.items()
    if {"id", "activity_id"} <= set(record.__table__.columns.keys())
)
"""Tables with keys of their own whose rows name an activity."""

# Whose names travel, so that everybody knows who wrote what.
_STAFF = frozenset({"officer", "office"})


@dataclass(slots=True)
class OfficeScope:
    """Which rows an office is given; keys are written as the change log writes them."""

    activities: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    own: set[tuple[str, str]] = field(default_factory=set)
    """Rows that a laptop of the office wrote in, by noun and key: never kept from it."""
    activity_of: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Of rows with keys of their own, the activities they were ever said to belong to."""
    everybody: set[str] = field(default_factory=set)
    """All people, so that a pair of organisations is told from a pair of people."""
    about: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of decisions, the noun and key of the record."""

    def holds(self, noun: str, key: str) -> bool:
        """Whether the office is given this row."""
        if noun not in RECORDS_BY_NOUN:
            # What this version does not know may tell of people.
            return False
        if noun not in PERSONAL or (noun, key) in self.own:
            return True
        if noun in OF_PERSON:
            return key[:32] in self.people
        if noun in OF_PERSON_IN_ACTIVITY:
            return key[:32] in self.activities
        if noun in OF_ACTIVITY:
            return not self._is_elsewhere(noun, key)
        if noun == _PAIRS:
            return all(one not in self.everybody or one in self.people for one in key.split("/"))
        return key in self.about and self.holds(*self.about[key])

    def told(self, noun: str, key: str, fields: Mapping[str, object]) -> Mapping[str, object]:
        """The fields of a row the office is given: without names in the activities of others."""
        if noun in PERSONAL or noun in _STAFF or not self._is_foreign(noun, key):
            return fields
        return as_told(noun, fields, PSEUDONYMISED)

    def _is_foreign(self, noun: str, key: str) -> bool:
        if (noun, key) in self.own:
            return False
        if noun in _ACTIVITY:
            return key[:32] not in self.activities
        return noun in LINKED and self._is_elsewhere(noun, key)

    def _is_elsewhere(self, noun: str, key: str) -> bool:
        return self.activities.isdisjoint(self.activity_of.get((noun, key), ()))
