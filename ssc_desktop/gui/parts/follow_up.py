"""The follow-up of an activity: milestones, beneficiaries, risks, visits, recommendations, evaluations."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton

from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.follow_ups import WORDS, FollowUps, name_button
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.plain import clear, row
from ssc_desktop.gui.widgets.segments import segment
from ssc_desktop.language import N_


class FollowUpPart(Part):
    """One table a noun, of which one is shown; buttons above lead from one to the next."""

    name: ClassVar[str] = "follow_up"
    title: ClassVar[str] = N_("Monitoring")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.noun = ""
        self._tables: dict[str, FollowUps] = {}
        self._new = self.action("new_follow_up", self.begin)
        self._remove = self.action("remove_follow_up", self.remove_chosen)
        self._group = QButtonGroup(self)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(6)
        self._stack = QStackedWidget()
        self.new_button = button_for(self._new)
        self.body.addLayout(row(self._choices, None, self.new_button))
        self.body.addWidget(self._stack, 1)

    @property
    def shown(self) -> FollowUps:
        """The table that is shown."""
        return self._tables[self.noun]

    @property
    def choices(self) -> dict[str, QToolButton]:
        """The buttons that lead to the tables, by noun."""
        return {each.property("noun"): each for each in self._group.buttons()}  # type: ignore[misc]

    def begin(self) -> None:
        """Ask for a new row of the table that is shown, once there is one."""
        if self.noun:
            self.shown.begin()

    def remove_chosen(self) -> None:
        """Take the chosen rows of that table away."""
        if self.noun:
            self.shown.remove_chosen()

    def turn_to(self, key: UUID) -> None:
        """Belong to another activity: what was open of the one before is left."""
        for each in self._tables.values():
            each.panel.close_record()
        super().turn_to(key)

    def read_again(self) -> None:
        """Read everything that follows the activity."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import followup

            return followup.follow_ups_of(workspace.store, key)

        self.read(work, self._show)

    def leave(self) -> None:
        """Save what is half typed."""
        for each in self._tables.values():
            each.panel.leave()

    def take_keyboard(self) -> None:
        """Go on in the table."""
        if self.noun:
            self.shown.table.view.setFocus()

    def show_noun(self, noun: str) -> None:
        """Show the table of a noun."""
        self.leave()
        self.noun = noun
        self.choices[noun].setChecked(True)
        self._stack.setCurrentWidget(self.shown)
        name_button(self.new_button, self.language(WORDS[noun].new))
        self.new_button.setVisible(bool(self.shown.table.model.rows))

    def _show(self, found: dict[str, list[Any]]) -> None:
        for noun, rows in found.items():
            self._table_of(noun).show_rows(rows)
        self._offer(found)
        self.show_noun(self.noun if self.noun in found else next(iter(found)))

    def _offer(self, found: dict[str, list[Any]]) -> None:
        for each in self._group.buttons():
            self._group.removeButton(each)
        clear(self._choices)
        for noun, rows in found.items():
            name = self.language(WORDS[noun].many)
            count = self.language.number(len(rows))
            made = segment(f"{name}  {count}" if rows else name, "", f"{name}, {count}")
            made.setProperty("noun", noun)
            made.clicked.connect(lambda _checked=False, noun=noun: self.show_noun(noun))
            self._group.addButton(made)
            self._choices.addWidget(made)

    def _table_of(self, noun: str) -> FollowUps:
        if noun not in self._tables:
            made = self._tables[noun] = FollowUps(self, noun, self._new, self._remove)
            self._stack.addWidget(made)
        return self._tables[noun]
