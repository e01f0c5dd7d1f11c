"""The note of one cell, written in a line that opens under it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import Language

WIDTH, LONGEST = 360, 300


class NoteEditor(QFrame):
    """Enter keeps the note, Escape leaves it as it was; clicking elsewhere keeps it too."""

    written = Signal(str)

    def __init__(self, parent: QWidget, language: Language, about: str, note: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._before = note
        self._is_kept = True
        self.line = QLineEdit(note)
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(language("Note"))
        self.line.setAccessibleName(f"{language('Note')}, {about}")
        self.line.setToolTip(language("Write nothing here about health, religion or opinions."))
        self.line.returnPressed.connect(self.close)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(4)
        inside.addWidget(label(about, role="muted"))
        inside.addWidget(self.line)
        inside.addWidget(
            label(language("Write nothing here about health, religion or opinions."), role="muted")
        )

    def open_below(self, cell: QRect, around: QWidget) -> None:
        """Open under a cell, inside the screen."""
        self.setMinimumWidth(WIDTH)
        self.adjustSize()
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(cell.right() - self.width(), cell.bottom()) if is_rtl else cell.bottomLeft()
        place = around.mapToGlobal(corner)
        screen = self.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.move(place)
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps what was typed, Escape gives it up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._is_kept = event.key() != Qt.Key.Key_Escape
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: object) -> None:
        """Hand the note on."""
        super().hideEvent(event)  # type: ignore[arg-type]
        note = self.line.text().strip()
        if self._is_kept and note != self._before:
            self._is_kept = False
            self.written.emit(note)
