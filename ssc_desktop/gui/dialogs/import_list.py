"""Taking people in from an office's list: the file, what its columns hold, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_steps import MappingStep, ResultStep
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row

PATTERNS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt"


class ActivityChoice(QComboBox):
    """The activities there are, to say which one a list is of."""

    nothing_there = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(desk.language("Activity"))

    def read(self) -> None:
        """Read the activities."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.list_activities(workspace.store)

        self._desk.ops.read(self, work, self._show)

    def _show(self, found: list[Any]) -> None:
        for each in found:
            self.addItem(f"{each.code} · {each.title}", each.id)
        if not found:
            self.nothing_there.emit(
                self._desk.language(
                    "Record the activity first, then import the list of its participants."
                )
            )


class ImportListDialog(QDialog):
    """Three steps: choose the list, look at what was understood, see what came of it."""

    imported = Signal()

    def __init__(self, parent: QWidget, desk: Desk, activity: UUID | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._activity = activity
        self._path: Path | None = None
        language = desk.language
        self.setWindowTitle(language("Import a list"))
        self.resize(1060, 640)
        self.notice = ProblemBar(language)
        self.activity = ActivityChoice(desk)
        self.activity.currentIndexChanged.connect(self._choose_activity)
        self.activity.nothing_there.connect(self.notice.say)
        self.mapping = MappingStep(desk)
        self.mapping.changed.connect(self.preview)
        self.outcome = ResultStep(desk)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.hide()
        self._go_on = button(language("Import"), role="primary", icon_name="check")
        self._go_on.clicked.connect(self.do_import)
        self._close = button(language("Cancel"))
        self._close.clicked.connect(self.close)
        self._steps = QStackedWidget()
        self._arrange()
        if activity is None:
            self.activity.read()
        self._show_step(0)

    def _arrange(self) -> None:
        language = self._desk.language
        choose = button(language("Choose the file…"), role="primary", icon_name="file-spreadsheet")
        choose.clicked.connect(self.choose_file)
        words = language(
            "Excel, LibreOffice or CSV, as the office wrote it: titles, totals and notes are left "
            "aside, people already known are recognised, nobody is merged."
        )
        title = language("A list of participants")
        for step in (
            EmptyState("file-spreadsheet", title, words, choose),
            self.mapping,
            self.outcome,
        ):
            self._steps.addWidget(step)
        self._for = row(label(language("For the activity")), self.activity)
        self._for.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Import a list"), size="section"))
        whole.addWidget(self.notice)
        if self._activity is None:
            whole.addLayout(self._for)
        whole.addWidget(self._steps, 1)
        whole.addWidget(self._progress)
        whole.addLayout(row(None, self._close, self._go_on))

    # --- the file ---------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Let the person choose the list."""
        title = self._desk.language("List of participants")
        name, _ = QFileDialog.getOpenFileName(self, title, "", PATTERNS)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Look into a list."""
        self._path = path
        self.mapping.forget()
        self.preview()

    def preview(self) -> None:
        """Read the list again with what the person said of its columns."""
        if self._path is None:
            return
        path, activity = self._path, self._activity
        sheet, columns = self.mapping.sheet, self.mapping.columns
        self._be_busy(busy=True)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participant_lists

            return participant_lists.preview_list(
                workspace.store, path, activity, sheet=sheet, columns=columns
            )

        self._desk.ops.read(self, work, self._previewed, failed=self._refused, only_latest="list")

    def _previewed(self, found: Any) -> None:  # noqa: ANN401
        self._be_busy(busy=False)
        self.notice.hide()
        self.mapping.show_preview(found, self._path.name if self._path else "")
        self._show_step(1)

    # --- importing --------------------------------------------------------------------------

    def do_import(self) -> None:
        """Import the list, whole or not at all."""
        path, activity = self._path, self._activity
        if path is None or activity is None:
            self.notice.say(self._desk.language("Please choose the activity the list is of."))
            return
        sheet, columns = self.mapping.sheet, self.mapping.columns
        self._be_busy(busy=True)

        def work(workspace: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participant_lists

            return participant_lists.import_list(
                workspace.store, path, activity, sheet=sheet, columns=columns, progress=told
            )

        touches = ("participant", "registration", "organisation")
        self._desk.ops.change(
            self, work, self._imported, touches=touches, failed=self._refused, told=self._step
        )

    def _imported(self, outcome: Any) -> None:  # noqa: ANN401
        self._be_busy(busy=False)
        self.notice.hide()
        self.outcome.show_result(outcome, self.save_rejected)
        self._show_step(2)
        self.imported.emit()

    def save_rejected(self) -> None:
        """Save the reported rows as a workbook to correct."""
        language = self._desk.language
        title = language("Save the rows to correct")
        name, _ = QFileDialog.getSaveFileName(self, title, "", "*.xlsx")
        if name:
            self.write_rejected(Path(name).with_suffix(".xlsx"))

    def write_rejected(self, target: Path) -> None:
        """Write the reported rows as a workbook to correct."""
        path, activity, code = self._path, self._activity, self._desk.language.code
        if path is None or activity is None:
            return
        sheet, columns = self.mapping.sheet, self.mapping.columns

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participant_lists

            return participant_lists.import_list(
                workspace.store, path, activity, sheet=sheet, columns=columns,
                dry_run=True, errors=target, language=code,
            )  # fmt: skip

        def done(_: Any) -> None:  # noqa: ANN401
            words = self._desk.language("Saved: {file}", file=target.name)
            self.outcome.say_saved(words)

        self._desk.ops.read(self, work, done, failed=self._refused)

    def _step(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.notice.say(self._desk.text_of(problem))

    def _be_busy(self, *, busy: bool) -> None:
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        self._go_on.setEnabled(not busy)
        self._steps.setEnabled(not busy)

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._go_on.setVisible(step == 1)
        words = self._desk.language("Close") if step == 2 else self._desk.language("Cancel")
        self._close.setText(words)
        self._close.setAccessibleName(words)

    def _choose_activity(self, _index: int) -> None:
        self._activity = self.activity.currentData()
        self.preview()
