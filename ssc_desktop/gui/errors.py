"""How trouble is told: a problem in a bar on its page, a bug in a dialog with a report to copy."""

from __future__ import annotations

import logging
import platform
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import __version__
from ssc_desktop.gui.widgets.plain import button, label
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language
from ssc_desktop.log import plain_trace

log = logging.getLogger(__name__)


class LastResort(QObject):
    """Catches what nobody foresaw and shows it as a report; the program stays open."""

    caught = Signal(str)

    def install(self) -> None:
        """Hear of every uncaught error from now on, whichever thread it rose on."""
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        self.caught.emit(plain_trace(error))


def report_of(trace: str) -> str:
    """What a maintainer needs to know about a bug; where things lie says nothing of people."""
    return "\n".join(
        (
            f"SSC Desktop {__version__}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"Python {platform.python_version()}",
            "",
            trace.strip(),
        )
    )


class BugDialog(QDialog):
    """Says that the program failed at something, what was kept, and offers the report."""

    def __init__(self, parent: QWidget | None, language: Language, trace: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language("Something went wrong"))
        open_at(self, 640, 420)
        self._report = QPlainTextEdit(report_of(trace))
        self._report.setReadOnly(True)
        self._report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._report.setAccessibleName(language("Report"))
        copy = button(language("Copy the report"), role="primary")
        copy.clicked.connect(self._copy)
        close = button(language("Close"))
        close.clicked.connect(self.close)
        self._arrange(language, copy, close)

    def _arrange(self, language: Language, copy: QWidget, close: QWidget) -> None:
        words = language(
            "The program could not finish what you asked. What was saved before is safe. "
            "You can go on working; please send the report below to whoever looks after the "
            "program."
        )
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        row.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(language("Something went wrong"), size="section"))
        column.addWidget(label(words, wrap=True))
        column.addWidget(self._report, 1)
        column.addLayout(row)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())
