"""How complete a record is: a bar, what is missing by name, and what does not fit; each leads there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.tables.gauge import Gauge
from ssc_desktop.gui.widgets.plain import Picture, button, clear, column, label, row
from ssc_desktop.language import Language

MOST_SHOWN = 4
MOST_WARNINGS = 3


class CompletenessBar(QWidget):
    """Tells where something missing is done: the part of the record, and the field there."""

    asked = Signal(str, str)

    def __init__(self, language: Language, lists: Lists) -> None:
        super().__init__()
        self._language = language
        self._lists = lists
        self.gauge = Gauge()
        self._share = label(bold=True)
        self._said = label(role="muted")
        self._missing = row(spacing=2)
        self._warnings = column(spacing=2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row(self.gauge, self._share, self._said, self._missing, None, spacing=10))
        whole.addLayout(self._warnings)

    def show_completeness(self, found: Any) -> None:  # noqa: ANN401
        """Show the share and what is missing."""
        share = self._language.percent(found.share)
        self._share.setText(share)
        self.gauge.show_share(found.share, self._language("Complete: {share}", share=share))
        clear(self._missing)
        missing = found.missing
        words = self._language("Missing:") if missing else self._language("Nothing is missing.")
        self._said.setText(words)
        for item in missing[:MOST_SHOWN]:
            self._missing.addWidget(self._link(item))
        if len(missing) > MOST_SHOWN:
            self._missing.addWidget(self._more(missing[MOST_SHOWN:]))

    def show_findings(self, findings: Iterable[Any]) -> None:
        """Show what does not fit and belongs to no field."""
        clear(self._warnings)
        for each in list(findings)[:MOST_WARNINGS]:
            words = each.told(self._language)
            link = button(words, role="link")
            link.clicked.connect(lambda _checked=False, each=each: self.asked.emit(each.part, ""))
            self._warnings.addLayout(row(Picture("triangle-alert", "warning", 16), link, None))

    def words_of(self, item: Any) -> str:  # noqa: ANN401
        """What is missing, in words: a type of evidence by its name."""
        if item.code:
            return self._lists.name("evidence_type", item.code)
        return self._language(item.text)

    def _link(self, item: Any) -> QPushButton:  # noqa: ANN401
        made = button(self.words_of(item), role="link")
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self.asked.emit(item.where.part, item.where.field))
        return made

    def _more(self, items: Iterable[Any]) -> QPushButton:
        rest = list(items)
        words = self._language.plural("{count} more", "{count} more", len(rest))
        made = button(words, role="link-menu")
        menu = QMenu(made)
        for item in rest:
            each = menu.addAction(self.words_of(item))
            each.triggered.connect(
                lambda _checked=False, at=item.where: self.asked.emit(at.part, at.field)
            )
        made.setMenu(menu)
        return made
