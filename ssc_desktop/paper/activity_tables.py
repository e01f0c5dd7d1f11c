"""The tables of an activity sheet: programme, people counted, promises, budget, indicators."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.activity_content import (
    Budget,
    Contribution,
    HalfDayLine,
    Promise,
    Tally,
)
from ssc_desktop.paper.attendance_content import PARTS
from ssc_desktop.paper.flow import shares
from ssc_desktop.paper.small_tables import SmallTable
from ssc_desktop.paper.tables import Column
from ssc_desktop.paper.text import ltr

CELL = 7.6
_TALLY_CELL = 7.2
_ATTENDED = N_("Attended")


def programme(language: Language, lines: Sequence[HalfDayLine], width: float) -> SmallTable:
    """Half-days with their topics; a column in which nothing is known is left out."""
    shown = {
        N_("Date"): (20, [ltr(language.date(line.slot.day)) for line in lines]),
        N_("Half-day"): (20, [language(PARTS[line.slot.part]) for line in lines]),
        N_("Hours"): (24, [line.slot.hours for line in lines]),
        N_("Topic"): (74, [line.topic for line in lines]),
        N_("Facilitator"): (34, [line.facilitator for line in lines]),
        _ATTENDED: (16, ["" if line.present is None else str(line.present) for line in lines]),
    }
    kept = {title: both for title, both in shown.items() if title == _ATTENDED or any(both[1])}
    columns = tuple(
        Column(language(title), share, "center" if title == _ATTENDED else "start", size=CELL)
        for title, share in zip(
            kept, shares(width, *(part for part, _ in kept.values())), strict=True
        )
    )
    return SmallTable(columns, tuple(zip(*(cells for _, cells in kept.values()), strict=True)))


def tally(language: Language, counted: Tally, width: float) -> SmallTable:
    """People by something and by sex, with their sum in the last row and column."""
    titles = (counted.title, language("Women"), language("Men"), language("Not stated"),
              language("All"))  # fmt: skip
    columns = tuple(
        Column(title, share, "center" if at else "start", size=_TALLY_CELL)
        for at, (title, share) in enumerate(
            zip(titles, shares(width, 42, 12, 12, 14, 11), strict=True)
        )
    )
    women = sum(row[1] for row in counted.rows)
    men = sum(row[2] for row in counted.rows)
    unstated = sum(row[3] for row in counted.rows)
    rows = (*counted.rows, (language("All"), women, men, unstated))
    return SmallTable(columns, tuple(_tally_row(row) for row in rows), has_total=True)


def promises(language: Language, taken: Sequence[Promise], width: float) -> SmallTable:
    """Recommendations: what, who, by when, how far."""
    titles = (N_("Recommendation"), N_("Responsible"), N_("Due on"), N_("State"))
    rows = (
        (each.text, each.responsible, language.date(each.due) if each.due else "", each.state)
        for each in taken
    )
    return SmallTable(_columns(language, titles, shares(width, 88, 46, 22, 28)), tuple(rows))


def budget(language: Language, money: Budget, width: float) -> SmallTable:
    """Amounts in local currency, and in euro where a rate is known."""
    titles = ["", language("Local currency"), language("In euro")]
    if not any(euro for _, _, euro in money.rows):
        titles.pop()
    widths = shares(width, *(70, 57, 57)[: len(titles)])
    columns = tuple(
        Column(title, share, "end" if at else "start", size=CELL)
        for at, (title, share) in enumerate(zip(titles, widths, strict=True))
    )
    return SmallTable(columns, tuple(row[: len(titles)] for row in money.rows))


def indicators(language: Language, found: Sequence[Contribution], width: float) -> SmallTable:
    """Indicators with what the activity brings to each."""
    titles = (N_("Code"), N_("Indicator"), N_("Counted today"))
    rows = tuple((ltr(each.code), each.title, each.counted) for each in found)
    return SmallTable(_columns(language, titles, shares(width, 18, 100, 66)), rows)


def _columns(
    language: Language, titles: Sequence[str], widths: Sequence[float]
) -> tuple[Column, ...]:
    return tuple(
        Column(language(title), width, size=CELL)
        for title, width in zip(titles, widths, strict=True)
    )


def _tally_row(row: tuple[str, int, int, int]) -> tuple[str, ...]:
    return (row[0], *map(str, row[1:]), str(sum(row[1:])))
