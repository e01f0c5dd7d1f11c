"""What a bundle says of itself, to whoever may read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.enrolment import list_devices
from ssc_desktop.services.exporting import IDENTIFIED
from ssc_desktop.services.receiving import unreadable
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files
from ssc_desktop.storage.local import BundleFile
from ssc_desktop.sync import bundle
from ssc_desktop.sync.bundle import Clear
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.vault import signatures


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
            level=own.level or IDENTIFIED,
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
