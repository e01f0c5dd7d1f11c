"""What is chosen in a table, copied as text that a spreadsheet takes; and the menu of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView

from ssc_desktop.gui.actions import action
from ssc_desktop.language import Language


def offer(view: QAbstractItemView, language: Language, *actions: QAction) -> None:
    """Give a table its menu: what can be done with what is chosen, and copying it."""
    copying = action(view, "copy_chosen", language, lambda: copy_chosen(view))
    copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    view.addActions([*actions, copying])


def copy_chosen(view: QAbstractItemView) -> None:
    """Put what is chosen into the clipboard: a line a row, a tab between cells."""
    lines: dict[int, dict[int, str]] = {}
    for index in view.selectionModel().selectedIndexes():
        is_hidden = getattr(view, "isColumnHidden", lambda _column: False)(index.column())
        if not is_hidden:
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            lines.setdefault(index.row(), {})[index.column()] = " ".join(text.split())
    if not lines:
        return
    columns = sorted({column for cells in lines.values() for column in cells})
    rows = ("\t".join(lines[row].get(each, "") for each in columns) for row in sorted(lines))
    QGuiApplication.clipboard().setText("\n".join(rows))
