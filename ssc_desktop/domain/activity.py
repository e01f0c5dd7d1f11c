"""An activity: what all kinds share, and its half-days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import TO_SAVE, TO_SUBMIT, field
from ssc_desktop.domain.record import Fact, Record
from ssc_desktop.domain.types import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Flag,
    Key,
    Line,
    Link,
    Paragraph,
    Rate,
)
from ssc_desktop.language import N_

IDENTITY, DATES, PEOPLE = N_("Identity"), N_("When and where"), N_("Who")
CONTENT, RESULTS, MONEY = N_("Content"), N_("Results and follow-up"), N_("Budget")
PAPERS = N_("Papers")


class Activity(Record):
    """A workshop, capacity-building session or pilot activity."""

    __tablename__ = "activity"

    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = field(
        Line(40),
        N_("Code"),
        section=IDENTITY,
        needed=TO_SAVE,
        in_table=True,
        help=N_("Made for you; the same on every paper of the activity."),
    )
    title: Mapped[str | None] = field(
        Line(300), N_("Title"), section=IDENTITY, needed=TO_SAVE, in_table=True
    )
    activity_type: Mapped[str | None] = field(
        Choice("activity_type"), N_("Type"), section=IDENTITY, needed=TO_SUBMIT, in_table=True
    )
    method_step: Mapped[str | None] = field(
        Choice("method_step"), N_("Method step"), section=IDENTITY
    )
    themes: Mapped[tuple[str, ...]] = field(
        Choices("theme"), N_("Themes"), section=IDENTITY, needed=TO_SUBMIT
    )
    scope: Mapped[str | None] = field(Choice("scope"), N_("Scope"), section=IDENTITY)
    countries: Mapped[tuple[str, ...]] = field(
        Choices("country"), N_("Countries concerned"), section=IDENTITY
    )
    programme_id: Mapped[UUID | None] = field(
        Link("programme"), N_("Programme"), section=IDENTITY, on_sheet=False
    )
    action_plan_id: Mapped[UUID | None] = field(
        Link("action_plan"), N_("Action plan"), section=IDENTITY
    )
    commitment_id: Mapped[UUID | None] = field(
        Link("commitment"), N_("Reciprocal commitment"), section=IDENTITY
    )
    indicators: Mapped[tuple[str, ...]] = field(
        Choices("indicator"), N_("Indicators"), section=IDENTITY
    )
    status: Mapped[str | None] = field(
        Choice("activity_status"), N_("Status"), section=IDENTITY, in_table=True
    )
    status_reason: Mapped[str | None] = field(
        Line(300),
        N_("Reason"),
        section=IDENTITY,
        help=N_("Why it was postponed or cancelled."),
    )
    start: Mapped[date | None] = field(
        Day(), N_("Start date"), section=DATES, needed=TO_SUBMIT, in_table=True
    )
    end: Mapped[date | None] = field(Day(), N_("End date"), section=DATES, in_table=True)
    planned_start: Mapped[date | None] = field(Day(), N_("Planned start"), section=DATES)
    planned_end: Mapped[date | None] = field(Day(), N_("Planned end"), section=DATES)
    modality: Mapped[str | None] = field(Choice("modality"), N_("Modality"), section=DATES)
    country: Mapped[str | None] = field(
        Choice("country"), N_("Country"), section=DATES, needed=TO_SUBMIT, in_table=True
    )
    region: Mapped[str | None] = field(Choice("region"), N_("Region"), section=DATES)
    city: Mapped[str | None] = field(Line(), N_("City or commune"), section=DATES, in_table=True)
    venue: Mapped[str | None] = field(Line(), N_("Venue"), section=DATES)
    site_id: Mapped[UUID | None] = field(Link("site"), N_("Site"), section=DATES, on_sheet=False)
    time_zone: Mapped[str | None] = field(
        Line(40), N_("Time zone"), section=DATES, help=N_("For online activities.")
    )
    agency: Mapped[str | None] = field(
        Choice("agency"), N_("Lead agency"), section=PEOPLE, needed=TO_SUBMIT
    )
    host_organisation_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Host institution"), section=PEOPLE
    )
    organisers: Mapped[str | None] = field(Line(300), N_("Co-organisers"), section=PEOPLE)
    facilitators: Mapped[str | None] = field(
        Line(300), N_("Facilitators"), section=PEOPLE, personal=True
    )
    languages: Mapped[tuple[str, ...]] = field(
        Choices("language"), N_("Working languages"), section=PEOPLE
    )
    interpretation: Mapped[bool | None] = field(Flag(), N_("Interpretation"), section=PEOPLE)
    target_women: Mapped[int | None] = field(Count(), N_("Women expected"), section=PEOPLE)
    target_men: Mapped[int | None] = field(Count(), N_("Men expected"), section=PEOPLE)
    context: Mapped[str | None] = field(Paragraph(), N_("Context"), section=CONTENT)
    objectives: Mapped[str | None] = field(
        Paragraph(), N_("Objectives"), section=CONTENT, needed=TO_SUBMIT
    )
    expected_results: Mapped[str | None] = field(
        Paragraph(), N_("Expected results"), section=CONTENT
    )
    results: Mapped[str | None] = field(Paragraph(), N_("Results"), section=RESULTS)
    difficulties: Mapped[str | None] = field(
        Paragraph(), N_("Difficulties and deviations"), section=RESULTS
    )
    lessons: Mapped[str | None] = field(Paragraph(), N_("Lessons learnt"), section=RESULTS)
    follow_up: Mapped[str | None] = field(Paragraph(), N_("Follow-up"), section=RESULTS)
    visibility: Mapped[str | None] = field(Paragraph(), N_("Visibility actions"), section=RESULTS)
    budget_planned: Mapped[Decimal | None] = field(Amount(), N_("Budget planned"), section=MONEY)
    budget_spent: Mapped[Decimal | None] = field(Amount(), N_("Budget spent"), section=MONEY)
    currency: Mapped[str | None] = field(Choice("currency"), N_("Currency"), section=MONEY)
    rate: Mapped[Decimal | None] = field(Rate(), N_("Rate for 1 EUR"), section=MONEY)
    rate_on: Mapped[date | None] = field(Day(), N_("Date of the rate"), section=MONEY)
    sensitive: Mapped[bool | None] = field(
        Flag(),
        N_("Sensitive"),
        section=PAPERS,
        on_sheet=False,
        help=N_("Attendance sheets show the first name and a code only."),
    )
    without_visibility: Mapped[bool | None] = field(
        Flag(),
        N_("Without visibility (security)"),
        section=PAPERS,
        on_sheet=False,
        help=N_("Sheets are printed without logos or the names of donors."),
    )

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012


class HalfDay(Fact):
    """A morning, afternoon or evening of an activity; ``slot`` reads ``2021-08-16/AM``."""

    __tablename__ = "half_day"

    activity_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    slot: Mapped[str] = mapped_column(String(13), primary_key=True)
    starts_at: Mapped[str | None] = field(Line(5), N_("Starts at"), in_table=True)
    ends_at: Mapped[str | None] = field(Line(5), N_("Ends at"), in_table=True)
    topic: Mapped[str | None] = field(Line(300), N_("Topic"), in_table=True)
    facilitator: Mapped[str | None] = field(Line(), N_("Facilitator"), personal=True)
    is_counted: Mapped[bool | None] = field(Flag(), N_("Counted in attendance"))

    @property
    def day(self) -> date:
        """The calendar day."""
        return date.fromisoformat(self.slot[:10])

    @property
    def part(self) -> str:
        """``AM``, ``PM`` or ``EV``."""
        return self.slot[11:]


def slots_between(start: date, end: date | None, parts: tuple[str, ...]) -> list[str]:
    """The slots of every day from ``start`` to ``end``, weekends included."""
    days = ((end or start) - start).days + 1
    return [
        f"{start + timedelta(days=offset)}/{part}"
        for offset in range(max(days, 1))
        for part in parts
    ]
