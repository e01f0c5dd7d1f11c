"""Evidence: keep documents encrypted in the workspace, list them, take a copy out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.counted_source import CountedSource, Progress
from ssc_desktop.services.workspaces import Workspace, evidence_path
from ssc_desktop.storage import evidence as stored
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db
from ssc_desktop.vault import sealed
from ssc_desktop.vault.durable import flush_folder, rename_over, write_whole

LARGEST = 512 * 1024 * 1024
# What Windows refuses in a file name; a name that came in a bundle may also try to climb out.
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_") | dict.fromkeys(range(32), "_"))
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10)}
)


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence, the code of its activity, and whether the file itself is here.

    ``is_again`` says, of one that was just added, that the same file was kept before.
    """

    evidence: Evidence
    activity_code: str | None
    is_here: bool
    is_again: bool = False

    @property
    def id(self) -> UUID:
        """The key of the record."""
        return self.evidence.id


@dataclass(frozen=True, slots=True)
class ChangedEvidence:
    """What a change of documents touched, and what their fields said before."""

    changes: Changes
    before: Mapping[UUID, Mapping[str, object]]


def add_evidence(
    workspace: Workspace,
    file: Path,
    values: Mapping[str, object] | None = None,
    *,
    activity: str | UUID | None = None,
    progress: Progress | None = None,
) -> Document:
    """Keep a file, sealed to this workspace; the same file of the same activity only once.

    ``progress`` is told how many bytes are sealed; what it raises leaves nothing behind.
    """
    try:
        size = file.stat().st_size
        with file.open("rb") as source:
            return _keep(workspace, source, size, file.name, values, activity, progress)
    except OSError:
        raise _unreadable() from None


def add_content(
    workspace: Workspace,
    name: str,
    content: bytes,
    values: Mapping[str, object] | None = None,
    *,
    activity: str | UUID | None = None,
) -> Document:
    """Keep what lies in memory, as a picture that was pasted, under a name."""
    return _keep(workspace, BytesIO(content), len(content), name, values, activity, None)


def _keep(
    workspace: Workspace,
    source: BinaryIO,
    size: int,
    name: str,
    values: Mapping[str, object] | None,
    activity: str | UUID | None,
    progress: Progress | None,
) -> Document:
    read = read_values(Evidence, values or {})
    if size > LARGEST:
        raise Problem(
            "file-too-large",
            N_("This file is larger than {most} MB. It was not kept. Split or shrink it."),
            most=LARGEST // 1024 // 1024,
        )
    with workspace.store.reading() as db:
        owner = find_activity(db, activity).id if activity else None
    counted = CountedSource(source, size, progress)
    fingerprint = _sealed_copy(workspace, counted)
    with workspace.store.writing() as db:
        earlier = stored.of_file(db, fingerprint, owner)
        is_again = earlier is not None and not earlier.removed
        kept = _record_of(db, earlier, owner, name, (fingerprint, counted.count))
        assign(kept, read)
        db.flush()
        key = kept.id
    return replace(show_evidence(workspace, key), is_again=is_again)


def seal_file(workspace: Workspace, file: Path) -> tuple[str, int]:
    """Seal a copy of a file into the workspace; its fingerprint and size, for a record to come."""
    try:
        with file.open("rb") as source:
            counted = CountedSource(source, file.stat().st_size, None)
            return _sealed_copy(workspace, counted), counted.count
    except OSError:
        raise _unreadable() from None


def keep_record(
    db: Db,
    owner: UUID | None,
    name: str,
    sealed_as: tuple[str, int],
    values: Mapping[str, object],
) -> tuple[Evidence, bool]:
    """The record of a file that was sealed, inside a block that is open already; whether it is
    new. The same file of the same activity has one record."""
    earlier = stored.of_file(db, sealed_as[0], owner)
    kept = _record_of(db, earlier, owner, name, sealed_as)
    if earlier is None:
        assign(kept, read_values(Evidence, values))
    db.flush()
    return kept, earlier is None


def _record_of(
    db: Db, earlier: Evidence | None, owner: UUID | None, name: str, sealed_as: tuple[str, int]
) -> Evidence:
    fingerprint, size = sealed_as
    if earlier is None:
        made = Evidence(activity_id=owner, sha256=fingerprint, size=size)
        made.file_name = _readable(name)
        db.add(made)
        return made
    if earlier.removed:
        earlier.removed = False
    return earlier


def _sealed_copy(workspace: Workspace, source: CountedSource) -> str:
    """Seal a copy into the workspace under its fingerprint, whole or not at all."""
    folder = evidence_path(workspace.folder, "").parent
    try:
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
    except OSError:
        raise _not_written() from None
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            sealed.seal_stream(source, target, [workspace.identity.public.recipient])
            target.flush()
            os.fsync(target.fileno())
        path = evidence_path(workspace.folder, source.fingerprint)
        if not path.is_file():
            rename_over(fresh, path)
            flush_folder(folder)
    except OSError:
        raise (_unreadable() if source.is_broken else _not_written()) from None
    finally:
        fresh.unlink(missing_ok=True)
    return source.fingerprint


def list_evidence(
    workspace: Workspace, activity: str | UUID | None = None, *, removed: bool = False
) -> list[Document]:
    """The evidence of an activity, or of all, the oldest first."""
    with workspace.store.reading() as db:
        owner = find_activity(db, activity).id if activity else None
        found = stored.listed(db, owner, removed=removed)
    return [_document(workspace, evidence, code) for evidence, code in found]


def show_evidence(workspace: Workspace, key: UUID) -> Document:
    """One piece of evidence."""
    with workspace.store.reading() as db:
        evidence = find(db, Evidence, key)
        code = stored.activity_code(db, evidence)
    return _document(workspace, evidence, code)


def extract_evidence(
    workspace: Workspace, key: UUID, target: Path, *, replace_it: bool = False
) -> Path:
    """Write a readable copy of a document to ``target``, a folder or a new file; a file that is
    there is only replaced when the person said so."""
    evidence = show_evidence(workspace, key).evidence
    path = target / safe_name(evidence.file_name or str(key)) if target.is_dir() else target
    if path.exists() and not replace_it:
        raise Problem(
            "file-exists",
            N_("There is already a file of this name. It was kept. Choose another name or folder."),
        )
    content = _opened(workspace, evidence)
    with workspace.store.writing() as db:
        officer = UUID(hex=workspace.store.officer_id) if workspace.store.officer_id else None
        note_access(db, officer, "extract", "evidence", str(key))
    _write(path, content)
    return path


def open_evidence(workspace: Workspace, key: UUID, *, noted: bool = True) -> bytes:
    """The readable content of a document, in memory alone; it is noted who looked, unless what is
    shown is only a small picture in a list."""
    content = _opened(workspace, show_evidence(workspace, key).evidence)
    if noted:
        with workspace.store.writing() as db:
            officer = UUID(hex=workspace.store.officer_id) if workspace.store.officer_id else None
            note_access(db, officer, "view", "evidence", str(key))
    return content


def change_evidence(
    workspace: Workspace, changed: Mapping[UUID, Mapping[str, object]]
) -> ChangedEvidence:
    """Write values into documents, several at once; what they said before is returned, so that the
    change can be taken back by writing that."""
    before: dict[UUID, dict[str, object]] = {}
    read = {key: read_values(Evidence, values) for key, values in changed.items()}
    with workspace.store.writing() as db:
        for key, values in read.items():
            evidence = find(db, Evidence, key)
            before[key] = {name: getattr(evidence, name) for name in values}
            assign(evidence, values)
    return ChangedEvidence(Changes.of({"evidence"}, len(before)), before)


def remove_evidence(workspace: Workspace, key: UUID) -> Changes:
    """Take a document off the lists; the sealed file stays."""
    return _set_removed(workspace, key, removed=True)


def restore_evidence(workspace: Workspace, key: UUID) -> Changes:
    """Bring a removed document back."""
    return _set_removed(workspace, key, removed=False)


def safe_name(name: str) -> str:
    """A file name that every system takes and that leads nowhere else; letters are kept."""
    plain = name.translate(_FORBIDDEN).strip().rstrip(".")
    if not plain or plain.split(".")[0].upper() in _RESERVED:
        plain = f"_{plain}"
    return plain


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
    except OSError:
        raise _not_written() from None


def _unreadable() -> Problem:
    return Problem(
        "evidence-unreadable",
        N_("The file to keep cannot be read. Nothing was changed. Check where it lies."),
    )


def _not_written() -> Problem:
    return Problem(
        "evidence-not-written",
        N_(
            "The document could not be written. Nothing was changed. Make room on the disk or choose another place."
        ),
    )


def _readable(name: str) -> str:
    # A name in another encoding than the system's reaches Python in pieces no database takes.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _opened(workspace: Workspace, evidence: Evidence) -> bytes:
    fingerprint = evidence.sha256 or ""
    path = evidence_path(workspace.folder, fingerprint)
    if not path.is_file():
        raise Problem(
            "evidence-not-here",
            N_(
                "The document itself is not in this workspace, only its record. Ask the office that recorded it."
            ),
        )
    content = workspace.identity.open_sealed(path.read_bytes())
    if sha256(content).hexdigest() != fingerprint:
        raise Problem(
            "evidence-altered",
            N_("The evidence file {file} is damaged. Add the document again."),
            file=path.name,
        )
    return content


def _document(workspace: Workspace, evidence: Evidence, code: str | None) -> Document:
    here = (
        bool(evidence.sha256) and evidence_path(workspace.folder, evidence.sha256 or "").is_file()
    )
    return Document(evidence, code, here)


def _set_removed(workspace: Workspace, key: UUID, *, removed: bool) -> Changes:
    with workspace.store.writing() as db:
        find(db, Evidence, key).removed = removed
    return Changes.of({"evidence"})
