"""What can be done to the chosen lines of the participants grid, as a menu."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from ssc_desktop.gui.tables.people_columns import PLACE_COLUMNS


def show_menu(part: Any, place: QPoint) -> None:  # noqa: ANN401
    """Open the menu of the chosen lines at a place of the grid."""
    view = part.table.view
    chosen = view.chosen_lines()
    menu = QMenu(part)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if len(chosen) == 1:
        key = chosen[0].key
        opened = menu.addAction(part.language("Open the record"))
        opened.triggered.connect(lambda: part.desk.go("participants", key))
    for name in PLACE_COLUMNS:
        _add_choices(part, menu, name)
    menu.addSeparator()
    menu.addActions(view.actions())
    menu.addActions(part.table.actions())
    consent = menu.addAction(part.language("Record consent…"))
    consent.setEnabled(bool(chosen))
    consent.triggered.connect(partial(record_consent, part))
    off = menu.addAction(part.language("Take off the list"))
    off.setEnabled(bool(chosen))
    off.triggered.connect(part.unregister_chosen)
    menu.popup(view.viewport().mapToGlobal(place))


def record_consent(part: Any) -> None:  # noqa: ANN401
    """Record what the chosen people answered when they were asked for consent."""
    from ssc_desktop.gui.dialogs.consent import ConsentDialog

    people = [each.key for each in part.table.view.chosen_lines() if each.key is not None]
    if people:
        ConsentDialog(part, part.desk, people, lambda: None).open()


def _add_choices(part: Any, menu: QMenu, name: str) -> None:  # noqa: ANN401
    columns = part.table.model.columns
    choices = menu.addMenu(columns.all[columns.places[name]].title)
    for code, words in columns.options(name):
        each = choices.addAction(words)
        each.triggered.connect(partial(part.set_all, name, code))
