"""How complete the record of an activity is: what is there, what is missing, and where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.expected_evidence import expected_evidence
from ssc_desktop.domain.fields import TO_SAVE, TO_SUBMIT, fields_of
from ssc_desktop.domain.progress import ASIDE, Progress, has_begun, is_over
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.progress import progress_of
from ssc_desktop.storage.store import Store

DETAILS, HALF_DAYS, PEOPLE = "details", "half_days", "people"
ATTENDANCE, PAPERS, EVIDENCE = "attendance", "papers", "evidence"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the record of an activity something is done: the part, and the field of a form."""

    part: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something a complete record has: a marked text, whether it is there, and where it is done.

    A type of evidence is named by its ``code`` in the list of types; its text says what it is.
    """

    text: str
    is_done: bool
    where: Place
    code: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is expected of an activity by now, and which share of it is there."""

    items: tuple[Item, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing is expected."""
        return sum(each.is_done for each in self.items) / len(self.items) if self.items else 1.0

    @property
    def missing(self) -> tuple[Item, ...]:
        """What is not there yet, in the order of the work."""
        return tuple(each for each in self.items if not each.is_done)


def completeness_of(
    store: Store, activity: str | UUID, *, today: date | None = None
) -> Completeness:
    """How complete one activity is, by its code or key."""
    with store.reading() as db:
        found = find_activity(db, activity)
        day = today or date.today()
        return completeness(found, progress_of(db, [found.id], day)[found.id], day)


def completeness_of_many(
    store: Store, activities: Iterable[Activity], *, today: date | None = None
) -> dict[UUID, Completeness]:
    """How complete each of these activities is."""
    day, wanted = today or date.today(), list(activities)
    with store.reading() as db:
        progress = progress_of(db, [each.id for each in wanted], day)
    return {each.id: completeness(each, progress[each.id], day) for each in wanted}


def completeness(activity: Activity, progress: Progress, today: date) -> Completeness:
    """What is expected of an activity by a day: papers are not before it, reports not during it."""
    return Completeness(tuple(_items(activity, progress, today)))


def _items(activity: Activity, progress: Progress, today: date) -> Iterator[Item]:
    yield from _fields(activity)
    if activity.status in ASIDE or activity.start is None:
        return
    # Activities of months without half-days, such as micro-projects, have no attendance.
    if progress.half_days:
        yield Item(N_("People registered"), progress.registered > 0, Place(PEOPLE))
        if has_begun(activity, today):
            is_printed = progress.printed > 0 or progress.attended > 0
            yield Item(N_("Attendance sheet printed"), is_printed, Place(PAPERS))
        if progress.over:
            is_typed = progress.registered > 0 and not progress.unmarked
            yield Item(N_("Attendance typed"), is_typed, Place(ATTENDANCE))
            if progress.sheets:
                agrees = not progress.unexplained
                yield Item(N_("Hand counts agree or are explained"), agrees, Place(ATTENDANCE))
    if is_over(activity, today):
        yield Item(N_("Results"), bool(activity.results), Place(DETAILS, "results"))
        yield from _evidence(activity, progress)


def _fields(activity: Activity) -> Iterator[Item]:
    for each in fields_of(type(activity)):
        if each.facts.needed in (TO_SAVE, TO_SUBMIT):
            is_there = getattr(activity, each.name) not in (None, "", ())
            yield Item(each.facts.label, is_there, Place(DETAILS, each.name))


def _evidence(activity: Activity, progress: Progress) -> Iterator[Item]:
    for row in expected_evidence(activity):
        is_kept = any(each in progress.evidence for each in row)
        yield Item(N_("Evidence"), is_kept, Place(EVIDENCE), code=row[0])
