"""The card of the settings on officers: who may open this workspace, each by their own passphrase."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_officer import NewOfficerDialog
from ssc_desktop.gui.widgets.plain import Card, button, label, row


class OfficersCard(Card):
    """A line an officer; another one is given a passphrase of their own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.accounts = label(wrap=True)
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
        whole.addWidget(self.accounts)
        whole.addLayout(row(self.add_button, None))

    def read_again(self) -> None:
        """Read who may open the workspace."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.list_accounts(workspace)

        self._desk.ops.read(self, work, self._show, only_latest="accounts")

    def add(self) -> None:
        """Ask for another officer."""
        NewOfficerDialog(self, self._desk, self._added).open()

    def _added(self, name: str) -> None:
        self.read_again()
        words = self._desk.language("{name} can open this workspace now", name=name)
        self._desk.tell(words)

    def _show(self, accounts: list[tuple[str, str, str]]) -> None:
        roles = self._desk.lists
        said = [f"{name} · {roles.name('officer_role', role)}" for _, name, role in accounts]
        self.accounts.setText("\n".join(said))
