"""The dashboards: what was reached and aimed at, by whom, promises, places, money, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.action_charts import (
    budget_chart,
    evidence_chart,
    plans_chart,
    regions_chart,
)
from ssc_desktop.gui.widgets.chart_card import ChartCard
from ssc_desktop.gui.widgets.figure_charts import breakdown_chart, over_time_chart, targets_chart
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.gui.widgets.reporting_periods import WHOLE, Period
from ssc_desktop.gui.widgets.scrolling import scrolling

WIDE = 2
# The name of each chart, its line, its column, and how many columns it takes.
PLACES: tuple[tuple[str, int, int, int], ...] = (
    ("over_time", 0, 0, WIDE),
    ("sex", 1, 0, 1),
    ("country", 1, 1, 1),
    ("targets", 2, 0, WIDE),
    ("plans", 3, 0, WIDE),
    ("regions", 4, 0, WIDE),
    ("budget", 5, 0, WIDE),
    ("evidence", 6, 0, WIDE),
)


# Two that stand side by side; one of them alone takes the whole line.
PAIR = ("sex", "country")


class Dashboards(QWidget):
    """Charts of the period that is chosen above; three of them are of one indicator."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._page = page
        self._desk, self._language = page.desk, page.language
        self._figures: Sequence[Any] = ()
        self._period = Period(WHOLE)
        self.cards: dict[str, ChartCard] = {}
        self.one = QComboBox()
        self.one.setAccessibleName(self._language("Indicator"))
        self.one.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.one.setMinimumContentsLength(50)
        self.one.currentIndexChanged.connect(lambda _index: self._show_one())
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for column in range(WIDE):
            self._grid.setColumnStretch(column, 1)
        self.empty = self._empty()
        self._inside = self._arrange()
        self._coming = list(PLACES)

    def show_period(self, figures: Sequence[Any], period: Period) -> None:
        """Show the charts of a period, some of them of one indicator of the set."""
        self._figures, self._period = figures, period
        self._offer(figures)
        if not self._coming:
            self._show_all()
        elif not self.cards:
            self._add_next()

    @property
    def figure(self) -> Any:  # noqa: ANN401
        """The figure of the indicator that is chosen; None where there is none."""
        code = self.one.currentData()
        return next((each for each in self._figures if each.code == code), None)

    # --- made once ----------------------------------------------------------------------------

    def _arrange(self) -> QWidget:
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 4, 8, 12)
        within.setSpacing(12)
        words = label(self._language("Indicator"), role="muted")
        words.setBuddy(self.one)
        within.addLayout(row(words, self.one, None))
        within.addLayout(self._grid)
        within.addWidget(self.empty)
        within.addStretch(1)
        area = scrolling(inside)
        area.setFocusProxy(None)  # type: ignore[arg-type]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(area)
        return inside

    def _empty(self) -> QWidget:
        language = self._language
        made = EmptyState(
            "chart-column",
            language("Nothing to draw yet"),
            language(
                "Record activities and who attended them, name the indicators they contribute "
                "to, and write targets: the charts follow by themselves."
            ),
        )
        made.hide()
        return made

    def _add_next(self) -> None:
        """Make one card in each turn of the loop: all at once would be felt."""
        name, line, column, span = self._coming.pop(0)
        card = ChartCard(self._page)
        card.hide()
        self.cards[name] = card
        self._grid.addWidget(card, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
        if self._coming:
            QTimer.singleShot(0, self, self._add_next)
        else:
            self._show_all()

    # --- what is shown ------------------------------------------------------------------------

    def _offer(self, figures: Sequence[Any]) -> None:
        """Offer the indicators; the one chosen stays, else the first that has a value."""
        chosen = self.one.currentData()
        known = [each.code for each in figures]
        if chosen not in known:
            filled = sorted((each for each in figures if each.value),
                            key=lambda each: not each.is_relevant)  # fmt: skip
            chosen = next((each.code for each in filled), known[0] if known else None)
        self.one.blockSignals(True)
        self.one.clear()
        for each in figures:
            self.one.addItem(f"{each.code} · {each.title(self._language)}", each.code)
        self.one.setCurrentIndex(self.one.findData(chosen))
        self.one.blockSignals(False)

    def _show_all(self) -> None:
        self._put("targets", targets_chart(self._figures, self._language))
        self._show_one()
        for name, read, draw in self._of_the_action():
            self._read(name, read, draw)

    def _show_one(self) -> None:
        """The charts of the one indicator."""
        figure = self.figure
        if figure is None or self._coming:
            return
        for way in ("sex", "country"):
            self._put(way, breakdown_chart(figure, way, self._desk.lists, self._language))
        set_code, code, period = figure.set, figure.code, self._period

        def read(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import reached

            return reached.reached_by_month(
                workspace.store, set_code, code, period.since, period.until
            )

        self._read(
            "over_time", read, lambda months: over_time_chart(figure, months, self._language)
        )

    def _of_the_action(self) -> list[tuple[str, Callable[[Any], Any], Callable[[Any], Any]]]:
        """What is read of the whole Action, and how it is drawn."""
        lists, language = self._desk.lists, self._language
        since, until = self._period.since, self._period.until
        return [
            ("plans", read_plans, lambda plans: plans_chart(plans, language)),
            ("regions", read_regions, lambda rows: regions_chart(rows, lists, language)),
            ("budget", read_budget, lambda rows: budget_chart(rows, lists, language)),
            (
                "evidence",
                lambda workspace: read_evidence(workspace, since, until),
                lambda quarters: evidence_chart(quarters, language),
            ),
        ]

    def _read(self, name: str, read: Callable[[Any], Any], draw: Callable[[Any], Any]) -> None:
        self._desk.ops.read(
            self, read, lambda found: self._put(name, draw(found)), only_latest=name
        )

    def _put(self, name: str, chart: Any) -> None:  # noqa: ANN401
        """Show a chart; one that has nothing to say leaves its place."""
        card = self.cards[name]
        card.setVisible(bool(chart.numbers.rows) and not chart.shape.is_empty)
        card.show_chart(chart)
        if name in PAIR:
            self._balance()
        self.empty.setVisible(all(each.isHidden() for each in self.cards.values()))

    def _balance(self) -> None:
        """Give the line of a pair to the one that has something to say, or half of it to each."""
        shown = [self.cards[name] for name in PAIR if not self.cards[name].isHidden()]
        span = WIDE if len(shown) == 1 else 1
        for column, card in enumerate(shown):
            self._grid.addWidget(card, 1, column, 1, span, Qt.AlignmentFlag.AlignTop)


def read_plans(workspace: Any) -> Any:  # noqa: ANN401
    """The action plans with what became of their commitments; on the worker."""
    from ssc_desktop.services import reached

    return reached.plan_progress(workspace.store)


def read_regions(workspace: Any) -> Any:  # noqa: ANN401
    """The pilot activities by country and region; on the worker."""
    from ssc_desktop.services import reached

    return reached.region_table(workspace.store)


def read_budget(workspace: Any) -> Any:  # noqa: ANN401
    """What was planned and spent; on the worker."""
    from ssc_desktop.services import reached

    return reached.budget_table(workspace.store)


def read_evidence(workspace: Any, since: date | None, until: date | None) -> Any:  # noqa: ANN401
    """How complete the evidence is, quarter by quarter; on the worker."""
    from ssc_desktop.services import evidence_completeness

    whole = evidence_completeness.evidence_completeness(workspace.store, since, until)
    return evidence_completeness.by_quarter(whole)
