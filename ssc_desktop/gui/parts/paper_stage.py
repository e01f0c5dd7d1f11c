"""Where a paper is shown: its pages, or the words that stand in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button
from ssc_desktop.language import N_, Language

if TYPE_CHECKING:
    from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

# Where what a paper lacks is recorded: the part of the activity and the words of its button.
PLACES = {
    "people": N_("Register people…"),
    "half_days": N_("Half-days"),
    "attendance": N_("Attendance"),
}


class PaperStage(QStackedWidget):
    """Shows a PDF; what draws it is loaded with the first one."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.preview: PdfPreview | None = None
        self.words = QWidget()
        self.addWidget(self.words)

    def show_pdf(self, data: bytes) -> None:
        """Show the pages of a paper."""
        if self.preview is None:
            from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

            self.preview = PdfPreview(self._language)
            self.addWidget(self.preview)
        self.preview.show_pdf(data)
        self.setCurrentWidget(self.preview)

    def say_lack(self, reason: str, place: str, go: Callable[[], object]) -> None:
        """Say what a paper lacks, with the way to where it is recorded."""
        way = button(self._language(PLACES[place]))
        way.clicked.connect(lambda: go())
        title = self._language("Nothing to print yet")
        self._say(EmptyState("printer", title, reason, way))

    def say_failure(self, text: str) -> None:
        """Say why a paper cannot be drawn."""
        title = self._language("This paper cannot be drawn")
        self._say(EmptyState("circle-alert", title, text))

    def _say(self, state: EmptyState) -> None:
        old, self.words = self.words, state
        self.insertWidget(0, state)
        self.setCurrentIndex(0)
        self.removeWidget(old)
        old.deleteLater()


def place_of_lack(paper: str, *, has_people: bool) -> str:
    """The part of an activity where what a paper lacks is recorded."""
    if paper == "attendance":
        return "half_days"
    return "attendance" if has_people else "people"
