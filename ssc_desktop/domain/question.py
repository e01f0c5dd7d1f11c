"""The questions of an activity's test: the same before and after."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Count, Line, Link, Paragraph
from ssc_desktop.language import N_


class Question(Record):
    """One question; ``choices`` holds one answer a line, none for an answer in words."""

    __tablename__ = "question"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    position: Mapped[int | None] = field(Count(), N_("Order"), in_table=True)
    text: Mapped[str | None] = field(Paragraph(), N_("Question"), needed=TO_SAVE, in_table=True)
    choices: Mapped[str | None] = field(
        Paragraph(), N_("Answers to choose from"), help=N_("One a line.")
    )
    points: Mapped[int | None] = field(Count(), N_("Points"), in_table=True)
    answer: Mapped[str | None] = field(Line(300), N_("Right answer"), on_sheet=False)
