"""What an office handed over, and what headquarters decided about its records: a tab each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QTabWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.decision_list import DecisionList
from ssc_desktop.gui.pages.outbox import Outbox
from ssc_desktop.gui.places import open_record

OUTBOX, DECISIONS = range(2)


class OfficeLists(QTabWidget):
    """The outbox, and the decisions of headquarters, each of which opens its record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        language = desk.language
        self._desk = desk
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.outbox = Outbox(desk)
        self.decisions = DecisionList(desk)
        self.decisions.opened.connect(self._open)
        self.addTab(self.outbox, language("Outbox"))
        self.addTab(self.decisions, language("Decided by headquarters"))

    def show_lists(self, files: list[Any], decisions: Sequence[Any]) -> None:
        """Show what lies in the outbox and what was decided."""
        language, count = self._desk.language, len(decisions)
        self.outbox.show_rows(files)
        self.decisions.show_decisions(decisions)
        words = language("Decided by headquarters ({count})", count=language.number(count))
        self.setTabText(DECISIONS, words if count else language("Decided by headquarters"))

    def _open(self, noun: str, key: str) -> None:
        open_record(self._desk, self, noun, key)
