"""The evidence of an activity: documents dropped, pasted or chosen, kept encrypted, looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QSplitter

from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.add_evidence import (
    AddEvidenceDialog,
    Incoming,
    incoming,
    refusal_words,
)
from ssc_desktop.gui.parts.evidence_deeds import EvidenceDeeds
from ssc_desktop.gui.parts.evidence_intake import documents_in, holds_documents
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.evidence_table import evidence_table
from ssc_desktop.gui.widgets.evidence_checklist import EvidenceChecklist
from ssc_desktop.gui.widgets.evidence_panel import EvidencePanel
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.gui.widgets.thumbnails import Thumbnails
from ssc_desktop.language import N_


class EvidencePart(Part):
    """Drop, paste or add; choose one or several to say what they are; Enter shows one in large."""

    name: ClassVar[str] = "evidence"
    title: ClassVar[str] = N_("Evidence")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self._refused: list[str] = []
        self._wanted: UUID | None = None
        self._add = self.action("add_evidence", self.choose_files)
        self._paste = self.action("paste_evidence", self.paste)
        self._copy = self.action("save_copy", self.save_copy)
        self._remove = self.action("remove_evidence", self.remove_chosen)
        self._pack = self.action("audit_pack", self.save_pack)
        self.count = label(role="muted")
        self.checklist = EvidenceChecklist(desk)
        self.checklist.asked.connect(self.choose_files)
        self.thumbnails = Thumbnails(desk, self)
        self.deeds = EvidenceDeeds(self)
        self.deeds.done.connect(self._renew)
        self.table = evidence_table(
            desk, self.thumbnails, button_for(self._paste), button_for(self._add)
        )
        self.table.allow(self._copy, self._remove)
        self.panel = EvidencePanel(desk)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self.deeds.view)
        self.panel.changed.connect(self.say_of_chosen)
        self._arrange()

    def _arrange(self) -> None:
        head = row(self.count, None, tool_for(self._remove), tool_for(self._pack),
                   button_for(self._copy), button_for(self._add, role="primary"))  # fmt: skip
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 400])
        self.body.addLayout(head)
        self.body.addWidget(self.checklist)
        self.body.addWidget(split, 1)
        self._show_chosen()

    # --- read -----------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the documents, what is expected, and who refused photos."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence, evidence_checklist

            return (
                evidence.list_evidence(workspace, key),
                evidence_checklist.checklist_of(workspace.store, key),
                evidence_checklist.photo_refusals(workspace.store, key),
            )

        self.read(work, self._show)

    def _show(self, found: tuple[list[Any], list[Any], list[str]]) -> None:
        documents, expected, self._refused = found
        self.table.show_rows(documents)
        self.count.setText(
            self.language.plural("{count} document", "{count} documents", len(documents))
        )
        self.checklist.show_expected(expected)
        self.panel.setVisible(bool(documents))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.choose({wanted})
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_rows()
        self._copy.setEnabled(len(chosen) == 1 and chosen[0].is_here)
        self._remove.setEnabled(bool(chosen))
        self.panel.show_chosen(chosen, refusal_words(self._refused, self.desk))

    # --- added ----------------------------------------------------------------------------------

    def choose_files(self, kind: str = "") -> None:
        """Let the person choose documents, of a type where one is meant."""
        names, _ = QFileDialog.getOpenFileNames(self, self.language("Add documents"), "")
        self.take([incoming(Path(each).name, Path(each), kind=kind) for each in names])

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        found = documents_in(QGuiApplication.clipboard().mimeData(), self.language)
        self.take(found)
        if not found:
            self.desk.tell(self.language("Nothing to paste: copy a picture or files first"))

    def take(self, documents: Sequence[Incoming]) -> None:
        """Ask what the documents are, then keep them."""
        if documents:
            dialog = AddEvidenceDialog(self, self.desk, self.key, documents)
            dialog.kept.connect(self._kept)
            dialog.open()

    def _kept(self, documents: list[Any]) -> None:
        if documents:
            self._wanted = documents[-1].evidence.id
            new = [each.evidence.id for each in documents if not each.is_again]
            undo = (lambda: self.deeds.remove(new)) if new else None
            self.desk.tell(self._kept_words(documents), undo)
        self._renew()

    def _kept_words(self, documents: list[Any]) -> str:
        again = [each.evidence.file_name or "" for each in documents if each.is_again]
        said = []
        if len(again) < len(documents):
            said.append(
                self.language.plural("{count} document kept", "{count} documents kept",
                                     len(documents) - len(again))
            )  # fmt: skip
        if again:
            said.append(
                self.language.plural(
                    "{count} was kept before: {names}", "{count} were kept before: {names}",
                    len(again), names=self.language.list_of(again[:3]),
                )
            )  # fmt: skip
        return " · ".join(said)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and pictures dragged from elsewhere."""
        if holds_documents(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what was dropped is."""
        event.acceptProposedAction()
        self.take(documents_in(event.mimeData(), self.language))

    # --- done to them ---------------------------------------------------------------------------

    def say_of_chosen(self, name: str, value: object) -> None:
        """Write one field of the documents that are chosen."""
        self.deeds.say_of(self.table.chosen_rows(), name, value)

    def remove_chosen(self) -> None:
        """Take the chosen documents off the list; they can be brought back."""
        keys = [each.evidence.id for each in self.table.chosen_rows()]
        if keys:
            self.deeds.remove(keys)

    def save_copy(self) -> None:
        """Ask where a readable copy of the chosen document goes."""
        chosen = self.table.chosen_rows()
        if len(chosen) == 1:
            self.deeds.ask_for_copy(chosen[0])

    def save_pack(self) -> None:
        """Ask where all that proves the activity goes, in one file."""
        self.deeds.ask_for_pack(self.key)

    def _renew(self) -> None:
        self.read_again()
        self.renewed.emit()
