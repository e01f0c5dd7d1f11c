"""Below the grid: what it counts up to, and where a hand count differs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.parts.hand_count_card import differences_in_words
from ssc_desktop.gui.tables.attendance_counts import Counts
from ssc_desktop.gui.widgets.plain import Picture, button, label, row
from ssc_desktop.language import Language


class AttendanceFoot(QWidget):
    """One line of counts, and one that warns until every difference is explained."""

    explained = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.summary = label(role="muted")
        self.warning = label(role="warning", wrap=True)
        self.explain = button(language("Explain…"), role="link")
        self.explain.clicked.connect(self.explained)
        self._line = QWidget()
        line = row(Picture("triangle-alert", "warning", 18), self.warning, self.explain)
        line.setStretch(1, 1)
        self._line.setLayout(line)
        self._line.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.summary)
        inside.addWidget(self._line)

    @property
    def is_warning(self) -> bool:
        """Whether a difference waits for its reason."""
        return self._line.isVisible()

    def count(self, counts: Counts) -> None:
        """Say what a register counts up to."""
        language, by_sex, whole = self._language, counts.attended(), counts.whole
        said = [
            language("{count} registered", count=language.number(whole.registered)),
            language("{count} attended", count=language.number(by_sex.total())),
            language("{count} women", count=language.number(by_sex["F"])),
            language("{count} men", count=language.number(by_sex["M"])),
            language("{count} participant-days", count=language.number(whole.half_days / 2)),
        ]
        if counts.unmarked:
            said.append(
                language.plural(
                    "{count} cell not marked", "{count} cells not marked", counts.unmarked
                )
            )
        self.summary.setText("  ·  ".join(said))

    def warn(self, open_: list[Any]) -> None:
        """Say in words where a hand count differs, until it is explained."""
        told = [
            self._language(
                "Sheet {number}: {differences}",
                number=each.sheet.number,
                differences=differences_in_words(each, self._language),
            )
            for each in open_
        ]
        self.warning.setText(" ".join(told))
        self._line.setVisible(bool(told))
