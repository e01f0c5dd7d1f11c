"""Backups: one file that holds a workspace, written whole or not at all, and verified."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.workspace_folder import EVIDENCE, absolute
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import backup as stored
from ssc_desktop.storage.backup import Life
from ssc_desktop.storage.integrity import evidence_files
from ssc_desktop.vault.durable import flush_folder, rename_over
from ssc_desktop.vault.keyfile import DATABASE, NAME, KeyFile

SUFFIX = ".sscbackup"
BACKUPS = "backups"
_MANIFEST = "manifest.json"
_FORMAT = "ssc-desktop-backup"
_WORKING = ".backup-"
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was verified."""

    file: Path
    made_at: datetime
    size: int
    changes: int
    documents: int


def create_backup(workspace: Workspace, output: Path | None = None) -> Backup:
    """Write and verify a backup: into the workspace, or complete with its documents elsewhere.

    Inside the workspace the sealed documents lie beside the backup already, so they are left out.
    """
    file = write_backup(workspace, _target(workspace, output), complete=output is not None)
    return verify_backup(workspace, file)


def write_backup(workspace: Workspace, file: Path, *, complete: bool = False) -> Path:
    """Write a backup to a new file, each of its parts read back; ``complete`` with documents."""
    folder = workspace.folder / BACKUPS
    try:
        folder.mkdir(exist_ok=True)
        with _working_in(folder) as working:
            copy = working / DATABASE
            stored.write_sound(workspace.store, copy)
            parts = {DATABASE: copy, NAME: workspace.folder / NAME}
            if complete:
                parts |= _documents(workspace)
            _put_together(parts, file)
    except (OSError, zipfile.BadZipFile) as error:
        raise stored.not_written() from error
    return file


def verify_backup(workspace: Workspace, file: Path) -> Backup:
    """Look at every byte and row of a backup of this workspace; a Problem when one is wrong."""
    with unpacked(file, workspace.folder / BACKUPS) as (working, manifest):
        if manifest and KeyFile.load(working).workspace != workspace.id:
            raise of_another()
        life = stored.verified(working / DATABASE, workspace.key)
        return described(file, manifest, life)


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
        _refuse_unlike(unfinished, parts)
        rename_over(unfinished, file)
        flush_folder(file.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    flush_folder(file.parent)


def _refuse_unlike(file: Path, parts: Mapping[str, Path]) -> None:
    """Raise a Problem unless the parts read back from a backup as they were put in."""
    with zipfile.ZipFile(file) as archive:
        for name, path in parts.items():
            with archive.open(name) as packed:
                # ZIP's own check of each part is made by reading it to its end.
                told = hashlib.sha256()
                while piece := packed.read(_PIECE):
                    told.update(piece)
            if told.hexdigest() != _digest(path):
                raise stored.not_written()


@contextmanager
def unpacked(file: Path, folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
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


def described(file: Path, manifest: Mapping[str, object], life: Life) -> Backup:
    """A backup file as its manifest and its database tell of it."""
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


def _damaged() -> Problem:
    return Problem(
        "backup-damaged",
        N_("This backup is damaged or belongs to another workspace. Nothing was changed."),
    )


def of_another() -> Problem:
    """A backup was made of another workspace."""
    return Problem(
        "backup-of-another",
        N_("This backup was made of another workspace. Nothing was changed. Choose another file."),
    )
