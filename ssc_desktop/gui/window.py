"""The window: the start view, then the frame of the workspace that was opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import delete

from ssc_desktop.gui.daily_copy import DailyCopy
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.errors import BugDialog
from ssc_desktop.gui.pages.start import StartView
from ssc_desktop.gui.tab_order import in_reading_order
from ssc_desktop.gui.warming import Warming
from ssc_desktop.language import N_

# Where the person was, as ``whereabouts`` tells it.
Told = dict[str, Any]
NOWHERE: Told = {"page": "", "key": None, "part": "", "scrolls": {}, "rows": {}}


class Window(QMainWindow):
    """Holds one view at a time; what is inside is made anew when the language changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._views = QStackedWidget()
        self.setCentralWidget(self._views)
        # Where everything is drawn at twice its size a screen may be smaller than the window.
        room = self.screen().availableSize()
        self.setMinimumSize(room.boundedTo(QSize(900, 500)))
        self.resize(1280, 720)
        kept = desk.memory.recall("window/geometry")
        if kept is not None:
            self.restoreGeometry(kept)
        desk.opened.connect(self.open_frame)
        desk.closed.connect(self.lock)
        desk.language_chosen.connect(lambda _code: QTimer.singleShot(0, self.show_again))
        desk.ops.bug.connect(self.show_bug)
        self.warming = Warming(desk.ops)
        self.daily_copy = DailyCopy(desk, self)
        self._where: Any = None
        self._stops: list[QWidget] = []
        self._told: Told | None = None
        desk.theme.changing.connect(self._take_frame_away)
        desk.theme.changed.connect(self._bring_frame_back)
        self.show_start()

    @property
    def view(self) -> QWidget | None:
        """What the window shows: the start view or the frame."""
        return self._views.currentWidget()

    def show_start(self) -> None:
        """Show where a workspace is made or opened."""
        self.setWindowTitle("SSC Desktop")
        self.start = StartView(self.desk)
        self._show(self.start)

    def show_again(self) -> None:
        """Make what is shown anew, in the language of now."""
        if self.desk.workspace is None:
            self.show_start()
            return
        self._finish()
        self.open_frame(self.desk.workspace, self._where.here() if self._where else None)

    def lock(self) -> None:
        """Save what is half typed, close the workspace, and ask for the passphrase again."""
        self._let_go()
        folder = self.desk.workspace.folder
        self.desk.workspace = None
        self.desk.ops.close()
        self.ask_passphrase(folder)

    def ask_passphrase(self, folder: Path) -> None:
        """Show the start view, at the step that opens this workspace."""
        self.show_start()
        self.start.ask_passphrase(folder)

    def show_bug(self, trace: str) -> None:
        """Offer the report of something nobody foresaw."""
        BugDialog(self, self.desk.language, trace).open()

    def open_frame(self, workspace: Any, told: Told | None = None) -> None:  # noqa: ANN401
        """Read what every page needs and where the person was, then show the frame there."""
        from ssc_desktop.gui.drafts import Drafts
        from ssc_desktop.gui.lists import Lists

        desk = self.desk
        desk.begin(workspace)
        desk.lists = Lists(desk.ops, desk.language)
        desk.drafts = Drafts(desk.ops, desk.language)
        desk.lists.load()
        desk.drafts.load()
        desk.ops.read(
            self, read_whereabouts,
            lambda kept: self.warming.when_warm(lambda: self._show_frame(told or kept)),
        )  # fmt: skip

    def _show_frame(self, told: Told | None) -> None:
        from ssc_desktop.gui.frame import Frame

        workspace = self.desk.workspace
        if workspace is None:
            return
        title = self.desk.language(N_("{office} - SSC Desktop"), office=workspace.office.name or "")
        self.setWindowTitle(title)
        frame = Frame(self.desk)
        # To make a frame, to dress it and to make its first page are three things, and together
        # they would be felt.
        QTimer.singleShot(0, frame, lambda: self._dress(frame, told))

    def _dress(self, frame: QWidget, told: Told | None) -> None:
        self._show(frame)
        QTimer.singleShot(0, frame, lambda: self._begin(frame, told))

    def _begin(self, frame: Any, told: Told | None) -> None:  # noqa: ANN401
        from ssc_desktop.gui.whereabouts import Whereabouts, place_of

        workspace = self.desk.workspace
        self._tell_notice(workspace)
        frame.begin(place_of(told) if told else None)
        self._where = Whereabouts(frame, self.desk)
        if told is not None:
            self._where.lead_back(told)
        if workspace is not None and workspace.recovery_secret:
            self._show_recovery_key(workspace)
        elif self.desk.drafts.found:
            self._offer_drafts(frame)

    def _tell_notice(self, workspace: Any) -> None:  # noqa: ANN401
        """Tell what opening found, once."""
        if workspace is not None and workspace.notice is not None:
            problem, workspace.notice = workspace.notice, None
            self.desk.tell(self.desk.text_of(problem))

    def _offer_drafts(self, frame: Any) -> None:  # noqa: ANN401
        """Offer what was typed and not recorded when the program ended, once."""
        from ssc_desktop.gui.dialogs.unfinished import UnfinishedDialog

        if not self.desk.drafts.is_offered:
            self.desk.drafts.is_offered = True
            UnfinishedDialog(frame, self.desk).open()

    def _show_recovery_key(self, workspace: Any) -> None:  # noqa: ANN401
        from ssc_desktop.gui.dialogs.recovery import RecoveryDialog

        secret, workspace.recovery_secret = workspace.recovery_secret, None
        RecoveryDialog(self, self.desk.language, secret).open()

    def _take_frame_away(self) -> None:
        if self.desk.workspace is None or self._told is not None:
            return
        self._finish()
        self._told = self._where.here() if self._where else NOWHERE
        self._where = None
        if (old := self.view) is not None:
            self._views.removeWidget(old)
            delete(old)

    def _bring_frame_back(self) -> None:
        told, self._told = self._told, None
        if told is not None:
            self._show_frame(told)

    def _show(self, view: QWidget) -> None:
        while (old := self._views.widget(0)) is not None:
            self._views.removeWidget(old)
            old.deleteLater()
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)

    def _finish(self) -> None:
        page = getattr(self.view, "page", None)
        if page is not None:
            page.leave()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in reading order, also through what came or went meanwhile."""
        page = getattr(self.view, "page", None) or self.view
        if page is not None:
            self._stops = in_reading_order(page, self._stops)
        return super().focusNextPrevChild(forward)

    def _let_go(self) -> None:
        """Save what is half typed and where the person is; nothing is written after that."""
        self._finish()
        if self._where is not None:
            self._where.stop()
            self._where = None
        if self.desk.drafts is not None:
            self.desk.drafts.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Save what is half typed when the person turns to another window or closes the lid."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._finish()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is half typed and let go of the workspace before the window goes."""
        self._let_go()
        self.desk.memory.keep("window/geometry", self.saveGeometry())
        self.desk.ops.stop()
        event.accept()


def read_whereabouts(workspace: Any) -> Told | None:  # noqa: ANN401
    """Where the officer was when the workspace was closed; on the worker."""
    from dataclasses import asdict

    from ssc_desktop.services import drafts

    found = drafts.read_whereabouts(workspace.store)
    return asdict(found) if found is not None else None
