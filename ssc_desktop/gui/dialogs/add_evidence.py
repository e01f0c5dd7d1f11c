"""Documents on their way in: what each is, whom it shows, then kept with progress and stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.evidence_names import guess_day, guess_type, may_show_people
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.cells import NO, YES
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.evidence_fields import (
    CONSENT,
    DAY,
    PEOPLE,
    TYPE,
    EvidenceFields,
    needs_consent,
)
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.work_bar import WorkBar


@dataclass(eq=False)
class Incoming:
    """A document that is to be kept: a file, or what was pasted, with what is said of it."""

    name: str
    path: Path | None = None
    content: bytes = b""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """What it is known by in the table."""
        return id(self)


def incoming(name: str, path: Path | None = None, content: bytes = b"", kind: str = "") -> Incoming:
    """A document with what its name says of it; what is not told is left to the person."""
    evidence_type = kind or guess_type(name)
    values: dict[str, Any] = {TYPE: evidence_type or None, DAY: guess_day(name)}
    if may_show_people(evidence_type, name):
        # The careful guess: whoever knows better says so.
        values[PEOPLE] = True
    return Incoming(name, path, content, values)


class AddEvidenceDialog(QDialog):
    """Asks of photos whether they show people who agreed, before anything is kept."""

    kept = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, activity: UUID, documents: Sequence[Incoming]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._activity = activity
        self.documents = list(documents)
        self._refused: list[str] = []
        language = desk.language
        self.setWindowTitle(language("Keep documents"))
        open_at(self, 1160, 560)
        self.notice = ProblemBar(language)
        self.bar = WorkBar(desk)
        self.fields = EvidenceFields(desk)
        self.table = self._table()
        self._hint = label(role="warning", wrap=True)
        self.keep_button = button(language("Keep"), role="primary", icon_name="lock")
        self._cancel = button(language("Cancel"))
        self._connect()
        self._arrange()
        self.table.show_rows(self.documents)
        self.table.view.selectAll()
        self._show_chosen()
        self._read_refusals()

    def _connect(self) -> None:
        self.bar.busy_changed.connect(self._be_busy)
        self.bar.refused.connect(self._say_refused)
        self.fields.changed.connect(self.say_of_chosen)
        self.table.chosen.connect(self._show_chosen)
        self.keep_button.clicked.connect(self.keep)
        self._cancel.clicked.connect(self.reject)

    def _arrange(self) -> None:
        language = self._desk.language
        words = language.plural(
            "{count} document to keep, encrypted", "{count} documents to keep, encrypted",
            len(self.documents),
        )  # fmt: skip
        below = language(
            "What you say holds for all documents chosen in the table. The files themselves are not changed."
        )
        self.fields.setFixedWidth(360)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(words, size="section"))
        whole.addWidget(label(below, role="muted", wrap=True))
        whole.addWidget(self.notice)
        side = QVBoxLayout()
        side.addWidget(self.fields)
        side.addStretch()
        middle = row(self.table, side, spacing=20)
        middle.setStretch(0, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self.bar)
        foot = row(self._hint, self._cancel, self.keep_button)
        foot.setStretch(0, 1)
        whole.addLayout(foot)

    # --- what is said -----------------------------------------------------------------------------

    def say_of_chosen(self, name: str, value: object) -> None:
        """Say something of the documents that are chosen."""
        chosen = self.table.chosen_rows()
        if name == CONSENT:
            # Said of a photo and its report together, it is said of the photo.
            chosen = [each for each in chosen if each.values.get(PEOPLE)] or chosen
        for each in chosen:
            each.values[name] = value
            if name == PEOPLE and value is False:
                each.values[CONSENT] = None
        self.table.view.viewport().update()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_rows()
        self.fields.show_values([each.values for each in chosen])
        shows = any(each.values.get(PEOPLE) for each in chosen)
        self.fields.say(refusal_words(self._refused, self._desk) if shows else "")
        self._allow()

    @property
    def is_answered(self) -> bool:
        """Whether everything that shows people has an answer on consent."""
        return not any(needs_consent(each.values, each.name) for each in self.documents)

    def _allow(self) -> None:
        hint = "" if self.is_answered else self._desk.language(
            "Does it show people? Was image consent given? Please answer for the photos first."
        )  # fmt: skip
        self._hint.setText(hint)
        self.keep_button.setEnabled(self.is_answered and not self.bar.is_busy)

    def _read_refusals(self) -> None:
        key = self._activity

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence_checklist

            return evidence_checklist.photo_refusals(workspace.store, key)

        self._desk.ops.read(self, work, self._show_refusals)

    def _show_refusals(self, names: list[str]) -> None:
        self._refused = names
        self._show_chosen()

    # --- kept -------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep all documents; those that were kept when it is stopped stay."""
        if not self.keep_button.isEnabled():
            return
        documents, activity = list(self.documents), self._activity

        def work(workspace: Any, told: Callable[[int, int], None]) -> Any:  # noqa: ANN401
            return keep_all(workspace, activity, documents, told)

        self.bar.change(work, self._kept, touches=("evidence",))

    def _kept(self, found: list[tuple[Incoming, Any]]) -> None:
        failed = [each for each, came in found if isinstance(came, Problem)]
        self.kept.emit([came for _, came in found if not isinstance(came, Problem)])
        if not failed:
            self.accept()
            return
        problem = next(came for _, came in found if isinstance(came, Problem))
        self.documents = failed
        self.table.show_rows(failed)
        self.notice.say(self._desk.text_of(problem))
        self._show_chosen()

    def _say_refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))

    def _be_busy(self, busy: bool) -> None:
        self.table.setEnabled(not busy)
        self.fields.setEnabled(not busy)
        self._allow()

    def reject(self) -> None:
        """Escape stops the keeping, else closes with nothing kept."""
        if self.bar.is_busy:
            self.bar.cancel()
            self.kept.emit([])
        else:
            super().reject()

    def _table(self) -> RecordTable:
        language, lists = self._desk.language, self._desk.lists

        def flag(name: str) -> Callable[[Any], str]:
            words = {True: language(YES), False: language(NO)}
            return lambda each: words.get(each.values.get(name), "")

        columns = [
            text_column("name", language("File name"), lambda each: each.name),
            text_column(
                "type",
                language("Type"),
                lambda each: lists.name("evidence_type", each.values.get(TYPE)),
            ),
            text_column(
                "day",
                language("Date"),
                lambda each: language.date(each.values[DAY]) if each.values.get(DAY) else "",
            ),
            text_column("people", language("Shows people"), flag(PEOPLE)),
            text_column("consent", language("Image consent given"), flag(CONSENT)),
        ]
        empty = EmptyState("file-text", language("Documents"), "")
        made = RecordTable("incoming_evidence", columns, self._desk.memory,
                           language("Documents"), empty)  # fmt: skip
        made.set_widths(name=222, type=140, day=96, people=140, consent=130)
        return made


def refusal_words(names: Sequence[str], desk: Desk) -> str:
    """A warning that names who of the activity refused photos."""
    if not names:
        return ""
    return desk.language.plural(
        "{count} person of this activity refused photos: {names}. Check that nobody of them is shown.",
        "{count} people of this activity refused photos: {names}. Check that nobody of them is shown.",
        len(names),
        names=desk.language.list_of(list(names[:6])),
    )


def keep_all(
    workspace: Any,  # noqa: ANN401
    activity: UUID,
    documents: Sequence[Incoming],
    told: Callable[[int, int], None],
) -> list[tuple[Incoming, Any]]:
    """Keep documents one after the other, on the worker; each with its record or its problem."""
    from ssc_desktop.services import evidence

    sizes = [_size_of(each) for each in documents]
    total, found = max(sum(sizes), 1), []
    for number, each in enumerate(documents):
        before = sum(sizes[:number])
        told(before, total)

        def step(done: int, _of: int, before: int = before) -> None:
            told(before + done, total)

        try:
            if each.path is None:
                came: Any = evidence.add_content(
                    workspace, each.name, each.content, each.values, activity=activity
                )
            else:
                came = evidence.add_evidence(
                    workspace, each.path, each.values, activity=activity, progress=step
                )
        except Problem as problem:
            came = problem
        found.append((each, came))
    return found


def _size_of(each: Incoming) -> int:
    try:
        return len(each.content) if each.path is None else each.path.stat().st_size
    except OSError:
        return 0
