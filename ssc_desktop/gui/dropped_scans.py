"""Files dropped on an activity that hold a signed sheet: they are read, not only kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from ssc_desktop.gui.desk import Desk
from ssc_desktop.language import N_

SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
# To look into more files than this for a code would be felt.
MOST_LOOKED_INTO = 12


def may_be_scans(files: Sequence[Path]) -> bool:
    """Whether files are pictures or PDFs, so few that each can be looked into."""
    few = 0 < len(files) <= MOST_LOOKED_INTO
    return few and all(each.suffix.lower() in SUFFIXES for each in files)


def sort_out(
    owner: QObject,
    desk: Desk,
    files: Sequence[Path],
    otherwise: Callable[[], None],
) -> None:
    """Lead to the reading of signed sheets where every file holds one; else do what is done with
    documents."""
    activity = getattr(owner, "key", None)

    def work(_: Any) -> bool:  # noqa: ANN401
        from ssc_desktop.services import scanning

        return all(scanning.looks_scanned(each) for each in files)

    def then(are_sheets: bool) -> None:
        if not are_sheets:
            otherwise()
            return
        desk.go("scan", (activity, tuple(files)))
        desk.tell(desk.language(N_("These are signed sheets: accept what was read of them")))

    desk.ops.read(owner, work, then, failed=lambda _problem: otherwise())
