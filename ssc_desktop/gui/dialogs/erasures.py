"""Whose data was erased, when, why and on whose order; the person has a number and no name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language


class ErasuresDialog(QDialog):
    """A table to read and to copy from; nothing is done here."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        title = language("Erasures")
        self.setWindowTitle(title)
        open_at(self, 900, 480)
        self.notice = ProblemBar(language)
        self.table = self._table()
        words = language(
            "To answer an authority or a person who asks. The names are gone, here and on every "
            "laptop that took the erasure in."
        )
        close = button(language("Close"), role="primary", icon_name="check")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, close))
        self._read()

    def _read(self) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import erasure

            return erasure.list_erasures(workspace.store)

        self._desk.ops.read(self, work, self.table.show_rows, failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))

    def _table(self) -> RecordTable:
        language = self._desk.language
        words = language("Erasing a person's data is noted here, whoever ordered it.")
        empty = EmptyState("shield-check", language("Nobody's data was erased"), words)
        title = language("Erasures")
        made = RecordTable("erasures", _columns(language), self._desk.memory, title, empty)
        made.set_widths(erased_on=96, by=180, reason=180, participant=280)
        return made


def _columns(language: Language) -> list[Column]:
    def day(each: Any) -> str:  # noqa: ANN401
        erased_on = each.erasure.erased_on
        return language.date(erased_on) if erased_on else ""

    def who(each: Any) -> str:  # noqa: ANN401
        return " · ".join(part for part in (each.by, each.office) if part)

    return [
        Column(
            "erased_on",
            language("Erased on"),
            day,
            lambda each: (each.erasure.erased_on is None, each.erasure.erased_on),
        ),
        text_column("by", language("Erased by"), who),
        text_column(
            "reason", language("Reason for the erasure"), lambda each: each.erasure.reason or ""
        ),
        text_column(
            "participant",
            language("Number of the person"),
            lambda each: str(each.erasure.participant_id),
        ),
    ]
