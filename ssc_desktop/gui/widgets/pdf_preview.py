"""A sheet on the screen as it will lie on the table: its pages, small and large, and the zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIntValidator, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import action, tool_for
from ssc_desktop.gui.widgets.page_strip import PageStrip
from ssc_desktop.gui.widgets.page_view import FIT_WIDTH, STEP, WHOLE_PAGE, PageView
from ssc_desktop.gui.widgets.pdf_pages import POINTS_PER_INCH, PdfPages
from ssc_desktop.gui.widgets.plain import label, left_to_right, row
from ssc_desktop.language import Language

MM_PER_INCH = 25.4
A4 = (210, 297)


class PdfPreview(QWidget):
    """Shows a PDF that lies in memory; nothing is written to be shown."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.pages = PdfPages(self)
        # Asked first: what is read large is drawn before the small pages are.
        self.view = PageView(self.pages, language)
        self.strip = PageStrip(self.pages, language)
        self.place = QLineEdit()
        self._of = label(role="muted")
        self._size = label(role="muted")
        self._zoom = label(role="muted")
        self._set_up_place()
        self._arrange()
        self.strip.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self._show_place)
        self.view.zoom_changed.connect(self._show_zoom)

    def _set_up_place(self) -> None:
        words = self._language("Go to page")
        left_to_right(self.place)
        self.place.setFixedWidth(46)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place.setAccessibleName(words)
        self.place.setToolTip(words)
        self.place.editingFinished.connect(self._go)
        self._zoom.setFixedWidth(48)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _arrange(self) -> None:
        larger = self._tool("larger", lambda: self.view.enlarge(STEP))
        smaller = self._tool("smaller", lambda: self.view.enlarge(1 / STEP))
        width = self._tool("fit_width", lambda: self.view.fit_to(FIT_WIDTH))
        whole = self._tool("whole_page", lambda: self.view.fit_to(WHOLE_PAGE))
        next_page = self._tool("next_page", lambda: self._step(1))
        previous = self._tool("previous_page", lambda: self._step(-1))
        bar = row(
            previous, self.place, self._of, next_page, None, self._size, None,
            smaller, self._zoom, larger, width, whole, spacing=4,
        )  # fmt: skip
        below = row(self.strip, self.view, spacing=8)
        below.setStretch(1, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(bar)
        inside.addLayout(below, 1)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self.pages.sizes)

    @property
    def page(self) -> int:
        """The page that is looked at, from 1."""
        return self.view.page + 1

    def show_pdf(self, data: bytes) -> None:
        """Show another PDF, from its first page."""
        self.pages.show_pdf(data)
        count = self.page_count
        self.strip.setVisible(count > 1)
        self.place.setValidator(QIntValidator(1, max(count, 1), self.place))
        self._of.setText(self._language("of {count}", count=self._language.number(count)))
        self._show_place(0)
        self._show_zoom()

    def _show_place(self, page: int) -> None:
        self.strip.mark(page)
        self.place.setText(str(page + 1))
        if page < self.page_count:
            size = self.pages.sizes[page]
            words = self._language("{paper}, printed at its true size", paper=self._named(size))
            self._size.setText(words)

    def _named(self, size: object) -> str:
        millimetres = [
            round(side / POINTS_PER_INCH * MM_PER_INCH)
            for side in (size.width(), size.height())  # type: ignore[attr-defined]
        ]
        if tuple(sorted(millimetres)) != A4:
            return "{} × {} mm".format(*millimetres)
        upright = millimetres[0] < millimetres[1]
        return self._language("A4 portrait") if upright else self._language("A4 landscape")

    def _show_zoom(self) -> None:
        self._zoom.setText(self._language.percent(self.view.zoom))

    def _step(self, step: int) -> None:
        self.view.go_to(self.view.page + step)

    def _go(self) -> None:
        if self.place.hasAcceptableInput() and int(self.place.text()) != self.page:
            self.view.go_to(int(self.place.text()) - 1)
        self._show_place(self.view.page)

    def _tool(self, name: str, done: object) -> QWidget:
        made = action(self, name, self._language, done)  # type: ignore[arg-type]
        if name == "larger":
            # On most keyboards plus is above the equals sign.
            made.setShortcuts([made.shortcut(), QKeySequence("Ctrl+=")])
        tool = tool_for(made)
        tool.setIconSize(QSize(18, 18))
        return tool
