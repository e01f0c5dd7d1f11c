"""What the check-in answers, large enough to be read from where people stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from ssc_desktop.gui.tables.attendance_words import STATE_NAMES
from ssc_desktop.gui.theme import font_of
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import Picture, button, label, row
from ssc_desktop.language import Language

# What happened, its picture and colour: told by shape and words, never by colour alone.
LOOKS = {
    "ready": ("qr-code", "edge"),
    "done": ("circle-check", "accent"),
    "known": ("info", "accent"),
    "stranger": ("triangle-alert", "warning"),
    "refused": ("circle-alert", "danger"),
}
NAME_POINTS, LEAST_POINTS, LINE_POINTS, PICTURE = 28, 16, 13, 72
_MOST_CODES = 3


class Answer(QFrame):
    """A picture, a name, a line about the person, what was done; and one button."""

    undo_pressed = Signal()
    offer_taken = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.look = "ready"
        self.offer: Any = None
        self._picture = Picture("qr-code", "edge", PICTURE)
        self.name, self.about, self.deed = (label(wrap=True) for _ in range(3))
        self.press = button("")
        self.press.clicked.connect(self._press)
        centre = Qt.AlignmentFlag.AlignHCenter
        for each in (self.name, self.about, self.deed):
            each.setFont(font_of(LINE_POINTS))
            each.setAlignment(centre)
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(10)
        inside.addStretch(2)
        inside.addWidget(self._picture, 0, centre)
        for each in (self.name, self.about, self.deed):
            inside.addWidget(each)
        inside.addLayout(row(None, self.press, None))
        inside.addStretch(3)
        self.be_ready()

    def be_ready(self) -> None:
        """Say what can be done."""
        language = self._language
        hint = language("Three letters of a name, or the code of a badge. Enter marks present.")
        self._say("ready", language("Ready"), hint)

    def say_done(self, person: Any) -> None:  # noqa: ANN401
        """Say who is here now."""
        deed = f"{self._state(person)} · {datetime.now():%H:%M}"
        undo = self._language("Undo (Ctrl+Z)")
        self._say("done", self._name(person), person.organisation, deed, undo)

    def say_known(self, person: Any) -> None:  # noqa: ANN401
        """Say that the person was marked before."""
        deed = self._language("Marked already: {state}", state=self._state(person))
        self._say("known", self._name(person), person.organisation, deed)

    def say_taken_back(self, person: Any) -> None:  # noqa: ANN401
        """Say that a check-in was taken back."""
        deed = self._language("Taken back: not marked by this check-in")
        self._say("known", self._name(person), person.organisation, deed)

    def say_offer(self, person: Any, codes: tuple[str, ...]) -> None:  # noqa: ANN401
        """Say that somebody is not on this list; Enter puts the person on it."""
        language = self._language
        deed = language("Not on the list of this activity. Enter puts the person on it.")
        if codes:
            deed = language(
                "This badge is of another activity: {codes}. Enter puts the person on this list.",
                codes=language.list_of(list(codes[:_MOST_CODES])),
            )
        press = language("Put on the list, present")
        self._say("stranger", self._name(person), person.organisation, deed, press)
        self.offer = person

    def say_nobody(self, typed: str) -> None:
        """Say that nobody is found, and how to go on."""
        language = self._language
        way = language("Down chooses among known people; Ctrl+Enter adds the name.")
        self._say("refused", language("Nobody on the list has this name"), typed, way)

    def say_refused(self, text: str) -> None:
        """Say what could not be done."""
        self._say("refused", self._language("Nobody was marked"), "", text)

    def take_offer(self) -> None:
        """Put the person on the list who was offered, if somebody was."""
        offer, self.offer = self.offer, None
        if offer is not None:
            self.offer_taken.emit(offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name stays as large as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _say(self, look: str, name: str, about: str, deed: str = "", press: str = "") -> None:
        self.offer = None
        self.look = look
        self._picture.show_icon(*LOOKS[look])
        for piece, words in ((self.name, name), (self.about, about), (self.deed, deed)):
            piece.setText(words)
            piece.setVisible(bool(words))
        self.press.setText(press)
        self.press.setAccessibleName(press)
        self.press.setVisible(bool(press))
        self._fit()
        if look != "ready":
            announce(self, ". ".join(part for part in (name, about, deed) if part))

    def _press(self) -> None:
        if self.offer is not None:
            self.take_offer()
        else:
            self.undo_pressed.emit()

    def _name(self, person: Any) -> str:  # noqa: ANN401
        return person.name or self._language("No name")

    def _state(self, person: Any) -> str:  # noqa: ANN401
        return self._language(STATE_NAMES[person.state])

    def _fit(self) -> None:
        """The largest letters in which the name takes two lines at most."""
        room = max(self.width() - 48, 1)
        for points in range(NAME_POINTS, LEAST_POINTS - 1, -2):
            font = font_of(points, bold=True)
            if QFontMetrics(font).horizontalAdvance(self.name.text()) <= 1.7 * room:
                break
        self.name.setFont(font)
