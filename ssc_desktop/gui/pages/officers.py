"""The card of the settings on officers: who may open this workspace, each by their own passphrase."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_officer import NewOfficerDialog
from ssc_desktop.gui.dialogs.officer_access import GiveAccessDialog, TakeAccessDialog
from ssc_desktop.gui.widgets.plain import Card, OneLine, button, clear, column, label, row


class OfficersCard(Card):
    """A line an officer; another one is given a passphrase of their own, and access taken away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        # The lines as they are read, and by account what is done with it. The one at work offers nothing.
        self.accounts: list[str] = []
        self.deeds: dict[str, QPushButton] = {}
        self._lines = column(spacing=4)
        self.add_button = button(language("Add an officer…"), icon_name="user-plus")
        self.add_button.clicked.connect(self.add)
        words = language(
            "Several officers can work with this laptop, one after the other. Each opens it with a "
            "passphrase of their own, and what they record bears their name."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 18)
        whole.setSpacing(10)
        whole.addWidget(label(language("Officers"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addLayout(self._lines)
        whole.addLayout(row(self.add_button, None))

    def read_again(self) -> None:
        """Read who may open the workspace, and who may no longer."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import officer_access

            return officer_access.list_access(workspace)

        self._desk.ops.read(self, work, self._show, only_latest="accounts")

    def add(self) -> None:
        """Ask for another officer."""
        NewOfficerDialog(self, self._desk, self._given).open()

    def take(self, account: str, name: str) -> None:
        """Ask whether an officer's access is to be taken away."""
        TakeAccessDialog(self, self._desk, account, name, self._taken).open()

    def give(self, account: str, name: str) -> None:
        """Ask for a new passphrase of an officer whose access was taken away."""
        GiveAccessDialog(self, self._desk, account, name, self._given).open()

    def _given(self, name: str) -> None:
        self.read_again()
        self._desk.tell(self._desk.language("{name} can open this workspace now", name=name))

    def _taken(self, name: str) -> None:
        self.read_again()
        self._desk.tell(self._desk.language("{name} can no longer open this workspace", name=name))

    def _show(self, found: list[Any]) -> None:
        clear(self._lines)
        self.accounts.clear()
        self.deeds.clear()
        for each in found:
            self._lines.addLayout(self._line(each))

    def _line(self, each: Any) -> Any:  # noqa: ANN401
        language = self._desk.language
        # A Latin name does not turn an Arabic line round.
        who = f"\u2068{each.officer}\u2069 · {self._desk.lists.name('officer_role', each.role)}"
        if each.at_work:
            who = language("{officer} (you)", officer=who)
        elif not each.opens:
            who = language("{officer} · can no longer open it", officer=who)
        self.accounts.append(who)
        said = OneLine(who, role="" if each.opens else "muted")
        return row(said, None, None if each.at_work else self._deed(each))

    def _deed(self, each: Any) -> QPushButton:  # noqa: ANN401
        language = self._desk.language
        if each.opens:
            words, icon_name, deed = language("Take access away…"), "ban", self.take
        else:
            words, icon_name, deed = language("Give access again…"), "key-round", self.give
        made = button(words, role="quiet", icon_name=icon_name)
        made.setAccessibleName(f"{words} {each.officer}")
        made.clicked.connect(lambda: deed(each.account, each.officer))
        self.deeds[each.account] = made
        return made
