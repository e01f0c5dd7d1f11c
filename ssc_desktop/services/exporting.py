"""A bundle for headquarters: everything it is not known to have."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import ssc_desktop
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.bundle_writing import (
    acknowledged,
    changes_above,
    free_name,
    held_here,
    packed,
    remember,
    sealed_file,
    write_verified,
)
from ssc_desktop.services.enrolment import joined_card
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log, incoming
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import vector
from ssc_desktop.sync.bundle import Manifest
from ssc_desktop.sync.change import Change, many_changes
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.sync.vector import Vector
from ssc_desktop.vault.cards import Card

IDENTIFIED = "identified"
LEVELS = (IDENTIFIED, "pseudonymised", "aggregate")


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written, read again and found whole."""

    file: Path
    number: int
    changes: int
    bytes: int


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
            changes = changes_above(db, known)
            number = bundle_files.last_number(db) + 1
            manifest = _manifest(db, workspace, changes, number, level)
        recipients = [card.keys.recipient, card.recovery_recipient]
        data = sealed_file(workspace, recipients, manifest, packed(changes))
    file = free_name(output or workspace.folder / "outbox", workspace, number)
    write_verified(file, data)
    try:
        remember(workspace, file, data, manifest, len(changes))
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
    known = acknowledged(db) or {}
    last = bundle_files.last_written(db) if since_last else None
    return vector.merged(known, vector.read(json.loads(last.vector))) if last else known


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
        vector=[(*source, last) for source, last in sorted(held_here(db).items())],
        segments=[(*span.source, span.first, span.last) for span in spans],
    )
