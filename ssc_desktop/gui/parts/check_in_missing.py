"""Beside the check-in: how many are here, and who is still missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.gui.parts.check_in_lists import LOW, PeopleList
from ssc_desktop.gui.theme import font_of
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import Language

WIDTH, COUNT_POINTS = 320, 22


class Missing(QWidget):
    """A large count, a bar, and the list of the missing."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.count = label()
        self.count.setFont(font_of(COUNT_POINTS, bold=True))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._title = label(role="muted")
        self.list = PeopleList(language, language("Still missing"), points=10, tall=LOW)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for each in (self.count, self._bar, self._title, self.list):
            inside.addWidget(each)
        self.setFixedWidth(WIDTH)

    def show_people(self, people: list[Any]) -> None:
        """Count those who are here, list those who are not."""
        language = self._language
        missing = [each for each in people if not each.is_there]
        here = len(people) - len(missing)
        self.count.setText(
            language("{count} of {all} here", count=here, all=language.number(len(people)))
        )
        self._bar.setMaximum(max(len(people), 1))
        self._bar.setValue(here)
        self._bar.setAccessibleName(self.count.text())
        self._title.setText(
            language("Still missing: {count}", count=language.number(len(missing)))
            if missing
            else language("Everybody is here")
        )
        self.list.people.show_people(missing)
