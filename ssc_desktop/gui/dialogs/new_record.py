"""A small form for a new record: a few fields now, the rest on the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.draft_places import place_of_new
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Record
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.drafts import NewRecordDraft
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.widgets.doubles_box import DoublesBox
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at

PAUSE_MS = 150
# Room for the form, and below it for people who may be the same.
HEIGHT_WATCHED = 620
OF_A_PERSON = ("family_name", "given_names", "name_ar", "sex", "birth_year", "country",
               "organisation_id", "function", "phone", "email")  # fmt: skip
OF_AN_ORGANISATION = ("name_fr", "name_en", "name_ar", "acronym", "country", "kind", "level")


class NewRecordDialog(QDialog):
    """Asks for some fields of a record class and records it."""

    made = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        title: str,
        record_class: type[Record],
        names: Iterable[str],
        add: Callable[[Any, dict[str, object]], Any],
        touches: tuple[str, ...],
        activity: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._add = add
        self._touches = touches
        language = desk.language
        self.setWindowTitle(title)
        open_at(self, 880, 520)
        self.notice = ProblemBar(language)
        self.form = RecordForm(desk, record_class, only=names)
        self.record = button(language("Record"), role="primary", icon_name="check")
        self.record.setDefault(True)
        self.record.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self.notice)
        noun = record_class.__tablename__
        draft = NewRecordDraft(self, self.form, desk.drafts, place_of_new(noun, activity))
        whole.addWidget(draft.words(language))
        whole.addWidget(self.form, 1)
        self._foot = whole
        whole.addLayout(row(None, cancel, self.record))
        if "country" in self.form.boxes:
            self.form.boxes["country"].editor.set_value(desk.workspace.office.country)
        draft.fill()
        next(iter(self.form.boxes.values())).widget.setFocus()

    def watch(self, doubles: DoublesBox, activity: UUID | None) -> None:
        """Tell below the form who is known already and may be the one being typed."""
        open_at(self, self.width(), HEIGHT_WATCHED)
        self._foot.insertWidget(self._foot.count() - 1, doubles)
        pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        pause.timeout.connect(lambda: doubles.look(self.form.values(), activity=activity))
        self.form.typed.connect(pause.start)
        pause.start()
        doubles.acted.connect(lambda _action, double: self._take(double.person, activity))

    def _take(self, known: Any, activity: UUID | None) -> None:  # noqa: ANN401
        """Leave what was typed and take the person who is known, on the list where there is one."""
        person = known.participant

        if activity is None:
            self._recorded(person)
            return

        def work(workspace: Any, activity: UUID = activity) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            return participants.register(workspace.store, activity, person.id)

        self._desk.ops.change(self, work, lambda _: self._recorded(person), failed=self._refused)

    def accept(self) -> None:
        """Record what was typed; stay open when it cannot be."""
        values = self.form.values()
        self.record.setEnabled(False)
        self._desk.ops.change(
            self,
            lambda workspace: self._add(workspace, values),
            self._recorded,
            touches=self._touches,
            failed=self._refused,
        )

    def _recorded(self, record: Any) -> None:  # noqa: ANN401
        super().accept()
        self.made.emit(record)

    def _refused(self, problem: Problem) -> None:
        self.record.setEnabled(True)
        if not self.form.show_problem(problem):
            self.notice.say(self._desk.text_of(problem))


def new_participant(
    parent: QWidget, desk: Desk, activity: UUID | None, then: Callable[[Any], None]
) -> NewRecordDialog:
    """Ask for a new person, registered for an activity where one is named."""

    def add(workspace: Any, values: dict[str, object]) -> Any:  # noqa: ANN401
        from ssc_desktop.services import participants

        return participants.add_participant(workspace.store, values, activity=activity)

    title = desk.language("New participant")
    touches = ("participant", "registration")
    dialog = NewRecordDialog(parent, desk, title, Participant, OF_A_PERSON, add, touches, activity)
    words = desk.language("Open this one instead")
    if activity is not None:
        words = desk.language("Register this one instead")
    heading = desk.language("Known already? This may be the same person")
    dialog.watch(DoublesBox(desk, heading, {"take": words}), activity)
    return _opened(dialog, then)


def new_organisation(parent: QWidget, desk: Desk, then: Callable[[Any], None]) -> NewRecordDialog:
    """Ask for a new organisation."""

    def add(workspace: Any, values: dict[str, object]) -> Any:  # noqa: ANN401
        from ssc_desktop.services import organisations

        return organisations.add_organisation(workspace.store, values)

    title, touches = desk.language("New organisation"), ("organisation",)
    return _opened(
        NewRecordDialog(parent, desk, title, Organisation, OF_AN_ORGANISATION, add, touches), then
    )


def _opened(dialog: NewRecordDialog, then: Callable[[Any], None]) -> NewRecordDialog:
    dialog.made.connect(then)
    dialog.open()
    return dialog
