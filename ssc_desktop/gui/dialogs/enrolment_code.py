"""A card or a request on the screen: fingerprint, code to scan, lines to read out, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.theme import SECTION_POINTS
from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import Language

# Blank modules around a code, without which readers do not find it.
QUIET = 4
SIDE = 300


class Code(QWidget):
    """A QR code, black on white whatever the look is: readers need it so."""

    def __init__(self, modules: tuple[bytes, ...], name: str) -> None:
        super().__init__()
        self._modules = modules
        self.setFixedSize(SIDE, SIDE)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole pixels for every module, so that none is blurred."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        count = len(self._modules) + 2 * QUIET
        step = max(SIDE // count, 1)
        start = (SIDE - step * len(self._modules)) // 2
        for line, modules in enumerate(self._modules):
            for place, is_black in enumerate(modules):
                if is_black:
                    at = QRect(start + place * step, start + line * step, step, step)
                    painter.fillRect(at, QColor("black"))
        painter.end()


class EnrolmentCodeDialog(QDialog):
    """Shows what the other side scans or is read; ``write`` writes the same as a PDF."""

    def __init__(
        self,
        parent: QWidget,
        language: Language,
        title: str,
        found: Any,  # noqa: ANN401
        write: Callable[[Path], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        at_least(self, 760)
        self._language, self._title, self._write = language, title, write
        self.lines = label("\n".join(f"{at:>2}. {line}" for at, line in enumerate(found.lines, 1)))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(SECTION_POINTS)
        self.lines.setFont(font)
        self.lines.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setAccessibleName(language("The lines to type"))
        code = Code(found.modules, language("Code to scan"))
        fingerprint = Fingerprint(language("Fingerprint, to be compared"), found.fingerprint)
        self.paper_button = button(language("As a PDF…"), icon_name="printer")
        self.paper_button.clicked.connect(self.choose_file)
        done = button(language("Close"), role="primary")
        done.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(fingerprint)
        whole.addLayout(row(code, self.lines, None, spacing=24))
        whole.addLayout(row(self.paper_button, None, done))

    def choose_file(self) -> None:
        """Let the person choose where the paper goes."""
        name, _ = QFileDialog.getSaveFileName(self, self._title, "", "*.pdf")
        if name:
            self._write(Path(name))
