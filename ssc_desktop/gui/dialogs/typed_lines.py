"""Lines from paper, typed or scanned into one box; a wrong line is told by its number at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import Language


class TypedLinesDialog(QDialog):
    """Asks for the lines and hands them on; whoever reads them says what is wrong with them."""

    def __init__(
        self, parent: QWidget, language: Language, title: str, read: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        at_least(self, 600)
        self._language = language
        self.notice = ProblemBar(language)
        self.lines = QPlainTextEdit()
        self.lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.lines.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.lines.setTabChangesFocus(True)
        self.lines.setMinimumHeight(300)
        self.lines.setAccessibleName(language("The lines from the paper"))
        self.go_on = button(language("Go on"), role="primary", icon_name="check")
        self.go_on.clicked.connect(lambda: read(self.lines.toPlainText()))
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        words = language(
            "Type the lines below the code, one under the other, or click here and scan the code"
            " with a reader. Small letters and blanks do not matter; O is read as 0, I as 1."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(words, wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.lines)
        whole.addLayout(row(None, cancel, self.go_on))
        self.lines.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong and lead to the line where it is."""
        self.notice.say(problem.told(self._language))
        mark_wrong(self.lines, wrong=True)
        number = problem.details.get("line")
        if isinstance(number, int):
            self._lead_to(number)
        self.lines.setFocus()

    def _lead_to(self, number: int) -> None:
        """Choose the line; empty ones are not counted, as on the paper."""
        document, found = self.lines.document(), 0
        for at in range(document.blockCount()):
            block = document.findBlockByNumber(at)
            found += bool(block.text().strip())
            if found == number:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.LineUnderCursor)
                self.lines.setTextCursor(cursor)
                return
