"""What reports are made of: the activities of a period and all that stands around them, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.followup import Beneficiaries, Recommendation, Risk
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.progress import ASIDE, OVER
from ssc_desktop.domain.record import now
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.evidence_completeness import PeriodEvidence, evidence_of
from ssc_desktop.services.sheet_contents import Around
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import activities as activities_stored
from ssc_desktop.storage import report_rows, reported
from ssc_desktop.storage.reported import Counted, Guests

FEWEST = 5
"""In a sensitive activity a smaller number may say who it was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The period of a report, and the country it is of; None where it is of all."""

    since: date | None = None
    until: date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """How many people were at one or more activities: each once, and by sex where it may be told;
    ``people`` is None where it is too small to be told."""

    people: int | None
    women: int | None = None
    men: int | None = None
    not_stated: int | None = None


@dataclass(frozen=True)
class ReportFacts:
    """The records of a period: activities in the order of time, people, what follows from them.

    ``coming`` holds what is planned after the period; ``guests`` is by activity.
    """

    wanted: Wanted
    at: datetime
    around: Around
    activities: tuple[Activity, ...]
    coming: tuple[Activity, ...]
    guests: dict[UUID, Guests]
    companies: dict[UUID, UUID]
    beneficiaries: dict[UUID, list[Beneficiaries]]
    recommendations: dict[UUID, list[Recommendation]]
    risks: dict[UUID, list[Risk]]
    evidence: PeriodEvidence
    totals_only: frozenset[UUID]
    """Activities of which a laptop reported totals and no rows."""

    def of_country(self, country: str) -> ReportFacts:
        """The same of one country: what takes place there or concerns it."""
        kept = tuple(each for each in self.activities if _is_of(each, country))
        keys = {each.id for each in kept}
        return replace(
            self,
            wanted=replace(self.wanted, country=country),
            activities=kept,
            coming=tuple(each for each in self.coming if _is_of(each, country)),
            evidence=PeriodEvidence(
                "", tuple(each for each in self.evidence.activities if each.id in keys)
            ),
        )

    @property
    def reported_only(self) -> int:
        """How many of the activities are known by totals alone."""
        return sum(1 for each in self.activities if each.id in self.totals_only)

    @property
    def today(self) -> date:
        """The day the report is made."""
        return self.at.astimezone().date()

    @cached_property
    def held(self) -> tuple[Activity, ...]:
        """Activities that took place, or are under way."""
        return tuple(each for each in self.activities if self._is_held(each))

    @cached_property
    def set_aside(self) -> tuple[Activity, ...]:
        """Activities that were postponed or cancelled."""
        return tuple(each for each in self.activities if each.status in ("postponed", "cancelled"))

    @cached_property
    def not_yet(self) -> tuple[Activity, ...]:
        """Activities of the period that have not begun."""
        known = {each.id for each in (*self.held, *self.set_aside)}
        return tuple(each for each in self.activities if each.id not in known)

    def _is_held(self, activity: Activity) -> bool:
        if activity.status in ASIDE:
            return False
        begun = activity.start is not None and activity.start <= self.today
        return begun or activity.status in OVER

    # People

    def there(self, activities: Iterable[Activity]) -> dict[UUID, Counted]:
        """Everybody who attended one of these activities, once."""
        found: dict[UUID, Counted] = {}
        for each in activities:
            guests = self.guests.get(each.id)
            if guests:
                found |= {key: who for key, who in guests.people.items() if guests.there.get(key)}
        return found

    def half_days(self, activities: Iterable[Activity]) -> int:
        """Half-days of people at these activities, together; those of which no number may be told
        are left out, because it could be worked out from the others."""
        guests = (self.guests.get(each.id) for each in self._told(activities))
        return sum(len(slots) for each in guests if each for slots in each.there.values())

    def participations(self, activities: Iterable[Activity]) -> int:
        """How often somebody took part in one of these activities, with the same left out."""
        return sum(len(self.there([each])) for each in self._told(activities))

    def _told(self, activities: Iterable[Activity]) -> list[Activity]:
        return [
            each
            for each in activities
            if not each.sensitive or not 0 < len(self.there([each])) < FEWEST
        ]

    def presence(self, activities: Iterable[Activity]) -> Presence:
        """How many attended, by sex; what could say who came to a sensitive activity is kept."""
        wanted = list(activities)
        people = self.there(wanted)
        if wanted and all(each.sensitive for each in wanted):
            return _of_sensitive(people)
        told = {key: who for key, who in people.items() if key not in self.untold}
        sexes = Counter(
            _sex(who) if key not in self.without_sex else "X" for key, who in told.items()
        )
        return Presence(len(told), sexes["F"], sexes["M"], sexes["X"])

    @cached_property
    def protected(self) -> dict[UUID, Counted]:
        """People who came to sensitive activities alone: no small cell may tell of them."""
        open_ones = self.there(each for each in self.held if not each.sensitive)
        return {key: who for key, who in self.there(self.held).items() if key not in open_ones}

    @property
    def untold(self) -> frozenset[UUID]:
        """Those of them who are in no total, being so few that any total would tell of them."""
        return frozenset(self.protected) if len(self.protected) < FEWEST else frozenset()

    @cached_property
    def without_sex(self) -> frozenset[UUID]:
        """Those of them of whom no total tells whether they are women or men."""
        sexes = Counter(map(_sex, self.protected.values()))
        is_small = any(0 < count < FEWEST for count in sexes.values())
        return frozenset(self.protected) if is_small else frozenset()

    def companies_of(self, activities: Iterable[Activity]) -> dict[UUID, int]:
        """The organisations of those who attended, each with how many people it sent."""
        sent = Counter(
            self.companies[person]
            for person in self.there(self._told(activities))
            if person in self.companies
        )
        return dict(sent)

    def organisation(self, key: UUID | None) -> Organisation | None:
        """An organisation by its key."""
        return self.around.organisations.get(key) if key else None


def _of_sensitive(people: dict[UUID, Counted]) -> Presence:
    """Who came to sensitive activities, as far as the numbers are large enough."""
    sexes = Counter(map(_sex, people.values()))
    if 0 < len(people) < FEWEST:
        return Presence(None)
    if any(0 < count < FEWEST for count in sexes.values()):
        return Presence(len(people))
    return Presence(len(people), sexes["F"], sexes["M"], sexes["X"])


def _sex(who: Counted) -> str:
    return who.sex if who.sex in ("F", "M") else "X"


def read_facts(workspace: Workspace, wanted: Wanted) -> ReportFacts:
    """Read everything a report of this period and country needs, at one moment."""
    at = now()
    with workspace.store.reading() as db:
        found = [
            each
            for each in activities_stored.listed(db, period=(wanted.since, wanted.until))
            if each.status != "idea" and each.start
        ]
        found.sort(key=_by_time)
        keys = [each.id for each in found]
        facts = ReportFacts(
            wanted=wanted,
            at=at,
            around=sheet_contents.read_around(db, workspace.store.officer_id),
            activities=tuple(found),
            coming=tuple(_coming(activities_stored.listed(db), wanted.until)),
            guests=reported.guests(db),
            companies=report_rows.organisation_of_people(db),
            beneficiaries=report_rows.by_activity(db, Beneficiaries, keys),
            recommendations=report_rows.by_activity(db, Recommendation, keys),
            risks=report_rows.by_activity(db, Risk, keys),
            evidence=evidence_of(db, found, at.astimezone().date()),
            totals_only=frozenset(each.activity for each in reported.of_activities(db, None)),
        )
    return facts.of_country(wanted.country) if wanted.country else facts


def _is_of(activity: Activity, country: str) -> bool:
    """Whether an activity is of a country: it takes place there or concerns it."""
    return activity.country == country or country in activity.countries


def _by_time(activity: Activity) -> tuple[date, str, UUID]:
    return activity.start or date.max, activity.code or "", activity.id


def _coming(activities: Iterable[Activity], until: date | None) -> list[Activity]:
    """What begins after the period."""
    if until is None:
        return []
    expected = ("planned", "confirmed", "under_way", "postponed")
    found = [
        each for each in activities if each.status in expected and each.start and each.start > until
    ]
    return sorted(found, key=_by_time)
