"""The evidence of an activity: documents dropped, pasted or chosen, kept encrypted, looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QSplitter

from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.cells import NO, YES
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.add_evidence import (
    PASTED,
    AddEvidenceDialog,
    Incoming,
    incoming,
    refusal_words,
)
from ssc_desktop.gui.dialogs.view_evidence import ViewEvidenceDialog
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.evidence_checklist import EvidenceChecklist
from ssc_desktop.gui.widgets.evidence_panel import EvidencePanel
from ssc_desktop.gui.widgets.file_preview import made_ready
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.gui.widgets.thumbnails import SIZE, Thumbnails
from ssc_desktop.language import N_

ROW_HEIGHT = 46


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
        self.checklist = EvidenceChecklist(desk)
        self.checklist.asked.connect(self.choose_files)
        self.thumbnails = Thumbnails(desk, self)
        self.table = self._table()
        self.table.allow(self._copy, self._remove)
        self.panel = EvidencePanel(desk)
        self.thumbnails.arrived.connect(self.table.view.viewport().update)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda document: self.view(document))
        self.panel.changed.connect(self.say_of_chosen)
        self._arrange()

    def _arrange(self) -> None:
        head = row(self.checklist, button_for(self._copy), button_for(self._add, role="primary"))
        head.setStretch(0, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 400])
        self.body.addLayout(head)
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
        self.checklist.show_expected(expected)
        self.panel.setVisible(bool(documents))
        self._go_to_wanted()
        self._show_chosen()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        for place, each in enumerate(self.table.model.rows):
            if each.evidence.id == wanted:
                self.table.view.selectRow(place)

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
        clipboard = QGuiApplication.clipboard()
        found = files_in(clipboard.mimeData())
        if found:
            self.take(found)
        elif not clipboard.image().isNull():
            day = date.today().isoformat()
            name = self.language(PASTED, day=day)
            self.take([incoming(name, content=_as_png(clipboard.image()))])
        else:
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
            self.desk.tell(
                self._kept_words(documents), (lambda: self._set(new, True)) if new else None
            )
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
        if files_in(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what was dropped is."""
        event.acceptProposedAction()
        found = files_in(event.mimeData())
        image = event.mimeData().imageData() if not found else None
        if isinstance(image, QImage):
            name = self.language(PASTED, day=date.today().isoformat())
            found = [incoming(name, content=_as_png(image))]
        self.take(found)

    # --- said of them, removed, brought back ----------------------------------------------------

    def say_of_chosen(self, name: str, value: object) -> None:
        """Write one field of the documents that are chosen."""
        values: dict[str, object] = {name: value}
        if name == "contains_persons" and value is False:
            values["image_consent"] = None
        keys = [each.evidence.id for each in self.table.chosen_rows()]
        self._write({key: values for key in keys}, undoable=True)

    def _write(self, changed: Mapping[UUID, Mapping[str, object]], *, undoable: bool) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence

            return evidence.change_evidence(workspace, changed)

        def done(came: Any) -> None:  # noqa: ANN401
            self._renew()
            if undoable:
                words = self.language.plural(
                    "{count} document changed", "{count} documents changed", len(came.before)
                )
                self.desk.tell(words, lambda: self._write(came.before, undoable=False))

        self.change(work, done)

    def remove_chosen(self) -> None:
        """Take the chosen documents off the list; they can be brought back."""
        keys = [each.evidence.id for each in self.table.chosen_rows()]
        if keys:
            self._set(keys, True)

    def _set(self, keys: list[UUID], removed: bool) -> None:
        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import evidence

            do = evidence.remove_evidence if removed else evidence.restore_evidence
            for key in keys:
                do(workspace, key)

        def done(_: Any) -> None:  # noqa: ANN401
            self._renew()
            if removed:
                words = self.language.plural(
                    "{count} document removed", "{count} documents removed", len(keys)
                )
                self.desk.tell(words, lambda: self._set(keys, False))

        self.change(work, done, touches=("evidence",))

    def _renew(self) -> None:
        self.read_again()
        self.renewed.emit()

    # --- looked at ------------------------------------------------------------------------------

    def view(self, document: Any) -> None:  # noqa: ANN401
        """Show a document in large."""
        key, name = document.evidence.id, document.evidence.file_name or ""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence

            return made_ready(name, evidence.open_evidence(workspace, key))

        def show(shown: Any) -> None:  # noqa: ANN401
            ViewEvidenceDialog(self, self.desk, name, shown, self.save_copy).open()

        self.read(work, show, only_latest="view")

    def save_copy(self) -> None:
        """Ask where a readable copy of the chosen document goes: it leaves the encryption there."""
        chosen = self.table.chosen_rows()
        if len(chosen) != 1:
            return
        title = self.language("Save a readable copy: it is not encrypted there")
        name, _ = QFileDialog.getSaveFileName(self, title, chosen[0].evidence.file_name or "")
        if name:
            self.write_copy(chosen[0].evidence.id, Path(name))

    def write_copy(self, key: UUID, target: Path) -> None:
        """Write a readable copy of a document; it is noted who did."""

        def work(workspace: Any) -> Path:  # noqa: ANN401
            from ssc_desktop.services import evidence

            # The person was asked by the system before a file is replaced.
            return evidence.extract_evidence(workspace, key, target, replace_it=True)

        def done(path: Path) -> None:
            self.desk.tell(self.language("Saved: {file}", file=path.name))

        self.read(work, done, only_latest="copy")

    def _table(self) -> RecordTable:
        language, lists = self.language, self.desk.lists

        def day(document: Any) -> str:  # noqa: ANN401
            taken = document.evidence.taken_on
            return language.date(taken) if taken else ""

        def people(document: Any) -> str:  # noqa: ANN401
            return _people_words(document.evidence, self)

        columns = [
            Column("file_name", language("File name"), _name, lambda each: (False, _name(each)),
                   icon=self.thumbnails.of),
            text_column("type", language("Type"),
                        lambda each: lists.name("evidence_type", each.evidence.evidence_type)),
            Column("day", language("Date"), day,
                   lambda each: (not day(each), each.evidence.taken_on or date.min)),
            text_column("people", language("Shows people"), people),
            text_column("kept", language("Original kept at"),
                        lambda each: each.evidence.original_location or ""),
            Column("size", language("Size"), lambda each: size_words(each.evidence.size, self),
                   lambda each: (False, each.evidence.size or 0), is_number=True),
        ]  # fmt: skip
        words = language(
            "Drop photos, scans and documents here, paste them, or add them. They are kept encrypted in the workspace."
        )
        empty = EmptyState("file-text", language("No evidence yet"), words,
                           button_for(self._paste), button_for(self._add))  # fmt: skip
        made = RecordTable("evidence", columns, self.desk.memory, language(self.title), empty)
        made.set_widths(file_name=270, type=140, day=90, people=120, kept=130, size=80)
        made.view.setIconSize(QSize(SIZE))
        made.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        made.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return made


def files_in(data: QMimeData) -> list[Incoming]:
    """The files among what is dropped or pasted, under the names they have."""
    paths = [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
    return [incoming(each.name, each) for each in paths if each.is_file()]


def size_words(size: int | None, part: Part) -> str:
    """A size in kilobytes or megabytes."""
    if not size:
        return ""
    if size < 1_000_000:
        return part.language("{size} kB", size=part.language.number(max(round(size / 1000), 1)))
    return part.language("{size} MB", size=part.language.number(round(size / 1_000_000, 1)))


def _name(document: Any) -> str:  # noqa: ANN401
    return document.evidence.file_name or ""


def _people_words(evidence: Evidence, part: Part) -> str:
    language = part.language
    if evidence.contains_persons is None:
        return ""
    if not evidence.contains_persons:
        return language(NO)
    consent = {True: N_("Yes, consent"), False: N_("Yes, no consent")}.get(
        evidence.image_consent,
        YES,  # type: ignore[arg-type]
    )
    return language(consent)


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
