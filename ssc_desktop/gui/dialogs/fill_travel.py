"""The same per diem and costs for everybody who came, days as attended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.editors import NumberEditor
from ssc_desktop.gui.tables.travel_model import field_of
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least

AMOUNTS = ("rate", "lodging", "meals", "transport")


class FillTravelDialog(QDialog):
    """What is left empty is not written; what was written stays, unless one says otherwise."""

    filled = Signal()

    def __init__(self, parent: QWidget, desk: Desk, key: UUID) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._key = key
        language = desk.language
        self.setWindowTitle(language("Fill for all"))
        at_least(self, 520)
        self.notice = ProblemBar(language)
        self.whom, self.currency = QComboBox(), QComboBox()
        self.whom.addItem(language("Everybody who came"), None)
        self.currency.addItem(language("As for the country"), None)
        for combo, code_list in ((self.whom, "travel"), (self.currency, "currency")):
            for code, words in desk.lists.options(code_list):
                combo.addItem(words, code)
        self.editors = {"days": NumberEditor(language, decimals=True)}
        self.editors |= {name: NumberEditor(language, decimals=True) for name in AMOUNTS}
        self.editors["days"].setPlaceholderText(language("As attended"))
        self.overwrite = QCheckBox(language("Also replace what is written already"))
        self.fill_button = button(language("Fill"), role="primary", icon_name="check")
        self.fill_button.clicked.connect(self.fill)
        self._arrange()
        self.editors["rate"].setFocus()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "Days are taken from the attendance unless you write them here. Who never came in "
            "person gets nothing."
        )
        named: list[tuple[str, QWidget]] = [(language("For whom"), self.whom)]
        named += [(language(field_of(name).facts.label), each)
                  for name, each in self.editors.items()]  # fmt: skip
        named.append((language("Currency"), self.currency))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for number, (title, editor) in enumerate(named):
            editor.setAccessibleName(title)
            grid.addLayout(column(label(title), editor, spacing=4), number // 2, number % 2)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Fill for all"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addLayout(grid)
        whole.addWidget(self.overwrite)
        whole.addLayout(row(None, cancel, self.fill_button))

    @property
    def values(self) -> dict[str, Any]:
        """What is to be written."""
        typed = {name: each.value() for name, each in self.editors.items()}
        typed["currency"] = self.currency.currentData()
        return {name: value for name, value in typed.items() if value is not None}

    def fill(self) -> None:
        """Write it for everybody, all or none."""
        key, values = self._key, self.values
        whom, overwrite = self.whom.currentData(), self.overwrite.isChecked()
        for each in self.editors.values():
            mark_wrong(each, wrong=False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import travel

            return travel.fill_claims(
                workspace.store, key, values, travel=whom, overwrite=overwrite
            )

        done: Callable[[Any], None] = lambda _: self._done()  # noqa: E731
        self._desk.ops.change(self, work, done, failed=self._refused)

    def _done(self) -> None:
        self.filled.emit()
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))
        wrong = self.editors.get(problem.field or "")
        if wrong is not None:
            mark_wrong(wrong, wrong=True)
            wrong.setFocus()
