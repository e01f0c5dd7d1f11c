"""What must hold across fields, and what is worth a warning (domain checks at entry)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.calendar import Holidays, holidays_among, is_ramadan, is_weekend
from ssc_desktop.domain.expected_evidence import missing_evidence
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.progress import OVER, Progress
from ssc_desktop.language import N_, Language

# The parts of the record of an activity, where a finding without a field is mended.
ATTENDANCE, PEOPLE, EVIDENCE = "attendance", "people", "evidence"
DO_NOT_ADD_UP = N_(
    "On sheet {sheet} women, men and not stated counted by hand do not add up to the total."
)
# What lasts longer, such as a micro-project, does not take place on each of its days.
LONGEST = timedelta(31)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something about a record that does not fit; ``refuses`` tells whether it may be saved."""

    code: str
    message: str
    field: str
    refuses: bool = False
    details: dict[str, object] = dataclasses.field(default_factory=dict)
    part: str = ""
    """The part of the record where it is mended, where that is no field."""

    def told(self, language: Language) -> str:
        """The finding in the reader's language, holidays by their names."""
        details = {
            name: value.told(language) if isinstance(value, Holidays) else value
            for name, value in self.details.items()
        }
        return language(self.message, **details)

    def as_problem(self) -> Problem:
        """The finding as the Problem that refuses the change."""
        return Problem(self.code, self.message, field=self.field, **self.details)


def findings_of(
    activity: Activity, programme: Programme | None = None, progress: Progress | None = None
) -> list[Finding]:
    """Everything about an activity that does not fit, refusals first; what surrounds it is judged
    where its ``progress`` was read."""
    found = [
        *_impossible(activity),
        *_about_dates(activity, programme),
        *_about_holidays(activity, progress),
        *_about_money(activity),
        *_about_status(activity),
        *(_about_surroundings(activity, progress) if progress is not None else ()),
    ]
    return sorted(found, key=lambda each: not each.refuses)


def refuse_what_cannot_hold(activity: Activity) -> None:
    """Raise the Problem of the first finding that refuses."""
    for finding in _impossible(activity):
        raise finding.as_problem()


def findings_of_move(
    activity: Activity, status: str, progress: Progress, today: date
) -> list[Finding]:
    """What does not fit when an activity is given another status; nothing of it refuses."""
    found: list[Finding] = []
    if status in OVER and activity.start is not None and activity.start > today:
        found.append(Finding("not-begun", N_("The activity has not begun."), "status"))
    if status in OVER and progress.unmarked:
        found.append(_unmarked(progress))
    if status == "closed":
        found += _about_closing(activity, progress)
        found += _about_sheets(progress)
    return found


def _impossible(activity: Activity) -> Iterator[Finding]:
    """What refuses, and is looked at before anything is saved."""
    start, end = activity.start, activity.end
    if start and end and end < start:
        yield Finding(
            "end-before-start",
            N_("The end date is before the start date. The dates were not saved. Correct one."),
            "end",
            refuses=True,
        )


def _about_dates(activity: Activity, programme: Programme | None) -> Iterator[Finding]:
    start, end = activity.start, activity.end
    outside = [
        name
        for name, day in (("start", start), ("end", end))
        if day is not None and programme is not None and _is_outside(day, programme)
    ]
    if outside:
        words = N_("The activity is outside the period of the programme.")
        yield Finding("outside-period", words, outside[0])
    if start and is_weekend(start):
        yield Finding("weekend", N_("The activity starts on a weekend."), "start")
    if end and end != start and is_weekend(end):
        yield Finding("weekend", N_("The activity ends on a weekend."), "end")
    if start and (is_ramadan(start) or (end and is_ramadan(end))):
        words = N_("In Ramadan by the calendar, give or take a day: plan shorter half-days.")
        yield Finding("ramadan", words, "start")


def _about_holidays(activity: Activity, progress: Progress | None) -> Iterator[Finding]:
    """What is worth a warning and never more: offices know better which days they work."""
    known = progress.days if progress is not None else ()
    found = holidays_among(known or _days_of(activity), activity.country)
    if not found.days:
        return
    words = N_("Public holidays in the country of the activity: {days}.")
    if found.are_calculated:
        words = N_(
            "Public holidays in the country of the activity: {days}. The moon may move what is by calculation by a day or two."
        )
    yield Finding("holiday", words, "start", details={"days": found})


def _days_of(activity: Activity) -> tuple[date, ...]:
    start, end = activity.start, activity.end or activity.start
    if start is None or end is None or end - start > LONGEST:
        return ()
    return tuple(start + timedelta(number) for number in range((end - start).days + 1))


def _is_outside(day: date, programme: Programme) -> bool:
    first, last = programme.starts_on, programme.ends_on
    return (first is not None and day < first) or (last is not None and day > last)


def _about_money(activity: Activity) -> Iterator[Finding]:
    planned, spent = activity.budget_planned, activity.budget_spent
    if activity.currency == "XOF":
        for name, amount in (("budget_planned", planned), ("budget_spent", spent)):
            if amount is not None and amount != amount.to_integral_value():
                yield Finding("xof-decimals", N_("Francs CFA have no decimals."), name)
    if planned is not None and spent is not None and spent > planned:
        yield Finding("over-budget", N_("More was spent than planned."), "budget_spent")


def _about_status(activity: Activity) -> Iterator[Finding]:
    if activity.status in ("postponed", "cancelled") and not activity.status_reason:
        yield Finding(
            "reason-missing",
            N_("Say why the activity was postponed or cancelled."),
            "status_reason",
        )


def _about_surroundings(activity: Activity, progress: Progress) -> Iterator[Finding]:
    yield from _about_people(progress)
    yield from _about_sheets(progress)
    if activity.indicators and activity.status in OVER and not progress.evidence:
        words = N_("An indicator is named, but no evidence is kept for it.")
        yield Finding("indicator-without-evidence", words, "indicators", part=EVIDENCE)
    if activity.status == "closed":
        yield from _about_closing(activity, progress)
    if activity.status in OVER and progress.unmarked:
        yield _unmarked(progress)


def _about_people(progress: Progress) -> Iterator[Finding]:
    told = (
        ("more-present-than-registered", progress.unregistered,
         N_("People who are marked but are not on the list: {count}. Register them, or clear their marks.")),
        ("in-two-places", progress.elsewhere,
         N_("People who are in another activity at the same half-day: {count}.")),
        ("team-as-participants", progress.team_as_participants,
         N_("People named as facilitators and registered as participants: {count}. Facilitators do not count as participants: correct the role.")),
    )  # fmt: skip
    for code, count, words in told:
        if count:
            part = ATTENDANCE if code == "in-two-places" else PEOPLE
            yield Finding(code, words, "", details={"count": count}, part=part)


def _about_sheets(progress: Progress) -> Iterator[Finding]:
    for each in progress.sheets:
        details: dict[str, object] = {"sheet": each.number}
        if not each.adds_up:
            yield Finding(
                "counts-do-not-add-up", DO_NOT_ADD_UP, "", details=details, part=ATTENDANCE
            )
        if (each.total or 0) > progress.registered:
            words = N_("On sheet {sheet} more people are counted by hand than are registered.")
            yield Finding("more-counted-than-registered", words, "", details=details, part=PEOPLE)
    for each in progress.unexplained:
        words = N_(
            "On sheet {sheet} the count by hand differs from the marks. Say why, or correct one."
        )
        yield Finding(
            "hand-count-differs", words, "", details={"sheet": each.number}, part=ATTENDANCE
        )


def _about_closing(activity: Activity, progress: Progress) -> Iterator[Finding]:
    missing = missing_evidence(activity, progress.evidence)
    if missing:
        yield Finding(
            "closed-without-evidence",
            N_("Evidence that is still missing: {count}."),
            "status",
            details={"count": len(missing), "missing": missing},
            part=EVIDENCE,
        )


def _unmarked(progress: Progress) -> Finding:
    words = N_("Cells of the attendance that are not marked: {count}.")
    return Finding("unmarked", words, "", details={"count": progress.unmarked}, part=ATTENDANCE)
