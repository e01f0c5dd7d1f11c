"""The fields of one section of a form, under a title that folds them away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import DEEDS, shortcut_text
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.theme import SECTION_POINTS, font_of
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import Language

FOLDING = DEEDS["fold_section"].keys


class Section(QWidget):
    """The fields of one section under a title that folds them away."""

    def __init__(self, title: str, language: Language) -> None:
        super().__init__()
        self._boxes: list[FieldBox] = []
        self._language = language
        self._fold = QToolButton()
        self._fold.setText(f"\u2009{title}")
        self._fold.setAccessibleName(title)
        self._fold.setFont(font_of(SECTION_POINTS, bold=True))
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setCheckable(True)
        self._fold.setChecked(True)
        self._fold.setProperty("role", "fold")
        folding = language("Fold the section")
        self._fold.setToolTip(f"{folding} ({shortcut_text(FOLDING)})")
        self._fold.toggled.connect(self._show_fields)
        self._missing = label(role="warning")
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 8)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(14)
        self._columns = 1
        self._place = (0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row(self._fold, self._missing, None))
        whole.addWidget(self._inside)
        self._fold.setVisible(bool(title))
        self._missing.setVisible(bool(title))
        self._show_fields(shown=True)

    def add(self, boxes: list[FieldBox], columns: int) -> None:
        """Add fields at the end."""
        self.set_columns(columns)
        self._boxes += boxes
        self._lay(boxes)

    def set_columns(self, columns: int) -> None:
        """Lay the fields in one column or two; long text takes the whole width."""
        if columns == self._columns:
            return
        self._columns, self._place = columns, (0, 0)
        self._lay(self._boxes)

    def _lay(self, boxes: list[FieldBox]) -> None:
        columns, (line, place) = self._columns, self._place
        for box in boxes:
            if box.is_wide or columns == 1:
                line += bool(place)
                self._grid.addWidget(box, line, 0, 1, columns)
                line, place = line + 1, 0
                continue
            self._grid.addWidget(box, line, place)
            line, place = (line, 1) if place == 0 else (line + 1, 0)
        self._place = (line, place)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    def count_missing(self, missing: int) -> None:
        """Say how many needed fields are empty."""
        text = (
            self._language.plural("{count} field to fill in", "{count} fields to fill in", missing)
            if missing
            else ""
        )
        self._missing.setText(text)

    def fold(self) -> None:
        """Fold the fields away and go to what unfolds them."""
        self._fold.setChecked(False)
        self._fold.setFocus()

    def _show_fields(self, shown: bool) -> None:
        # While the fields are there Tab goes through them and past what folds them.
        policies = Qt.FocusPolicy
        self._fold.setFocusPolicy(policies.ClickFocus if shown else policies.StrongFocus)
        self._inside.setVisible(shown)
        self._fold.setIcon(icon("chevron-down" if shown else "chevron-right", "muted"))
