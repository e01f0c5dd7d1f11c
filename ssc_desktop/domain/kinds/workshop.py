"""A workshop: exchange, dialogue and mutual learning."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.activity import CONTENT, RESULTS, Activity
from ssc_desktop.domain.fields import field
from ssc_desktop.domain.types import Count, Key, Paragraph
from ssc_desktop.language import N_


class Workshop(Activity):
    """Workshop, seminar, round table, committee, study visit, forum."""

    __tablename__ = "workshop"
    __mapper_args__ = {"polymorphic_identity": "workshop"}  # noqa: RUF012

    id: Mapped[UUID] = mapped_column(Key, ForeignKey("activity.id"), primary_key=True)
    agenda: Mapped[str | None] = field(Paragraph(), N_("Agenda"), section=CONTENT)
    invited_count: Mapped[int | None] = field(Count(), N_("People invited"), section=CONTENT)
    decisions: Mapped[str | None] = field(Paragraph(), N_("Decisions"), section=RESULTS)
    commitments_taken: Mapped[str | None] = field(
        Paragraph(),
        N_("Commitments taken"),
        section=RESULTS,
        help=N_("Who does what, by when."),
    )
