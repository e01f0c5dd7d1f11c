"""What headquarters decided, and the bundles it took in, which can be taken back whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import N_, Language

VERDICTS = {
    "accepted": N_("Accepted"),
    "corrected": N_("Corrected"),
    "merged": N_("Merged"),
    "rejected": N_("Rejected"),
}


class DecisionList(QWidget):
    """The log of decisions: who decided what, when and why; searched as one types. Enter opens the
    record; what this laptop decided can be taken back, at headquarters."""

    opened = Signal(str, str)
    refused = Signal(object)
    undone = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[Any] = ()
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(desk.language("Find a decision"))
        self.find_box.setAccessibleName(desk.language("Find a decision"))
        self.find_box.setClearButtonEnabled(True)
        self.find_box.textChanged.connect(lambda _text: self._filter())
        self.table = self._table()
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._allow)
        self.undo_button = button(desk.language("Take this decision back"), icon_name="undo-2")
        self.undo_button.clicked.connect(self.undo_chosen)
        if not desk.is_headquarters:
            self.undo_button.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.find_box)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(self.undo_button, None))
        self._allow()

    def show_decisions(self, decisions: Sequence[Any]) -> None:
        """Show the latest decisions."""
        self._all = decisions
        self._filter()

    def undo_chosen(self) -> bool:
        """Take the chosen decision back, with all that were taken at once with it; whether there
        is one that was taken here."""
        chosen = self._undoable()
        if chosen is None:
            return False
        tx = chosen.tx

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import deciding

            return deciding.undo_decisions(workspace.store, tx)

        def done(_: object) -> None:
            language, count = self._desk.language, chosen.decided
            self._desk.tell(language.plural("{count} decision taken back",
                                            "{count} decisions taken back", count))  # fmt: skip
            self.undone.emit()

        touches = (*RECORDS_BY_NOUN, "conflict")
        self._desk.ops.change(self, work, done, touches=touches, failed=self.refused.emit)
        return True

    def _undoable(self) -> Any:  # noqa: ANN401
        chosen = self.table.chosen_rows()
        return chosen[0].decision if len(chosen) == 1 and chosen[0].decision.tx else None

    def _allow(self) -> None:
        self.undo_button.setEnabled(self._undoable() is not None)

    def _open(self, row: Any) -> None:  # noqa: ANN401
        self.opened.emit(row.decision.noun, row.decision.key)

    def _filter(self) -> None:
        words = self.find_box.text().casefold().split()

        def holds(each: Any) -> bool:  # noqa: ANN401
            text = " ".join(column.text(each) for column in self.table.model.columns).casefold()
            return all(word in text for word in words)

        self.table.show_rows([each for each in self._all if holds(each)])
        self._allow()

    def _table(self) -> RecordTable:
        language = self._desk.language

        def what(each: Any) -> str:  # noqa: ANN401
            noun, name = each.decision.noun, each.decision.field
            found = field_named(RECORDS_BY_NOUN[noun], name) if noun in RECORDS_BY_NOUN else None
            return language(found.facts.label) if found else language(NOUN_LABELS.get(noun, noun))

        def when(each: Any) -> str:  # noqa: ANN401
            return language.moment(each.decision.at) if each.decision.at else ""

        def verdict(each: Any) -> str:  # noqa: ANN401
            return language(VERDICTS.get(each.decision.verdict, each.decision.verdict))

        columns = [
            text_column("when", language("When"), when),
            text_column("record", language("Which record"), lambda each: each.title),
            text_column("what", language("Field"), what),
            text_column("verdict", language("Verdict"), verdict),
            text_column("by", language("Decided by"), lambda each: each.decision.by),
            text_column("reason", language("Reason"), lambda each: each.decision.reason),
        ]
        words = language("What headquarters decides is told here with its reason.")
        if self._desk.is_headquarters:
            words = language("Decide a conflict, and it is told here with its reason.")
        empty = EmptyState("history", language("No decision"), words)
        made = RecordTable("decisions", columns, self._desk.memory, language("Decisions"), empty)
        made.set_widths(when=150, record=270, what=160, verdict=110, by=160, reason=250)
        return made


class ArrivedBundles(QWidget):
    """The bundles that were imported, each of which can be taken back."""

    undone = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = self._table()
        self.undo_button = button(desk.language("Undo this import…"), icon_name="undo-2")
        self.undo_button.clicked.connect(self.ask)
        self.table.chosen.connect(self._allow)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(self.undo_button, None))
        self._allow()

    def show_bundles(self, bundles: Sequence[Any]) -> None:
        """Show what was imported, the latest first."""
        self.table.show_rows(bundles)
        self._allow()

    def ask(self) -> None:
        """Say what would go back, and ask."""
        chosen = self.table.chosen_rows()
        if len(chosen) == 1:
            dialog = UndoImportDialog(self, self._desk.language, chosen[0])
            dialog.accepted.connect(lambda: self.undo(chosen[0].sha256))
            dialog.open()

    def undo(self, sha256: str) -> None:
        """Take a whole import back, as ordinary changes that can be taken back in turn."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import bundle_undo

            return bundle_undo.undo_import(workspace, sha256)

        def done(made: Any) -> None:  # noqa: ANN401
            language = self._desk.language
            words = language.plural("{count} record went back", "{count} records went back",
                                    made.changes.count)  # fmt: skip
            if made.left:
                words += " " + language.plural(
                    "{count} value was left: it was changed or used since.",
                    "{count} values were left: they were changed or used since.",
                    len(made.left),
                )
            self._desk.tell(words, lambda: self._take_back(made.tx))
            self.undone.emit()

        touches = (*RECORDS_BY_NOUN, "exchange", "conflict")
        self._desk.ops.change(self, work, done, touches=touches, failed=self.refused.emit)

    def _take_back(self, tx: int) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import undoing

            return undoing.undo_transaction(workspace.store, tx)

        touches = (*RECORDS_BY_NOUN, "exchange", "conflict")
        self._desk.ops.change(
            self, work, lambda _: self.undone.emit(), touches=touches, failed=self.refused.emit
        )

    def _allow(self) -> None:
        chosen = self.table.chosen_rows()
        self.undo_button.setEnabled(len(chosen) == 1 and chosen[0].undoable > 0)

    def _table(self) -> RecordTable:
        language = self._desk.language
        columns = [
            text_column("office", language("Office"), lambda each: each.office),
            text_column("officer", language("Officer"), lambda each: each.officer),
            number_column("number", language("Number"), lambda each: each.number, language),
            text_column("at", language("Taken in on"), lambda each: language.moment(each.at)),
            number_column("changes", language("Changes"), lambda each: each.changes, language),
        ]
        words = language("Each bundle that was taken in stands here and can be taken back.")
        empty = EmptyState("package", language("No bundle taken in yet"), words)
        title = language("Imported bundles")
        made = RecordTable("arrived", columns, self._desk.memory, title, empty)
        made.set_widths(office=120, officer=240, number=120, at=200, changes=120)
        return made


class UndoImportDialog(QDialog):
    """Says what goes back and what stays before a whole import is taken back."""

    def __init__(self, parent: QWidget, language: Language, bundle: Any) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = language("Undo the import of a bundle")
        self.setWindowTitle(title)
        at_least(self, 540)
        words = language.plural(
            "{count} change of {office} goes back: records that came new with bundle {number} are "
            "removed, fields say what they said before. What was changed or used since stays. "
            "Offices hear of it with the next return bundle. It can be undone.",
            "{count} changes of {office} go back: records that came new with bundle {number} are "
            "removed, fields say what they said before. What was changed or used since stays. "
            "Offices hear of it with the next return bundle. It can be undone.",
            bundle.undoable,
            office=bundle.office,
            number=language.number(bundle.number),
        )
        self.undo_button = button(language("Undo this import"), icon_name="undo-2")
        self.undo_button.clicked.connect(self.accept)
        keep = button(language("Cancel"), role="primary")
        keep.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section", wrap=True))
        whole.addWidget(label(words, wrap=True))
        whole.addLayout(row(self.undo_button, None, keep))
