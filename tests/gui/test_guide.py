"""The guide, beside the work: it opens at what is shown, is found by typing, and holds nothing up."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from ssc_desktop.gui.dialogs.guide import EXCHANGE, TOPIC_OF, GuideDialog, topic_of
from ssc_desktop.language import Language
from ssc_desktop.services.guide import read_guide
from tests.gui.conftest import Desktop, Filled, write


def guide(desktop: Desktop) -> Any:
    """The guide that is open."""
    desktop.settle()
    found = [
        each
        for each in desktop.program.app.topLevelWidgets()
        if isinstance(each, GuideDialog) and each.isVisible()
    ]
    assert len(found) == 1
    return found[0]


def titles(dialog: Any) -> list[str]:
    return [dialog.topics.item(n).text() for n in range(dialog.topics.count())]


@pytest.mark.parametrize(
    ("place", "part", "title"),
    [
        ("home", "", "First steps"),
        ("participants", "", "Participants"),
        ("exchange", "", "Handing over to headquarters"),
        ("safety_copies", "", "Safety copies"),
        ("activity", "attendance", "Attendance"),
        ("activity", "papers", "Papers"),
    ],
)
def test_f1_opens_it_at_what_is_shown(
    opened: Desktop, filled: Filled, place: str, part: str, title: str
) -> None:
    opened.go(place, (filled.activity, part) if part else None)
    QTest.keyClick(opened.window, Qt.Key.Key_F1)
    dialog = guide(opened)
    assert dialog.text.toPlainText().splitlines()[0] == title
    # What is read is done behind it.
    assert opened.program.app.activeModalWidget() is None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()


def test_typing_leaves_the_topics_that_answer(opened: Desktop) -> None:
    opened.window.view.show_guide()
    dialog = guide(opened)
    every = titles(dialog)
    write(dialog.find_box, "revoke laptop")
    assert titles(dialog) == ["Laptops and offices"]
    dialog.find_box.clear()
    write(dialog.find_box, "zebra")
    assert titles(dialog) == []
    assert dialog.text.toPlainText() == ""
    assert not dialog._nothing.isHidden()
    dialog.find_box.clear()
    assert titles(dialog) == every


def test_a_link_turns_to_its_topic(opened: Desktop) -> None:
    opened.window.view.show_guide()
    dialog = guide(opened)
    dialog.text.anchorClicked.emit(QUrl("09_safety.md"))
    assert dialog.topics.currentItem().text() == "Safety copies"


def test_it_is_read_before_any_workspace_is_open(desktop: Desktop) -> None:
    QTest.keyClick(desktop.window, Qt.Key.Key_F1)
    assert guide(desktop).text.toPlainText().startswith("First steps")


def test_every_page_that_has_a_topic_names_one_that_is_there() -> None:
    names = {each.name for each in read_guide(Language("en"))}
    assert {*TOPIC_OF.values(), *EXCHANGE.values()} <= names
    assert topic_of(("exchange", None), "headquarters") == "headquarters"
    assert topic_of(("recycle_bin", None), "office") == ""
