"""The check-in: letters, badges and Enter, as a person and as a reader type them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.badge_code import badge_code
from ssc_desktop.gui.parts.check_in_lists import PeopleModel
from ssc_desktop.language import Language
from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.services.check_in import Candidate, slot_now
from tests.gui.conftest import Desktop, Filled, press, reading, write

MORNING, LAST = "2021-08-16/AM", "2021-08-17/PM"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    page = opened.go("activity", (filled.activity, "check_in"))
    opened.until(lambda: page.part.line.hasFocus())
    page.part.choice.half_day.setCurrentIndex(0)
    page.part.choice.half_day.activated.emit(0)
    opened.settle()
    return page.part


def marks(desktop: Desktop, filled: Filled) -> dict[tuple[UUID, str], str]:
    return reading(
        desktop, lambda workspace: attendance.read_register(workspace.store, filled.activity).marks
    )


def enter(part: Any, text: str) -> None:
    write(part.line, text)
    press(part.line, ENTER)


def test_three_letters_and_enter_mark_present_and_say_so_large(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    enter(part, "demo03")
    assert part.answer.look == "done"
    assert part.answer.name.text() == "DEMO03 Awa"
    assert part.missing.count.text() == "1 of 6 here"
    assert part.line.text() == ""
    opened.settle()
    assert marks(opened, filled) == {(filled.people[3], MORNING): "present"}
    missing = [each.key for each in part.missing.list.people.rows]
    assert missing == [each for each in filled.people if each != filled.people[3]]


def test_a_reader_scans_badges_one_after_the_other_without_a_pause(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    for person in filled.people:
        enter(part, badge_code(person))
    assert part.missing.count.text() == "6 of 6 here"
    opened.settle()
    assert marks(opened, filled) == {(person, MORNING): "present" for person in filled.people}


def test_a_reader_is_heard_wherever_the_focus_was_left(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    part.missing.list.setFocus()
    code = badge_code(filled.people[1])
    for letter in code:
        write(QApplication.focusWidget(), letter)
    press(part.line, ENTER)
    opened.settle()
    assert marks(opened, filled) == {(filled.people[1], MORNING): "present"}


def test_undo_takes_back_one_check_in_after_the_other(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    enter(part, "demo01")
    enter(part, "demo02")
    QTest.keyClick(part.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert marks(opened, filled) == {(filled.people[1], MORNING): "present"}
    assert part.missing.count.text() == "1 of 6 here"
    part.answer.say_done(Candidate(filled.people[1], "DEMO01", "", state="present"))
    part.answer.press.click()
    opened.settle()
    assert marks(opened, filled) == {}
    assert not part.undo()


def test_who_is_there_already_is_told_and_stays_as_marked(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    enter(part, "demo03")
    enter(part, badge_code(filled.people[3]))
    assert part.answer.look == "known"
    assert "Marked already" in part.answer.deed.text()
    part.undo()
    opened.settle()
    assert marks(opened, filled) == {}


def test_arrows_choose_among_namesakes(opened: Desktop, filled: Filled, part: Any) -> None:
    write(part.line, "awa")
    assert len(part.offered.people.rows) == 7
    press(part.line, Qt.Key.Key_Down)
    press(part.line, Qt.Key.Key_Down)
    press(part.line, ENTER)
    opened.settle()
    assert marks(opened, filled) == {(filled.people[2], MORNING): "present"}


def test_nobody_new_is_recorded_by_enter_alone(opened: Desktop, filled: Filled, part: Any) -> None:
    enter(part, "Demmo03")
    opened.settle()
    assert part.answer.look == "refused"
    assert part.line.text() == "Demmo03"
    count = reading(opened, lambda w: participants.count_participants(w.store))
    assert count == 6


def test_a_walk_in_is_the_name_and_control_enter(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    write(part.line, "SARR Ndeye")
    QTest.keyClick(part.line, ENTER, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert part.answer.name.text() == "SARR Ndeye"
    assert part.missing.count.text() == "1 of 7 here"
    assert part.undo()
    opened.settle()
    assert part.missing.count.text() == "0 of 6 here"
    assert marks(opened, filled) == {}


def test_a_namesake_is_added_only_when_asked_twice(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    for expected in (6, 7):
        write(part.line, "Awa DEMO01")
        QTest.keyClick(part.line, ENTER, Qt.KeyboardModifier.ControlModifier)
        opened.settle()
        assert len(part.roll.grid.people) == expected


def test_known_people_are_offered_and_put_on_the_list(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    known = reading(
        opened,
        lambda workspace: (
            participants.add_participant(workspace.store, {"family_name": "Ouattara"}).id
        ),
    )
    write(part.line, "ouatt")
    opened.settle()
    assert [getattr(each, "key", each) for each in part.offered.people.rows] == [known, "ouatt"]
    press(part.line, Qt.Key.Key_Down)
    press(part.line, ENTER)
    opened.settle()
    assert marks(opened, filled) == {(known, MORNING): "present"}
    part.undo()
    opened.settle()
    assert len(part.roll.grid.people) == 6


def test_a_badge_of_another_activity_is_told_and_enter_puts_the_person_on_the_list(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    def elsewhere(workspace: Any) -> tuple[str, UUID]:
        values = {"title": "DEMO", "start": "2021-09-01"}
        other = activities.add_activity(workspace.store, "workshop", values)
        person = participants.add_participant(
            workspace.store, {"family_name": "Fall"}, activity=other.id
        )
        return other.code or "", person.id

    code, person = reading(opened, elsewhere)
    enter(part, badge_code(person))
    opened.settle()
    assert part.answer.look == "stranger"
    assert code in part.answer.deed.text()
    assert marks(opened, filled) == {}
    press(part.line, ENTER)
    opened.settle()
    assert part.answer.look == "done"
    assert marks(opened, filled) == {(person, MORNING): "present"}
    assert len(part.roll.grid.people) == 7


def test_an_offer_is_gone_once_something_else_is_typed(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    person = reading(
        opened,
        lambda workspace: participants.add_participant(workspace.store, {"family_name": "Fall"}).id,
    )
    enter(part, badge_code(person))
    opened.settle()
    write(part.line, "d")
    part.line.clear()
    press(part.line, ENTER)
    opened.settle()
    assert marks(opened, filled) == {}


@pytest.mark.parametrize(
    ("scanned", "words"),
    [(badge_code(UUID(int=7)), "belongs to nobody"), ("SSCP1:0123", "not the code of a badge")],
)
def test_an_unknown_code_is_told(opened: Desktop, part: Any, scanned: str, words: str) -> None:
    enter(part, scanned)
    opened.settle()
    assert part.answer.look == "refused"
    assert words in part.answer.deed.text()
    assert part.line.text() == ""


def test_the_clock_chooses_until_a_person_does(opened: Desktop, filled: Filled, part: Any) -> None:
    choice = part.choice
    assert choice.slot == MORNING
    choice.follow_clock()
    assert choice.slot == MORNING
    choice.forget()
    choice.follow_clock()
    assert choice.slot == slot_now(part.roll.grid.half_days, datetime.now())
    enter(part, "demo00")
    opened.settle()
    assert marks(opened, filled) == {(filled.people[0], choice.slot): "present"}


def test_late_is_offered_where_hours_are_known(opened: Desktop, filled: Filled, part: Any) -> None:
    assert not part.choice.late.isVisible()
    now = datetime.now()
    today = f"{now.date().isoformat()}/AM"

    def begin(workspace: Any) -> None:
        activities.add_half_day(workspace.store, filled.activity, today)
        activities.change_half_day(
            workspace.store, filled.activity, today, {"starts_at": "00:00", "ends_at": "23:59"}
        )

    reading(opened, begin)
    part.choice.forget()
    part.read_again()
    opened.settle()
    assert part.choice.slot == today
    assert part.choice.late.isVisible()
    part.choice.late.setCurrentIndex(1)
    enter(part, "demo00")
    opened.settle()
    passed = now.hour * 60 + now.minute
    expected = "late" if passed > 15 else "present"
    assert marks(opened, filled) == {(filled.people[0], today): expected}


def test_a_refused_check_in_is_told_and_taken_off_the_counter(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    def leave(workspace: Any) -> None:
        participants.unregister(workspace.store, filled.activity, filled.people[0])

    reading(opened, leave)
    enter(part, "demo00")
    opened.settle()
    assert part.answer.look == "refused"
    assert "not on the list" in part.answer.deed.text()
    assert part.missing.count.text() == "0 of 5 here"


def test_without_half_days_or_people_it_says_what_to_do(opened: Desktop, filled: Filled) -> None:
    other = reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": "X"}).id,
    )
    page = opened.go("activity", (other, "check_in"))
    assert page.part._stack.currentIndex() == 1
    enter(page.part, "demo")


def test_the_lists_pass_the_tester_of_qt(qapp: QApplication) -> None:
    model = PeopleModel(Language("en"))
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    people = [Candidate(UUID(int=n), f"DEMO {n}", "DD", state="late") for n in range(3)]
    model.show_people([*people, "typed"])
    model.add([Candidate(UUID(int=9), "", "", is_registered=False)], before_last=1)
    model.add([])
    assert tester
    assert [model.index(row, 0).data() for row in range(5)][-2:] == [
        "No name",
        "Add “typed”, who walked in",
    ]
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "DEMO 0, DD, Late"
    model.show_people([])
