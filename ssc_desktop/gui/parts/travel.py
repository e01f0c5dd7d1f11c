"""Per diem and travel: what each person is paid, typed in a grid, filled for all, summed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.tables.travel_grid import TravelGrid
from ssc_desktop.gui.tables.travel_model import TRAVEL, Values
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_


class TravelPart(Part):
    """The grid, saved cell by cell; what one cell changes of others is read again."""

    name: ClassVar[str] = "travel"
    title: ClassVar[str] = N_("Travel")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        self._saving = 0
        self.grid = TravelGrid(desk.lists, language)
        self.grid.model.written.connect(self._save)
        self.grid.model.refused.connect(self.show_problem)
        self.grid.model.summed.connect(self._show_summary)
        self._fill = self.action("fill_travel", self.fill_for_all)
        self._remove = self.action("remove_claim", self.remove_claims)
        offer(self.grid.view, language, self._fill, self._remove)
        self.grid.view.selectionModel().selectionChanged.connect(self._allow)
        self.grid.model.summed.connect(self._allow)
        print_button = button(language("Print the list…"), icon_name="printer")
        print_button.clicked.connect(self.print_list)
        self.hint = label(
            language("Type in a cell, Enter goes down, Tab goes on. Ctrl+D fills down."),
            role="muted",
        )
        self.summary = label(role="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty())
        self.body.addLayout(row(self.hint, None, print_button, button_for(self._fill)))
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.summary)
        self._allow()

    def read_again(self) -> None:
        """Read all claims, after everything that is on its way."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import travel

            return travel.list_claims(workspace.store, key)

        self.read(work, self._show, only_latest="claims")

    def take_keyboard(self) -> None:
        """Go on in the grid."""
        self.grid.setFocus()

    def undo(self) -> bool:
        """Take back the last writing."""
        return self.grid.view.undo()

    def fill_for_all(self) -> None:
        """Ask what everybody is paid, and write it where nothing is written yet."""
        from ssc_desktop.gui.dialogs.fill_travel import FillTravelDialog

        before = self.grid.model.all_values()
        dialog = FillTravelDialog(self, self.desk, self.key)
        dialog.filled.connect(lambda: self._filled(before))
        dialog.open()

    def remove_claims(self) -> None:
        """Take the claims of the chosen people away; they can be brought back."""
        people = self.grid.view.chosen_claims()
        if people:
            self._set_removed(people, removed=True)

    def print_list(self) -> None:
        """Go to the papers, to the list that people sign for their money."""
        self.desk.memory.keep_words("papers/chosen", ["perdiem"])
        self.desk.go("activity", (self.key, "papers"))

    def _filled(self, before: Values) -> None:
        self.read_again()
        self.desk.tell(
            self.language("The per diem was filled for all"), lambda: self.grid.view.put(before)
        )

    def _show(self, lines: list[Any]) -> None:
        # An answer that left before the last key must not take back what was typed since.
        if self._saving:
            return
        view = self.grid.view
        self.grid.model.show_claims(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.summary.setVisible(bool(lines))
        self.hint.setVisible(bool(lines))
        self._fill.setEnabled(bool(lines))
        if lines and not view.currentIndex().isValid():
            view.setCurrentIndex(self.grid.model.index(0, 1))

    def _save(self, values: Values) -> None:
        key = self.key
        by_person: dict[UUID, dict[str, object]] = defaultdict(dict)
        for (person, name), value in values.items():
            by_person[person][name] = value

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import participants, travel

            for person, wanted in by_person.items():
                claim = {name: value for name, value in wanted.items() if name != TRAVEL}
                if TRAVEL in wanted:
                    place = {TRAVEL: wanted[TRAVEL]}
                    participants.register(workspace.store, key, person, place)
                if claim:
                    travel.write_claim(workspace.store, key, person, claim)

        self._saving += 1
        self.notice.hide()
        self.desk.ops.change(
            self, work, lambda _: self._saved(), touches=("travel_claim", "registration"),
            failed=self._refused,
        )  # fmt: skip

    def _set_removed(self, people: list[UUID], *, removed: bool) -> None:
        key = self.key

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import travel

            do = travel.remove_claim if removed else travel.restore_claim
            for each in people:
                do(workspace.store, key, each)

        def done(_: Any) -> None:  # noqa: ANN401
            self._saved()
            if removed:
                self._tell_removed(people)

        self._saving += 1
        self.notice.hide()
        self.desk.ops.change(self, work, done, touches=("travel_claim",), failed=self._refused)

    def _tell_removed(self, people: list[UUID]) -> None:
        view, language = self.grid.view, self.language

        def put_back() -> None:
            view.forget(put_back)
            self._set_removed(people, removed=False)

        # Ctrl+Z goes back over removals and what was typed in the order in which they came.
        view.remember(put_back)
        words = language.plural("{count} claim removed", "{count} claims removed", len(people))
        self.desk.tell(words, put_back)

    def _saved(self) -> None:
        self._saving -= 1
        if not self._saving:
            self.read_again()

    def _refused(self, problem: Problem) -> None:
        self.show_problem(problem)
        self._saved()

    def _allow(self) -> None:
        self._remove.setEnabled(bool(self.grid.view.chosen_claims()))

    def _show_summary(self) -> None:
        model, language = self.grid.model, self.language
        totals = [
            language.money(amount, currency) if currency else language.number(amount)
            for currency, amount in sorted(model.claims.totals().items())
        ]
        said = [
            language("{count} registered", count=language.number(len(model.people))),
            language("{count} paid", count=language.number(model.claims.paid)),
        ]
        if totals:
            said.append(language("Total: {amounts}", amounts=language.list_of(totals)))
        self.summary.setText("  ·  ".join(said))

    def _empty(self) -> EmptyState:
        people = button(self.language("Register people…"), role="primary", icon_name="user-plus")
        people.clicked.connect(lambda: self.desk.go("activity", (self.key, "people")))
        return EmptyState(
            "banknote",
            self.language("Nobody to pay yet"),
            self.language("Register the participants: everybody on the list can be paid here."),
            people,
        )
