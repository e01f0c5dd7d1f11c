"""Who was registered for an activity, and who attended which half-day."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Choice, Count, Flag, Key, Line
from ssc_desktop.language import N_

PRESENT_STATES = frozenset({"present", "late", "left_early", "online"})
STATES = ("present", "absent", "excused", "late", "left_early", "online")
# Roles that a sheet lists apart and that do not count as beneficiaries.
TEAM_ROLES = frozenset({"facilitator", "interpreter", "rapporteur", "organiser", "driver", "press"})


class Registration(Fact):
    """A person's place in an activity."""

    __tablename__ = "registration"

    activity_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    role: Mapped[str | None] = field(Choice("role"), N_("Role"), in_table=True)
    invitation: Mapped[str | None] = field(Choice("invitation"), N_("Invitation"), in_table=True)
    travel: Mapped[str | None] = field(Choice("travel"), N_("Travel"), in_table=True)
    row: Mapped[int | None] = field(Count(), N_("Row on the list"), on_sheet=False)
    note: Mapped[str | None] = field(Line(300), N_("Note"))


class Attendance(Fact):
    """One register per person and half-day of an activity; no state means not marked."""

    __tablename__ = "attendance"

    activity_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    slot: Mapped[str] = mapped_column(String(13), primary_key=True)
    state: Mapped[str | None] = field(Choice("attendance_state"), N_("State"), in_table=True)
    signed: Mapped[bool | None] = field(Flag(), N_("Signed on paper"))
    sheet_no: Mapped[str | None] = field(Line(20), N_("Sheet number"))
    row_no: Mapped[int | None] = field(Count(), N_("Row on the sheet"))
    note: Mapped[str | None] = field(Line(300), N_("Note"))
