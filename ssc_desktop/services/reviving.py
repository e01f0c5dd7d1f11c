"""A removed activity or person comes back when somebody recorded in it without knowing of the removal.

Headquarters decides it when it takes bundles in: everything passes there. It writes an ordinary
change over the removal, which travels, so that all laptops agree. Whoever knew of the other side's
work is not contradicted.
"""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.services.acknowledgement import counts_of
from ssc_desktop.services.levels import Before
from ssc_desktop.services.merging import deciding
from ssc_desktop.storage import change_log, children, decisions, incoming, reports
from ssc_desktop.storage.children import PARENTS, Written
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.change import Change, Mark, Source
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.merge import REMOVED

Parent = tuple[str, str]
"""Noun and key of a record that others belong to."""


def revive(db: Db, manifest: Manifest, changes: Sequence[Change], was: Before) -> int:
    """After a bundle was taken in at headquarters: bring back the records whose removal and whose
    new content did not know of each other. How many they are."""
    new = [change for change in changes if change.seq > was.held.get(change.source, 0)]
    revived = {
        parent
        for parent in (*_with_new_content(db, manifest, new, was), *_removed(db, manifest, new))
        if children.is_removed(db, *parent)
    }
    for parent in sorted(revived):
        _write(db, parent)
    return len(revived)


def _with_new_content(
    db: Db, manifest: Manifest, new: Sequence[Change], was: Before
) -> set[Parent]:
    """Parents that were removed here before something new came in for them."""
    found: set[Parent] = set()
    gone = children.removed(db)
    for change in new if gone else ():
        if set(change.fields) == {REMOVED}:
            continue
        for parent in children.parents_of(change.table, change.key, dict(change.fields)):
            if parent not in found and parent in gone:
                removals = _removals(db, parent)
                if removals and all(_unaware(db, manifest, change, each, was) for each in removals):
                    found.add(parent)
    return found


def _unaware(db: Db, manifest: Manifest, change: Change, removal: Written, was: Before) -> bool:
    """Whether a new change and an older removal did not know of each other."""
    source = Source(removal.device, removal.incarnation)
    own = Source(*change_log.own_source(db))
    if source.device == change.source.device or was.held.get(source, 0) < removal.seq:
        return False
    if source.device == own.device and source != own:
        # An earlier life of headquarters may have known what this one only hears again.
        return False
    said = reports.latest(db, source.device)
    if said is not None and counts_of(said).get(change.source, 0) >= change.seq:
        return False
    return change.hlc < removal.hlc or manifest.counts.get(source, 0) < removal.seq


def _removed(db: Db, manifest: Manifest, new: Sequence[Change]) -> set[Parent]:
    """Parents that were removed on a laptop that did not know what others had recorded in them."""
    found: set[Parent] = set()
    removals = [c for c in new if REMOVED in c.fields and c.table in PARENTS and c.fields[REMOVED]]
    arrived = {change.mark for change in new} if removals else set()
    for change in removals:
        for each in children.changes_in_children(db, change.table, change.key):
            source = Source(each.device, each.incarnation)
            unknown = manifest.counts.get(source, 0) < each.seq
            theirs = source.device != change.source.device
            if unknown and theirs and Mark(source, each.seq) not in arrived:
                found.add((change.table, change.key))
                break
    return found


def _removals(db: Db, parent: Parent) -> list[Written]:
    """The removals of a record that stand."""
    noun, key = parent
    heads = decisions.standing(db, noun, key, REMOVED)
    names = change_log.sources(db)
    said = decisions.values_at(db, heads, REMOVED)
    return [
        Written(*names[source], seq, hlc) for (source, seq), (hlc, value) in said.items() if value
    ]


def _write(db: Db, parent: Parent) -> None:
    noun, key = parent
    heads = decisions.standing(db, noun, key, REMOVED)
    change = decisions.state_again(db, noun, key, {REMOVED: 0}, {REMOVED: heads})
    incoming.rework(db, [change], deciding(db))
