"""How complete the evidence of many activities is: by activity, by quarter, missing items named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.expected_evidence import expected_evidence
from ssc_desktop.domain.progress import ASIDE, is_over
from ssc_desktop.services.evidence_checklist import Expected
from ssc_desktop.storage import activities as activities_stored
from ssc_desktop.storage import evidence as stored
from ssc_desktop.storage.store import Db, Store

_QUARTER = 3


@dataclass(frozen=True, slots=True)
class ActivityEvidence:
    """What one activity that is over is expected to keep, and what it keeps."""

    id: UUID
    code: str
    title: str
    start: date | None
    end: date | None
    country: str | None
    expected: tuple[Expected, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The types that are missing, each row of alternatives told by its most usual type."""
        return tuple(each.types[0] for each in self.expected if not each.kept)

    @property
    def kept(self) -> int:
        """How many of the expected items are kept."""
        return sum(1 for each in self.expected if each.kept)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing is expected."""
        return self.kept / len(self.expected) if self.expected else 1.0


@dataclass(frozen=True, slots=True)
class PeriodEvidence:
    """The evidence of the activities that ended in a quarter, or in all of them together.

    ``period`` reads ``2021-Q3``; it is empty for the whole.
    """

    period: str
    activities: tuple[ActivityEvidence, ...]

    @property
    def expected(self) -> int:
        """How many items are expected of all activities."""
        return sum(len(each.expected) for each in self.activities)

    @property
    def kept(self) -> int:
        """How many of them are kept."""
        return sum(each.kept for each in self.activities)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing is expected."""
        return self.kept / self.expected if self.expected else 1.0

    @property
    def missing(self) -> Counter[str]:
        """How many activities lack each type, the commonest first."""
        found = Counter(code for each in self.activities for code in each.missing)
        return Counter(dict(sorted(found.items(), key=lambda each: (-each[1], each[0]))))

    @property
    def complete(self) -> int:
        """How many activities lack nothing."""
        return sum(1 for each in self.activities if not each.missing)


def evidence_completeness(
    store: Store,
    since: date | None = None,
    until: date | None = None,
    *,
    country: str | None = None,
    today: date | None = None,
) -> PeriodEvidence:
    """The evidence of every activity of a period that is over, the earliest first.

    What is still to come, an idea, postponed or cancelled has nothing to prove yet.
    """
    with store.reading() as db:
        found = activities_stored.listed(db, country=country, period=(since, until))
        return evidence_of(db, found, today or date.today())


def evidence_of(db: Db, activities: Iterable[Activity], today: date) -> PeriodEvidence:
    """The same for activities that are at hand; those that are not over are left out."""
    over = [each for each in activities if each.status not in ASIDE and is_over(each, today)]
    held = stored.types_by_activity(db)
    over.sort(key=lambda each: (each.start or date.max, each.code or "", each.id))
    return PeriodEvidence("", tuple(_of(each, held.get(each.id, Counter())) for each in over))


def by_quarter(evidence: PeriodEvidence) -> tuple[PeriodEvidence, ...]:
    """The activities by the quarter in which they ended, in the order of time."""
    quarters: dict[str, list[ActivityEvidence]] = {}
    for each in evidence.activities:
        quarters.setdefault(_quarter(each), []).append(each)
    return tuple(PeriodEvidence(name, tuple(quarters[name])) for name in sorted(quarters))


def _of(activity: Activity, held: Counter[str]) -> ActivityEvidence:
    return ActivityEvidence(
        activity.id,
        activity.code or "",
        activity.title or "",
        activity.start,
        activity.end,
        activity.country,
        tuple(
            Expected(types, sum(held[each] for each in types))
            for types in expected_evidence(activity)
        ),
    )


def _quarter(each: ActivityEvidence) -> str:
    """Activities that say no day are told last."""
    day = each.end or each.start
    return f"{day.year}-Q{(day.month - 1) // _QUARTER + 1}" if day else ""
