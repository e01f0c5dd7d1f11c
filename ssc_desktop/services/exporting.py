"""A bundle for headquarters: everything it is not known to have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain import disclosure
from ssc_desktop.domain.disclosure import AGGREGATE
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import levels, match_review, restarts, state_digest, totals
from ssc_desktop.services.bundle_writing import (
    acknowledged,
    changes_above,
    free_name,
    held_here,
    manifest_of,
    packed,
    remember,
    sealed_file,
    write_verified,
)
from ssc_desktop.services.enrolment import joined_card
from ssc_desktop.services.headquarters_key import recipients_for_headquarters
from ssc_desktop.services.levels import Outgoing
from ssc_desktop.services.parts import write_parts
from ssc_desktop.services.transfer_basis import basis_of_export
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import codec, vector
from ssc_desktop.sync.attached import MATCHES, TOTALS
from ssc_desktop.sync.bundle import AGAIN
from ssc_desktop.sync.change import many_changes
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.vector import Vector
from ssc_desktop.vault.cards import Card

IDENTIFIED, PSEUDONYMISED = disclosure.IDENTIFIED, disclosure.PSEUDONYMISED
LEVELS = disclosure.LEVELS


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written, read again and found whole; its parts where it was cut."""

    file: Path
    number: int
    changes: int
    bytes: int
    level: str = PSEUDONYMISED
    parts: tuple[Path, ...] = ()


def export_bundle(
    workspace: Workspace,
    *,
    output: Path | None = None,
    level: str = PSEUDONYMISED,
    full: bool = False,
    since_last: bool = False,
    part_size: int | None = None,
    basis: str = "",
) -> Exported:
    """Write everything headquarters is not known to have into one bundle.

    ``level`` says how much of people leaves. ``full`` writes everything there is, ``since_last``
    only what the last export did not hold. ``output`` is a folder or a file; the outbox when it is
    not said. A bundle larger than ``part_size`` bytes is written in parts as well. An identified
    one needs a ``basis`` on which names may leave the country, unless one was recorded before.
    """
    _refuse_level(level)
    card = _card(workspace)
    basis = basis_of_export(workspace, basis) if level == IDENTIFIED else ""
    state_digest.remember_new_blocks(workspace.store)
    with many_changes():
        with workspace.store.reading() as db:
            full = full or state_digest.is_full_due(db, [card.keys.device])
            known: Vector = {} if full else _known_there(db, since_last=since_last)
            changes = changes_above(db, known)
            leaving = levels.outgoing(db, changes, known, level)
            number = bundle_files.last_number(db) + 1
            manifest = _manifest(db, workspace, known, leaving, number, level)
            others = _other_sections(db, leaving, level)
        recipients = recipients_for_headquarters(workspace.store)
        data = sealed_file(workspace, recipients, manifest, packed(leaving.changes, others))
    file = free_name(output or workspace.folder / "outbox", workspace, number)
    # The counter first: once the file is on a stick, its numbers may have left.
    restarts.keep_counter(workspace.store, workspace.id)
    write_verified(file, data)
    written = [file]
    try:
        written += write_parts(file, data, part_size)
        remember(workspace, file, data, manifest, len(leaving.changes), basis=basis)
        if full:
            state_digest.note_full_written(workspace, [card.keys.device])
    except BaseException:
        for each in written:
            each.unlink(missing_ok=True)
        raise
    told = number, len(leaving.changes), len(data), level
    return Exported(file, *told, tuple(written[1:]))


def _other_sections(db: Db, leaving: Outgoing, level: str) -> dict[str, bytes]:
    """What a bundle carries beside its changes."""
    sections = {}
    if leaving.again:
        sections[AGAIN] = codec.encode(leaving.again, numbered=False)["changes"]
    if level == AGGREGATE:
        sections[TOTALS] = totals.totals_section(db)
    if level == PSEUDONYMISED:
        matches = match_review.matches_section(db, [*leaving.changes, *leaving.again])
        sections |= {MATCHES: matches} if matches else {}
    return sections


def _refuse_level(level: str) -> None:
    if level not in LEVELS:
        raise Problem(
            "unknown-level",
            N_("A bundle is identified, pseudonymised or aggregate. Nothing was written."),
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
    db: Db, workspace: Workspace, known: Vector, leaving: Outgoing, number: int, level: str
) -> Manifest:
    spans = vector.missing(known, held_here(db))
    manifest = manifest_of(
        db,
        workspace,
        known,
        number,
        level,
        withheld=levels.not_given(spans, leaving.changes),
        reduced=leaving.reduced,
        lacking=levels.held_back(db).bridged(),
    )
    # Whoever was never given a row cannot prove that it holds the same.
    return manifest if level == AGGREGATE else state_digest.proven(db, manifest)
