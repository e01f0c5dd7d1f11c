"""Backups: one file that holds a workspace, verified; and a workspace put back from one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.workspace_folder import EVIDENCE, FOLDERS, LOCK, absolute, held
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import backup as stored
from ssc_desktop.storage.backup import Life
from ssc_desktop.storage.integrity import evidence_files
from ssc_desktop.vault.durable import flush_folder, rename_over, write_whole
from ssc_desktop.vault.keyfile import DATABASE, NAME, KeyFile

SUFFIX = ".sscbackup"
BACKUPS = "backups"
_MANIFEST = "manifest.json"
_FORMAT = "ssc-desktop-backup"
_WORKING = ".backup-"
_LARGEST_KEYS = 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was verified."""

    file: Path
    made_at: datetime
    size: int
    changes: int
    documents: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace put back: where the replaced database lies, and the life the new one leads."""

    folder: Path
    backup: Backup
    replaced: Path | None
    incarnation: int


def create_backup(workspace: Workspace, output: Path | None = None) -> Backup:
    """Write and verify a backup: into the workspace, or complete with its documents elsewhere.

    Inside the workspace the sealed documents lie beside the backup already, so they are left out.
    """
    folder = workspace.folder / BACKUPS
    file = _target(workspace, output)
    try:
        folder.mkdir(exist_ok=True)
        with _working_in(folder) as working:
            copy = working / DATABASE
            stored.copy_to(workspace.store, copy)
            parts = {DATABASE: copy, NAME: workspace.folder / NAME}
            if output is not None:
                parts |= _documents(workspace)
            _put_together(parts, file)
    except OSError as error:
        raise stored.not_written() from error
    return verify_backup(workspace, file)


def verify_backup(workspace: Workspace, file: Path) -> Backup:
    """Look at every byte and row of a backup of this workspace; a Problem when one is wrong."""
    with _unpacked(file, workspace.folder / BACKUPS) as (working, manifest):
        if manifest and KeyFile.load(working).workspace != workspace.id:
            raise _of_another()
        life = stored.verified(working / DATABASE, workspace.key)
        return _described(file, manifest, life)


def list_backups(workspace: Workspace) -> list[Path]:
    """The backups that lie in the workspace, the newest first."""
    found = (workspace.folder / BACKUPS).glob(f"*{SUFFIX}")
    return sorted(found, key=lambda file: file.name, reverse=True)


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
            return _restore(folder, absolute(file), passphrase)
        except BaseException:
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            lock.release()


def _is_new(folder: Path) -> bool:
    """Whether nothing is in the folder yet; a Problem when what is there is no workspace."""
    present = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
    if present and not present & {NAME, DATABASE} and present - {*FOLDERS, LOCK}:
        raise Problem(
            "folder-not-empty",
            N_("This folder is not empty. Nothing was touched. Choose a new or empty folder."),
        )
    return not present


def _restore(folder: Path, file: Path, passphrase: str) -> Restored:
    with _unpacked(file, folder / BACKUPS) as (working, manifest):
        keys, key = _unlocked(folder, working, passphrase, manifest)
        life = stored.verified(working / DATABASE, key)
        incarnation = _next_life(folder / DATABASE, key, life)
        stored.begin_new_life(working / DATABASE, key, incarnation)
        replaced = _set_aside(folder)
        rename_over(working / DATABASE, folder / DATABASE)
        keys.save(folder)
        _bring_documents(working, folder)
        flush_folder(folder)
        return Restored(folder, _described(file, manifest, life), replaced, incarnation)


def _target(workspace: Workspace, output: Path | None) -> Path:
    name = f"{workspace.office.code}-{now():%Y%m%dT%H%M%S%f}{SUFFIX}"
    if output is None:
        return workspace.folder / BACKUPS / name
    file = absolute(output / name if output.is_dir() else output)
    if file.exists():
        raise Problem(
            "file-exists",
            N_("There is already a file of this name. It was kept. Choose another name or folder."),
        )
    return file


def _documents(workspace: Workspace) -> dict[str, Path]:
    names = [f"{fingerprint}.age" for fingerprint in evidence_files(workspace.store)]
    paths = {f"{EVIDENCE}/{name}": workspace.folder / EVIDENCE / name for name in names}
    return {name: path for name, path in paths.items() if path.is_file()}


@contextmanager
def _working_in(folder: Path) -> Iterator[Path]:
    # Inside the workspace, whose lock is held: what another run left there is nobody's any more.
    for left in folder.glob(f"{_WORKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    working = Path(tempfile.mkdtemp(prefix=_WORKING, dir=folder))
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _put_together(parts: Mapping[str, Path], file: Path) -> None:
    manifest = {
        "format": _FORMAT,
        "version": 1,
        "made_at": now().isoformat(),
        "parts": {name: _digest(path) for name, path in parts.items()},
    }
    unfinished = file.with_name(f".{file.name}.new")
    try:
        with unfinished.open("wb") as written:
            # What is encrypted cannot be made smaller.
            with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
                for name, path in parts.items():
                    archive.write(path, name)
            written.flush()
            os.fsync(written.fileno())
        rename_over(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    flush_folder(file.parent)


@contextmanager
def _unpacked(file: Path, folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    """The parts of a backup in a folder of their own; a bare copy of a database has no manifest."""
    if not file.is_file():
        raise Problem(
            "file-unreadable",
            N_("The file {file} cannot be read. Nothing was changed. Check where it lies."),
            file=file.name,
        )
    folder.mkdir(exist_ok=True)
    with _working_in(folder) as working:
        if not zipfile.is_zipfile(file):
            shutil.copyfile(file, working / DATABASE)
            yield working, {}
            return
        try:
            manifest = _unpack(file, working)
        except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError):
            raise _damaged() from None
        yield working, manifest


def _unpack(file: Path, working: Path) -> dict[str, object]:
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(_MANIFEST))
        if manifest["format"] != _FORMAT:
            raise _damaged()
        if manifest["version"] != 1:
            raise Problem(
                "newer-backup",
                N_(
                    "This backup was made by a newer version of the program. Nothing was changed. Install the newer version."
                ),
            )
        if {DATABASE, NAME} - manifest["parts"].keys():
            raise _damaged()
        (working / EVIDENCE).mkdir()
        for name, digest in manifest["parts"].items():
            _take_out(archive, name, working, digest)
    return dict(manifest)


def _take_out(archive: zipfile.ZipFile, name: str, working: Path, digest: str) -> None:
    folder, _, last = name.rpartition("/")
    # A name that leads elsewhere was not written by this program.
    if folder not in {"", EVIDENCE} or last in {"", ".", ".."} or "\\" in last:
        raise _damaged()
    target = working / folder / last
    with archive.open(name) as packed, target.open("xb") as written:
        shutil.copyfileobj(packed, written, _PIECE)
    if _digest(target) != digest:
        raise _damaged()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(file: Path, manifest: Mapping[str, object], life: Life) -> Backup:
    parts = manifest.get("parts")
    documents = (
        sum(name.startswith(f"{EVIDENCE}/") for name in parts) if isinstance(parts, dict) else 0
    )
    made = manifest.get("made_at")
    at = (
        datetime.fromisoformat(made)
        if isinstance(made, str)
        else datetime.fromtimestamp(file.stat().st_mtime, UTC)
    )
    return Backup(file, at, file.stat().st_size, life.seq, documents)


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
        raise _of_another()
    trouble: Problem | None = None
    for keys in (present, packed):
        if keys is not None:
            try:
                return present or keys, keys.unlock(passphrase).key
            except Problem as problem:
                trouble = problem
    assert trouble is not None
    raise trouble


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


def _set_aside(folder: Path) -> Path | None:
    """Copy the database that is replaced among the backups, then drop what would belong to it."""
    database = folder / DATABASE
    if not database.is_file():
        return None
    aside = folder / BACKUPS / f"replaced-{now():%Y%m%dT%H%M%S%f}.db"
    for ending in ("-wal", "", "-shm"):
        with suppress(FileNotFoundError):
            shutil.copy2(folder / f"{DATABASE}{ending}", aside.with_name(aside.name + ending))
    for ending in ("-wal", "-shm"):
        (folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
    return aside


def _bring_documents(working: Path, folder: Path) -> None:
    for path in sorted((working / EVIDENCE).glob("*.age")):
        target = folder / EVIDENCE / path.name
        if not target.exists():
            write_whole(target, path.read_bytes())


def _damaged() -> Problem:
    return Problem(
        "backup-damaged",
        N_("This backup is damaged or belongs to another workspace. Nothing was changed."),
    )


def _of_another() -> Problem:
    return Problem(
        "backup-of-another",
        N_("This backup was made of another workspace. Nothing was changed. Choose another file."),
    )
