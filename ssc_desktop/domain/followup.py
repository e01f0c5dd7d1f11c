"""What follows an activity: recommendations, milestones, beneficiaries, risks, visits, evaluations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.evidence import Evaluation
from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Count, Day, Flag, Line, Link, Paragraph
from ssc_desktop.language import N_


class Recommendation(Record):
    """Something to be done, by whom, by when."""

    __tablename__ = "recommendation"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    text: Mapped[str | None] = field(Paragraph(), N_("Recommendation"), in_table=True)
    responsible_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Responsible"), in_table=True
    )
    due_on: Mapped[date | None] = field(Day(), N_("Due on"), in_table=True)
    state: Mapped[str | None] = field(Choice("recommendation_state"), N_("State"), in_table=True)


class Milestone(Record):
    """A stage of a pilot activity."""

    __tablename__ = "milestone"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    title: Mapped[str | None] = field(Line(), N_("Milestone"), in_table=True)
    planned_on: Mapped[date | None] = field(Day(), N_("Planned on"), in_table=True)
    reached_on: Mapped[date | None] = field(Day(), N_("Reached on"), in_table=True)
    progress: Mapped[int | None] = field(Count(), N_("Progress (%)"), in_table=True)
    state: Mapped[str | None] = field(Choice("milestone_state"), N_("State"), in_table=True)


class Beneficiaries(Record):
    """People reached by a pilot activity, counted and never named."""

    __tablename__ = "beneficiaries"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    beneficiary_type: Mapped[str | None] = field(
        Choice("beneficiary_type"), N_("Type"), in_table=True
    )
    is_direct: Mapped[bool | None] = field(Flag(), N_("Direct"), in_table=True)
    sex: Mapped[str | None] = field(Choice("sex"), N_("Sex"), in_table=True)
    age_band: Mapped[str | None] = field(Choice("age_band"), N_("Age group"), in_table=True)
    count: Mapped[int | None] = field(Count(), N_("Number"), in_table=True)


class Risk(Record):
    """What may go wrong, how likely, how bad, and what is done about it."""

    __tablename__ = "risk"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    text: Mapped[str | None] = field(Paragraph(), N_("Risk"), in_table=True)
    cause: Mapped[str | None] = field(Line(300), N_("Cause"))
    likelihood: Mapped[str | None] = field(Choice("likelihood"), N_("Likelihood"), in_table=True)
    impact: Mapped[str | None] = field(Choice("impact"), N_("Impact"), in_table=True)
    mitigation: Mapped[str | None] = field(Paragraph(), N_("Mitigation"))
    owner: Mapped[str | None] = field(Line(), N_("Owner"), personal=True)


class MonitoringVisit(Record):
    """A visit to a pilot activity."""

    __tablename__ = "monitoring_visit"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    visited_on: Mapped[date | None] = field(Day(), N_("Date"), in_table=True)
    visitor: Mapped[str | None] = field(Line(), N_("Visitor"), in_table=True, personal=True)
    findings: Mapped[str | None] = field(Paragraph(), N_("Findings"), in_table=True)
    decisions: Mapped[str | None] = field(Paragraph(), N_("Decisions"))
    next_visit_on: Mapped[date | None] = field(Day(), N_("Next visit"), in_table=True)


FOLLOW_UPS: dict[str, type[Record]] = {
    each.__tablename__: each
    for each in (Milestone, Beneficiaries, Risk, MonitoringVisit, Recommendation, Evaluation)
}
"""What is recorded of an activity once it runs or is over, by noun."""
