"""What the attendance grid hands on to be saved, and what comes back of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.tables.attendance_model import Marks


class AttendanceSaving:
    """Every mark, note, count and walk-in of the part it belongs to, in the order of the keys."""

    def __init__(self, part: Any) -> None:  # noqa: ANN401
        self._part = part
        self._on_way = 0
        self._marks: Marks = {}
        self._namesake = ""
        self._must_read = False
        # The mark is painted first: the worker would take turns from the window meanwhile.
        self._after_paint = QTimer(part, singleShot=True, interval=0)
        self._after_paint.timeout.connect(self.hand_on)

    @property
    def is_ahead(self) -> bool:
        """Whether the grid shows marks that are not in the database yet."""
        return bool(self._on_way or self._marks)

    def read_when_done(self) -> None:
        """Read again once everything that is on its way has arrived."""
        self._must_read = True

    def save_marks(self, marks: Marks) -> None:
        """Save marks that are shown already, as soon as they are painted."""
        self._marks |= marks
        self._after_paint.start()

    def hand_on(self) -> None:
        """Hand the marks on to the worker."""
        key = self._part.key
        wanted = [(person, slot, state) for (person, slot), state in self._marks.items()]
        self._marks = {}
        if not wanted:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attendance

            return attendance.mark(workspace.store, key, wanted)

        self._save(work)

    def save_note(self, person: UUID, slot: str, note: str) -> None:
        """Save the note on a cell."""
        self.hand_on()
        key = self._part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attendance_grid

            return attendance_grid.write_note(workspace.store, key, person, slot, note)

        self._save(work)

    def save_count(self, number: str, counted: dict[str, Any]) -> None:
        """Save what was counted by hand on a sheet, then show it as it is recorded."""
        key = self._part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import hand_counts

            hand_counts.write_count(workspace.store, number, **counted)
            return hand_counts.list_counts(workspace.store, key)

        self._part.notice.hide()
        self._part.desk.ops.change(
            self._part, work, self._part.side.show_counts, touches=("sheet_print",)
        )

    def add_evening(self) -> None:
        """Give the day of the cursor an evening."""
        part, day = self._part, self._part.grid.view.day
        key, slot = part.key, f"{day}/EV"
        if not day or slot in part.grid.model.slots_:
            part.notice.say(part.language("This day has an evening already."))
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.add_half_day(workspace.store, key, slot)

        def back(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.remove_half_day(workspace.store, key, slot)

        def done(_: Any) -> None:  # noqa: ANN401
            self._renew()
            part.desk.tell(
                part.language("An evening was added"),
                lambda: part.change(back, lambda _: self._renew(), touches=("half_day",)),
            )

        part.change(work, done, touches=("half_day",))

    # --- walk-ins ---------------------------------------------------------------------------

    def offer_known(self, typed: str) -> None:
        """Offer known people who are not on the list while a name is typed."""
        key = self._part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.strangers(workspace.store, key, typed, limit=6)

        self._part.read(
            work, lambda found: self._part.walk_in.offer(typed, found), only_latest="known"
        )

    def add_walk_in(self, typed: str) -> None:
        """Add a new person by name at the end of the list, present in the column of the cursor; a
        namesake of somebody on the list only when it is asked for twice."""
        key, slot, twice = self._part.key, self._slot(), typed == self._namesake
        self._namesake = ""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.walk_in(workspace.store, key, slot, typed, even_namesake=twice)

        def refused(problem: Problem) -> None:
            if problem.code == "name-on-list":
                self._namesake = typed
            self._part.show_problem(problem)

        self._part.desk.ops.change(self._part, work, self._added, failed=refused)

    def add_known(self, person: Any) -> None:  # noqa: ANN401
        """Put a known person at the end of the list, present in the column of the cursor."""
        key, slot = self._part.key, self._slot()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.check_in(workspace.store, key, slot, person.key, register=True)

        self._part.desk.ops.change(self._part, work, self._added)

    def _slot(self) -> str:
        part = self._part
        column = max(part.grid.view.currentIndex().column(), 0)
        return str(part.grid.model.slots_[column])

    def _added(self, done: Any) -> None:  # noqa: ANN401
        part = self._part
        part.notice.hide()
        part.walk_in.clear()
        back = self._taking_back(done)
        part.grid.view.remember(back)
        self._renew()
        part.desk.tell(part.language("{name} was added, present", name=done.person.name), back)

    def _taking_back(self, done: Any) -> Any:  # noqa: ANN401
        key, undone = self._part.key, [False]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.take_back(workspace.store, key, done)

        def back() -> None:
            if not undone[0]:
                undone[0] = True
                self._part.change(work, lambda _: self._renew())

        return back

    # --- the way back -----------------------------------------------------------------------

    def _save(self, work: Any) -> None:  # noqa: ANN401
        self._on_way += 1
        self._part.desk.ops.change(self._part, work, self._saved, failed=self._refused)

    def _saved(self, _: Any) -> None:  # noqa: ANN401
        self._on_way -= 1
        if self._must_read and not self.is_ahead:
            self._must_read = False
            self._part.read_again()

    def _refused(self, problem: Problem) -> None:
        self._on_way -= 1
        self._part.show_refused(problem)

    def _renew(self) -> None:
        self._part.read_again()
        self._part.renewed.emit()
