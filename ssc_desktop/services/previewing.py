"""What bundles would change, told before anything is written: the import, done and given up again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.services import acknowledgement, levels, parts
from ssc_desktop.services.conflicts import open_conflicts
from ssc_desktop.services.enrolment import APPROVED
from ssc_desktop.services.receiving import (
    DUPLICATE,
    IMPORTED,
    QUARANTINED,
    REFUSED,
    WAITING,
    unreadable,
)
from ssc_desktop.services.taking_in import take_in
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, rows_there
from ssc_desktop.storage.local import Device
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, older, vector
from ssc_desktop.sync.bundle import SUFFIX, Clear, Content
from ssc_desktop.sync.change import Change, many_changes
from ssc_desktop.vault import signatures

ADDED, CHANGED = "added", "changed"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PreviewedFile:
    """What would become of one file: its status as of an import, of whom it is, when it was
    written, how many changes are new here."""

    file: Path
    status: str
    code: str = ""
    office: str = ""
    device: str = ""
    number: int = 0
    written_at: datetime | None = None
    changes: int = 0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PreviewedRecord:
    """One record that would be ``added`` or ``changed``: by which office, which fields it would
    set, which of them would be in conflict."""

    noun: str
    key: str
    act: str
    office: str
    fields: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: file by file, record by record, and counted by office and noun:
    how many records are ``added``, ``changed``, and fields in ``conflicts``."""

    files: tuple[PreviewedFile, ...]
    records: tuple[PreviewedRecord, ...]
    counts: Mapping[str, Mapping[str, Mapping[str, int]]]


@dataclass(slots=True)
class _Row:
    act: str
    office: str
    fields: set[str] = field(default_factory=set)


class _Opened(NamedTuple):
    clear: Clear
    content: Content
    sha256: str


class _GivenUp(Exception):
    """Ends the transaction so that nothing of it is kept."""


def preview_bundles(
    workspace: Workspace, paths: Sequence[Path], progress: Progress | None = None
) -> Preview:
    """What importing these bundles (folders stand for those in them) would change, by office and
    record. Nothing is written; bundles in parts are told once they are whole."""
    files = [each for path in paths for each in _bundles_in(path)]
    cut, whole = parts.told_apart(files)
    found = [PreviewedFile(each, WAITING, "part-of-bundle") for each in cut]
    rows: dict[tuple[str, str], _Row] = {}
    contested: dict[tuple[str, str], set[str]] = {}
    try:
        with many_changes(), workspace.store.writing() as db:
            before = {each.conflict.id for each in open_conflicts(db)}
            found += _all_previewed(db, workspace, whole, rows, progress)
            for each in open_conflicts(db):
                if each.conflict.id not in before:
                    place = (each.conflict.noun, each.key)
                    contested.setdefault(place, set()).add(each.conflict.field)
            raise _GivenUp
    except _GivenUp:
        pass
    if progress:
        progress(len(whole), len(whole))
    records = tuple(_records(rows, contested))
    return Preview(tuple(found), records, _counted(records))


def _bundles_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted({*path.glob(f"*{SUFFIX}"), *path.glob(f"*{parts.SUFFIX}")})


def _all_previewed(
    db: Db,
    workspace: Workspace,
    files: Sequence[Path],
    rows: dict[tuple[str, str], _Row],
    progress: Progress | None,
) -> list[PreviewedFile]:
    """Each file once; one that waits again, as long as another one opens the way for it."""
    found: dict[Path, PreviewedFile] = {}
    left, before = list(files), len(files) + 1
    while left and len(left) < before:
        before = len(left)
        for done, file in enumerate(left, start=len(files) - len(left)):
            if progress:
                progress(done, len(files))
            found[file] = _previewed(db, workspace, file, rows)
        left = [file for file in left if found[file].status == WAITING]
    return list(found.values())


def _previewed(
    db: Db, workspace: Workspace, file: Path, rows: dict[tuple[str, str], _Row]
) -> PreviewedFile:
    try:
        with file.open("rb") as opened:
            clear = bundle.read_clear(opened)
            bundle.check_signature(opened, clear, signatures.verify)
            acknowledgement.refuse_misdirected(workspace, clear)
            opened.seek(0)
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
            sender = db.get(Device, clear.header.device)
            told = PreviewedFile(file, DUPLICATE, device=clear.header.device)
            if bundle_files.is_imported(db, sha256):
                return told
            if sender is None or sender.status != APPROVED:
                return replace(told, status=QUARANTINED, code="unknown-signer")
            content = bundle.read_content(opened, clear, workspace.identity.open_sealed)
            manifest = content.manifest
            told = replace(
                told,
                office=sender.office_code or manifest.office,
                number=manifest.number,
                written_at=datetime.fromtimestamp(manifest.wall / 1000, UTC),
            )
        return _tried(db, workspace, told, _Opened(clear, content, sha256), rows)
    except Problem as problem:
        return PreviewedFile(file, REFUSED, problem.code, problem=problem)
    except OSError:
        trouble = unreadable()
        return PreviewedFile(file, REFUSED, trouble.code, problem=trouble)


def _tried(
    db: Db,
    workspace: Workspace,
    told: PreviewedFile,
    opened: _Opened,
    rows: dict[tuple[str, str], _Row],
) -> PreviewedFile:
    clear, content, sha256 = opened
    manifest = content.manifest
    was = levels.before(db)
    if vector.waiting(was.held, manifest.spans):
        return replace(told, status=WAITING, code="waiting-for-earlier")
    changes = list(older.lifted(bundle.changes_in(content), manifest.schema))
    new = [
        change
        for change in changes
        if change.seq > was.held.get(change.source, 0) or change.mark in was.missing
    ]
    noted = _rows_of(db, new, told.office)
    with db.begin_nested():
        done = take_in(db, workspace, clear, content, changes, sha256)
    for place, row in noted.items():
        rows.setdefault(place, row).fields.update(row.fields)
    status = QUARANTINED if done.clashing else IMPORTED if done.is_news else DUPLICATE
    code = done.remark.code if done.remark else ""
    return replace(told, status=status, code=code, changes=done.changes, problem=done.remark)


def _rows_of(db: Db, new: Iterable[Change], office: str) -> dict[tuple[str, str], _Row]:
    """The records these changes are about, and whether they are here already."""
    by_noun: dict[str, dict[str, set[str]]] = {}
    for change in new:
        by_noun.setdefault(change.table, {}).setdefault(change.key, set()).update(change.fields)
    found: dict[tuple[str, str], _Row] = {}
    for noun, told in by_noun.items():
        there = rows_there.present(db, noun, told)
        for key, names in told.items():
            found[noun, key] = _Row(CHANGED if key in there else ADDED, office, names)
    return found


def _records(
    rows: Mapping[tuple[str, str], _Row], contested: Mapping[tuple[str, str], set[str]]
) -> Iterator[PreviewedRecord]:
    """The row of a kind is told with its activity."""
    for (noun, key), row in sorted(rows.items()):
        if noun in ALL_KINDS and ("activity", key) in rows:
            continue
        parts_of = [noun, *(ALL_KINDS if noun == "activity" else ())]
        names = {
            name for each in parts_of if (each, key) in rows for name in rows[each, key].fields
        }
        conflicts = {name for each in parts_of for name in contested.get((each, key), ())}
        yield PreviewedRecord(
            "activity" if noun in ALL_KINDS else noun,
            _shown(noun, key),
            row.act,
            row.office,
            tuple(sorted(names)),
            tuple(sorted(conflicts)),
        )


def _shown(noun: str, key: str) -> str:
    try:
        return shown_key(noun, key)
    except Problem:
        # A table or a key that this version cannot read: as it came.
        return key


def _counted(
    records: Iterable[PreviewedRecord],
) -> dict[str, dict[str, dict[str, int]]]:
    counts: dict[str, dict[str, Counter[str]]] = {}
    for each in records:
        counter = counts.setdefault(each.office, {}).setdefault(each.noun, Counter())
        counter[each.act] += 1
        counter["conflicts"] += len(each.conflicts)
    return {
        office: {noun: dict(counter) for noun, counter in nouns.items()}
        for office, nouns in counts.items()
    }
