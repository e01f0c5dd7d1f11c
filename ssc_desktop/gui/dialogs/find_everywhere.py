"""One box for everything: records, pages and actions found as one types, opened with Enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.gui.commands import Command, commands_of
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.places import NOUN_ICONS, open_record, remembered
from ssc_desktop.gui.widgets.found_list import Entry, FoundList, in_pieces
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import card, label
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.gui.frame import Frame

WIDTH, HEIGHT = 640, 500
FROM_ABOVE = 64
OF_EACH_NOUN = 5
MOST_COMMANDS, MOST_AT_FIRST = 4, 6
A_PAGE_OF_ENTRIES = 5
PLURALS = {
    "activity": N_("Activities"),
    "participant": N_("Participants"),
    "organisation": N_("Organisations"),
    "action_plan": N_("Action plans"),
    "commitment": N_("Reciprocal commitments"),
}
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: A_PAGE_OF_ENTRIES,
    Qt.Key.Key_PageUp: -A_PAGE_OF_ENTRIES,
}


class FindLine(QLineEdit):
    """The box: letters are typed into it, the arrows and Enter are meant for the list below."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys of the list on."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class FindEverywhereDialog(QDialog):
    """Finds while one types; of answers that come late only the latest counts."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "floating")
        self._frame, self._desk = frame, frame.desk
        self._back_to = QApplication.focusWidget()
        self._commands = commands_of(frame)
        self._records: list[Entry] = []
        self._answered = ""
        self._opens_when_answered = self._stepped = False
        language = self._desk.language
        self.setWindowTitle(language("Find everywhere"))
        self.line = FindLine()
        self.line.setPlaceholderText(language("Find a person, an activity, an action…"))
        self.line.setAccessibleName(language("Find everywhere"))
        self.line.addAction(
            QAction(icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self.line.setMinimumHeight(40)
        self.list = FoundList(language("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._open)
        self.nothing = label(role="muted", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.hide()
        self._keys = label(language("↑ ↓ choose · Enter opens · Esc closes"), role="muted")
        self._keys.setContentsMargins(12, 0, 12, 0)
        self.line.textChanged.connect(lambda _text: self.look_up())
        self.line.stepped.connect(self._step)
        self.line.returnPressed.connect(self.open_chosen)
        self._arrange()
        self.look_up()

    def _arrange(self) -> None:
        surface = card(self.line, self.nothing, self.list, self._keys, margin=12, spacing=8)
        surface.layout().setStretch(2, 1)  # type: ignore[union-attr]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(surface)
        window = self._frame.window()
        self.resize(min(WIDTH, window.width() - 48), min(HEIGHT, window.height() - 96))
        aside = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(aside, FROM_ABOVE)))
        self.line.setFocus()

    # --- finding ----------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.line.text().strip()

    def look_up(self) -> None:
        """Find what was typed: actions and pages at once, records as soon as they are read."""
        typed, language = self.typed, self._desk.language
        places = remembered(self._desk) if not typed else []
        self._opens_when_answered = self._stepped = False
        self._show()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import finding, record_places

            if typed:
                return finding.find(workspace.store, typed, language, OF_EACH_NOUN)
            return record_places.recall(workspace.store, places, language)

        self._desk.ops.read(
            self, work, lambda found: self._answer(typed, found), only_latest="find"
        )

    def _answer(self, typed: str, found: Sequence[Any]) -> None:
        self._answered = typed
        self._records = list(self._by_noun(found) if typed else self._recent(found))
        self._show()
        self._say_nothing_found()
        if self._opens_when_answered:
            self.list.open_chosen()

    def _by_noun(self, found: Sequence[Any]) -> Iterable[Entry]:
        language = self._desk.language
        for noun, records in groupby(found, key=lambda each: each.noun):
            yield Entry(language(PLURALS.get(noun, NOUN_LABELS.get(noun, noun))))
            yield from (self._record(each) for each in records)

    def _recent(self, found: Sequence[Any]) -> Iterable[Entry]:
        if found:
            yield Entry(self._desk.language("Where you were last"))
            yield from (self._record(each) for each in found)

    def _record(self, found: Any) -> Entry:  # noqa: ANN401
        return Entry(
            found.title,
            in_pieces(found.line, self._desk.language),
            NOUN_ICONS.get(found.noun, "search"),
            open=lambda: open_record(self._desk, self._frame, found.noun, found.key),
        )

    def _show(self) -> None:
        # What was found for fewer letters stays until the answer for these is there.
        records = self._records if bool(self.typed) == bool(self._answered) else []
        commands = self._command_entries()
        entries = [*commands, *records] if self.typed else [*records, *commands]
        self.list.show_entries(entries, keep=self._stepped)

    def _command_entries(self) -> list[Entry]:
        words = fold(self.typed).split()
        answering = [each for each in self._commands if each.answers(words)]
        shown = answering[: MOST_COMMANDS if words else MOST_AT_FIRST]
        heading = [Entry(self._desk.language("Actions and pages"))] if shown else []
        return [*heading, *(_entry(each) for each in shown)]

    def _say_nothing_found(self) -> None:
        is_empty = not self.list.found.entries
        self.nothing.setVisible(is_empty)
        if is_empty:
            words = self._desk.language(
                "Nothing found for “{typed}”. Try fewer letters, another spelling, a code or a "
                "telephone number.",
                typed=self.typed,
            )
            self.nothing.setText(words)
            announce(self.nothing, words)

    def _step(self, step: int) -> None:
        self._stepped = True
        self.list.step(step)

    # --- opening ----------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Open what is chosen, once the answer for what was typed is there."""
        if self._answered == self.typed:
            self.list.open_chosen()
        else:
            self._opens_when_answered = True

    def _open(self, entry: Entry) -> None:
        self.accept()
        # First the box goes and the window has the keyboard, then the place is shown.
        if entry.open is not None:
            QTimer.singleShot(0, self._frame, entry.open)

    def reject(self) -> None:
        """Close, and give the keyboard back to where it was."""
        super().reject()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus()


def _entry(command: Command) -> Entry:
    return Entry(command.text.rstrip("…"), "", command.icon, command.keys, command.do)
