"""How the participants grid is saved: one step after the other, each taken back by Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.parts.people_steps import Done, PeopleSteps
from ssc_desktop.gui.tables.people_columns import FAMILY, GIVEN, NAMING
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.gui.tables.people_model import PeopleModel, Put
from ssc_desktop.language import N_

NAMELESS = N_("This line has no name. It was not saved. Type a family name or given names.")


class PeopleSaving(PeopleSteps):
    """What a person does in the grid, each sent to be done."""

    def __init__(self, part: Part, model: PeopleModel) -> None:
        super().__init__(part, model)
        model.written.connect(self.write)

    # --- what a person does -----------------------------------------------------------------

    def record(self, line: Line) -> None:
        """Record the person typed into a line; without a name the line stays and says so."""
        if not any(line.typed.get(name) for name in NAMING - {"phone"}):
            line.refused[FAMILY] = NAMELESS
            self._model.tell(line)
            return
        key, typed = line.key, {name: text for name, text in line.typed.items() if text}
        line.is_sent = True
        line.refused.clear()
        self.forget_draft(line)
        activity = self._part.key

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.enter_person(store, activity, key, typed)

        def refused() -> None:
            line.is_sent = False

        self.do([line], work, lambda _: self._look_for_doubles(line), refused)

    def write(self, cells: list[Put]) -> None:
        """Save cells of recorded people, all in one step."""
        activity = self._part.key
        wanted = {(line.key, name): value for line, name, value in cells}

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.write_cells(store, activity, wanted)

        def then(_: Any) -> None:  # noqa: ANN401
            for line in lines:
                if any(each[0] is line and each[1] in NAMING for each in cells):
                    self._look_for_doubles(line)

        lines = list({id(line): line for line, _, _ in cells}.values())
        # A bulk change asks nobody about hundreds of doubles.
        self.do(lines, work, then if len(lines) == 1 else None)

    def take(self, line: Line, person: Any) -> None:  # noqa: ANN401
        """Put somebody known on the list in place of a line being typed."""
        typed = [(line, name, text) for name, text in line.typed.items()
                 if text and name not in NAMING]  # fmt: skip
        known = person.participant
        line.key, line.is_sent = known.id, True
        line.typed = {FAMILY: known.family_name or known.name_ar, GIVEN: known.given_names}
        line.refused.clear()
        self._model.keep_an_empty_line()
        self.forget_draft(line)
        self._register([line], [known.id], partial(self._not_taken, line))
        if typed:
            self._model.put(typed)

    def register(self, people: Sequence[UUID]) -> Done:
        """Put people who are known on the list."""
        return self._register([], people, lambda: None)

    def unregister(self, people: Sequence[UUID]) -> Done:
        """Take people off the list."""
        activity = self._part.key

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.take_off(store, activity, people)

        return self.do([], work)

    def paste(
        self,
        rows: list[list[str]],
        fields: Sequence[str],
        heading_row: int,
        told: Callable[[int, int], None],
        then: Callable[[Any, Done], None],
        ended: Callable[[], None],
    ) -> Job:
        """Paste a block as people, in one step."""
        activity, done = self._part.key, Done()

        def work(workspace: Any, progress: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import pasted_people

            done.answer = pasted_people.paste_people(
                workspace.store, activity, rows, fields, heading_row=heading_row, progress=progress
            )
            return done.answer

        def pasted(answer: Any) -> None:  # noqa: ANN401
            self.remember(done)
            self.show(answer.entered)
            for key, alike in answer.alike.items():
                self._resembles(key, alike)
            self._model.add_lines([_left_out(each) for each in answer.left_out])
            then(answer, done)

        def failed(problem: Problem) -> None:
            self._part.show_problem(problem)
            ended()

        return self._part.desk.ops.change(self._part, work, pasted, told=told, failed=failed)

    # --- doubles ----------------------------------------------------------------------------

    def same_person(self, line: Line) -> None:
        """The person of a line is the one it resembles: the two become one."""
        activity, key, known = self._part.key, line.key, line.alike[0].known.participant.id
        line.alike = ()

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.take_known(store, activity, key, known)

        self.do([line], work)

    def two_people(self, line: Line) -> None:
        """The person of a line is none of those it resembles."""
        key, alike = line.key, line.alike
        known = [each.known.participant.id for each in alike]

        def back(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            people_entry.ask_again(store, key, known)
            line.alike = alike

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            people_entry.keep_both(store, key, known)

        line.alike = ()
        self.do([line], work, back=back)

    def _look_for_doubles(self, line: Line) -> None:
        activity, key = self._part.key, line.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.resembling(workspace.store, activity, key)

        self._part.desk.ops.read(self._part, work, lambda found: self._resembles(key, found))

    def _resembles(self, key: UUID, alike: Iterable[Any]) -> None:
        line = self._model.line_of(key)
        if line is not None:
            line.alike = tuple(alike)
            self._model.tell(line)

    def _not_taken(self, line: Line) -> None:
        """The line is one to type in again."""
        line.key, line.is_sent = new_key(), False

    def _register(
        self, lines: list[Line], people: Sequence[UUID], refused: Callable[[], None]
    ) -> Done:
        activity = self._part.key

        def work(store: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.take_people(store, activity, people)

        return self.do(lines, work, None, refused)


def _left_out(row: Any) -> Line:  # noqa: ANN401
    """A row that names nobody, to be completed in place."""
    made = Line()
    made.typed = dict(row.values)
    made.refused = {FAMILY: row.message}
    return made
