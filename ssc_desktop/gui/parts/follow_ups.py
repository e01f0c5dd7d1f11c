"""One table of what follows an activity; a row opens its form beside it, saved field by field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.followup import FOLLOW_UPS
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.dialogs.new_record import NewRecordDialog
from ssc_desktop.gui.forms.form import UNSEEN_OF_FOLLOW_UPS
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.tables.record_model import columns_of
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import beside_icon, label
from ssc_desktop.gui.widgets.side_panel import SidePanel, beside
from ssc_desktop.language import N_, Language

WIDTHS = {"title": 280, "text": 280, "findings": 280, "mitigation": 240, "beneficiary_type": 200}


class Words(NamedTuple):
    """What is said of one noun, marked for translation: all of it, a new one, none of it yet."""

    many: str
    new: str
    none: str
    hint: str


WORDS = {
    "milestone": Words(
        N_("Milestones"),
        N_("New milestone…"),
        N_("No milestone yet"),
        N_("The stages of the pilot activity: when each is planned, when it was reached."),
    ),
    "beneficiaries": Words(
        N_("Beneficiaries"),
        N_("New count…"),
        N_("Nobody counted yet"),
        N_("The people the pilot activity reached, by type, sex and age: counted, never named."),
    ),
    "risk": Words(
        N_("Risks"),
        N_("New risk…"),
        N_("No risk yet"),
        N_("What may go wrong, how likely it is, how bad, and what is done about it."),
    ),
    "monitoring_visit": Words(
        N_("Visits"),
        N_("New visit…"),
        N_("No visit yet"),
        N_("Who visited the pilot activity, what was found and decided, when the next visit is."),
    ),
    "recommendation": Words(
        N_("Recommendations"),
        N_("New recommendation…"),
        N_("No recommendation yet"),
        N_("What is to be done after the activity, by whom and by when."),
    ),
    "evaluation": Words(
        N_("Evaluations"),
        N_("New evaluation…"),
        N_("No evaluation yet"),
        N_("The tests and satisfaction forms that came back, each under its code, without a name."),
    ),
}


class FollowUps(QWidget):
    """The rows of one noun."""

    def __init__(self, part: Part, noun: str, new: QAction, remove: QAction) -> None:
        super().__init__()
        self._part, self._noun = part, noun
        self._class = FOLLOW_UPS[noun]
        self.desk, self.language = part.desk, part.language
        self._known: dict[UUID, Any] = {}
        self._wanted: UUID | None = None
        self.table = self._table(new)
        self.table.opened.connect(self.show_row)
        self.table.allow(remove)
        self.panel = SidePanel(self.desk, self._class, self._saver)
        self.panel.saved.connect(lambda _key: part.read_again())
        self.summary = label(role="muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(beside(self.table, self.panel), 1)
        whole.addWidget(self.summary)

    # --- what is shown ------------------------------------------------------------------------

    def show_rows(self, rows: list[Any]) -> None:
        """Show the rows; one that was just recorded is opened."""
        self._known = {each.id: each for each in rows}
        self.table.show_rows(rows)
        words = summary_of(self._noun, rows, self.language)
        self.summary.setText(words)
        self.summary.setVisible(bool(words))
        wanted = self._wanted or (self.panel.key if self.panel.isVisible() else None)
        if wanted in self._known:
            self.table.choose({wanted})
            self.show_row(self._known[wanted])
        elif self.panel.isVisible():
            self.panel.close_record()
        self._wanted = None

    def show_row(self, record: Any) -> None:  # noqa: ANN401
        """Show the form of a row beside the table."""
        cells = Cells(self.language, self.desk.lists)
        told = (
            cells.text(field, getattr(record, field.name))
            for field in fields_of(self._class)
            if field.facts.in_table
        )
        self.panel.show_record(record, next(filter(None, told), ""), "")

    # --- what is done -------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for a new row."""
        noun, activity = self._noun, self._part.key
        names = [
            each.name for each in fields_of(self._class) if each.name not in UNSEEN_OF_FOLLOW_UPS
        ]

        def add(workspace: Any, values: dict[str, object]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import followup

            return followup.add_follow_up(workspace.store, noun, activity, values)

        title = self.language(WORDS[noun].new).rstrip("…")
        dialog = NewRecordDialog(self, self.desk, title, self._class, names, add, (noun,), activity)
        dialog.made.connect(self._made)
        dialog.open()

    def remove_chosen(self) -> None:
        """Take the chosen rows away; they can be brought back."""
        chosen = [each.id for each in self.table.chosen_rows()]
        if chosen:
            do = partial(_set_removed, self._noun)
            then = self._part.read_again
            Removing(self, self.desk, self._noun, do, self._said, then).remove(chosen)

    def _said(self, count: int) -> str:
        return self.language.plural("{count} entry removed", "{count} entries removed", count)

    def _made(self, record: Any) -> None:  # noqa: ANN401
        self._wanted = record.id
        self._part.read_again()

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key, noun = self.panel.key, self._noun

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import followup

            return followup.change_follow_up(workspace.store, noun, key, values)

        return work

    def _table(self, new: QAction) -> RecordTable:
        words, language = WORDS[self._noun], self.language
        begin = button_for(new, role="primary")
        name_button(begin, language(words.new))
        empty = EmptyState("list-checks", language(words.none), language(words.hint), begin)
        cells = Cells(language, self.desk.lists)
        columns = columns_of(self._class, cells, language, unseen=UNSEEN_OF_FOLLOW_UPS)
        name = f"follow_up/{self._noun}"
        made = RecordTable(name, columns, self.desk.memory, language(words.many), empty)
        shown = {each.name for each in columns}
        made.set_widths(**{name: width for name, width in WIDTHS.items() if name in shown})
        return made


def name_button(button: QPushButton, words: str) -> None:
    """Say on a button what it is that it begins."""
    button.setText(beside_icon(words))
    button.setAccessibleName(words)


def summary_of(noun: str, rows: list[Any], language: Language) -> str:
    """What all rows amount to, where that says something; empty otherwise."""
    if noun == "beneficiaries" and rows:
        direct = sum(each.count or 0 for each in rows if each.is_direct)
        other = sum(each.count or 0 for each in rows if not each.is_direct)
        said = {"direct": language.number(direct), "other": language.number(other)}
        return language("{direct} direct and {other} other beneficiaries", **said)
    if noun == "milestone" and rows:
        reached = sum(each.reached_on is not None for each in rows)
        said = {"reached": language.number(reached), "count": language.number(len(rows))}
        return language("{reached} of {count} milestones reached", **said)
    return ""


def _set_removed(noun: str, workspace: Any, key: UUID, removed: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import followup

    do = followup.remove_follow_up if removed else followup.restore_follow_up
    return do(workspace.store, noun, key)
