"""The page of signed sheets: what was found is told, doubts are answered by keys, all can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ssc_desktop.language import Language
from ssc_desktop.services import attendance, evidence, hand_counts, participants, printing
from ssc_desktop.services.printed import Printed
from tests.gui.conftest import Desktop, Filled, press, reading, write
from tests.gui.looking import out_of_order, pale_texts, unnamed, unreachable
from tests.gui.test_dropped_files import drop
from tests.services.signed_scans import Signs, everybody, saved, scans_of

Key = Qt.Key
MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def sheet(opened: Desktop, filled: Filled) -> Printed:
    """A sheet of the first day."""
    made: Printed = reading(
        opened,
        lambda w: printing.print_attendance(
            w.store, filled.activity, language=Language("fr"), day=1
        ),
    )
    return made


@pytest.fixture
def faxed(sheet: Printed, filled: Filled, tmp_path: Path) -> Path:
    """It came by fax: the first person signed the morning, and every other box is in doubt."""
    (page,) = scans_of(sheet, by(filled, (0, MORNING)))
    return saved([np.where(page > 140, 255, 0).astype(np.uint8)], tmp_path / "fax.png")


def by(filled: Filled, *places: tuple[int, str]) -> Signs:
    """The people of these numbers sign these half-days."""
    wanted = {(str(filled.people[at]), slot) for at, slot in places}
    return lambda cell: (cell.get("participant"), cell["half_day"]) in wanted


def scanned(opened: Desktop, filled: Filled, *files: Path) -> Any:
    """The page with these files read."""
    page = opened.go("scan", filled.activity)
    page.read_files(list(files))
    opened.until(lambda: not page.work.is_reading)
    opened.settle()
    return page


def marks(opened: Desktop, filled: Filled) -> dict[tuple[int, str], str]:
    """What is recorded, by the number of the person."""
    found = reading(opened, lambda w: attendance.read_register(w.store, filled.activity).marks)
    return {(filled.people.index(person), slot): state for (person, slot), state in found.items()}


def lines(page: Any) -> list[str]:
    return [each.line for each in page.side.list.found.entries]


def test_what_was_found_on_each_page_is_told_and_what_is_sure_recorded_at_once(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    both = reading(
        opened,
        lambda w: printing.print_attendance(w.store, filled.activity, language=Language("ar")),
    )
    first = saved(scans_of(both, everybody)[:1], tmp_path / "first.jpg")
    photo = saved([np.full((900, 1200), 200, np.uint8)], tmp_path / "photo.jpg")
    page = scanned(opened, filled, first, photo)
    assert lines(page) == ["All boxes are sure", "No sheet on this page"]
    assert "page 2 of 2 is missing" in page.side.told.text()
    assert marks(opened, filled) == {}
    QTest.keyClick(page.panel.view, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert len(marks(opened, filled)) == 12
    assert lines(page) == ["Recorded", "No sheet on this page"]
    assert page.subheading.text() == "Everything is recorded"
    assert "12 marks recorded" in opened.window.view.told.text


def test_doubts_are_answered_by_one_key_each_and_enter_accepts_the_page(
    opened: Desktop, filled: Filled, faxed: Path
) -> None:
    page = scanned(opened, filled, faxed)
    view, leaf = page.panel.view, page.leaf
    doubts = leaf.tally.open
    assert doubts == 11
    assert "without grey" in page.panel.remark.text()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 1)
    press(view, Key.Key_Return)
    opened.settle()
    assert marks(opened, filled) == {}
    assert page.subheading.text().startswith("11 boxes to answer")
    view.begin()
    write(view, "p")
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)
    write(view, "a")
    press(view, Key.Key_Space)
    press(view, Key.Key_Delete)
    assert leaf.tally.open == doubts - 4
    write(view, "n")
    press(view, Key.Key_Up)
    write(view, "n")
    while leaf.tally.open:
        write(view, "a")
    press(view, Key.Key_Return)
    opened.settle()
    assert marks(opened, filled) == {
        (0, MORNING): "present", (0, AFTERNOON): "present", (1, AFTERNOON): "present",
    }  # fmt: skip
    assert lines(page) == ["Recorded"]
    press(view, Key.Key_Return)
    opened.settle()
    assert len(page.accepting.undone) == 1


def test_undo_takes_the_whole_recording_back_and_it_can_be_accepted_again(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    page = scanned(opened, filled, saved(scans_of(sheet, everybody), tmp_path / "scan.png"))
    press(page.panel.view, Key.Key_Return)
    opened.settle()
    assert len(marks(opened, filled)) == 12
    documents = reading(opened, lambda w: evidence.list_evidence(w, filled.activity))
    assert [each.evidence.evidence_type for each in documents] == ["signed_attendance"]
    QTest.keyClick(page.panel.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert marks(opened, filled) == {}
    assert reading(opened, lambda w: evidence.list_evidence(w, filled.activity)) == []
    assert lines(page) == ["All boxes are sure"]
    press(page.panel.view, Key.Key_Return)
    opened.settle()
    assert len(marks(opened, filled)) == 12


def test_what_is_typed_is_shown_beside_and_kept_until_it_is_answered(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    typed = [(filled.people[0], MORNING, "absent"), (filled.people[1], MORNING, "excused")]
    reading(opened, lambda w: attendance.mark(w.store, filled.activity, typed))
    signs = by(filled, (0, MORNING), (1, MORNING))
    page = scanned(opened, filled, saved(scans_of(sheet, signs), tmp_path / "scan.png"))
    assert lines(page) == ["Sheet and register differ: 2"]
    view, model = page.panel.view, page.panel.model
    assert [model.look(0, 0), model.look(1, 0), model.look(2, 0)] == ["differs", "differs", "kept"]
    told = str(model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert "Absent" in told
    assert "what is typed is kept" in told
    write(view, "p")
    assert view.currentIndex().row() == 1
    press(view, Key.Key_Return)
    opened.settle()
    assert marks(opened, filled) == {(0, MORNING): "present", (1, MORNING): "excused"}


def test_boxes_nobody_signed_become_absent_where_it_is_chosen(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, by(filled, (0, MORNING))), tmp_path / "scan.png")
    page = scanned(opened, filled, scan)
    page.panel.mark_absent.click()
    press(page.panel.view, Key.Key_Return)
    opened.settle()
    found = marks(opened, filled)
    assert found.pop((0, MORNING)) == "present"
    assert list(found.values()) == ["absent"] * 11
    assert opened.desk.memory.flag("scan/absent")


def test_who_signed_a_blank_line_is_named_beside_the_picture(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    def signs(cell: dict[str, Any]) -> bool:
        return (cell["row"], cell["half_day"]) == (7, MORNING)

    page = scanned(opened, filled, saved(scans_of(sheet, signs), tmp_path / "scan.png"))
    view, model = page.panel.view, page.panel.model
    assert model.rowCount() == 7
    assert model.name(6) == "Line 7: nobody yet"
    view.setCurrentIndex(model.index(6, 0))
    press(view, Key.Key_F2)
    assert page.panel.who.hasFocus()
    write(page.panel.who, "Diallo Fatou")
    press(page.panel.who, Key.Key_Return)
    assert view.hasFocus()
    assert model.name(6) == "Diallo Fatou"
    press(view, Key.Key_Return)
    opened.settle()
    listed = reading(opened, lambda w: participants.list_participants(w.store, filled.activity))
    assert [each.participant.family_name for each in listed][-1] == "Diallo"
    assert "1 person added" in opened.window.view.told.text
    assert page.panel.model.rowCount() == 6


def test_the_hand_count_is_typed_beside_and_compared(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    page = scanned(opened, filled, saved(scans_of(sheet, everybody), tmp_path / "scan.png"))
    card = page.panel.card
    assert card.count.sheet.marked_total == 6
    write(card.fields["total"], "5")
    card.fields["total"].editingFinished.emit()
    opened.settle()
    (kept,) = reading(opened, lambda w: hand_counts.list_counts(w.store, filled.activity))
    assert kept.sheet.total == 5
    assert "Total: 5 counted by hand, 6 marked." in card.difference.text()
    view = page.panel.view
    view.selectRow(0)
    press(view, Key.Key_Delete)
    opened.settle()
    assert card.difference.text() == ""


def test_reading_may_be_stopped_and_what_was_read_stays(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    (first,) = scans_of(sheet, everybody)
    files = [saved([first], tmp_path / f"{number}.png") for number in range(4)]
    page = opened.go("scan", filled.activity)
    page.read_files(files)
    assert not page.line.isHidden()
    opened.until(lambda: len(page.work.leaves) == 1)
    page.line.stop.click()
    opened.settle()
    assert page.line.isHidden()
    assert 1 <= len(page.work.leaves) < 4
    assert len(lines(page)) == len(page.work.leaves)


def test_the_same_scan_again_says_that_all_is_recorded_already(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, everybody), tmp_path / "scan.png")
    page = scanned(opened, filled, scan)
    page.accept_sure()
    opened.settle()
    page = scanned(opened, filled, scan)
    assert lines(page) == ["Recorded before"]
    assert page.panel.model.look(0, 0) == "known"
    assert len(marks(opened, filled)) == 12


def test_a_signed_sheet_dropped_on_its_activity_is_read(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, everybody), tmp_path / "scan.png")
    opened.go("activity", filled.activity)
    assert drop(opened, [scan])
    opened.until(lambda: opened.page.name == "scan" and bool(opened.page.work.leaves))
    opened.until(lambda: not opened.page.work.is_reading)
    opened.settle()
    assert lines(opened.page) == ["All boxes are sure"]
    assert drop(opened, [saved([np.full((700, 900), 190, np.uint8)], tmp_path / "photo.png")])
    opened.until(lambda: len(opened.page.work.leaves) == 2)


@pytest.mark.parametrize("part", ["attendance", "papers"])
def test_a_button_on_attendance_and_papers_leads_there_and_back_leads_home(
    opened: Desktop, filled: Filled, part: str
) -> None:
    page = opened.go("activity", (filled.activity, part))
    words = "Read signed sheets…"
    buttons = page.part.findChildren(QAbstractButton)
    found = (each for each in buttons if each.accessibleName() == words)
    next(each for each in found if each.isVisible()).click()
    opened.settle()
    assert (opened.page.name, opened.page.activity) == ("scan", filled.activity)
    opened.page.go_back()
    opened.settle()
    assert opened.page.name == "activity"


def test_a_page_that_cannot_be_recorded_says_why_and_waits(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, everybody), tmp_path / "scan.png")
    page = scanned(opened, filled, scan)
    scan.unlink()
    press(page.panel.view, Key.Key_Return)
    opened.settle()
    assert "cannot be read" in page.notice.text
    assert marks(opened, filled) == {}
    assert lines(page) == ["All boxes are sure"]


def test_what_is_marked_elsewhere_meanwhile_is_shown_beside_the_scan(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    page = scanned(opened, filled, saved(scans_of(sheet, everybody), tmp_path / "scan.png"))
    opened.go("home")
    marked = [(filled.people[0], MORNING, "absent")]
    opened.desk.ops.change(None, lambda w: attendance.mark(w.store, filled.activity, marked))
    opened.settle()
    page = opened.go("scan")
    assert page.panel.model.look(0, 0) == "differs"
    assert lines(page) == ["Sheet and register differ: 1"]


def test_files_that_come_while_others_are_read_are_read_after_them(
    opened: Desktop, filled: Filled, sheet: Printed, tmp_path: Path
) -> None:
    page = opened.go("scan", filled.activity)
    page.read_files([saved(scans_of(sheet, everybody), tmp_path / "scan.png")])
    page.read_files([saved([np.full((700, 900), 190, np.uint8)], tmp_path / "photo.png")])
    opened.until(lambda: len(page.work.leaves) == 2 and not page.work.is_reading)
    opened.settle()
    assert lines(page) == ["All boxes are sure", "No sheet on this page"]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_page_in_doubt_is_named_reached_by_tab_and_readable(
    opened: Desktop, filled: Filled, faxed: Path, code: str
) -> None:
    opened.desk.choose_language(code)
    opened.settle()
    page = scanned(opened, filled, faxed)
    root = opened.window.view
    assert unnamed(root) + unreachable(root) + out_of_order(root) + pale_texts(root) == []
    assert page.panel.remark.isVisible()


def test_keys_of_an_arabic_keyboard_answer_as_well(
    opened: Desktop, filled: Filled, faxed: Path
) -> None:
    page = scanned(opened, filled, faxed)
    doubts = page.leaf.tally.open
    write(page.panel.view, "ح")
    write(page.panel.view, "ش")
    assert page.leaf.tally.open == doubts - 2
