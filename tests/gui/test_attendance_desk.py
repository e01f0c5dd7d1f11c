"""Around the attendance grid: days copied, notes, order and filters, totals, hand counts, walk-ins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from ssc_desktop.gui.tables.attendance_counts import Counts
from ssc_desktop.gui.tables.attendance_note import NoteEditor
from ssc_desktop.gui.tables.attendance_order import Wish
from ssc_desktop.language import Language
from ssc_desktop.services import (
    activities,
    attendance,
    attendance_grid,
    hand_counts,
    organisations,
    participants,
)
from ssc_desktop.services.attendance_grid import GridPerson
from ssc_desktop.services.printing import print_attendance
from tests.gui.conftest import Desktop, Filled, press, reading, write

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SLOTS = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM", "2021-08-17/PM")


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    page = opened.go("activity", (filled.activity, "attendance"))
    page.part.grid.view.setFocus()
    opened.settle()
    return page.part


def marks(desktop: Desktop, filled: Filled) -> dict[tuple[UUID, str], str]:
    return reading(
        desktop, lambda workspace: attendance.read_register(workspace.store, filled.activity).marks
    )


def grid(desktop: Desktop, filled: Filled) -> Any:
    return reading(
        desktop, lambda workspace: attendance_grid.read_grid(workspace.store, filled.activity)
    )


# --- copying a day -----------------------------------------------------------------------------


def test_a_day_is_copied_to_another_by_keys_and_taken_back(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view = part.grid.view
    QTest.keyClicks(view, "p")
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClicks(view, "a")
    QTest.keyClick(view, Qt.Key.Key_D, CONTROL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "17/08/2021" in menu.actions()[0].text()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    opened.settle()
    first = filled.people[0]
    assert marks(opened, filled) == {
        (first, SLOTS[0]): "present",
        (first, SLOTS[1]): "absent",
        (first, SLOTS[2]): "present",
        (first, SLOTS[3]): "absent",
    }
    assert part.undo()
    opened.settle()
    assert {slot for _, slot in marks(opened, filled)} == set(SLOTS[:2])


def test_copying_leaves_alone_what_is_not_marked_on_the_day(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view, model = part.grid.view, part.grid.model
    model.mark([(0, 2), (1, 2)], "excused")
    model.mark([(0, 0)], "present")
    view.setCurrentIndex(model.index(0, 0))
    view.copy_day(["2021-08-17"])
    assert (model.state(0, 2), model.state(1, 2)) == ("present", "excused")


def test_copying_a_range_of_people_copies_only_theirs(part: Any) -> None:
    view, model = part.grid.view, part.grid.model
    model.mark([(row, 0) for row in range(6)], "present")
    view.setCurrentIndex(model.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    view.copy_day(["2021-08-17"])
    assert [model.state(row, 2) for row in range(4)] == [None, "present", "present", None]


def test_an_evening_is_added_and_taken_back(opened: Desktop, filled: Filled, part: Any) -> None:
    part.saving.add_evening()
    opened.settle()
    assert part.grid.model.slots_[2] == "2021-08-16/EV"
    part.saving.add_evening()
    assert "evening already" in part.notice.text
    opened.window.view.told.undo()
    opened.settle()
    assert part.grid.model.slots_ == list(SLOTS)


# --- notes -------------------------------------------------------------------------------------


def test_n_opens_a_note_that_enter_keeps_and_undo_takes_away(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view = part.grid.view
    QTest.keyClick(view, Qt.Key.Key_N)
    editor = opened.program.app.activePopupWidget()
    assert isinstance(editor, NoteEditor)
    write(editor.line, "Train en retard")
    press(editor.line, Qt.Key.Key_Return)
    opened.settle()
    cell = (filled.people[0], SLOTS[0])
    assert grid(opened, filled).notes == {cell: "Train en retard"}
    assert part.grid.model.is_remarkable(0, 0)
    told = part.grid.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Train en retard" in told
    assert part.undo()
    opened.settle()
    assert grid(opened, filled).notes == {}


def test_escape_leaves_a_note_as_it_was(opened: Desktop, filled: Filled, part: Any) -> None:
    part.grid.model.put_note((filled.people[0], SLOTS[0]), "before")
    part.grid.view.edit_note()
    editor = opened.program.app.activePopupWidget()
    write(editor.line, "after")
    press(editor.line, Qt.Key.Key_Escape)
    opened.settle()
    assert grid(opened, filled).notes == {(filled.people[0], SLOTS[0]): "before"}


# --- order, groups, filters --------------------------------------------------------------------


def test_finding_narrows_the_rows_and_marks_go_to_the_right_person(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    QTest.keyClick(part.grid.view, Qt.Key.Key_F, CONTROL)
    assert part.bar.finder.hasFocus()
    write(part.bar.finder, "demo04")
    opened.until(lambda: part.grid.model.rowCount() == 1)
    assert "1 of 6 shown" in part.bar.shown.text()
    part.grid.view.setFocus()
    QTest.keyClicks(part.grid.view, "l")
    opened.settle()
    assert marks(opened, filled) == {(filled.people[4], SLOTS[0]): "late"}
    part.bar.clear()
    part.grid.model.arrange_by(Wish())
    assert part.grid.model.rowCount() == 6


def test_groups_begin_with_a_line_and_the_cursor_stays_with_its_person(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    model, view = part.grid.model, part.grid.view
    view.setCurrentIndex(model.index(3, 1))
    part.bar.order.setCurrentIndex(part.bar.order.findData("sex"))
    part.bar.order.activated.emit(part.bar.order.currentIndex())
    assert [model.person(row).sex for row in range(6)] == ["M", "M", "M", "F", "F", "F"]
    assert [row for row in range(6) if model.begins_group(row)] == [3]
    here = view.currentIndex()
    assert model.person(here.row()).key == filled.people[3]
    assert here.column() == 1


def test_only_those_not_marked_are_shown_and_stay_while_they_are_marked(part: Any) -> None:
    model = part.grid.model
    model.mark([(0, column) for column in range(4)], "present")
    part.bar.unmarked.setChecked(True)
    assert model.rowCount() == 5
    model.mark([(0, column) for column in range(4)], "absent")
    assert model.rowCount() == 5


def test_a_filter_is_chosen_in_the_menu_or_in_the_totals(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    def belong(workspace: Any) -> None:
        firm = organisations.add_organisation(workspace.store, {"acronym": "DGX", "name_fr": "D"})
        participants.change_participant(
            workspace.store, filled.people[2], {"organisation_id": str(firm.id), "country": "ML"}
        )

    reading(opened, belong)
    part.read_again()
    opened.settle()
    part.bar.show_only(("organisation", "DGX"))
    assert part.bar.filter.text() == "Organisation: DGX"
    assert part.grid.model.rowCount() == 1
    part.bar.show_only(None)
    shares = part.side.shares
    row = next(r for r in range(shares.rowCount()) if shares.index(r, 0).data() == "Mali")
    part.side.table.clicked.emit(shares.index(row, 0))
    assert [part.grid.model.person(r).key for r in range(part.grid.model.rowCount())] == [
        filled.people[2]
    ]
    part.side.table.clicked.emit(shares.index(row, 0))
    assert part.grid.model.rowCount() == 6


def test_another_activity_is_shown_whole(opened: Desktop, filled: Filled, part: Any) -> None:
    part.bar.show_only(("sex", "F"))
    other = reading(
        opened,
        lambda workspace: (
            activities.add_activity(
                workspace.store, "workshop", {"title": "DEMO", "start": "2021-09-01"}
            ).id
        ),
    )
    opened.go("activity", (other, "attendance"))
    opened.go("activity", (filled.activity, "attendance"))
    assert part.grid.model.rowCount() == 6
    assert part.bar.filter.text() == "Everybody"


# --- totals ------------------------------------------------------------------------------------


def test_totals_by_sex_and_country_follow_the_keys(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    QTest.keyClicks(part.grid.view, "p")
    QTest.keyClick(part.grid.view, Qt.Key.Key_Right)
    QTest.keyClicks(part.grid.view, "o")
    opened.settle()
    shares = part.side.shares
    told = {
        shares.index(row, 0).data(): (shares.index(row, 1).data(), shares.index(row, 2).data())
        for row in range(shares.rowCount())
    }
    assert told["All"] == ("1 / 6", "1")
    assert told["Women"] == ("1 / 3", "1")
    assert told["Men"] == ("0 / 3", "0")


def test_counts_kept_mark_by_mark_are_those_counted_anew() -> None:
    people = [
        GridPerson(UUID(int=n), f"DEMO {n}", "", "", "FMX"[n % 3], ("CI", "ML")[n % 2], "", role)
        for n, role in enumerate(["participant", "facilitator", "participant", "participant"] * 3)
    ]
    slots = list(SLOTS)
    counts = Counts.of(people, slots)
    states = ["present", "absent", None, "late", "online", None, "excused", "present", None]
    for step in range(200):
        counts.write(step * 7 % 12, step * 5 % 4, states[step * 11 % 9])
    told = [
        GridPerson(p.key, p.name, "", "", p.sex, p.country, "", p.role,
                   {s: m for s, m in zip(slots, row, strict=True) if m})
        for p, row in zip(people, counts.marks, strict=True)
    ]  # fmt: skip
    anew = Counts.of(told, slots)
    assert counts.shares == anew.shares
    assert counts.whole == anew.whole
    assert counts.attended_by == anew.attended_by
    assert [+each for each in counts.present] == [+each for each in anew.present]
    assert counts.unmarked == anew.unmarked


def test_the_totals_are_switched_off_and_stay_off(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    assert part.side.isVisible()
    QTest.keyClick(part.grid.view, Qt.Key.Key_T, CONTROL)
    assert not part.side.isVisible()
    assert part.foot.summary.isVisible()
    part.read_again()
    opened.settle()
    assert not part.side.isVisible()
    QTest.keyClick(part.grid.view, Qt.Key.Key_T, CONTROL)
    assert part.side.isVisible()


# --- hand counts -------------------------------------------------------------------------------


@pytest.fixture
def sheet(opened: Desktop, filled: Filled, part: Any) -> str:
    made = reading(
        opened,
        lambda workspace: print_attendance(
            workspace.store, filled.activity, language=Language("en"), day=1
        ),
    )
    part.read_again()
    opened.settle()
    return str(made.sheet_number)


def counted(opened: Desktop, filled: Filled) -> Any:
    (found,) = reading(
        opened, lambda workspace: hand_counts.list_counts(workspace.store, filled.activity)
    )
    return found


def test_a_hand_count_that_differs_is_told_in_words_until_it_is_explained(
    opened: Desktop, filled: Filled, part: Any, sheet: str
) -> None:
    (card,) = part.side.cards
    write_in(card.fields["women"], "3")
    write_in(card.fields["total"], "5")
    opened.settle()
    assert (counted(opened, filled).sheet.women, counted(opened, filled).sheet.total) == (3, 5)
    assert not part.foot.is_warning
    part.grid.view.setFocus()
    part.grid.model.mark([(row, 0) for row in range(6)], "present")
    opened.until(lambda: part.foot.is_warning)
    assert part.foot.warning.text() == f"Sheet {sheet}: Total: 5 counted by hand, 6 marked."
    part.foot.explain.click()
    assert card.reason.hasFocus()
    write_in(card.reason, "Une personne est partie avant de signer")
    opened.settle()
    opened.until(lambda: not part.foot.is_warning)
    assert counted(opened, filled).reason == "Une personne est partie avant de signer"
    assert "Total: 5" in card.difference.text()
    part.grid.model.mark([(5, 0)], None)
    opened.until(lambda: not card.difference.isVisible())


def test_parts_that_are_not_the_total_are_told_and_kept(
    opened: Desktop, filled: Filled, part: Any, sheet: str
) -> None:
    (card,) = part.side.cards
    for name, number in (("women", "3"), ("men", "1"), ("not_stated", "1"), ("total", "6")):
        write_in(card.fields[name], number)
    opened.settle()
    assert counted(opened, filled).sheet.not_stated == 1
    assert f"On sheet {sheet}" in card.difference.text()
    assert not card.reason.isVisible()
    card.fields["total"].clear()
    write_in(card.fields["total"], "5")
    opened.until(lambda: not card.difference.isVisible())


def test_an_impossible_count_is_refused_and_told(
    opened: Desktop, filled: Filled, part: Any, sheet: str
) -> None:
    (card,) = part.side.cards
    write_in(card.fields["women"], "9")
    write_in(card.fields["total"], "5")
    opened.settle()
    assert "more than the total" in part.notice.text
    assert counted(opened, filled).sheet.total is None


def write_in(field: Any, text: str) -> None:
    field.setFocus()
    write(field, text)
    press(field, Qt.Key.Key_Return)


# --- walk-ins ----------------------------------------------------------------------------------


def test_a_walk_in_is_a_name_and_enter_at_the_end_of_the_list_and_present(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view, model = part.grid.view, part.grid.model
    view.setCurrentIndex(model.index(0, 2))
    QTest.keyClick(view, Qt.Key.Key_N, CONTROL | SHIFT)
    assert part.walk_in.hasFocus()
    write(part.walk_in, "SARR Ndeye")
    press(part.walk_in, Qt.Key.Key_Return)
    opened.settle()
    assert model.rowCount() == 7
    assert model.person(6).name == "SARR Ndeye"
    assert model.state(6, 2) == "present"
    assert part.walk_in.text() == ""
    assert part.undo()
    opened.settle()
    assert model.rowCount() == 6
    assert marks(opened, filled) == {}


def test_a_namesake_on_the_list_is_added_only_when_entered_twice(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    write_in(part.walk_in, "Awa DEMO01")
    opened.settle()
    assert "on the list already" in part.notice.text
    assert part.grid.model.rowCount() == 6
    press(part.walk_in, Qt.Key.Key_Return)
    opened.settle()
    assert part.grid.model.rowCount() == 7


def test_a_known_person_is_offered_under_the_line_and_not_recorded_twice(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    known = reading(
        opened,
        lambda workspace: (
            participants.add_participant(
                workspace.store, {"family_name": "Ouattara", "given_names": "Ali"}
            ).id
        ),
    )
    part.walk_in.setFocus()
    write(part.walk_in, "ouat")
    opened.settle()
    popup = part.walk_in._popup
    opened.until(popup.isVisible)
    press(part.walk_in, Qt.Key.Key_Down)
    press(part.walk_in, Qt.Key.Key_Return)
    opened.settle()
    assert part.grid.model.rowCount() == 7
    assert part.grid.model.person(6).key == known
    assert marks(opened, filled) == {(known, SLOTS[0]): "present"}


# --- what else changes -------------------------------------------------------------------------


def test_the_grid_learns_of_people_registered_in_another_tab(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    page = opened.go("activity", (filled.activity, "check_in"))
    page.part.saving.add("FALL Oumy")
    opened.settle()
    page.show_part("attendance")
    opened.settle()
    assert page.part.grid.model.rowCount() == 7


def test_no_turn_of_the_loop_is_long_with_a_thousand_people(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    opened.longest = 0.0
    for letter in "paelod" * 5:
        QTest.keyClicks(part.grid.view, letter)
        QTest.keyClick(part.grid.view, Qt.Key.Key_Down)
        opened.settle()
    assert opened.longest < 0.5
    assert len(marks(opened, filled)) == 6


# --- the legend ----------------------------------------------------------------------------------


def test_the_legend_shows_all_words_or_none(opened: Desktop, part: Any) -> None:
    buttons = part.legend.findChildren(QToolButton)
    styles: set[Qt.ToolButtonStyle] = set()
    for width in (1900, 780, 1900):
        opened.window.resize(width, 800)
        opened.settle()
        (style,) = {each.toolButtonStyle() for each in buttons}
        if style == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            assert all(each.width() >= each.sizeHint().width() for each in buttons)
        styles.add(style)
        assert (style == Qt.ToolButtonStyle.ToolButtonIconOnly) == (width == 780)
    assert len(styles) == 2
