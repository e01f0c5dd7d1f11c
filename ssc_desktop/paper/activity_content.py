"""What an activity sheet says, as final texts: its fifteen blocks before they are laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ssc_desktop.language import N_
from ssc_desktop.paper.attendance_content import Slot
from ssc_desktop.paper.field_blocks import Block
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.frame import Notices, Printing, Visibility

TITLE = N_("Activity sheet")


@dataclass(frozen=True, slots=True)
class HalfDayLine:
    """One half-day of the programme."""

    slot: Slot
    topic: str = ""
    facilitator: str = ""
    present: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """People counted by something and by sex: rows of (label, women, men, not stated)."""

    title: str
    rows: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A recommendation: what, who, by when, how far."""

    text: str
    responsible: str = ""
    due: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """Amounts as (label, in local currency, in euro), and the rate they were turned with."""

    rows: tuple[tuple[str, str, str], ...] = ()
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """An indicator with what the activity brings to it, as far as it is counted today."""

    code: str
    title: str
    counted: str


@dataclass(frozen=True, slots=True)
class ActivitySheet:
    """Everything an activity sheet shows; texts are final, in the sheet's language."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    printing: Printing
    action: str = ""
    contract: str = ""
    half_days: tuple[HalfDayLine, ...] = ()
    reached: tuple[Fact, ...] = ()
    tallies: tuple[Tally, ...] = ()
    recommendations: tuple[Promise, ...] = ()
    learning: tuple[Fact, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    notices: Notices = field(default_factory=Notices)
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False
    budget: Budget = field(default_factory=Budget)
    contributions: tuple[Contribution, ...] = ()
