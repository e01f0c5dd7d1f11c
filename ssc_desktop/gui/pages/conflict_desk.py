"""Conflicts decided: one after the other by key, or many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.gui.actions import action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.conflict_card import ConflictCard, shown_text
from ssc_desktop.gui.widgets.mark_desk import MarkDesk
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, row

KEYS = ("first_value", "second_value", "third_value")


class ConflictDesk(QWidget):
    """The conflicts, and beside them the one that is to be decided."""

    refused = Signal(object)
    decided = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taken: list[int] = []
        language = desk.language
        self.table = self._table()
        self.table.chosen.connect(self._show_chosen)
        self.card = ConflictCard(desk)
        self.card.chosen.connect(self.decide)
        self.marks = MarkDesk(desk)
        self.marks.decided.connect(lambda values: self._decide(values, self.card.reason.text()))
        for number, name in enumerate(KEYS):
            action(self, name, language, partial(self.card.choose, number))
        self.newest = button(language("Take the newest"))
        self.newest.clicked.connect(lambda: self.decide_all(newest))
        self.offices = QComboBox()
        self.offices.setAccessibleName(language("Office whose values are taken"))
        self.of_office = button(language("Take those of this office"))
        self.of_office.clicked.connect(self._take_office)
        self.undo_button = button(language("Take the last decision back"), icon_name="undo-2")
        self.undo_button.clicked.connect(self.undo)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.table)
        split.addWidget(stacked(self.card, self.marks))
        split.setSizes([520, 460])
        self.bulk = row(self.newest, self.offices, self.of_office, None, self.undo_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(split, 1)
        whole.addLayout(self.bulk)
        self._show_chosen()

    def show_conflicts(self, conflicts: Sequence[Any]) -> None:
        """Show the conflicts; after a decision the next one is chosen by itself."""
        place = max(self.table.view.currentIndex().row(), 0)
        self.table.show_rows(conflicts)
        if conflicts and not self.table.chosen_rows():
            self.table.choose({self.table.model.rows[min(place, len(conflicts) - 1)].id})
        self._show_chosen()

    # --- deciding ---------------------------------------------------------------------------

    def decide(self, value: object, reason: str) -> None:
        """Let a value stand in the conflict that is shown."""
        chosen = self.table.chosen_rows()
        if len(chosen) == 1:
            self._decide({chosen[0].id: value}, reason)

    def decide_all(self, choose: Any) -> None:  # noqa: ANN401
        """Decide all chosen conflicts by one rule; those it says nothing about stay."""
        values = {}
        for each in self.table.chosen_rows():
            standing = choose(each.conflict) if each.conflict.kind == "value" else None
            if standing is not None:
                values[each.id] = standing.value
        if values:
            self._decide(values, self.card.reason.text())

    def undo(self) -> bool:
        """Take the last decision of this sitting back; whether there was one."""
        if not self._taken:
            return False
        tx = self._taken.pop()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import deciding

            return deciding.undo_decisions(workspace.store, tx)

        def done(_: object) -> None:
            self._desk.tell(self._desk.language("The conflict is open again"))
            self.decided.emit()

        touches = (*RECORDS_BY_NOUN, "conflict")
        self._desk.ops.change(self, work, done, touches=touches, failed=self.refused.emit)
        self._allow()
        return True

    def _undo(self) -> None:
        self.undo()

    def _decide(self, values: Mapping[str, Any], reason: str) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import deciding

            return deciding.decide_conflicts(workspace.store, values, reason)

        def done(made: Any) -> None:  # noqa: ANN401
            self._taken.append(made.tx)
            self.card.forget()
            language = self._desk.language
            words = language.plural("{count} conflict decided", "{count} conflicts decided",
                                    len(made.decided))  # fmt: skip
            self._desk.tell(words, self._undo)
            self.decided.emit()

        touches = (*RECORDS_BY_NOUN, "conflict")
        self._desk.ops.change(self, work, done, touches=touches, failed=self.refused.emit)

    def _take_office(self) -> None:
        office = self.offices.currentText()
        self.decide_all(lambda conflict: of_office(conflict, office))

    # --- showing ----------------------------------------------------------------------------

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_rows()
        named = chosen[0] if len(chosen) == 1 else None
        self.card.show_conflict(named)
        self.marks.show_beside(named, self.table.model.rows)
        offices = sorted({value.office for each in chosen for value in each.conflict.values} - {""})
        if offices != [self.offices.itemText(at) for at in range(self.offices.count())]:
            self.offices.clear()
            self.offices.addItems(offices)
        self._allow()

    def _allow(self) -> None:
        chosen = self.table.chosen_rows()
        self.newest.setEnabled(bool(chosen))
        self.offices.setEnabled(self.offices.count() > 0)
        self.of_office.setEnabled(bool(chosen) and self.offices.count() > 0)
        self.undo_button.setEnabled(bool(self._taken))
        self.card.setVisible(bool(self.table.model.rows))

    def _table(self) -> RecordTable:
        language = self._desk.language

        def what(each: Any) -> str:  # noqa: ANN401
            found = field_named(RECORDS_BY_NOUN[each.conflict.noun], each.conflict.field)
            if each.conflict.kind == "removal":
                return language("Changed here, removed there")
            return language(found.facts.label) if found else str(each.conflict.field)

        def noun(each: Any) -> str:  # noqa: ANN401
            return language(NOUN_LABELS.get(each.conflict.noun, each.conflict.noun))

        def values(each: Any) -> str:  # noqa: ANN401
            said = [shown_text(self._desk, each, value.value) for value in each.conflict.values]
            return " ≠ ".join(said)

        def state(each: Any) -> str:  # noqa: ANN401
            is_settled = each.conflict.settled
            return language("settled by a rule") if is_settled else language("to be decided")

        columns = [
            text_column("title", language("Which record"), lambda each: each.title),
            text_column("field", language("Field"), what),
            text_column("values", language("Values"), values),
            text_column("state", language("State"), state),
            text_column("noun", language("Kind of record"), noun),
        ]
        words = language("Two officers who write the same field differently appear here.")
        empty = EmptyState("git-merge", language("No conflict"), words)
        made = RecordTable("conflicts", columns, self._desk.memory, language("Conflicts"), empty)
        made.set_widths(title=150, field=90, values=160, state=110, noun=110)
        return made


def stacked(card: QWidget, marks: QWidget) -> QWidget:
    """The card, and below it the grid of marks, which takes the room there is."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(card)
    inside.addWidget(marks, 1)
    return made


def newest(conflict: Any) -> Any:  # noqa: ANN401
    """The value that was written last."""
    return max(conflict.values, key=lambda each: each.at)


def of_office(conflict: Any, office: str) -> Any:  # noqa: ANN401
    """The value an office wrote last; None where it wrote none of them."""
    own = [each for each in conflict.values if each.office == office]
    return max(own, key=lambda each: each.at) if own else None
