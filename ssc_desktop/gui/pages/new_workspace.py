"""The step that makes an office or a headquarters: who, where, and the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import name_of
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.database_choice import DatabaseChoice
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.passphrases import passphrase_line, wrong_choice
from ssc_desktop.gui.widgets.path_rows import folder_row
from ssc_desktop.gui.widgets.plain import Picture, button, card, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import LANGUAGES, NATIVE_NAMES
from ssc_desktop.paths import documents_folder

COUNTRIES = ("CI", "MA", "ML", "SN")


class NewWorkspace(QWidget):
    """Asks for what a workspace must know from its first day; makes it, then opens it."""

    def __init__(self, desk: Desk, edition: str, back: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._edition = edition
        language = desk.language
        self.notice = ProblemBar(language)
        self.country = QComboBox()
        for code in COUNTRIES:
            self.country.addItem(name_of("country", code, language), code)
        self.spoken = QComboBox()
        for code in LANGUAGES:
            self.spoken.addItem(NATIVE_NAMES[code], code)
        self.spoken.setCurrentIndex(LANGUAGES.index(language.code))
        self.office_name, self.office_code = QLineEdit(), QLineEdit()
        self.officer, self.folder = QLineEdit(), QLineEdit()
        self.passphrase = passphrase_line(language("Passphrase"))
        self.again = passphrase_line(language("Passphrase, once more"))
        self.database = DatabaseChoice(desk)
        self._set_up_lines()
        self.create_button = button(language("Create"), role="primary", icon_name="check")
        self.create_button.clicked.connect(self.make)
        self._back = button(language("Back"))
        self._back.clicked.connect(back)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self.setFocusProxy(self.office_name)
        self._arrange()

    def _set_up_lines(self) -> None:
        self.office_code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.office_code.setMaxLength(12)
        self.office_name.textEdited.connect(self._propose_folder)
        self.office_code.textEdited.connect(lambda text: self.office_code.setText(text.upper()))

    def _arrange(self) -> None:
        language = self._desk.language
        is_office = self._edition == "office"
        title = language("Create an office") if is_office else language("Create a headquarters")
        icon_name = "building-2" if is_office else "landmark"
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        name = language("Name of the office") if is_office else language("Name")
        places = (
            (name, self.office_name, language("For example: Abidjan")),
            (language("Code"), self.office_code, language("Capital letters, such as ABJ")),
            (language("Country"), self.country, ""),
            (language("Language"), self.spoken, ""),
            (language("Your name"), self.officer, language("The officer at work on this laptop")),
            (language("Folder"), folder_row(self.folder, language("Folder"), language), ""),
            (
                language("Passphrase"),
                self.passphrase,
                language("At least 12 characters: four words are easy to remember"),
            ),
            (language("Passphrase, once more"), self.again, ""),
        )
        for number, (words, editor, help_text) in enumerate(places):
            grid.addWidget(labelled(words, editor, help_text), number // 2, number % 2)
        if self._edition == "headquarters":
            words = language("PostgreSQL database (may be left empty)")
            below = language("Empty: the records lie in the folder, as in an office.")
            grid.addWidget(labelled(words, self.database, below), len(places) // 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        inside = card(
            row(Picture(icon_name, "accent", 28), label(title, size="title"), None, spacing=12),
            self.notice,
            grid,
            label(
                language(
                    "Everything is encrypted with this passphrase. Nobody can read it back for "
                    "you; keep it where only you find it."
                ),
                role="muted",
                wrap=True,
            ),
            self._busy,
            row(self._back, None, self.create_button),
        )
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        middle.setMaximumWidth(860)
        middle.setLayout(column(None, inside, None))
        # On a low screen the fields keep their height and the card scrolls.
        whole.addWidget(scrolling(middle, centred=True))

    def _propose_folder(self, name: str) -> None:
        if not self.folder.isModified():
            clean = "".join(each for each in name if each.isalnum() or each in " -_").strip()
            self.folder.setText(str(documents_folder() / f"SSC {clean}".strip()))

    # --- making it --------------------------------------------------------------------------

    def make(self) -> None:
        """Make the workspace and open it, unless something is missing."""
        wrong = self._first_wrong()
        for each in (
            self.office_name,
            self.office_code,
            self.officer,
            self.folder,
            self.passphrase,
            self.again,
        ):
            mark_wrong(each, wrong=wrong is not None and each is wrong[0])
        if wrong is not None:
            self.notice.say(wrong[1])
            wrong[0].setFocus()
            return
        self._be_busy(busy=True)
        folder, values = Path(self.folder.text()), self._values()

        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.create_workspace(folder, **values)

        self._desk.ops.open(self, work, self._made, self._refused)

    def _values(self) -> dict[str, Any]:
        return {
            "database": self.database.address,
            "edition": self._edition,
            "country": self.country.currentData(),
            "office_name": self.office_name.text().strip(),
            "office_code": self.office_code.text().strip(),
            "officer": self.officer.text().strip(),
            "language": self.spoken.currentData(),
            "passphrase": self.passphrase.text(),
        }

    def _first_wrong(self) -> tuple[QLineEdit, str] | None:
        language = self._desk.language
        for each in (self.office_name, self.office_code, self.officer, self.folder):
            if not each.text().strip():
                return each, language("Please fill in this field.")
        return wrong_choice(self.passphrase, self.again, language)

    def _made(self, workspace: Any) -> None:  # noqa: ANN401
        self._desk.memory.remember_workspace(Path(self.folder.text()))
        spoken = self.spoken.currentData()
        if spoken != self._desk.language.code:
            self._desk.workspace = workspace
            self._desk.choose_language(spoken)
        self._desk.opened.emit(workspace)

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        if "database" in problem.code:
            self.database.refuse(problem)
        self.notice.say(self._desk.text_of(problem))

    def _be_busy(self, *, busy: bool) -> None:
        self._busy.setVisible(busy)
        self.create_button.setEnabled(not busy)
        self._back.setEnabled(not busy)
        if busy:
            self.notice.hide()


def labelled(words: str, editor: QWidget, help_text: str = "") -> QWidget:
    """An editor with its label above and its help below."""
    holder = QWidget()
    below = (label(help_text, role="muted", wrap=True),) if help_text else ()
    holder.setLayout(column(label(words, bold=True), editor, *below, None, spacing=4))
    named = editor if isinstance(editor, (QLineEdit, QComboBox)) else editor.findChild(QLineEdit)
    if named is not None:
        named.setAccessibleName(words)
        named.setAccessibleDescription(help_text)
    return holder
