"""Taking bundles in: archive, check, safety copy, one transaction; what must wait, waits."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.enrolment import APPROVED, REVOKED
from ssc_desktop.services.merging import decide
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import backup, bundle_files, change_log, foreign_names, incoming
from ssc_desktop.storage.local import BundleFile, Device
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, older, vector
from ssc_desktop.sync.bundle import SUFFIX, Clear, Content
from ssc_desktop.sync.change import Change, Source, many_changes, sources_in, to_log
from ssc_desktop.vault import signatures
from ssc_desktop.vault.durable import flush_folder, rename_over

IMPORTED, DUPLICATE, WAITING, QUARANTINED, REFUSED = (
    "imported",
    "duplicate",
    "waiting",
    "quarantined",
    "refused",
)
Progress = Callable[[int, int], None]
_COPIES_KEPT = 5
_PART = ".arriving"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file; ``problem`` says why it was not taken in, or what to know of it."""

    file: Path
    status: str
    code: str = ""
    changes: int = 0
    conflicts: int = 0
    problem: Problem | None = None
    archived: Path | None = None


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A file that lies in the inbox, complete and signed by the key its header names."""

    given: Path
    path: Path
    sha256: str
    size: int
    clear: Clear


def import_bundles(
    workspace: Workspace, paths: Sequence[Path], progress: Progress | None = None
) -> list[Imported]:
    """Take in each bundle, whole or not at all; folders stand for the bundles in them.

    Bundles that waited for what now came, or for a laptop that is approved now, follow by
    themselves; so this may be called without any path.
    """
    files = [file for path in paths for file in _bundles_in(path)]
    results: list[Imported] = []
    copied = _SafetyCopy(workspace)
    for done, file in enumerate(files):
        if progress:
            progress(done, len(files))
        results.append(_import(workspace, file, copied))
    # A refusal alone must leave the database as it was, to the byte.
    if not files or any(result.status == IMPORTED for result in results):
        for result in _follow(workspace, copied):
            _put(results, result)
    if progress:
        progress(len(files), len(files))
    return results


def _put(results: list[Imported], followed: Imported) -> None:
    """A file that was said to wait, and then followed, is told once: as it ended."""
    for place, result in enumerate(results):
        if result.archived == followed.archived:
            results[place] = replace(followed, file=result.file)
            return
    results.append(followed)


def _bundles_in(path: Path) -> list[Path]:
    return sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]


def unreadable() -> Problem:
    """The trouble of a file that cannot be read at all."""
    return Problem(
        "file-not-read",
        N_("This file could not be read. Nothing was imported. Copy it again from where it is."),
    )


class _SafetyCopy:
    """A copy of the database, made once and only when something is going to be written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made = False

    def make(self) -> None:
        """Copy the database into ``backups`` unless this import has done so."""
        if self._made:
            return
        folder = self._workspace.folder / "backups"
        folder.mkdir(exist_ok=True)
        part = folder / f".before-import{_PART}"
        part.unlink(missing_ok=True)
        backup.copy_to(self._workspace.store, part)
        rename_over(part, folder / f"before-import-{now():%Y%m%dT%H%M%S%f}.db")
        flush_folder(folder)
        for old in sorted(folder.glob("before-import-*.db"))[:-_COPIES_KEPT]:
            old.unlink(missing_ok=True)
        self._made = True


def _import(workspace: Workspace, file: Path, copied: _SafetyCopy) -> Imported:
    try:
        arrived = _archive(workspace, file)
        return _take(workspace, arrived, copied)
    except Problem as problem:
        return Imported(file, REFUSED, problem.code, problem=problem)
    except OSError as error:
        trouble = _full() if error.errno == errno.ENOSPC else unreadable()
        return Imported(file, REFUSED, trouble.code, problem=trouble)


def _full() -> Problem:
    return Problem(
        "disk-full",
        N_("There is no room left on this disk. Nothing was imported. Make room and try again."),
    )


def _archive(workspace: Workspace, file: Path) -> _Arrived:
    """Copy the file into the inbox before anything is believed of it: sticks are pulled out."""
    inbox = workspace.folder / "inbox"
    inbox.mkdir(exist_ok=True)
    part = inbox / f".{os.getpid()}{_PART}"
    try:
        with file.open("rb") as source:
            bundle.read_clear(source)
            source.seek(0)
            with part.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
        arrived = _checked(file, part)
        target = inbox / f"{arrived.clear.header.device}-{arrived.sha256[:16]}{SUFFIX}"
        rename_over(part, target)
        flush_folder(inbox)
    finally:
        part.unlink(missing_ok=True)
    return replace(arrived, path=target)


def _checked(given: Path, path: Path) -> _Arrived:
    with path.open("rb") as file:
        clear = bundle.read_clear(file)
        bundle.check_signature(file, clear, signatures.verify)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return _Arrived(given, path, sha256, file.tell(), clear)


def _take(workspace: Workspace, arrived: _Arrived, copied: _SafetyCopy) -> Imported:
    with workspace.store.reading() as db:
        if bundle_files.is_imported(db, arrived.sha256):
            return Imported(arrived.given, DUPLICATE, archived=arrived.path)
        device = db.get(Device, arrived.clear.header.device)
    if arrived.clear.header.sender == workspace.identity.public.signing_key:
        raise Problem(
            "own-bundle", N_("This bundle was written here. There is nothing in it to import.")
        )
    if device is None or device.status not in (APPROVED, REVOKED):
        return _set_aside(workspace, arrived)
    try:
        with arrived.path.open("rb") as file:
            content = bundle.read_content(file, arrived.clear, workspace.identity.open_sealed)
        _refuse_revoked(device, content)
        with many_changes():
            return _apply(workspace, arrived, content, copied)
    except Problem:
        # Nothing can come of this copy; whoever gave it has the original.
        if arrived.given.resolve() != arrived.path.resolve():
            arrived.path.unlink(missing_ok=True)
        raise


def _set_aside(workspace: Workspace, arrived: _Arrived) -> Imported:
    problem = Problem(
        "unknown-signer",
        N_(
            "This bundle comes from a laptop that headquarters has not approved. It was kept"
            " unopened and is imported as soon as the laptop is approved."
        ),
    )
    return _keep(workspace, arrived, QUARANTINED, problem)


def _refuse_revoked(device: Device, content: Content) -> None:
    if device.status != REVOKED:
        return
    limit = device.revoked_from_seq or 1
    if any(s.source.device == device.device and s.last >= limit for s in content.manifest.spans):
        raise Problem(
            "sender-revoked",
            N_("This bundle comes from a laptop that was revoked. Nothing was imported."),
        )


def _apply(
    workspace: Workspace, arrived: _Arrived, content: Content, copied: _SafetyCopy
) -> Imported:
    with workspace.store.reading() as db:
        held = {Source(*name): last for name, last in change_log.vector(db).items()}
    if vector.waiting(held, content.manifest.spans):
        return _wait(workspace, arrived, content)
    changes = list(older.lifted(bundle.changes_in(content), content.manifest.schema))
    if not vector.covers(held, {span.source: span.last for span in content.manifest.spans}):
        copied.make()
    foreign = _foreign(changes)
    with workspace.store.writing() as db:
        incoming.catch_up(db, decide)
        numbers = incoming.number_sources(db, sources_in(changes))
        taken = incoming.take(db, list(to_log(changes, numbers)), decide)
        foreign_names.note(db, foreign)
        _write_note(db, arrived, IMPORTED, "", content)
    status = IMPORTED if taken.changes else DUPLICATE
    remark = _remark(foreign, taken.clocks_ahead)
    code = remark.code if remark else ""
    counted = taken.changes, taken.conflicts
    return Imported(arrived.given, status, code, *counted, remark, arrived.path)


def _remark(foreign: Mapping[str, object], clocks_ahead: Sequence[object]) -> Problem | None:
    """What a person should know of a bundle that was taken in all the same."""
    if foreign:
        return Problem(
            "newer-fields",
            N_(
                "This bundle was written by a newer version. Everything was kept; what this version"
                " does not know is shown after an update."
            ),
        )
    if clocks_ahead:
        return Problem(
            "clock-ahead",
            N_(
                "The clock of the laptop that wrote this bundle is more than two days ahead."
                " Everything was imported. Ask the office to set its clock."
            ),
        )
    return None


def _foreign(changes: Sequence[Change]) -> dict[str, set[str]]:
    known = foreign_names.known_names()
    found: dict[str, set[str]] = {}
    for change in changes:
        strange, fields = older.unknown(change, known)
        if strange or fields:
            found.setdefault(change.table, set()).update(fields)
    return found


def _wait(workspace: Workspace, arrived: _Arrived, content: Content) -> Imported:
    problem = Problem(
        "waiting-for-earlier",
        N_(
            "An earlier bundle of this laptop has not arrived. This one was kept and is imported"
            " by itself as soon as the earlier one comes."
        ),
    )
    return _keep(workspace, arrived, WAITING, problem, content)


def _keep(
    workspace: Workspace,
    arrived: _Arrived,
    state: str,
    problem: Problem,
    content: Content | None = None,
) -> Imported:
    with workspace.store.reading() as db:
        known = db.get(BundleFile, arrived.sha256)
    if known is None or known.state != state:
        with workspace.store.writing() as db:
            _write_note(db, arrived, state, problem.code, content)
    return Imported(arrived.given, state, problem.code, problem=problem, archived=arrived.path)


def _write_note(
    db: Db, arrived: _Arrived, state: str, reason: str, content: Content | None
) -> None:
    manifest = content.manifest if content else None
    db.merge(
        BundleFile(
            sha256=arrived.sha256,
            direction=bundle_files.IN,
            bundle_id=arrived.clear.header.bundle.hex(),
            number=manifest.number if manifest else 0,
            device=arrived.clear.header.device,
            file_name=arrived.path.name,
            state=state,
            change_count=manifest.changes if manifest else 0,
            byte_count=arrived.size,
            vector=json.dumps(vector.told(manifest.counts)) if manifest else "{}",
            reason=reason,
        )
    )


def _follow(workspace: Workspace, copied: _SafetyCopy) -> Iterator[Imported]:
    """Take in what waited, again and again as long as one of them opens the way for another."""
    moved = True
    while moved:
        moved = False
        with workspace.store.reading() as db:
            pending = bundle_files.received(db, bundle_files.WAITING, bundle_files.QUARANTINED)
        for each in pending:
            result = _import_archived(workspace, each, copied)
            if result.status not in (WAITING, QUARANTINED):
                moved = True
                yield result


def _import_archived(workspace: Workspace, noted: BundleFile, copied: _SafetyCopy) -> Imported:
    path = workspace.folder / "inbox" / noted.file_name
    try:
        return _take(workspace, _checked(path, path), copied)
    except (Problem, OSError) as error:
        problem = error if isinstance(error, Problem) else unreadable()
        with workspace.store.writing() as db:
            known = db.get(BundleFile, noted.sha256)
            if known is not None:
                known.state, known.reason = REFUSED, problem.code
        return Imported(path, REFUSED, problem.code, problem=problem, archived=path)


def as_pending(workspace: Workspace, noted: BundleFile) -> Imported:
    """A bundle that is kept here and not taken in yet."""
    path = workspace.folder / "inbox" / noted.file_name
    return Imported(path, noted.state, noted.reason, noted.change_count, archived=path)
