"""A paper that belongs to no activity: seen, printed, saved, in the language it is wanted in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.plain_choice import language_choice
from ssc_desktop.gui.parts.paper_jobs import PaperJobs
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.pdf_preview import PdfPreview
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language
from ssc_desktop.settings import SHEET_LANGUAGE

Draw = Callable[[Any, Language, object, Path | None], bytes]
"""Draws the paper in a language, for one of the choices, also into a file where one is named."""


class PaperPreviewDialog(QDialog):
    """Shows a paper; ``choices`` are what it can be of, such as countries."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        title: str,
        name: str,
        draw: Draw,
        choices: list[tuple[object, str]],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.language = language = desk.language
        self._name = name
        self._draw = draw
        self._data = b""
        self.jobs = PaperJobs(self)
        self.setWindowTitle(title)
        open_at(self, 940, 660)
        self.notice = ProblemBar(language)
        self.preview = PdfPreview(language)
        self.spoken = language_choice(desk, language("Language of the sheet"))
        self.choice = QComboBox()
        self.choice.setAccessibleName(title)
        for value, words in choices:
            self.choice.addItem(words, value)
        self.choice.setVisible(len(choices) > 1)
        self.print_button = button(language("Print…"), role="primary", icon_name="printer")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button = button(language("Save as PDF…"), icon_name="save")
        self.save_button.clicked.connect(self.save_paper)
        self.spoken.activated.connect(self._keep_language)
        self.choice.activated.connect(lambda _index: self.draw())
        self._arrange(title)
        QTimer.singleShot(0, self, self.draw)

    def _arrange(self, title: str) -> None:
        close = button(self.language("Close"))
        close.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(10)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self.notice)
        whole.addLayout(row(self.spoken, self.choice, None, self.save_button, self.print_button))
        whole.addWidget(self.preview, 1)
        whole.addLayout(row(None, close))

    def draw(self) -> None:
        """Draw the paper off the window's thread, then show it."""
        self._allow(ready=False)
        draw = self._drawing()
        self.desk.ops.read(
            self,
            lambda workspace: draw(workspace),
            self._show,
            failed=self.show_problem,
            only_latest="paper",
        )

    def print_paper(self) -> None:
        """Let the person choose the printer; the pages go out at true size."""
        draw = self._drawing()
        pages, page = self.preview.page_count, self.preview.page
        self.jobs.print_one(self._data, pages, page, lambda workspace, *_: [draw(workspace)])

    def save_paper(self) -> None:
        """Save the paper where the person says."""
        self.jobs.ask_file(f"{self._name}.pdf", self._drawing())

    def write(self, target: Path) -> None:
        """Write the paper to a file."""
        self.jobs.write(target, self._drawing())

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, above the paper."""
        self.notice.say(self.desk.text_of(problem))

    def _drawing(self) -> Callable[..., bytes]:
        spoken, choice, draw = self.spoken.currentData(), self.choice.currentData(), self._draw

        def drawing(workspace: Any, target: Path | None = None) -> bytes:  # noqa: ANN401
            return draw(workspace, Language(spoken), choice, target)

        return drawing

    def _keep_language(self, _index: int) -> None:
        self.desk.memory.settings.set(SHEET_LANGUAGE, self.spoken.currentData())
        self.draw()

    def _show(self, data: bytes) -> None:
        self._data = data
        self.notice.hide()
        self.preview.show_pdf(data)
        self._allow(ready=True)

    def _allow(self, *, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)
