"""Bundles out to headquarters and in from offices: export, inspect, import, what is missing."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

import ssc_desktop
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import N_
from ssc_desktop.services.conflicts import Conflict, list_conflicts, show_conflict
from ssc_desktop.services.enrolment import joined_card, list_devices
from ssc_desktop.services.receiving import Imported, as_pending, import_bundles, unreadable
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log, incoming, shipped
from ssc_desktop.storage.local import BundleFile, note_access, read_fact
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, codec, vector
from ssc_desktop.sync.bundle import Clear, Manifest, Packed
from ssc_desktop.sync.change import Change, Source, from_log, many_changes
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.sync.vector import Vector
from ssc_desktop.vault import sealed, signatures
from ssc_desktop.vault.cards import Card
from ssc_desktop.vault.durable import write_whole

__all__ = [
    "Conflict",
    "Exported",
    "Imported",
    "Inspected",
    "Status",
    "bundle_status",
    "export_bundle",
    "import_bundles",
    "inspect_bundle",
    "list_conflicts",
    "show_conflict",
]

IDENTIFIED = "identified"
LEVELS = (IDENTIFIED, "pseudonymised", "aggregate")
ACKNOWLEDGED = "headquarters_vector"
# Every program has these itself: they need not travel.
_SHIPPED = Source(shipped.DEVICE, shipped.INCARNATION)
# Above this the table of keys pays always, and trying both ways only takes time.
_MANY = 50_000


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written, read again and found whole."""

    file: Path
    number: int
    changes: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a bundle says of itself; without the keys to open it, only who signed it."""

    sender: str
    office: str
    number: int | None
    schema: int | None
    changes: int | None
    level: str
    signature: str


@dataclass(frozen=True, slots=True)
class Status:
    """Where this workspace stands: what it holds, what headquarters has not acknowledged or, at
    headquarters, what offices have counted that has not arrived."""

    vector: Mapping[str, int]
    not_yet_received: int
    last_acknowledged: Mapping[str, int] | None
    waiting: tuple[Imported, ...]


def export_bundle(
    workspace: Workspace,
    *,
    output: Path | None = None,
    level: str = IDENTIFIED,
    full: bool = False,
    since_last: bool = False,
) -> Exported:
    """Write everything headquarters is not known to have into one bundle.

    ``full`` writes everything there is, ``since_last`` only what the last export did not hold.
    ``output`` is a folder or a file; the outbox when it is not said.
    """
    _refuse_level(level)
    card = _card(workspace)
    with many_changes():
        with workspace.store.reading() as db:
            known: Vector = {} if full else _known_there(db, since_last=since_last)
            changes = _changes_above(db, known)
            number = bundle_files.last_number(db) + 1
            manifest = _manifest(db, workspace, changes, number, level)
        data = _build(workspace, card, manifest, _pack(changes))
    file = _free_name(output or workspace.folder / "outbox", workspace, number)
    _write_verified(file, data)
    try:
        _remember(workspace, file, data, manifest, len(changes))
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return Exported(file, number, len(changes), len(data))


def _refuse_level(level: str) -> None:
    if level not in LEVELS:
        raise Problem(
            "unknown-level",
            N_("A bundle is identified, pseudonymised or aggregate. Nothing was written."),
            field="level",
        )
    if level != IDENTIFIED:
        raise Problem(
            "level-not-available",
            N_("This version writes identified bundles only. Nothing was written."),
            field="level",
        )


def _card(workspace: Workspace) -> Card:
    if workspace.is_headquarters:
        raise Problem(
            "office-only",
            N_("Only an office can do this; this is a headquarters' workspace. Nothing was done."),
        )
    card = joined_card(workspace.store)
    if card is None:
        raise Problem(
            "not-enrolled",
            N_(
                "This office has not joined a headquarters yet, so there is nobody to write to."
                " Nothing was written. Ask headquarters for its card and join."
            ),
        )
    return card


def _known_there(db: Db, *, since_last: bool) -> Vector:
    known = _acknowledged(db) or {}
    last = bundle_files.last_written(db) if since_last else None
    return vector.merged(known, vector.read(json.loads(last.vector))) if last else known


def _acknowledged(db: Db) -> Vector | None:
    told = read_fact(db, ACKNOWLEDGED)
    return vector.read(json.loads(told)) if told else None


def _held(db: Db) -> Vector:
    held = {Source(*name): last for name, last in change_log.vector(db).items()}
    held.pop(_SHIPPED, None)
    return held


def _changes_above(db: Db, known: Vector) -> list[Change]:
    sources = change_log.sources(db)
    above = change_log.changes_above(db, {(s.device, s.incarnation): n for s, n in known.items()})
    rows = (row for number, rows in above if sources[number] != _SHIPPED for row in rows)
    return list(from_log(rows, sources))


def _manifest(
    db: Db, workspace: Workspace, changes: list[Change], number: int, level: str
) -> Manifest:
    spans = vector.spans_of((change.source, change.seq) for change in changes)
    return Manifest(
        sender=workspace.identity.public.signing_key,
        incarnation=change_log.own_source(db)[1],
        number=number,
        hlc=incoming.clock(db),
        wall=time.time_ns() // 1_000_000,
        schema=SCHEMA,
        app=ssc_desktop.__version__,
        office=workspace.office.code,
        level=level,
        vector=[(*source, last) for source, last in sorted(_held(db).items())],
        segments=[(*span.source, span.first, span.last) for span in spans],
    )


def _pack(changes: list[Change]) -> Packed:
    ways = (True,) if len(changes) > _MANY else (True, False)
    return bundle.smallest(codec.encode(changes, numbered=way) for way in ways)


def _build(workspace: Workspace, card: Card, manifest: Manifest, packed: Packed) -> bytes:
    recipients = [card.keys.recipient, card.recovery_recipient]
    plain: list[bytes] = []

    def seal(content: bytes) -> bytes:
        plain.append(content)
        return sealed.seal(content, recipients)

    data = bundle.build(
        manifest,
        packed,
        bundle=new_key().bytes,
        recipients=[hashlib.sha256(each.encode()).digest()[:8] for each in recipients],
        sign=workspace.identity.sign,
        seal=seal,
    )
    # Only headquarters can unseal; what was sealed is read again here as headquarters will.
    file = BytesIO(data)
    bundle.changes_in(bundle.read_content(file, bundle.read_clear(file), lambda _: plain[0]))
    return data


def _free_name(output: Path, workspace: Workspace, number: int) -> Path:
    """A file name that tells office, laptop and number, and is not taken."""
    if output.suffix == bundle.SUFFIX:
        return output
    stem = f"{workspace.office.code}-{workspace.device}-{number:05d}"
    taken = 0
    file = output / f"{stem}{bundle.SUFFIX}"
    while file.exists():
        taken += 1
        file = output / f"{stem}-{taken}{bundle.SUFFIX}"
    return file


def _write_verified(file: Path, data: bytes) -> None:
    """Write the file whole, then read it back: what a stick took must be what was sealed."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
        back = file.read_bytes()
    except OSError as error:
        raise Problem(
            "bundle-not-written",
            N_(
                "The bundle could not be written here. Nothing is lost: everything is still in the"
                " workspace. Choose another place or another stick."
            ),
        ) from error
    if back != data:
        file.unlink(missing_ok=True)
        raise Problem(
            "bundle-not-readable",
            N_(
                "The bundle was written but does not read back the same: the stick is failing."
                " Everything is still in the workspace. Use another stick."
            ),
        )
    with file.open("rb") as written:
        bundle.check_signature(written, bundle.read_clear(written), signatures.verify)


def _remember(
    workspace: Workspace, file: Path, data: bytes, manifest: Manifest, changes: int
) -> None:
    officer = workspace.officer.id if workspace.officer else None
    with workspace.store.writing() as db:
        db.add(
            BundleFile(
                sha256=hashlib.sha256(data).hexdigest(),
                direction=bundle_files.OUT,
                number=manifest.number,
                device=workspace.device,
                file_name=file.name,
                state=bundle_files.WRITTEN,
                change_count=changes,
                byte_count=len(data),
                vector=json.dumps(vector.told(manifest.counts)),
            )
        )
        note_access(db, officer, "export", "bundle", str(manifest.number))


def inspect_bundle(workspace: Workspace | None, path: Path) -> Inspected:
    """What a bundle says of itself, as far as this workspace may read it; nothing is changed."""
    try:
        with path.open("rb") as file:
            clear = bundle.read_clear(file)
            bundle.check_signature(file, clear, signatures.verify)
            manifest = _readable(workspace, file, clear)
            own = _written_here(workspace, file)
    except OSError as error:
        raise unreadable() from error
    if workspace is not None and own is not None:
        return Inspected(
            sender=clear.header.device,
            office=workspace.office.code,
            number=own.number,
            schema=SCHEMA,
            changes=own.change_count,
            level=IDENTIFIED,
            signature=_signer(workspace, clear),
        )
    return Inspected(
        sender=clear.header.device,
        office=manifest.office if manifest else "",
        number=manifest.number if manifest else None,
        schema=manifest.schema if manifest else None,
        changes=manifest.changes if manifest else None,
        level=manifest.level if manifest else "",
        signature=_signer(workspace, clear),
    )


def _written_here(workspace: Workspace | None, file: BufferedReader) -> BundleFile | None:
    """What was noted when this file was exported here: sealed for headquarters, it cannot be
    opened where it was written."""
    if workspace is None:
        return None
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with workspace.store.reading() as db:
        return bundle_files.written(db, sha256)


def _readable(workspace: Workspace | None, file: BinaryIO, clear: Clear) -> Manifest | None:
    if workspace is None:
        return None
    try:
        return bundle.read_content(file, clear, workspace.identity.open_sealed).manifest
    except Problem as problem:
        if problem.code != "sealed-for-others":
            raise
        return None


def _signer(workspace: Workspace | None, clear: Clear) -> str:
    """Who signed: ``own``, the state of a laptop that is known here, or ``unknown``."""
    if workspace is None:
        return "unknown"
    if clear.header.sender == workspace.identity.public.signing_key:
        return "own"
    known = {each.signing_key: each.status for each in list_devices(workspace.store)}
    return known.get(clear.header.sender, "unknown")


def bundle_status(workspace: Workspace) -> Status:
    """What is held here, what the other side does not have or has not sent, what waits."""
    with workspace.store.reading() as db:
        held, acknowledged = _held(db), _acknowledged(db)
        pending = bundle_files.received(db, bundle_files.WAITING, bundle_files.QUARANTINED)
        taken = bundle_files.received(db, bundle_files.IMPORTED, bundle_files.WAITING)
    if workspace.is_headquarters:
        counted: Vector = {}
        for each in taken:
            counted = vector.merged(counted, vector.read(json.loads(each.vector)))
        spans = vector.missing(held, counted)
    else:
        spans = vector.missing(acknowledged or {}, held)
    return Status(
        vector=vector.told(held),
        not_yet_received=sum(span.last - span.first + 1 for span in spans),
        last_acknowledged=None if acknowledged is None else vector.told(acknowledged),
        waiting=tuple(as_pending(workspace, each) for each in pending),
    )
