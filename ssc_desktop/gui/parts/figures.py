"""The figures of a set in a period: the table, and beside it what is behind one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ssc_desktop.gui.places import open_record
from ssc_desktop.gui.tables.indicator_table import indicator_table, shown
from ssc_desktop.gui.widgets.indicator_panel import IndicatorPanel


class Figures(QWidget):
    """Enter on a number opens the records behind it; Enter on one of those opens the record."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._page = page
        self._desk = page.desk
        self.figures: Sequence[Any] = ()
        self.table = indicator_table(page.desk)
        self.panel = IndicatorPanel(page)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._follow)
        target = page.action("set_target", self.set_target)
        self.table.allow(target)
        self.panel.target_asked.connect(self.set_target)
        self.panel.opened.connect(self._open_source)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.setHandleWidth(16)
        both.addWidget(self.table)
        both.addWidget(self.panel)
        both.setStretchFactor(0, 1)
        both.setSizes([620, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.addWidget(both)

    def show_figures(self, figures: Sequence[Any]) -> None:
        """Show other figures; the number that is open stays open."""
        self.figures = figures
        self.table.show_rows(shown(each) for each in figures)
        self._follow()

    @property
    def chosen(self) -> Any:  # noqa: ANN401
        """The figure that is open or chosen; None where none is."""
        found = self.table.chosen_rows()
        return found[0].figure if found else None

    def set_target(self) -> None:
        """Write the baseline and the target of the indicator that is chosen."""
        from ssc_desktop.gui.dialogs.targets import TargetsDialog

        if self.chosen is not None:
            TargetsDialog(self._page, self._desk, self.chosen, self._page.choices.period).open()

    def _open(self, line: Any) -> None:  # noqa: ANN401
        self.panel.show_figure(line.figure)
        self.panel.sources.view.setFocus()

    def _follow(self) -> None:
        """While the panel is open it shows the line the person is on."""
        if self.panel.isVisible() and self.chosen is not None:
            self.panel.show_figure(self.chosen)

    def _open_source(self, kind: str, key: object) -> None:
        if kind == "output":
            self._page.arrive(key)
        else:
            open_record(self._desk, self, kind, key)  # type: ignore[arg-type]
