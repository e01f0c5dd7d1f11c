"""What the window remembers from one day to the next: choices, sizes, recent workspaces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from ssc_desktop.gui.theme import DARK, LIGHT, SYSTEM
from ssc_desktop.language import LANGUAGES
from ssc_desktop.paths import user_folder

RECENT_LIMIT = 8


class Memory:
    """Small facts about this person's window, kept outside every workspace; nothing personal."""

    def __init__(self, file: Path | None = None) -> None:
        self._store = QSettings(
            str(file or user_folder() / "window.ini"), QSettings.Format.IniFormat
        )

    @property
    def language(self) -> str:
        """The screen language: the chosen one, else the system's, else French."""
        chosen = str(self._store.value("language", ""))
        if chosen in LANGUAGES:
            return chosen
        spoken = [name[:2] for name in QLocale.system().uiLanguages()]
        return next((code for code in spoken if code in LANGUAGES), "fr")

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        chosen = str(self._store.value("theme", SYSTEM))
        return chosen if chosen in {LIGHT, DARK} else SYSTEM

    @theme.setter
    def theme(self, choice: str) -> None:
        self._store.setValue("theme", choice)

    @property
    def recent(self) -> list[Path]:
        """The workspaces opened last, the newest first, without those that are gone."""
        found = self._store.value("recent", [])
        folders = [found] if isinstance(found, str) else list(found or [])
        return [Path(each) for each in folders if each and Path(each).is_dir()]

    def remember_workspace(self, folder: Path) -> None:
        """Put a workspace first among the recent ones."""
        others = [each for each in self.recent if each != folder]
        kept = [str(each) for each in (folder, *others)][:RECENT_LIMIT]
        self._store.setValue("recent", kept)

    def forget_workspace(self, folder: Path) -> None:
        """Take a workspace off the list; the folder itself is not touched."""
        self._store.setValue("recent", [str(each) for each in self.recent if each != folder])

    def recall(self, name: str) -> QByteArray | None:
        """The state kept under that name: a window's or a table's."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else None

    def keep(self, name: str, state: QByteArray) -> None:
        """Keep a state under a name."""
        self._store.setValue(name, state)

    def words(self, name: str) -> list[str]:
        """A list of words kept under that name."""
        value = self._store.value(name, [])
        return [value] if isinstance(value, str) else [str(each) for each in value or []]

    def keep_words(self, name: str, words: list[str]) -> None:
        """Keep a list of words under a name."""
        self._store.setValue(name, words)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no kept under that name."""
        return str(self._store.value(name, default)).lower() == "true"

    def keep_flag(self, name: str, *, value: bool) -> None:
        """Keep a yes or no under a name."""
        self._store.setValue(name, value)
