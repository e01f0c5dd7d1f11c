"""The settings: language, look, sheets, the accounts that open this workspace."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop import __version__
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.check_row import CheckRow
from ssc_desktop.gui.pages.data_protection import DataProtectionCard
from ssc_desktop.gui.pages.logos import LogosCard
from ssc_desktop.gui.pages.officers import OfficersCard
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.widgets.passphrases import passphrase_line, wrong_choice
from ssc_desktop.gui.widgets.plain import button, card, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.gui.widgets.segments import segments
from ssc_desktop.language import LANGUAGES, N_, NATIVE_NAMES
from ssc_desktop.settings import DARK, LIGHT, SCALE, SHEET_LANGUAGE, SYSTEM

LOOKS = (
    (SYSTEM, N_("As the system"), "laptop"),
    (LIGHT, N_("Light"), "sun"),
    (DARK, N_("Dark"), "moon"),
)

PASSPHRASE_WIDTH = 380


@in_navigation
class SettingsPage(Page):
    """What a person sets for this laptop, and for this workspace."""

    name: ClassVar[str] = "settings"
    title: ClassVar[str] = N_("Settings")
    icon: ClassVar[str] = "settings"
    order: ClassVar[int] = 90
    nouns: ClassVar[frozenset[str]] = frozenset({"officer", "logo", "declaration"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.officers = OfficersCard(desk)
        self.old = passphrase_line(self.language("Present passphrase"))
        self.new = passphrase_line(self.language("New passphrase"))
        self.again = passphrase_line(self.language("New passphrase, once more"))
        self.change_button = button(self.language("Change the passphrase"), icon_name="key-round")
        self.change_button.clicked.connect(self.change_passphrase)
        self.check = CheckRow(desk)
        self.check.refused.connect(self.show_problem)
        self.logos = LogosCard(desk)
        self.logos.refused.connect(self.show_problem)
        self.protection = DataProtectionCard(desk)
        self.protection.refused.connect(self.show_problem)
        self.lists_button = button(self.language("Code lists"), icon_name="list-checks")
        self.lists_button.clicked.connect(lambda: desk.go("code_lists"))
        inside = QWidget()
        inside.setMaximumWidth(760)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 8, 8)
        whole.setSpacing(16)
        whole.addWidget(self._screen())
        whole.addWidget(self._workspace())
        whole.addWidget(self._lists())
        whole.addWidget(self.logos)
        whole.addWidget(self.protection)
        whole.addWidget(self.officers)
        whole.addWidget(self._passphrases())
        whole.addWidget(label(f"SSC Desktop {__version__}", role="muted"))
        whole.addStretch()
        self.body.addWidget(scrolling(inside), 1)

    def read_again(self) -> None:
        """Read who may open the workspace, and the logos of its papers."""
        self.officers.read_again()
        self.logos.read_again()
        self.protection.read_again()

    def change_passphrase(self) -> None:
        """Give the account at work a new passphrase."""
        wrong = self._first_wrong()
        for each in (self.old, self.new, self.again):
            mark_wrong(each, wrong=wrong is not None and each is wrong[0])
        if wrong is not None:
            self.notice.say(wrong[1])
            wrong[0].setFocus()
            return
        old, new = self.old.text(), self.new.text()

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            workspaces.change_passphrase(workspace, old, new)

        self.notice.hide()
        self.change(work, self._changed)

    def _changed(self, _: Any) -> None:  # noqa: ANN401
        for each in (self.old, self.new, self.again):
            each.clear()
        self.desk.tell(self.language("The passphrase was changed"))

    def _first_wrong(self) -> tuple[QLineEdit, str] | None:
        if not self.old.text():
            return self.old, self.language("Please fill in this field.")
        return wrong_choice(self.new, self.again, self.language)

    # --- layout -----------------------------------------------------------------------------

    def _screen(self) -> QWidget:
        language, memory = self.language, self.desk.memory
        spoken = segments(
            self,
            [(code, NATIVE_NAMES[code], "") for code in LANGUAGES],
            memory.language,
            self.desk.choose_language,
            language("Screen language"),
        )
        look = segments(
            self,
            [(name, language(words), icon_name) for name, words, icon_name in LOOKS],
            memory.theme,
            self._choose_look,
            language("Appearance"),
        )
        sheets = segments(
            self,
            [(code, NATIVE_NAMES[code], "") for code in LANGUAGES],
            memory.settings.sheet_language(),
            lambda code: memory.settings.set(SHEET_LANGUAGE, code),
            language("Language of printed sheets"),
        )
        scale = segments(
            self,
            [(str(each), language.percent(each / 100), "") for each in SCALE.choices],
            str(memory.settings.get(SCALE)),
            self._choose_scale,
            language("Size of text and buttons"),
        )
        return card(
            label(language("Screen and paper"), size="section"),
            column(label(language("Screen language")), spoken, spacing=4),
            column(label(language("Language of printed sheets")), sheets, spacing=4),
            column(label(language("Appearance")), look, spacing=4),
            column(label(language("Size of text and buttons")), scale, spacing=4),
            margin=18,
        )

    def _choose_look(self, choice: str) -> None:
        self.desk.memory.theme = choice
        self.desk.theme.choose(choice)

    def _choose_scale(self, percent: str) -> None:
        self.desk.memory.settings.set(SCALE, int(percent))
        self.desk.tell(self.language("It takes effect when the program starts again"))

    def _workspace(self) -> QWidget:
        language, workspace = self.language, self.desk.workspace
        folder = label(str(workspace.folder), role="muted", wrap=True)
        folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return card(
            label(language("This workspace"), size="section"),
            label(f"{workspace.office.name} · {workspace.office.code}"),
            folder,
            self.check,
            margin=18,
            spacing=8,
        )

    def _lists(self) -> QWidget:
        language = self.language
        words = language(
            "What forms offer to choose from: themes, types of activity, regions and many more. "
            "Headquarters edits these lists for all offices."
        )
        return card(
            label(language("Code lists"), size="section"),
            label(words, role="muted", wrap=True),
            row(self.lists_button, None),
            margin=18,
            spacing=10,
        )

    def _passphrases(self) -> QWidget:
        language = self.language
        pieces = [
            column(label(each.accessibleName()), row(each, None), spacing=4)
            for each in (self.old, self.new, self.again)
        ]
        for each in (self.old, self.new, self.again):
            each.setFixedWidth(PASSPHRASE_WIDTH)
        title = label(language("Your passphrase"), size="section")
        return card(title, *pieces, row(self.change_button, None), margin=18)
