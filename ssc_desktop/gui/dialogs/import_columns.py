"""Third step of an import: what each column holds, with samples; remembered for these headings."""

from __future__ import annotations

import hashlib
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_steps import MEANINGS, meaning_label
from ssc_desktop.gui.widgets.plain import clear, column, label
from ssc_desktop.gui.widgets.scrolling import scrolling

ASIDE = "ignored"
NAMES = frozenset({"full_name", "family_name", "given_names", "name_ar"})


class MeaningBox(QComboBox):
    """What one column holds."""

    def __init__(self, desk: Desk, heading: str, name: str) -> None:
        super().__init__()
        for each in MEANINGS:
            self.addItem(meaning_label(each, desk.language), each)
        self.setCurrentIndex(max(self.findData(name or ASIDE), 0))
        self.setAccessibleName(desk.language("{heading} holds", heading=heading))
        self.setFixedWidth(230)
        self.setMaxVisibleItems(len(MEANINGS))

    def wheelEvent(self, event: Any) -> None:  # noqa: ANN401
        """A wheel that scrolls the page must not change a column on its way."""
        event.ignore()


class ColumnsStep(QWidget):
    """One line a column: its heading, three samples, and the field a person may change."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._columns: tuple[Any, ...] = ()
        self.boxes: dict[int, MeaningBox] = {}
        self._told: dict[int, str] = {}
        self._note = label(role="muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(20)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setLayout(column(self._grid, None))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._note)
        whole.addWidget(scrolling(inside), 1)

    @property
    def told(self) -> dict[str | int, str]:
        """What a person said of columns, by place."""
        return dict(self._told.items())

    @property
    def has_names(self) -> bool:
        """Whether some column holds names."""
        return any(box.currentData() in NAMES for box in self.boxes.values())

    def focus_first(self) -> None:
        """Go to the first column that nobody understood, else to the first."""
        unknown = (box for box in self.boxes.values() if box.currentData() == ASIDE)
        box = next(unknown, next(iter(self.boxes.values()), None))
        if box is not None:
            box.setFocus()

    def show_outline(self, outline: Any) -> None:  # noqa: ANN401
        """Show the columns of a sheet, as they were understood or as a person said before."""
        language = self._desk.language
        self._columns = outline.columns
        self._told = self._remembered()
        self._note.setText(
            language("These headings were met before: what you said of them then holds again.")
            if self._told
            else language("Check what each column holds. What you change is remembered for lists with the same headings.")
        )  # fmt: skip
        clear(self._grid)
        self.boxes.clear()
        for place, words in enumerate((language("Column of the list"), language("What stands in it"), language("Holds"))):  # fmt: skip
            self._grid.addWidget(label(words, role="muted"), 0, place)
        for number, each in enumerate(self._columns, start=1):
            self._add(number, each)
        self.changed.emit()

    def _add(self, number: int, each: Any) -> None:  # noqa: ANN401
        heading = each.heading or self._desk.language("(no heading)")
        name = self._told.get(each.index, each.field)
        box = self.boxes[each.index] = MeaningBox(self._desk, heading, name)
        box.activated.connect(lambda _at, index=each.index: self._tell(index))
        title = label(heading, bold=True, wrap=True)
        title.setFixedWidth(220)
        self._grid.addWidget(title, number, 0)
        self._grid.addWidget(self._samples(each.samples), number, 1)
        self._grid.addWidget(box, number, 2)

    def _samples(self, samples: tuple[str, ...]) -> QLabel:
        made = label("   ·   ".join(samples) or "–", role="muted")
        made.setToolTip("\n".join(samples))
        # A long sample is cut by the column, it does not widen the window.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(120)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return made

    def _tell(self, index: int) -> None:
        self._told[index] = str(self.boxes[index].currentData())
        self._keep()
        self.changed.emit()

    # --- remembered for the same headings -----------------------------------------------------

    def _place(self) -> str:
        headings = "\n".join(fold(each.heading) for each in self._columns)
        return f"import/{hashlib.sha256(headings.encode()).hexdigest()[:20]}"

    def _keep(self) -> None:
        words = [f"{index} {name}" for index, name in sorted(self._told.items())]
        self._desk.memory.keep_words(self._place(), words)

    def _remembered(self) -> dict[int, str]:
        told = {}
        for each in self._desk.memory.words(self._place()):
            index, _, name = each.partition(" ")
            if index.isdigit() and name in MEANINGS:
                told[int(index)] = name
        return told
