"""One bundle taken in, in one transaction: its changes, what it tells more of, what its sender holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import (
    acknowledgement,
    agreement,
    certificates,
    levels,
    match_review,
    reviving,
    totals,
)
from ssc_desktop.services.merging import deciding
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import change_log, foreign_names, incoming, refusals, reports
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import older
from ssc_desktop.sync.bundle import TO_OFFICE, Clear, Content, changes_again
from ssc_desktop.sync.change import Change, Source
from ssc_desktop.sync.ranges import Ranges


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a bundle brought: changes, fields in conflict, whether it was news at all, what clashed,
    and what a person should know."""

    changes: int
    conflicts: int
    is_news: bool
    clashing: bool
    remark: Problem | None


def take_in(
    db: Db,
    workspace: Workspace,
    clear: Clear,
    content: Content,
    changes: Sequence[Change],
    sha256: str,
) -> TakenIn:
    """Take in a bundle whose changes follow what is held; the caller's transaction holds it all."""
    foreign = _foreign([*changes, *changes_again(content)])
    incoming.catch_up(db, deciding(db))
    was, refused = levels.before(db), refusals.count(db)
    fuller = levels.take_again(db, content, was)
    agreed = agreement.take(db, workspace, clear, content.manifest, changes)
    fuller += levels.take(db, content.manifest, changes, was)
    totals.take(db, clear, content)
    match_review.take(db, content)
    foreign_names.note(db, foreign)
    taken = agreed.taken
    _note_arrival(db, sha256, changes, was, {Source(*name) for name in taken.clashing})
    # Of a copied laptop nobody knows which of the two speaks.
    heard = not taken.clashing and acknowledgement.hear(db, workspace, clear, content.manifest)
    if heard and not workspace.is_headquarters:
        match_review.hear(db, content)
        certificates.hear(db, content)
    revived = 0
    if workspace.is_headquarters:
        revived = reviving.revive(db, content.manifest, changes, was)
    told = taken.changes + fuller
    return TakenIn(
        told,
        taken.conflicts,
        bool(told) or (heard and bool(clear.flags & TO_OFFICE)),
        bool(taken.clashing),
        agreed.remark
        or _remark(foreign, taken.clocks_ahead, refusals.count(db) - refused, revived),
    )


def _note_arrival(
    db: Db, sha256: str, changes: Sequence[Change], was: levels.Before, clashing: set[Source]
) -> None:
    """Keep which changes came new, so that a whole import can be taken back."""
    new = Ranges.of(
        (change.source, change.seq)
        for change in changes
        if change.source not in clashing
        and (change.seq > was.held.get(change.source, 0) or change.mark in was.missing)
    )
    numbers = {Source(*name): number for number, name in change_log.sources(db).items()}
    spans = [(numbers[span.source], span.first, span.last) for span in new.spans]
    reports.note_arrival(db, sha256, spans)


def _foreign(changes: Sequence[Change]) -> dict[str, set[str]]:
    known = foreign_names.known_names()
    found: dict[str, set[str]] = {}
    for change in changes:
        strange, fields = older.unknown(change, known)
        if strange or fields:
            found.setdefault(change.table, set()).update(fields)
    return found


def _remark(
    foreign: Mapping[str, object], clocks_ahead: Sequence[object], refused: int, revived: int
) -> Problem | None:
    """What a person should know of a bundle that was taken in all the same."""
    if refused > 0:
        return Problem(
            "records-refused",
            N_(
                "{count} records of this bundle cannot be shown as they are. They were kept with the"
                " reason; everything else was imported. Look at the list of refused records."
            ),
            count=refused,
        )
    if revived:
        return Problem(
            "records-revived",
            N_(
                "{count} removed records came back: somebody had recorded something in them without"
                " knowing of the removal. Everything was imported. Remove them again if that is"
                " right."
            ),
            count=revived,
        )
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
