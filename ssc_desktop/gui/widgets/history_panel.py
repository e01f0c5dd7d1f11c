"""What happened to a record, the latest first; an earlier value is written again from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import action, button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.history_model import (
    AFTER,
    BEFORE,
    FIELD,
    RECORD,
    WHEN,
    WHO,
    HistoryModel,
    Line,
    lines_of,
    one_line,
)
from ssc_desktop.gui.tables.record_table import ROW_HEIGHT, MirroredDelegate
from ssc_desktop.gui.widgets.notices import ProblemBar, Told
from ssc_desktop.gui.widgets.plain import label, row

if TYPE_CHECKING:
    from ssc_desktop.services.history_steps import Step

# Steps of the parts of a record that are read at once.
A_PAGE = 200
WIDTHS = {WHEN: 132, WHO: 170, RECORD: 150, FIELD: 160, BEFORE: 150, AFTER: 150}


@dataclass(frozen=True, slots=True)
class PutBack:
    """A value that was written again; ``tx`` undoes it, 0 when it stood there already."""

    changes: Changes
    tx: int


class HistoryView(QTableView):
    """The lines of a history; one is chosen at a time."""

    def __init__(self, model: HistoryModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        if self.isRightToLeft():
            self.setItemDelegate(MirroredDelegate(self))


class HistoryPanel(QWidget):
    """The history of one record and of its parts, by field; restoring can be undone."""

    refused = Signal(object)

    def __init__(self, desk: Desk, noun: str, key: UUID | str) -> None:
        super().__init__()
        self._desk, self._noun, self._key = desk, noun, key
        self.language = language = desk.language
        self._steps: list[Step] = []
        self._asked_upto = 0
        self._more_parts = False
        self.notice = ProblemBar(language)
        self.whose = QComboBox()
        self.whose.setAccessibleName(language("Whose history"))
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.whose.addItem(language("This record"), "")
        self.whose.currentIndexChanged.connect(lambda _index: self._turn())
        self.field = QComboBox()
        self.field.setAccessibleName(language("Field"))
        self.field.setMinimumContentsLength(18)
        self.field.addItem(language("All fields"), "")
        self.field.currentIndexChanged.connect(lambda _index: self._show())
        self.model = HistoryModel(language, self)
        self.view = HistoryView(self.model, language("History"))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._read_on())
        self.said = label(role="muted", wrap=True)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.put_back = action(self, "put_back", language, self.restore_value)
        self.put_back.setEnabled(False)
        self.told = Told(self, language)
        self.undo_action = action(self, "undo", language, self.told.undo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(row(self.whose, self.field, None))
        whole.addWidget(self.notice)
        whole.addWidget(self.view, 1)
        foot = row(self.said, button_for(self.put_back), spacing=16)
        foot.setStretch(0, 1)
        whole.addLayout(foot)
        self._count_parts()
        self._turn()

    # --- reading ----------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """The noun of the parts that are shown; empty for the record itself."""
        return str(self.whose.currentData() or "")

    @property
    def chosen(self) -> Line | None:
        """The line one is on."""
        index = self.view.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def read_again(self) -> None:
        """Read the history again, from its end."""
        self._turn()

    def _count_parts(self) -> None:
        noun, key = self._noun, self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import history

            return history.count_parts(workspace.store, noun, key)

        self._desk.ops.read(self, work, self._offer_parts)

    def _offer_parts(self, counts: dict[str, int]) -> None:
        for noun, count in counts.items():
            words = self.language(NOUN_LABELS.get(noun, noun))
            self.whose.addItem(f"{words} ({self.language.number(count)})", noun)
        self.whose.setVisible(self.whose.count() > 1)

    def _turn(self) -> None:
        self._steps, self._asked_upto, self._more_parts = [], 0, bool(self.part)
        # Where the steps of many records stand together each says whose it is.
        self.view.setColumnHidden(RECORD, not self.part)
        self._read()

    def _read(self) -> None:
        noun, key, part, language = self._noun, self._key, self.part, self.language
        offset, self._asked_upto = self._asked_upto, self._asked_upto + A_PAGE

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import history

            if not part:
                return history.history_of(workspace.store, noun, key, language)
            return history.history_of_parts(
                workspace.store, noun, key, part, language, limit=A_PAGE, offset=offset
            )

        self._desk.ops.read(
            self, work, lambda steps: self._arrive(steps, offset), only_latest="history"
        )

    def _arrive(self, steps: Sequence[Step], offset: int) -> None:
        self._more_parts = bool(self.part) and bool(steps)
        self._steps = [*self._steps[:offset], *steps] if offset else list(steps)
        self._offer_fields()
        if offset:
            self.model.add_lines(lines_of(steps, str(self.field.currentData() or "")))
            self.model.fetchMore(self.view.rootIndex())
        else:
            self._show()

    def _read_on(self) -> None:
        bar = self.view.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - ROW_HEIGHT
        if self._more_parts and at_end and not self.model.canFetchMore(self.view.rootIndex()):
            self._more_parts = False
            self._read()

    def _offer_fields(self) -> None:
        known = {self.field.itemData(place) for place in range(self.field.count())}
        for step in self._steps:
            for each in step.fields:
                if each.field not in known:
                    known.add(each.field)
                    self.field.addItem(each.label, each.field)

    def _show(self) -> None:
        self.model.show_lines(lines_of(self._steps, str(self.field.currentData() or "")))
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._choose()

    def _choose(self) -> None:
        line = self.chosen
        change = line.change if line is not None and line.can_be_put_back else None
        self.put_back.setEnabled(change is not None)
        words = self.language("Choose a change to restore the value it replaced.")
        if change is not None and change.before:
            words = self.language(
                "“{field}” would say again: {value}",
                field=change.label,
                value=one_line(change.before),
            )
        elif change is not None:
            words = self.language("“{field}” would be empty again", field=change.label)
        self.said.setText(words)

    # --- restoring --------------------------------------------------------------------------

    def restore_value(self) -> None:
        """Write again what the chosen field said before; it can be undone."""
        line = self.chosen
        if line is None or line.change is None or not line.can_be_put_back:
            return
        step, change = line.step, line.change

        def work(workspace: Any) -> PutBack:  # noqa: ANN401
            from ssc_desktop.services import history, undoing

            before = undoing.last_transaction(workspace.store)
            changes = history.restore_value(workspace, step.noun, step.key, change.field, step.id)
            after = undoing.last_transaction(workspace.store)
            return PutBack(changes, after if after != before else 0)

        def done(result: PutBack) -> None:
            self.notice.hide()
            self.read_again()
            if result.tx:
                words = self.language("“{field}” was restored", field=change.label)
                self.told.say(words, lambda: self._undo(result.tx))
            else:
                words = self.language("“{field}” says this already", field=change.label)
                self.told.say(words, None)

        self._desk.ops.change(self, work, done, failed=self.show_problem)

    def _undo(self, tx: int) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import undoing

            return undoing.undo_transaction(workspace.store, tx)

        self._desk.ops.change(self, work, lambda _: self.read_again(), failed=self.show_problem)

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, above the list."""
        self.notice.say(self._desk.text_of(problem))
