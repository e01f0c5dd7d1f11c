"""What every page is: a title, one primary action, a notice, content; and how it hears of changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import OneLine

PAGES: dict[str, type[Page]] = {}


def in_navigation(page: type[Page]) -> type[Page]:
    """Register a page: the window learns of it here and nowhere else."""
    PAGES[page.name] = page
    return page


class Page(QWidget):
    """A place in the navigation. Reads when it is shown, and again when what it shows changed."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    order: ClassVar[int] = 0
    # A page that is reached from another one stands under it in the navigation.
    under: ClassVar[str] = ""
    # A page that is seldom asked for has its button at the foot.
    at_foot: ClassVar[bool] = False
    editions: ClassVar[tuple[str, ...]] = ("office", "headquarters")
    nouns: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.language = desk.language
        self._is_stale = True
        self.notice = ProblemBar(desk.language)
        self.heading = OneLine(self.language(self.title), size="title")
        self.subheading = OneLine(role="muted")
        self.subheading.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._arrange()
        # A page that is shown takes the focus itself: its name is read, Tab goes to its first field.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.language(self.title))
        self.action("reload", self.read_again)

    def _arrange(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.heading)
        titles.addWidget(self.subheading)
        self._head.addLayout(titles, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 18, 24, 16)
        whole.setSpacing(14)
        whole.addLayout(self._head)
        whole.addWidget(self.notice)
        whole.addLayout(self.body, 1)

    # --- made by each page ------------------------------------------------------------------

    def read_again(self) -> None:
        """Read what the page shows."""

    def arrive(self, what: object) -> None:
        """Show what was asked for when the person was sent here."""

    def standing(self) -> object:
        """What would have to be asked for to come back: a record's key, or its key and part."""
        return None

    def leave(self) -> None:
        """Finish what is half typed before another page is shown."""

    def undo(self) -> bool:
        """Take back the last thing done here; False when the page keeps no such list."""
        return False

    # --- for each page ----------------------------------------------------------------------

    def say_below(self, text: str) -> None:
        """A line below the title."""
        self.subheading.setText(text)
        self.subheading.setVisible(bool(text))

    def add_head(self, *widgets: QWidget) -> None:
        """Put buttons beside the title, the primary one last."""
        for each in widgets:
            self._head.addWidget(each)

    def add_before_title(self, widget: QWidget) -> None:
        """Put a button before the title."""
        self._head.insertWidget(0, widget)

    def action(self, name: str, done: Callable[[], object]) -> QAction:
        """An action of this page, with its text, icon and shortcut."""
        return action(self, name, self.language, done)

    def read(
        self, work: Callable[[Any], Any], then: Callable[[Any], None], *, only_latest: str = ""
    ) -> Job:
        """Read off the window's thread."""
        return self.desk.ops.read(self, work, then, only_latest=only_latest)

    def change(
        self,
        work: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        *,
        touches: tuple[str, ...] = (),
    ) -> Job:
        """Change off the window's thread."""
        return self.desk.ops.change(self, work, then, touches=touches)

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, above the content."""
        self.notice.say(self.desk.text_of(problem))

    # --- how it hears of changes ------------------------------------------------------------

    def hear(self, changes: Changes, initiator: QObject | None) -> None:
        """Something changed; read again now if it is shown, else when it is."""
        is_own = initiator is self or self._holds(initiator)
        if is_own or not (changes.nouns & self.nouns):
            return
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def _holds(self, other: QObject | None) -> bool:
        return isinstance(other, QWidget) and self.isAncestorOf(other)

    def refresh(self) -> None:
        """Read if what is shown may be out of date."""
        if self._is_stale:
            self._is_stale = False
            self.read_again()
