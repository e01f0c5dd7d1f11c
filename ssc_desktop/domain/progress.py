"""How far an activity has come: what surrounds its record, counted, without anybody's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ssc_desktop.domain.activity import Activity

# Nothing more is expected of these.
ASIDE = frozenset({"idea", "postponed", "cancelled"})
# Something is still to be done for these.
OPEN = frozenset({"planned", "confirmed", "under_way", "done"})
OVER = frozenset({"done", "closed"})


@dataclass(frozen=True, slots=True)
class CountedSheet:
    """A printed sheet with what was counted by hand and what is marked for its half-days."""

    number: str
    women: int | None
    men: int | None
    total: int | None
    marked_women: int
    marked_men: int
    marked_total: int
    is_explained: bool
    not_stated: int | None = None

    @property
    def marked_not_stated(self) -> int:
        """How many of those marked did not say whether they are a woman or a man."""
        return self.marked_total - self.marked_women - self.marked_men

    @property
    def differs(self) -> bool:
        """Whether a number counted by hand is another than the one that is marked."""
        pairs = (
            (self.women, self.marked_women),
            (self.men, self.marked_men),
            (self.not_stated, self.marked_not_stated),
            (self.total, self.marked_total),
        )
        return any(counted is not None and counted != marked for counted, marked in pairs)

    @property
    def adds_up(self) -> bool:
        """Whether the parts counted by hand are the total; where one is missing, fit in it."""
        parts = (self.women, self.men, self.not_stated)
        if self.total is None:
            return True
        counted = sum(each or 0 for each in parts)
        return counted <= self.total if None in parts else counted == self.total


@dataclass(frozen=True, slots=True)
class Progress:
    """The counts around an activity on a day."""

    registered: int = 0
    attended: int = 0
    unregistered: int = 0
    """People who are marked but not on the list."""
    half_days: int = 0
    days: tuple[date, ...] = ()
    """The days that have half-days."""
    over: int = 0
    """Half-days that are over."""
    unmarked: int = 0
    """Cells of half-days that are over and say nothing."""
    printed: int = 0
    evidence: dict[str, int] = field(default_factory=dict)
    sheets: tuple[CountedSheet, ...] = ()
    elsewhere: int = 0
    """People who are in another activity at the same half-day."""
    team_as_participants: int = 0
    """People named as facilitators and registered as participants."""

    @property
    def unexplained(self) -> tuple[CountedSheet, ...]:
        """The sheets whose hand count differs from the marks without a reason."""
        return tuple(each for each in self.sheets if each.differs and not each.is_explained)


def has_begun(activity: Activity, today: date) -> bool:
    """Whether the first day of an activity has come."""
    return activity.start is not None and activity.start <= today


def is_over(activity: Activity, today: date) -> bool:
    """Whether the last day of an activity has passed, or somebody said that it was done."""
    last = activity.end or activity.start
    return activity.status in OVER or (last is not None and last < today)
