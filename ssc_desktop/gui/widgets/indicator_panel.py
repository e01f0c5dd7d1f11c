"""What is behind one number: how it stands, what it is made of, the records it comes from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLayout, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.indicator_table import (
    difference_words,
    number_or_nothing,
    reached_words,
)
from ssc_desktop.gui.tables.source_table import source_table
from ssc_desktop.gui.widgets.chart_card import ChartCard
from ssc_desktop.gui.widgets.figure_charts import WAYS, breakdown_chart
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_, Language

KEPT_WAY = "indicators/way"
LEAST_SOURCES = 170
# Of the records that moved since a period was frozen; the command line tells all of them.
MOST_MOVED = 6


class IndicatorPanel(QFrame):
    """Stands beside the table of indicators; hidden until a number is opened."""

    opened = Signal(str, object)
    target_asked = Signal()

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._desk, self._language = page.desk, page.language
        self._figure: Any = None
        language = page.language
        self.setMinimumWidth(340)
        self._heading = label(size="section", wrap=True)
        self._standing = label(role="muted", wrap=True)
        self.ways = QComboBox()
        self.ways.setAccessibleName(language("Breakdown"))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.ways.setSizeAdjustPolicy(policy)
        self.ways.setMinimumContentsLength(14)
        for way, words in WAYS.items():
            self.ways.addItem(language(words), way)
        kept = page.desk.memory.words(KEPT_WAY)
        self.ways.setCurrentIndex(max(self.ways.findData(kept[0] if kept else ""), 0))
        self.ways.currentIndexChanged.connect(lambda _index: self._turn())
        self.card = ChartCard(page)
        self.sources = source_table(page.desk)
        self.sources.opened.connect(lambda each: self.opened.emit(each.kind, each.id))
        self.target_button = button(language("Target…"), icon_name="target")
        self.target_button.clicked.connect(self.target_asked)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(language("Close"))
        close.setToolTip(language("Close"))
        close.clicked.connect(self.hide)
        head = row(self._heading, close)
        head.setStretch(0, 1)
        self._arrange(head)
        self.hide()

    def _arrange(self, head: QLayout) -> None:
        """The heading stays; what is below it scrolls in a low window."""
        inside = QWidget()
        within = column(
            self._standing, row(self.ways, None, self.target_button), self.card, self.sources
        )
        within.setStretch(3, 1)
        inside.setLayout(within)
        self.sources.setMinimumHeight(LEAST_SOURCES)
        area = scrolling(inside)
        area.setFocusProxy(None)  # type: ignore[arg-type]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(area, 1)

    @property
    def figure(self) -> Any:  # noqa: ANN401
        """The figure that is shown."""
        return self._figure

    def show_figure(self, figure: Any) -> None:  # noqa: ANN401
        """Show what is behind a figure."""
        self._figure = figure
        self._heading.setText(f"{figure.code} · {figure.title(self._language)}")
        self._standing.setText("\n".join(standing_words(figure, self._language)))
        self._show_breakdown()
        self.sources.show_rows(figure.sources)
        self.show()

    def _turn(self) -> None:
        self._desk.memory.keep_words(KEPT_WAY, [self.ways.currentData()])
        if self._figure is not None:
            self._show_breakdown()

    def _show_breakdown(self) -> None:
        way = self.ways.currentData()
        self.card.show_chart(breakdown_chart(self._figure, way, self._desk.lists, self._language))


def standing_words(figure: Any, language: Language) -> list[str]:  # noqa: ANN401
    """How a figure stands, a line for each thing there is to say."""
    said = (("value", N_("Reached")), ("baseline", N_("Baseline")), ("target", N_("Target")))
    parts = []
    for name, words in said:
        value = number_or_nothing(getattr(figure, name), language)
        if value:
            parts.append(language.labelled(language(words), value))
    if figure.target:
        parts.append(reached_words(figure, language))
    lines = [" · ".join(parts)]
    if figure.participations:
        lines.append(_people_words(figure, language))
    lines += _frozen_words(figure, language)
    if figure.without_evidence:
        lines.append(
            language.plural(
                "{count} output has no document yet and does not count.",
                "{count} outputs have no document yet and do not count.",
                figure.without_evidence,
            )
        )
    if figure.not_received:
        lines.append(
            language.plural(
                "Headquarters has not received {count} record behind it yet.",
                "Headquarters has not received {count} records behind it yet.",
                figure.not_received,
            )
        )
    if figure.comment:
        lines.append(figure.comment)
    return lines


def _frozen_words(figure: Any, language: Language) -> list[str]:  # noqa: ANN401
    """When the value was frozen, and what the records say now where that is another number."""
    if figure.frozen_at is None:
        return []
    said = language("Frozen on {moment}.", moment=language.moment(figure.frozen_at))
    if figure.difference:
        now = language(
            "The records now say {current} ({difference}).",
            current=language.number(figure.current),
            difference=difference_words(figure, language),
        )
        said = f"{said} {now}"
    moved = [_moved_words(each, language) for each in figure.moved[:MOST_MOVED]]
    more = len(figure.moved) - len(moved)
    if more > 0:
        moved.append(language.plural("and {count} more record", "and {count} more records", more))
    return [said, *moved]


def _moved_words(record: Any, language: Language) -> str:  # noqa: ANN401
    """What a record gave when the period was frozen, and what it gives now."""
    words = language(
        "{then} when frozen, {now} now",
        then=language("fewer than 5") if record.frozen is None else language.number(record.frozen),
        now=language.number(record.current),
    )
    return language.labelled(f"\u2068{record.code}\u2069", words)


def _people_words(figure: Any, language: Language) -> str:  # noqa: ANN401
    return language(
        "Each person once; {participations} participations, {days} participant-days.",
        participations=language.number(figure.participations),
        days=language.number(figure.participant_days),
    )
