"""What dashboards show: an indicator over time, commitments with their activities, places, money."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.indicator import Target, period_days
from ssc_desktop.domain.programme import ActionPlan, Commitment
from ssc_desktop.domain.record import now
from ssc_desktop.domain.small_cells import FEWEST
from ssc_desktop.services.indicator_counting import count, within
from ssc_desktop.services.indicator_facts import PILOT, Facts, read_facts
from ssc_desktop.services.indicators import defined, no_indicator
from ssc_desktop.storage import activities as activities_stored
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage import programmes
from ssc_desktop.storage.store import Store

EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Month:
    """What was reached by the end of a month (its first day names it), and aimed at so far."""

    month: date
    value: int
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class CommitmentProgress:
    """A reciprocal commitment and how many activities serve it, by their status."""

    commitment: Commitment
    by_status: Mapping[str, int]

    @property
    def state(self) -> str:
        """The state that was recorded; empty where none was."""
        return self.commitment.state or ""

    @property
    def count(self) -> int:
        """How many activities there are, in whatever status."""
        return sum(self.by_status.values())


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """An action plan with its commitments."""

    plan: ActionPlan
    commitments: tuple[CommitmentProgress, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The pilot activities of a region: how many, in which status, whom they reached. Nothing is
    told of beneficiaries where they are few and the activity is sensitive."""

    country: str
    region: str
    count: int
    by_status: Mapping[str, int]
    beneficiaries: int | None


@dataclass(frozen=True, slots=True)
class Budget:
    """Money of the activities of a country, a kind and a currency; in euro as far as rates tell."""

    country: str
    kind: str
    currency: str
    planned: Decimal | None
    spent: Decimal | None
    planned_euro: Decimal | None
    spent_euro: Decimal | None


def reached_by_month(
    store: Store, set_code: str, code: str, since: date | None, until: date | None
) -> tuple[Month, ...]:
    """How an indicator grew, month by month, from the first record to the last or to today."""
    with store.reading() as db:
        wish = next((each.wish for each in defined(db, set_code) if each.code == code), None)
        if wish is None:
            raise no_indicator(set_code, code)
        facts = read_facts(db)
        aims = [
            each
            for each in stored.targets(db, set_code)
            if each.code == code and not each.country and each.target is not None
        ]
    days = list(_days(facts, wish.commons, since, until))
    if not days:
        return ()
    found = []
    last_known = max(*days, _today()) if until else max(days)
    for month in _months(since or min(days), min(until or last_known, last_known)):
        last = _last_day(month)
        end = min(last, until) if until else last
        value = count(facts, wish, since or date.min, end, ()).value
        found.append(Month(month, value, _target(aims, month, since)))
    return tuple(found)


def plan_progress(store: Store) -> tuple[PlanProgress, ...]:
    """Each action plan with its commitments and their activities by status."""
    with store.reading() as db:
        plans, commitments = programmes.plans(db), programmes.commitments(db)
        served: dict[UUID, Counter[str]] = defaultdict(Counter)
        for each in activities_stored.listed(db):
            if each.commitment_id is not None:
                served[each.commitment_id][each.status or ""] += 1
    return tuple(
        PlanProgress(
            plan,
            tuple(
                CommitmentProgress(each, dict(served.get(each.id, {})))
                for each in commitments
                if each.action_plan_id == plan.id
            ),
        )
        for plan in plans
    )


def region_table(store: Store) -> tuple[Region, ...]:
    """The pilot activities by country and region."""
    with store.reading() as db:
        facts = read_facts(db, every=True)
    places: dict[tuple[str, str], _Place] = defaultdict(_Place)
    for each in facts.held:
        if each.kind == PILOT:
            crowd = facts.crowd(each)
            reached = len(crowd.half_days) + crowd.unnamed + crowd.counted
            place = places[each.country or "", each.region or ""]
            place.by_status[each.status or ""] += 1
            place.people.update(crowd.half_days)
            place.numbers += crowd.unnamed + crowd.counted
            place.is_sensitive |= bool(each.sensitive and reached > 0)
    return tuple(
        Region(*key, sum(each.by_status.values()), dict(each.by_status), each.told)
        for key, each in sorted(places.items())
    )


def budget_table(store: Store) -> tuple[Budget, ...]:
    """What was planned and spent by country, kind of activity and currency."""
    sums: dict[tuple[str, str, str], list[Decimal | None]] = defaultdict(lambda: [None] * 4)
    with store.reading() as db:
        for each in activities_stored.listed(db):
            if each.budget_planned is None and each.budget_spent is None:
                continue
            row = sums[each.country or "", each.kind, each.currency or ""]
            for place, amount in enumerate((each.budget_planned, each.budget_spent)):
                row[place] = _plus(row[place], amount)
                row[place + 2] = _plus(row[place + 2], _in_euro(each, amount))
    return tuple(Budget(*key, *row) for key, row in sorted(sums.items()))


@dataclass(slots=True)
class _Place:
    by_status: Counter[str] = field(default_factory=Counter)
    people: set[bytes] = field(default_factory=set)
    numbers: int = 0
    is_sensitive: bool = False

    @property
    def told(self) -> int | None:
        reached = len(self.people) + self.numbers
        return None if self.is_sensitive and 0 < reached < FEWEST else reached


def _plus(sum_: Decimal | None, amount: Decimal | None) -> Decimal | None:
    return sum_ if amount is None else (sum_ or Decimal(0)) + amount


def _in_euro(activity: Activity, amount: Decimal | None) -> Decimal | None:
    if amount is None or activity.currency == EURO:
        return amount
    return (amount / activity.rate).quantize(Decimal("0.01")) if activity.rate else None


def _days(
    facts: Facts, commons: frozenset[str], since: date | None, until: date | None
) -> Iterator[date]:
    for each in facts.held:
        if each.start and commons.intersection(each.indicators) and facts.took_place(each):
            yield from _inside(each.start, since, until)
    for output, proven in facts.outputs:
        day = facts.day_of(output)
        if day and proven and commons.intersection(output.counts_for):
            yield from _inside(day, since, until)


def _inside(day: date, since: date | None, until: date | None) -> Iterator[date]:
    if within(day, since, until):
        yield day


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _last_day(month) + timedelta(1)


def _last_day(month: date) -> date:
    return (month + timedelta(31)).replace(day=1) - timedelta(1)


def _today() -> date:
    return now().date()


def _target(aims: Iterable[Target], month: date, since: date | None) -> Decimal | None:
    """The target of the whole; where there are some for periods, those that have begun by then and
    hold no shorter one."""
    spans = {each.period: period_days(each.period) for each in aims}
    begun = [
        each.target
        for each in aims
        if (first := spans[each.period][0]) is not None
        and (since is None or first >= since)
        and first <= _last_day(month)
        and not any(_holds(spans[each.period], other) for other in spans.values())
    ]
    if begun:
        return sum((each for each in begun if each is not None), Decimal(0))
    return next((each.target for each in aims if not each.period and since is None), None)


def _holds(span: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    if span == other or None in other:
        return False
    first, last = span
    return (first is None or first <= other[0]) and (last is None or other[1] <= last)  # type: ignore[operator]
