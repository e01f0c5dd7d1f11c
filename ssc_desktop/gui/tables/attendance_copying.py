"""Copying a day of the register to other days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtWidgets import QMenu, QWidget

from ssc_desktop.gui.tables.attendance_model import AttendanceModel, Marks
from ssc_desktop.language import Language


def copied(register: AttendanceModel, rows: Iterable[int], here: str, days: list[str]) -> Marks:
    """The marks of some rows on one day, for the same half-days of other days. What is not marked
    on the day leaves the others alone."""
    slots = register.slots_
    pairs = [
        (column, f"{day}{slot[10:]}")
        for column, slot in enumerate(slots)
        if slot[:10] == here
        for day in days
        if f"{day}{slot[10:]}" in slots
    ]
    wanted: Marks = {}
    for row in rows:
        person = register.person(row).key
        for column, target in pairs:
            state = register.state(row, column)
            if state is not None:
                wanted[person, target] = state
    return wanted


def days_to_copy_to(slots: Iterable[str], here: str) -> list[str]:
    """All days but the one that is copied."""
    return [day for day in dict.fromkeys(slot[:10] for slot in slots) if here and day != here]


def days_menu(
    parent: QWidget, language: Language, days: list[str], copy: Callable[[list[str]], None]
) -> QMenu:
    """A menu of the days to copy to, and of all of them."""
    menu = QMenu(parent)
    for day in days:
        told = date.fromisoformat(day)
        each = menu.addAction(f"{language.weekday(told)} {language.date(told)}")
        each.triggered.connect(lambda _=False, day=day: copy([day]))
    if len(days) > 1:
        menu.addSeparator()
        every = menu.addAction(language("All other days"))
        every.triggered.connect(lambda _=False: copy(days))
    menu.setActiveAction(menu.actions()[0])
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
