"""Lists of participants among files that are dragged or chosen, known by their names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
PATTERNS = " ".join(f"*{each}" for each in SUFFIXES)


def list_in(data: QMimeData) -> Path | None:
    """The list of participants among what is dragged, by its name."""
    paths = [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
    return next((each for each in paths if each.suffix.lower() in SUFFIXES), None)
