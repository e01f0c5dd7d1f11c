"""The window where there is little room: a narrow one, and dialogs on a small screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from ssc_desktop.gui.frame import LEAST
from ssc_desktop.gui.widgets.plain import OneLine, label
from ssc_desktop.gui.widgets.room import ABOVE, AROUND, at_least, open_at
from tests.gui.conftest import Desktop, Filled

FOLDED = "navigation/folded"


def resize(desktop: Desktop, width: int, height: int) -> None:
    desktop.window.resize(width, height)
    desktop.until(lambda: desktop.window.width() == width)
    desktop.settle()


def test_a_narrow_window_shows_its_navigation_as_icons(opened: Desktop) -> None:
    navigation = opened.window.view.navigation
    resize(opened, 1280, 720)
    assert not navigation.is_folded
    resize(opened, 960, 540)
    assert navigation.is_folded
    # What is asked for there is for there: a wide window comes back as it was.
    opened.window.view.findChild(QAction, "fold").trigger()
    assert not navigation.is_folded
    assert not opened.desk.memory.flag(FOLDED)
    resize(opened, 1280, 720)
    assert not navigation.is_folded
    QTest.keyClick(opened.page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    resize(opened, 960, 540)
    resize(opened, 1280, 720)
    assert navigation.is_folded


def test_no_dialog_opens_larger_than_its_screen(opened: Desktop) -> None:
    dialog = QDialog(opened.window)
    room = dialog.screen().availableGeometry().size()
    open_at(dialog, 5000, 4000)
    assert dialog.size() == room - QSize(AROUND, ABOVE)
    open_at(dialog, 300, 200)
    assert dialog.size() == QSize(300, 200)
    at_least(dialog, 5000)
    assert dialog.minimumWidth() == room.width() - AROUND


def test_a_dialog_is_as_high_as_its_words_need(opened: Desktop) -> None:
    dialog = QDialog(opened.window)
    at_least(dialog, 300)
    words = label("Une phrase assez longue pour tenir sur plusieurs lignes. " * 6, wrap=True)
    QVBoxLayout(dialog).addWidget(words)
    dialog.resize(300, 40)
    dialog.open()
    opened.settle()
    assert words.height() >= words.heightForWidth(words.width())
    dialog.reject()


def test_a_long_title_gives_up_its_end_and_shows_it_to_the_pointer(
    opened: Desktop, filled: Filled
) -> None:
    heading = opened.go("activity", (filled.activity, "details")).heading
    assert isinstance(heading, OneLine)
    assert not heading.is_cut
    heading.setText("Formation à la gestion de projet " * 8)
    resize(opened, 960, 540)
    assert heading.is_cut
    assert opened.page.minimumSizeHint().width() < 960
    where = heading.rect().center()
    told = QHelpEvent(QHelpEvent.Type.ToolTip, where, heading.mapToGlobal(where))
    QApplication.sendEvent(heading, told)
    assert heading.toolTip() == heading.text()


def test_a_page_on_a_tiny_screen_keeps_its_size_and_shows_what_has_the_keyboard(
    opened: Desktop, filled: Filled
) -> None:
    opened.window.setMinimumSize(QSize(640, 360))
    page = opened.go("activity", (filled.activity, "check_in"))
    resize(opened, 640, 360)
    assert page.height() >= LEAST.height() > opened.window.height()
    assert page.width() >= LEAST.width()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        opened.settle()
        at = QApplication.focusWidget()
        if page.isAncestorOf(at):
            assert not at.visibleRegion().isEmpty(), at.accessibleName() or at
    resize(opened, 1280, 720)
    assert page.height() > LEAST.height()
