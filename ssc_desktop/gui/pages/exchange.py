"""The exchange: an office hands bundles over, headquarters takes them in."""

from __future__ import annotations

from typing import ClassVar

from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.exchange_headquarters import HeadquartersExchange
from ssc_desktop.gui.pages.exchange_office import OfficeExchange
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.language import N_


@in_navigation
class ExchangePage(Page):
    """What an office or a headquarters exchanges; the two have little in common."""

    name: ClassVar[str] = "exchange"
    title: ClassVar[str] = N_("Exchange")
    icon: ClassVar[str] = "arrow-left-right"
    order: ClassVar[int] = 60
    nouns: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "participant",
            "attendance",
            "registration",
            "exchange",
            "conflict",
            "decision",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.content: OfficeExchange | HeadquartersExchange
        if desk.is_headquarters:
            self.content = HeadquartersExchange(desk)
            main = self.action("import_bundle", self.content.choose_bundles)
            self.add_head(button_for(self.action("check_attestation", self.check_attestation)))
        else:
            self.content = OfficeExchange(desk)
            main = self.action("export", self.content.export)
        self.add_head(button_for(main, role="primary"))
        self.body.addWidget(self.content, 1)

    def check_attestation(self) -> None:
        """Ask whether an attestation somebody shows is genuine."""
        from ssc_desktop.gui.dialogs.attestations import CheckAttestationDialog

        CheckAttestationDialog(self, self.desk).open()

    def undo(self) -> bool:
        """Take the last decision back, at headquarters."""
        content = self.content
        return isinstance(content, HeadquartersExchange) and content.undo()

    def read_again(self) -> None:
        """Read where the exchange stands."""
        self.content.read_again()
