"""Whether a database has gone back in time, told by a counter kept outside its file.

Put back from a copy, a database would give numbers a second time to other changes. The counter
lies with the settings of this person: the last own number that may have left, and a random mark
that the database carries too. Where the two do not fit, the workspace begins a new life by itself.
"""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.paths import user_folder
from ssc_desktop.storage import backup
from ssc_desktop.storage.backup import Life
from ssc_desktop.storage.local import forget_fact, read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.vault.durable import write_whole

_LOG = logging.getLogger(__name__)
_FACT = "life_mark"
_FOLDER = "lives"


@dataclass(frozen=True, slots=True)
class Counter:
    """How far a workspace had come when it was last closed or exported from: its life, its last
    own number, the mark its database carries, and the mark before (until that is written)."""

    incarnation: int
    seq: int
    mark: str
    before: str = ""


def opened(path: Path, key: bytes, workspace: UUID) -> tuple[Store, bool]:
    """Open the database of a workspace, in a new life where it is an older copy of itself or came
    from another computer; whether a new life began."""
    store = Store.open(path, key)
    try:
        with store.reading() as db:
            life, mark = backup.life_in(db), _mark(db)
        counter = _read(workspace)
        if _went_on(life, mark, counter):
            if counter is None or counter.incarnation != life.incarnation:
                _keep(store, workspace, life)
            return store, False
        store.close()
        known = max(life.incarnation, counter.incarnation if counter else 0)
        backup.begin_new_life(path, key, max(known + 1, int(time.time())))
        with store.reading() as db:
            life = backup.life_in(db)
        _keep(store, workspace, life)
    except BaseException:
        store.close()
        raise
    return store, True


def keep_counter(store: Store, workspace: UUID) -> None:
    """Before a bundle leaves: keep how far this workspace came, under a new mark. What the bundle
    says, its numbers and what is held, must not be said again by an older copy."""
    with store.reading() as db:
        life = backup.life_in(db)
    _keep(store, workspace, life)


def keep_counter_at_closing(store: Store, workspace: UUID) -> None:
    """Keep how far this workspace came; nothing is written where it wrote nothing since.

    Whatever is wrong now, a window must close.
    """
    try:
        with store.reading() as db:
            life, mark = backup.life_in(db), _mark(db)
        counter = _read(workspace)
        if (life.incarnation, life.seq, mark) != _told(counter):
            _keep(store, workspace, life)
    except Exception:
        _LOG.exception("the counter was not kept")


def _told(counter: Counter | None) -> tuple[int, int, str] | None:
    return (counter.incarnation, counter.seq, counter.mark) if counter else None


def told() -> Problem:
    """What an officer is told when a workspace began a new life by itself."""
    return Problem(
        "new-life",
        N_(
            "This workspace is a copy, or was put back from one, so it numbers its changes anew."
            " Nothing is missing and there is nothing to do."
        ),
    )


def _went_on(life: Life, mark: str, counter: Counter | None) -> bool:
    """Whether a database is the one that was last closed here, or has come further since."""
    if counter is None:
        # A mark without its counter: it was made with another computer or another person.
        return not mark
    if life.incarnation != counter.incarnation:
        return life.incarnation > counter.incarnation
    if life.seq < counter.seq:
        return False
    return mark == counter.mark or (mark == counter.before and life.seq == counter.seq)


def _keep(store: Store, workspace: UUID, life: Life) -> None:
    """Write counter and mark anew. The counter names both marks until the database has the new
    one, so that a power cut between the two is no sign of anything."""
    with store.reading() as db:
        before = _mark(db)
    fresh = Counter(life.incarnation, life.seq, os.urandom(16).hex(), before)
    try:
        _write(workspace, fresh)
    except OSError:
        # Without a counter outside nothing can be told; a mark alone would look like a copy.
        if before:
            with store.writing() as db:
                forget_fact(db, _FACT)
        return
    with store.writing() as db:
        write_fact(db, _FACT, fresh.mark.encode())
    with suppress(OSError):
        _write(workspace, replace(fresh, before=""))


def _mark(db: Db) -> str:
    return (read_fact(db, _FACT) or b"").decode()


def _file(workspace: UUID) -> Path:
    return user_folder() / _FOLDER / f"{workspace}.json"


def _read(workspace: UUID) -> Counter | None:
    try:
        return Counter(**json.loads(_file(workspace).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(workspace: UUID, counter: Counter) -> None:
    file = _file(workspace)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(asdict(counter)).encode())
