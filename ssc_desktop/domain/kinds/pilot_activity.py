"""A pilot activity: a micro-project, a mobility placement, a campaign."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.activity import CONTENT, MONEY, PEOPLE, RESULTS, Activity
from ssc_desktop.domain.fields import field
from ssc_desktop.domain.types import Amount, Choice, Count, Key, Link, Paragraph
from ssc_desktop.language import N_


class PilotActivity(Activity):
    """Micro-project carried by a pair of organisations, or another pilot activity."""

    __tablename__ = "pilot_activity"
    __mapper_args__ = {"polymorphic_identity": "pilot_activity"}  # noqa: RUF012

    id: Mapped[UUID] = mapped_column(Key, ForeignKey("activity.id"), primary_key=True)
    lead_organisation_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Lead organisation"), section=PEOPLE
    )
    partner_organisation_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Partner organisation"), section=PEOPLE
    )
    sector: Mapped[str | None] = field(Choice("sector"), N_("Sector"), section=CONTENT)
    outputs: Mapped[str | None] = field(Paragraph(), N_("Outputs"), section=RESULTS)
    jobs_created: Mapped[int | None] = field(Count(), N_("Jobs created"), section=RESULTS)
    rag: Mapped[str | None] = field(Choice("rag"), N_("State of progress"), section=RESULTS)
    grant_amount: Mapped[Decimal | None] = field(Amount(), N_("Grant"), section=MONEY)
    other_funds: Mapped[Decimal | None] = field(Amount(), N_("Other funds"), section=MONEY)
    disbursed: Mapped[Decimal | None] = field(Amount(), N_("Disbursed"), section=MONEY)
