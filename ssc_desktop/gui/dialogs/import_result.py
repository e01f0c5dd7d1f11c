"""Last step of an import: what came of it, what was not taken, and the undo of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, announce
from ssc_desktop.gui.widgets.plain import Picture, button, card, clear, column, label, row
from ssc_desktop.language import Language


class ResultStep(QWidget):
    """Counts, the values that could not be taken, the other sheets, and Undo."""

    save_asked = Signal()
    undo_asked = Signal()
    sheet_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.counts = label(size="section", wrap=True)
        self._below = label(role="muted", wrap=True)
        self._picture = Picture("circle-check", "accent", 28)
        self.undo = button(language("Undo this import"), icon_name="undo-2")
        self.undo.clicked.connect(self.undo_asked)
        self.save = button(language("Save as a workbook to correct…"), icon_name="save")
        self.save.clicked.connect(self.save_asked)
        self._saved = label(role="accent")
        self._sheets = row()
        self.rejected = rejected_table(desk, "import_result")
        words = column(self.counts, self._below, spacing=4)
        head = row(self._picture, words, self.undo, spacing=14)
        head.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(card(head, margin=16))
        whole.addLayout(self._sheets)
        whole.addLayout(row(self.save, self._saved, None))
        whole.addWidget(self.rejected, 1)

    def show_result(self, outcome: Any, sheets: Iterable[str]) -> None:  # noqa: ANN401
        """Show what came of an import, and the sheets that were not read."""
        language = self._desk.language
        read = language.plural("{count} person read", "{count} people read", outcome.read)
        self.counts.setText("  ·  ".join((read, *counts_of(outcome, language))))
        self._below.setText(_doubles(outcome.possible_duplicates, language))
        self._below.setVisible(bool(self._below.text()))
        self._picture.show_icon("circle-check", "accent")
        self.rejected.show_rows(outcome.rejected)
        self.save.setVisible(bool(outcome.rejected))
        self._saved.setText("")
        self.undo.setVisible(outcome.tx > 0)
        self._offer(tuple(sheets))
        announce(self, self.counts.text())

    def show_undone(self, undone: Any) -> None:  # noqa: ANN401
        """Say that the import was taken back, and what was left."""
        language = self._desk.language
        self.counts.setText(language("The import was undone: the list is as it was before."))
        self._below.setText(_left_words(undone, language))
        self._below.setVisible(bool(self._below.text()))
        self._picture.show_icon("undo-2", "accent")
        self.undo.hide()
        announce(self, self.counts.text())

    def say_saved(self, text: str) -> None:
        """Say where the workbook lies."""
        self._saved.setText(text)

    def _offer(self, sheets: tuple[str, ...]) -> None:
        clear(self._sheets)
        if not sheets:
            return
        words = self._desk.language("Other sheets of this workbook hold people too:")
        self._sheets.addWidget(label(words, role="muted"))
        for name in sheets:
            made = button(self._desk.language("Import “{sheet}” too", sheet=name))
            made.clicked.connect(self._asks(name))
            self._sheets.addWidget(made)
        self._sheets.addStretch()

    def _asks(self, name: str) -> Callable[[], None]:
        return lambda: self.sheet_asked.emit(name)


def undone_words(undone: Any, language: Language) -> str:  # noqa: ANN401
    """That an import was taken back, and what was left."""
    said = language("The import was undone: the list is as it was before.")
    return " ".join(part for part in (said, _left_words(undone, language)) if part)


def _left_words(undone: Any, language: Language) -> str:  # noqa: ANN401
    left = len({(each.noun, each.key) for each in undone.left})
    if not left:
        return ""
    return language.plural(
        "{count} record was changed or used since, and was left as it is.",
        "{count} records were changed or used since, and were left as they are.",
        left,
    )


def counts_of(outcome: Any, language: Language) -> Iterable[str]:  # noqa: ANN401
    """What an import did or would do, in few words."""
    yield language("{count} new", count=language.number(outcome.imported))
    yield language("{count} known", count=language.number(outcome.matched))
    if outcome.skipped:
        yield language("{count} listed before", count=language.number(outcome.skipped))
    if outcome.left_aside:
        yield language("{count} left aside", count=language.number(outcome.left_aside))


def _doubles(possible: tuple[Any, ...], language: Language) -> str:
    if not possible:
        return ""
    return language.plural(
        "{count} person resembles somebody known; both were kept. Compare them under Participants.",
        "{count} people resemble somebody known; all were kept. Compare them under Participants.",
        len({each.participant for each in possible}),
    )


def rejected_table(desk: Desk, name: str) -> RecordTable:
    """A table of cells that could not be taken, or not without doubt."""
    language = desk.language
    columns = [
        number_column("row", language("Row"), lambda each: each.row, language),
        text_column("column", language("Column"), lambda each: each.column),
        text_column("value", language("Value"), lambda each: each.value),
        text_column("why", language("Why"), lambda each: language(each.message)),
    ]
    words = language("Every row of the list was taken in as it stands.")
    empty = EmptyState("circle-check", language("Nothing to report"), words)
    made = RecordTable(name, columns, desk.memory, language("Reports"), empty)
    made.set_widths(row=60, column=150, value=180, why=420)
    return made
