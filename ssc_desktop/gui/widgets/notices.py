"""What the window says in passing: a problem in a bar, a deed done with its undo, an empty page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import Picture, button, label, row
from ssc_desktop.language import Language

TOLD_SECONDS = 10
WORDS_WIDTH = 460


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say it without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class ProblemBar(QFrame):
    """A bar that says what happened, what was kept and what to do; hidden while all is well."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._picture = Picture("circle-alert", "danger")
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(language("Close this message"))
        close.setToolTip(language("Close this message"))
        close.clicked.connect(self.hide)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(12, 6, 6, 6)
        inside.setSpacing(10)
        inside.addWidget(self._picture)
        inside.addWidget(self._text, 1)
        inside.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show the bar with this text."""
        self._text.setText(text)
        self.show()
        announce(self, text)


class Told(QFrame):
    """What was just done, at the foot of the window, with an undo while it is there."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        self._around = parent
        self._text = label(role="reversed")
        self._undo = button(language("Undo"), role="told")
        self._undo.clicked.connect(self.undo)
        self._do_undo: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=TOLD_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 8, 8, 8)
        inside.setSpacing(16)
        inside.addWidget(self._text)
        inside.addWidget(self._undo)
        self.hide()
        parent.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    @property
    def may_undo(self) -> bool:
        """Whether what was done can be undone."""
        return self._do_undo is not None

    def say(self, text: str, undo: Callable[[], None] | None) -> None:
        """Tell what was done."""
        self._text.setText(text)
        self._do_undo = undo
        self._undo.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def undo(self) -> None:
        """Undo what was told last."""
        undo, self._do_undo = self._do_undo, None
        self.hide()
        if undo is not None:
            undo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        around = self._around.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 48)


class EmptyState(QWidget):
    """What an empty page says: what belongs here, and the button that begins it."""

    def __init__(self, icon_name: str, title: str, text: str, *buttons: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        words = label(text, role="muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedSize(WORDS_WIDTH, max(words.heightForWidth(WORDS_WIDTH), 0))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(Picture(icon_name, "edge", 44), 0, centre)
        column.addWidget(label(title, size="section"), 0, centre)
        column.addWidget(words, 0, centre)
        column.addLayout(row(None, *buttons, None))
        column.addStretch(3)
