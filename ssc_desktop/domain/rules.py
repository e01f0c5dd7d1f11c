"""What must hold across fields, and what is worth a warning (domain checks at entry)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

PERIOD = (date(2018, 12, 1), date(2022, 3, 31))
WEEKEND = (5, 6)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something about a record that does not fit; ``refuses`` tells whether it may be saved."""

    code: str
    message: str
    field: str
    refuses: bool = False
    details: dict[str, object] = dataclasses.field(default_factory=dict)

    def as_problem(self) -> Problem:
        """The finding as the Problem that refuses the change."""
        return Problem(self.code, self.message, field=self.field, **self.details)


def findings_of(activity: Activity) -> list[Finding]:
    """Everything about an activity that does not fit, refusals first."""
    found = [*_about_dates(activity), *_about_money(activity), *_about_status(activity)]
    return sorted(found, key=lambda each: not each.refuses)


def refuse_what_cannot_hold(activity: Activity) -> None:
    """Raise the Problem of the first finding that refuses."""
    for finding in findings_of(activity):
        if finding.refuses:
            raise finding.as_problem()


def _about_dates(activity: Activity) -> Iterator[Finding]:
    start, end = activity.start, activity.end
    if start and end and end < start:
        yield Finding(
            "end-before-start",
            N_("The end date is before the start date. The dates were not saved. Correct one."),
            "end",
            refuses=True,
        )
    if start and not PERIOD[0] <= start <= PERIOD[1]:
        yield Finding(
            "outside-period",
            N_("The start date is outside the period of the Action."),
            "start",
        )
    if start and start.weekday() in WEEKEND:
        yield Finding("weekend", N_("The activity starts on a weekend."), "start")


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
