"""What every bundle that is written goes through: what it holds, sealed, written, read back."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path

import ssc_desktop
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log, incoming, shipped
from ssc_desktop.storage.local import BundleFile, note_access, read_fact
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, codec, vector
from ssc_desktop.sync.bundle import Packed
from ssc_desktop.sync.change import Change, Source, from_log
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Vector
from ssc_desktop.vault import sealed, signatures
from ssc_desktop.vault.durable import write_whole

ACKNOWLEDGED = "headquarters_vector"
# Every program has these itself: they need not travel.
_SHIPPED = Source(shipped.DEVICE, shipped.INCARNATION)


def acknowledged(db: Db) -> Vector | None:
    """What headquarters said it holds, in its last return bundle."""
    told = read_fact(db, ACKNOWLEDGED)
    return vector.read(json.loads(told)) if told else None


def held_here(db: Db) -> Vector:
    """What this workspace holds of each source."""
    held = {Source(*name): last for name, last in change_log.vector(db).items()}
    held.pop(_SHIPPED, None)
    return held


def changes_above(db: Db, known: Vector) -> list[Change]:
    """Every change held here that a receiver with this vector lacks, of all sources."""
    sources = change_log.sources(db)
    above = change_log.changes_above(db, {(s.device, s.incarnation): n for s, n in known.items()})
    rows = (rows for number, rows in above if sources[number] != _SHIPPED)
    return list(from_log(chain.from_iterable(rows), sources))


def manifest_of(
    db: Db,
    workspace: Workspace,
    known: Vector,
    number: int,
    level: str,
    *,
    withheld: Ranges,
    reduced: Ranges,
    lacking: Ranges,
    clocks: Mapping[str, int] | None = None,
) -> Manifest:
    """What a bundle says of itself to a receiver that holds ``known``: who wrote it, which changes
    it counts, and which of these it keeps back, tells in part, or was never given itself."""
    held = held_here(db)
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
        vector=[(*source, last) for source, last in sorted(held.items())],
        segments=[(*s.source, s.first, s.last) for s in vector.missing(known, held)],
        withheld=withheld.told(),
        reduced=reduced.told(),
        lacking=lacking.told(),
        clocks=sorted((clocks or {}).items()),
    )


def packed(changes: list[Change], others: Mapping[str, bytes] | None = None) -> Packed:
    """The changes in the shorter of the two ways to write them, and the other sections."""
    ways = codec.Grouped(changes).ways()
    return bundle.smallest({**sections, **(others or {})} for sections in ways)


def sealed_file(
    workspace: Workspace,
    recipients: Sequence[str],
    manifest: Manifest,
    parts: Packed,
    *,
    flags: int = 0,
) -> bytes:
    """The whole file, signed by this laptop and sealed to ``recipients`` (age keys)."""
    plain: list[bytes] = []

    def seal(content: bytes) -> bytes:
        plain.append(content)
        return sealed.seal(content, recipients)

    data = bundle.build(
        manifest,
        parts,
        bundle=new_key().bytes,
        recipients=[hashlib.sha256(each.encode()).digest()[:8] for each in recipients],
        sign=workspace.identity.sign,
        seal=seal,
        flags=flags,
    )
    # Only headquarters can unseal; what was sealed is read again here as headquarters will.
    file = BytesIO(data)
    bundle.check_changes(bundle.read_content(file, bundle.read_clear(file), lambda _: plain[0]))
    return data


def free_name(output: Path, workspace: Workspace, number: int) -> Path:
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


def write_verified(file: Path, data: bytes) -> None:
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


def remember(
    workspace: Workspace,
    file: Path,
    data: bytes,
    manifest: Manifest,
    changes: int,
    *,
    office: str = "",
    basis: str = "",
) -> None:
    """Note a bundle that was written, who exported it and, of a return bundle, for which office;
    of one that tells names, on what basis they left."""
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
                level=manifest.level,
                office=office,
            )
        )
        note_access(db, officer, "export", "bundle", f"{manifest.number} {manifest.level}")
        if basis:
            note_access(db, officer, "transfer", "bundle", f"{manifest.number} {basis}")
