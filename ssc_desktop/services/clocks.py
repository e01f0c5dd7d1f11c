"""Wrong clocks: noted where a bundle is taken in, told to the office that wrote it and to headquarters."""

from __future__ import annotations

import json
import time
from collections.abc import Collection

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage.incoming import FURTHEST_AHEAD
from ssc_desktop.storage.local import forget_fact, read_fact, write_fact
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.manifest import Manifest

_FACT = "clocks_ahead"


def right_time(manifest: Manifest, *, from_headquarters: bool) -> int:
    """Milliseconds since 1970 beyond which, by two days, the clock of a change is wrong.

    Headquarters' clock is the measure: an office takes it from the bundle.
    """
    return manifest.wall if from_headquarters else _now()


def note(db: Db, device: str, manifest: Manifest, ahead: Collection[str]) -> None:
    """At headquarters: mark the laptops whose clock runs far ahead, and take the mark off the one
    that wrote this bundle where its clock is right again."""
    marked = {each: max(1, ms) for each, ms in clocks_ahead(db).items() if each != device}
    for each in ahead:
        marked.setdefault(each, FURTHEST_AHEAD)
    early = manifest.wall - _now()
    if early > FURTHEST_AHEAD:
        marked[device] = early
    if marked == clocks_ahead(db):
        return
    if marked:
        write_fact(db, _FACT, json.dumps(marked).encode())
    else:
        forget_fact(db, _FACT)


def clocks_ahead(db: Db) -> dict[str, int]:
    """Laptops whose clock is marked as wrong: by how many milliseconds it ran ahead."""
    told = read_fact(db, _FACT)
    return dict(json.loads(told)) if told else {}


def told_to_office(manifest: Manifest, device: str) -> Problem | None:
    """At an office: what headquarters' bundle says about the clock of this very laptop."""
    if device in dict(manifest.clocks):
        return Problem(
            "own-clock-ahead",
            N_(
                "Headquarters saw that the clock of this computer ran ahead by more than two days."
                " Everything was imported. Check date and time of this computer."
            ),
        )
    if manifest.wall - _now() > FURTHEST_AHEAD:
        return Problem(
            "own-clock-behind",
            N_(
                "The clock of this computer is more than two days behind. Everything was imported."
                " Set its date and time."
            ),
        )
    return None


def _now() -> int:
    return time.time_ns() // 1_000_000
