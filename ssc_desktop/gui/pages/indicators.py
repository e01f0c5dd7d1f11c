"""The indicators: what was reached of what was aimed at, what is behind each number, dashboards."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget

from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.parts.dashboards import Dashboards
from ssc_desktop.gui.parts.figures import Figures
from ssc_desktop.gui.parts.outputs import Outputs
from ssc_desktop.gui.widgets.indicator_choices import IndicatorChoices
from ssc_desktop.language import N_

FIGURES, DASHBOARDS, OUTPUTS = range(3)
ASKED = {"figures": FIGURES, "dashboards": DASHBOARDS, "outputs": OUTPUTS}
# Where no programme says when it begins and ends.
FIRST_DAY = date(2018, 12, 1)


@in_navigation
class IndicatorsPage(Page):
    """The indicators of a set in a period, as a table, as dashboards; the outputs behind some."""

    name: ClassVar[str] = "indicators"
    title: ClassVar[str] = N_("Indicators")
    icon: ClassVar[str] = "chart-column"
    order: ClassVar[int] = 55
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"activity", "half_day", "attendance", "registration", "participant", "organisation",
         "output", "indicator", "target", "frozen_figure", "programme", "action_plan",
         "commitment", "evidence", "exchange"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choices = IndicatorChoices(desk)
        self.choices.changed.connect(self.read_again)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.figures = Figures(self)
        self.tabs.addTab(self.figures, self.language("Figures"))
        self.body.addWidget(self.choices)
        self.body.addWidget(self.tabs, 1)
        freeze = self.action("freeze_period", self.freeze_period)
        export = self.action("export_data", self.export)
        report = self.action("make_report", self.make_report)
        self.add_head(button_for(freeze), button_for(export), button_for(report, role="primary"))
        self.dashboards: Dashboards | None = None
        self.outputs: Outputs | None = None
        self._asked: object = None
        # What is not seen at first is made in turns of its own.
        QTimer.singleShot(0, self, self._add_dashboards)
        self.tabs.currentChanged.connect(self._turned)

    def _add_dashboards(self) -> None:
        self.dashboards = Dashboards(self)
        self.tabs.addTab(self.dashboards, self.language("Dashboards"))
        QTimer.singleShot(0, self, self._add_outputs)

    def _add_outputs(self) -> None:
        outputs = Outputs(self)
        # To make a table and to dress it are two turns of the loop.
        QTimer.singleShot(0, self, lambda: self._place_outputs(outputs))

    def _place_outputs(self, outputs: Outputs) -> None:
        self.outputs = outputs
        self.tabs.addTab(outputs, self.language("Outputs"))
        self._turned(self.tabs.currentIndex())
        self.arrive(self._asked)

    # --- what is shown ------------------------------------------------------------------------

    def read_again(self) -> None:
        """Compute the figures of the set and the period that are chosen."""
        period, code = self.choices.period, self.choices.set_code
        if period.is_backwards:
            self.notice.say(
                self.language("The period ends before it begins. Exchange the two days.")
            )
            return
        self.notice.hide()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import indicators, programmes

            store = workspace.store
            sets = indicators.indicator_sets(store)
            known = {each.code for each in sets}
            wanted = code if code in known else next(iter(known), code)
            figures = indicators.indicator_figures(store, wanted, period.since, period.until)
            return sets, programmes.show_programme(store), figures

        self.read(work, self._show, only_latest="figures")

    def _show(self, found: tuple[Any, Any, Any]) -> None:
        sets, programme, figures = found
        language = self.language
        first = (programme.starts_on if programme else None) or FIRST_DAY
        last = max((programme.ends_on if programme else None) or first, date.today())
        self.choices.offer([(each.code, each.title(language)) for each in sets], first, last)
        counted = sum(bool(each.value) for each in figures)
        self.say_below(
            language.plural("{count} indicator has a value", "{count} indicators have a value",
                            counted)
        )  # fmt: skip
        self.figures.show_figures(figures)
        self._show_current()

    def _turned(self, index: int) -> None:
        self.choices.setVisible(index != OUTPUTS)
        self._show_current()

    def _show_current(self) -> None:
        """Read for the tab that is seen; the others wait until they are."""
        if self.dashboards is not None and self.tabs.currentIndex() == DASHBOARDS:
            self.dashboards.show_period(self.figures.figures, self.choices.period)
        if self.outputs is not None and self.tabs.currentIndex() == OUTPUTS:
            self.outputs.read_again()

    def arrive(self, what: object) -> None:
        """Show the dashboards, the outputs or one of them, when asked for."""
        if self.outputs is None:
            # The tabs are still being made.
            self._asked = what
        elif isinstance(what, UUID):
            self.tabs.setCurrentIndex(OUTPUTS)
            self.outputs.open_output(what)
        elif what in ASKED:
            self.tabs.setCurrentIndex(ASKED[str(what)])

    def leave(self) -> None:
        """Save what is half typed."""
        if self.outputs is not None:
            self.outputs.leave()

    # --- what is done -------------------------------------------------------------------------

    def freeze_period(self) -> None:
        """Keep the values of the period as they are now."""
        from ssc_desktop.gui.dialogs.freeze_period import FreezePeriodDialog

        FreezePeriodDialog(self, self.desk, self.choices.period).open()

    def make_report(self) -> None:
        """Make a report of the period."""
        from ssc_desktop.gui.dialogs.make_report import MakeReportDialog

        MakeReportDialog(self, self.desk, self.choices.period).open()

    def export(self) -> None:
        """Hand figures and records over in a form other programs read."""
        from ssc_desktop.gui.dialogs.export import ask_export

        period = self.choices.period
        ask_export(self, self.desk, period.since, period.until, self.choices.set_code)
