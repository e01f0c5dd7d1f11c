"""A person's record beside the table of participants, and who else may be the same person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton

from ssc_desktop.domain.draft_places import place_of_record
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.actions import DEEDS
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.erase_person import ErasePersonDialog
from ssc_desktop.gui.dialogs.history import HistoryDialog
from ssc_desktop.gui.dialogs.merge_people import MergeDialog
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.places import PARTICIPANT, remember
from ssc_desktop.gui.widgets.consent_line import ConsentLine
from ssc_desktop.gui.widgets.doubles_box import DoublesBox
from ssc_desktop.gui.widgets.side_panel import SidePanel
from ssc_desktop.gui.widgets.standing_line import StandingLine


class PersonPanel(SidePanel):
    """Reads a person, saves each field, tells of likely doubles and lets one act on them."""

    shown = Signal()
    erased = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Participant, self._saving)
        self._desk = desk
        self._is_erased = False
        self.erase_button = self._button("erase_person")
        self.erase_button.clicked.connect(lambda: self.erase(self.key))
        self.add_head(self.erase_button)
        words = {"merge": desk.language("Merge…"), "two": desk.language("They are two")}
        heading = desk.language("This may be the same person")
        self.doubles = DoublesBox(desk, heading, words, is_narrow=True)
        self.doubles.acted.connect(self._act_on_double)
        self.add_above(self.doubles)
        self.consents = ConsentLine(desk)
        self.add_above(self.consents)
        self.at_headquarters = StandingLine(desk, PARTICIPANT)
        self.add_above(self.at_headquarters)

    def show_person(self, key: UUID) -> None:
        """Read a person and show the record."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            return participants.show_participant(workspace.store, key)

        def show(listed: Any) -> None:  # noqa: ANN401
            person = listed.participant
            if listed.erased and not self._is_erased and person.id == self.key:
                # It was erased while the record stood here, perhaps by a bundle that came in.
                self._erased(self.key)
                return
            self._is_erased = listed.erased
            below = listed.organisation.short_name if listed.organisation else ""
            self.show_record(person, person.full_name, below)
            self.at_headquarters.look(person.id)
            self.consents.look(person.id)
            remember(self._desk, PARTICIPANT, person.id)
            values = {each.name: getattr(person, each.name) for each in fields_of(Participant)}
            self.doubles.look(values, besides=person.id)
            self.shown.emit()

        self._desk.ops.read(self, work, show, only_latest="person")

    def show_history(self, key: UUID, title: str) -> None:
        """Show what happened to a person."""
        self.leave()
        HistoryDialog(self, self._desk, PARTICIPANT, key, title).open()

    def merge(self, one: tuple[UUID, str], other: tuple[UUID, str]) -> None:
        """Make two records one person, field by field."""
        self.leave()
        MergeDialog(self, self._desk, PARTICIPANT, one, other).open()

    def erase(self, key: UUID) -> None:
        """Ask whether everything personal of somebody is to be erased, for good."""
        self.leave()
        ErasePersonDialog(self, self._desk, key, lambda: self._erased(key)).open()

    def _erased(self, key: UUID) -> None:
        """Nothing that was typed of the person stays on the screen or among the drafts."""
        if self.key == key:
            self.forget_record()
        self._desk.drafts.forget(place_of_record(PARTICIPANT, key))
        self.erased.emit()

    def _button(self, name: str) -> QToolButton:
        """A button of the record itself: the action of the page is about whoever is chosen there."""
        made, words = QToolButton(), self._desk.language(DEEDS[name].text)
        made.setIcon(icon(DEEDS[name].icon))
        made.setAccessibleName(words)
        made.setToolTip(words.rstrip("…"))
        return made

    def _saving(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            return participants.change_participant(workspace.store, key, values)

        return work

    def _act_on_double(self, action: str, double: Any) -> None:  # noqa: ANN401
        other = double.person.participant
        if action == "merge":
            self.merge((self.key, self.heading), (other.id, other.full_name))
        else:
            self._tell_apart(self.key, other.id, apart=True)

    def _tell_apart(self, one: UUID, other: UUID, *, apart: bool) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import duplicates

            decide = duplicates.dismiss if apart else duplicates.restore_pair
            return decide(workspace.store, one, other)

        def done(_: Any) -> None:  # noqa: ANN401
            self.show_person(self.key)
            if apart:
                self._desk.tell(
                    self._desk.language("Remembered: they are two people"),
                    lambda: self._tell_apart(one, other, apart=False),
                )

        self._desk.ops.change(self, work, done)
