"""A workspace put back from a copy: what would go back, the present state kept, undone if wanted."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.backups import BACKUPS, Backup, described, of_another, unpacked
from ssc_desktop.services.safety_copies import remember_verified
from ssc_desktop.services.workspace_folder import EVIDENCE, FOLDERS, LOCK, absolute, held
from ssc_desktop.services.workspaces import Workspace, opened_again
from ssc_desktop.storage import backup as stored
from ssc_desktop.storage import change_log, signpost
from ssc_desktop.storage.backup import COUNTED, Life
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.durable import flush_folder, rename_over, write_whole
from ssc_desktop.vault.keyfile import DATABASE, NAME, KeyFile


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a copy holds (every byte and row of it was looked at) and what putting it back takes
    back: how many changes made since, and how many records of each noun they tell of."""

    copy: Backup
    holds: Mapping[str, int]
    present: Mapping[str, int]
    changes: int
    goes_back: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace put back: where the replaced database lies, and the life the new one leads."""

    folder: Path
    backup: Backup
    replaced: Path | None
    incarnation: int


def preview_restore(workspace: Workspace, file: Path) -> RestorePreview:
    """What a copy holds and what would go back, were it put back now; nothing is changed."""
    with unpacked(absolute(file), workspace.folder / BACKUPS) as (working, manifest):
        if manifest and KeyFile.load(working).workspace != workspace.id:
            raise of_another()
        contents = stored.contents_of(working / DATABASE, workspace.key)
        copy = described(file, manifest, contents.life)
    with workspace.store.reading() as db:
        held_now = change_log.vector(db)
        newer = sum(max(last - contents.vector.get(s, 0), 0) for s, last in held_now.items())
        return RestorePreview(
            copy=copy,
            holds=contents.records,
            present=stored.counts(db, COUNTED),
            changes=newer,
            goes_back=stored.touched_above(db, contents.vector),
        )


def restore_backup(folder: Path, file: Path, passphrase: str) -> Restored:
    """Put a workspace back from a backup; the replaced database is kept beside the backups.

    The passphrase is one that opens the workspace now or opened it when the backup was made. The
    restored workspace is a new source of changes: numbers it gave out after the backup was made
    may be in bundles already.
    """
    folder = absolute(folder)
    is_new = _is_new(folder)
    for each in (folder, *(folder / name for name in FOLDERS)):
        each.mkdir(parents=True, exist_ok=True)
    with held(folder) as lock:
        try:
            with unpacked(absolute(file), folder / BACKUPS) as (working, manifest):
                keys, key = _unlocked(folder, working, passphrase, manifest)
                return _put_back(folder, absolute(file), working, manifest, keys, key)
        except BaseException as error:
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise not_put_back() from error
            raise
        finally:
            lock.release()


def restore_open(workspace: Workspace, file: Path) -> Workspace:
    """Close a workspace, put it back from a copy and open it again for the account at work, which
    is told what was done. Where that is refused, it is opened as it was and told why."""
    workspace.close()
    file = absolute(file)
    with held(workspace.folder) as lock:
        try:
            restored = _restore_known(workspace, file)
            opened = _opened_or_undone(workspace, restored, lock)
        except (Problem, OSError) as error:
            opened = opened_again(workspace, lock)
            opened.notice = error if isinstance(error, Problem) else not_put_back()
        return opened


def last_replaced(workspace: Workspace) -> Path | None:
    """What the last restore replaced: putting it back undoes that restore."""
    found = sorted((workspace.folder / BACKUPS).glob("replaced-*.db"))
    return found[-1] if found else None


def _restore_known(workspace: Workspace, file: Path) -> Restored:
    """Put an own copy back: the key is known, so no passphrase is asked."""
    folder = workspace.folder
    with unpacked(file, folder / BACKUPS) as (working, manifest):
        if manifest and KeyFile.load(working).workspace != workspace.id:
            raise of_another()
        keys = KeyFile.load(folder)
        return _put_back(folder, file, working, manifest, keys, workspace.key)


def _opened_or_undone(workspace: Workspace, restored: Restored, lock: object) -> Workspace:
    try:
        opened = opened_again(workspace, lock)  # type: ignore[arg-type]
    except Problem:
        # Whoever is at work has no account in a copy as old as this.
        assert restored.replaced is not None
        _restore_known(workspace, restored.replaced)
        raise
    opened.notice = told_restored()
    return opened


def told_restored() -> Problem:
    """What an officer is told when the window opens a workspace that was put back."""
    return Problem(
        "restored",
        N_(
            "The workspace was put back from the copy. What it replaced is kept among the safety"
            " copies; put that back to undo this."
        ),
    )


def not_put_back() -> Problem:
    """A disk had no room for what a restore makes ready."""
    return Problem(
        "restore-not-done",
        N_(
            "The copy could not be put back: the disk is full or cannot be written to. The workspace"
            " is as it was. Make room and try again."
        ),
    )


def _is_new(folder: Path) -> bool:
    """Whether nothing is in the folder yet; a Problem when what is there is no workspace."""
    present = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
    if present and not present & {NAME, DATABASE} and present - {*FOLDERS, LOCK}:
        raise Problem(
            "folder-not-empty",
            N_("This folder is not empty. Nothing was touched. Choose a new or empty folder."),
        )
    return not present


def _put_back(
    folder: Path,
    file: Path,
    working: Path,
    manifest: Mapping[str, object],
    keys: KeyFile,
    key: bytes,
) -> Restored:
    """Everything is made ready beside the database; one rename is the whole of the restore, or on
    a server one transaction."""
    server = _server_of(folder / DATABASE, key)
    life = stored.verified(working / DATABASE, key)
    incarnation = _next_life(folder / DATABASE, key, life)
    stored.begin_new_life(working / DATABASE, key, incarnation)
    _bring_documents(working, folder)
    replaced = _set_aside(folder, key)
    keys.save(folder)
    if server is None:
        rename_over(working / DATABASE, folder / DATABASE)
    else:
        with closing(server):
            server.take_over(working / DATABASE)
    flush_folder(folder)
    return Restored(folder, described(file, manifest, life), replaced, incarnation)


def _server_of(database: Path, key: bytes) -> Store | None:
    """The server on which a headquarters keeps its records, if it does and can be reached."""
    if signpost.read(database, key) is None:
        return None
    server = Store(database, key)
    try:
        with server.connecting():
            return server
    except Problem as error:
        server.close()
        raise Problem(
            "restore-server-away",
            N_(
                "The records of this headquarters lie in PostgreSQL and its server cannot be reached."
                " Nothing was changed. Start the server, or put the copy back into a new folder."
            ),
        ) from error


def _unlocked(
    folder: Path, working: Path, passphrase: str, manifest: Mapping[str, object]
) -> tuple[KeyFile, bytes]:
    """The key file to keep and the key: today's accounts where they can be read."""
    packed = KeyFile.load(working) if manifest else None
    present = _present_keys(folder, packed)
    if packed is None and present is None:
        raise Problem(
            "keys-missing",
            N_(
                "This copy holds no keys and the folder has none either. Nothing was changed. Choose a backup file."
            ),
        )
    if present and packed and present.workspace != packed.workspace:
        raise of_another()
    trouble: Problem | None = None
    for keys in (present, packed):
        if keys is not None:
            try:
                unlocked = keys.unlock(passphrase)
            except Problem as problem:
                trouble = problem
            else:
                _refuse_taken_access(present, unlocked.slot)
                return present or keys, unlocked.key
    assert trouble is not None
    raise trouble


def _refuse_taken_access(present: KeyFile | None, slot: str) -> None:
    """Whoever may not open the workspace any more does not put it back either."""
    if present and slot not in {each.id for each in present.accounts}:
        raise Problem(
            "access-taken",
            N_(
                "The officer of this passphrase may not open this workspace any more. Nothing was"
                " changed. Give the passphrase of another officer."
            ),
        )


def _present_keys(folder: Path, packed: KeyFile | None) -> KeyFile | None:
    if not (folder / NAME).exists():
        return None
    try:
        return KeyFile.load(folder)
    except Problem:
        # Damaged keys are what a backup is for.
        if packed is None:
            raise
        return None


def _next_life(path: Path, key: bytes, life: Life) -> int:
    """A number that no life of this laptop has had, also where the replaced one cannot tell its own."""
    present = stored.life_of(path, key) if path.is_file() else None
    known = max(life.incarnation, present.incarnation if present else 0)
    return max(known + 1, int(time.time()))


def _set_aside(folder: Path, key: bytes) -> Path | None:
    """Copy the database that is replaced among the backups, then drop what would belong to it."""
    database = folder / DATABASE
    if not database.is_file():
        return None
    aside = folder / BACKUPS / f"replaced-{now():%Y%m%dT%H%M%S%f}.db"
    is_read = stored.life_of(database, key) is not None
    try:
        if is_read:
            _copy_whole(database, aside, key)
    except Problem:
        is_read = False
    if not is_read:
        _copy_as_it_is(database, aside)
    remember_verified(aside, good=is_read)
    # What is ahead of a database that can be read was folded in when it was closed.
    for ending in ("-wal", "-shm"):
        database.with_name(f"{DATABASE}{ending}").unlink(missing_ok=True)
    return aside


def _copy_whole(database: Path, aside: Path, key: bytes) -> None:
    store = Store(database, key)
    try:
        stored.write_sound(store, aside)
    finally:
        store.close()


def _copy_as_it_is(database: Path, aside: Path) -> None:
    """A database that cannot be read is kept byte by byte, with the log ahead of it."""
    for ending in ("-wal", "-shm", ""):
        source = database.with_name(f"{DATABASE}{ending}")
        if source.exists():
            part = aside.with_name(f".{aside.name}.arriving")
            shutil.copy2(source, part)
            rename_over(part, aside.with_name(f"{aside.name}{ending}"))


def _bring_documents(working: Path, folder: Path) -> None:
    for path in sorted((working / EVIDENCE).glob("*.age")):
        target = folder / EVIDENCE / path.name
        if not target.exists():
            write_whole(target, path.read_bytes())
