"""One conflict with its values side by side: who wrote each, when, in which office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import Field, field_named
from ssc_desktop.domain.types import Day, Decimals, Link
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, card, label, row

MOST = 3
MOST_OTHERS = 6


def shown_text(desk: Desk, named: Any, value: object) -> str:  # noqa: ANN401
    """A value of a conflict as people read it."""
    language, conflict = desk.language, named.conflict
    if conflict.kind == "removal":
        return language("Remove the record") if value else language("Keep the record")
    if value is None or value == "":
        return language("nothing")
    field = field_named(RECORDS_BY_NOUN[conflict.noun], conflict.field)
    if field is None:
        return str(value)
    return Cells(language, desk.lists).text(field, as_typed(field, value)) or str(value)


def as_typed(field: Field, value: object) -> object:
    """A value as the log writes it, as its field holds it; itself where it cannot be read so."""
    kinds = ((Day, date.fromisoformat), (Link, UUID), (Decimals, Decimal))
    for kind, read in kinds:
        if isinstance(field.type, kind) and isinstance(value, str):
            try:
                return read(value)
            except (ValueError, InvalidOperation):
                return value
    return value


class ConflictCard(QWidget):
    """The values of one conflict; 1, 2 and 3 choose, another one may be typed."""

    chosen = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._named: Any = None
        language = desk.language
        self.title = label(size="section", wrap=True)
        self.line = label(role="muted", wrap=True)
        self.words = label(wrap=True)
        self.values: list[QPushButton] = []
        for number in range(MOST):
            made = button("")
            made.clicked.connect(lambda _checked=False, number=number: self.choose(number))
            self.values.append(made)
        self.own = QLineEdit()
        self.own.setAccessibleName(language("Another value"))
        self.own.setPlaceholderText(language("Another value"))
        self.own_button = button(language("Take this one"))
        self.own_button.setEnabled(False)
        self.own.textChanged.connect(lambda text: self.own_button.setEnabled(bool(text.strip())))
        self.own.returnPressed.connect(self.choose_own)
        self.own_button.clicked.connect(self.choose_own)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(language("Reason (the office reads it)"))
        self.reason.setPlaceholderText(language("Reason (the office reads it)"))
        self.others = label(role="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = card(self.title, self.line, self.words, self.reason, *self.values, margin=16)
        layout: Any = inside.layout()
        line = row(self.own, self.own_button)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.others)
        layout.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(inside)

    def show_conflict(self, named: Any) -> None:  # noqa: ANN401
        """Show a conflict; None where none or several are chosen."""
        self._named = named
        language = self._desk.language
        self.title.setText(named.title if named else language("Several conflicts"))
        self.line.setText(named.line if named else "")
        self.line.setVisible(bool(named and named.line))
        self.words.setText(self._told(named) if named else language("Decide them together below."))
        self.others.setText(self._other_fields(named) if named else "")
        kind = named.conflict.kind if named else ""
        standing = named.conflict.values if named and kind != "same-code" else ()
        for number, made in enumerate(self.values):
            made.setVisible(number < len(standing))
            if number < len(standing):
                made.setText(self._value(number, standing[number]))
        for each in (self.own, self.own_button):
            each.setVisible(kind in ("value", "same-code"))

    def choose(self, number: int) -> None:
        """Let the value of this number stand."""
        if self._named is None or self._named.conflict.kind == "same-code":
            return
        values = self._named.conflict.values
        if number < len(values):
            value = values[number].value
            if self._named.conflict.kind == "removal":
                value = "remove" if value else "keep"
            self.chosen.emit(value, self.reason.text())

    def choose_own(self) -> None:
        """Let the value that was typed stand."""
        if self._named is not None and self.own.text().strip():
            self.chosen.emit(self.own.text().strip(), self.reason.text())

    def forget(self) -> None:
        """Empty what was typed, once it was decided."""
        self.own.clear()
        self.reason.clear()

    def _value(self, number: int, standing: Any) -> str:  # noqa: ANN401
        language = self._desk.language
        who = [standing.by, standing.office, language.moment(standing.at)]
        told = " · ".join(each for each in who if each)
        shown = shown_text(self._desk, self._named, standing.value)
        return f"{language.number(number + 1)}   {shown}   ({told})".replace("&", "&&")

    def _told(self, named: Any) -> str:  # noqa: ANN401
        language, kind = self._desk.language, named.conflict.kind
        if kind == "removal":
            return language(
                "One officer changed this record while another one removed it. Should it stay?"
            )
        if kind == "same-code":
            return language(
                "Two activities were given the code {code}. Type another one for the later of them.",
                code=named.conflict.shown,
            )
        field = field_named(RECORDS_BY_NOUN[named.conflict.noun], named.conflict.field)
        name = language(field.facts.label) if field else named.conflict.field
        shown = shown_text(self._desk, named, named.conflict.shown)
        return language("{field}: which value is right? Shown until then: {value}",
                        field=name, value=shown)  # fmt: skip

    def _other_fields(self, named: Any) -> str:  # noqa: ANN401
        """Some other fields of the record, so that one sees what it is."""
        language = self._desk.language
        cells = Cells(language, self._desk.lists)
        said = []
        for field, value in named.fields:
            text = cells.text(field, value)
            if text and field.name != named.conflict.field:
                said.append(f"{language(field.facts.label)}: {text[:80]}")
        return "\n".join(said[:MOST_OTHERS])
