"""The questions of an activity's test: typed one by one, put in order, kept as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.question import Question
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.scrolling import scrolling

FIELDS = ("text", "choices", "answer", "points")
VALUES_ROLE = Qt.ItemDataRole.UserRole
LONGEST_SHOWN, ROW_HEIGHT = 60, 34


class TestQuestionsDialog(QDialog):
    """The questions on the leading side, the one that is chosen beside them."""

    written = Signal()

    def __init__(self, parent: QWidget, desk: Desk, key: UUID) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._key = key
        language = desk.language
        self.setWindowTitle(language("Questions of the test"))
        open_at(self, 860, 600)
        self.notice = ProblemBar(language)
        self.list = QListWidget()
        self.list.setAccessibleName(language("Questions of the test"))
        self.list.currentItemChanged.connect(self._turn)
        self.boxes = {name: self._box(name) for name in FIELDS}
        # Enter and a double click go on to change the question one is on.
        self.list.itemActivated.connect(lambda _item: self.boxes["text"].widget.setFocus())
        self.add_button = button(language("Add a question"), icon_name="plus")
        self.add_button.clicked.connect(self.add)
        self.up = self._tool("chevron-up", language("Before the one above"), lambda: self.shift(-1))
        self.down = self._tool(
            "chevron-down", language("Behind the one below"), lambda: self.shift(1)
        )
        self.take = self._tool("trash-2", language("Remove the question"), self.remove)
        self.save_button = button(language("Save"), role="primary", icon_name="save")
        self.save_button.clicked.connect(self.save)
        self._arrange()
        self._read()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "The same questions are asked before and after. Without any, the test prints numbered "
            "lines to write on."
        )
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        tools = row(self.add_button, None, self.up, self.down, self.take, spacing=4)
        left = column(self.list)
        left.addLayout(tools)
        self._form = QWidget()
        self._form.setLayout(column(*self.boxes.values(), None, spacing=12))
        both = row(spacing=24)
        both.addLayout(left, 2)
        both.addWidget(scrolling(self._form), 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Questions of the test"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addLayout(both, 1)
        whole.addLayout(row(None, cancel, self.save_button))

    # --- the list ---------------------------------------------------------------------------

    def add(self) -> None:
        """Add a question after the last one and begin to type it."""
        self._keep(self.list.currentItem())
        self._append({})
        self.list.setCurrentRow(self.list.count() - 1)
        self.boxes["text"].widget.setFocus()

    def shift(self, step: int) -> None:
        """Put the chosen question before its neighbour, or behind it."""
        at = self.list.currentRow()
        if not 0 <= at + step < self.list.count():
            return
        self._keep(self.list.currentItem())
        item = self.list.takeItem(at)
        self.list.insertItem(at + step, item)
        self.list.setCurrentItem(item)
        self._number()

    def remove(self) -> None:
        """Take the chosen question away; nothing is written before one saves."""
        self.list.takeItem(self.list.currentRow())
        self._number()
        self._allow()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The questions as they stand."""
        return [self.list.item(at).data(VALUES_ROLE) for at in range(self.list.count())]

    def save(self) -> None:
        """Write all questions, or none."""
        self._keep(self.list.currentItem())
        key, rows = self._key, self.rows

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import questions

            return questions.write_questions(workspace.store, key, rows)

        self._desk.ops.change(self, work, lambda _: self._saved(), failed=self._refused)

    # --- inside -----------------------------------------------------------------------------

    def _read(self) -> None:
        key = self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import questions

            return questions.list_questions(workspace.store, key)

        self._desk.ops.read(self, work, self._show, failed=self._refused)

    def _show(self, found: list[Any]) -> None:
        for each in found:
            self._append({"id": each.id} | {name: getattr(each, name) for name in FIELDS})
        self.list.setCurrentRow(0)
        self._allow()

    def _append(self, values: dict[str, Any]) -> None:
        item = QListWidgetItem()
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        item.setData(VALUES_ROLE, values)
        self.list.addItem(item)
        self._number()

    def _turn(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if before is not None:
            self._keep(before)
        values = item.data(VALUES_ROLE) if item is not None else {}
        for name, box in self.boxes.items():
            box.clear_message()
            box.editor.set_value(values.get(name))
        self._allow()

    def _keep(self, item: QListWidgetItem | None) -> None:
        if item is None or self.list.row(item) < 0:
            return
        typed = {name: box.editor.value() for name, box in self.boxes.items()}
        item.setData(VALUES_ROLE, item.data(VALUES_ROLE) | typed)
        self._number()

    def _number(self) -> None:
        language = self._desk.language
        for at in range(self.list.count()):
            item = self.list.item(at)
            text = str(item.data(VALUES_ROLE).get("text") or language("New question"))
            first = text.splitlines()[0][:LONGEST_SHOWN]
            # A Latin question keeps its own direction in an Arabic list.
            item.setText(f"{language.number(at + 1)}. \u2068{first}\u2069")

    def _allow(self) -> None:
        has_one = self.list.currentItem() is not None
        self._form.setEnabled(has_one)
        for each in (self.up, self.down, self.take):
            each.setEnabled(has_one)

    def _saved(self) -> None:
        self.written.emit()
        self.accept()

    def _refused(self, problem: Problem) -> None:
        box = self.boxes.get(problem.field or "")
        self.notice.say(self._desk.text_of(problem))
        if box is not None:
            box.widget.setFocus()

    def _box(self, name: str) -> FieldBox:
        field = field_named(Question, name)
        assert field is not None, name
        return FieldBox(field, self._desk.lists, self._desk.language)

    def _tool(self, icon_name: str, words: str, done: Any) -> QToolButton:  # noqa: ANN401
        made = QToolButton()
        made.setIcon(icon(icon_name))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _checked=False: done())
        return made


def ask_for_questions(part: Any, then: Callable[[], object]) -> None:  # noqa: ANN401
    """Let the person write the questions of the part's activity."""
    dialog = TestQuestionsDialog(part, part.desk, part.key)
    dialog.written.connect(then)
    dialog.open()
