"""A row of a list beside whoever it resembles: field by field, with the reasons, to be decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.actions import shortcut_text
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_steps import meaning_label
from ssc_desktop.gui.tables.import_model import CODED, DECIDED, STATES
from ssc_desktop.gui.theme import BODY_POINTS, font_of
from ssc_desktop.gui.widgets.plain import Picture, button, clear, column, label, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_
from ssc_desktop.services.list_drafts import AMENDABLE, Choice, Decision, State, text_of_row

# The shortcut of each decision, told in its tip.
KEYS = {Choice.SAME: "Ctrl+1", Choice.TWO: "Ctrl+2", Choice.LEAVE: "Ctrl+3", Choice.TAKE: "Ctrl+4"}
WORDS = {
    **DECIDED,
    Choice.LEAVE: N_("Leave this row aside"),
    Choice.TAKE: N_("Take this row in"),
}
WIDTH = 330


class Resemblance(QFrame):
    """What there is to know of one row, and what can be decided of it."""

    decided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: Any = None
        self._whom = 0
        self.buttons: dict[Choice, Any] = {}
        self.setFixedWidth(WIDTH)
        self._lines = column(spacing=10)
        inside = QWidget()
        inside.setLayout(column(self._lines, None))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(self._choices())

    def _choices(self) -> QVBoxLayout:
        made = column(spacing=6)
        for choice, words in WORDS.items():
            each = button(self._desk.language(words))
            QShortcut(QKeySequence(KEYS[choice]), self).activated.connect(self._by_key(choice))
            each.setToolTip(f"{self._desk.language(words)} ({shortcut_text(KEYS[choice])})")
            each.setCheckable(True)
            each.clicked.connect(self._decides(choice))
            self.buttons[choice] = each
            made.addWidget(each)
        return made

    def _decides(self, choice: Choice) -> Callable[[], None]:
        return lambda: self.decide(choice)

    def _by_key(self, choice: Choice) -> Callable[[], None]:
        def press() -> None:
            if self.buttons[choice].isVisible():
                self.decide(choice)

        return press

    def decide(self, choice: Choice) -> None:
        """Decide the row that is shown; the same decision again opens it anew."""
        if self._row is None:
            return
        if choice is self._row.choice:
            self.decided.emit(None)
            return
        likely = self._row.likely
        whom = likely[self._whom] if choice is Choice.SAME and self._whom < len(likely) else None
        person, twin = (whom.person, whom.row) if whom else (None, None)
        self.decided.emit(Decision(choice, person, twin))

    def show_row(self, judged: Any) -> None:  # noqa: ANN401
        """Show another row, or the same judged again."""
        is_other = self._row is None or judged is None or judged.number != self._row.number
        self._whom = 0 if is_other else self._whom
        self._row = judged
        clear(self._lines)
        if judged is not None:
            self._tell()
        self._offer()

    def _tell(self) -> None:
        language, judged = self._desk.language, self._row
        picture, token, words = STATES[judged.state]
        title = language("Row {number}: {state}", number=language.number(judged.number),
                         state=language(words))  # fmt: skip
        head = label(title, bold=True, wrap=True)
        line = row(Picture(picture, token, 18), head, spacing=8)
        line.setStretch(1, 1)
        self._lines.addLayout(line)
        for each in judged.troubles:
            said = f"{meaning_label(each.field, language)}: {language(each.message)}"
            self._lines.addWidget(label(said, role="danger", wrap=True))
        for at, each in enumerate(judged.likely):
            self._lines.addLayout(self._beside(at, each))
        if not judged.troubles and not judged.likely:
            self._lines.addWidget(label(self._plain_words(), role="muted", wrap=True))

    def _plain_words(self) -> str:
        language = self._desk.language
        if self._row.state is State.NEW:
            return language(
                "Nobody known resembles this person, who is recorded and put on the list."
            )
        return language("This row adds nobody.")

    def _beside(self, at: int, each: Any) -> QVBoxLayout:  # noqa: ANN401
        language = self._desk.language
        title = language("Known already") if each.row is None else language(
            "Row {number} of this list", number=language.number(each.row)
        )  # fmt: skip
        if self._row.state is State.DOUBLE and len(self._row.likely) > 1:
            head: QWidget = button(title, role="segment")
            head.setCheckable(True)  # type: ignore[attr-defined]
            head.setChecked(at == self._whom)  # type: ignore[attr-defined]
            head.clicked.connect(self._points(at))  # type: ignore[attr-defined]
        else:
            head = label(title, role="accent")
        made = column(head, self._compared(each), spacing=4)
        if each.told:
            reasons = language.list_of([language(reason) for reason in each.told])
            made.addWidget(label(reasons, role="warning", wrap=True))
        return made

    def _points(self, at: int) -> Callable[[], None]:
        def point() -> None:
            self._whom = at
            self.show_row(self._row)

        return point

    def _compared(self, each: Any) -> QWidget:  # noqa: ANN401
        """Both sides of every field that either of them says; what differs stands out."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        place = 0
        for name in AMENDABLE:
            one, other = text_of_row(self._row.row, name), each.values.get(name, "")
            if not (one or other) or name == "role":
                continue
            grid.addWidget(label(meaning_label(name, self._desk.language), role="muted", wrap=True),
                           place, 0, Qt.AlignmentFlag.AlignTop)  # fmt: skip
            differs = bool(one and other) and fold(one) != fold(other)
            for side, text in ((1, one), (2, other)):
                words = label(self._shown(name, text), wrap=True)
                if differs:
                    words.setFont(font_of(BODY_POINTS, bold=True))
                grid.addWidget(words, place, side, Qt.AlignmentFlag.AlignTop)
            place += 1
        return made

    def _shown(self, name: str, text: str) -> str:
        return self._desk.lists.name(CODED[name], text) if name in CODED and text else text or "–"

    def _offer(self) -> None:
        judged = self._row
        state = judged.state if judged is not None else None
        codes = {each.code for each in judged.troubles} if judged is not None else set()
        alike = state is State.DOUBLE or (
            judged is not None and judged.choice in (Choice.SAME, Choice.TWO)
        )
        offered = {
            Choice.SAME: alike,
            Choice.TWO: alike,
            Choice.LEAVE: state is not None and state is not State.ERROR,
            Choice.TAKE: "left-out" in codes
            or (judged is not None and (judged.choice is Choice.TAKE or state is State.ASIDE)),
        }
        for choice, each in self.buttons.items():
            each.setVisible(offered[choice])
            each.setChecked(judged is not None and judged.choice is choice)
