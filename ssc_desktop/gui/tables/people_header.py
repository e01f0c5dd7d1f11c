"""What stands beside a line of the participants grid: its number, its state as a shape, its name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.people_columns import FAMILY, GIVEN, GridColumns
from ssc_desktop.gui.tables.people_lines import ICONS, WORDS, Line
from ssc_desktop.language import Language


class LineHeader:
    """Writes what stands beside the lines; names too where their columns are scrolled away."""

    def __init__(self, columns: GridColumns, language: Language) -> None:
        self._columns = columns
        self._language = language
        self.shows_names = False

    def data(self, line: Line, row: int, role: int) -> Any:  # noqa: ANN401
        """What Qt asks of the header of a line."""
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if line.is_empty else self._text(line, row)
        if role == Qt.ItemDataRole.DecorationRole:
            name, token = ("plus", "muted") if line.is_empty else ICONS[line.state]
            return icon(name, token)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._state(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, line: Line, row: int) -> str:
        number = self._language.number(row + 1)
        if not self.shows_names:
            return number
        name = " ".join(self._columns.text(line, each) for each in (FAMILY, GIVEN))
        return f"{number}  {name.strip()}"

    def _state(self, line: Line) -> str:
        troubles = dict.fromkeys((*line.refused.values(), *line.doubts.values()))
        return "\n".join(self._language(each) for each in (WORDS[line.state], *troubles))
