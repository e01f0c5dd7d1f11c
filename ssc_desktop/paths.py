"""Where files lie: in development, in the frozen program, for this user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("SSC Desktop", appauthor=False)


def program_folder() -> Path:
    """The folder that holds ``resources`` and ``translations``."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources_folder() -> Path:
    """Fonts, icons, code lists and help pages shipped with the program."""
    return program_folder() / "resources"


def translations_folder() -> Path:
    """The message catalogs."""
    return program_folder() / "translations"


def user_folder() -> Path:
    """Settings and log of this user; ``SSC_DESKTOP_HOME`` moves it (tests, portable sticks)."""
    moved = os.environ.get("SSC_DESKTOP_HOME")
    return Path(moved) if moved else Path(_DIRS.user_data_dir)


def documents_folder() -> Path:
    """Where a new workspace is proposed."""
    return Path(_DIRS.user_documents_dir)
