"""What an attendance sheet says: its heading, its people, its half-days, as final texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ssc_desktop.language import N_
from ssc_desktop.paper.frame import Notices, Printing, Visibility

TITLE = N_("Attendance sheet")
LANDSCAPE, PORTRAIT = "landscape", "portrait"
ORIENTATIONS = (LANDSCAPE, PORTRAIT)
PARTS = {"AM": N_("Morning"), "PM": N_("Afternoon"), "EV": N_("Evening")}


@dataclass(frozen=True, slots=True)
class Slot:
    """One half-day to sign: its key (``2021-08-16/AM``) and its hours, if known."""

    key: str
    hours: str = ""

    @property
    def day(self) -> date:
        """The calendar day."""
        return date.fromisoformat(self.key[:10])

    @property
    def part(self) -> str:
        """``AM``, ``PM`` or ``EV``."""
        return self.key[11:]


@dataclass(frozen=True, slots=True)
class Person:
    """One row: a person as printed. Values are final texts in the sheet's language."""

    id: str
    family_name: str = ""
    given_names: str = ""
    name_ar: str = ""
    sex: str = ""
    organisation: str = ""
    function: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    category: str = ""
    age: str = ""
    region: str = ""
    code: str = ""
    in_team: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of every page; final texts in the sheet's language."""

    code: str
    title: str
    action: str = ""
    contract: str = ""
    kind: str = ""
    themes: str = ""
    plan: str = ""
    venue: str = ""
    place: str = ""
    host: str = ""
    organiser: str = ""
    facilitators: str = ""
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """Everything an attendance sheet shows; the same sheet always gives the same bytes.

    ``columns`` names the optional columns wanted, None those that are on by default.
    """

    sheet_id: str
    heading: Heading
    people: tuple[Person, ...]
    slots: tuple[Slot, ...]
    printing: Printing
    notices: Notices = field(default_factory=Notices)
    visibility: Visibility = field(default_factory=Visibility)
    grid: bool = False
    sensitive: bool = False
    neutral: bool = False
    columns: tuple[str, ...] | None = None
    orientation: str = LANDSCAPE
