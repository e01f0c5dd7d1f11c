"""Asks what a report is to be: its kind, period, country, language, a PDF or a document to edit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFormLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.forms.plain_choice import choice_of, language_choice
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.reporting_periods import Period
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import N_, Language
from ssc_desktop.settings import SHEET_LANGUAGE

KINDS = {
    "narrative": N_("Narrative report"),
    "quarterly": N_("Quarterly report of the office"),
    "country": N_("Country sheet"),
}
FORMATS = {".pdf": N_("PDF, to print and send"), ".docx": N_("Document, to edit further")}
TOLD = {
    "narrative": N_("The report donors ask for, filled in from the records; an officer adds the rest."),
    "quarterly": N_("Figures, activities, indicators and budget of a quarter."),
    "country": N_("One page for each country: figures, activities, a chart, commitments."),
}  # fmt: skip


class MakeReportDialog(QDialog):
    """Makes one report into a file and opens it; nothing in it names a participant."""

    def __init__(self, parent: QWidget, desk: Desk, period: Period) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        title = language("Make a report")
        self.setWindowTitle(title)
        at_least(self, 520)
        self.notice = ProblemBar(language)
        self.kind = choice_of(KINDS, language("Report"), language)
        self.country = QComboBox()
        self.spoken = language_choice(desk, language("Language of the report"))
        self.form = choice_of(FORMATS, language("File"), language)
        self.since, self.until = DayEditor(language), DayEditor(language)
        self.told = label(role="muted", wrap=True)
        self._fill(period)
        self.make_button = button(language("Make the report"), role="primary", icon_name="check")
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self.ask_file)
        self._arrange(title)
        self.kind.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()

    def _fill(self, period: Period) -> None:
        language = self._desk.language
        self.country.setAccessibleName(language("Country"))
        self.country.addItem(language("All countries"), None)
        for code, words in self._desk.lists.options("country"):
            self.country.addItem(words, code)
        self.since.setAccessibleName(language("From"))
        self.until.setAccessibleName(language("Until"))
        self.since.set_value(period.since)
        self.until.set_value(period.until)

    def _arrange(self, title: str) -> None:
        language = self._desk.language
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        fields = QFormLayout()
        fields.setVerticalSpacing(10)
        fields.addRow(language("Report"), self.kind)
        fields.addRow("", self.told)
        fields.addRow(language("From"), self.since)
        fields.addRow(language("Until"), self.until)
        fields.addRow(language("Country"), self.country)
        fields.addRow(language("Language"), self.spoken)
        fields.addRow(language("File"), self.form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self.notice)
        whole.addLayout(fields)
        whole.addLayout(row(None, cancel, self.make_button))

    def ask_file(self) -> None:
        """Let the person choose the file, then make the report."""
        days, country, kind = self._days(), self.country.currentData(), self.kind.currentData()
        if days is None:
            return
        form, spoken = self.form.currentData(), Language(self.spoken.currentData())

        def work(_workspace: Any) -> str:  # noqa: ANN401
            from ssc_desktop.services.report_facts import Wanted
            from ssc_desktop.services.reports import file_name_of

            return file_name_of(kind, Wanted(*days, country), spoken, form)

        self._desk.ops.read(self, work, lambda name: self._ask(name, form))

    def _ask(self, name: str, form: str) -> None:
        title = self._desk.language("Save the report")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, f"*{form}")
        if chosen:
            self.make(Path(chosen).with_suffix(form))

    def make(self, path: Path, *, then_open: bool = True) -> None:
        """Make the report into a file."""
        days, country, kind = self._days(), self.country.currentData(), self.kind.currentData()
        if days is None:
            return
        spoken = Language(self.spoken.currentData())
        self._desk.memory.settings.set(SHEET_LANGUAGE, spoken.code)
        self.make_button.setEnabled(False)
        self.notice.hide()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import reports
            from ssc_desktop.services.report_facts import Wanted

            wanted = Wanted(*days, country)
            return reports.make_report(workspace, kind, wanted, language=spoken, path=path)

        self._desk.ops.read(
            self, work, lambda _made: self._done(path, then_open=then_open), failed=self._refused
        )

    def _days(self) -> tuple[date | None, date | None] | None:
        """The first and the last day; None where one of them is no date."""
        since, until = self.since.value(), self.until.value()
        if all(each is None or isinstance(each, date) for each in (since, until)):
            return since, until  # type: ignore[return-value]
        self.notice.say(
            self._desk.language(
                "This is not a date. Nothing was made. Write it as day, month, year."
            )
        )
        return None

    def _done(self, path: Path, *, then_open: bool) -> None:
        if then_open:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._desk.tell(self._desk.language("Saved: {file}", file=path.name))
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.make_button.setEnabled(True)
        self.notice.say(self._desk.text_of(problem))

    def _tell(self) -> None:
        self.told.setText(self._desk.language(TOLD[self.kind.currentData()]))
