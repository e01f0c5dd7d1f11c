"""Proof that two workspaces hold the same: digests told in bundles, compared, and what follows.

A bundle tells the digest of everything its sender holds. Whoever took it in holds all of that too
and digests it for itself. Where the two differ, both sides note it, and the next bundle to the
other side is a full one by itself: it fills in what is missing, and rows are worked out anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ssc_desktop.services.bundle_writing import held_here
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import change_log, withheld
from ssc_desktop.storage import digest as stored
from ssc_desktop.storage.local import forget_fact, read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.change import Source
from ssc_desktop.sync.digest import BLOCK, block_digest, full_blocks, heads_digest, log_digest
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Span, Vector

_LOG = logging.getLogger(__name__)
_DOUBTS = "digest_doubts"
Blocks = dict[str, list[bytes]]
Spans = Sequence[tuple[int, int]]
Told = Iterable[tuple[str, int, int, int]]


def digest_of_log(db: Db, counts: Vector, left_out: Iterable[Span] = ()) -> bytes:
    """The digest of the changes up to ``counts``, without those that were not to travel."""
    return _counted(db, counts, left_out)[0]


def digest_of_heads(db: Db) -> bytes:
    """The digest of what stands in every field that was edited since its row was created."""
    return heads_digest(stored.heads(db))


def proven(db: Db, manifest: Manifest, lacking_there: Told = ()) -> Manifest:
    """A manifest that tells what its sender holds, but for what either side does not hold; and
    what the sender wrote itself before the first change in the bundle."""
    own = Source(*change_log.own_source(db))
    first = [span.first for span in manifest.spans if span.source == own]
    unproven = Ranges.read(lacking_there) - _named(manifest)
    left_out = _named(manifest) | unproven
    return manifest.proven(
        digest=digest_of_log(db, manifest.counts, left_out.spans),
        heads=b"" if left_out else digest_of_heads(db),
        before=digest_of_log(db, {own: first[0] - 1}) if first else b"",
        unproven=unproven.told(),
    )


def _named(manifest: Manifest) -> Ranges:
    return Ranges.read([*manifest.withheld, *manifest.lacking, *manifest.unproven])


def is_cloned(db: Db, device: str, manifest: Manifest) -> bool:
    """Whether the laptop that wrote a bundle tells another past of its own than was heard here:
    then two laptops write under one name, and one of them is a copy of the other."""
    own = Source(device, manifest.incarnation)
    first = [span.first for span in manifest.spans if span.source == own]
    if not first or not manifest.before or manifest.schema != SCHEMA:
        return False
    last = first[0] - 1
    if digest_of_log(db, {own: last}) == manifest.before:
        return False
    # What is missing here is no sign of another laptop.
    return stored.is_whole(db, _numbers(db).get(own, 0), last)


def remember_blocks(db: Db) -> None:
    """Keep what has been digested of full blocks, so that the next bundle is told at once."""
    grown = _grown(db)
    if grown:
        stored.remember(db, _counted(db, grown, ())[1])


def remember_new_blocks(store: Store) -> None:
    """The same in a transaction of its own, where there is something new to keep."""
    with store.reading() as db:
        grown = _grown(db)
    if grown:
        with store.writing() as db:
            remember_blocks(db)


def _grown(db: Db) -> Vector:
    """The sources of which more blocks are full than were kept, and up to where."""
    known = stored.remembered(db)
    return {
        source: full_blocks(last) * BLOCK - 1
        for source, last in held_here(db).items()
        if full_blocks(last) > len(known.get(_name(source), []))
    }


def _name(source: Source) -> str:
    return f"{source.device}/{source.incarnation}"


def _counted(db: Db, counts: Vector, left_out: Iterable[Span]) -> tuple[bytes, Blocks]:
    gaps: dict[Source, list[tuple[int, int]]] = {}
    for span in sorted(left_out):
        gaps.setdefault(span.source, []).append((span.first, span.last))
    known, numbers = stored.remembered(db), _numbers(db)
    kept: Blocks = dict(known)
    logs = {}
    for source, last in counts.items():
        name = _name(source)
        spans = gaps.get(source, [])
        blocks = _blocks(db, numbers.get(source, 0), last, spans, known.get(name, []))
        logs[source] = (last, blocks)
        whole = blocks[: _untouched(last, spans)]
        if len(whole) > len(kept.get(name, [])):
            kept[name] = whole
    return log_digest(logs), kept


def _numbers(db: Db) -> dict[Source, int]:
    return {Source(*name): number for number, name in change_log.sources(db).items()}


def _untouched(last: int, spans: Spans) -> int:
    """How many blocks from the first on are full and lack nothing that was left out."""
    return min([full_blocks(last), *(first // BLOCK for first, _ in spans[:1])])


def _blocks(db: Db, number: int, last: int, spans: Spans, known: Sequence[bytes]) -> list[bytes]:
    """The blocks of a source up to ``last``; a block of which nothing is held digests nothing."""
    begun = list(known[: _untouched(last, spans)])
    found = {
        block: block_digest(told)
        for block, told in _lines(db, number, len(begun) * BLOCK, last, spans)
    }
    return begun + [found.get(block, b"") for block in range(len(begun), last // BLOCK + 1)]


def _lines(db: Db, number: int, first: int, last: int, spans: Spans) -> Iterator[tuple[int, str]]:
    for block, told in stored.log_blocks(db, number, BLOCK, first, last):
        start, end = block * BLOCK, (block + 1) * BLOCK - 1
        touched = [span for span in spans if span[0] <= end and span[1] >= start]
        left = stored.without(told, touched) if touched else told
        if left:
            yield block, left


def agrees(db: Db, manifest: Manifest) -> bool:
    """Whether what is held here of all that ``manifest`` counts is what its sender holds.

    A difference is believed only after everything was counted anew. Where this side lacks more
    than the sender knew, as after a restore, nothing can be said.
    """
    if not manifest.digest or manifest.schema != SCHEMA or _lacks_more(db, manifest):
        return True
    left_out = _named(manifest).spans
    digest, blocks = _counted(db, manifest.counts, left_out)
    same = digest == manifest.digest
    if same:
        # What was counted need not be counted again, neither below nor for the next bundle.
        stored.remember(db, blocks)
    else:
        stored.forget(db)
        same = digest_of_log(db, manifest.counts, left_out) == manifest.digest
    if same and manifest.heads and held_here(db) == manifest.counts:
        return digest_of_heads(db) == manifest.heads
    return same


def _lacks_more(db: Db, manifest: Manifest) -> bool:
    counted = Ranges(Span(source, 1, last) for source, last in manifest.counts.items() if last)
    held = Ranges(Span(source, 1, last) for source, last in held_here(db).items() if last)
    lacking = Ranges.read(withheld.ranges(db))
    return bool((counted - (held - lacking)) - _named(manifest))


def note_agreement(db: Db, device: str, *, agreed: bool) -> None:
    """Remember that this laptop holds something else than it says, or that this is over."""
    doubts = _doubts(db)
    if agreed and device in doubts:
        del doubts[device]
        _LOG.info("laptop %s and this one hold the same again", device)
    elif not agreed:
        _LOG.warning("laptop %s and this one do not hold the same; a full bundle follows", device)
        doubts[device] = doubts.get(device, 0)
    else:
        return
    _write(db, doubts)


def is_full_due(db: Db, devices: Iterable[str]) -> bool:
    """Whether the next bundle to one of these laptops must hold everything there is.

    Where that did not help either, a person is asked; bundles do not stay full for ever.
    """
    doubts = _doubts(db)
    return any(doubts.get(device, _MOST) < _MOST for device in devices)


def note_full_written(workspace: Workspace, devices: Sequence[str]) -> None:
    """Count that everything was written for these laptops, where that was called for."""
    with workspace.store.reading() as db:
        due = is_full_due(db, devices)
    if due:
        with workspace.store.writing() as db:
            doubts = _doubts(db)
            asked = {device: doubts[device] + 1 for device in devices if device in doubts}
            _write(db, doubts | asked)


def is_doubted(db: Db, device: str) -> bool:
    """Whether this laptop was seen to hold something else than it says."""
    return device in _doubts(db)


def doubted(db: Db) -> dict[str, int]:
    """Laptops that hold something else, and how many full bundles were written because of it."""
    return dict(_doubts(db))


# Full bundles written without the two sides agreeing again: what then remains is for a person.
_MOST = 3


def _doubts(db: Db) -> dict[str, int]:
    told = read_fact(db, _DOUBTS)
    return dict(json.loads(told)) if told else {}


def _write(db: Db, doubts: Mapping[str, int]) -> None:
    if doubts:
        write_fact(db, _DOUBTS, json.dumps(doubts).encode())
    else:
        forget_fact(db, _DOUBTS)
