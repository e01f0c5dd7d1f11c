"""Taking bundles in: archive, check, safety copy, one transaction; what must wait, waits."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import acknowledgement, levels, parts
from ssc_desktop.services.enrolment import APPROVED, REVOKED
from ssc_desktop.services.safety_copies import BeforeImport
from ssc_desktop.services.taking_in import take_in
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log
from ssc_desktop.storage.local import BundleFile, Device
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, older, vector
from ssc_desktop.sync.bundle import SUFFIX, Clear, Content
from ssc_desktop.sync.change import Source, many_changes
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
    copied = BeforeImport(workspace)
    cut, whole = parts.told_apart(files)
    for done, file in enumerate(whole):
        if progress:
            progress(done, len(files))
        results.append(_import(workspace, file, copied))
    results += _import_parts(workspace, cut, copied)
    # A refusal alone must leave the database as it was, to the byte.
    if not files or any(result.status == IMPORTED for result in results):
        for result in _follow(workspace, copied):
            _put(results, result)
    if progress:
        progress(len(files), len(files))
    return results


def _import_parts(
    workspace: Workspace, files: Sequence[Path], copied: BeforeImport
) -> Iterator[Imported]:
    """Bundles that came in parts, as far as they are complete now."""

    def is_known(sha256: str) -> bool:
        with workspace.store.reading() as db:
            return bundle_files.is_imported(db, sha256)

    for came in parts.take_up(workspace.folder / "inbox", files, is_known):
        if came.part and came.whole:
            result = replace(_import(workspace, came.whole, copied), file=came.given)
            parts.let_go(came, again=result.code == "disk-full")
            yield result
        elif came.problem:
            status = WAITING if came.is_waiting else REFUSED
            yield Imported(came.given, status, came.problem.code, problem=came.problem)
        else:
            yield Imported(came.given, DUPLICATE)


def _put(results: list[Imported], followed: Imported) -> None:
    """A file that was said to wait, and then followed, is told once: as it ended."""
    for place, result in enumerate(results):
        if result.archived == followed.archived:
            results[place] = replace(followed, file=result.file)
            return
    results.append(followed)


def _bundles_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted([*path.glob(f"*{SUFFIX}"), *path.glob(f"*{parts.SUFFIX}")])


def unreadable() -> Problem:
    """The trouble of a file that cannot be read at all."""
    return Problem(
        "file-not-read",
        N_("This file could not be read. Nothing was imported. Copy it again from where it is."),
    )


def _import(workspace: Workspace, file: Path, copied: BeforeImport) -> Imported:
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


def _take(workspace: Workspace, arrived: _Arrived, copied: BeforeImport) -> Imported:
    with workspace.store.reading() as db:
        if bundle_files.is_imported(db, arrived.sha256):
            return Imported(arrived.given, DUPLICATE, archived=arrived.path)
        device = db.get(Device, arrived.clear.header.device)
    try:
        _refuse_own(workspace, arrived)
        acknowledgement.refuse_misdirected(workspace, arrived.clear)
        if device is None or device.status not in (APPROVED, REVOKED):
            return _set_aside(workspace, arrived)
        with arrived.path.open("rb") as file:
            content = bundle.read_content(file, arrived.clear, workspace.identity.open_sealed)
        _refuse_revoked(workspace, device, content)
        with many_changes():
            return _apply(workspace, arrived, content, copied)
    except Problem:
        # Nothing can come of this copy; whoever gave it has the original.
        if arrived.given.resolve() != arrived.path.resolve():
            arrived.path.unlink(missing_ok=True)
        raise


def _refuse_own(workspace: Workspace, arrived: _Arrived) -> None:
    if arrived.clear.header.sender == workspace.identity.public.signing_key:
        raise Problem(
            "own-bundle", N_("This bundle was written here. There is nothing in it to import.")
        )


def _set_aside(workspace: Workspace, arrived: _Arrived) -> Imported:
    problem = Problem(
        "unknown-signer",
        N_(
            "This bundle comes from a laptop that headquarters has not approved. It was kept"
            " unopened and is imported as soon as the laptop is approved."
        ),
    )
    return _keep(workspace, arrived, QUARANTINED, problem)


def _refuse_revoked(workspace: Workspace, device: Device, content: Content) -> None:
    """Of a revoked laptop only what it wrote itself before the change it is revoked from on is
    taken, and only in a life that was known here: whoever has the laptop may begin another."""
    if device.status != REVOKED:
        return
    limit = device.revoked_from_seq or 1
    with workspace.store.reading() as db:
        held = {Source(*name): last for name, last in change_log.vector(db).items()}
    for span in content.manifest.spans:
        is_before = span.source.device == device.device and span.last < limit
        if span.last > held.get(span.source, 0) and not (is_before and span.source in held):
            raise _revoked()
    # What is known without its values is not filled in by such a laptop.
    if bundle.AGAIN in content.sections:
        raise _revoked()


def _revoked() -> Problem:
    return Problem(
        "sender-revoked",
        N_("This bundle comes from a laptop that was revoked. Nothing was imported."),
    )


def _apply(
    workspace: Workspace, arrived: _Arrived, content: Content, copied: BeforeImport
) -> Imported:
    with workspace.store.reading() as db:
        held = {Source(*name): last for name, last in change_log.vector(db).items()}
    if vector.waiting(held, content.manifest.spans):
        return _wait(workspace, arrived, content)
    changes = list(older.lifted(bundle.changes_in(content), content.manifest.schema))
    content.let_go_of_changes()
    known = vector.covers(held, {span.source: span.last for span in content.manifest.spans})
    if not known or levels.tells_more(workspace.store, content):
        copied.make()
    with workspace.store.writing() as db:
        done = take_in(db, workspace, arrived.clear, content, changes, arrived.sha256)
        if done.clashing and done.remark:
            _write_note(db, arrived, QUARANTINED, done.remark.code, content)
        else:
            _write_note(db, arrived, IMPORTED, "", content)
    status = QUARANTINED if done.clashing else IMPORTED if done.is_news else DUPLICATE
    remark = done.remark or copied.problem
    code = remark.code if remark else ""
    counted = done.changes, done.conflicts
    return Imported(arrived.given, status, code, *counted, remark, arrived.path)


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
            level=manifest.level if manifest else "",
            reason=reason,
        )
    )


def _follow(workspace: Workspace, copied: BeforeImport) -> Iterator[Imported]:
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


def _import_archived(workspace: Workspace, noted: BundleFile, copied: BeforeImport) -> Imported:
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
