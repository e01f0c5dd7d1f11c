"""The outputs: studies, tools, groups, strategies and initiatives, each with its document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.output import Output
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.dialogs.output_record import new_output
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.tables.record_model import columns_of
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.side_panel import SidePanel, beside
from ssc_desktop.language import Language


class Outputs(QWidget):
    """A table of outputs; a row opens its form beside it, saved field by field."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        super().__init__()
        self._page = page
        self.desk, self.language = page.desk, page.language
        self._known: dict[UUID, Any] = {}
        self._wanted: UUID | None = None
        self._new = page.action("new_output", self.begin)
        self.table = self._table()
        self.table.opened.connect(self.show_output)
        self.table.allow(page.action("remove", self.remove_chosen))
        self.panel = SidePanel(self.desk, Output, self._saver)
        self.panel.saved.connect(lambda _key: self.read_again())
        self._standing = label(role="warning", wrap=True)
        self.document_button = button(self.language("Add its document…"), icon_name="plus")
        self.document_button.clicked.connect(self.ask_document)
        above = QWidget()
        within = QVBoxLayout(above)
        within.setContentsMargins(0, 0, 12, 0)
        within.addWidget(self._standing)
        within.addLayout(row(self.document_button, None))
        self.panel.add_above(above)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        self._head = QWidget()
        self._count = label(role="muted")
        line = row(self._count, None, button_for(self._new))
        self._head.setLayout(line)
        self._head.hide()
        whole.addWidget(self._head)
        whole.addWidget(beside(self.table, self.panel), 1)

    # --- what is shown ------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the outputs, and the activities and documents they can name."""
        self.desk.ops.read(self, read_outputs, self._show, only_latest="outputs")

    def leave(self) -> None:
        """Save what is half typed."""
        self.panel.leave()

    def open_output(self, key: UUID) -> None:
        """Show one output beside the table, as soon as it was read."""
        self._wanted = key
        self.read_again()

    def show_output(self, output: Any) -> None:  # noqa: ANN401
        """Show an output's form beside the table."""
        below = self.desk.lists.name("output_kind", output.kind)
        self.panel.show_record(output, output.title or below, below)
        words = missing_words(output, self.language)
        self._standing.setText(words)
        self._standing.setVisible(bool(words))
        self.document_button.setVisible(output.evidence_id is None)

    def _show(self, found: tuple[list[Any], dict[UUID, str], dict[UUID, str]]) -> None:
        outputs, activities, documents = found
        self.desk.lists.learn("activity", activities)
        self.desk.lists.learn("evidence", documents)
        self._known = {each.id: each for each in outputs}
        self.table.show_rows(outputs)
        self._head.setVisible(bool(outputs))
        words = self.language.plural("{count} output", "{count} outputs", len(outputs))
        self._count.setText(words)
        wanted = self._wanted or (self.panel.key if self.panel.isVisible() else None)
        if wanted in self._known:
            self.table.choose({wanted})
            self.show_output(self._known[wanted])
        self._wanted = None

    # --- what is done -------------------------------------------------------------------------

    def begin(self) -> None:
        """Record a new output."""
        new_output(self._page, self.desk, self._made)

    def ask_document(self) -> None:
        """Let the person choose the document that proves it."""
        title = self.language("The document that proves it")
        chosen, _ = QFileDialog.getOpenFileName(self, title)
        if chosen:
            self.keep_document(Path(chosen))

    def keep_document(self, path: Path) -> None:
        """Keep a document, encrypted, as the evidence of the output that is open."""
        output = self._known.get(self.panel.key)
        if output is None:
            return
        key, activity = output.id, output.activity_id

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence, outputs

            kept = evidence.add_evidence(workspace, path, activity=activity)
            return outputs.change_output(workspace.store, key, {"evidence_id": kept.id})

        self.desk.ops.change(
            self._page, work, lambda _: self.read_again(), touches=("output", "evidence")
        )

    def remove_chosen(self) -> None:
        """Take the chosen outputs off the list; they can be brought back."""
        chosen = [each.id for each in self.table.chosen_rows()]
        if chosen and self.isVisible():
            removing = Removing(
                self._page, self.desk, "output", _set_removed, self._said, self._removed
            )
            removing.remove(chosen)

    def _said(self, count: int) -> str:
        return self.language.plural("{count} output removed", "{count} outputs removed", count)

    def _removed(self) -> None:
        self.panel.close_record()
        self.read_again()

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key = self.panel.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import outputs

            return outputs.change_output(workspace.store, key, values)

        return work

    def _made(self, output: Any) -> None:  # noqa: ANN401
        self.open_output(output.id)

    def _table(self) -> RecordTable:
        language = self.language
        empty = EmptyState(
            "file-text",
            language("No output here"),
            language(
                "Record the studies, tools, groups, strategies and initiatives that activities "
                "left behind, each with the document that proves it."
            ),
            button_for(self._new, role="primary"),
        )
        columns = columns_of(Output, Cells(language, self.desk.lists), language)
        made = RecordTable("outputs", columns, self.desk.memory, language("Outputs"), empty)
        made.set_widths(kind=200, title=300, state=110, reached_on=110, country=120)
        return made


def missing_words(output: Any, language: Language) -> str:  # noqa: ANN401
    """Why an output does not count yet; empty where it does."""
    if output.reached_on is None:
        return language("It has no date yet, so that no period counts it.")
    if output.evidence_id is None:
        return language("It has no document yet that proves it.")
    if not output.is_there:
        return language("A group counts once two of its meetings are recorded.")
    return ""


def read_outputs(workspace: Any) -> tuple[list[Any], dict[UUID, str], dict[UUID, str]]:  # noqa: ANN401
    """The outputs, with the activities and the documents they can name; on the worker."""
    from ssc_desktop.services import activities, evidence, outputs

    store = workspace.store
    known = {
        each.id: f"{each.code or ''} · {each.title or ''}"
        for each in activities.list_activities(store)
    }
    documents = {
        each.id: each.evidence.file_name or "" for each in evidence.list_evidence(workspace)
    }
    return list(outputs.list_outputs(store)), known, documents


def _set_removed(workspace: Any, key: UUID, removed: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import outputs

    return (outputs.remove_output if removed else outputs.restore_output)(workspace.store, key)
