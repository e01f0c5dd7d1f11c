"""Charts of indicators: a breakdown, what was reached against targets, what came over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from ssc_desktop.domain.chart import Bar, Bars, Chart, Line, Lines, Numbers
from ssc_desktop.gui.lists import Lists
from ssc_desktop.language import N_, Language

WAYS = {
    "sex": N_("By sex"),
    "age_band": N_("By age group"),
    "beneficiary_type": N_("By type of beneficiary"),
    "country": N_("By country"),
    "region": N_("By region"),
    "stakeholder_category": N_("By category of stakeholder"),
}
FEW = N_("fewer than 5")
NOT_STATED = N_("Not stated")
MOST_BARS = 15


def breakdown_chart(figure: Any, way: str, lists: Lists, language: Language) -> Chart:  # noqa: ANN401
    """What a number is made of, by one way; counts too small to be told stay untold."""
    parts = [] if is_untold(figure, way) else _in_order(figure.by.get(way, {}))
    named = [(_name(lists, way, code, language), count) for code, count in parts]
    bars = tuple(
        Bar(name, count or 0, None, _written(count, language)) for name, count in named[:MOST_BARS]
    )
    heads = (language(WAYS[way]), language("Reached"))
    rows = tuple((name, _written(count, language)) for name, count in named)
    title = f"{language(WAYS[way])} · {figure.code}"
    told = _told_largest(named, language)
    if is_untold(figure, way):
        told = language("Its numbers are so small that they could tell who was there.")
    return Chart(title, told, Bars(bars, language("Reached")), Numbers(heads, rows))


def is_untold(figure: Any, way: str) -> bool:  # noqa: ANN401
    """Whether nothing is told of a breakdown, for the sake of those who are few."""
    return dict(figure.by.get(way, {})) == {"": None}


def targets_chart(figures: Iterable[Any], language: Language) -> Chart:
    """Every indicator that has a value or a target, each against its own target."""
    found = [each for each in figures if each.value or each.target]
    bars = tuple(
        Bar(
            f"{each.code} · {each.title(language)}",
            each.value,
            float(each.target) if each.target is not None else None,
            _against(each.value, each.target, language),
        )
        for each in found[:MOST_BARS]
    )
    heads = tuple(
        language(each) for each in (N_("Code"), N_("Indicator"), N_("Reached"), N_("Target"))
    )
    rows = tuple(
        (
            each.code,
            each.title(language),
            language.number(each.value),
            "" if each.target is None else language.number(each.target),
        )
        for each in found
    )
    aimed = [each for each in found if each.target]
    met = sum(each.value >= each.target for each in aimed)
    told = language(
        "{met} of {count} targets reached.",
        met=language.number(met),
        count=language.number(len(aimed)),
    )
    if not aimed:
        told = language("No target is written yet.")
    shape = Bars(bars, language("Reached"), language("Target"))
    return Chart(language("Reached and target"), told, shape, Numbers(heads, rows, words=2))


def over_time_chart(figure: Any, months: Sequence[Any], language: Language) -> Chart:  # noqa: ANN401
    """How an indicator grew month by month, and what was aimed at until then."""
    places = tuple(_month(each.month) for each in months)
    reached = tuple(float(each.value) for each in months)
    target = tuple(None if each.target is None else float(each.target) for each in months)
    if len(months) == 1:
        # One month alone is no line: it grew from nothing in the month before.
        before = months[0].month - timedelta(1)
        places, reached, target = (_month(before), *places), (0.0, *reached), (target[0], *target)
    lines = [Line(language("Reached"), reached)]
    if any(each is not None for each in target):
        lines.append(Line(language("Target"), target, is_target=True))
    rows = tuple(
        (
            _month(each.month),
            language.number(each.value),
            "" if each.target is None else language.number(each.target),
        )
        for each in months
    )
    heads = (language("Month"), language("Reached"), language("Target"))
    over_time = language("Reached over time")
    last = months[-1].value if months else 0
    told = language(
        "{title}: {value} reached by the end.",
        title=figure.title(language),
        value=language.number(last),
    )
    title = f"{over_time} · {figure.code}"
    return Chart(title, told, Lines(places, tuple(lines)), Numbers(heads, rows))


def _in_order(parts: Any) -> list[tuple[str, int | None]]:  # noqa: ANN401
    """The largest first; what is not stated comes last."""
    return sorted(parts.items(), key=lambda each: (not each[0], -(each[1] or 0), each[0]))


def _name(lists: Lists, way: str, code: str, language: Language) -> str:
    return lists.name(way, code) if code else language(NOT_STATED)


def _written(count: int | None, language: Language) -> str:
    return language(FEW) if count is None else language.number(count)


def _against(value: int, target: Any, language: Language) -> str:  # noqa: ANN401
    written = language.number(value)
    return written if target is None else f"{written} / {language.number(target)}"


def _told_largest(named: Sequence[tuple[str, int | None]], language: Language) -> str:
    counted = [(name, count) for name, count in named if count]
    if not counted:
        return language("Nothing is counted yet.")
    name, count = max(counted, key=lambda each: each[1])
    return language("The largest is {name}: {count}.", name=name, count=language.number(count))


def _month(day: Any) -> str:  # noqa: ANN401
    """A month as it is written below an axis."""
    return f"{day.month:02}/{day.year}" if hasattr(day, "month") else str(day)
