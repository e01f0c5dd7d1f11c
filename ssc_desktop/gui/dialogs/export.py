"""Hands records over in a form other programs read: asks what is wished, then writes the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.export_fields import Days, ExportFields
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least

_WIDTH = 560


class ExportDialog(QDialog):
    """Writes one export into a file; it can be stopped while it is written."""

    def __init__(self, parent: QWidget, desk: Desk, days: Days, set_code: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._job: Job | None = None
        language = desk.language
        title = language("Export")
        self.setWindowTitle(title)
        at_least(self, _WIDTH)
        self.notice = ProblemBar(language)
        self.fields = ExportFields(desk, days, set_code)
        # A row more needs room.
        self.fields.reshaped.connect(lambda: at_least(self, _WIDTH))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(language("Writing the export"))
        self.bar.hide()
        self.export_button = button(language("Export"), role="primary", icon_name="file-down")
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self.ask_file)
        self.cancel_button = button(language("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self.notice)
        whole.addWidget(self.fields)
        whole.addWidget(self.bar)
        whole.addLayout(row(None, self.cancel_button, self.export_button))

    def ask_file(self) -> None:
        """Let the person choose the file, then write it."""
        if self._days() is None:
            return
        suffixes, name = self.fields.known.suffixes, self.fields.usual_name
        endings = " ".join(f"*{each}" for each in suffixes)
        title = self._desk.language("Save the export")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, endings)
        if chosen:
            path = Path(chosen)
            known = path.suffix.lower() in suffixes
            self.export(path if known else path.with_name(path.name + suffixes[0]))

    def export(self, path: Path) -> None:
        """Write the export into a file."""
        days = self._days()
        if days is None:
            return
        form, wish = self.fields.form.currentData(), self.fields.chosen(days)

        def work(workspace: Any, told: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import exports

            return exports.export(workspace, form, path, progress=told, **wish)

        self.notice.hide()
        self._show_busy(busy=True)
        # A change: the access log tells who exported, and a basis that is said is kept.
        self._job = self._desk.ops.change(
            self, work, self._done, failed=self._refused, told=self._step
        )

    def reject(self) -> None:
        """Stop what is being written, if anything is, and close."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _days(self) -> Days | None:
        days = self.fields.days()
        if days is None:
            self.notice.say(
                self._desk.language(
                    "This is not a date. Nothing was made. Write it as day, month, year."
                )
            )
        return days

    def _show_busy(self, *, busy: bool) -> None:
        # Behind a bar that moves nothing is chosen any more.
        self.fields.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.export_button.setEnabled(not busy)

    def _step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, made: Any) -> None:  # noqa: ANN401
        self._job = None
        self._desk.tell(self._desk.language("Saved: {file}", file=made.file.name))
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self._job = None
        self._show_busy(busy=False)
        self.notice.say(self._desk.text_of(problem))
        if problem.field == "basis":
            self.fields.basis.setFocus()


def ask_export(
    parent: QWidget,
    desk: Desk,
    since: date | None = None,
    until: date | None = None,
    set_code: str = "",
) -> ExportDialog:
    """Open the dialog of exports over a page, for a period and a set of indicators."""
    dialog = ExportDialog(parent, desk, (since, until), set_code)
    dialog.open()
    return dialog
