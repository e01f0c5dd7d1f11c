"""Known people offered while a name is typed into the participants grid, and taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.parts.people_saving import PeopleSaving
from ssc_desktop.gui.tables.people_grid import PeopleGrid

MOST_OFFERED = 8


class KnownPeople(QObject):
    """Asks who may be meant, and puts who was meant on the list."""

    def __init__(self, part: Part, grid: PeopleGrid, saving: PeopleSaving) -> None:
        super().__init__(part)
        self._part = part
        self._grid = grid
        self._saving = saving
        grid.view.people_asked.connect(self.complete)
        grid.view.person_taken.connect(self.take)

    def complete(self, editor: Any, typed: str, answer: Callable[[list[Any]], None]) -> None:  # noqa: ANN401
        """Offer who may be meant by what was typed so far."""
        key = self._part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import completion

            return completion.complete(workspace.store, typed, activity=key, limit=MOST_OFFERED)

        def found(people: list[Any]) -> None:
            answer([(self._words(each), each) for each in people])

        self._part.desk.ops.read(editor, work, found, only_latest="complete")

    def take(self, line: Any, person: Any) -> None:  # noqa: ANN401
        """Put somebody known on the list; who is there already is shown where."""
        view, model = self._grid.view, self._grid.model
        listed = model.line_of(person.key)
        if listed is None:
            self._saving.take(line, person)
            view.go_to_new()
            return
        model.clear_draft(line)
        view.go(model.place_of(listed), view.shown_columns()[0])
        self._part.desk.tell(self._part.language("This person is on the list already"))

    def _words(self, person: Any) -> str:  # noqa: ANN401
        known = person.participant
        said = [known.full_name, known.name_ar if known.latin_name else ""]
        said.append(person.organisation.short_name if person.organisation else "")
        said.append(self._part.language("already on the list") if person.is_registered else "")
        return "  ·  ".join(each for each in said if each)
