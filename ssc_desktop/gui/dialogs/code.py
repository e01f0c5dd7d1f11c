"""A code of a list: a new one, or the names and days of one that is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.code import label_of
from ssc_desktop.domain.code_lists import may_end
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.choice_editors import ChoiceEditor
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.forms.editors import LineEditor
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, left_to_right, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import N_

LONGEST = 200
NEW_WORDS = N_(
    "The code is what files hold, whatever the language: once it is used it never changes. A "
    "language without a name borrows that of another."
)
OLD_WORDS = N_("What is recorded already shows the new names too.")


class CodeDialog(QDialog):
    """Stays open until the code is written or left; ``then`` is told which it is."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        code_list: Any,  # noqa: ANN401
        listed: Any,  # noqa: ANN401
        then: Callable[[tuple[str, str]], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._list, self._listed, self._then = desk, code_list, listed, then
        language = desk.language
        self._title = language("New code") if listed is None else language("Code")
        self.setWindowTitle(self._title)
        at_least(self, 560)
        self.notice = ProblemBar(language)
        self.editors = self._editors()
        for name, editor in self.editors.items():
            editor.setAccessibleName(language(label_of(name)))
        self._shown: dict[str, object] = {}
        self.save_button = button(language("Save"), role="primary", icon_name="check")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        self._arrange()
        self._fill()

    def _editors(self) -> dict[str, Any]:
        """The fields that may be written of this code."""
        language, listed = self._desk.language, self._listed
        made: dict[str, Any] = {}
        if listed is None:
            made["code"] = left_to_right(LineEditor(40))
        for name in ("name_fr", "name_en"):
            made[name] = left_to_right(LineEditor(LONGEST))
        made["name_ar"] = LineEditor(LONGEST)
        made["name_ar"].setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        is_shipped = listed is not None and listed.is_shipped
        if may_end(self._list.name, is_shipped=is_shipped):
            if self._list.has_parents:
                made["parent"] = self._parent_editor()
            made["valid_from"], made["valid_to"] = DayEditor(language), DayEditor(language)
        return made

    def _parent_editor(self) -> ChoiceEditor:
        parents = _Parents(self)
        made = ChoiceEditor(lambda: parents.offered, parents.name, parents.changed)
        code_list, language = self._list.name, self._desk.language

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import code_lists

            return code_lists.offered_parents(workspace.store, code_list, language)

        self._desk.ops.read(self, work, parents.offer)
        return made

    def _arrange(self) -> None:
        language, listed = self._desk.language, self._listed
        fields = QFormLayout()
        fields.setVerticalSpacing(10)
        for name, editor in self.editors.items():
            fields.addRow(language(label_of(name)), editor)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        about = language(self._list.label)
        if listed is not None:
            about = f"{about} · {listed.entry.code}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(self._title, size="section"))
        whole.addWidget(label(about, wrap=True))
        words = language(NEW_WORDS if listed is None else OLD_WORDS)
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addLayout(fields)
        whole.addLayout(row(None, cancel, self.save_button))
        next(iter(self.editors.values())).setFocus()

    def _fill(self) -> None:
        """Show what is written of the code, and note it, so that only what is new is written."""
        if self._listed is not None:
            entry = self._listed.entry
            self._shown = {
                "name_fr": entry.fr or None,
                "name_en": entry.en or None,
                "name_ar": entry.ar or None,
                "parent": entry.parent or None,
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
            }
        for name, editor in self.editors.items():
            editor.set_value(self._shown.get(name))

    def accept(self) -> None:
        """Write what is new; stay open when it cannot be."""
        typed = {name: editor.value() for name, editor in self.editors.items()}
        values = {n: value for n, value in typed.items() if value != self._shown.get(n)}
        code_list, listed = self._list.name, self._listed
        code = str(values.pop("code", "") or "") if listed is None else listed.entry.code
        if listed is not None and not values:
            super().accept()
            return
        for editor in self.editors.values():
            mark_wrong(editor, wrong=False)
        self.save_button.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import code_lists

            write = code_lists.add_code if listed is None else code_lists.change_code
            return write(workspace, code_list, code, values)

        def done(_: Any) -> None:  # noqa: ANN401
            QDialog.accept(self)
            self._then((code_list, code))

        self._desk.ops.change(self, work, done, touches=("code",), failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(self._desk.text_of(problem))
        editor = self.editors.get(problem.field or "")
        if editor is not None:
            mark_wrong(editor, wrong=True)
            editor.setFocus()


class _Parents(QObject):
    """What the code may stand below, once it is read."""

    changed = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.offered: list[tuple[Any, str]] = []

    def offer(self, found: list[tuple[Any, str]]) -> None:
        self.offered = found
        self.changed.emit()

    def name(self, code: str) -> str:
        return next((name for each, name in self.offered if each == code), code)
