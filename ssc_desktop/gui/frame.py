"""The frame around the pages of an open workspace: navigation, page stack, status bar, notices."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import DEEDS, action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dropped_files import DroppedFiles
from ssc_desktop.gui.pages import all_pages
from ssc_desktop.gui.pages.page import Page
from ssc_desktop.gui.places import NOUNS_OF, remember
from ssc_desktop.gui.widgets.navigation import Navigation
from ssc_desktop.gui.widgets.notices import Told
from ssc_desktop.gui.widgets.scrolling import never_smaller
from ssc_desktop.gui.widgets.status import StatusBar

# Counting reads the change log: after a pause, not after every key.
RECOUNT_MS = 1000
# A narrower window, as all are where everything is drawn large, shows its navigation as icons.
NARROW_BELOW = 1100
# What a page can bear; a small screen on which everything is drawn at 200 % shows part of it.
LEAST = QSize(760, 500)

log = logging.getLogger(__name__)


class Frame(QWidget):
    """Shows one page at a time; makes each when it is first asked for, and knows none by name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.language = desk.language
        self._classes = {each.name: each for each in all_pages(desk.workspace.edition)}
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        # The first widget of a stack is shown as soon as it is there; pages wait for their turn.
        self._stack.addWidget(QWidget())
        self.navigation = Navigation()
        self.status = StatusBar(desk)
        self.told = Told(self, desk.language)
        self.place: tuple[str, object] = ("", None)
        self._is_narrow = False
        self._arrange()
        DroppedFiles(self, desk)
        self._fill_navigation()
        desk.asked.connect(self.go)
        desk.told.connect(self.told.say)
        desk.ops.changed.connect(self._hear)
        desk.lists.changed.connect(self._name_again)
        desk.ops.problem.connect(self._show_problem)
        self._recount = QTimer(self, singleShot=True, interval=RECOUNT_MS)
        self._recount.timeout.connect(self._count_waiting)
        self._count_waiting()

    def begin(self, place: tuple[str, object] | None) -> None:
        """Show the page the person was on, else the first one."""
        is_known = place is not None and place[0] in self._classes
        self.go(*place if place and is_known else (next(iter(self._classes)), None))

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(never_smaller(self._stack, LEAST), 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)

    def _fill_navigation(self) -> None:
        language, workspace = self.desk.language, self.desk.workspace
        self._find = action(self, "find_everywhere", language, self._find_everywhere)
        self.navigation.add_find(self._find)
        for name, (title, icon, keys) in self.places().items():
            at_foot = self._classes[name].at_foot
            if not self._classes[name].under:
                self.navigation.add(name, title, icon, keys, at_foot=at_foot)
        self.navigation.asked.connect(self.go)
        self.navigation.head(workspace.office.name or "", workspace.officer.name or "")
        self.navigation.add_foot(
            action(self, "guide", language, self.show_guide),
            action(self, "shortcuts", language, self._show_shortcuts),
            action(self, "lock", language, self.desk.closed.emit),
            action(self, "fold", language, self._fold),
        )
        self.undo = action(self, "undo", language, self._undo)
        self._show_navigation()
        self.status.show_where(str(workspace.folder))

    def places(self) -> dict[str, tuple[str, str, str]]:
        """The pages one can go to from anywhere: the title, icon and shortcut of each by name."""
        found, number = {}, 0
        for name, each in self._classes.items():
            deed = DEEDS.get(name)
            if not each.under and not each.at_foot:
                number += 1
                found[name] = (self.language(each.title), each.icon, f"Ctrl+{number}")
            elif each.at_foot or (each.icon and deed):
                found[name] = (self.language(each.title), each.icon, deed.keys if deed else "")
        return found

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._pages.get(self.place[0])  # type: ignore[return-value]

    def go(self, name: str, what: object = None) -> None:
        """Show a page, and on it what was asked for."""
        if self.page is not None:
            self.page.leave()
        self.place = (name, what)
        if name in self._pages:
            self._turn_to(name, what)
            return
        page = self._pages[name] = self._classes[name](self.desk)
        self._stack.addWidget(page)
        # To make a page and to dress it are two turns of the loop.
        QTimer.singleShot(0, page, lambda: self._arrive(name, what))

    def _arrive(self, name: str, what: object) -> None:
        if self.place == (name, what):
            self._turn_to(name, what)

    def _turn_to(self, name: str, what: object) -> None:
        page = self._pages[name]
        self._stack.setCurrentWidget(page)
        self.navigation.show_page(page.under or name)
        page.setFocus()
        page.refresh()
        page.arrive(what)
        self._remember(name, what)

    def _hear(self, changes: Changes, initiator: QObject | None) -> None:
        for page in self._pages.values():
            page.hear(changes, initiator)
        self._recount.start()

    def _name_again(self) -> None:
        """Paint the tables of the page again: what their cells name is read anew."""
        if self.page is not None:
            for each in self.page.findChildren(QAbstractItemView):
                each.viewport().update()

    def _count_waiting(self) -> None:
        """Count what headquarters has not got, once changes pause."""

        def work(workspace: Any) -> int:  # noqa: ANN401
            from ssc_desktop.services import exchange

            return exchange.bundle_status(workspace).not_yet_received

        self.desk.ops.read(self, work, self.desk.waiting_changed.emit, only_latest="waiting")

    def _show_problem(self, problem: Problem, owner: QObject | None) -> None:
        log.warning("problem %s", problem.code)
        shown = owner if hasattr(owner, "show_problem") else self.page
        shown.show_problem(problem)  # type: ignore[union-attr]

    def _undo(self) -> None:
        if not self.page.undo():
            self.told.undo()

    def _fold(self) -> None:
        folded = not self.navigation.is_folded
        self.navigation.fold(folded=folded)
        if not self._is_narrow:
            self.desk.memory.keep_flag("navigation/folded", value=folded)

    def _show_navigation(self) -> None:
        """Icons alone where the person wants it so, or where the page needs the room."""
        wanted = self.desk.memory.flag("navigation/folded")
        self.navigation.fold(folded=self._is_narrow or wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation in a window that became narrow; unfold it in a wide one."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show_navigation()

    def _remember(self, name: str, what: object) -> None:
        key = what[0] if isinstance(what, tuple) else what
        if isinstance(key, UUID) and name in NOUNS_OF:
            remember(self.desk, NOUNS_OF[name], key)

    def _find_everywhere(self) -> None:
        from ssc_desktop.gui.dialogs.find_everywhere import FindEverywhereDialog

        FindEverywhereDialog(self).open()

    def show_guide(self) -> None:
        """Open the guide at what is shown."""
        from ssc_desktop.gui.dialogs.guide import GuideDialog, topic_of

        place = (self.place[0], self.page.standing() if self.page else None)
        name = topic_of(place, self.desk.workspace.edition)
        GuideDialog(self, self.language, name).show()

    def _show_shortcuts(self) -> None:
        from ssc_desktop.gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self, self.desk.language).open()
