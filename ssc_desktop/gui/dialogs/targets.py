"""The baseline and the target of an indicator, for the Action or a period, for all countries or one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.indicator import period_code
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.editors import LineEditor, NumberEditor, ParagraphEditor
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, mark_wrong, row
from ssc_desktop.gui.widgets.reporting_periods import WHOLE, Period
from ssc_desktop.gui.widgets.room import at_least

FIELDS = ("baseline", "baseline_year", "target", "comment")


class TargetsDialog(QDialog):
    """Shows what is written for the chosen country and period, and writes it anew."""

    written = Signal()

    def __init__(self, parent: QWidget, desk: Desk, figure: Any, period: Period) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._figure = figure
        language = desk.language
        title = language("Baseline and target")
        self.setWindowTitle(title)
        at_least(self, 560)
        self.notice = ProblemBar(language)
        self.period, self.country = QComboBox(), QComboBox()
        self.period.setAccessibleName(language("Period"))
        self.country.setAccessibleName(language("Country"))
        for each in dict.fromkeys((Period(WHOLE), period)):
            self.period.addItem(each.words(language), each)
        self.country.addItem(language("All countries"), "")
        for code, words in desk.lists.options("country"):
            self.country.addItem(words, code)
        self.baseline = NumberEditor(language, decimals=True)
        self.baseline_year = NumberEditor(language, decimals=False)
        self.target = NumberEditor(language, decimals=True)
        self.comment = ParagraphEditor()
        self.save_button = button(language("Save"), role="primary", icon_name="check")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        self._arrange(title)
        for combo in (self.period, self.country):
            combo.currentIndexChanged.connect(lambda _index: self.read_again())
        self.read_again()

    @property
    def editors(self) -> dict[str, LineEditor | ParagraphEditor]:
        """The editor of each field."""
        return {
            "baseline": self.baseline,
            "baseline_year": self.baseline_year,
            "target": self.target,
            "comment": self.comment,
        }

    def _arrange(self, title: str) -> None:
        language = self._desk.language
        words = {
            "baseline": language("Baseline"),
            "baseline_year": language("Year of the baseline"),
            "target": language("Target"),
            "comment": language("Comment"),
        }
        fields = QFormLayout()
        fields.setVerticalSpacing(10)
        fields.addRow(language("Period"), self.period)
        fields.addRow(language("Country"), self.country)
        for name, editor in self.editors.items():
            editor.setAccessibleName(words[name])
            fields.addRow(words[name], editor)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        figure = self._figure
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(f"{figure.code} · {figure.title(language)}", wrap=True))
        whole.addWidget(self.notice)
        whole.addLayout(fields)
        whole.addLayout(row(None, cancel, self.save_button))
        self.target.setFocus()

    def read_again(self) -> None:
        """Read what is written for the chosen country and period."""
        figure, period, country = (
            self._figure,
            self.period.currentData(),
            self.country.currentData(),
        )

        key = (figure.code, country, period_code(period.since, period.until))

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import indicator_aims

            found = indicator_aims.list_targets(workspace.store, figure.set)
            return next(
                (each for each in found if (each.code, each.country, each.period) == key), None
            )

        self._desk.ops.read(self, work, self._show, only_latest="target")

    def _show(self, target: Any) -> None:  # noqa: ANN401
        for name, editor in self.editors.items():
            editor.set_value(getattr(target, name, None))

    def accept(self) -> None:
        """Write what was typed; stay open when it cannot be."""
        figure, period, country = (
            self._figure,
            self.period.currentData(),
            self.country.currentData(),
        )
        values = {name: editor.value() for name, editor in self.editors.items()}
        self.save_button.setEnabled(False)
        for editor in self.editors.values():
            mark_wrong(editor, wrong=False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import indicator_aims

            return indicator_aims.write_target(
                workspace.store,
                figure.set,
                figure.code,
                values,
                country=country,
                since=period.since,
                until=period.until,
            )

        self._desk.ops.change(
            self, work, lambda _: self._done(), touches=("target",), failed=self._refused
        )

    def _done(self) -> None:
        super().accept()
        self.written.emit()

    def _refused(self, problem: Problem) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(self._desk.text_of(problem))
        editor = self.editors.get(problem.field or "")
        if editor is not None:
            mark_wrong(editor, wrong=True)
            editor.setFocus()
