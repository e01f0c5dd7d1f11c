"""How a form saves: each field when it is left, and until then a draft of what is typed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ssc_desktop.domain.draft_places import place_of_record
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.gui.forms.form import RecordForm

Saver = Callable[[dict[str, object]], Callable[[Any], Any]]
RESTORED = N_("Typed before the program was closed and not saved yet. Leave the field to save it.")


class FormSaving:
    """What of a form is on its way to the database, was refused, or is only typed."""

    def __init__(self, form: RecordForm, desk: Desk, saver: Saver | None) -> None:
        self._form = form
        self._desk = desk
        self._saver = saver
        self._record: Any = None
        self._sent: dict[str, object] = {}
        self._restored: set[str] = set()

    def keeps(self, name: str) -> bool:
        """Whether a field shows something newer than the record that arrives."""
        return name in self._sent or name in self._restored

    def is_restored(self, name: str) -> bool:
        """Whether a field shows what was typed before the program was closed."""
        return name in self._restored

    def words(self, name: str) -> tuple[str, ...]:
        """What is said below a field that shows a draft."""
        return (self._desk.language(RESTORED),) if name in self._restored else ()

    def turn_to(self, record: Any, *, is_other: bool) -> None:  # noqa: ANN401
        """Belong to another record, or to the same one read again."""
        self._record = record
        if is_other:
            self._sent.clear()
            self._restored.clear()
            self._desk.tell_refused(self._form, 0)
        elif self._saver is not None and not self.unsaved(record):
            self._desk.drafts.forget(self._place())

    def restore(self, box: FieldBox) -> None:
        """Fill in what was typed of a field before the program was closed."""
        name = box.field.name
        draft = self._desk.drafts.of(self._place()) if self._saver is not None else {}
        if name in draft and not is_same(getattr(self._record, name), draft[name]):
            self._restored.add(name)
            box.editor.set_value(draft[name])

    def give_up(self, place: str) -> set[str]:
        """The fields that show a draft which was given up."""
        is_own = self._record is not None and self._saver is not None and place == self._place()
        restored, self._restored = self._restored, set() if is_own else self._restored
        return restored if is_own else set()

    def note(self) -> None:
        """Something is being typed: keep it until it is saved."""
        record = self._record
        if record is not None and self._saver is not None:
            self._desk.drafts.note(self._place(), lambda: self.unsaved(record))

    def unsaved(self, record: Any) -> dict[str, object]:  # noqa: ANN401
        """What is typed of a record and is not in it; nothing when another one is shown."""
        if self._record is None or record.id != self._record.id:
            return {}
        typed = {name: box.editor.value() for name, box in self._form.boxes.items()}
        return {
            name: value
            for name, value in typed.items()
            if not is_same(getattr(self._record, name), value)
        }

    def keep_typed(self) -> None:
        """Keep all that is typed, before every field is left: what is refused stays a draft."""
        self._desk.drafts.keep(self._place(), self.unsaved(self._record))

    def left(self, box: FieldBox) -> None:
        """Save a field that was left, if it says something else than the record."""
        name, value, record = box.field.name, box.editor.value(), self._record
        known = self._sent.get(name, getattr(record, name))
        if is_same(known, value):
            if box.is_wrong:
                box.clear_message()
                self._tell_refused()
            return
        box.clear_message()
        self._restored.discard(name)
        self._sent[name] = value
        self._desk.ops.change(
            self._form,
            self._work(name, value),
            lambda _: self._arrived(record, box, value),
            failed=lambda problem: self._refused(record, box, value, problem),
        )

    def _work(self, name: str, value: object) -> Callable[[Any], Any]:
        """Save a field, and let its draft go once it is saved, also where nobody hears of it."""
        assert self._saver is not None
        save, place = self._saver({name: value}), self._place()
        if name not in self._desk.drafts.of(place):
            return save

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import drafts

            result = save(workspace)
            drafts.forget_field(workspace.store, place, name)
            return result

        return work

    def _arrived(self, record: Any, box: FieldBox, value: object) -> None:  # noqa: ANN401
        self._forget_sent(box, value)
        self._desk.drafts.saved(place_of(record), box.field.name)
        # The record may have been read again meanwhile: it is still the one that is shown.
        if record.id == self._record.id:
            self._tell_refused()
            self._form.saved.emit(box.field.name)

    def _refused(self, record: Any, box: FieldBox, value: object, problem: Problem) -> None:  # noqa: ANN401
        self._forget_sent(box, value)
        if record.id != self._record.id:
            self._desk.ops.problem.emit(problem, None)
            return
        wrong = self._form.boxes.get(problem.field or "", box)
        wrong.say_wrong(self._desk.text_of(problem))
        self._tell_refused()

    def _forget_sent(self, box: FieldBox, value: object) -> None:
        if self._sent.get(box.field.name) == value:
            self._sent.pop(box.field.name, None)

    def _tell_refused(self) -> None:
        wrong = sum(box.is_wrong for box in self._form.boxes.values())
        self._desk.tell_refused(self._form, wrong)

    def _place(self) -> str:
        return place_of(self._record)


def place_of(record: Any) -> str:  # noqa: ANN401
    """Where the drafts of a record's fields are kept."""
    return place_of_record(record.__tablename__, record.id)


def is_same(one: object, other: object) -> bool:
    """Whether two values mean the same to the field: 5 and "5", no text and empty text."""
    one, other = (None if each in ("", ()) else each for each in (one, other))
    if one is None or other is None:
        return one is other
    if isinstance(one, (Decimal, int)) and not isinstance(one, bool):
        try:
            return Decimal(str(other)) == one
        except InvalidOperation:
            return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(one) == sorted(other)
    return str(one) == str(other)
