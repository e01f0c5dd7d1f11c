"""Questions to the log: which activities and outputs have changes headquarters does not hold."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.storage import change_log, reports, shipped
from ssc_desktop.storage.change_log import change_table

_OF_ACTIVITY = ("activity", *ALL_KINDS, "half_day", "registration", "attendance")
_NOUNS = (*_OF_ACTIVITY, "output")
_KEY_LENGTH = 32


def waiting(db: Session, headquarters: Collection[str]) -> Iterator[tuple[str, str]]:
    """Noun and key of the activities and outputs with a change that headquarters has not said to
    hold: everything of which it has said nothing."""
    held = _held(db, headquarters)
    c = change_table.c
    for number, name in change_log.sources(db).items():
        if name[0] in {*headquarters, shipped.DEVICE}:
            continue
        key = func.substr(c.key, 1, _KEY_LENGTH)
        asked = select(c.tbl, key).where(
            c.source == number, c.seq > held.get(name, 0), c.tbl.in_(_NOUNS)
        )
        for noun, record in db.execute(asked.distinct()):
            yield ("output" if noun == "output" else "activity"), record


def _held(db: Session, headquarters: Collection[str]) -> dict[tuple[str, int], int]:
    """Up to which change of each source headquarters said to hold everything."""
    found: dict[tuple[str, int], int] = {}
    for device in headquarters:
        last = reports.latest(db, device)
        told = json.loads(last.vector) if last is not None else {}
        for written, seq in told.items():
            source, _, life = written.partition("/")
            name = (source, int(life))
            found[name] = max(found.get(name, 0), seq)
    return found
