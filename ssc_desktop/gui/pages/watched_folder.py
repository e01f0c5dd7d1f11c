"""A folder that is watched for bundles: what comes is offered, never taken in unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import OneLine, button, row

FOLDER, OFFERED = "exchange/watched", "exchange/offered"
QUIET = 400
MOST_REMEMBERED = 2000


class WatchedFolder(QWidget):
    """Says how many bundles came into the folder, and hands them on when asked to."""

    offered = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[Path] = []
        language = desk.language
        self.words = OneLine(role="muted")
        self.look = button(language("Look at them"), icon_name="inbox")
        self.look.clicked.connect(self.hand_on)
        self.choose_button = button(language("Watch a folder…"), icon_name="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.end = button(language("Watch it no more"))
        self.end.clicked.connect(lambda: self.watch(None))
        self._watcher = QFileSystemWatcher(self)
        # A copy that goes on is heard of many times.
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self.read_again)
        self._watcher.directoryChanged.connect(lambda _folder: self._quiet.start())
        line = row(self.words, self.look, self.end, self.choose_button)
        line.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(line)
        kept = desk.memory.words(FOLDER)
        self._show([])
        if kept:
            self._begin(Path(kept[0]))

    @property
    def folder(self) -> Path | None:
        """The folder that is watched on this laptop."""
        kept = self._desk.memory.words(FOLDER)
        return Path(kept[0]) if kept else None

    def choose(self) -> None:
        """Let the person choose a folder."""
        title = self._desk.language("Folder to be watched")
        name = QFileDialog.getExistingDirectory(self, title)
        if name:
            self.watch(Path(name))

    def watch(self, folder: Path | None) -> None:
        """Watch a folder from now on, also when the program is opened again; None for no folder."""
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._desk.memory.keep_words(FOLDER, [str(folder)] if folder else [])
        self._desk.memory.keep_words(OFFERED, [])
        self._show([])
        if folder is not None:
            self._begin(folder)

    def read_again(self) -> None:
        """Look which bundles lie in the folder that were not offered yet."""
        folder = self.folder
        if folder is None:
            return
        known = set(self._desk.memory.words(OFFERED))

        def work(_: Any) -> list[Path]:  # noqa: ANN401
            found = [*folder.glob("*.sscb"), *folder.glob("*.sscpart")]
            return sorted(each for each in found if each.name not in known)

        self._desk.ops.read(self, work, self._show, only_latest="watched")

    def hand_on(self) -> None:
        """Hand the bundles on to be looked at; they are not offered again."""
        names = [each.name for each in self._waiting]
        known = [*self._desk.memory.words(OFFERED), *names]
        self._desk.memory.keep_words(OFFERED, known[-MOST_REMEMBERED:])
        files = self._waiting
        self._show([])
        self.offered.emit(files)

    def _begin(self, folder: Path) -> None:
        self._watcher.addPath(str(folder))
        self.read_again()

    def _show(self, waiting: list[Path]) -> None:
        self._waiting = waiting
        language, folder = self._desk.language, self.folder
        self.end.setVisible(folder is not None)
        self.look.setVisible(bool(waiting))
        if folder is None:
            self.words.setText(language("No folder is watched."))
        elif waiting:
            self.words.setText(
                language.plural(
                    "{count} new bundle in {folder}",
                    "{count} new bundles in {folder}",
                    len(waiting),
                    folder=folder.name,
                )
            )
        else:
            self.words.setText(language("Watched: {folder}", folder=folder.name))
