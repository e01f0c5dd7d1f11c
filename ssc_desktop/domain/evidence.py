"""What proves an activity: consents, documents, printed sheets, evaluations."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact, Record
from ssc_desktop.domain.types import (
    Choice,
    Count,
    Day,
    Decimals,
    Flag,
    Key,
    Line,
    Link,
    Moment,
    Paragraph,
    Written,
)
from ssc_desktop.language import N_


class Consent(Fact):
    """A person's answer for one purpose; the signature itself never rests on consent."""

    __tablename__ = "consent"

    participant_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[str | None] = field(Choice("consent_state"), N_("Answer"), in_table=True)
    basis: Mapped[str | None] = field(Choice("legal_basis"), N_("Legal basis"))
    given_on: Mapped[date | None] = field(Day(), N_("Date"), in_table=True)
    language: Mapped[str | None] = field(Choice("language"), N_("Language"))
    form_version: Mapped[str | None] = field(Line(20), N_("Version of the form"))
    medium: Mapped[str | None] = field(Line(40), N_("Medium"))
    collector: Mapped[str | None] = field(Line(), N_("Collected by"), personal=True)


class Evidence(Record):
    """A supporting document of an activity; the file lies encrypted in the workspace."""

    __tablename__ = "evidence"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    evidence_type: Mapped[str | None] = field(Choice("evidence_type"), N_("Type"), in_table=True)
    file_name: Mapped[str | None] = field(Line(255), N_("File name"), in_table=True, personal=True)
    sha256: Mapped[str | None] = field(Line(64), N_("Fingerprint"), on_sheet=False)
    size: Mapped[int | None] = field(Count(), N_("Size"), on_sheet=False)
    taken_on: Mapped[date | None] = field(Day(), N_("Date"), in_table=True)
    original_location: Mapped[str | None] = field(Line(), N_("Original kept at"))
    contains_persons: Mapped[bool | None] = field(Flag(), N_("Shows people"))
    image_consent: Mapped[bool | None] = field(Flag(), N_("Image consent given"))


class SheetPrint(Record):
    """One printing of an attendance sheet, so that a scan finds its sheet years later."""

    __tablename__ = "sheet_print"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    sheet_no: Mapped[str | None] = field(Line(20), N_("Sheet number"), in_table=True)
    version: Mapped[int | None] = field(Count(), N_("Version"), in_table=True)
    language: Mapped[str | None] = field(Line(2), N_("Language"), in_table=True)
    printed_at: Mapped[datetime | None] = field(Moment(), N_("Printed at"), in_table=True)
    printed_by_id: Mapped[UUID | None] = field(Link("officer"), N_("Printed by"))
    sha256: Mapped[str | None] = field(Line(64), N_("Fingerprint"))
    page_count: Mapped[int | None] = field(Count(), N_("Pages"))
    row_count: Mapped[int | None] = field(Count(), N_("Rows"))
    geometry: Mapped[str | None] = field(Written(), N_("Geometry"), on_sheet=False)
    counted_women: Mapped[int | None] = field(Count(), N_("Women counted by hand"))
    counted_men: Mapped[int | None] = field(Count(), N_("Men counted by hand"))
    counted_not_stated: Mapped[int | None] = field(Count(), N_("Not stated counted by hand"))
    counted_total: Mapped[int | None] = field(Count(), N_("Total counted by hand"))
    difference_reason: Mapped[str | None] = field(Line(300), N_("Reason for the difference"))
    scan_evidence_id: Mapped[UUID | None] = field(Link("evidence"), N_("Scan"))


class Evaluation(Record):
    """A test or satisfaction survey of an activity, under an anonymous code."""

    __tablename__ = "evaluation"

    activity_id: Mapped[UUID | None] = field(Link("activity"), N_("Activity"))
    instrument: Mapped[str | None] = field(Choice("instrument"), N_("Form"), in_table=True)
    form_version: Mapped[str | None] = field(Line(20), N_("Version of the form"))
    anonymous_code: Mapped[str | None] = field(Line(20), N_("Anonymous code"), in_table=True)
    score_before: Mapped[Decimal | None] = field(Decimals(), N_("Score before"), in_table=True)
    score_after: Mapped[Decimal | None] = field(Decimals(), N_("Score after"), in_table=True)
    organisation_score: Mapped[int | None] = field(Count(), N_("Organisation (1 to 4)"))
    content_score: Mapped[int | None] = field(Count(), N_("Content (1 to 4)"))
    interactivity_score: Mapped[int | None] = field(Count(), N_("Interactivity (1 to 4)"))
    satisfaction_score: Mapped[int | None] = field(Count(), N_("Satisfaction (1 to 4)"))
    comment: Mapped[str | None] = field(Paragraph(), N_("Comment"))
