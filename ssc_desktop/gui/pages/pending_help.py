"""What helps a bundle on that waits or was set aside: a laptop approved, an office asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import Language

APPROVE, ASK, CLONED = "approve", "ask", "cloned"


def message_of(pending: Any, language: Language) -> str:  # noqa: ANN401
    """What to write to the office of a bundle that does not go on; empty where nothing helps."""
    if pending.help == ASK:
        return _asked(pending, language)
    if pending.help == CLONED:
        return language(
            "Two laptops of your office write under one name ({device}): one is a copy of the "
            "other. Tell us which of the two was set up first. On the other one, make a bundle "
            "of everything, then set up a new workspace and join headquarters with it.",
            device=pending.device,
        )
    return ""


def _asked(pending: Any, language: Language) -> str:  # noqa: ANN401
    if not pending.missing:
        words = language(
            "Bundle number {number} of your laptop waits for an earlier one.",
            number=language.number(pending.number),
        )
    else:
        numbers = language.list_of([language.number(each) for each in pending.missing])
        words = language(
            "Bundle number {number} of your laptop waits: number {numbers} did not arrive.",
            number=language.number(pending.number),
            numbers=numbers,
        )
    return " ".join(
        [
            words,
            language(
                "Please send what is missing from the outbox again, or make a new bundle with "
                "“Everything, not only what is new”."
            ),
        ]
    )


class PendingHelp(QWidget):
    """One line about the chosen bundle, and the buttons that help it on."""

    approve_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pending: dict[Any, Any] = {}
        self._chosen: Sequence[Any] = ()
        language = desk.language
        self.words = label(role="muted", wrap=True)
        self.ask_button = button(language("Copy what to ask the office"), icon_name="copy")
        self.ask_button.clicked.connect(self.copy_question)
        self.approve_button = button(language("Approve this laptop…"), icon_name="laptop")
        self.approve_button.clicked.connect(self.approve_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.words)
        whole.addLayout(row(self.ask_button, self.approve_button, None))
        self.show_chosen([])

    def know(self, pending: Sequence[Any]) -> None:
        """Learn what waits here."""
        self._pending = {each.file: each for each in pending}
        self.show_chosen(self._chosen)

    def show_chosen(self, rows: Sequence[Any]) -> None:
        """Say what helps the bundles that are chosen."""
        self._chosen = rows
        found = [each for each in map(self._pending_of, rows) if each is not None]
        said = list(dict.fromkeys(filter(None, map(self._words, found))))
        self.words.setText("\n".join(said))
        self.words.setVisible(bool(said))
        asked = any(row_.problem is not None for row_ in rows) or any(map(self._message, found))
        self.ask_button.setEnabled(bool(asked))
        self.approve_button.setVisible(any(each.help == APPROVE for each in found))

    def copy_question(self) -> None:
        """Put what is to be asked of the offices of the chosen bundles on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(filter(None, map(self._line, self._chosen))))
        self._desk.tell(self._desk.language("Copied: paste it into a message to the office"))

    def _line(self, chosen: Any) -> str:  # noqa: ANN401
        pending = self._pending_of(chosen)
        message = self._message(pending) if pending is not None else ""
        if not message and chosen.problem:
            message = self._desk.text_of(chosen.problem)
        return self._desk.language.labelled(chosen.file.name, message) if message else ""

    def _pending_of(self, chosen: Any) -> Any:  # noqa: ANN401
        return self._pending.get(getattr(chosen, "archived", None) or chosen.file)

    def _message(self, pending: Any) -> str:  # noqa: ANN401
        return message_of(pending, self._desk.language)

    def _words(self, pending: Any) -> str:  # noqa: ANN401
        language = self._desk.language
        who = language.list_of([each for each in (pending.office, pending.officer) if each])
        if pending.help == APPROVE:
            return language(
                "The laptop {device} is not approved. Approve its request, and its bundles come "
                "in by themselves.",
                device=pending.device,
            )
        if pending.help == CLONED:
            return language(
                "Laptop {device} ({who}) was copied: two write under its name. Nothing of the first "
                "one is lost. Ask the office which was set up first; the other one sends everything "
                "once more and is set up anew.",
                device=pending.device,
                who=who,
            )
        if pending.missing:
            numbers = language.list_of([language.number(each) for each in pending.missing])
            return language("{who}: number {numbers} did not arrive.", who=who, numbers=numbers)
        return ""
