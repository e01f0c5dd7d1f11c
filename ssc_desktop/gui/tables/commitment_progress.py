"""What became of a commitment: how many activities serve it, how many are done, which they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ssc_desktop.domain.progress import OVER
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.language import Language

DONE = "done"
# Nobody waits for these any more.
GIVEN_UP = "cancelled"


@dataclass(frozen=True, slots=True)
class Served:
    """A commitment with the activities that serve it."""

    commitment: Any
    by_status: Mapping[str, int]
    activities: tuple[Any, ...]

    @property
    def id(self) -> UUID:
        """The key of the commitment."""
        key: UUID = self.commitment.id
        return key

    @property
    def count(self) -> int:
        """How many activities there are that were not cancelled."""
        return sum(count for code, count in self.by_status.items() if code != GIVEN_UP)

    @property
    def done(self) -> int:
        """How many of them are over."""
        return sum(count for code, count in self.by_status.items() if code in OVER)

    @property
    def share(self) -> float | None:
        """How much is done, from 0 to 1; None where nothing serves it."""
        return self.done / self.count if self.count else None


def progress_columns(language: Language) -> list[Column]:
    """How many activities a commitment has, and how many of them are done."""
    return [
        number_column("activities", language("Activities"), lambda each: each.count, language),
        Column(
            DONE,
            language("Done"),
            lambda each: done_words(each, language),
            lambda each: (each.share is None, each.share),
        ),
    ]


def done_words(served: Served, language: Language) -> str:
    """How many of how many, as it is written beside the bar."""
    if not served.count:
        return ""
    return f"{language.number(served.done)} / {language.number(served.count)}"


def served_activities(desk: Desk) -> RecordTable:
    """The table of the activities of one commitment; Enter opens an activity."""
    language, lists = desk.language, desk.lists
    empty = EmptyState(
        "calendar-days",
        language("No activity serves this commitment yet"),
        language("An activity names its action plan and its commitment in its description."),
    )
    columns = [
        text_column("code", language("Code"), lambda each: each.code or ""),
        text_column("title", language("Title"), lambda each: each.title or ""),
        text_column(
            "status", language("Status"), lambda each: lists.name("activity_status", each.status)
        ),
        Column(
            "dates",
            language("Dates"),
            lambda each: language.dates(each.start, each.end),
            lambda each: (each.start is None, each.start),
        ),
    ]
    title = language("Activities of the commitment")
    made = RecordTable("commitment_activities", columns, desk.memory, title, empty)
    made.set_widths(code=170, title=420, status=120, dates=200)
    return made
