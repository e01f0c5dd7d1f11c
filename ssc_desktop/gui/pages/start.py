"""The start view: make an office or a headquarters, open a workspace, try the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import action, button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.bring_back import BringBack
from ssc_desktop.gui.pages.new_workspace import NewWorkspace
from ssc_desktop.gui.pages.try_demo import TryDemo
from ssc_desktop.gui.pages.unlock import Unlock
from ssc_desktop.gui.widgets.notices import ProblemBar, Told
from ssc_desktop.gui.widgets.plain import Panel, Picture, button, column, label, row
from ssc_desktop.gui.widgets.recent_workspaces import RecentWorkspaces
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import LANGUAGES, N_, NATIVE_NAMES

CHOICES = (
    (
        "office",
        "building-2",
        N_("Create an office"),
        N_("A new workspace on this laptop, to record activities and hand bundles over."),
    ),
    (
        "headquarters",
        "landmark",
        N_("Create a headquarters"),
        N_("Receives the bundles of the offices and merges them."),
    ),
    (
        "open",
        "folder-open",
        N_("Open a workspace"),
        N_("Choose its folder, then give your passphrase."),
    ),
    (
        "copy",
        "history",
        N_("Bring back from a safety copy"),
        N_("On a new laptop, or where a workspace opens no more."),
    ),
    (
        "demo",
        "play",
        N_("Try the demo"),
        N_("Two offices and a headquarters with invented people, marked DEMO."),
    ),
)


class Choice(Panel):
    """A large button with an icon, a title and a line that explains."""

    def __init__(self, icon_name: str, title: str, text: str) -> None:
        super().__init__("choice", 18, 16)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        words = column(label(title, bold=True), label(text, role="muted", wrap=True), spacing=2)
        self.fill(Picture(icon_name, "accent", 26), words)
        self.inside.setStretch(1, 1)


class StartView(QWidget):
    """What the program opens with."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.notice = ProblemBar(desk.language)
        self.told = Told(self, desk.language)
        action(self, "undo", desk.language, self.told.undo)
        self.recent = RecentWorkspaces(desk, self.told)
        self.recent.asked.connect(self.ask_passphrase)
        self._steps = QStackedWidget()
        self._choices: dict[str, Choice] = {}
        self._steps.addWidget(self._first_step())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.addLayout(self._languages())
        whole.addWidget(self.notice)
        whole.addWidget(self._steps, 1)

    @property
    def step(self) -> QWidget | None:
        """What is shown: the choices, a form, the unlock step or the demo."""
        return self._steps.currentWidget()

    def choose(self, what: str) -> None:
        """Do what one of the large buttons offers."""
        self.notice.hide()
        if what == "open":
            self._choose_folder()
        elif what == "copy":
            self.bring_back()
        elif what == "demo":
            self._show(TryDemo(self._desk, self.back))
        else:
            self._show(NewWorkspace(self._desk, what, self.back))

    def ask_passphrase(self, folder: Path) -> None:
        """Look what the folder is, then ask for the passphrase."""
        self.notice.hide()

        def describe(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.describe_folder(folder)

        self._desk.ops.read(
            self,
            describe,
            lambda found: self._show(Unlock(self._desk, folder, found, self.back, self.bring_back)),
            failed=self.show_problem,
        )

    def bring_back(self, folder: Path | None = None) -> None:
        """Ask for a safety copy to put into a folder, a new one unless it is said."""
        self._show(BringBack(self._desk, self.back, self._go_in, folder))

    def _go_in(self, folder: Path, passphrase: str) -> None:
        """Open what was brought back, and say what was done."""

        def told(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import restoring, workspaces

            return workspaces.describe_folder(folder), restoring.told_restored()

        def go_in(found: Any) -> None:  # noqa: ANN401
            step = Unlock(self._desk, folder, found[0], self.back, self.bring_back)
            self._show(step)
            step.go_in(passphrase, found[1])

        self._desk.ops.read(self, told, go_in, failed=self.show_problem)

    def back(self) -> None:
        """Return to the choices."""
        self.notice.hide()
        gone = self._steps.widget(1)
        if gone is not None:
            self._steps.removeWidget(gone)
            gone.deleteLater()

    def show_guide(self) -> None:
        """Open the guide at its beginning."""
        from ssc_desktop.gui.dialogs.guide import GuideDialog

        GuideDialog(self, self._desk.language).show()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.notice.say(self._desk.text_of(problem))

    def _show(self, step: QWidget) -> None:
        self.back()
        self._steps.addWidget(step)
        self._steps.setCurrentWidget(step)
        step.setFocus()

    def _choose_folder(self) -> None:
        title = self._desk.language("Open a workspace")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.ask_passphrase(Path(chosen))

    def _first_step(self) -> QWidget:
        language = self._desk.language
        inside = QWidget()
        inside.setMaximumWidth(960)
        below = language(
            "Activities, participants and attendance of the South-South "
            "Cooperation Action, recorded without a network."
        )
        titles = column(
            label("SSC Desktop", size="title"), label(below, role="muted", wrap=True), spacing=2
        )
        sides = QHBoxLayout()
        sides.setSpacing(40)
        sides.addLayout(self._offers(), 3)
        sides.addWidget(self.recent, 2)
        whole = QVBoxLayout(inside)
        whole.addStretch(1)
        whole.addLayout(titles)
        whole.addSpacing(20)
        whole.addLayout(sides)
        whole.addStretch(2)
        return scrolling(inside, centred=True)

    def _offers(self) -> QLayout:
        language = self._desk.language
        made = column(spacing=10)
        for name, icon_name, title, text in CHOICES:
            choice = Choice(icon_name, language(title), language(text))
            choice.clicked.connect(lambda _checked=False, name=name: self.choose(name))
            self._choices[name] = choice
            made.addWidget(choice)
        return made

    def _languages(self) -> QHBoxLayout:
        made = row(
            button_for(action(self, "guide", self._desk.language, self.show_guide), "link"), None
        )
        for code in LANGUAGES:
            each = button(NATIVE_NAMES[code], role="quiet")
            if code == self._desk.language.code:
                each.setProperty("role", "link")
            each.clicked.connect(lambda _checked=False, code=code: self._desk.choose_language(code))
            made.addWidget(each)
        return made
