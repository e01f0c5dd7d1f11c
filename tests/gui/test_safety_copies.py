"""Safety copies in the window: made, taken to a stick, looked at, put back and undone."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from ssc_desktop.gui.dialogs.restore import RestoreDialog
from ssc_desktop.services import activities, safety_copies
from tests.gui.conftest import Desktop, reading

Room = namedtuple("Room", "total used free")


def titles(desktop: Desktop) -> set[str | None]:
    found = reading(desktop, lambda workspace: activities.list_activities(workspace.store))
    return {each.title for each in found}


def added(desktop: Desktop, title: str) -> None:
    reading(
        desktop,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": title}),
    )


def test_a_copy_is_made_listed_and_verified(opened: Desktop) -> None:
    page = opened.go("safety_copies")
    assert page.table.model.rows == []
    assert not page.restore_button.isEnabled()
    page.make()
    opened.settle()
    (made,) = page.table.model.rows
    assert made.verified_at is not None
    made.file.write_bytes(made.file.read_bytes()[:-200])
    page.read_again()
    opened.settle()
    page.table.view.selectRow(0)
    page.verify_chosen()
    opened.settle()
    assert "damaged" in page.notice.text


def test_the_stick_is_safe_to_remove_only_once_it_was_read_back(
    opened: Desktop, tmp_path: Path
) -> None:
    page = opened.go("safety_copies")
    assert "No copy was taken outside" in page._outside.text()
    page.copy_to(tmp_path / "none" / "deeper")
    opened.settle()
    assert page.notice.text
    assert "safe to remove" not in opened.window.view.told.text
    stick = tmp_path / "stick"
    stick.mkdir()
    page.copy_to(stick)
    opened.settle()
    assert "safe to remove" in opened.window.view.told.text
    assert len(list(stick.iterdir())) == 1
    assert "The last copy on a stick" in page._outside.text()


def test_a_copy_is_put_back_after_a_clear_choice_and_that_is_undone(opened: Desktop) -> None:
    page = opened.go("safety_copies")
    page.make()
    opened.settle()
    added(opened, "DEMO After the copy")
    (copy,) = page.table.model.rows
    page.preview(copy.file)
    dialog = opened.dialog()
    assert isinstance(dialog, RestoreDialog)
    assert "change" in dialog.summary.text()
    assert dialog.keep_button.isDefault()
    dialog.reject()
    opened.settle()
    assert "DEMO After the copy" in titles(opened)
    page.preview(copy.file)
    old = opened.window.view
    opened.dialog().restore_button.click()
    opened.until(lambda: opened.window.view is not old)
    opened.settle()
    assert titles(opened) == {"Formation DEMO"}
    assert "put back from the copy" in opened.window.view.told.text
    page = opened.go("safety_copies")
    replaced = [each for each in page.table.model.rows if each.why == "before-restore"]
    page.restore(replaced[0].file)
    old = opened.window.view
    opened.until(lambda: opened.window.view is not old)
    opened.settle()
    assert "DEMO After the copy" in titles(opened)


def test_the_copy_of_the_day_is_made_by_itself_once(opened: Desktop) -> None:
    page = opened.go("safety_copies")
    daily = opened.window.daily_copy
    assert daily._first.isActive()
    daily.look()
    opened.settle()
    assert [each.why for each in page.table.model.rows] == ["daily"]
    daily.look()
    opened.settle()
    assert len(page.table.model.rows) == 1
    opened.desk.closed.emit()
    opened.settle()
    assert not daily._first.isActive()
    daily.look()
    opened.settle()


def test_a_full_disk_is_told_once_and_work_goes_on(
    opened: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Room(10, 9, 1))
    daily = opened.window.daily_copy
    daily.look()
    opened.settle()
    told = opened.window.view.told
    assert "disk is nearly full" in told.text
    opened.desk.tell("other")
    daily.look()
    opened.settle()
    assert told.text == "other"
    assert reading(opened, safety_copies.list_copies) == []


def test_the_check_of_everything_is_told_in_the_settings(opened: Desktop) -> None:
    page = opened.go("settings")
    page.check.check()
    opened.settle()
    assert "in order" in page.check.result.text()
