"""Indicators of the programme, their baselines and targets, and values frozen for a report."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import (
    Choice,
    Choices,
    Count,
    Decimals,
    Flag,
    Line,
    Link,
    Moment,
    Paragraph,
    Written,
)
from ssc_desktop.language import N_


class Indicator(Fact):
    """An indicator of the project's logframe, or what headquarters says of a shipped one: whether
    it is shown. It counts what the common indicators it follows count, in its themes."""

    __tablename__ = "indicator"

    set_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    title_en: Mapped[str | None] = field(Line(300), N_("Title (English)"), in_table=True)
    title_fr: Mapped[str | None] = field(Line(300), N_("Title (French)"))
    title_ar: Mapped[str | None] = field(Line(300), N_("Title (Arabic)"))
    measure: Mapped[str | None] = field(
        Choice("indicator_measure"), N_("What is counted"), in_table=True
    )
    follows: Mapped[tuple[str, ...]] = field(
        Choices("indicator"),
        N_("Follows"),
        help=N_("The common indicators whose activities and outputs it counts."),
    )
    themes: Mapped[tuple[str, ...]] = field(
        Choices("theme"), N_("Themes"), help=N_("Empty: activities of every theme count.")
    )
    unit: Mapped[str | None] = field(Line(60), N_("Unit"))
    source_of_data: Mapped[str | None] = field(Line(300), N_("Source of data"))
    assumptions: Mapped[str | None] = field(Paragraph(), N_("Assumptions"))
    position: Mapped[int | None] = field(Count(), N_("Position"))
    is_shown: Mapped[bool | None] = field(Flag(), N_("Shown"))


class Target(Fact):
    """Baseline and target of an indicator, for all countries or one, for a period or the whole."""

    __tablename__ = "target"

    set_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True, default="")
    period: Mapped[str] = mapped_column(String(21), primary_key=True, default="")
    baseline: Mapped[Decimal | None] = field(Decimals(), N_("Baseline"), in_table=True)
    baseline_year: Mapped[int | None] = field(Count(), N_("Year of the baseline"))
    target: Mapped[Decimal | None] = field(Decimals(), N_("Target"), in_table=True)
    comment: Mapped[str | None] = field(Paragraph(), N_("Comment"))


class FrozenFigure(Fact):
    """A value as an office (by its code; headquarters has none) reported it for a period, with what it was computed of:
    never overwritten by what is recorded later. Small numbers of sensitive activities are left out
    of its parts."""

    __tablename__ = "frozen_figure"

    set_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    office: Mapped[str] = mapped_column(String(20), primary_key=True, default="")
    period: Mapped[str] = mapped_column(String(21), primary_key=True, default="")
    value: Mapped[int | None] = field(Count(), N_("Value"), in_table=True)
    participations: Mapped[int | None] = field(Count(), N_("Participations"), in_table=True)
    half_days: Mapped[int | None] = field(Count(), N_("Half-days attended"))
    breakdown: Mapped[str | None] = field(Written(), N_("Breakdown"), on_sheet=False)
    sources: Mapped[str | None] = field(Written(), N_("Computed of"), on_sheet=False)
    frozen_at: Mapped[datetime | None] = field(Moment(), N_("Frozen on"), in_table=True)
    frozen_by_id: Mapped[UUID | None] = field(Link("officer"), N_("Frozen by"))


def period_code(since: date | None, until: date | None) -> str:
    """A period as keys hold it: ``2021-01-01/2021-12-31``, an open end empty, the whole ``""``."""
    if since is None and until is None:
        return ""
    return "/".join(each.isoformat() if each else "" for each in (since, until))


def period_days(code: str) -> tuple[date | None, date | None]:
    """The first and the last day of a period, by its code."""
    first, _, last = code.partition("/")
    return _day(first), _day(last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
