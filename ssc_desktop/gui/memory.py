"""What the window remembers from one day to the next: the settings, and sizes and columns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ssc_desktop.paths import user_folder
from ssc_desktop.settings import LANGUAGE, THEME, Settings


class Memory:
    """This person's window, kept outside every workspace; nothing personal.

    Sizes and columns change with every pixel of a drag, so they go through Qt, which gathers
    writes, and not through the settings, where every change is on the disk before it returns.
    """

    def __init__(self, folder: Path | None = None) -> None:
        home = folder or user_folder()
        self.settings = Settings(home / "settings.json")
        self._states = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The screen language: the chosen one, else the system's, else French."""
        return self.settings.language()

    @language.setter
    def language(self, code: str) -> None:
        self.settings.set(LANGUAGE, code)

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self.settings.get(THEME)

    @theme.setter
    def theme(self, choice: str) -> None:
        self.settings.set(THEME, choice)

    @property
    def recent(self) -> list[Path]:
        """The workspaces opened last, the newest first, without those that are gone."""
        return self.settings.recent_workspaces()

    def remember_workspace(self, folder: Path) -> None:
        """Put a workspace first among the recent ones."""
        self.settings.remember_workspace(folder)

    def recall(self, name: str) -> QByteArray | None:
        """The state kept under that name: a window's or a table's."""
        value = self._states.value(name)
        return value if isinstance(value, QByteArray) else None

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a state under a name."""
        self._states.setValue(name, state)

    def words(self, name: str) -> list[str]:
        """A list of words kept under that name."""
        value = self._states.value(name)
        if value is None or value == "":
            return []
        return [value] if isinstance(value, str) else [str(each) for each in value]

    def keep_words(self, name: str, words: list[str]) -> None:
        """Keep a list of words under a name."""
        self._states.setValue(name, words)

    def flag(self, name: str) -> bool:
        """A yes or no kept under that name."""
        return str(self._states.value(name)).lower() == "true"

    def keep_flag(self, name: str, *, value: bool) -> None:
        """Keep a yes or no under a name."""
        self._states.setValue(name, value)
