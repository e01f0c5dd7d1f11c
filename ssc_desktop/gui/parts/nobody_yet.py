"""What the attendance and the check-in say while there is nobody to mark."""

from __future__ import annotations

from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button


def nobody_yet(part: Part, icon_name: str, title: str) -> EmptyState:
    """Lead to the people and the half-days of the activity."""
    language = part.language
    people = button(language("Register people…"), role="primary", icon_name="user-plus")
    people.clicked.connect(lambda: part.desk.go("activity", (part.key, "people")))
    days = button(language("Half-days"))
    days.clicked.connect(lambda: part.desk.go("activity", (part.key, "half_days")))
    words = language(
        "Attendance needs people and half-days: register the participants, and check the "
        "dates of the activity."
    )
    return EmptyState(icon_name, title, words, days, people)
