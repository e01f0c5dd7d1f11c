"""What an export is to be: its form, period, indicators, level, language; only what the form needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ssc_desktop.domain.disclosure import IDENTIFIED
from ssc_desktop.domain.export_forms import FORMS, USUAL_SET, Form
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.forms.plain_choice import choice_of, language_choice
from ssc_desktop.gui.widgets.plain import label, left_to_right
from ssc_desktop.language import N_, Language

LEVELS = {
    "pseudonymised": N_("Pseudonyms: no names, telephones or e-mails"),
    "identified": N_("Names and contacts too"),
}
Days = tuple[date | None, date | None]


class ExportFields(QWidget):
    """The fields of one export; those a form has no use for are hidden."""

    reshaped = Signal()

    def __init__(self, desk: Desk, days: Days, set_code: str) -> None:
        super().__init__()
        self._desk = desk
        self._set_code = set_code or USUAL_SET
        language = desk.language
        forms = {code: each.label for code, each in FORMS.items()}
        self.form = choice_of(forms, language("Format"), language)
        self.told = label(role="muted", wrap=True)
        self.since, self.until = DayEditor(language), DayEditor(language)
        self.level = choice_of(LEVELS, language("What leaves of people"), language)
        self.spoken = language_choice(desk, language("Language of the file"))
        self.sets = QComboBox()
        self.basis, self.publisher = QLineEdit(), QLineEdit()
        self._lines = QFormLayout(self)
        self._fill(days)
        self._arrange()
        self.form.currentIndexChanged.connect(lambda _index: self._tell_form())
        self.level.currentIndexChanged.connect(lambda _index: self._tell_level())
        self._tell_form()
        desk.ops.read(self, lambda workspace: _choices(workspace, language), self._show_choices)

    @property
    def known(self) -> Form:
        """The form that is chosen."""
        return FORMS[self.form.currentData()]

    @property
    def usual_name(self) -> str:
        """A name for the file of this export."""
        return f"{self.form.currentData()}-{self.spoken.currentData()}{self.known.suffixes[0]}"

    def days(self) -> Days | None:
        """The first and the last day; None where one of them is no date."""
        since, until = self.since.value(), self.until.value()
        if all(each is None or isinstance(each, date) for each in (since, until)):
            return since, until  # type: ignore[return-value]
        return None

    def chosen(self, days: Days) -> dict[str, Any]:
        """What was chosen, as ``export`` takes it."""
        level = self.level.currentData() if self.known.has_people else "pseudonymised"
        return {
            "language": Language(self.spoken.currentData()),
            "since": days[0],
            "until": days[1],
            "level": level,
            "set_code": (self.sets.currentData() or "") if self.known.has_indicators else "",
            "basis": self.basis.text() if level == IDENTIFIED else "",
            "reporting_org": self.publisher.text(),
        }

    def _fill(self, days: Days) -> None:
        language = self._desk.language
        self.since.setAccessibleName(language("From"))
        self.until.setAccessibleName(language("Until"))
        self.since.set_value(days[0])
        self.until.set_value(days[1])
        self.sets.setAccessibleName(language("Set of indicators"))
        self.basis.setAccessibleName(language("Basis of the transfer"))
        self.basis.setPlaceholderText(language("Basis of the transfer, such as an authorisation"))
        self.publisher.setAccessibleName(language("IATI identifier of the publisher"))
        self.publisher.setPlaceholderText(language("Needed only to publish the file"))
        left_to_right(self.publisher)

    def _arrange(self) -> None:
        language, lines = self._desk.language, self._lines
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(10)
        lines.addRow(language("Format"), self.form)
        lines.addRow("", self.told)
        lines.addRow(language("From"), self.since)
        lines.addRow(language("Until"), self.until)
        lines.addRow(language("Indicators"), self.sets)
        lines.addRow(language("People"), self.level)
        lines.addRow("", self.basis)
        lines.addRow(language("Language"), self.spoken)
        lines.addRow(language("Publisher"), self.publisher)

    def _tell_form(self) -> None:
        form = self.known
        self.told.setText(self._desk.language(form.told))
        wanted = self._set_code if form.usual_set == USUAL_SET else form.usual_set
        self.sets.setCurrentIndex(max(self.sets.findData(wanted), 0))
        self._lines.setRowVisible(self.sets, form.has_indicators)
        self._lines.setRowVisible(self.level, form.has_people)
        self._lines.setRowVisible(self.publisher, self.form.currentData() == "iati")
        self._tell_level()

    def _tell_level(self) -> None:
        names = self.level.currentData() == IDENTIFIED
        self._lines.setRowVisible(self.basis, self.known.has_people and names)
        self.reshaped.emit()

    def _show_choices(self, found: tuple[str, list[tuple[str, str]]]) -> None:
        basis, sets = found
        if not self.basis.isModified():
            self.basis.setText(basis)
        for code, title in sets:
            self.sets.addItem(title, code)
        self._tell_form()


def _choices(workspace: Any, language: Language) -> tuple[str, list[tuple[str, str]]]:  # noqa: ANN401
    """The basis that was recorded before, and the sets of indicators there are."""
    from ssc_desktop.services import indicators, transfer_basis

    sets = indicators.indicator_sets(workspace.store)
    named = [(each.code, f"{each.code} – {each.title(language)}") for each in sets]
    return transfer_basis.recorded_basis(workspace), named
