"""Decides for every row of a list who it is: somebody known, somebody new, somebody again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.matching import Identity, likeness
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.known_people import (
    Known,
    KnownPeople,
    Match,
    certain,
    identity_of,
    numbers_of,
    survivors,
)
from ssc_desktop.services.named_organisations import NamedOrganisations
from ssc_desktop.workbook.lists import ListRow

# Of the people somebody may be, the likeliest few are what a person can look at.
_MOST_SHOWN = 3


class Step(Enum):
    """What becomes of a row."""

    RECORD = "record"
    MATCH = "match"
    SKIP = "skip"
    LEAVE = "leave"


class Choice(Enum):
    """What a person may decide of a row."""

    SAME = "same"
    TWO = "two"
    LEAVE = "leave"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a row, and for the same person who it is: somebody known, or a row."""

    choice: Choice
    person: UUID | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A person who came in and may be another: for a human to compare and merge."""

    row: int
    participant: UUID
    resembles: UUID
    resembles_row: int | None
    score: float
    reasons: tuple[str, ...]


class Plan:
    """The decisions for all rows of a list: rows are recognised one by one, then settled."""

    def __init__(
        self,
        people: Iterable[Participant],
        places: Mapping[UUID, Registration],
        organisations: NamedOrganisations,
        decisions: Mapping[int, Decision] | None = None,
    ) -> None:
        self.organisations = organisations
        self.possible: list[PossibleDuplicate] = []
        self.apart: list[tuple[UUID, UUID]] = []
        """The pairs that somebody decided are two people."""
        self.taken: dict[int, tuple[Step, UUID]] = {}
        """What becomes of each row, and of whom it speaks."""
        self._decisions = decisions or {}
        self._people = {each.id: each for each in people}
        self._places = places
        self._steps: dict[Step, list[tuple[UUID, ListRow]]] = defaultdict(list)
        self._rows: dict[UUID, ListRow] = {}
        self._possible_by_row: dict[int, list[PossibleDuplicate]] = defaultdict(list)
        self._unknown: list[tuple[ListRow, Identity, list[Match]]] = []
        self._leads_to = survivors(self._people.values())
        self._known = self._everybody()

    def _everybody(self) -> KnownPeople:
        known = KnownPeople()
        for key, person in self._people.items():
            if self._leads_to[key] in self._people:
                identity = self._recorded(person)
                known.add(Known(self._leads_to[key], identity))
        return known

    def rows_to(self, step: Step) -> list[tuple[UUID, ListRow]]:
        """The rows that take this step, each with the key of its person."""
        return self._steps[step]

    def person(self, key: UUID) -> Participant | None:
        """The recorded person, None for one who is new."""
        return self._people.get(key)

    def place(self, key: UUID) -> Registration | None:
        """The person's place in the activity."""
        return self._places.get(key)

    def possible_of(self, number: int) -> list[PossibleDuplicate]:
        """Whom a row resembles."""
        return self._possible_by_row.get(number, [])

    def first_row_of(self, key: UUID) -> int | None:
        """The first row that speaks of a person."""
        row = self._rows.get(key)
        return row.row if row else None

    def is_decided(self, row: ListRow) -> bool:
        """Whether somebody said whom this row is."""
        return self._choice(row) is Choice.SAME

    def organisation_of(self, row: ListRow) -> UUID | None:
        """The organisation a row names."""
        return self.organisations.named(row.organisation, row.country)

    def recognise(self, row: ListRow) -> None:
        """Match a row to somebody known for certain, or keep it for ``settle``."""
        if self._choice(row) is Choice.LEAVE:
            self._put(Step.LEAVE, new_key(), row)
            return
        identity = self._identity(row)
        matches = self._known.matches(identity)
        known = self._decided(row) or self._certain(row, matches)
        if known is None:
            self._unknown.append((row, identity, matches))
        else:
            self._take(known, row)

    def settle(self) -> None:
        """Decide for the rows that nobody was certain of."""
        registered = self._unclaimed()
        new = KnownPeople()
        for row, identity, matches in self._unknown:
            listed = new.matches(identity)
            known = (
                self._decided(row)
                or self._listed_before(row, identity, registered)
                or self._certain(row, listed)
            )
            if known:
                self._take(known, row)
            else:
                new.add(Known(self._record(row, [*matches, *listed]), identity))
        self._unknown.clear()

    def _choice(self, row: ListRow) -> Choice | None:
        decision = self._decisions.get(row.row)
        return decision.choice if decision else None

    def _certain(self, row: ListRow, matches: list[Match]) -> UUID | None:
        known = None if self._choice(row) is Choice.TWO else certain(matches)
        return known.key if known else None

    def _decided(self, row: ListRow) -> UUID | None:
        """Whom somebody said this row is, while that person or row is still there."""
        decision = self._decisions.get(row.row)
        if decision is None or decision.choice is not Choice.SAME:
            return None
        if decision.person is not None:
            standing = self._leads_to.get(decision.person)
            return standing if standing in self._people else None
        twin = self.taken.get(decision.row or 0)
        return twin[1] if twin and twin[0] is not Step.LEAVE else None

    def _put(self, step: Step, key: UUID, row: ListRow) -> None:
        self._steps[step].append((key, row))
        self.taken[row.row] = step, key

    def _take(self, key: UUID, row: ListRow) -> None:
        step = Step.SKIP if key in self._rows else Step.MATCH
        self._rows.setdefault(key, row)
        self._put(step, key, row)

    def _record(self, row: ListRow, matches: list[Match]) -> UUID:
        key = new_key()
        is_two = self._choice(row) is Choice.TWO
        if is_two:
            self.apart += [(key, match.known.key) for match in matches[:_MOST_SHOWN]]
        for match in () if is_two else matches[:_MOST_SHOWN]:
            twin = self._rows.get(match.known.key)
            found = PossibleDuplicate(
                row=row.row,
                participant=key,
                resembles=match.known.key,
                resembles_row=twin.row if twin else None,
                score=match.likeness.score,
                reasons=match.likeness.reasons,
            )
            self.possible.append(found)
            self._possible_by_row[row.row].append(found)
        self._rows[key] = row
        self._put(Step.RECORD, key, row)
        return key

    def _unclaimed(self) -> dict[tuple[str, ...], list[Known]]:
        """People registered for this activity whom no row was matched to yet, by name."""
        waiting: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for key in self._places:
            person = self._people.get(key)
            if person is not None and key not in self._rows:
                known = Known(key, self._recorded(person))
                for name in known.identity.name_keys:
                    waiting[name.words].append(known)
        return waiting

    def _listed_before(
        self, row: ListRow, identity: Identity, registered: dict[tuple[str, ...], list[Known]]
    ) -> UUID | None:
        """Somebody of the same name on the list of this very activity, if nothing speaks against
        it: the list was imported before, or comes back corrected."""
        if self._choice(row) is Choice.TWO:
            return None
        for name in identity.name_keys:
            for known in registered.get(name.words, ()):
                if known.key not in self._rows and _nothing_differs(known.identity, identity):
                    return known.key
        return None

    def _recorded(self, person: Participant) -> Identity:
        company = self.organisations.by_key(person.organisation_id)
        return identity_of(person, company.id if company else None)

    def _identity(self, row: ListRow) -> Identity:
        organisation = self.organisation_of(row)
        numbers = frozenset(row.phones) or numbers_of(row.phone, row.phone_as_typed)
        return Identity(
            family_name=row.family_name,
            given_names=row.given_names,
            name_ar=row.name_ar,
            phones=numbers,
            email=row.email,
            organisation=str(organisation) if organisation else "",
            function=row.function,
            birth_year=row.birth_year,
            age_band=row.age_band,
            sex=row.sex,
            country=row.country,
        )


def _nothing_differs(one: Identity, other: Identity) -> bool:
    return not any(reason.endswith("-differs") for reason in likeness(one, other).reasons)
