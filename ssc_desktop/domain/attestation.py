"""Attestations of attendance: who was handed one, for how many half-days, with which number."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Count, Day, Line, Link, Written
from ssc_desktop.language import N_

# Share of the half-days, in percent, from which a person counts as having attended.
USUAL_THRESHOLD = 80


class Attestation(Record):
    """One attestation handed out; ``seal`` is what its QR code says, signed by the laptop."""

    __tablename__ = "attestation"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    participant_id: Mapped[UUID | None] = field(Link("participant"), N_("Participant"))
    serial: Mapped[str | None] = field(Line(20), N_("Serial number"), in_table=True)
    attended: Mapped[int | None] = field(Count(), N_("Half-days attended"), in_table=True)
    possible: Mapped[int | None] = field(Count(), N_("Half-days held"), in_table=True)
    issued_on: Mapped[date | None] = field(Day(), N_("Issued on"), in_table=True)
    issued_by_id: Mapped[UUID | None] = field(Link("officer"), N_("Issued by"))
    seal: Mapped[str | None] = field(Written(), N_("Seal"), on_sheet=False)
    revoked_on: Mapped[date | None] = field(Day(), N_("Revoked on"), in_table=True)
    revoked_reason: Mapped[str | None] = field(Line(300), N_("Reason for the revocation"))
