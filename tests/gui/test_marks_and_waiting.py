"""Headquarters' desk: marks in a grid, records before an import, what waits, older decisions."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ssc_desktop.gui.pages.exchange_headquarters import BUNDLES, CONFLICTS, DECISIONS, LAPTOPS
from ssc_desktop.gui.pages.pending_help import message_of
from ssc_desktop.language import Language
from ssc_desktop.services import enrolment, exchange
from ssc_desktop.services.activities import change_activity, show_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.attendance_grid import read_grid
from ssc_desktop.services.merged_people import merge_people, merged_into
from ssc_desktop.services.pending_bundles import PendingBundle
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, open_in, reading
from tests.services.exchanging import enrol, hand_in, made, person, record, round_trip

SLOTS = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM")


@dataclass
class Both:
    """A headquarters and two laptops of one office, all of them open."""

    headquarters: Workspace
    one: Workspace
    two: Workspace

    def open(self, desktop: Desktop) -> Any:
        """Close everything and show headquarters in the window."""
        for each in (self.headquarters, self.one, self.two):
            each.close()
        # What they leave behind is let go of here, not in a turn of the window.
        gc.collect()
        gc.freeze()
        open_in(desktop, self.headquarters.folder)
        return desktop.go("exchange").content


@pytest.fixture
def both(tmp_path: Path, light_passphrases: None) -> Iterator[Both]:
    """Two laptops that headquarters knows."""
    with ExitStack() as opened:
        headquarters = opened.enter_context(
            made(tmp_path / "siege", "HQ", "MA", edition="headquarters")
        )
        laptops = [opened.enter_context(made(tmp_path / n, "ABJ", "CI")) for n in ("one", "two")]
        for each in laptops:
            enrol(each, headquarters, tmp_path)
        yield Both(headquarters, *laptops)


# --- marks -----------------------------------------------------------------------------------


@pytest.fixture
def marked(both: Both) -> tuple[UUID, list[UUID]]:
    """An activity of headquarters, in which the laptops mark two people differently."""
    activity = record(both.headquarters, country="CI")
    people = [
        person(both.headquarters, name, activity, country="CI") for name in ("DEMO A", "DEMO B")
    ]
    round_trip(both.headquarters, both.one, both.two)
    for laptop, state in ((both.one, "present"), (both.two, "absent")):
        mark(laptop.store, activity, [(each, slot, state) for each in people for slot in SLOTS])
    round_trip(both.headquarters, both.one, both.two)
    return activity, people


def states(desktop: Desktop, activity: UUID) -> list[str]:
    grid = reading(desktop, lambda w: read_grid(w.store, activity))
    return sorted(state for each in grid.people for state in each.marks.values())


def test_contradicting_marks_are_a_grid_that_is_decided_by_key(
    desktop: Desktop, both: Both, marked: tuple[UUID, list[UUID]]
) -> None:
    content = both.open(desktop)
    content.tabs.setCurrentIndex(CONFLICTS)
    desktop.settle()
    marks = content.conflicts.marks
    assert marks.isVisible()
    assert [name for _, name in marks.model.people] == ["DEMO A", "DEMO B"]
    assert [slot for slot, _ in marks.model.half_days] == list(SLOTS)
    assert len(marks.model.cells) == 6
    device_of = {each[1]: at for at, each in enumerate(marks.model.sides)}
    absent = device_of["DEMO officer two"]
    view = marks.view
    assert sorted(view.model().index(0, 0).data().split(" ≠ ")) == ["A", "P"]
    view.setFocus()
    view.setCurrentIndex(marks.model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selectedIndexes()) == 2
    QTest.keyClick(view, (Qt.Key.Key_1, Qt.Key.Key_2)[absent])
    desktop.settle()
    assert len(content.conflicts.table.model.rows) == 4
    assert len(marks.model.cells) == 4
    marks.buttons[1 - absent].click()
    desktop.settle()
    assert content.conflicts.table.model.rows == []
    assert not marks.isVisible()
    decided = desktop.go("exchange").content.decisions.table.model.rows
    assert len(decided) == 6
    assert states(desktop, marked[0]) == ["absent"] * 2 + ["present"] * 4


def test_no_grid_beside_a_conflict_of_words(desktop: Desktop, both: Both) -> None:
    activity = record(both.one)
    round_trip(both.headquarters, both.one, both.two)
    change_activity(both.one.store, activity, {"title": "DEMO Un"})
    change_activity(both.two.store, activity, {"title": "DEMO Deux"})
    round_trip(both.headquarters, both.one, both.two)
    content = both.open(desktop)
    content.tabs.setCurrentIndex(CONFLICTS)
    desktop.settle()
    assert len(content.conflicts.table.model.rows) == 1
    assert not content.conflicts.marks.isVisible()


# --- before an import ------------------------------------------------------------------------


def test_a_preview_is_looked_at_record_by_record_by_key(desktop: Desktop, both: Both) -> None:
    activity = record(both.one)
    round_trip(both.headquarters, both.one)
    change_activity(both.one.store, activity, {"city": "Bouaké"})
    person(both.one, "DEMO Tounkara")
    file = exchange.export_bundle(both.one, level="identified").file
    content = both.open(desktop)
    content.bundles.offer([file])
    desktop.settle()
    preview = content.bundles.preview
    nouns = [each.noun for each in preview.table.model.rows]
    assert nouns == ["activity", "participant"]
    view = preview.table.view
    view.setFocus()
    view.selectRow(0)
    desktop.settle()
    rows = preview.fields.table.model.rows
    columns = {each.name: each for each in preview.fields.table.model.columns}
    told = [{name: columns[name].text(row) for name in ("field", "old", "new")} for row in rows]
    assert told == [{"field": "City or commune", "old": "", "new": "Bouaké"}]
    QTest.keyClick(view, Qt.Key.Key_Down)
    desktop.settle()
    rows = preview.fields.table.model.rows
    assert {columns["record"].text(row) for row in rows} == {"DEMO TOUNKARA"}
    assert {columns["act"].text(row) for row in rows} == {"Added"}
    assert reading(desktop, lambda w: show_activity(w.store, activity).activity.city) is None


# --- what waits ------------------------------------------------------------------------------


def test_what_did_not_arrive_is_asked_for_in_words_ready_to_paste(
    desktop: Desktop, both: Both
) -> None:
    for title in ("DEMO Un", "DEMO Deux"):
        record(both.one, title)
        exchange.export_bundle(both.one, since_last=True)
    record(both.one, "DEMO Trois")
    assert hand_in(both.one, both.headquarters, since_last=True).status == "waiting"
    content = both.open(desktop)
    content.tabs.setCurrentIndex(BUNDLES)
    content.bundles.results.view.selectRow(0)
    desktop.settle()
    told = content.bundles.help
    assert "number 1, 2 did not arrive" in told.words.text()
    assert not told.approve_button.isVisible()
    told.ask_button.setFocus()
    QTest.keyClick(told.ask_button, Qt.Key.Key_Space)
    pasted = QGuiApplication.clipboard().text()
    assert "Bundle number 3 of your laptop waits: number 1, 2 did not arrive." in pasted
    assert "Please send" in pasted


def test_a_laptop_whose_bundles_wait_is_approved_from_there(
    desktop: Desktop, both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(tmp_path / "third", "BKO", "ML") as third:
        card = enrolment.make_card(both.headquarters, tmp_path / "again.sscard").file
        request = enrolment.join(third, card, tmp_path / "third.sscreq").file
        record(third)
        exchange.import_bundles(both.headquarters, [exchange.export_bundle(third).file])
    content = both.open(desktop)
    content.tabs.setCurrentIndex(BUNDLES)
    content.bundles.results.view.selectRow(0)
    desktop.settle()
    told = content.bundles.help
    assert "is not approved" in told.words.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(request), ""))
    told.approve_button.setFocus()
    QTest.keyClick(told.approve_button, Qt.Key.Key_Space)
    dialog = desktop.dialog()
    dialog.compared.setChecked(True)
    dialog.accept()
    desktop.settle()
    assert content.tabs.currentIndex() == LAPTOPS
    assert QApplication.activeModalWidget() is None
    assert desktop.go("exchange").content.bundles.help._pending == {}
    assert len(desktop.go("activities").table.model.rows) == 1


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_a_cloned_laptop_is_explained(code: str) -> None:
    language = Language(code)
    cloned = PendingBundle(Path("x"), "cloned", "ab" * 8, "ABJ", "DEMO", 4)
    assert "ab" * 8 in message_of(cloned, language)


# --- older decisions -------------------------------------------------------------------------


def test_an_older_decision_is_opened_and_taken_back(desktop: Desktop, both: Both) -> None:
    one, other = person(both.headquarters, "DEMO A"), person(both.headquarters, "DEMO B")
    merge_people(both.headquarters.store, one, other, reason="Same telephone")
    record(both.headquarters)
    content = both.open(desktop)
    content.tabs.setCurrentIndex(DECISIONS)
    desktop.settle()
    decisions = content.decisions
    (row,) = decisions.table.model.rows
    assert row.decision.verdict == "merged"
    view = decisions.table.view
    view.setFocus()
    index = decisions.table.model.index(0, 0)
    rows = QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().setCurrentIndex(index, rows | QItemSelectionModel.SelectionFlag.Select)
    QTest.keyClick(view, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.page.name == "participants"
    desktop.go("exchange")
    content.tabs.setCurrentIndex(DECISIONS)
    decisions.undo_button.setFocus()
    assert decisions.undo_button.isEnabled()
    QTest.keyClick(decisions.undo_button, Qt.Key.Key_Space)
    desktop.settle()
    assert decisions.table.model.rows == []
    assert reading(desktop, lambda w: merged_into(w.store, one)) == ()
