"""A line that says where the record that is open stands with headquarters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.gui.widgets.standing_sign import STATES, letter_of, paint_sign, sentence_of
from ssc_desktop.language import Language


class Sign(QWidget):
    """The letter of a state in its shape; the words beside it say the same."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._state = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as a line of text."""
        return QSize(18, 18)

    def show_state(self, state: str) -> None:
        """Change what is shown."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign in the colour of now."""
        if self._state:
            letter = letter_of(self._state, self._language)
            box = self.rect().toRectF()
            paint_sign(QPainter(self), box, letter, *STATES[self._state][1:])


class StandingLine(QWidget):
    """Reads where a record stands, and says it; nothing at headquarters, which has everything."""

    def __init__(self, desk: Desk, noun: str) -> None:
        super().__init__()
        self._desk = desk
        self._noun = noun
        self.sign = Sign(desk.language)
        self.words = label(role="muted", wrap=True)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.sign)
        inside.addWidget(self.words, 1)
        self.hide()

    def look(self, key: UUID) -> None:
        """Read where the record of this key stands."""
        if self._desk.is_headquarters:
            return
        noun = self._noun

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services.record_standing import record_standing

            return record_standing(workspace, noun, key)

        self._desk.ops.read(self, work, self.show_standing, only_latest="standing")

    def show_standing(self, standing: Any) -> None:  # noqa: ANN401
        """Say where the record stands."""
        self.sign.show_state(standing.state)
        self.words.setText(sentence_of(standing, self._desk.language))
        self.show()
