"""What is done to documents that are kept: changed, removed, brought back, shown, copied out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.dialogs.view_evidence import ViewEvidenceDialog
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.evidence_fields import CONSENT, PEOPLE
from ssc_desktop.gui.widgets.file_preview import made_ready
from ssc_desktop.language import Language


class EvidenceDeeds(QObject):
    """Each deed is done off the window's thread, and told with its undo."""

    done = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self._part = part
        self._desk = part.desk
        self._language = part.language

    def say_of(self, documents: Sequence[Any], name: str, value: object) -> None:
        """Write one field of documents; whom nothing shows needs no consent."""
        values: dict[str, object] = {name: value}
        if name == PEOPLE and value is False:
            values[CONSENT] = None
        self._write({each.evidence.id: values for each in documents}, undoable=True)

    def _write(self, changed: Mapping[UUID, Mapping[str, object]], *, undoable: bool) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence

            return evidence.change_evidence(workspace, changed)

        def done(came: Any) -> None:  # noqa: ANN401
            self.done.emit()
            if undoable:
                words = self._language.plural(
                    "{count} document changed", "{count} documents changed", len(came.before)
                )
                self._desk.tell(words, lambda: self._write(came.before, undoable=False))

        self._part.change(work, done)

    def remove(self, keys: Sequence[UUID]) -> None:
        """Take documents off the list; they can be brought back."""

        def done(_: Any) -> None:  # noqa: ANN401
            self.done.emit()
            words = self._language.plural(
                "{count} document removed", "{count} documents removed", len(keys)
            )
            self._desk.tell(words, lambda: self.restore(keys))

        self._set(keys, done, removed=True)

    def restore(self, keys: Sequence[UUID]) -> None:
        """Bring removed documents back."""
        self._set(keys, lambda _: self.done.emit(), removed=False)

    def _set(self, keys: Sequence[UUID], done: Any, *, removed: bool) -> None:  # noqa: ANN401
        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import evidence

            do = evidence.remove_evidence if removed else evidence.restore_evidence
            for key in keys:
                do(workspace, key)

        self._part.change(work, done, touches=("evidence",))

    def view(self, document: Any) -> None:  # noqa: ANN401
        """Show a document in large, from memory alone."""
        key, name = document.evidence.id, document.evidence.file_name or ""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence

            return made_ready(name, evidence.open_evidence(workspace, key))

        def show(shown: Any) -> None:  # noqa: ANN401
            ViewEvidenceDialog(
                self._part, self._desk, name, shown, lambda: self.ask_for_copy(document)
            ).open()

        self._part.read(work, show, only_latest="view")

    def ask_for_copy(self, document: Any) -> None:  # noqa: ANN401
        """Ask where a readable copy of a document goes: it leaves the encryption there."""
        title = self._language("Save a readable copy: it is not encrypted there")
        named = document.evidence.file_name or ""
        name, _ = QFileDialog.getSaveFileName(self._part, title, named)
        if name:
            self.write_copy(document.evidence.id, Path(name))

    def write_copy(self, key: UUID, target: Path) -> None:
        """Write a readable copy of a document; it is noted who did."""

        def work(workspace: Any) -> Path:  # noqa: ANN401
            from ssc_desktop.services import evidence

            # The system has asked before a file that is there is replaced.
            return evidence.extract_evidence(workspace, key, target, replace_it=True)

        def done(path: Path) -> None:
            self._desk.tell(self._language("Saved: {file}", file=path.name))

        self._part.read(work, done, only_latest="copy")

    def ask_for_pack(self, activity: UUID) -> None:
        """Ask where all that proves the activity goes: it leaves the encryption there."""

        def work(workspace: Any) -> str:  # noqa: ANN401
            from ssc_desktop.services import activities, audit_pack

            code = activities.show_activity(workspace.store, activity).activity.code
            return audit_pack.file_name_of(code or "")

        self._part.read(work, lambda name: self._ask_for_pack(activity, name), only_latest="pack")

    def _ask_for_pack(self, activity: UUID, named: str) -> None:
        title = self._language("Save the audit pack: it holds personal data, not encrypted")
        name, _ = QFileDialog.getSaveFileName(self._part, title, named, "*.zip")
        if name:
            self.write_pack(activity, Path(name).with_suffix(".zip"))

    def write_pack(self, activity: UUID, target: Path) -> None:
        """Write all that proves the activity to one file; it is noted who did."""
        spoken = Language(self._desk.memory.settings.sheet_language())

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import audit_pack

            return audit_pack.pack_evidence(workspace, activity, target, language=spoken)

        def done(packed: Any) -> None:  # noqa: ANN401
            told = self._language("Saved: {file}", file=packed.path.name)
            if packed.missing:
                missing = self._language.plural(
                    "{count} thing is missing: its index says which",
                    "{count} things are missing: its index says which",
                    len(packed.missing),
                )
                told = f"{told} · {missing}"
            self._desk.tell(told)

        self._part.read(work, done, only_latest="pack")
