"""What a safety copy holds and what putting it back takes back; then a clear choice."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import N_, Language

NOUNS = {
    "activity": N_("Activities"),
    "participant": N_("Participants"),
    "attendance": N_("Attendance marks"),
    "evidence": N_("Documents"),
    "organisation": N_("Organisations"),
}


class RestoreDialog(QDialog):
    """Shows numbers of now and of the copy side by side; keeping what is there is the default."""

    def __init__(self, parent: QWidget, language: Language, found: Any) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._language = language
        at = language.moment(found.copy.made_at.astimezone())
        title = language("Put back the copy of {moment}?", moment=at)
        self.setWindowTitle(title)
        at_least(self, 560)
        self.keep_button = button(language("Keep what is there now"), role="primary")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        self.restore_button = button(language("Put this copy back"), icon_name="undo-2")
        self.restore_button.setAutoDefault(False)
        self.restore_button.clicked.connect(self.accept)
        self.summary = label(self._summary(found), wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section", wrap=True))
        whole.addWidget(self.summary)
        whole.addLayout(self._numbers(found))
        words = language(
            "The present state is copied first and stays among the safety copies: putting that one"
            " back undoes this. Documents that were added are kept."
        )
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addLayout(row(self.restore_button, None, self.keep_button))

    def _summary(self, found: Any) -> str:  # noqa: ANN401
        if not found.changes:
            return self._language("Nothing was changed since this copy was made.")
        return self._language.plural(
            "{count} change that was made since then goes back.",
            "{count} changes that were made since then go back.",
            found.changes,
        )

    def _numbers(self, found: Any) -> QGridLayout:  # noqa: ANN401
        """For each noun how many there are now, how many in the copy, how many are touched."""
        language, grid = self._language, QGridLayout()
        grid.setHorizontalSpacing(24)
        heads = (language("Now"), language("In the copy"), language("Touched since"))
        for at, words in enumerate(heads, 1):
            grid.addWidget(label(words, role="muted"), 0, at, Qt.AlignmentFlag.AlignTrailing)
        for line, (noun, words) in enumerate(NOUNS.items(), 1):
            grid.addWidget(label(language(words)), line, 0)
            counts = (found.present, found.holds, found.goes_back)
            for at, each in enumerate(counts, 1):
                number = label(language.number(each.get(noun, 0)))
                grid.addWidget(number, line, at, Qt.AlignmentFlag.AlignTrailing)
        grid.setColumnStretch(0, 1)
        return grid
