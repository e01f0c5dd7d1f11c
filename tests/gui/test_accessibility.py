"""Every page, part and dialog by name, by Tab and by contrast, in both editions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from ssc_desktop.gui.actions import shortcut_text
from ssc_desktop.gui.dialogs.shortcuts import ShortcutsDialog, lines_of
from ssc_desktop.gui.pages import all_pages
from ssc_desktop.gui.pages.activity import PARTS
from ssc_desktop.gui.parts.attendance_legend import mark_icon
from ssc_desktop.gui.tables.attendance_marks import LETTERS
from ssc_desktop.gui.tables.people_lines import ICONS, WORDS
from ssc_desktop.gui.theme import DARK_TOKENS, LIGHT_TOKENS
from tests.gui.conftest import Desktop, Filled, write
from tests.gui.looking import (
    READABLE,
    contrast_at,
    goes_back,
    is_only_shown,
    out_of_order,
    pale_texts,
    pixels_of,
    tab_stops,
    unnamed,
    unreachable,
)
from tests.gui.test_theme import contrast

# Where a dialog is opened from, and the action that opens it.
OFFICE_DIALOGS = (
    ("home", "", "shortcuts"),
    ("home", "", "find_everywhere"),
    ("activities", "", "new_activity"),
    ("activities", "", "duplicate"),
    ("participants", "", "new_participant"),
    ("participants", "", "import_list"),
    ("participants", "", "consent"),
    ("participants", "", "history"),
    ("organisations", "", "new_organisation"),
    ("indicators", "", "export_data"),
    ("indicators", "", "make_report"),
    ("indicators", "", "freeze_period"),
    ("indicators", "", "export_data"),
    ("indicators", "", "set_target"),
    ("activity", "people", "add_people"),
    ("activity", "people", "import_list"),
    ("activity", "travel", "fill_travel"),
    ("activity", "follow_up", "new_follow_up"),
    ("activity", "papers", "all_papers"),
    ("activity", "details", "history"),
)
HEADQUARTERS_DIALOGS = (
    ("exchange", "", "check_attestation"),
    ("home", "", "shortcuts"),
    ("action_plans", "", "new_commitment"),
)


def pages_of(desktop: Desktop, edition: str, activity: object) -> Iterator[tuple[str, QWidget]]:
    """Every page and every part of the record page, as they are shown."""
    for each in all_pages(edition):
        if each.name == "activity":
            continue
        yield each.name, desktop.go(each.name)
    if activity is not None:
        for part in PARTS:
            page = desktop.go("activity", (activity, part.name))
            if part.name == "details":
                desktop.until(lambda page=page: page.part.form.is_complete)
            desktop.settle()
            yield f"activity/{part.name}", page


def dialogs_of(
    desktop: Desktop, wanted: tuple[tuple[str, str, str], ...], activity: object
) -> Iterator[tuple[str, QWidget]]:
    """Every dialog that is reached by an action; closed again."""
    for page, part, name in wanted:
        desktop.go(page, (activity, part) if part else None)
        view = getattr(getattr(desktop.page, "table", None), "view", None)
        if view is not None:
            view.setCurrentIndex(view.model().index(0, 0))
            desktop.settle()
        made = next(
            each
            for each in desktop.window.view.findChildren(QAction, name)
            if each.parent().isVisible()
        )
        made.trigger()
        desktop.settle()
        assert QApplication.activeModalWidget() is not None, f"{name} opens nothing on {page}"
        dialog: Any = QApplication.activeModalWidget()
        yield f"{page}/{name}", dialog
        dialog.reject()
        desktop.settle()


def everything(desktop: Desktop, activity: object) -> Iterator[tuple[str, QWidget]]:
    """The frame, every page, part and dialog of the edition that is open."""
    edition = desktop.desk.workspace.edition
    yield "frame", desktop.window.view.navigation
    yield from pages_of(desktop, edition, activity)
    wanted = HEADQUARTERS_DIALOGS if edition == "headquarters" else OFFICE_DIALOGS
    yield from dialogs_of(desktop, wanted, activity)


def test_what_is_chosen_is_copied_as_a_spreadsheet_takes_it(opened: Desktop) -> None:
    page = opened.go("participants")
    view = page.table.view
    view.setFocus()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert len(lines) == view.model().rowCount()
    assert lines[0].split("\t")[:2] == ["DEMO00", "Awa"]


def complaints(desktop: Desktop, activity: object) -> dict[str, list[str]]:
    """What is wrong with each place: names, reach, order, contrast."""
    found = {}
    for name, root in everything(desktop, activity):
        # Tab puts what came or went meanwhile in its place.
        QTest.keyClick(root, Qt.Key.Key_Tab)
        desktop.settle()
        wrong = [f"no name: {each}" for each in unnamed(root)]
        wrong += [f"not reached by Tab: {each}" for each in unreachable(root)]
        wrong += [f"out of order: {each}" for each in out_of_order(root)]
        wrong += [f"too pale: {each}" for each in pale_texts(root)]
        if wrong:
            found[name] = wrong
    return found


@pytest.mark.parametrize(("language", "look"), [("fr", "light"), ("ar", "dark")])
def test_an_office_is_used_without_a_mouse_and_without_seeing_well(
    opened: Desktop, filled: Filled, language: str, look: str
) -> None:
    opened.program.theme.choose(look)
    opened.desk.choose_language(language)
    opened.settle()
    found = complaints(opened, filled.activity)
    assert found == {}, "\n".join(f"{place}: {each}" for place in found for each in found[place])


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_headquarters_is_used_without_a_mouse_and_without_seeing_well(
    headquarters_open: Desktop, look: str
) -> None:
    headquarters_open.program.theme.choose(look)
    headquarters_open.settle()
    found = complaints(headquarters_open, None)
    assert found == {}, "\n".join(f"{place}: {each}" for place in found for each in found[place])


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("step", ["", "office", "headquarters", "demo"])
def test_the_start_is_used_without_a_mouse_and_without_seeing_well(
    desktop: Desktop, look: str, step: str
) -> None:
    desktop.program.theme.choose(look)
    desktop.window.show_start()
    if step:
        desktop.window.start.choose(step)
    desktop.settle()
    root = desktop.window.start
    assert unnamed(root) + unreachable(root) + out_of_order(root) + pale_texts(root) == []


# --- the measures themselves --------------------------------------------------------------------


def test_the_walk_finds_what_is_wrong(opened: Desktop) -> None:
    page = opened.go("organisations")
    bad = QWidget(page)
    bad.setGeometry(100, 100, 400, 200)
    later, pale, silent, lost = QPushButton("B"), QPushButton("C"), QToolButton(), QPushButton("D")
    for number, each in enumerate((later, pale, silent, lost)):
        each.setParent(bad)
        each.setGeometry(10, 150 - 40 * number, 80, 30)
    pale.setStyleSheet("color: #C8C8C8; background: #FFFFFF;")
    lost.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    bad.show()
    bad.raise_()
    opened.settle()
    assert any("QToolButton" in each for each in unnamed(bad))
    assert any("“D”" in each for each in unreachable(bad))
    assert any("“C”" in each and "after" in each for each in out_of_order(bad))
    assert any("“C”" in each for each in pale_texts(bad))


def test_reading_order_is_told_from_any_other() -> None:
    from PySide6.QtCore import QRect

    first, beside, below = QRect(0, 0, 50, 20), QRect(60, 0, 50, 20), QRect(0, 30, 50, 20)
    assert not goes_back(first, beside, mirrored=False)
    assert not goes_back(beside, below, mirrored=False)
    assert not goes_back(below, beside, mirrored=False)
    assert goes_back(beside, first, mirrored=False)
    assert goes_back(below, first, mirrored=False)
    assert goes_back(first, beside, mirrored=True)
    assert not goes_back(beside, first, mirrored=True)


def test_what_is_drawn_has_the_contrast_of_its_tokens(desktop: Desktop) -> None:
    for tokens, look in ((LIGHT_TOKENS, "light"), (DARK_TOKENS, "dark")):
        desktop.program.theme.choose(look)
        plate = QPushButton("MMMMM")
        plate.setFixedSize(200, 40)
        plate.show()
        desktop.settle()
        seen = contrast_at(pixels_of(plate), plate.rect())
        assert seen == pytest.approx(contrast(tokens.text, tokens.surface), rel=0.02)
        assert seen > READABLE
        plate.deleteLater()


# --- the rest of what is asked ------------------------------------------------------------------


def test_the_focus_is_seen_on_every_kind_of_control(opened: Desktop, filled: Filled) -> None:
    unseen = set()
    for page in ("settings", "exchange", "participants", "activity"):
        root = opened.go(page, filled.activity if page == "activity" else None)
        kinds: dict[tuple[str, str], QWidget] = {}
        for each in tab_stops(root):
            kinds.setdefault((type(each).__name__, str(each.property("role") or "")), each)
        for kind, each in kinds.items():
            opened.activate()
            each.clearFocus()
            opened.settle()
            before = pixels_of(each)
            each.setFocus(Qt.FocusReason.TabFocusReason)
            opened.settle()
            if each.hasFocus() and (before == pixels_of(each)).all():
                unseen.add((page, *kind))
    assert unseen == set()


def test_marks_and_states_are_told_apart_without_colour(opened: Desktop) -> None:
    def outline(state: str | None) -> bytes:
        image = mark_icon(state).pixmap(60, 36).toImage()
        grey = image.convertToFormat(QImage.Format.Format_Alpha8)
        return bytes(grey.constBits())

    states = [None, *LETTERS]
    assert len({outline(each) for each in states}) == len(states)
    assert len({ICONS[each][0] for each in ICONS}) == len(ICONS)
    assert set(ICONS) <= set(WORDS)


def test_what_is_wrong_with_a_field_is_told_aloud_with_the_field(
    opened: Desktop, filled: Filled
) -> None:
    page = opened.go("activity", filled.activity)
    opened.until(lambda: page.part.form.is_complete)
    box = page.part.form.boxes["end"]
    line = box.widget.line
    line.setFocus()
    line.selectAll()
    write(line, "01/01/2021")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    assert "before the start" in line.accessibleDescription()
    line.setFocus()
    line.selectAll()
    write(line, "18/08/2021")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    assert "before the start" not in line.accessibleDescription()


def test_every_table_has_a_menu(opened: Desktop, filled: Filled) -> None:
    without = []
    for name, root in pages_of(opened, "office", filled.activity):
        for view in root.findChildren(QTableView):
            policy = view.contextMenuPolicy()
            offers = policy == Qt.ContextMenuPolicy.ActionsContextMenu and view.actions()
            offers = offers or policy == Qt.ContextMenuPolicy.CustomContextMenu
            if view.isVisible() and not is_only_shown(view) and not offers:
                without.append(f"{name}: {type(view).__name__} {view.accessibleName()}")
    assert without == [], "\n".join(without)


def test_the_sheet_of_shortcuts_is_complete_and_searched(opened: Desktop, filled: Filled) -> None:
    told = {
        keys
        for lines in lines_of(opened.window.view.places(), opened.desk.language).values()
        for _, line in lines
        for keys in line.split(", ")
    }
    missing = set()
    for name, _ in pages_of(opened, "office", filled.activity):
        for each in opened.window.findChildren(QAction):
            missing |= {(name, each.text(), keys) for keys in written(each.shortcut())} - told_as(
                told, name, each.text()
            )
        for each in opened.window.findChildren(QShortcut):
            missing |= {(name, "", keys) for keys in written(each.key())} - told_as(told, name, "")
    assert missing == set(), sorted(missing)
    QTest.keyClick(opened.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    dialog = opened.dialog()
    assert isinstance(dialog, ShortcutsDialog)
    opened.until(lambda: dialog.is_complete)
    everything_shown = len(dialog.shown)
    write(QApplication.focusWidget(), "fill down")
    assert dialog.shown == ["Fill down"]
    dialog.find_box.setText("ctrl+f")
    assert "Find in this page" in dialog.shown
    dialog.find_box.setText("nothing of the kind")
    assert dialog.shown == []
    dialog.find_box.clear()
    assert len(dialog.shown) == everything_shown
    dialog.close()


def written(keys: QKeySequence) -> set[str]:
    return {shortcut_text(keys.toString())} if not keys.isEmpty() else set()


def told_as(told: set[str], name: str, text: str) -> set[tuple[str, str, str]]:
    return {(name, text, keys) for keys in told}


def test_a_line_for_codes_runs_left_to_right_in_arabic(opened: Desktop, filled: Filled) -> None:
    opened.desk.choose_language("ar")
    opened.settle()
    page = opened.go("participants")
    page.show_person(filled.people[0])
    opened.until(lambda: page.panel.isVisible() and page.panel.form.is_complete)
    boxes = page.panel.form.boxes
    for name in ("email", "phone", "family_name"):
        assert boxes[name].widget.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert boxes["name_ar"].widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert isinstance(boxes["email"].widget, QLineEdit)
