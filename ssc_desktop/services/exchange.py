"""Bundles out to headquarters and in from offices: export, inspect, import, what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.services import parts
from ssc_desktop.services.acknowledgement import acknowledged_at
from ssc_desktop.services.bundle_writing import acknowledged, held_here
from ssc_desktop.services.conflicts import Conflict, list_conflicts, show_conflict
from ssc_desktop.services.exporting import IDENTIFIED, LEVELS, Exported, export_bundle
from ssc_desktop.services.inspecting import Inspected, inspect_bundle
from ssc_desktop.services.receiving import WAITING, Imported, as_pending, import_bundles
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files
from ssc_desktop.sync import vector
from ssc_desktop.sync.vector import Vector

__all__ = [
    "IDENTIFIED",
    "LEVELS",
    "Conflict",
    "Exported",
    "Imported",
    "Inspected",
    "Status",
    "bundle_status",
    "export_bundle",
    "import_bundles",
    "inspect_bundle",
    "list_conflicts",
    "show_conflict",
]


@dataclass(frozen=True, slots=True)
class Status:
    """Where this workspace stands: what it holds, what headquarters has not acknowledged or, at
    headquarters, what offices have counted that has not arrived."""

    vector: Mapping[str, int]
    not_yet_received: int
    last_acknowledged: Mapping[str, int] | None
    waiting: tuple[Imported, ...]
    acknowledged_at: datetime | None = None
    """At an office: when headquarters acknowledged, by headquarters' clock."""


def bundle_status(workspace: Workspace) -> Status:
    """What is held here, what the other side does not have or has not sent, what waits."""
    with workspace.store.reading() as db:
        held, known, since = held_here(db), acknowledged(db), acknowledged_at(db)
        pending = bundle_files.received(db, bundle_files.WAITING, bundle_files.QUARANTINED)
        taken = bundle_files.received(db, bundle_files.IMPORTED, bundle_files.WAITING)
    if workspace.is_headquarters:
        counted: Vector = {}
        for each in taken:
            counted = vector.merged(counted, vector.read(json.loads(each.vector)))
        spans = vector.missing(held, counted)
    else:
        spans = vector.missing(known or {}, held)
    return Status(
        vector=vector.told(held),
        not_yet_received=sum(span.last - span.first + 1 for span in spans),
        last_acknowledged=None if known is None else vector.told(known),
        waiting=(*(as_pending(workspace, each) for each in pending), *_incomplete(workspace)),
        acknowledged_at=None if workspace.is_headquarters else since,
    )


def _incomplete(workspace: Workspace) -> Iterator[Imported]:
    """The bundles of which parts have come and parts are missing."""
    for came in parts.incomplete(workspace.folder / "inbox"):
        if came.problem is not None:
            yield Imported(came.given, WAITING, came.problem.code, problem=came.problem)
