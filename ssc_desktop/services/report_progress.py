"""The course of a period: activities and people by month, or by quarter where it is long."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.chart import Line, Lines
from ssc_desktop.language import Language
from ssc_desktop.paper.report_content import NUMBER, Block, Graph, Head, Table
from ssc_desktop.services.report_facts import ReportFacts

_MOST_MONTHS = 13
_MONTHS, _QUARTER = 12, 3


def course_blocks(facts: ReportFacts, language: Language) -> tuple[Block, ...]:
    """A line of the people reached so far, and the table of its numbers.

    Sensitive activities are counted and their people are not: a step of the line may say who came.
    """
    begun = [each for each in facts.held if each.start is not None]
    if not begun:
        return ()
    steps = _steps(begun, facts.wanted.since)
    if len(steps) < 2:
        return ()
    reached: set[UUID] = set()
    rows, line = [], []
    for first, last in zip(steps, [*steps[1:], _next_month(steps[-1], 12)], strict=True):
        # What began before the period stands in its first step.
        is_first = first == steps[0]
        inside = [
            each
            for each in begun
            if each.start and each.start < last and (is_first or first <= each.start)
        ]
        shown = [each for each in inside if not each.sensitive]
        reached |= facts.there(shown).keys()
        line.append(float(len(reached)))
        rows.append(
            (
                _name(first, _is_long(steps), language),
                language.number(len(inside)),
                language.number(facts.participations(shown)),
                language.number(len(reached)),
            )
        )
    heads = (
        Head(language("Quarter") if _is_long(steps) else language("Month"), 2.0),
        Head(language("Activities"), 1.0, NUMBER),
        Head(language("Participations"), 1.0, NUMBER),
        Head(language("People reached so far"), 1.4, NUMBER),
    )
    series = Line(language("People reached so far"), tuple(line))
    labels = tuple(_mark(first, _is_long(steps), language) for first in steps)
    return (Graph(Lines(labels, (series,))), Table(heads, tuple(rows)))


def _steps(begun: list[Activity], since: date | None) -> list[date]:
    """The first days of all months, or quarters, from the first activity of the period, or from
    its beginning where one is older, to the last."""
    days = [each.start for each in begun if each.start is not None]
    last = max(days)
    first = max(min(days), since or date.min).replace(day=1)
    months = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    step = 1 if months <= _MOST_MONTHS else _QUARTER
    if step == _QUARTER:
        first = first.replace(month=(first.month - 1) // _QUARTER * _QUARTER + 1)
    steps = [first]
    while (following := _next_month(steps[-1], step)) <= last:
        steps.append(following)
    return steps


def _next_month(day: date, months: int) -> date:
    at = day.year * _MONTHS + day.month - 1 + months
    return date(at // _MONTHS, at % _MONTHS + 1, 1)


def _is_long(steps: list[date]) -> bool:
    return _next_month(steps[0], 1) < steps[1]


def _mark(first: date, is_quarter: bool, language: Language) -> str:
    """The same for the axis of a chart, where there is little room."""
    if not is_quarter:
        return _name(first, is_quarter, language)
    return language("Q{quarter} {year}", quarter=(first.month - 1) // _QUARTER + 1, year=first.year)


def _name(first: date, is_quarter: bool, language: Language) -> str:
    """A month as ``08/2021``, a quarter as people say it."""
    if not is_quarter:
        return f"{first.month:02d}/{first.year}"
    quarter = (first.month - 1) // _QUARTER + 1
    return language("Quarter {quarter} of {year}", quarter=quarter, year=first.year)
