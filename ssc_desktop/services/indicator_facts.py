"""What all indicators are counted from, read once: activities, who attended, outputs, totals."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple
from uuid import UUID

from ssc_desktop.domain.attestation import USUAL_THRESHOLD
from ssc_desktop.domain.indicator_rules import HELD, UNHELD, beneficiary_type
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.output import GATHERING, Output
from ssc_desktop.services.sheet_contents import band_in
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage import programmes, reported
from ssc_desktop.storage.indicators import Held, Profile
from ssc_desktop.storage.store import Db

NOT_STATED = ""
PILOT = "pilot_activity"
assert PILOT in ALL_KINDS
_TOLD = ("sex", "country", "stakeholder_category", "age_band")

Cells = dict[str, dict[str, int]]
"""By way and code, a number of people."""


@dataclass
class Crowd:
    """Who attended an activity, as far as rows tell, and what is known of others beside."""

    half_days: dict[bytes, int] = field(default_factory=dict)
    least: int = 0
    """A hundred times the half-days from which a person counts as trained."""
    unnamed: int = 0
    """People a laptop reported as a number, beyond those whose rows are here."""
    unnamed_half_days: int = 0
    unnamed_by: Cells = field(default_factory=dict)
    counted: int = 0
    """Beneficiaries counted as numbers, where nobody's attendance is recorded."""
    counted_by: Cells = field(default_factory=dict)

    @cached_property
    def trained(self) -> frozenset[bytes]:
        """Who attended enough half-days to count as trained."""
        least, half_days = self.least, self.half_days
        return frozenset([each for each, number in half_days.items() if number * 100 >= least])


@dataclass
class Facts:
    """Everything of one moment. ``threshold`` is the share of half-days, in percent, from which a
    person counts as trained, where the activity names none of its own."""

    held: list[Held]
    crowds: dict[UUID, Crowd]
    people: dict[bytes, Profile]
    organisations: dict[bytes, tuple[str, str, str, str]]
    lead: Merges
    outputs: list[tuple[Output, bool]]
    threshold: int = USUAL_THRESHOLD
    _types: dict[tuple[str, str], str] = field(default_factory=dict)
    _standing: dict[bytes, bytes | None] = field(default_factory=dict)

    def took_place(self, activity: Held) -> bool:
        """Whether an activity counts at all."""
        if activity.status in UNHELD:
            return False
        if activity.status in HELD:
            return True
        crowd = self.crowds.get(activity.id)
        return crowd is not None and bool(crowd.half_days or crowd.unnamed)

    def crowd(self, activity: Held) -> Crowd:
        """Who attended an activity."""
        return self.crowds.get(activity.id) or _NOBODY

    def type_of(self, profile: Profile) -> str:
        """What kind of beneficiary a person is."""
        key = (profile.statuses, profile.category)
        known = self._types.get(key)
        if known is None:
            known = beneficiary_type(stored.statuses_of(key[0]), key[1])
            self._types[key] = known
        return known

    def day_of(self, output: Output) -> date | None:
        """The day an output counts on: its own, else when it gathered a second time, else that of
        its activity."""
        if output.reached_on:
            return output.reached_on
        if output.kind in GATHERING:
            return output.meeting_days[1] if output.is_there else None
        activity = self.by_id.get(output.activity_id) if output.activity_id else None
        return activity.start if activity else None

    @cached_property
    def looks(self) -> Looks:
        """What people are counted by, as numbers that are the same for whoever looks the same."""
        return Looks(self)

    def organisation(self, key: bytes | UUID | None) -> bytes | None:
        """The organisation that stands for this one."""
        if key is None:
            return None
        written = key.bytes if isinstance(key, UUID) else key
        if written not in self._standing:
            standing = self.lead.standing(UUID(bytes=written)).bytes
            self._standing[written] = standing if standing in self.organisations else None
        return self._standing[written]

    @cached_property
    def by_id(self) -> Mapping[UUID, Held]:
        """Activities by key."""
        return {each.id: each for each in self.held}


_NOBODY = Crowd()


class Look(NamedTuple):
    """What people are counted by; the age group follows from the year of birth, or is this."""

    sex: str
    birth_year: int | None
    age_band: str
    country: str
    region: str
    category: str
    type: str


class Looks(dict[bytes, int]):
    """The number of the look of each person, worked out when it is first asked for."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._facts = facts
        self._numbers: dict[Look, int] = {}

    def __missing__(self, person: bytes) -> int:
        each = self._facts.people[person]
        look = Look(*each[1:4], *each[5:8], self._facts.type_of(each))
        number = self._numbers.setdefault(look, len(self._numbers))
        self[person] = number
        return number

    def listed(self) -> list[Look]:
        """The looks by their number."""
        return list(self._numbers)


def read_facts(db: Db, *, every: bool = False) -> Facts:
    """Everything indicators are counted from; with ``every`` also who attended the activities that
    name no indicator."""
    programme = programmes.current(db)
    usual = programme.presence_threshold if programme else None
    facts = Facts(
        held=stored.activities(db),
        crowds=defaultdict(Crowd),
        people=stored.people(db),
        organisations=stored.organisations(db),
        lead=stored.same_organisations(db),
        outputs=stored.outputs(db),
        threshold=USUAL_THRESHOLD if usual is None else usual,
    )
    _add_people(db, facts, every=every)
    _judge(db, facts)
    _add_reported(db, facts)
    _add_counted(db, facts)
    facts.crowds = dict(facts.crowds)
    return facts


def _add_people(db: Db, facts: Facts, *, every: bool) -> None:
    """Half-days by activity and person, whatever number of records stand for the person."""
    same = stored.same_people(db)
    several = {*same, *same.values()}
    crowds: dict[bytes, dict[bytes, int]] = defaultdict(dict)
    known = facts.people
    for activity, person, half_days in stored.attended(db, every=every):
        crowds[activity][person] = half_days
    for crowd in crowds.values():
        _leave_out(crowd, known.keys(), several)
    if several:
        for (activity, person), slots in _slots(db, same, sorted(several)).items():
            if person in known:
                crowds[activity][person] = len(slots)
    for key, half_days_of in crowds.items():
        facts.crowds[UUID(bytes=key)].half_days = half_days_of


def _leave_out(crowd: dict[bytes, int], known: AbstractSet[bytes], several: set[bytes]) -> None:
    """Leave out removed people and those of several records, who are rare: whole sets at once."""
    if not crowd.keys() <= known or not several.isdisjoint(crowd):
        for person in [each for each in crowd if each not in known or each in several]:
            del crowd[person]


def _slots(
    db: Db, same: Mapping[bytes, bytes], several: Sequence[bytes]
) -> dict[tuple[bytes, bytes], set[str]]:
    listed, present = stored.attended_slots(db, several)
    places = {(activity, same.get(person, person)) for activity, person in listed}
    found: dict[tuple[bytes, bytes], set[str]] = defaultdict(set)
    for activity, person, slot in present:
        place = (activity, same.get(person, person))
        if place in places:
            found[place].add(slot)
    return found


def _judge(db: Db, facts: Facts) -> None:
    """How many half-days train somebody, a hundred times as many."""
    possible = stored.half_days_held(db)
    for activity in facts.held:
        crowd = facts.crowds.get(activity.id)
        if crowd is None:
            continue
        own = activity.threshold
        least = (facts.threshold if own is None else own) * possible.get(activity.id, 0)
        crowd.least = least


def _add_reported(db: Db, facts: Facts) -> None:
    """What laptops reported as numbers, less the people whose rows are here: of several laptops
    the largest number, since each may tell of the same people."""
    told: dict[UUID, list[dict[str, object]]] = defaultdict(list)
    for each in reported.of_activities(db, None):
        told[each.activity].append(json.loads(each.told))
    for activity in facts.held:
        reports = [each for each in told.get(activity.id, ()) if each["attended"]]
        if not reports:
            continue
        largest = max(reports, key=lambda each: (_number(each["attended"]), json.dumps(each)))
        crowd = facts.crowds[activity.id]
        beyond = _number(largest["attended"]) - len(crowd.half_days)
        if beyond > 0:
            crowd.unnamed = beyond
            known = sum(crowd.half_days.values())
            crowd.unnamed_half_days = max(_number(largest["half_days"]) - known, 0)
            crowd.unnamed_by = _beyond(facts, activity, crowd, largest["by"])


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _beyond(facts: Facts, activity: Held, crowd: Crowd, told: object) -> Cells:
    """The breakdown of the people beyond the rows; who is in no cell did not say."""
    cells: Cells = {}
    here = cells_of(facts, crowd.half_days, activity.start)
    by = told if isinstance(told, dict) else {}
    for way in _TOLD:
        left = crowd.unnamed
        cells[way] = {}
        for code, count in sorted(by.get(way, {}).items()):
            taken = min(max(count - here[way].get(code, 0), 0), left)
            if taken:
                cells[way][code] = taken
                left -= taken
        if left:
            cells[way][NOT_STATED] = cells[way].get(NOT_STATED, 0) + left
    return cells


def _add_counted(db: Db, facts: Facts) -> None:
    """Beneficiaries counted as numbers, where no row and no total tells of anybody."""
    counts = stored.beneficiaries(db)
    for activity in facts.held:
        crowd = facts.crowds.get(activity.id)
        rows = counts.get(activity.id)
        if not rows or (crowd is not None and (crowd.half_days or crowd.unnamed)):
            continue
        crowd = facts.crowds[activity.id]
        crowd.counted = sum(row[3] for row in rows)
        by: Cells = {"country": {activity.country or NOT_STATED: crowd.counted}}
        by["region"] = {activity.region or NOT_STATED: crowd.counted}
        for place, way in enumerate(("beneficiary_type", "sex", "age_band")):
            cells: dict[str, int] = defaultdict(int)
            for row in rows:
                cells[str(row[place])] += row[3]
            by[way] = dict(cells)
        crowd.counted_by = by


def cells_of(facts: Facts, people: Iterable[bytes], start: date | None) -> Cells:
    """How many of these people there are by each way, their age being that on a day."""
    cells: Cells = {way: defaultdict(int) for way in (*_TOLD, "region", "beneficiary_type")}
    year = start.year if start else None
    for person in people:
        profile = facts.people[person]
        cells["sex"][profile.sex] += 1
        cells["country"][profile.country] += 1
        cells["region"][profile.region] += 1
        cells["stakeholder_category"][profile.category] += 1
        cells["beneficiary_type"][facts.type_of(profile)] += 1
        cells["age_band"][band_of(profile.birth_year, profile.age_band, year)] += 1
    return {way: dict(each) for way, each in cells.items()}


@lru_cache(maxsize=4096)
def band_of(birth_year: int | None, band: str, year: int | None) -> str:
    """The age group in a year: by the year of birth, else as it was recorded."""
    by_birth = band_in(birth_year, date(year, 1, 1)) if year else None
    return by_birth or band
