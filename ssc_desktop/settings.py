"""This person's settings: each declared once, kept as JSON beside the log, nothing personal."""

from __future__ import annotations

import json
import locale
import os
import sys
import tempfile
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from ssc_desktop.language import LANGUAGES, N_
from ssc_desktop.paths import user_folder

T = TypeVar("T")
RECENT_LIMIT = 8
SYSTEM, LIGHT, DARK = "system", "light", "dark"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting: its key in the file, its type, its default, how a person calls it."""

    key: str
    type: type[T]
    default: T
    label: str
    choices: tuple[T, ...] = ()

    def accepts(self, value: object) -> bool:
        """Whether a value read from the file can be this setting's."""
        if not isinstance(value, self.type):
            return False
        if isinstance(value, list) and not all(isinstance(each, str) for each in value):
            return False
        return not self.choices or value in self.choices


# To add a setting: one line here, and its name in ALL_SETTINGS.
LANGUAGE = Setting("language", str, "", N_("Screen language"), ("", *LANGUAGES))
SHEET_LANGUAGE = Setting(
    "sheet_language", str, "", N_("Language of printed sheets"), ("", *LANGUAGES)
)
SHEET_ORIENTATION = Setting(
    "sheet_orientation",
    str,
    "landscape",
    N_("Orientation of attendance sheets"),
    ("landscape", "portrait"),
)
SHEET_COLUMNS = Setting[list[str]](
    "sheet_columns",
    list,
    ["function", "place", "contact", "image"],
    N_("Columns of attendance sheets"),
)
SHEET_DAYS = Setting("sheet_days", str, "each", N_("Days on a sheet"), ("each", "grid"))
BADGES_PER_PAGE = Setting("badges_per_page", int, 8, N_("Badges on a page"), (8, 10))
THEME = Setting("theme", str, SYSTEM, N_("Appearance"), (SYSTEM, LIGHT, DARK))
SCALE = Setting("scale", int, 100, N_("Size of text and buttons"), (100, 125, 150, 175, 200))
RECENT_WORKSPACES = Setting[list[str]]("recent_workspaces", list, [], N_("Recent workspaces"))
# Window and table states as the window toolkit gives them, in base64, and the last folders by use.
STATES = Setting[dict[str, Any]]("states", dict, {}, N_("Sizes and columns"))
LAST_FOLDERS = Setting[dict[str, Any]]("last_folders", dict, {}, N_("Last folders"))

ALL_SETTINGS: tuple[Setting[Any], ...] = (
    LANGUAGE,
    SHEET_LANGUAGE,
    SHEET_ORIENTATION,
    SHEET_COLUMNS,
    SHEET_DAYS,
    BADGES_PER_PAGE,
    THEME,
    SCALE,
    RECENT_WORKSPACES,
    STATES,
    LAST_FOLDERS,
)


class Settings:
    """The settings of one file; a file that cannot be read is set aside and the defaults hold."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or user_folder() / "settings.json"
        self._values = self._read()

    def get(self, setting: Setting[T]) -> T:
        """The value a person chose, else the default; lists and mappings are copies."""
        value: T = copy(self._values.get(setting.key, setting.default))
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value; it is on the disk when this returns."""
        if not setting.accepts(value):
            raise ValueError(setting.key)
        if self._values.get(setting.key) == value:
            return
        self._values[setting.key] = value
        self._write()

    def language(self) -> str:
        """The screen language: the chosen one, else the system's when we speak it, else French."""
        chosen = self.get(LANGUAGE) or system_language()
        return chosen if chosen in LANGUAGES else "fr"

    def sheet_language(self) -> str:
        """The language sheets are printed in unless another is asked for."""
        return self.get(SHEET_LANGUAGE) or self.language()

    def recent_workspaces(self) -> list[Path]:
        """The workspaces opened last, the newest first, without those that are gone."""
        return [Path(each) for each in self.get(RECENT_WORKSPACES) if Path(each).is_dir()]

    def remember_workspace(self, folder: Path, place: int = 0) -> None:
        """Put a workspace first among the recent ones, or back at the place it was forgotten from."""
        others = [each for each in self.recent_workspaces() if each != folder]
        found = [str(each) for each in (*others[:place], folder, *others[place:])]
        self.set(RECENT_WORKSPACES, found[:RECENT_LIMIT])

    def forget_workspace(self, folder: Path) -> int:
        """Take a workspace off the list and tell its place there; the folder is not touched."""
        found = self.recent_workspaces()
        self.set(RECENT_WORKSPACES, [str(each) for each in found if each != folder])
        return found.index(folder) if folder in found else 0

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            self._set_aside()
            return {}
        if not isinstance(found, dict):
            self._set_aside()
            return {}
        # What a newer program wrote is carried along; what does not fit falls back to its default.
        known = {setting.key: setting for setting in ALL_SETTINGS}
        return {
            key: value
            for key, value in found.items()
            if key not in known or known[key].accepts(value)
        }

    def _set_aside(self) -> None:
        try:
            self.file.replace(self.file.with_suffix(".damaged.json"))
        except OSError:
            return

    def _write(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        number, name = tempfile.mkstemp(dir=self.file.parent, prefix=".settings-")
        with os.fdopen(number, "w", encoding="utf-8") as stream:
            stream.write(written)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(self.file)


def system_language() -> str:
    """The language this computer speaks, as two letters; empty when it does not say."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        spoken = os.environ.get(variable, "")[:2]
        if spoken.isalpha():
            return spoken
    return _windows_language() or (locale.getlocale()[0] or "")[:2]


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")[:2]
