"""Every action once: its text, icon and shortcut. Pages ask for them by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from ssc_desktop.gui.icons import icon
from ssc_desktop.language import N_, Language


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done: the group it is listed under, its text, icon and shortcut."""

    group: str
    text: str
    icon: str = ""
    keys: str = ""


EVERYWHERE, LISTS, ACTIVITY = N_("Everywhere"), N_("Lists and records"), N_("Activity")
GRID = N_("Attendance grid")
PAPERS = N_("Papers")
EVIDENCE = N_("Evidence")
FOLLOW_UP = N_("Monitoring")
PEOPLE_GRID = N_("Participants grid")
SCANS = N_("Signed sheets")
DOUBLES = N_("Possible duplicates")
CONFLICTS = N_("Conflicts")
CHARTS = N_("Charts")
INDICATORS = N_("Indicators")
START = N_("Opened last")

DEEDS: dict[str, Deed] = {
    "guide": Deed(EVERYWHERE, N_("Guide"), "book-open", "F1"),
    "shortcuts": Deed(EVERYWHERE, N_("Keyboard shortcuts"), "circle-question-mark", "Shift+F1"),
    "fold": Deed(EVERYWHERE, N_("Fold the navigation"), "panel-left", "Ctrl+B"),
    "find_everywhere": Deed(EVERYWHERE, N_("Find everywhere"), "search", "Ctrl+K"),
    "find": Deed(EVERYWHERE, N_("Find in this page"), "search", "Ctrl+F"),
    "back": Deed(EVERYWHERE, N_("Back"), "arrow-left", "Alt+Left"),
    "reload": Deed(EVERYWHERE, N_("Read again"), "", "F5"),
    "lock": Deed(EVERYWHERE, N_("Lock"), "lock", "Ctrl+L"),
    "undo": Deed(EVERYWHERE, N_("Undo"), "undo-2", "Ctrl+Z"),
    "new_activity": Deed(LISTS, N_("New activity"), "plus", "Ctrl+N"),
    "new_participant": Deed(LISTS, N_("New participant"), "user-plus", "Ctrl+N"),
    "new_commitment": Deed(LISTS, N_("New commitment…"), "plus", "Ctrl+N"),
    "new_code": Deed(LISTS, N_("New code…"), "plus", "Ctrl+N"),
    "withdraw_code": Deed(LISTS, N_("Withdraw the code"), "ban", "Delete"),
    "new_organisation": Deed(LISTS, N_("New organisation"), "plus", "Ctrl+N"),
    "import_list": Deed(LISTS, N_("Import a list…"), "file-spreadsheet", "Ctrl+I"),
    "duplicate": Deed(LISTS, N_("Duplicate…"), "copy", "Ctrl+Alt+D"),
    "set_status": Deed(LISTS, N_("Set the status"), "list-checks", "Ctrl+Alt+S"),
    "as_table": Deed(LISTS, N_("Table"), "rows-3", "Alt+1"),
    "as_month": Deed(LISTS, N_("Calendar"), "calendar", "Alt+2"),
    "as_board": Deed(LISTS, N_("Board"), "square-kanban", "Alt+3"),
    "columns": Deed(LISTS, N_("Columns"), "columns-3", "Ctrl+Shift+C"),
    "export_person": Deed(
        LISTS, N_("Export all data of this person…"), "file-down", "Ctrl+Shift+E"
    ),
    # It asks before anything happens, with Cancel at hand.
    "erase_person": Deed(
        LISTS, N_("Erase all data of this person…"), "eraser", "Ctrl+Shift+Delete"
    ),
    "consent": Deed(LISTS, N_("Record consent…"), "shield-check", "Ctrl+Alt+C"),
    "check_attestation": Deed(EVERYWHERE, N_("Check an attestation…"), "qr-code", "Ctrl+Shift+K"),
    "history": Deed(LISTS, N_("History"), "history", "Ctrl+H"),
    "put_back": Deed(LISTS, N_("Restore this value"), "undo-2", "Ctrl+R"),
    "merge": Deed(LISTS, N_("Merge the two…"), "git-merge", "Ctrl+M"),
    "duplicates": Deed(LISTS, N_("Possible duplicates"), "git-merge", "Ctrl+Alt+D"),
    "recycle_bin": Deed(EVERYWHERE, N_("Recycle bin"), "trash-2", "Ctrl+Alt+R"),
    "restore": Deed(LISTS, N_("Restore"), "undo-2", "Ctrl+R"),
    "merge_pair": Deed(DOUBLES, N_("Merge…"), "git-merge", "M"),
    "two_records": Deed(DOUBLES, N_("They are two"), "users", "D"),
    "next_pair": Deed(DOUBLES, N_("Next pair"), "chevron-down", "Alt+Down"),
    "previous_pair": Deed(DOUBLES, N_("Previous pair"), "chevron-up", "Alt+Up"),
    "first_value": Deed(CONFLICTS, N_("Take the first value"), "", "1"),
    "second_value": Deed(CONFLICTS, N_("Take the second value"), "", "2"),
    "third_value": Deed(CONFLICTS, N_("Take the third value"), "", "3"),
    "fold_section": Deed(LISTS, N_("Fold the section"), "", "Ctrl+Shift+B"),
    "copy_chosen": Deed(LISTS, N_("Copy what is chosen"), "copy", "Ctrl+C"),
    "remove": Deed(LISTS, N_("Remove"), "trash-2", "Ctrl+Delete"),
    "print": Deed(ACTIVITY, N_("Print…"), "printer", "Ctrl+P"),
    "next_tab": Deed(ACTIVITY, N_("Next section"), "", "Ctrl+PgDown"),
    "previous_tab": Deed(ACTIVITY, N_("Previous section"), "", "Ctrl+PgUp"),
    "add_people": Deed(ACTIVITY, N_("Register people…"), "user-plus", "Ctrl+Shift+P"),
    "all_present": Deed(GRID, N_("All present"), "list-checks", "Ctrl+Shift+A"),
    "fill_down": Deed(GRID, N_("Fill down"), "", "Ctrl+D"),
    "fill_travel": Deed(GRID, N_("Fill for all…"), "list-checks", "Ctrl+Shift+F"),
    "remove_claim": Deed(GRID, N_("Remove the claim"), "trash-2", "Ctrl+Backspace"),
    "copy_above": Deed(PEOPLE_GRID, N_("Copy from the line above"), "", "Ctrl+'"),
    "sort_column": Deed(PEOPLE_GRID, N_("Sort by this column"), "", "Ctrl+Shift+S"),
    "same_person": Deed(PEOPLE_GRID, N_("The same person"), "git-merge", "Ctrl+J"),
    "two_people": Deed(PEOPLE_GRID, N_("Two people"), "users", "Ctrl+Shift+J"),
    "copy_day": Deed(GRID, N_("Copy this day to…"), "", "Ctrl+Shift+D"),
    "note": Deed(GRID, N_("Note on the cell…"), "", "N"),
    "evening": Deed(GRID, N_("Add an evening to this day"), "moon", "Ctrl+Alt+E"),
    "walk_in": Deed(GRID, N_("Add somebody who walked in"), "user-plus", "Ctrl+Shift+N"),
    "totals": Deed(GRID, N_("Totals and hand counts"), "list-checks", "Ctrl+T"),
    "scan": Deed(SCANS, N_("Read signed sheets…"), "clipboard-check", "Ctrl+Alt+L"),
    "choose_scans": Deed(SCANS, N_("Choose files…"), "folder-open", "Ctrl+O"),
    "accept_sure": Deed(SCANS, N_("Accept all that is sure"), "list-checks", "Ctrl+Return"),
    "add_evidence": Deed(EVIDENCE, N_("Add documents…"), "plus", "Ctrl+Shift+I"),
    "paste_evidence": Deed(EVIDENCE, N_("Paste"), "copy", "Ctrl+V"),
    "save_copy": Deed(EVIDENCE, N_("Save a copy…"), "save", "Ctrl+S"),
    "audit_pack": Deed(EVIDENCE, N_("Audit pack…"), "package", "Ctrl+Alt+A"),
    "remove_evidence": Deed(EVIDENCE, N_("Remove the document"), "trash-2", "Ctrl+Backspace"),
    "new_follow_up": Deed(FOLLOW_UP, N_("New entry"), "plus", "Ctrl+N"),
    "remove_follow_up": Deed(FOLLOW_UP, N_("Remove the entry"), "trash-2", "Ctrl+Backspace"),
    "save_pdf": Deed(PAPERS, N_("Save as PDF…"), "save", "Ctrl+S"),
    "open_pdf": Deed(PAPERS, N_("Open in the system's own reader"), "file-text", "Ctrl+Shift+O"),
    "all_papers": Deed(PAPERS, N_("Print all papers…"), "layers", "Ctrl+Alt+P"),
    "larger": Deed(PAPERS, N_("Larger"), "zoom-in", "Ctrl++"),
    "smaller": Deed(PAPERS, N_("Smaller"), "zoom-out", "Ctrl+-"),
    "fit_width": Deed(PAPERS, N_("Fit the width"), "move-horizontal", "Ctrl+0"),
    "whole_page": Deed(PAPERS, N_("Whole page"), "fullscreen", "Ctrl+Shift+W"),
    "next_page": Deed(PAPERS, N_("Next page"), "chevron-down", "Alt+Down"),
    "previous_page": Deed(PAPERS, N_("Previous page"), "chevron-up", "Alt+Up"),
    "set_target": Deed(INDICATORS, N_("Target…"), "target", "Ctrl+Alt+T"),
    "freeze_period": Deed(INDICATORS, N_("Freeze the period…"), "lock", "Ctrl+Alt+F"),
    "make_report": Deed(INDICATORS, N_("Make a report…"), "file-text", "Ctrl+Shift+R"),
    "export_data": Deed(INDICATORS, N_("Export…"), "file-down", "Ctrl+Shift+X"),
    "new_output": Deed(INDICATORS, N_("New output"), "plus", "Ctrl+N"),
    "as_numbers": Deed(CHARTS, N_("Show as table"), "rows-3", "Ctrl+T"),
    "copy_chart": Deed(CHARTS, N_("Copy picture and numbers"), "copy", "Ctrl+C"),
    "print_chart": Deed(CHARTS, N_("Print the chart…"), "printer", "Ctrl+P"),
    "export": Deed(EVERYWHERE, N_("Make a bundle"), "package", "Ctrl+E"),
    "forget_workspace": Deed(START, N_("Forget this workspace; its folder stays"), "x", "Del"),
    "import_bundle": Deed(EVERYWHERE, N_("Take in bundles…"), "inbox", "Ctrl+O"),
}


def shortcut_text(keys: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def action(owner: QObject, name: str, language: Language, done: Callable[[], object]) -> QAction:
    """The action of that name, done when its owner's part of the window is in use."""
    deed = DEEDS[name]
    made = QAction(language(deed.text), owner)
    made.setObjectName(name)
    if deed.icon:
        made.setIcon(icon(deed.icon))
    if deed.keys:
        made.setShortcut(QKeySequence(deed.keys))
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        is_inside = deed.group in (GRID, PEOPLE_GRID, CONFLICTS, CHARTS, START)
        made.setShortcutContext(inside if is_inside else Qt.ShortcutContext.WindowShortcut)
    made.setToolTip(tip(made))
    made.triggered.connect(lambda _checked=False: done())
    if isinstance(owner, QWidget):
        owner.addAction(made)
    return made


def tip(made: QAction) -> str:
    """The text of an action and its shortcut."""
    text = made.text().rstrip("…")
    keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if keys else text


def button_for(made: QAction, role: str = "") -> QPushButton:
    """A push button that does the action."""
    button = QPushButton()
    button.setProperty("role", role)
    _follow(button, made)
    deed = DEEDS.get(made.objectName())
    if deed is not None and deed.icon and role == "primary":
        button.setIcon(icon(deed.icon, "on_accent"))
    return button


def tool_for(made: QAction, button: QToolButton | None = None) -> QToolButton:
    """A small button with the action's icon alone."""
    button = button or QToolButton()
    _follow(button, made)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button


def _follow(button: QAbstractButton, made: QAction) -> None:
    def copy() -> None:
        has_icon = not made.icon().isNull()
        button.setText(f"\u2009\u2009{made.text()}" if has_icon else made.text())
        button.setIcon(made.icon())
        button.setToolTip(made.toolTip())
        button.setAccessibleName(made.text())
        button.setEnabled(made.isEnabled())

    copy()
    made.enabledChanged.connect(button.setEnabled)
    button.clicked.connect(made.trigger)
