"""A line that says what a person answered when asked for consent, and a button to write an answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.consent import ConsentDialog
from ssc_desktop.gui.parts.part import NO_KEY
from ssc_desktop.gui.widgets.plain import button, label


class ConsentLine(QWidget):
    """Reads the answers of the person whose record is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key = NO_KEY
        self.words = label(role="muted", wrap=True)
        self.ask_button = button(desk.language("Consent…"), icon_name="shield-check")
        self.ask_button.clicked.connect(self.ask)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.setSpacing(8)
        inside.addWidget(self.words, 1)
        inside.addWidget(self.ask_button)

    def look(self, key: UUID) -> None:
        """Say what this person answered."""
        self._key = key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import consents

            return consents.consents_of(workspace.store, [key]).get(key, {})

        self._desk.ops.read(self, work, self._show, only_latest="consents")

    def ask(self) -> None:
        """Record what the person answers now."""
        key = self._key
        ConsentDialog(self, self._desk, [key], lambda: self.look(key)).open()

    def _show(self, answers: dict[str, Any]) -> None:
        language, lists = self._desk.language, self._desk.lists
        said = []
        for purpose, each in sorted(answers.items()):
            if each.state:
                day = language.date(each.given_on) if each.given_on else ""
                answer = " ".join(filter(None, (lists.name("consent_state", each.state), day)))
                said.append(language.labelled(lists.name("consent_purpose", purpose), answer))
        self.words.setText(" · ".join(said) or language("Nobody asked for consent yet"))
