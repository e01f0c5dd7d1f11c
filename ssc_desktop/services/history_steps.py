"""The steps of a record's history: changes gathered, their values as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from ssc_desktop.domain.fields import Field, fields_of
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.language import Language
from ssc_desktop.services.merging import merged
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.services.written_values import WrittenValues, currency_of
from ssc_desktop.storage import change_log, incoming
from ssc_desktop.storage.history import CHANGED, CREATED, REMOVED, value_of
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.change import Change, Mark, Value

RESTORED = "restored"
CONTESTED, CONCURRENT = "contested", "concurrent"
# A record of a kind is one record in two tables.
ACTIVITY = ("activity", *ALL_KINDS)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a step: what it said before and after, as people read it.

    ``state`` is ``contested`` while the value contradicts another one and nobody decided,
    ``concurrent`` when somebody wrote another value without knowing of this one.
    """

    field: str
    label: str
    before: str
    after: str
    state: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record: ``created``, ``changed``, ``removed`` or ``restored``.

    ``id`` is the same on every laptop. ``about`` names the record, where steps of many stand in
    one list.
    """

    id: str
    kind: str
    at: datetime
    by: str
    office: str
    device: str
    is_own: bool
    noun: str
    key: str
    about: str
    fields: tuple[FieldChange, ...]


class Past:
    """All changes of one record, and how they hang together."""

    def __init__(self, db: Db, noun: str, key: str) -> None:
        sources = change_log.sources(db)
        self.noun = "activity" if noun in ACTIVITY else noun
        self.changes: list[Change] = []
        self._contested: set[tuple[Mark, str]] = set()
        for table in ACTIVITY if noun in ACTIVITY else (noun,):
            for log in incoming.logs_of(db, table, [key]).values():
                row, changes = merged(table, log, sources)
                self.changes += changes
                self._contested.update(
                    (version.change.mark, name)
                    for name, versions in row.conflicts.items()
                    for version in versions
                )
        self.changes.sort(key=lambda each: each.order)
        self._known = {each.mark: each for each in self.changes}
        self._concurrent = set(_concurrent(self.changes, self._known))

    def gathered(self) -> list[list[Change]]:
        """The changes by step, the latest step first: what one transaction did to the record."""
        found = [
            list(group) for _, group in groupby(self.changes, lambda c: (c.source, c.tx, c.kind))
        ]
        return found[::-1]

    def before(self, change: Change, name: str) -> Value:
        """What a field said before a change, as whoever made the change saw it."""
        parents = (self._known.get(mark) for mark in change.parents.get(name, ()))
        there = [each for each in parents if each is not None]
        return max(there, key=lambda each: each.order).fields.get(name) if there else None

    def state(self, change: Change, name: str) -> str:
        """Whether a value contradicts another one."""
        if (change.mark, name) in self._contested:
            return CONTESTED
        return CONCURRENT if (change.mark, name) in self._concurrent else ""


def _concurrent(
    changes: Sequence[Change], known: Mapping[Mark, Change]
) -> Iterator[tuple[Mark, str]]:
    """Values written without knowing of another value of the same field."""
    for name in sorted({name for each in changes for name in each.fields}):
        touching = [each for each in changes if name in each.fields]
        # Every change has one bit; what led to it are the bits of all it replaced. A change is
        # never older than what it replaces, so that in their order all bits are known.
        bits = {each.mark: 1 << n for n, each in enumerate(touching)}
        before: dict[Mark, int] = {}
        for each in touching:
            parents = [mark for mark in each.parents.get(name, ()) if mark in before]
            before[each.mark] = bits[each.mark]
            for mark in parents:
                before[each.mark] |= before[mark]
        for n, one in enumerate(touching):
            for other in touching[n + 1 :]:
                unaware = not before[other.mark] & bits[one.mark]
                if unaware and one.fields[name] != other.fields[name]:
                    yield one.mark, name
                    yield other.mark, name


class Teller:
    """Tells steps in one language."""

    def __init__(self, db: Db, language: Language) -> None:
        self._db = db
        self._names = RecordNames(db, language)
        self._values = WrittenValues(self._names)
        self._people = People(db)
        self._own = change_log.own_source(db)[0]

    def steps(self, record: Recorded, noun: str, key: str) -> list[Step]:
        """Everything that happened to a record, the latest first."""
        past = Past(self._db, noun, key)
        fields = {each.name: each for each in fields_of(type(record))}
        about, currency = self._names.title(record), currency_of(record)
        return [
            self._step(past, group, fields, about, currency, shown_key(past.noun, key))
            for group in past.gathered()
        ]

    def _step(
        self,
        past: Past,
        group: Sequence[Change],
        fields: Mapping[str, Field],
        about: str,
        currency: str,
        key: str,
    ) -> Step:
        first = group[0]
        by, office = self._people.of(first.author)
        told = (
            self._field(past, change, fields[name], currency)
            for change in group
            for name in change.fields
            if name in fields
        )
        return Step(
            id=step_id(first.mark),
            kind=_kind(past, group),
            at=moment(first.hlc),
            by=by,
            office=office,
            device=first.source.device,
            is_own=first.source.device == self._own,
            noun=past.noun,
            key=key,
            about=about,
            fields=tuple(told),
        )

    def _field(self, past: Past, change: Change, field: Field, currency: str) -> FieldChange:
        before, after = past.before(change, field.name), change.fields[field.name]
        return FieldChange(
            field=field.name,
            label=self._names.language(field.facts.label),
            before=self._values.text(field, value_of(field.type, before), currency),
            after=self._values.text(field, value_of(field.type, after), currency),
            state=past.state(change, field.name),
            restricted=field.facts.restricted,
        )


class People:
    """Officers and their offices, each read once."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, author: str | None) -> tuple[str, str]:
        """The name of an officer and the code of the office."""
        if not author:
            return "", ""
        if author not in self._known:
            officer = self._db.get(Officer, UUID(hex=author))
            office = officer and officer.office_id and self._db.get(Office, officer.office_id)
            name = officer.name if officer else None
            self._known[author] = name or "", (office.code if office else None) or ""
        return self._known[author]


def _kind(past: Past, group: Sequence[Change]) -> str:
    if group[0].kind == "I":
        return CREATED
    removals = [each for each in group if "removed" in each.fields]
    if not removals:
        return CHANGED
    if removals[-1].fields["removed"]:
        return REMOVED
    return RESTORED if past.before(removals[-1], "removed") else CHANGED


def step_id(mark: Mark) -> str:
    """The name of a step: its laptop, in which of its lives, and the number of the change."""
    return f"{mark.source.device}-{mark.source.incarnation}-{mark.seq}"


def moment(hlc: int) -> datetime:
    """The point in time that a logical clock shows."""
    return datetime.fromtimestamp((hlc >> 16) / 1000, UTC)
