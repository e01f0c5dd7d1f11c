"""Fourth step of an import: all rows with what becomes of them, corrected and decided in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import shortcut_text
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_result import counts_of
from ssc_desktop.gui.tables.import_grid import ImportGrid
from ssc_desktop.gui.tables.import_model import ALL, TO_CORRECT, TO_DECIDE, ImportModel
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.resemblance import Resemblance
from ssc_desktop.language import N_
from ssc_desktop.services import list_drafts

FILTERS = ((ALL, N_("All ({count})")), (TO_DECIDE, N_("To decide ({count})")),
           (TO_CORRECT, N_("To correct ({count})")))  # fmt: skip
NEXT_KEYS, PREVIOUS_KEYS = "F8", "Shift+F8"


class PeopleStep(QWidget):
    """Holds the draft of the list; every correction is a new draft, so each can be taken back."""

    judged = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.draft: Any = None
        self.outcome: Any = None
        self._before: list[Any] = []
        language = desk.language
        self._summary = label(bold=True, wrap=True)
        self.model = ImportModel(desk, self)
        self.grid = ImportGrid(self.model, language)
        self.beside = Resemblance(desk)
        self.filters: dict[str, QToolButton] = {}
        self.next = button(language("Next to look at"), icon_name="triangle-alert",
                           tip=f"{language('Next to look at')} ({shortcut_text(NEXT_KEYS)})")  # fmt: skip
        self.model.amended.connect(self.amend)
        self.grid.moved.connect(self._show_beside)
        self.beside.decided.connect(self.decide)
        self.next.clicked.connect(lambda: self.look_at_next(1))
        self._keys(NEXT_KEYS, lambda: self.look_at_next(1))
        self._keys(PREVIOUS_KEYS, lambda: self.look_at_next(-1))
        self._keys("Ctrl+Z", self.undo)
        self._arrange()

    def _keys(self, keys: str, done: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(done)

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        for which, _ in FILTERS:
            made = self.filters[which] = QToolButton()
            made.setProperty("role", "segment")
            made.setCheckable(True)
            made.clicked.connect(self._chooses(which))
            group.addButton(made)
        self.filters[ALL].setChecked(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._summary)
        whole.addLayout(row(*self.filters.values(), None, self.next))
        sides = row(self.grid, self.beside, spacing=16)
        sides.setStretch(0, 1)
        whole.addLayout(sides, 1)

    # --- the draft ------------------------------------------------------------------------------

    @property
    def is_touched(self) -> bool:
        """Whether something was corrected or decided."""
        return bool(self._before)

    def forget(self) -> None:
        """Another list: nothing is read of it yet."""
        self.draft = self.outcome = None
        self._before.clear()

    def let_go(self) -> None:
        """The import is over: a long list is freed where nobody waits for it."""
        heap: list[object] = [*self.model.give_up_rows(), self.draft, self._before]
        self.draft, self._before = None, []
        self._desk.ops.let_go(heap)

    def forget_undo(self) -> None:
        """The list came in: nothing is left to lose."""
        self._before.clear()

    def show_draft(self, draft: Any, judged: Any) -> None:  # noqa: ANN401
        """Show a list that was read."""
        self.draft = draft
        self._before.clear()
        self.filters[ALL].setChecked(True)
        self.model.show_rows(judged.rows)
        self._say(judged)
        if self.model.rows and not self.grid.step_to_next(1):
            self.grid.go_to(0)
        self._show_beside()

    def amend(self, number: int, name: str, text: str) -> None:
        """Take what was typed into a cell; the row is judged again at once."""
        self._take(list_drafts.amend_row(self.draft, number, name, text))

    def decide(self, decision: Any) -> None:  # noqa: ANN401
        """Decide the rows that are chosen."""
        current = self.grid.current
        if current is None:
            return
        draft = self.draft
        numbers = self.grid.numbers if decision is None or not decision.person else []
        for number in {current.number, *numbers}:
            draft = list_drafts.decide_row(draft, number, decision)
        self._take(draft)

    def undo(self) -> bool:
        """Take the last correction or decision back."""
        if not self._before:
            return False
        self.draft = self._before.pop()
        self._judge()
        return True

    def look_at_next(self, step: int) -> None:
        """Go to the next row that waits for a person, or say that none does."""
        if self.grid.step_to_next(step):
            self.grid.setFocus()
        else:
            announce(self, self._desk.language("Nothing more to look at."))

    def _take(self, draft: Any) -> None:  # noqa: ANN401
        self._before.append(self.draft)
        self.draft = draft
        self._judge()

    def _judge(self) -> None:
        draft = self.draft

        def work(workspace: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            return list_drafts.judge_draft(workspace.store, draft, told)

        self._desk.ops.read(
            self, work, lambda found: self._renew(draft, found), only_latest="judged",
            told=lambda *_: None,
        )  # fmt: skip

    def _renew(self, draft: Any, judged: Any) -> None:  # noqa: ANN401
        if draft is self.draft:
            self.model.renew(judged.rows)
            self._say(judged)
            self._show_beside()

    def _say(self, judged: Any) -> None:  # noqa: ANN401
        language = self._desk.language
        self.outcome = judged.outcome
        read = language.plural("{count} person read", "{count} people read", judged.outcome.read)
        self._summary.setText("  ·  ".join((read, *counts_of(judged.outcome, language))))
        for which, words in FILTERS:
            count = language.number(self.model.count(which))
            text = language(words, count=count)
            self.filters[which].setText(text)
            self.filters[which].setAccessibleName(text)
        self.judged.emit()

    def _show_beside(self) -> None:
        self.beside.show_row(self.grid.current)

    def _chooses(self, which: str) -> Callable[[], None]:
        def choose() -> None:
            self.model.choose(which)
            if self.model.rows:
                self.grid.go_to(0)
            self._show_beside()

        return choose
