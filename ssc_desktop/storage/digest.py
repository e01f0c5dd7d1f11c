"""What a digest of the database counts: lines of the change log by blocks, heads by table."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from ssc_desktop.storage.local import forget_fact, read_fact, write_fact

_FACT = "log_digest"
_LINE = "seq || ' ' || hlc || ' ' || tbl || ' ' || key || ' ' || kind"
_NEXT = "\n"


def log_blocks(
    db: Session, source: int, block: int, first: int, last: int
) -> Iterator[tuple[int, str]]:
    """The blocks of a source that hold changes ``first`` to ``last``: number and lines of each."""
    asked = text(
        f"SELECT seq / :block AS number, string_agg({_LINE}, :next ORDER BY seq) AS told FROM change "
        "WHERE source = :source AND seq BETWEEN :first AND :last GROUP BY seq / :block ORDER BY 1"
    )
    given = {"block": block, "next": _NEXT, "source": source, "first": first, "last": last}
    yield from (tuple(row) for row in db.execute(asked, given))


def is_whole(db: Session, source: int, last: int) -> bool:
    """Whether every change of a source up to ``last`` is in the log here."""
    asked = text("SELECT count(*) FROM change WHERE source = :source AND seq BETWEEN 1 AND :last")
    return bool(db.execute(asked, {"source": source, "last": last}).scalar_one() == last)


def without(told: str, spans: Sequence[tuple[int, int]]) -> str:
    """The lines of a block but for those whose number lies in one of ``spans`` (sorted)."""
    starts = [first for first, _ in spans]
    return _NEXT.join(line for line in told.split(_NEXT) if not _within(line, starts, spans))


def _within(line: str, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> bool:
    seq = int(line.partition(" ")[0])
    place = bisect_right(starts, seq) - 1
    return place >= 0 and seq <= spans[place][1]


def heads(db: Session) -> Iterator[tuple[str, str]]:
    """Table by table, the standing changes of every field that is not as it was created."""
    asked = text(
        "SELECT c.tbl, string_agg(c.key || ' ' || c.field || ' ' || s.device || ' ' || "
        "s.incarnation || ' ' || c.seq, :next "
        "ORDER BY c.key, c.field, s.device, s.incarnation, c.seq) AS told "
        "FROM cell c JOIN source s ON s.id = c.source GROUP BY c.tbl ORDER BY c.tbl"
    )
    yield from (tuple(row) for row in db.execute(asked, {"next": _NEXT}))


def remembered(db: Session) -> dict[str, list[bytes]]:
    """The digests of full blocks that were worked out before, by source (``device/life``)."""
    kept = read_fact(db, _FACT)
    return {
        source: [bytes.fromhex(each) for each in blocks]
        for source, blocks in (json.loads(kept) if kept else {}).items()
    }


def remember(db: Session, blocks: Mapping[str, Sequence[bytes]]) -> None:
    """Keep the digests of full blocks, so that they need not be worked out again."""
    told = {source: [each.hex() for each in found] for source, found in sorted(blocks.items())}
    write_fact(db, _FACT, json.dumps(told).encode())


def forget(db: Session) -> None:
    """Count everything anew next time: a number below the last one was filled in or doubted."""
    forget_fact(db, _FACT)
