"""After an erasure: what it did not reach, and the documents somebody has to look through by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.places import ACTIVITY, PAGES_OF, PARTS_OF
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at


class ErasedDocumentsDialog(QDialog):
    """The documents of the activities of somebody who was erased; each is opened where it is kept."""

    def __init__(self, parent: QWidget, desk: Desk, key: UUID, *, from_list: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._above, self._desk, self._key = parent, desk, key
        language = desk.language
        title = language("What remains to do by hand")
        self.setWindowTitle(title)
        open_at(self, 860, 520)
        self.notice = ProblemBar(language)
        self.table = self._table()
        self.table.opened.connect(self.open_document)
        self.table.chosen.connect(self._allow)
        self.open_button = button(language("Open the evidence of the activity"))
        self.open_button.clicked.connect(self._open_chosen)
        self.list_button = button(language("Erasures…"), icon_name="list-checks")
        self.list_button.clicked.connect(self.show_erasures)
        self.list_button.setVisible(not from_list)
        self.close_button = button(language("Close"), role="primary", icon_name="check")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(title, size="section"))
        for words in (
            language("The data was erased. Bundles and backups made before still hold it."),
            language(
                "The person may be seen or named in these documents: look through them, remove or "
                "redact what has to go, also on paper. Names in free text, such as the facilitators "
                "of an activity, were not reached either."
            ),
        ):
            whole.addWidget(label(words, wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(self.list_button, self.open_button, None, self.close_button))
        self._allow()
        self._read()
        self.close_button.setFocus()

    def open_document(self, shown: Any) -> None:  # noqa: ANN401
        """Go to where a document is kept; the list of erasures leads back here."""
        self.accept()
        owner = shown.evidence.activity_id
        self._desk.go(PAGES_OF[ACTIVITY], (owner, PARTS_OF["evidence"]))

    def show_erasures(self) -> None:
        """Show what stands of this erasure, and of others."""
        from ssc_desktop.gui.dialogs.erasures import ErasuresDialog

        self.accept()
        ErasuresDialog(self._above, self._desk).open()

    def _open_chosen(self) -> None:
        for each in self.table.chosen_rows()[:1]:
            self.open_document(each)

    def _allow(self) -> None:
        self.open_button.setEnabled(len(self.table.chosen_rows()) == 1)

    def _read(self) -> None:
        key = self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import erasure

            return erasure.documents_with(workspace.store, key)

        self._desk.ops.read(self, work, self._show, failed=self._refused)

    def _show(self, found: list[Any]) -> None:
        self.table.show_rows(found)
        self._allow()

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))

    def _table(self) -> RecordTable:
        language = self._desk.language
        empty = EmptyState(
            "circle-check",
            language("No document to look through"),
            language("None is kept here of the activities of this person."),
        )
        title = language("Documents to look through")
        made = RecordTable(
            "erased_documents", _columns(self._desk), self._desk.memory, title, empty
        )
        made.set_widths(file_name=300, type=200, activity=200)
        return made


def _columns(desk: Desk) -> list[Column]:
    language, lists = desk.language, desk.lists
    return [
        text_column("file_name", language("File name"), lambda each: each.evidence.file_name or ""),
        text_column(
            "type",
            language("Type"),
            lambda each: lists.name("evidence_type", each.evidence.evidence_type),
        ),
        text_column("activity", language("Activity"), lambda each: each.code),
    ]
