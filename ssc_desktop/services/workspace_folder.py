"""The folder of a workspace: made in one step, held by one window at a time."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from filelock import FileLock, Timeout

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault.durable import flush_folder, rename_over
from ssc_desktop.vault.keyfile import DATABASE, NAME

LOCK = ".lock"
EVIDENCE = "evidence"
FOLDERS = (EVIDENCE, "backups", "outbox", "inbox")
# Seconds after which an unfinished sibling nobody holds is taken for a killed creation's.
_ABANDONED_AFTER = 60


def absolute(folder: Path) -> Path:
    """The folder a person means, whatever the working directory is later."""
    return Path(os.path.abspath(folder.expanduser()))


def refuse_taken(folder: Path) -> None:
    """Raise a Problem unless a workspace can be made at ``folder``: nothing there, or empty."""
    if not os.path.lexists(folder):
        return
    if (folder / NAME).exists() or (folder / DATABASE).exists():
        raise Problem(
            "workspace-exists",
            N_("There is already a workspace in this folder. Nothing was touched. Open it."),
        )
    if not folder.is_dir() or any(folder.iterdir()):
        raise Problem(
            "folder-not-empty",
            N_("This folder is not empty. Nothing was touched. Choose a new or empty folder."),
        )


@contextmanager
def built_aside(folder: Path) -> Iterator[Path]:
    """A sibling folder that becomes ``folder`` in one step, or vanishes."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        building = Path(tempfile.mkdtemp(prefix=_aside(folder), dir=folder.parent))
        try:
            with _lock(building):
                yield building
            if folder.is_dir():
                folder.rmdir()
            rename_over(building, folder)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        flush_folder(folder.parent)
    except OSError as error:
        raise Problem(
            "folder-unusable",
            N_(
                "No workspace could be made in this folder. Nothing was left behind. Choose another."
            ),
        ) from error


def _aside(folder: Path) -> str:
    return f".{folder.name}.new-"


def _sweep(folder: Path) -> None:
    """Remove what a creation that was killed left beside ``folder``."""
    for left in folder.parent.glob(f"{escape(_aside(folder))}*"):
        if time.time() - left.stat().st_mtime < _ABANDONED_AFTER:
            continue
        with suppress(Timeout), _lock(left):
            shutil.rmtree(left, ignore_errors=True)


def _lock(folder: Path) -> FileLock:
    # The worker that opens a workspace need not be the thread that closes it.
    return FileLock(folder / LOCK, timeout=0, thread_local=False)


@contextmanager
def held(folder: Path) -> Iterator[FileLock]:
    """The folder's lock, kept when the block ends well and let go when it does not."""
    lock = _lock(folder)
    try:
        lock.acquire()
    except Timeout:
        raise Problem(
            "workspace-in-use",
            N_(
                "This workspace is open in another window. Nothing was touched."
                " Close the other window first."
            ),
        ) from None
    except OSError as error:
        raise _read_only() from error
    try:
        _refuse_read_only(folder / DATABASE)
        yield lock
    except BaseException:
        lock.release()
        raise


def _refuse_read_only(database: Path) -> None:
    # What is copied from a disc comes with its attribute; only the first entry would find out.
    if database.exists() and not os.access(database, os.W_OK):
        raise _read_only()


def _read_only() -> Problem:
    return Problem(
        "workspace-read-only",
        N_("This folder cannot be written to, so the workspace was not opened. Copy it first."),
    )
