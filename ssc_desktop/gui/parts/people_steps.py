"""Steps of entering people: each sent to the worker in order, shown when done, taken back by Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.people_columns import FAMILY
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.gui.tables.people_model import PeopleModel, Put

MOST_UNDONE = 200

Work = Callable[..., Any]
Then = Callable[[Any], None]


class Done:
    """Something that was done: how it is taken back, and what came of it once the worker did it."""

    def __init__(self, back: Work | None = None) -> None:
        self.answer: Any = None
        self._back = back

    def take_back(self, store: Any) -> Any:  # noqa: ANN401
        """Undo it, on the worker; nothing where it was refused."""
        from ssc_desktop.services import people_entry

        if self._back is not None:
            return self._back(store)
        entered = getattr(self.answer, "entered", self.answer)
        return people_entry.take_back(store, entered.deed) if entered is not None else None


class PeopleSteps(QObject):
    """Sends work of the grid to the worker, shows what came of it, remembers how to undo it."""

    changed_list = Signal()

    def __init__(self, part: Part, model: PeopleModel) -> None:
        super().__init__(part)
        self._part = part
        self._model = model
        self._steps: list[Done | list[Put]] = []
        model.drafted.connect(lambda puts: self._steps.append(puts))

    def forget(self) -> None:
        """Forget what could be undone: another activity is shown."""
        self._steps.clear()

    def forget_draft(self, line: Line) -> None:
        """Typing into a line is no longer taken back cell by cell: the line was sent as a whole."""
        self._steps = [each for each in self._steps if not _is_of(each, line)]

    def undo(self) -> bool:
        """Take back the last thing done; False when there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        if isinstance(step, list):
            self._model.put_back(step)
        else:
            self.take_back(step)
        return True

    def take_back(self, done: Done) -> None:
        """Take back one step, whatever was done since."""
        if done in self._steps:
            self._steps.remove(done)
        self._send([], done.take_back, self._taken_back, lambda: None)

    def _taken_back(self, answer: Any) -> None:  # noqa: ANN401
        # Who comes back to the list stands where the list says.
        if answer is None or answer.lines:
            self._part.read_again()

    def remember(self, done: Done) -> None:
        """Keep a step, to take it back."""
        self._steps = [*self._steps[-MOST_UNDONE:], done]

    def do(
        self,
        lines: list[Line],
        work: Work,
        then: Then | None = None,
        refused: Callable[[], None] | None = None,
        *,
        back: Work | None = None,
    ) -> Done:
        """Have something done that concerns these lines, and remember it."""
        done = Done(back)
        self.remember(done)

        def run(store: Any) -> Any:  # noqa: ANN401
            done.answer = work(store)
            return done.answer

        def failed() -> None:
            if done in self._steps:
                self._steps.remove(done)
            if refused is not None:
                refused()

        self._send(lines, run, then, failed)
        return done

    def _send(
        self, lines: list[Line], work: Work, then: Then | None, refused: Callable[[], None]
    ) -> None:
        self._count(lines, 1)
        activity = self._part.key

        def back(answer: Any) -> None:  # noqa: ANN401
            self._count(lines, -1)
            if activity == self._part.key:
                self.show(answer)
                self._call(then, answer)

        def failed(problem: Problem) -> None:
            refused()
            for line in lines:
                line.refused.setdefault(problem.field or FAMILY, problem.message)
            self._count(lines, -1)
            self._part.show_problem(problem)

        self._part.desk.ops.change(
            self._part, lambda workspace: work(workspace.store), back, failed=failed
        )

    def _count(self, lines: list[Line], by: int) -> None:
        for line in lines:
            line.saving += by
            self._model.tell(line)

    def _call(self, then: Then | None, answer: Any) -> None:  # noqa: ANN401
        if then is not None:
            then(answer)

    def show(self, entered: Any) -> None:  # noqa: ANN401
        """Show lines as they stand now."""
        if not hasattr(entered, "lines"):
            return
        before = len(self._model.rows)
        self._model.drop(entered.gone)
        known = {each.key: each for each in self._model.lines}
        for entry in entered.lines:
            if entry.key in known:
                known[entry.key].show(entry)
                self._model.tell(known[entry.key])
        self._model.add_lines([Line(each) for each in entered.lines if each.key not in known])
        for each in entered.refused:
            self._refuse(each)
        if before != len(self._model.rows):
            self.changed_list.emit()

    def _refuse(self, refused: Any) -> None:  # noqa: ANN401
        line = self._model.line_of(refused.person)
        if line is not None:
            line.typed[refused.column] = refused.typed
            line.refused[refused.column] = refused.problem.message
            self._model.tell(line)


def _is_of(step: Done | list[Put], line: Line) -> bool:
    return isinstance(step, list) and any(each[0] is line for each in step)
