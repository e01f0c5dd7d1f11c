"""A document beside the table: its preview, and what is said of it or of several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.evidence_fields import SAID, EvidenceFields, needs_consent
from ssc_desktop.gui.widgets.file_preview import FilePreview, Shown, made_ready
from ssc_desktop.gui.widgets.plain import label

# A person who runs through the list does not open every document on the way.
PAUSE_MS = 150
WIDTH = 380


class EvidencePanel(QFrame):
    """Opens what is chosen in memory alone, off the window's thread."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: list[Any] = []
        self._previewed: UUID | None = None
        self.setMinimumWidth(WIDTH)
        self.preview = FilePreview(desk.language)
        self.preview.setMinimumHeight(150)
        self.heading = label(bold=True, wrap=True)
        self.fields = EvidenceFields(desk)
        self.fields.changed.connect(self.changed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._open)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.preview, 1)
        inside.addWidget(self.heading)
        inside.addWidget(self.fields)

    def show_chosen(self, documents: Sequence[Any], refused: str) -> None:
        """Show the documents that are chosen; ``refused`` says who did not want photos."""
        language = self._desk.language
        self._chosen = list(documents)
        values = [values_of(each) for each in documents]
        self.fields.show_values(values)
        open_questions = [
            each
            for each, said in zip(documents, values, strict=True)
            if needs_consent(said, each.evidence.file_name or "")
        ]
        asks = language("Does it show people? Was image consent given?") if open_questions else ""
        shows = any(each["contains_persons"] for each in values)
        self.fields.say("\n".join(part for part in (asks, refused if shows else "") if part))
        if len(documents) == 1:
            self.heading.setText(documents[0].evidence.file_name or "")
        else:
            self.heading.setText(
                language.plural("{count} document chosen", "{count} documents chosen",
                                len(documents)) if documents else ""
            )  # fmt: skip
        self._prepare()

    def _prepare(self) -> None:
        language = self._desk.language
        if len(self._chosen) != 1:
            self._previewed = None
            several = language("What you say below holds for all of them.") if self._chosen else ""
            self.preview.say(several)
        elif not self._chosen[0].is_here:
            self._previewed = None
            self.preview.say(language("The document itself is not in this workspace, only its record. Ask the office that recorded it."))  # fmt: skip
        elif self._chosen[0].evidence.id != self._previewed:
            self._previewed = self._chosen[0].evidence.id
            self.preview.say(language("Opening…"))
            self._pause.start()

    def _open(self) -> None:
        if self._previewed is None:
            return
        key, name = self._previewed, self._chosen[0].evidence.file_name or ""

        def work(workspace: Any) -> Shown:  # noqa: ANN401
            from ssc_desktop.services import evidence

            return made_ready(name, evidence.open_evidence(workspace, key))

        def show(shown: Shown) -> None:
            if key == self._previewed:
                self.preview.show_ready(shown)

        def refuse(problem: Problem) -> None:
            if key == self._previewed:
                self.preview.say(self._desk.text_of(problem))

        self._desk.ops.read(self, work, show, failed=refuse, only_latest="preview")


def values_of(document: Any) -> dict[str, Any]:  # noqa: ANN401
    """What a document says."""
    return {name: getattr(document.evidence, name) for name in SAID}
