"""The window: the start view, then the frame of the workspace that was opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import delete

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.errors import BugDialog
from ssc_desktop.gui.pages.start import StartView
from ssc_desktop.language import N_


class Window(QMainWindow):
    """Holds one view at a time; what is inside is made anew when the language changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._views = QStackedWidget()
        self.setCentralWidget(self._views)
        self.setMinimumSize(900, 560)
        self.resize(1280, 720)
        kept = desk.memory.recall("window/geometry")
        if kept is not None:
            self.restoreGeometry(kept)
        desk.opened.connect(self.open_frame)
        desk.closed.connect(self.lock)
        desk.language_chosen.connect(lambda _code: QTimer.singleShot(0, self.show_again))
        desk.ops.bug.connect(self.show_bug)
        self._place: tuple[str, object] | None = None
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
        self.open_frame(self.desk.workspace, getattr(self.view, "place", None))

    def lock(self) -> None:
        """Save what is half typed, close the workspace, and ask for the passphrase again."""
        self._finish()
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

    def open_frame(self, workspace: Any, place: tuple[str, object] | None = None) -> None:  # noqa: ANN401
        """Read the lists every page needs, then show the frame."""
        from ssc_desktop.gui.lists import Lists

        self.desk.workspace = workspace
        self.desk.lists = Lists(self.desk.ops, self.desk.language)
        self.desk.lists.load(lambda: self._show_frame(place))

    def _show_frame(self, place: tuple[str, object] | None) -> None:
        from ssc_desktop.gui.frame import Frame

        workspace = self.desk.workspace
        title = self.desk.language(N_("{office} - SSC Desktop"), office=workspace.office.name or "")
        self.setWindowTitle(title)
        frame = Frame(self.desk)
        self._show(frame)
        if place is not None:
            frame.go(*place)
        if workspace.recovery_secret:
            self._show_recovery_key(workspace)

    def _show_recovery_key(self, workspace: Any) -> None:  # noqa: ANN401
        from ssc_desktop.gui.dialogs.recovery import RecoveryDialog

        secret, workspace.recovery_secret = workspace.recovery_secret, None
        RecoveryDialog(self, self.desk.language, secret).open()

    def _take_frame_away(self) -> None:
        if self.desk.workspace is None or self._place is not None:
            return
        self._finish()
        self._place = getattr(self.view, "place", None)
        if (old := self.view) is not None:
            self._views.removeWidget(old)
            delete(old)

    def _bring_frame_back(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            self._show_frame(place)

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

    def changeEvent(self, event: QEvent) -> None:
        """Save what is half typed when the person turns to another window or closes the lid."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._finish()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is half typed and let go of the workspace before the window goes."""
        self._finish()
        self.desk.memory.keep("window/geometry", self.saveGeometry())
        self.desk.ops.stop()
        event.accept()
