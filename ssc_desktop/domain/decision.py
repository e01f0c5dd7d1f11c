"""What headquarters decided about a record, and why: the log of decisions, read by offices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Line, Link, Moment
from ssc_desktop.language import N_

ACCEPTED, CORRECTED, MERGED, REJECTED = "accepted", "corrected", "merged", "rejected"
VERDICTS = (ACCEPTED, CORRECTED, MERGED, REJECTED)


class Decision(Record):
    """One decision. ``record_key`` is the key as the change log writes it, ``field_name`` is empty
    where the record as a whole was judged. The value that was chosen stands in the record itself:
    told here too, it would outlive an erasure."""

    __tablename__ = "decision"

    noun: Mapped[str | None] = field(Line(40), N_("Which record"))
    record_key: Mapped[str | None] = field(Line(120), N_("Id"), on_sheet=False)
    field_name: Mapped[str | None] = field(Line(60), N_("Field"))
    verdict: Mapped[str | None] = field(Choice("verdict"), N_("Decision"), in_table=True)
    reason: Mapped[str | None] = field(
        Line(300),
        N_("Reason"),
        in_table=True,
        help=N_("Name nobody here: this text stays."),
    )
    decided_by_id: Mapped[UUID | None] = field(Link("officer"), N_("Decided by"))
    decided_at: Mapped[datetime | None] = field(Moment(), N_("Decided on"), in_table=True)
