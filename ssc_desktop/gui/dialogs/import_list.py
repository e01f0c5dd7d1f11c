"""Taking people in from an office's list: file, sheet, columns, people, result; step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_columns import ColumnsStep
from ssc_desktop.gui.dialogs.import_errands import ImportErrands
from ssc_desktop.gui.dialogs.import_file import FileStep
from ssc_desktop.gui.dialogs.import_frame import StepDialog
from ssc_desktop.gui.dialogs.import_people import PeopleStep
from ssc_desktop.gui.dialogs.import_result import ResultStep, undone_words
from ssc_desktop.gui.dialogs.import_sheet import SheetStep
from ssc_desktop.gui.dialogs.import_steps import COLUMNS, FILE, PEOPLE, RESULT, SHEET
from ssc_desktop.gui.dropped_lists import PATTERNS
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.scrolling import scrolling

BETWEEN = (SHEET, COLUMNS, PEOPLE)


class ImportListDialog(StepDialog):
    """Nothing is written before the last step; Escape gives up, after asking where work is lost."""

    imported = Signal()

    def __init__(
        self, parent: QWidget, desk: Desk, activity: UUID | None, path: Path | None = None
    ) -> None:
        super().__init__(parent, desk, desk.language("Import a list"))
        open_at(self, 1180, 660)
        self._activity = activity
        self._path: Path | None = None
        self._outline: Any = None
        self._tx = 0
        self._is_leaving = False
        self._errands = ImportErrands(self.bar)
        self.file = FileStep(desk, activity)
        self.sheet = SheetStep(desk)
        self.columns = ColumnsStep(desk)
        self.people = PeopleStep(desk)
        self.outcome = ResultStep(desk)
        self.add_steps((scrolling(self.file), self.sheet, self.columns, self.people, self.outcome))
        self._connect()
        self._show_step(FILE)
        self._begin(path)

    def _begin(self, path: Path | None) -> None:
        if self._activity is None:
            self.file.activity.read()
        self.file.read_earlier()
        if path is not None:
            self.take_file(path)

    def _connect(self) -> None:
        self.finished.connect(lambda _result: self.people.let_go())
        self.file.asked.connect(self.choose_file)
        self.file.undo_asked.connect(self.undo_earlier)
        self.file.activity.currentIndexChanged.connect(self._choose_activity)
        self.file.activity.nothing_there.connect(self.notice.say)
        self.sheet.changed.connect(self.look)
        self.sheet.done.connect(self.go_on)
        self.columns.changed.connect(self.allow)
        self.outcome.save_asked.connect(self.save_rejected)
        self.outcome.undo_asked.connect(self.undo_import)
        self.outcome.sheet_asked.connect(self._import_sheet)

    # --- the file -------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Let the person choose the list."""
        title = self._desk.language("List of participants")
        name, _ = QFileDialog.getOpenFileName(self, title, "", PATTERNS)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Look into a list."""
        self._path = path
        self.sheet.forget()
        self.people.forget()
        self.look()

    def look(self) -> None:
        """See how the list looks from outside, with the sheet and headings the person said."""
        if self._path is not None:
            self._errands.look(self._path, self.sheet.sheet, self.sheet.heading, self._looked)

    def _looked(self, outline: Any) -> None:  # noqa: ANN401
        self.notice.hide()
        self._outline = outline
        self.sheet.show_outline(outline, self._path.name if self._path else "")
        self.columns.show_outline(outline)
        self._show_step(SHEET)
        self.sheet.rows.setFocus()

    # --- from step to step ----------------------------------------------------------------------

    def go_on(self) -> None:
        """Do the next step, where it can be done."""
        if not self.next.isEnabled() or self.step not in BETWEEN:
            return
        if self.step == SHEET:
            self._show_step(COLUMNS)
            self.columns.focus_first()
        elif self.step == COLUMNS:
            self.read_people()
        else:
            self.do_import()

    def go_back(self) -> None:
        """Return to the step before."""
        if self.step in BETWEEN and self.back.isEnabled():
            self._show_step(self.step - 1)

    def read_people(self) -> None:
        """Read the people of the list and say what becomes of each."""
        if self._path is None or self._activity is None:
            self.notice.say(self._desk.language("Please choose the activity the list is of."))
            return
        told = self.columns.told
        self._errands.read(self._path, self._activity, self._outline, told, self._read)

    def _read(self, found: tuple[Any, Any]) -> None:
        self.notice.hide()
        self.people.show_draft(*found)
        self._show_step(PEOPLE)
        self.people.grid.setFocus()

    def do_import(self) -> None:
        """Import the list as it was corrected and decided, whole or not at all."""
        self._errands.import_people(self.people.draft, self._imported)

    def _imported(self, outcome: Any) -> None:  # noqa: ANN401
        self.notice.hide()
        self._tx = outcome.tx
        self.people.forget_undo()
        others = (each.name for each in self._outline.others)
        self.outcome.show_result(outcome, others)
        self._show_step(RESULT)
        self.leave.setFocus()
        self.imported.emit()

    def _import_sheet(self, name: str) -> None:
        self.people.forget()
        self.sheet.choose_sheet(name)

    # --- undone, and what was not taken ---------------------------------------------------------

    def undo_import(self) -> None:
        """Take the import back whole."""

        def done(undone: Any) -> None:  # noqa: ANN401
            self.outcome.show_undone(undone)
            self.imported.emit()

        self._errands.undo(self._tx, done)

    def undo_earlier(self, tx: int) -> None:
        """Take an earlier import back whole."""

        def done(undone: Any) -> None:  # noqa: ANN401
            self.file.say(undone_words(undone, self._desk.language))
            self.file.read_earlier()
            self.imported.emit()

        self._errands.undo(tx, done)

    def save_rejected(self) -> None:
        """Save the reported rows as a workbook to correct."""
        title = self._desk.language("Save the rows to correct")
        name, _ = QFileDialog.getSaveFileName(self, title, "", "*.xlsx")
        if name:
            self.write_rejected(Path(name).with_suffix(".xlsx"))

    def write_rejected(self, target: Path) -> None:
        """Write the reported rows as a workbook to correct."""
        words = self._desk.language("Saved: {file}", file=target.name)
        self._errands.write_rejected(
            self.people.draft, target, self._desk.language.code,
            lambda _: self.outcome.say_saved(words),
        )  # fmt: skip

    # --- what can be done now -------------------------------------------------------------------

    def hindrance(self) -> str:
        """Why one cannot go on from this step."""
        if self.step == COLUMNS and not self.columns.has_names:
            return self._desk.language("Say which column holds the names.")
        return ""

    def _show_step(self, step: int) -> None:
        language = self._desk.language
        self.steps.setCurrentIndex(step)
        self._is_leaving = False
        self.show_frame(
            may_turn=step in BETWEEN,
            going=language("Import") if step == PEOPLE else language("Next"),
            leaving=language("Close") if step == RESULT else language("Cancel"),
        )

    def _choose_activity(self, _index: int) -> None:
        self._activity = self.file.activity.currentData()

    def reject(self) -> None:
        """Escape stops what is being done, else closes; where work would be lost it asks first."""
        if self.bar.is_busy:
            self.bar.cancel()
        elif self.step == PEOPLE and self.people.is_touched and not self._is_leaving:
            self._is_leaving = True
            self.notice.say(
                self._desk.language(
                    "Nothing was imported yet. Press Escape or Cancel again to give up what you corrected."
                )
            )
        else:
            super().reject()
