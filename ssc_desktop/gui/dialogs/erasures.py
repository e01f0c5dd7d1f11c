"""Whose data was erased, when, why and on whose order; the person has a number and no name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.erased_documents import ErasedDocumentsDialog
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language


class ErasuresDialog(QDialog):
    """A table to read and to copy from; it leads to the documents that somebody has to look through."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._above, self._desk = parent, desk
        language = desk.language
        title = language("Erasures")
        self.setWindowTitle(title)
        open_at(self, 900, 480)
        self.notice = ProblemBar(language)
        self.table = self._table()
        self.table.opened.connect(self.show_documents)
        self.table.chosen.connect(self._allow)
        self.documents_button = button(
            language("Documents to look through…"), icon_name="file-text"
        )
        self.documents_button.clicked.connect(self._show_chosen)
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
        whole.addLayout(row(self.documents_button, None, close))
        self._allow()
        self._read()

    def show_documents(self, done: Any) -> None:  # noqa: ANN401
        """Show the documents in which somebody who was erased may still be seen or named."""
        key = done.erasure.participant_id
        self.accept()
        ErasedDocumentsDialog(self._above, self._desk, key, from_list=True).open()

    def _show_chosen(self) -> None:
        for each in self.table.chosen_rows()[:1]:
            self.show_documents(each)

    def _allow(self) -> None:
        self.documents_button.setEnabled(len(self.table.chosen_rows()) == 1)

    def _read(self) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import erasure

            return erasure.list_erasures(workspace.store)

        self._desk.ops.read(self, work, self._show, failed=self._refused)

    def _show(self, done: list[Any]) -> None:
        self.table.show_rows(done)
        self._allow()

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
