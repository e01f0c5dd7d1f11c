"""Drafts: what is typed and not recorded yet is in the database within a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel

from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.ops import Ops
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import N_, Language

# After the first letter, not after the last one: who never pauses loses no more than others.
WITHIN_MS = 600

Typed = Mapping[str, object]


class Drafts(QObject):
    """The drafts of the open workspace, read once; written on the worker as one types."""

    given_up = Signal(str)

    def __init__(self, ops: Ops, language: Language) -> None:
        super().__init__()
        self._ops = ops
        self._language = language
        self._kept: dict[str, Typed] = {}
        self._typing: dict[str, Callable[[], Typed]] = {}
        self.found: list[Any] = []
        self.is_offered = False
        self._is_stopped = False
        self._timer = QTimer(self, singleShot=True, interval=WITHIN_MS)
        self._timer.timeout.connect(self.write)

    def load(self) -> None:
        """Read what was not finished when the workspace was closed, however it was."""
        language = self._language

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import drafts

            return drafts.list_drafts(workspace.store, language)

        def arrived(found: list[Any]) -> None:
            self.found = found
            self._kept = {each.place: each.values for each in found}

        self._ops.read(self, work, arrived)

    def of(self, place: str) -> Typed:
        """What was typed at a place; nothing where nothing was."""
        return self._kept.get(place, {})

    def note(self, place: str, values: Callable[[], Typed]) -> None:
        """Somebody types at a place; what is there is asked for when it is written."""
        self._typing[place] = values
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write now what is being typed."""
        typing, self._typing = self._typing, {}
        for place, values in typing.items():
            self._keep(place, dict(values()))

    def saved(self, place: str, name: str) -> None:
        """A field was recorded: it is no draft any more."""
        if name in self.of(place):
            left = {each: value for each, value in self.of(place).items() if each != name}
            self._keep(place, left)

    def keep(self, place: str, values: Typed) -> None:
        """Keep now what is typed at a place: it is about to be handed on, and may be refused."""
        self._typing.pop(place, None)
        self._keep(place, values)

    def forget(self, place: str) -> None:
        """What was typed at a place was recorded, or given up."""
        self._typing.pop(place, None)
        if place in self._kept:
            self._keep(place, {})

    def give_up(self, place: str) -> None:
        """What was typed at a place is not wanted any more."""
        self.forget(place)
        self.given_up.emit(place)

    def stop(self) -> None:
        """Write no more: the workspace is being closed."""
        self._is_stopped = True
        self._timer.stop()
        self._typing.clear()

    def _keep(self, place: str, values: Typed) -> None:
        if values == self.of(place) or self._is_stopped:
            return
        self._kept[place] = values
        if not values:
            del self._kept[place]
            self.found = [each for each in self.found if each.place != place]

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import drafts

            if values:
                drafts.keep_draft(workspace.store, place, values)
            else:
                drafts.forget_drafts(workspace.store, place)

        # A draft is no change: no page has to hear of it, and it does not count as unsaved.
        self._ops.read(None, work, lambda _: None)


class NewRecordDraft(QObject):
    """The draft of a dialog that asks for a new record: kept while one types, filled in again,
    let go when the record is made or the dialog is given up."""

    def __init__(
        self,
        dialog: QDialog,
        form: RecordForm,
        drafts: Drafts,
        place: str,
        more: Callable[[], Typed] = dict,
    ) -> None:
        super().__init__(dialog)
        self._form = form
        self._drafts = drafts
        self._place = place
        self._more = more
        # What was typed before the program was closed; nothing where all was recorded.
        self.typed = drafts.of(place)
        form.typed.connect(self.note)
        dialog.finished.connect(lambda _result: drafts.forget(place))

    def fill(self) -> None:
        """Fill in again what was typed."""
        self._form.fill(self.typed)

    def words(self, language: Language) -> QLabel:
        """A line that says so where the dialog shows what was typed before."""
        text = language(N_("Filled in again as you had typed it. Cancel gives it up."))
        made = label(text, role="muted", wrap=True)
        made.setVisible(bool(self.typed))
        return made

    def note(self) -> None:
        """Something of the record was typed or chosen."""
        self._drafts.note(self._place, lambda: {**self._form.values(), **self._more()})
