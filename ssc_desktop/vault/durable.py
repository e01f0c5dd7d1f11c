"""Small files written whole or not at all, and found again after a power cut."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

# Virus scanners hold a file for a moment after it is written; Windows then refuses the rename.
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: the old content stays until the new one is on disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rename_over(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def rename_over(source: Path, target: Path) -> None:
    """Rename ``source`` to ``target``, patient with whoever still holds one of them."""
    for wait in _WAITS:
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
        else:
            return
    source.replace(target)


def flush_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` survive a power cut, where the system can be told to."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
