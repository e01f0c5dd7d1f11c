"""A capacity-building session: training, training of trainers, coaching."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.activity import CONTENT, RESULTS, Activity
from ssc_desktop.domain.fields import field
from ssc_desktop.domain.types import Count, Decimals, Key, Line, Paragraph
from ssc_desktop.language import N_


class CapacitySession(Activity):
    """Training course, training of trainers, coaching, internship."""

    __tablename__ = "capacity_session"
    __mapper_args__ = {"polymorphic_identity": "capacity_session"}  # noqa: RUF012

    id: Mapped[UUID] = mapped_column(Key, ForeignKey("activity.id"), primary_key=True)
    modules: Mapped[str | None] = field(Paragraph(), N_("Modules"), section=CONTENT)
    trainers: Mapped[str | None] = field(Line(300), N_("Trainers"), section=CONTENT, personal=True)
    hours: Mapped[Decimal | None] = field(Decimals(), N_("Hours of training"), section=CONTENT)
    presence_threshold: Mapped[int | None] = field(
        Count(),
        N_("Presence threshold (%)"),
        section=CONTENT,
        help=N_("Share of half-days from which a person counts as trained; 80 when left empty."),
    )
    pre_test_mean: Mapped[Decimal | None] = field(
        Decimals(), N_("Mean before (out of 20)"), section=RESULTS
    )
    post_test_mean: Mapped[Decimal | None] = field(
        Decimals(), N_("Mean after (out of 20)"), section=RESULTS
    )
