"""Every laptop as headquarters sees it: its last bundle, what is missing, what it was not told."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from ssc_desktop.services import clocks
from ssc_desktop.services.acknowledgement import counts_of, lacking_of, moment_of
from ssc_desktop.services.bundle_writing import held_here
from ssc_desktop.services.enrolment import REQUESTED
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, laptops, reports
from ssc_desktop.storage.local import BundleFile, Device, Report
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import vector
from ssc_desktop.sync.vector import Vector


@dataclass(frozen=True, slots=True)
class LaptopStanding:
    """One laptop: the number of its last bundle, when it was written there and when it came;
    numbers that are missing before it; bundles that wait; by how much its clock runs ahead; how
    many of its changes no return bundle has acknowledged; when the last one was written for its
    office; how many changes held here it has not reported yet; how many it was never given;
    whether another laptop, a copy of it, writes under its name."""

    device: str
    office: str
    officer: str
    status: str
    last_number: int
    last_written: datetime | None
    last_came: datetime | None
    missing: tuple[int, ...]
    waiting: int
    clock_ahead: timedelta | None
    unacknowledged: int
    last_returned: datetime | None
    not_there: int
    withheld: int
    cloned: bool = False


def laptop_standings(workspace: Workspace) -> list[LaptopStanding]:
    """Every laptop known to this headquarters, by office; nothing at an office."""
    if not workspace.is_headquarters:
        return []
    with workspace.store.reading() as db:
        held, ahead = held_here(db), clocks.clocks_ahead(db)
        pending = bundle_files.received(db, bundle_files.WAITING, bundle_files.QUARANTINED)
        return [
            _standing(db, each, held, ahead.get(each.device), pending)
            for each in laptops.devices(db)
            if each.status != REQUESTED or each.office_code
        ]


def _standing(
    db: Db, laptop: Device, held: Vector, ahead: int | None, pending: Collection[BundleFile]
) -> LaptopStanding:
    said = reports.latest(db, laptop.device)
    back = reports.last_return(db, laptop.office_code)
    told = vector.read(json.loads(back.vector)) if back else {}
    own = {source: last for source, last in held.items() if source.device == laptop.device}
    waiting = [each.number for each in pending if each.device == laptop.device]
    return LaptopStanding(
        device=laptop.device,
        office=laptop.office_code,
        officer=laptop.officer,
        status=laptop.status,
        last_number=said.number if said else 0,
        last_written=moment_of(said) if said else None,
        last_came=said.at if said else None,
        missing=_missing(db, said, waiting),
        waiting=len(waiting),
        clock_ahead=None if ahead is None else timedelta(milliseconds=ahead),
        unacknowledged=_count(told, own),
        last_returned=back.at if back else None,
        not_there=_count(counts_of(said) if said else {}, held),
        withheld=lacking_of(said).count if said else 0,
        cloned=any(e.device == laptop.device and e.reason == "cloned-laptop" for e in pending),
    )


def _missing(db: Db, said: Report | None, waiting: Collection[int]) -> tuple[int, ...]:
    """Numbers that were given to bundles of the laptop's present life and did not come."""
    if said is None:
        return ()
    came = {*reports.numbers(db, said.device, said.incarnation)}
    # A first life counts from 1; a restored one goes on from a number only it knows.
    first = 1 if said.incarnation == 1 else min(came)
    if said.incarnation == 1:
        taken = bundle_files.received(db, bundle_files.IMPORTED)
        came |= {each.number for each in taken if each.device == said.device}
    last = max([*came, *waiting])
    return tuple(number for number in range(first, last) if number not in came | {*waiting})


def _count(known: Vector, held: Vector) -> int:
    return sum(span.last - span.first + 1 for span in vector.missing(known, held))
