"""Lines for a file or a folder, typed or chosen; paths read from the left on every screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ssc_desktop.gui.widgets.plain import button, row
from ssc_desktop.language import Language


def folder_row(line: QLineEdit, title: str, language: Language) -> QWidget:
    """A line for a folder, and a button that chooses one."""
    return _row(line, language, lambda: QFileDialog.getExistingDirectory(line, title))


def file_row(line: QLineEdit, title: str, kinds: str, language: Language) -> QWidget:
    """A line for a file of these kinds (such as ``*.db``), and a button that chooses one."""
    return _row(line, language, lambda: QFileDialog.getOpenFileName(line, title, "", kinds)[0])


def _row(line: QLineEdit, language: Language, ask: Callable[[], str]) -> QWidget:
    def choose() -> None:
        chosen = ask()
        if chosen:
            line.setText(chosen)
            # What a person chose is not proposed anew.
            line.setModified(True)

    line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    browse = button(language("Choose…"))
    browse.clicked.connect(choose)
    holder = QWidget()
    beside = row(line, browse)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setStretch(0, 1)
    holder.setLayout(beside)
    return holder
