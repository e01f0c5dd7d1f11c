"""What the other side says it holds: at an office headquarters' acknowledgement, at headquarters
what each laptop reported.

Nothing counts as delivered because it was sent. The latest word of a laptop counts: that of its
latest life, in the bundle of the highest number, in whatever order the bundles come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import levels
from ssc_desktop.services.bundle_writing import ACKNOWLEDGED
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import laptops, reports
from ssc_desktop.storage.local import Device, Report, forget_fact, write_fact
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import vector
from ssc_desktop.sync.bundle import TO_OFFICE, Clear
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Vector


def refuse_misdirected(workspace: Workspace, clear: Clear) -> None:
    """Refuse a return bundle at headquarters, and at an office whatever is none."""
    is_return = bool(clear.flags & TO_OFFICE)
    if is_return and workspace.is_headquarters:
        raise Problem(
            "for-an-office",
            N_("This bundle is from a headquarters to an office. Nothing was imported."),
        )
    if is_return and _is_former(workspace, clear.header.device):
        raise Problem(
            "former-headquarters",
            N_("This bundle is from a headquarters this office has left. Nothing was imported."),
        )
    if not is_return and not workspace.is_headquarters:
        raise Problem(
            "for-headquarters",
            N_(
                "This bundle is from an office to headquarters. Nothing was imported. An office"
                " imports the bundles that headquarters writes for it."
            ),
        )


def _is_former(workspace: Workspace, device: str) -> bool:
    with workspace.store.reading() as db:
        known = db.get(Device, device)
        return known is not None and device not in laptops.headquarters(db)


def forget(db: Db) -> None:
    """Forget what a headquarters said it holds: the office has joined another one, which holds
    nothing yet."""
    for name in (ACKNOWLEDGED, *levels.HEARD):
        forget_fact(db, name)


def hear(db: Db, workspace: Workspace, clear: Clear, manifest: Manifest) -> bool:
    """Note what the sender of a bundle says it holds; whether this is its latest word, and new."""
    device = clear.header.device
    before = reports.latest(db, device)
    reports.note(
        db,
        Report(
            device=device,
            incarnation=manifest.incarnation,
            number=manifest.number,
            hlc=manifest.hlc,
            wall=manifest.wall,
            vector=json.dumps(vector.told(manifest.counts)),
            lacking=json.dumps(_held_less(manifest).told()),
        ),
    )
    said = (manifest.incarnation, manifest.number)
    if before is not None and said <= (before.incarnation, before.number):
        return False
    if not workspace.is_headquarters:
        write_fact(db, ACKNOWLEDGED, json.dumps(vector.told(manifest.counts)).encode())
        levels.heard_from_headquarters(db, manifest)
    return True


def _held_less(manifest: Manifest) -> Ranges:
    return Ranges.read(manifest.lacking) | Ranges.read(manifest.reduced)


def counts_of(report: Report) -> Vector:
    """The vector a laptop reported."""
    return vector.read(json.loads(report.vector))


def lacking_of(report: Report) -> Ranges:
    """What a laptop counts and was not given, or given without personal values."""
    return Ranges.read(json.loads(report.lacking))


def least(reported: Iterable[Vector]) -> Vector:
    """What all of these laptops hold."""
    vectors = list(reported)
    if not vectors:
        return {}
    common = set(vectors[0]).intersection(*vectors)
    return {source: min(each[source] for each in vectors) for source in common}


def moment_of(report: Report) -> datetime:
    """When a laptop said it, by its own clock."""
    return datetime.fromtimestamp(report.wall / 1000, UTC)


def headquarters_reports(db: Db) -> list[Report]:
    """At an office: all that headquarters said in its latest life, the oldest first."""
    found: list[Report] = []
    for device in laptops.headquarters(db):
        last = reports.latest(db, device)
        if last is not None:
            found += reports.of_life(db, device, last.incarnation)
    return found


def acknowledged_at(db: Db) -> datetime | None:
    """At an office: the moment of headquarters' last acknowledgement, by headquarters' clock."""
    said = headquarters_reports(db)
    return moment_of(said[-1]) if said else None
