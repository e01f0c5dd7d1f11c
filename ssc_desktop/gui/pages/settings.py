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
from ssc_desktop.gui.pages.page import Page, in_navigation
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
SHORTEST_PASSPHRASE = 12


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
        self.accounts = label(wrap=True)
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.change_button = button(self.language("Change the passphrase"), icon_name="key-round")
        self.change_button.clicked.connect(self.change_passphrase)
        self.check = CheckRow(desk)
        self.check.refused.connect(self.show_problem)
        self.logos = LogosCard(desk)
        self.logos.refused.connect(self.show_problem)
        self.protection = DataProtectionCard(desk)
        self.protection.refused.connect(self.show_problem)
        inside = QWidget()
        inside.setMaximumWidth(760)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 8, 8)
        whole.setSpacing(16)
        whole.addWidget(self._screen())
        whole.addWidget(self._workspace())
        whole.addWidget(self.logos)
        whole.addWidget(self.protection)
        whole.addWidget(self._passphrases())
        whole.addWidget(label(f"SSC Desktop {__version__}", role="muted"))
        whole.addStretch()
        self.body.addWidget(scrolling(inside), 1)

    def read_again(self) -> None:
        """Read who may open the workspace, and the logos of its papers."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.list_accounts(workspace)

        self.read(work, self._show_accounts, only_latest="accounts")
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
        if len(self.new.text()) < SHORTEST_PASSPHRASE:
            return self.new, self.language("The passphrase needs at least 12 characters.")
        if self.new.text() != self.again.text():
            words = self.language("The two passphrases differ. Please type them again.")
            return self.again, words
        return None

    def _show_accounts(self, accounts: list[tuple[str, str, str]]) -> None:
        lists = self.desk.lists
        said = [f"{name} · {lists.name('officer_role', role)}" for _, name, role in accounts]
        self.accounts.setText("\n".join(said))

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
            label(language("Accounts that open it"), bold=True),
            self.accounts,
            self.check,
            margin=18,
            spacing=8,
        )

    def _passphrases(self) -> QWidget:
        language = self.language
        fields = (
            (self.old, language("Present passphrase")),
            (self.new, language("New passphrase")),
            (self.again, language("New passphrase, once more")),
        )
        pieces = []
        for editor, words in fields:
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            editor.setAccessibleName(words)
            editor.setMaximumWidth(380)
            pieces.append(column(label(words), editor, spacing=4))
        title = label(language("Your passphrase"), size="section")
        return card(title, *pieces, row(self.change_button, None), margin=18)
