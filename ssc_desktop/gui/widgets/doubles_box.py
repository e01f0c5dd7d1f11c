"""Who is known already and may be the person on the form: told beside it, with a way to act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.found_list import DOT, in_pieces
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import Picture, button, clear, column, label, row

if TYPE_CHECKING:
    from ssc_desktop.services.duplicates import Double

MOST, MOST_NARROW = 3, 1
ASKED = ("family_name", "given_names", "name_ar", "phone", "email")
# Fewer letters are anybody's.
LEAST_LETTERS = 3


class DoublesBox(QFrame):
    """Hidden while nobody is alike; else one line a person, and the buttons that were asked for."""

    acted = Signal(str, object)

    def __init__(
        self, desk: Desk, title: str, actions: Mapping[str, str], *, is_narrow: bool = False
    ) -> None:
        super().__init__()
        self._is_narrow = is_narrow
        self._desk, self._title, self._actions = desk, title, actions
        self.doubles: list[Double] = []
        self._lines = column(spacing=8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.setSpacing(8)
        heading = row(Picture("triangle-alert", "warning", 16), label(title, bold=True, wrap=True))
        heading.setStretch(1, 1)
        whole.addLayout(heading)
        whole.addLayout(self._lines)
        self.hide()

    def look(
        self,
        values: Mapping[str, object],
        *,
        activity: UUID | None = None,
        besides: UUID | None = None,
    ) -> None:
        """Look for whoever may be this person; of several looks the last one counts."""
        letters = max(len(str(values.get(name) or "")) for name in ASKED)
        most = MOST_NARROW if self._is_narrow else MOST
        if letters < LEAST_LETTERS:
            self.show_doubles([])

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import duplicates

            if letters < LEAST_LETTERS:
                return []
            return duplicates.doubles_of(
                workspace.store, values, activity=activity, limit=most, besides=besides
            )

        self._desk.ops.read(self, work, self.show_doubles, only_latest="doubles")

    def show_doubles(self, doubles: Sequence[Double]) -> None:
        """Show these people; nobody hides the box."""
        before = [each.person.participant.id for each in self.doubles]
        self.doubles = list(doubles)
        clear(self._lines)
        for each in self.doubles:
            self._lines.addWidget(self._line(each))
        self.setVisible(bool(self.doubles))
        if self.doubles and before != [each.person.participant.id for each in self.doubles]:
            announce(self, f"{self._title}: {self.doubles[0].person.participant.full_name}")

    def _line(self, double: Double) -> QWidget:
        language, person = self._desk.language, double.person
        company = person.organisation.short_name if person.organisation else ""
        reasons = language.list_of([language(each) for each in double.told])
        said = [company, person.participant.function, reasons]
        if double.registered:
            said.append(language("on this list already"))
        name = person.participant.full_name
        words = column(
            label(name, wrap=True),
            label(
                in_pieces(DOT.join(each for each in said if each), language),
                role="muted",
                wrap=True,
            ),
            spacing=0,
        )
        buttons = []
        for action, text in self._actions.items():
            made = button(text)
            made.setAccessibleName(f"{text}: {name}")
            made.clicked.connect(
                lambda _checked=False, action=action: self.acted.emit(action, double)
            )
            buttons.append(made)
        line = QWidget()
        if self._is_narrow:
            line.setLayout(column(words, row(*buttons, None)))
            return line
        inside = row(words, *buttons)
        inside.setStretch(0, 1)
        line.setLayout(inside)
        return line
