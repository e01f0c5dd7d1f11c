"""What is taken in of a bundle, and whether both sides then agree: clones, clocks, digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import clocks, state_digest
from ssc_desktop.services.merging import deciding
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import incoming
from ssc_desktop.storage.incoming import Taken
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.bundle import TO_OFFICE, Clear
from ssc_desktop.sync.change import Change, Source, sources_in, to_log
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.ranges import Ranges


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was taken in, and what a person should know of it."""

    taken: Taken
    remark: Problem | None = None


def take(
    db: Db, workspace: Workspace, clear: Clear, manifest: Manifest, changes: Sequence[Change]
) -> Agreed:
    """Take the changes of a bundle in and compare what is held now with what its sender holds.

    Of a laptop that writes under the name of another one, what contradicts that other one is left
    in the archive; everything else goes on. Where sender and receiver were seen to differ, rows
    are worked out anew from all their changes.
    """
    device = clear.header.device
    from_headquarters = bool(clear.flags & TO_OFFICE)
    cloned = state_digest.is_cloned(db, device, manifest)
    own = Source(device, manifest.incarnation)
    wanted = [change for change in changes if change.source != own] if cloned else changes
    kept_back = Ranges.read(manifest.withheld).spans
    named = sources_in(wanted).union(span.source for span in kept_back)
    numbers = incoming.number_sources(db, named)
    taken = incoming.take(
        db,
        list(to_log(wanted, numbers)),
        deciding(db),
        now=clocks.right_time(manifest, from_headquarters=from_headquarters),
        anew=state_digest.is_doubted(db, device),
        kept_back=[
            (numbers[span.source], span.first, span.last)
            for span in kept_back
            if not (cloned and span.source == own)
        ],
    )
    if cloned:
        taken = replace(taken, clashing=(*taken.clashing, own))
    if not from_headquarters:
        clocks.note(db, device, manifest, {name for name, _ in taken.clocks_ahead})
    agreed = bool(taken.clashing) or state_digest.agrees(db, manifest)
    state_digest.note_agreement(db, device, agreed=agreed)
    state_digest.remember_blocks(db)
    return Agreed(taken, _remark(workspace, manifest, taken, agreed=agreed))


def _remark(
    workspace: Workspace, manifest: Manifest, taken: Taken, *, agreed: bool
) -> Problem | None:
    if taken.clashing:
        return Problem(
            "cloned-laptop",
            N_(
                "Two laptops write under one name: one is a copy of the other. What contradicts the"
                " first was set aside, the rest was imported. Find the copied laptop and set it up"
                " anew."
            ),
            devices=", ".join(sorted({name for name, _ in taken.clashing})),
        )
    if not agreed:
        return Problem(
            "state-differs",
            N_(
                "This workspace and the one that wrote the bundle do not hold quite the same. Nothing"
                " is lost: the next bundles carry everything and set it right by themselves."
            ),
        )
    if workspace.is_headquarters:
        return None
    return clocks.told_to_office(manifest, workspace.device)
