"""What activities leave behind: studies, groups, tools, strategies, initiatives, with evidence."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, TO_SUBMIT, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Choices, Count, Day, Line, Link, Paragraph
from ssc_desktop.language import N_

STUDY, TOOL, STRATEGY, GROUP = "study", "tool", "strategy", "group"
NETWORK, INITIATIVE, PROJECT, OTHER = "network", "initiative", "diaspora_project", "other"

INDICATOR_OF = {
    STUDY: "5.3",
    TOOL: "5.2",
    STRATEGY: "4.6",
    GROUP: "5.1",
    NETWORK: "5.1",
    INITIATIVE: "5.4",
    PROJECT: "3.1",
}
"""The common indicator an output counts for by its kind."""

GATHERING = frozenset({GROUP, NETWORK})
"""Kinds that count once they were formed and gather: with two meetings at least."""
FEWEST_MEETINGS = 2
DROPPED = "dropped"


class Output(Record):
    """A study, a group, a tool, a strategy, an initiative: it counts with a document as evidence."""

    __tablename__ = "output"

    kind: Mapped[str | None] = field(
        Choice("output_kind"), N_("Kind"), needed=TO_SAVE, in_table=True
    )
    title: Mapped[str | None] = field(Line(300), N_("Title"), needed=TO_SAVE, in_table=True)
    state: Mapped[str | None] = field(Choice("output_state"), N_("State"), in_table=True)
    reached_on: Mapped[date | None] = field(
        Day(),
        N_("Date"),
        needed=TO_SUBMIT,
        in_table=True,
        help=N_("When it was finished, adopted or formed: the period it counts in."),
    )
    meetings: Mapped[str | None] = field(
        Line(400),
        N_("Dates of meetings"),
        help=N_("For groups and networks, separated by blanks: 2021-03-02 2021-09-14."),
    )
    country: Mapped[str | None] = field(Choice("country"), N_("Country"), in_table=True)
    region: Mapped[str | None] = field(Choice("region"), N_("Region"))
    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    organisation_id: Mapped[UUID | None] = field(Link("organisation"), N_("Lead organisation"))
    evidence_id: Mapped[UUID | None] = field(Link("evidence"), N_("Evidence"), needed=TO_SUBMIT)
    indicators: Mapped[tuple[str, ...]] = field(
        Choices("indicator"), N_("Indicators"), help=N_("Empty: the indicator of its kind.")
    )
    quantity: Mapped[int | None] = field(
        Count(), N_("Quantity"), help=N_("How many, where one record stands for several.")
    )
    description: Mapped[str | None] = field(Paragraph(), N_("Description"))

    @property
    def meeting_days(self) -> tuple[date, ...]:
        """The dates of its meetings, each once, the earliest first."""
        return meeting_days(self.meetings)

    @property
    def counts_for(self) -> tuple[str, ...]:
        """The common indicators it counts for."""
        by_kind = INDICATOR_OF.get(self.kind or "")
        return self.indicators or ((by_kind,) if by_kind else ())

    @property
    def is_there(self) -> bool:
        """Whether it can count at all, evidence apart: not dropped, and gathering if it is a group."""
        if self.removed or self.state == DROPPED:
            return False
        return self.kind not in GATHERING or len(self.meeting_days) >= FEWEST_MEETINGS


def words_of(typed: str | None) -> list[str]:
    """The words of a list of dates."""
    return (typed or "").replace(",", " ").replace(";", " ").split()


def meeting_days(typed: str | None) -> tuple[date, ...]:
    """The days of a list of dates; what is no date is left out."""
    days = set()
    for word in words_of(typed):
        try:
            days.add(date.fromisoformat(word))
        except ValueError:
            continue
    return tuple(sorted(days))
