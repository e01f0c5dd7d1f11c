"""How the grid puts people, half-days, states and cells in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ssc_desktop.gui.tables.attendance_counts import FACETS
from ssc_desktop.gui.tables.attendance_order import Namer
from ssc_desktop.language import N_, Language

PARTS = {"AM": N_("Morning"), "PM": N_("Afternoon"), "EV": N_("Evening")}
NOT_MARKED = N_("Not marked")
STATE_NAMES = {
    "present": N_("Present"),
    "absent": N_("Absent"),
    "excused": N_("Excused"),
    "late": N_("Late"),
    "left_early": N_("Left early"),
    "online": N_("Online"),
}
SEXES = {"F": N_("Women"), "M": N_("Men"), "X": N_("Not stated")}


class GridWords:
    """Words in the person's language; codes are named by the lists of the workspace."""

    def __init__(self, language: Language, name: Namer | None = None) -> None:
        self.language = language
        self._name = name or (lambda _facet, value: value)

    def state(self, state: str | None) -> str:
        """A state, or that nothing is marked."""
        return self.language(STATE_NAMES.get(state or "", NOT_MARKED))

    def half_day(self, half_day: Any) -> str:  # noqa: ANN401
        """A half-day in three lines: weekday, date, part of the day."""
        day = half_day.day
        part = self.language(PARTS[half_day.part])
        return f"{self.language.weekday(day)}\n{self.language.date(day)[:5]}\n{part}"

    def value(self, facet: str, value: str) -> str:
        """What people have in common."""
        if facet == "sex":
            return self.language(SEXES.get(value, SEXES["X"]))
        return self._name(facet, value) if value else self.language("Not stated")

    def person(self, person: Any) -> str:  # noqa: ANN401
        """A person's name."""
        return person.name or self.language(N_("No name"))

    def about(self, person: Any) -> str:  # noqa: ANN401
        """The name, and below it function and organisation."""
        below = " · ".join(each for each in (person.function, person.organisation) if each)
        return f"{self.person(person)}\n{below}" if below else self.person(person)

    def beside(self, person: Any, order: str) -> str:  # noqa: ANN401
        """What stands beside the name: what the rows are grouped by, else the organisation, which
        tells namesakes apart."""
        return self.value(order, getattr(person, order)) if order in FACETS else person.organisation

    def cell(
        self,
        person: Any,  # noqa: ANN401
        title: str,
        state: str | None,
        note: str,
        states: Sequence[str],
    ) -> str:
        """A cell read aloud: who, when, what is marked, the note, what merged records say."""
        said = [self.language.labelled(f"{self.person(person)}, {title}", self.state(state))]
        if note:
            said.append(note)
        if states:
            told = self.language.list_of([self.state(each) for each in states])
            said.append(self.language("The merged records say: {states}", states=told))
        return "\n".join(said)
