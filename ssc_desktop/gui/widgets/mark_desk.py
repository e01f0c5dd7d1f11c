"""The desk for contradicting marks of an activity: the grid, and a button for each side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.mark_conflicts import (
    MOST_SIDES,
    MarkConflictModel,
    MarkConflictView,
    activity_of,
    is_mark,
    name_of,
)
from ssc_desktop.gui.widgets.plain import button


class MarkDesk(QWidget):
    """Shown beside a contradicting mark: all those of its activity, decided cell by cell by key
    (1, 2, 3 name a side), or all at once."""

    decided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.model = MarkConflictModel(language, self)
        self.view = MarkConflictView(self.model, language("Contradicting marks"))
        words = language("Arrows go through the cells; the number of a side lets it stand.")
        self.view.setToolTip(words)
        self.view.setAccessibleDescription(words)
        self.view.decided.connect(self.decide_chosen)
        self.buttons: list[QPushButton] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.view, 1)
        for number in range(MOST_SIDES):
            made = button("")
            made.clicked.connect(partial(self.decide_all, number))
            self.buttons.append(made)
            whole.addWidget(made)
        self.hide()

    def show_beside(self, named: Any, conflicts: Sequence[Any]) -> None:  # noqa: ANN401
        """Show the marks of the activity of this one; nothing beside any other conflict."""
        is_shown = named is not None and is_mark(named)
        self.setVisible(is_shown)
        if not is_shown:
            return
        activity = activity_of(named)
        self.model.show_conflicts(
            [each for each in conflicts if is_mark(each) and activity_of(each) == activity]
        )
        place = next(at for at, each in self.model.cells.items() if each.id == named.id)
        self.view.setCurrentIndex(self.model.index(*place))
        self._tell()

    def decide_chosen(self, number: int) -> None:
        """Let what a side says stand in the chosen cells."""
        self._decide(self.view.selectedIndexes(), number)

    def decide_all(self, number: int) -> None:
        """Let what a side says stand in all cells of the activity."""
        self._decide([self.model.index(*place) for place in self.model.cells], number)

    def _decide(self, indexes: Sequence[Any], number: int) -> None:
        values = self.model.decided(indexes, number)
        if values:
            self.decided.emit(values)

    def _tell(self) -> None:
        language, sides = self._desk.language, self.model.sides
        for at, made in enumerate(self.buttons):
            made.setVisible(at < len(sides))
            if at < len(sides):
                words = language("All of {side}", side=name_of(sides[at]))
                made.setText(f"{language.number(at + 1)}   {words}".replace("&", "&&"))
