"""Counting one indicator: people and institutions once, events, outputs, reported numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ssc_desktop.domain.indicator_rules import (
    EVENTS,
    INSTITUTIONS,
    JOBS,
    OBJECTS,
    PEOPLE,
    REPORTED,
    SENSITIVE_TYPES,
    TYPES_OF,
    UNSTRENGTHENED,
)
from ssc_desktop.domain.output import OTHER, PROJECT, Output
from ssc_desktop.domain.small_cells import UNTOLD, all_or_nothing, has_small, without_small
from ssc_desktop.services.indicator_facts import NOT_STATED, PILOT, Cells, Crowd, Facts, band_of
from ssc_desktop.storage.indicators import Held

DIASPORA = "3.1"
By = dict[str, Mapping[str, int | None]]


@dataclass(frozen=True, slots=True)
class Wish:
    """An indicator to count: what it measures, the common indicators whose records it takes."""

    measure: str
    commons: frozenset[str]
    trained: bool = False
    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] | None = None
    category: str = ""
    """Institutions of this category alone; empty: all."""


@dataclass(slots=True)
class Part:
    """What one record gives on its own."""

    noun: str
    id: UUID
    code: str
    title: str
    value: int
    participations: int = 0
    half_days: int = 0


@dataclass(slots=True)
class Count:
    """A counted indicator."""

    value: int = 0
    participations: int = 0
    half_days: int = 0
    by: By = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    sensitive: bool = False
    without_evidence: int = 0
    """Outputs that do not count because no document proves them."""
    people: dict[int | None, list[bytes]] = field(default_factory=dict)
    """Of people: each once, by the year of the first activity."""
    extra: Cells = field(default_factory=dict)
    """Of people: those that are known as numbers alone."""


def count(
    facts: Facts, wish: Wish, since: date | None, until: date | None, ways: Iterable[str]
) -> Count:
    """Count an indicator between two days, both included."""
    inside = [
        each
        for each in facts.held
        if wish.commons.intersection(each.indicators)
        and within(each.start, since, until)
        and (not wish.themes or wish.themes.intersection(each.themes))
        and facts.took_place(each)
    ]
    outputs = [
        (each, proven)
        for each, proven in facts.outputs
        if _takes(facts, wish, each) and within(facts.day_of(each), since, until)
    ]
    chosen = {*ways, "organisation_level", "support_type"} if ways else set[str]()
    counted = _COUNTERS[wish.measure](facts, wish, inside, outputs)
    if chosen and wish.measure == PEOPLE:
        counted.by = _protected(_cells(facts, counted), sensitive=counted.sensitive)
    counted.by = {way: cells for way, cells in counted.by.items() if way in chosen}
    return counted


def within(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether a day lies between two others; what has no date lies in no period but the whole."""
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


Outputs = list[tuple[Output, bool]]


def _people(facts: Facts, wish: Wish, inside: list[Held], outputs: Outputs) -> Count:
    del outputs
    found, seen = Count(), set[bytes]()
    found.extra = {way: defaultdict(int) for way in PEOPLE_WAYS}
    allowed = _allowed(wish)
    for activity in inside:
        crowd = facts.crowd(activity)
        there: AbstractSet[bytes] = crowd.trained if wish.trained else crowd.half_days.keys()
        if allowed is not None:
            there = {each for each in there if facts.type_of(facts.people[each]) in allowed}
        half_days = sum(map(crowd.half_days.__getitem__, there))
        unnamed = _unnamed(crowd, trained=wish.trained)
        part = Part("activity", activity.id, activity.code, activity.title, len(there) + unnamed)
        part.participations, part.half_days = part.value, half_days + crowd.unnamed_half_days
        fresh = there - seen
        seen |= fresh
        year = activity.start.year if activity.start else None
        found.people.setdefault(year, []).extend(fresh)
        found.value += len(fresh) + unnamed
        if unnamed:
            _add(found.extra, crowd.unnamed_by if crowd.unnamed else crowd.counted_by, unnamed)
        if part.value:
            found.sensitive |= bool(activity.sensitive)
            found.parts.append(part)
    found.participations = sum(each.participations for each in found.parts)
    found.half_days = sum(each.half_days for each in found.parts)
    return found


def _unnamed(crowd: Crowd, *, trained: bool) -> int:
    # Numbers tell who was there, not for how long: beneficiaries are never counted as trained.
    return crowd.unnamed or (0 if trained else crowd.counted)


def _allowed(wish: Wish) -> frozenset[str] | None:
    """The beneficiary types that count; None where all do."""
    if not wish.commons <= TYPES_OF.keys():
        return None
    return frozenset().union(*(TYPES_OF[each] for each in wish.commons))


def _add(extra: Cells, by: Cells, whole: int) -> None:
    for way in PEOPLE_WAYS:
        cells = by.get(way) or {NOT_STATED: whole}
        for code, number in cells.items():
            extra[way][code] += number


PEOPLE_WAYS = ("sex", "age_band", "beneficiary_type", "country", "region", "stakeholder_category")


def _cells(facts: Facts, counted: Count) -> Cells:
    cells: Cells = {way: defaultdict(int, counted.extra[way]) for way in PEOPLE_WAYS}
    for year, people in counted.people.items():
        alike = Counter(map(facts.looks.__getitem__, people))
        looks = facts.looks.listed()
        for number, many in alike.items():
            look = looks[number]
            cells["sex"][look.sex] += many
            cells["age_band"][band_of(look.birth_year, look.age_band, year)] += many
            cells["beneficiary_type"][look.type] += many
            cells["country"][look.country] += many
            cells["region"][look.region] += many
            cells["stakeholder_category"][look.category] += many
    return {way: dict(sorted(each.items())) for way, each in cells.items()}


def _protected(cells: Cells, *, sensitive: bool) -> By:
    """The cells without small numbers of sensitive groups. Regions lie in countries, and types of
    beneficiaries follow from categories: where one of these could tell of the other, it is told
    whole or not at all."""
    if not sensitive:
        shown: By = dict(cells)
        shown["beneficiary_type"] = without_small(cells["beneficiary_type"], SENSITIVE_TYPES)
        return shown
    shown = {way: without_small(each) for way, each in cells.items()}
    shown["region"] = all_or_nothing(cells["region"])
    if any(None in shown[way].values() for way in ("country", "region")):
        shown["region"] = UNTOLD
    kinds, categories = cells["beneficiary_type"], cells["stakeholder_category"]
    if has_small(kinds) or has_small(categories):
        shown["stakeholder_category"] = UNTOLD
    return shown


def _institutions(facts: Facts, wish: Wish, inside: list[Held], outputs: Outputs) -> Count:
    del outputs
    found = Count()
    seen: dict[bytes, str] = {}
    known = facts.people
    for activity in inside:
        here: dict[bytes, str] = {}
        for supported in (activity.lead, activity.partner):
            _note(facts, wish, here, supported, "operational")
        for key in {known[person].organisation for person in facts.crowd(activity).half_days}:
            _note(facts, wish, here, key, "training")
        for key, support in here.items():
            seen.setdefault(key, support)
        if here:
            made = Part("activity", activity.id, activity.code, activity.title, len(here))
            found.parts.append(made)
    found.value = len(seen)
    cells: Cells = {way: defaultdict(int) for way in INSTITUTION_WAYS}
    for key, support in seen.items():
        for way, code in zip(INSTITUTION_WAYS, (*facts.organisations[key], support), strict=True):
            cells[way][code] += 1
    found.by = {way: dict(sorted(each.items())) for way, each in cells.items()}
    return found


INSTITUTION_WAYS = (
    "country",
    "region",
    "stakeholder_category",
    "organisation_level",
    "support_type",
)


def _note(
    facts: Facts, wish: Wish, here: dict[bytes, str], key: bytes | UUID | None, support: str
) -> None:
    standing = facts.organisation(key)
    if standing is None:
        return
    category = facts.organisations[standing][2]
    if category not in UNSTRENGTHENED and wish.category in ("", category):
        here.setdefault(standing, support)


def _events(facts: Facts, wish: Wish, inside: list[Held], outputs: Outputs) -> Count:
    del facts, wish, outputs
    parts = [Part("activity", each.id, each.code, each.title, 1) for each in inside]
    places = [(each.country or NOT_STATED, each.region or NOT_STATED) for each in inside]
    return Count(value=len(parts), by=_places(places), parts=parts)


def _objects(facts: Facts, wish: Wish, inside: list[Held], outputs: Outputs) -> Count:
    pilots = []
    if DIASPORA in wish.commons:
        pilots = [each for each in inside if each.kind == PILOT]
    of_pilots = {each.id for each in pilots}
    found = _events(facts, wish, pilots, [])
    places = [(each.country or NOT_STATED, each.region or NOT_STATED) for each in pilots]
    for output, proven in outputs:
        if output.kind == PROJECT and output.activity_id in of_pilots:
            # The pilot activity itself stands for the project.
            continue
        if not proven:
            found.without_evidence += 1
            continue
        found.parts.append(_part_of(facts, output, 1))
        places.append(_place_of(facts, output))
    found.value, found.by = len(found.parts), _places(places)
    return found


def _reported(facts: Facts, wish: Wish, inside: list[Held], outputs: Outputs) -> Count:
    found = Count()
    cells: list[tuple[tuple[str, str], int]] = []
    if JOBS in wish.commons:
        for each in inside:
            if each.jobs:
                found.parts.append(Part("activity", each.id, each.code, each.title, each.jobs))
                cells.append(((each.country or NOT_STATED, each.region or NOT_STATED), each.jobs))
    for output, proven in outputs:
        if not proven:
            found.without_evidence += 1
            continue
        number = 1 if output.quantity is None else output.quantity
        found.parts.append(_part_of(facts, output, number))
        cells.append((_place_of(facts, output), number))
    found.value = sum(each.value for each in found.parts)
    found.by = _places(place for place, number in cells for _ in range(number))
    return found


def _part_of(facts: Facts, output: Output, value: int) -> Part:
    activity = facts.by_id.get(output.activity_id) if output.activity_id else None
    code = activity.code if activity else ""
    return Part("output", output.id, code, output.title or "", value)


def _place_of(facts: Facts, output: Output) -> tuple[str, str]:
    activity = facts.by_id.get(output.activity_id) if output.activity_id else None
    country = output.country or (activity.country if activity else None)
    region = output.region or (None if output.country or not activity else activity.region)
    return country or NOT_STATED, region or NOT_STATED


def _places(places: Iterable[tuple[str, str]]) -> By:
    met = list(places)
    return {
        way: dict(sorted(Counter(place[number] for place in met).items()))
        for number, way in enumerate(("country", "region"))
    }


def _takes(facts: Facts, wish: Wish, output: Output) -> bool:
    """Whether an output belongs to an indicator, proven or not."""
    if wish.measure not in (OBJECTS, REPORTED) or not output.is_there:
        return False
    if not wish.commons.intersection(output.counts_for):
        return False
    if wish.kinds is not None and output.kind not in {*wish.kinds, OTHER}:
        return False
    activity = facts.by_id.get(output.activity_id) if output.activity_id else None
    return not wish.themes or bool(activity and wish.themes.intersection(activity.themes))


_COUNTERS: Mapping[str, Callable[[Facts, Wish, list[Held], Outputs], Count]] = {
    PEOPLE: _people,
    INSTITUTIONS: _institutions,
    EVENTS: _events,
    OBJECTS: _objects,
    REPORTED: _reported,
}
