"""The programme the records belong to: its titles and papers, action plans and commitments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Amount, Choice, Choices, Count, Day, Line, Link, Paragraph
from ssc_desktop.language import N_

TITLES, CONTRACT, NOTICES = N_("Titles"), N_("Contract"), N_("Notices")


class Programme(Record):
    """An Action: what stands at the head and foot of every sheet."""

    __tablename__ = "programme"

    code: Mapped[str | None] = field(Line(20), N_("Code"), section=TITLES, in_table=True)
    title_en: Mapped[str | None] = field(
        Line(), N_("Title (English)"), section=TITLES, in_table=True
    )
    title_fr: Mapped[str | None] = field(Line(), N_("Title (French)"), section=TITLES)
    title_ar: Mapped[str | None] = field(Line(), N_("Title (Arabic)"), section=TITLES)
    short_title: Mapped[str | None] = field(Line(40), N_("Short title"), section=TITLES)
    contract_no: Mapped[str | None] = field(
        Line(60), N_("Contract number"), section=CONTRACT, in_table=True
    )
    decision_no: Mapped[str | None] = field(Line(60), N_("Decision number"), section=CONTRACT)
    starts_on: Mapped[date | None] = field(Day(), N_("Start date"), section=CONTRACT)
    ends_on: Mapped[date | None] = field(Day(), N_("End date"), section=CONTRACT)
    budget: Mapped[Decimal | None] = field(Amount(), N_("Budget (EUR)"), section=CONTRACT)
    funders: Mapped[str | None] = field(Line(400), N_("Donors"), section=CONTRACT)
    agencies: Mapped[tuple[str, ...]] = field(
        Choices("agency"), N_("Implementing agencies"), section=CONTRACT
    )
    countries: Mapped[tuple[str, ...]] = field(
        Choices("country"), N_("Countries"), section=CONTRACT
    )
    funding_statement_en: Mapped[str | None] = field(
        Line(), N_("Funding statement (English)"), section=NOTICES
    )
    funding_statement_fr: Mapped[str | None] = field(
        Line(), N_("Funding statement (French)"), section=NOTICES
    )
    funding_statement_ar: Mapped[str | None] = field(
        Line(), N_("Funding statement (Arabic)"), section=NOTICES
    )
    disclaimer_en: Mapped[str | None] = field(
        Paragraph(), N_("Disclaimer (English)"), section=NOTICES
    )
    disclaimer_fr: Mapped[str | None] = field(
        Paragraph(), N_("Disclaimer (French)"), section=NOTICES
    )
    disclaimer_ar: Mapped[str | None] = field(
        Paragraph(), N_("Disclaimer (Arabic)"), section=NOTICES
    )
    data_contact: Mapped[str | None] = field(Line(), N_("Data protection contact"), section=NOTICES)
    presence_threshold: Mapped[int | None] = field(
        Count(),
        N_("Presence threshold (%)"),
        section=CONTRACT,
        help=N_("Share of half-days from which a person counts as trained; 80 when left empty."),
    )
    retention_years: Mapped[int | None] = field(Count(), N_("Years of retention"), section=NOTICES)


class ActionPlan(Record):
    """A bilateral action plan: the pair of countries that adopted it."""

    __tablename__ = "action_plan"

    programme_id: Mapped[UUID | None] = field(Link("programme"), N_("Programme"))
    code: Mapped[str | None] = field(Line(20), N_("Code"), needed=TO_SAVE, in_table=True)
    title_en: Mapped[str | None] = field(Line(), N_("Title (English)"), in_table=True)
    title_fr: Mapped[str | None] = field(Line(), N_("Title (French)"))
    title_ar: Mapped[str | None] = field(Line(), N_("Title (Arabic)"))
    countries: Mapped[tuple[str, ...]] = field(Choices("country"), N_("Countries"), in_table=True)
    adopted_on: Mapped[date | None] = field(Day(), N_("Adopted on"), in_table=True)


class Commitment(Record):
    """A reciprocal commitment of an action plan."""

    __tablename__ = "commitment"

    action_plan_id: Mapped[UUID | None] = field(Link("action_plan"), N_("Action plan"))
    code: Mapped[str | None] = field(Line(20), N_("Code"), needed=TO_SAVE, in_table=True)
    text_en: Mapped[str | None] = field(Paragraph(), N_("Text (English)"), in_table=True)
    text_fr: Mapped[str | None] = field(Paragraph(), N_("Text (French)"))
    text_ar: Mapped[str | None] = field(Paragraph(), N_("Text (Arabic)"))
    theme: Mapped[str | None] = field(Choice("theme"), N_("Theme"), in_table=True)
    lead_organisation_id: Mapped[UUID | None] = field(Link("organisation"), N_("Lead institution"))
    partner_organisation_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Partner institution")
    )
    due_on: Mapped[date | None] = field(Day(), N_("Due on"), in_table=True)
    state: Mapped[str | None] = field(Choice("commitment_state"), N_("State"), in_table=True)
    note: Mapped[str | None] = field(Paragraph(), N_("Note"))
