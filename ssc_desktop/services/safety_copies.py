"""Safety copies: made by themselves every day and before whatever changes much, and thinned out."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ssc_desktop.domain.copies_kept import Dated, kept
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services import backups
from ssc_desktop.services.backups import BACKUPS, SUFFIX, Backup
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import backup as stored
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.durable import write_whole
from ssc_desktop.vault.keyfile import DATABASE

DAILY, BY_HAND, MOVED = "daily", "by-hand", "moved"
BEFORE_IMPORT, BEFORE_UPGRADE, BEFORE_RESTORE = "before-import", "before-upgrade", "before-restore"
REASONS = {
    DAILY: N_("Made by itself, once a day"),
    BY_HAND: N_("Made by hand"),
    BEFORE_IMPORT: N_("Before bundles were taken in"),
    BEFORE_UPGRADE: N_("Before a new version of the program"),
    BEFORE_RESTORE: N_("What a restore replaced"),
    MOVED: N_("Before the records moved to a server"),
}
"""Why each copy was made, marked for translation."""

_NAME = re.compile(r"(?P<why>.+)-(?P<at>\d{8}T\d{6})\d*\.(?:sscbackup|db)")
_REGISTER = "verified.json"
_OUTSIDE = "last_outside_copy"
# Room that stays free on a disk beside a copy: the work itself needs some.
_SPARE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SafetyCopy:
    """A copy in the workspace: when it was made and why, its size, and when it was last found
    whole; None when it never was."""

    file: Path
    made_at: datetime
    why: str
    size: int
    verified_at: datetime | None


def list_copies(workspace: Workspace) -> list[SafetyCopy]:
    """The copies that lie in the workspace, the newest first."""
    return _copies_in(workspace.folder / BACKUPS)


def newest_copy(folder: Path) -> Path | None:
    """The newest copy in the folder of a workspace, also where that opens no more; what a restore
    replaced is none of them."""
    found = _copies_in(folder / BACKUPS)
    return next((each.file for each in found if each.why != BEFORE_RESTORE), None)


def make_copy(workspace: Workspace, why: str = BY_HAND) -> SafetyCopy:
    """Make a copy in the workspace and verify it; where the disk is nearly full, older copies are
    thinned out first. A Problem when there is no room all the same."""
    folder = workspace.folder / BACKUPS
    thin_out(workspace)
    if not _has_room(workspace):
        raise too_full()
    if why in (DAILY, BY_HAND):
        prefix = why if why == DAILY else workspace.office.code
        file = backups.write_backup(workspace, folder / f"{prefix}-{_stamp()}{SUFFIX}")
    else:
        folder.mkdir(exist_ok=True)
        file = folder / f"{why}-{_stamp()}.db"
        stored.write_sound(workspace.store, file)
    remember_verified(file, good=True)
    thin_out(workspace)
    return next(each for each in list_copies(workspace) if each.file == file)


def make_daily(workspace: Workspace, today: date | None = None) -> SafetyCopy | None:
    """Make the copy of today unless there is one; None when there is nothing to do."""
    day = today or now().astimezone().date()
    made = [each for each in list_copies(workspace) if each.why in (DAILY, BY_HAND)]
    if any(_day_of(each) == day for each in made):
        return None
    return make_copy(workspace, DAILY)


class BeforeImport:
    """A copy of the database, made once and only when something is going to be written. A full
    disk is told and keeps nobody from their work."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made = False
        self.problem: Problem | None = None

    def make(self) -> None:
        """Copy the database into ``backups`` unless this import has done so."""
        if self._made:
            return
        self._made = True
        try:
            make_copy(self._workspace, BEFORE_IMPORT)
        except Problem as problem:
            if problem.code != "no-room-for-copy" and _has_room(self._workspace):
                raise
            self.problem = too_full()


def thin_out(workspace: Workspace) -> list[Path]:
    """Remove the copies that nobody needs any more, and tell which they were."""
    folder = workspace.folder / BACKUPS
    _sweep(folder)
    bad = {name for name, told in _register(folder).items() if not told["good"]}
    copies = _copies_in(folder)
    staying = kept(
        Dated(
            name=each.file.name,
            at=each.made_at.astimezone(),
            why=each.why,
            good=each.file.name not in bad and each.size > 0,
            own=each.why in (BY_HAND, MOVED),
        )
        for each in copies
    )
    gone = [each.file for each in copies if each.file.name not in staying]
    for file in gone:
        with suppress(OSError):
            file.unlink()
    return gone


def _sweep(folder: Path) -> None:
    """Remove what a copy that was killed left unfinished; the workspace's lock is held."""
    for left in folder.glob(".*"):
        if left.is_file():
            left.unlink(missing_ok=True)


def verify_copy(workspace: Workspace, file: Path) -> Backup:
    """Look at every byte and row of a copy, and remember what was found."""
    try:
        found = backups.verify_backup(workspace, file)
    except Problem as problem:
        if problem.code == "backup-damaged":
            remember_verified(file, good=False)
        raise
    remember_verified(file, good=True)
    return found


def check_newest(workspace: Workspace) -> Iterator[Problem]:
    """Whether the newest copy can be put back; what a restore replaced may have been broken."""
    made = [each for each in list_copies(workspace) if each.why != BEFORE_RESTORE]
    for each in made[:1]:
        try:
            verify_copy(workspace, each.file)
        except Problem:
            yield Problem(
                "copy-not-whole",
                N_("The newest safety copy ({file}) is damaged. Make a new one now."),
                file=each.file.name,
            )


# --- outside the workspace ----------------------------------------------------------------------


def copy_to_stick(workspace: Workspace, folder: Path) -> Backup:
    """Write a copy with all documents to a stick, read it back from there and look at every byte
    and row of it. Only when this returns is the stick safe to remove."""
    made = backups.create_backup(workspace, folder)
    _drop_from_memory(made.file)
    found = backups.verify_backup(workspace, made.file)
    with workspace.store.writing() as db:
        write_fact(db, _OUTSIDE, now().isoformat().encode())
    return found


def last_outside(store: Store) -> datetime | None:
    """When a copy was last written to a place outside the workspace; None when none ever was."""
    with store.reading() as db:
        told = read_fact(db, _OUTSIDE)
    return datetime.fromisoformat(told.decode()) if told else None


def _drop_from_memory(file: Path) -> None:
    """Make the next reading come from the stick itself, where the system can be told to."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


# --- what is known of each copy -----------------------------------------------------------------


def _copies_in(folder: Path) -> list[SafetyCopy]:
    known = _register(folder)
    found = [
        made
        for file in (folder.iterdir() if folder.is_dir() else ())
        if (made := _told(file, known.get(file.name))) is not None
    ]
    return sorted(found, key=lambda each: (each.made_at, each.file.name), reverse=True)


def _told(file: Path, known: dict[str, str | int | bool] | None) -> SafetyCopy | None:
    named = _NAME.fullmatch(file.name)
    if named is None or file.name.startswith("."):
        return None
    size = file.stat().st_size
    verified = None
    if known and known["good"] and known["size"] == size:
        verified = datetime.fromisoformat(str(known["at"]))
    return SafetyCopy(file, _moment(file), _why(named["why"]), size, verified)


def _moment(file: Path) -> datetime:
    digits = file.stem.rpartition("-")[2]
    try:
        return datetime.strptime(f"{digits:0<21}", "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _why(prefix: str) -> str:
    if prefix == "replaced":
        return BEFORE_RESTORE
    return prefix if prefix in REASONS else BY_HAND


def remember_verified(file: Path, *, good: bool) -> None:
    """Note beside the copies what was found when one was looked at."""
    known = {
        name: told for name, told in _register(file.parent).items() if (file.parent / name).exists()
    }
    known[file.name] = {"at": now().isoformat(), "size": file.stat().st_size, "good": good}
    if _NAME.fullmatch(file.name):
        with suppress(OSError):
            write_whole(file.parent / _REGISTER, json.dumps(known, indent=1).encode())


def _register(folder: Path) -> dict[str, dict[str, str | int | bool]]:
    try:
        told = json.loads((folder / _REGISTER).read_bytes())
        return {
            str(name): {
                "at": str(each["at"]),
                "size": int(each["size"]),
                "good": bool(each["good"]),
            }
            for name, each in told.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _day_of(copy: SafetyCopy) -> date:
    return copy.made_at.astimezone().date()


def _stamp() -> str:
    return f"{now():%Y%m%dT%H%M%S%f}"


def _has_room(workspace: Workspace) -> bool:
    size = (workspace.folder / DATABASE).stat().st_size
    # While a copy is put together it lies there twice.
    return shutil.disk_usage(workspace.folder).free >= 2 * size + _SPARE


def too_full() -> Problem:
    """There was no room for a safety copy."""
    return Problem(
        "no-room-for-copy",
        N_(
            "The disk is nearly full, so no safety copy was made. The workspace itself is whole and"
            " work goes on. Make room soon, and copy the workspace to a stick."
        ),
    )
