"""One line for somebody who walked in: a name and Enter, or somebody known from the list under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ssc_desktop.gui.icons import icon
from ssc_desktop.language import Language

SHORTEST = 3


class WalkInLine(QLineEdit):
    """Enter adds the name as a new person; a known person chosen below is put on the list."""

    added = Signal(str)
    known_chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        words = language("Somebody who walked in: type the name, Enter")
        self._language = language
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self.addAction(icon("user-plus", "muted"), self.ActionPosition.LeadingPosition)
        self._known: list[Any] = []
        self._model = QStringListModel(self)
        offered = QCompleter(self._model, self)
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.setWidget(self)
        offered.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self._offered = offered
        self._popup = QListView()
        self._popup.setObjectName("completions")
        offered.setPopup(self._popup)
        self.textEdited.connect(self._ask)

    def offer(self, typed: str, people: list[Any]) -> None:
        """Offer known people for what was typed, if it still stands there."""
        if typed != self.text().strip() or not self.hasFocus():
            return
        self._known = people
        self._model.setStringList([self._line(each) for each in people])
        if people:
            self._offered.complete()
            self._popup.setCurrentIndex(self._model.index(-1, 0))
        else:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds; Escape clears."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._popup.isVisible() and self._popup.currentIndex().isValid():
                # The list takes the person that is chosen in it.
                event.ignore()
            elif self.text().strip():
                self._popup.hide()
                self.added.emit(self.text().strip())
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _ask(self, typed: str) -> None:
        if len(typed.strip()) >= SHORTEST:
            self.asked.emit(typed.strip())
        else:
            self._popup.hide()

    def _choose(self, index: QModelIndex) -> None:
        person = self._known[index.row()]
        self.clear()
        self.known_chosen.emit(person)

    def _line(self, person: Any) -> str:  # noqa: ANN401
        parts = (person.name, person.function, person.organisation)
        return " · ".join(each for each in parts if each)
