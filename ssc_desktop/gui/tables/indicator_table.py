"""The indicators of a set in a table: baseline, target, what was reached, what is still on its way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.gauge import GaugeDelegate
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.language import Language

SHARE = "share"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: a figure, with a key by which it is found again after it was computed anew."""

    figure: Any
    id: tuple[str, str]

    @property
    def share(self) -> float | None:
        """How much of the target was reached, from 0 to 1; None without a target."""
        target = self.figure.target
        return min(float(self.figure.value / target), 1.0) if target else None


def shown(figure: Any) -> Shown:  # noqa: ANN401
    """A figure as a line."""
    return Shown(figure, (figure.set, figure.code))


def indicator_table(desk: Desk) -> RecordTable:
    """The table of a set; Enter opens what is behind a number."""
    language = desk.language
    empty: QWidget = EmptyState(
        "chart-column",
        language("No indicator here"),
        language(
            "Choose another set. Headquarters sends the indicators of the programme with its "
            "return bundles."
        ),
    )
    columns = columns_of_figures(language)
    made = RecordTable("indicators", columns, desk.memory, language("Indicators"), empty)
    made.set_widths(code=62, title=252, value=78, target=72, share=140, difference=110,
                    participations=110, days=130, baseline=140, headquarters=150)  # fmt: skip
    at = next(number for number, each in enumerate(columns) if each.name == SHARE)
    made.view.setItemDelegateForColumn(at, GaugeDelegate(made.view, lambda line: line.share))
    return made


def columns_of_figures(language: Language) -> list[Column]:
    """What is shown of each figure."""
    return [
        Column(
            "code",
            language("Code"),
            lambda line: line.figure.code,
            lambda line: (False, _natural(line.figure.code)),
        ),
        text_column("title", language("Indicator"), lambda line: line.figure.title(language)),
        Column(
            "value",
            language("Reached"),
            lambda line: language.number(line.figure.value),
            lambda line: (False, line.figure.value),
            is_number=True,
            icon=lambda line: icon("lock", "muted") if line.figure.frozen_at else None,
        ),
        _amount("target", language("Target"), language),
        Column(
            SHARE,
            language("Reached of the target"),
            lambda line: reached_words(line.figure, language),
            lambda line: (line.share is None, line.share),
        ),
        Column(
            "difference",
            language("Since it was frozen"),
            lambda line: difference_words(line.figure, language),
            lambda line: (not line.figure.difference, line.figure.difference),
            is_number=True,
        ),
        _count("participations", "participations", language("Participations"), language),
        _count("days", "participant_days", language("Participant-days"), language),
        _amount("baseline", language("Baseline"), language),
        Column(
            "headquarters",
            language("Not yet at headquarters"),
            lambda line: not_received_words(line.figure, language),
            lambda line: (not line.figure.not_received, line.figure.not_received),
        ),
    ]


def reached_words(figure: Any, language: Language) -> str:  # noqa: ANN401
    """The share of the target as a percentage, which may be more than all of it."""
    if not figure.target:
        return ""
    return language.percent(float(figure.value / figure.target))


def difference_words(figure: Any, language: Language) -> str:  # noqa: ANN401
    """By how much the records now say more or less than the value that was frozen."""
    if figure.frozen_at is None or not figure.difference:
        return ""
    sign = "+" if figure.difference > 0 else "\u2212"
    return f"{sign}{language.number(abs(figure.difference))}"


def not_received_words(figure: Any, language: Language) -> str:  # noqa: ANN401
    """How many of the records behind a figure headquarters has not received."""
    if not figure.not_received:
        return ""
    return language.plural("{count} record", "{count} records", figure.not_received)


def number_or_nothing(value: Decimal | float | None, language: Language) -> str:
    """A number; nothing where there is none."""
    return "" if value is None else language.number(value)


def _amount(name: str, title: str, language: Language) -> Column:
    return Column(
        name,
        title,
        lambda line: number_or_nothing(getattr(line.figure, name), language),
        lambda line: (getattr(line.figure, name) is None, getattr(line.figure, name)),
        is_number=True,
    )


def _count(name: str, field: str, title: str, language: Language) -> Column:
    """A number that only indicators of people have."""

    def count(line: Any) -> float:  # noqa: ANN401
        return float(getattr(line.figure, field))

    return Column(
        name,
        title,
        lambda line: language.number(getattr(line.figure, field)) if count(line) else "",
        lambda line: (not count(line), count(line)),
        is_number=True,
    )


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    """Codes in their order: 3.10 comes after 3.9, 3.5bis after 3.5."""
    parts = []
    for part in code.split("."):
        digits = "".join(letter for letter in part if letter.isdigit())
        parts.append((int(digits or 0), part))
    return tuple(parts)
