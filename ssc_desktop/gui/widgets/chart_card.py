"""A chart on a page: drawn, or as a table; copied as picture and numbers, printed with both."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ssc_desktop.domain.chart import Chart
from ssc_desktop.gui.actions import action, tool_for
from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.parts.paper_jobs import PaperJobs
from ssc_desktop.gui.tables.number_table import NumberTable
from ssc_desktop.gui.widgets.chart_paint import Look, height_of, paint_chart
from ssc_desktop.gui.widgets.chart_paper import chart_paper
from ssc_desktop.gui.widgets.plain import Card, OneLine, column, label, row

# A picture that is copied is drawn this much finer than on the screen.
FINER = 2
LEAST_HEIGHT, LEAST_WIDTH = 96, 240
AROUND = 18


class ChartView(QWidget):
    """The drawing. Tab comes to it, so that it can be heard, copied and printed by keys."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._language = page.language
        self._chart: Chart | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its bars need."""
        high = height_of(self._chart.shape) if self._chart else LEAST_HEIGHT
        return QSize(LEAST_WIDTH, max(round(high) + 8, LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower it would say nothing."""
        return QSize(LEAST_WIDTH, self.sizeHint().height())

    def picture(self) -> QImage:
        """The chart as a picture on its ground, finer than the screen shows it."""
        size = self.size()
        made = QImage(size * FINER, QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(FINER)
        made.fill(tokens_now().colour("surface"))
        painter = QPainter(made)
        self._paint(painter)
        painter.end()
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and a frame while the keyboard is here."""
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(tokens_now().colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        if self._chart is None:
            return
        place = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        look = Look(tokens_now(), self.font(), self.isRightToLeft(), self._language.number)
        paint_chart(painter, place, self._chart.shape, look)


class ChartCard(Card):
    """A chart with its title, what is said of it, and what can be done with it."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._desk = page.desk
        self._page = page
        self.chart: Chart | None = None
        self._jobs: PaperJobs | None = None
        self._title = OneLine(size="section")
        self._told = label(role="muted", wrap=True)
        self.view = ChartView(page)
        self.table = NumberTable(page.language)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.table)
        language = page.language
        self.turn = action(self, "as_numbers", language, self._turn)
        self.turn.setCheckable(True)
        copying = action(self.view, "copy_chart", language, self.copy)
        printing = action(self, "print_chart", language, self.print_chart)
        self.buttons = [tool_for(each) for each in (self.turn, copying, printing)]
        self.buttons[0].setCheckable(True)
        self.turn.toggled.connect(self.buttons[0].setChecked)
        head = row(self._title, *self.buttons, spacing=2)
        head.setStretch(0, 1)
        inside = column(head, self._told, self._stack, spacing=6)
        inside.setContentsMargins(AROUND, 12, AROUND, AROUND)
        self.setLayout(inside)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart; it stays a table where the person turned it to one."""
        self.chart = chart
        self._title.setText(chart.title)
        self._told.setText(chart.told)
        for each in self.buttons:
            each.setAccessibleName(f"{each.toolTip()} · {chart.title}")
        self.view.show_chart(chart)
        self.table.show_numbers(chart.title, chart.numbers)
        self._fit()

    @property
    def is_table(self) -> bool:
        """Whether the numbers are shown as a table."""
        return self._stack.currentWidget() is self.table

    def copy(self) -> None:
        """Put the picture and the numbers into the clipboard: each program takes what it can."""
        if self.chart is None:
            return
        kept = QMimeData()
        kept.setText(self.chart.numbers.as_text)
        kept.setImageData(self.view.picture())
        QGuiApplication.clipboard().setMimeData(kept)
        self._desk.tell(self._desk.language("The chart and its numbers are in the clipboard."))

    def print_chart(self) -> None:
        """Let the person choose the printer for the chart and its table."""
        if self.chart is None:
            return
        self._jobs = self._jobs or PaperJobs(self._page)
        draw = self.drawing()
        self._page.read(
            draw, lambda data: self._jobs.print_one(data, 1, 1, lambda each, *_: [draw(each)])
        )

    def drawing(self) -> Any:  # noqa: ANN401
        """What draws the chart on paper; on the worker."""
        charts = [self.chart] if self.chart else []
        language, font = self._desk.language, self.font()
        return lambda _workspace: chart_paper(charts, language, font)

    def _turn(self) -> None:
        had_focus = self._shown.hasFocus()
        wanted = self.view if self.is_table else self.table
        self._stack.setCurrentWidget(wanted)
        self._fit()
        if had_focus:
            wanted.setFocus()

    def _fit(self) -> None:
        self._stack.setFixedHeight(self._shown.sizeHint().height())

    @property
    def _shown(self) -> QWidget:
        return self.table if self.is_table else self.view
