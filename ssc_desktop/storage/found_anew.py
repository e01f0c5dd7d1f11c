"""Records found by their words and signs again, when changes came that were counted before.

Words and signs follow the log by its numbers: what is filled in or completed below them would
never be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from ssc_desktop.storage import search
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.signs import SignsUpto

# How often people were completed: what was worked out about all of them begins anew.
_COMPLETED = "people_completed"
_PEOPLE = "participant"
_KEY = re.compile("[0-9a-f]{32}").fullmatch
_BATCH = 400


def index(db: Session, lines: Sequence[Line]) -> None:
    """Index the records of these changes, and have the signs of people worked out again."""
    db.flush()
    for noun in search.NOUNS:
        told = {line[6] for line in lines if line[5] == noun}
        keys = sorted(bytes.fromhex(key) for key in told if _KEY(key))
        for start in range(0, len(keys), _BATCH):
            search.index(db, noun, keys[start : start + _BATCH])
    first: dict[int, int] = {}
    for line in lines:
        if line[5] == _PEOPLE:
            first[line[0]] = min(line[1], first.get(line[0], line[1]))
    for source, seq in first.items():
        behind = (SignsUpto.source == source, SignsUpto.upto >= seq)
        db.execute(update(SignsUpto).where(*behind).values(upto=seq - 1))
    if first:
        write_fact(db, _COMPLETED, str(completions(db) + 1).encode())


def completions(db: Session) -> int:
    """How often people were completed here."""
    return int(read_fact(db, _COMPLETED) or b"0")
