"""The small pieces every page is made of: labels, buttons, rows, rules, cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.gui.icons import icon, paint_icon, tokens_now
from ssc_desktop.gui.theme import SECTION_POINTS, TITLE_POINTS, font_of

AT_MIDDLE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
# Roles of the palette, not rules of the stylesheet: those are weighed for every label there is.
ROLES = {
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Link,
    "warning": QPalette.ColorRole.LinkVisited,
    "danger": QPalette.ColorRole.BrightText,
    "reversed": QPalette.ColorRole.Base,
}
AT_END = Qt.TextElideMode.ElideRight
LEAST_WIDTH = 80
SIZES = {"section": SECTION_POINTS, "title": TITLE_POINTS}


def label(
    text: str = "", *, role: str = "", size: str = "", wrap: bool = False, bold: bool = False
) -> QLabel:
    """Text on the page, in a role's colour and one of the few sizes."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setForegroundRole(ROLES[role])
    made.setWordWrap(wrap)
    made.setAlignment(at_leading_side())
    if size:
        made.setFont(font_of(SIZES[size], bold=True))
    elif bold:
        made.setFont(font_of(made.font().pointSize(), bold=True))
    return made


def at_leading_side() -> Qt.AlignmentFlag:
    """Where the lines of this screen begin: a label of itself would stand at the left for the
    sake of one Latin name in it."""
    is_mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    return side | AT_MIDDLE


class OneLine(QLabel):
    """A line of text that gives up its end, not its neighbours, where there is no room."""

    def __init__(self, text: str = "", *, role: str = "", size: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(at_leading_side())
        if role:
            self.setForegroundRole(ROLES[role])
        if size:
            self.setFont(font_of(SIZES[size], bold=True))

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        return QSize(min(LEAST_WIDTH, super().minimumSizeHint().width()), self.sizeHint().height())

    @property
    def is_cut(self) -> bool:
        """Whether the end does not show."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, or what there is room for."""
        if not self.is_cut:
            super().paintEvent(event)
            return
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), AT_END, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(at_leading_side()), shown)

    def event(self, event: QEvent) -> bool:
        """The pointer over a line that is cut shows all of it."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.text() if self.is_cut else "")
        return super().event(event)


def beside_icon(text: str) -> str:
    """The text of a button, a little away from its icon."""
    return f"\u2009\u2009{text}"


def button(text: str, *, role: str = "", icon_name: str = "", tip: str = "") -> QPushButton:
    """A push button."""
    made = QPushButton(beside_icon(text) if icon_name else text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if role == "primary" else "text"))
    if tip:
        made.setToolTip(tip)
    return made


class Panel(QPushButton):
    """A button as large as what is laid out in it: a title, a line that explains, a picture."""

    def __init__(self, role: str, margin: int, spacing: int) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self.inside = QHBoxLayout(self)
        self.inside.setContentsMargins(margin, 10, margin, 10)
        self.inside.setSpacing(spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fill(self, *pieces: QWidget | QLayout | None) -> None:
        """Lay pieces out; the pointer goes through them to the button."""
        add_all(self.inside, *pieces)
        for each in self.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As large as what is in it."""
        return self.inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No smaller than what is in it."""
        return self.inside.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width."""
        return self.inside.totalHeightForWidth(width)


class Card(QFrame):
    """A surface that stands out from the page."""


def card(*pieces: QWidget | QLayout, margin: int = 24, spacing: int = 12) -> Card:
    """A surface that holds pieces one below the other."""
    made = Card()
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    add_all(column, *pieces)
    return made


def row(*pieces: QWidget | QLayout | None, spacing: int = 8) -> QHBoxLayout:
    """Pieces side by side in reading order; None is the gap that grows."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    add_all(made, *pieces)
    return made


def column(*pieces: QWidget | QLayout | None, spacing: int = 8) -> QVBoxLayout:
    """Pieces one below the other; None is the gap that grows."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    add_all(made, *pieces)
    return made


def add_all(layout: QHBoxLayout | QVBoxLayout, *pieces: QWidget | QLayout | None) -> None:
    """Add widgets, layouts and gaps to a row or column."""
    for piece in pieces:
        if piece is None:
            layout.addStretch()
        elif isinstance(piece, QWidget):
            layout.addWidget(piece)
        else:
            layout.addLayout(piece)


def left_to_right(widget: QWidget) -> QWidget:
    """Keep a field for Latin text and codes left to right, whatever the language."""
    widget.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return widget


def mark_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Show or clear the border of a field that is in error."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Picture(QWidget):
    """An icon of the set, in the colour of a token, with no words of its own."""

    def __init__(self, name: str, token: str = "muted", size: int = 20) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as the icon."""
        return QSize(self._size, self._size)

    def show_icon(self, name: str, token: str) -> None:
        """Change what is shown."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the colour of now."""
        painter = QPainter(self)
        colour = getattr(tokens_now(), self._token)
        paint_icon(painter, self._name, self.rect().toRectF(), colour)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and free it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
