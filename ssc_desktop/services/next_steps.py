"""What to do next in an office or at headquarters, the most pressing first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.expected_evidence import missing_evidence
from ssc_desktop.domain.fields import missing
from ssc_desktop.domain.progress import OPEN, Progress, has_begun, is_over
from ssc_desktop.services import conflicts, enrolment, exchange, participants, safety_copies
from ssc_desktop.services.progress import progress_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import activities as stored
from ssc_desktop.storage import bundle_files
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import vector

TO_PRINT, TO_TYPE, TO_EXPLAIN = "print-sheets", "type-attendance", "explain-count"
TO_CLOSE, TO_PROVE, TO_FILL_IN = "say-how-it-went", "add-evidence", "fill-in"
TO_BEGIN, TO_JOIN, TO_HAND_OVER = "first-activity", "join-headquarters", "make-bundle"
TO_ASK_AGAIN, TO_COPY = "bundle-unanswered", "make-backup"
TO_TAKE_IN, TO_DECIDE, TO_CALL = "take-in-bundles", "decide-conflicts", "silent-office"
TO_ASK_FOR = "ask-for-bundles"

# Days: how long before an activity its sheets are printed and its record is filled in, how old a
# backup or a bundle without an answer may be, how long an office may be silent.
SOON, AHEAD, DRAFTED_AHEAD = 1, 7, 21
OLDEST_COPY, LONGEST_WITHOUT_ANSWER, LONGEST_SILENCE = 7, 7, 21


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what (a stable code), for which activity or office, how much of it, by or
    since when, and where it is done (a page, and a part of the record of the activity)."""

    code: str
    rank: int
    page: str
    activity: Activity | None = None
    part: str = ""
    count: int = 0
    types: tuple[str, ...] = ()
    day: date | None = None
    office: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells."""

    steps: tuple[Step, ...]
    coming: tuple[Activity, ...]
    activities: int
    participants: int
    waiting: int


def overview(workspace: Workspace, *, today: date | None = None) -> Overview:
    """What to do next, what is coming, and how much there is."""
    day = today or date.today()
    with workspace.store.reading() as db:
        coming = [each for each in stored.listed(db, period=(day, None)) if each.status in OPEN]
        count = sum(stored.counts_by_status(db).values())
    status = exchange.bundle_status(workspace)
    return Overview(
        steps=tuple(next_steps(workspace, today=day, status=status)),
        coming=tuple(sorted(coming, key=lambda each: (each.start or day, each.id))),
        activities=count,
        participants=participants.count_participants(workspace.store),
        waiting=status.not_yet_received,
    )


def next_steps(
    workspace: Workspace, *, today: date | None = None, status: exchange.Status | None = None
) -> list[Step]:
    """What to do next, the most pressing first."""
    day = today or date.today()
    standing = status or exchange.bundle_status(workspace)
    found: list[Step] = [*_about_copies(workspace, day)]
    if workspace.is_headquarters:
        found += _at_headquarters(workspace, standing, day)
    else:
        found += _about_activities(workspace, day)
        found += _about_bundles(workspace, standing, day)
    return sorted(found, key=lambda each: (each.rank, each.day or date.max))


# --- about activities ---------------------------------------------------------------------------


def _about_activities(workspace: Workspace, today: date) -> Iterator[Step]:
    with workspace.store.reading() as db:
        if not any(stored.counts_by_status(db).values()):
            yield Step(TO_BEGIN, 0, "activities")
            return
        still_open = _open_activities(db)
        progress = progress_of(db, [each.id for each in still_open], today)
    for each in still_open:
        yield from _before(each, progress[each.id], today)
        yield from _after(each, progress[each.id], today)


def _open_activities(db: Db) -> list[Activity]:
    return [each for status in sorted(OPEN) for each in stored.listed(db, status=status)]


def _before(activity: Activity, progress: Progress, today: date) -> Iterator[Step]:
    start = activity.start
    if start is None or start - today <= timedelta(DRAFTED_AHEAD):
        empty = len(missing(activity))
        if empty:
            yield _step(TO_FILL_IN, 8, activity, "details", empty, day=start)
    if start is None or not today <= (activity.end or start) or not progress.half_days:
        return
    days_left = (start - today).days
    if days_left <= AHEAD and not progress.printed:
        rank = 0 if days_left <= SOON else 5
        yield _step(TO_PRINT, rank, activity, "papers", progress.registered, day=start)


def _after(activity: Activity, progress: Progress, today: date) -> Iterator[Step]:
    last = activity.end or activity.start
    if has_begun(activity, today) and progress.unmarked:
        yield _step(TO_TYPE, 1, activity, "attendance", progress.unmarked, day=last)
    for each in progress.unexplained:
        yield Step(TO_EXPLAIN, 2, "activity", activity, "attendance", 1, (each.number,), last)
    if not is_over(activity, today):
        return
    if activity.status != "done":
        yield _step(TO_CLOSE, 3, activity, "details", 0, day=last)
    types = missing_evidence(activity, progress.evidence)
    if types:
        yield _step(TO_PROVE, 4, activity, "evidence", len(types), types, last)


def _step(
    code: str,
    rank: int,
    activity: Activity,
    part: str,
    count: int,
    types: tuple[str, ...] = (),
    day: date | None = None,
) -> Step:
    return Step(code, rank, "activity", activity, part, count, types, day)


# --- about the exchange and backups -------------------------------------------------------


def _about_bundles(workspace: Workspace, status: exchange.Status, today: date) -> Iterator[Step]:
    if enrolment.joined_card(workspace.store) is None:
        yield Step(TO_JOIN, 6, "exchange")
        return
    with workspace.store.reading() as db:
        last = bundle_files.last_written(db)
    told = vector.read(json.loads(last.vector)) if last else {}
    spans = vector.missing(told, vector.read(status.vector))
    since = sum(each.last - each.first + 1 for each in spans)
    written = last.at.astimezone().date() if last else None
    if since and status.not_yet_received:
        yield Step(TO_HAND_OVER, 6, "exchange", count=min(since, status.not_yet_received))
    elif written and status.not_yet_received and _is_older(written, LONGEST_WITHOUT_ANSWER, today):
        yield Step(TO_ASK_AGAIN, 7, "exchange", count=last.number if last else 0, day=written)


def _about_copies(workspace: Workspace, today: date) -> Iterator[Step]:
    with workspace.store.reading() as db:
        if not any(stored.counts_by_status(db).values()):
            return
    last = safety_copies.last_outside(workspace.store)
    made = last.astimezone().date() if last else None
    if made is None or _is_older(made, OLDEST_COPY, today):
        yield Step(TO_COPY, 7, "safety_copies", day=made)


def _at_headquarters(workspace: Workspace, status: exchange.Status, today: date) -> Iterator[Step]:
    if status.waiting:
        yield Step(TO_TAKE_IN, 1, "exchange", count=len(status.waiting))
    undecided = len(conflicts.list_conflicts(workspace.store))
    if undecided:
        yield Step(TO_DECIDE, 2, "exchange", count=undecided)
    if status.not_yet_received:
        yield Step(TO_ASK_FOR, 3, "exchange", count=status.not_yet_received)
    for office, last in _offices(workspace):
        if last is None or _is_older(last, LONGEST_SILENCE, today):
            yield Step(TO_CALL, 4, "exchange", day=last, office=office)


def _offices(workspace: Workspace) -> Iterable[tuple[str, date | None]]:
    """The offices headquarters approved, with the day of the last bundle it took in from each."""
    with workspace.store.reading() as db:
        came: dict[str, date] = {}
        for each in bundle_files.received(db, bundle_files.IMPORTED):
            day = each.at.astimezone().date()
            came[each.device] = max(came.get(each.device, day), day)
    latest: dict[str, date | None] = {}
    for device in enrolment.list_devices(workspace.store):
        if device.status == "approved" and device.device != workspace.device:
            known, day_of = latest.get(device.office_name), came.get(device.device)
            latest[device.office_name] = max(filter(None, (known, day_of)), default=None)
    return latest.items()


def _is_older(day: date, days: int, today: date) -> bool:
    return today - day > timedelta(days)


def part_of(step: Step) -> tuple[UUID, str] | None:
    """What a page is told to show for a step; None where the page itself is enough."""
    return (step.activity.id, step.part) if step.activity is not None else None
