"""What headquarters does to the programme, its plans and commitments: buttons of the action plans."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.dialogs.reference_record import ReferenceDialog, new_reference
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.widgets.plain import button, row


class ReferenceDeeds:
    """New records, forms of those that are there, and taking plans and commitments away."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._page = page
        self._desk, language = page.desk, page.language
        self.programme_button = button(language("Programme…"), icon_name="pencil")
        self.programme_button.clicked.connect(self.edit_programme)
        self.plan_button = button(language("Action plan…"), icon_name="pencil")
        self.plan_button.clicked.connect(self.edit_plan)
        self.new_plan_button = button(language("New action plan…"), icon_name="plus")
        self.new_plan_button.clicked.connect(partial(self.begin, "action_plan"))
        self.remove_plan_button = button(language("Remove the action plan"), icon_name="trash-2")
        self.remove_plan_button.clicked.connect(self.remove_plan)
        new = page.action("new_commitment", partial(self.begin, "commitment"))
        self.new_button: QPushButton = button_for(new, role="primary")
        page.table.allow(page.action("remove", self.remove_chosen))
        page.table.opened.connect(lambda line: self.edit(line.commitment))
        page.add_head(self.programme_button, self.new_button)

    def beside_plans(self) -> QHBoxLayout:
        """The buttons beside the choice of a plan."""
        return row(self.plan_button, self.new_plan_button, self.remove_plan_button)

    def allow(self) -> None:
        """A plan is edited and removed where one is chosen."""
        for each in (self.plan_button, self.remove_plan_button):
            each.setEnabled(self._page.plan.currentData() is not None)

    def begin(self, noun: str) -> None:
        """Ask for a new plan or commitment."""
        plan: UUID | None = self._page.plan.currentData()
        new_reference(self._page, self._desk, noun, plan, self._page.read_again)

    def edit(self, record: Any) -> None:  # noqa: ANN401
        """Show the form of a record."""
        ReferenceDialog(self._page, self._desk, record, self._page.read_again).open()

    def edit_programme(self) -> None:
        """Show the form of the programme."""
        if self._page.programme is not None:
            self.edit(self._page.programme)

    def edit_plan(self) -> None:
        """Show the form of the plan that is chosen."""
        plan = self._page.plans.get(self._page.plan.currentData())
        if plan is not None:
            self.edit(plan)

    def remove_plan(self) -> None:
        """Take the chosen plan away, where nothing hangs on it; it can be brought back."""
        plan = self._page.plan.currentData()
        if plan is not None:
            self._remove("action_plan", [plan])

    def remove_chosen(self) -> None:
        """Take the chosen commitments away; they can be brought back."""
        chosen = [each.commitment.id for each in self._page.table.chosen_rows()]
        if chosen:
            self._remove("commitment", chosen)

    def _remove(self, noun: str, keys: list[UUID]) -> None:
        set_removed, said = partial(_set_removed, noun), partial(self._said, noun)
        then = self._page.read_again
        Removing(self._page, self._desk, noun, set_removed, said, then).remove(keys)

    def _said(self, noun: str, count: int) -> str:
        language = self._desk.language
        if noun == "action_plan":
            return str(language("Action plan removed"))
        return str(
            language.plural("{count} commitment removed", "{count} commitments removed", count)
        )


def _set_removed(noun: str, workspace: Any, key: UUID, removed: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import programmes

    do = programmes.remove_reference if removed else programmes.restore_reference
    return do(workspace, noun, key)
