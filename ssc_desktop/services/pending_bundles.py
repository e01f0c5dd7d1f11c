"""Bundles that were received and not taken in: of whom each is, and what helps it on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.services.laptop_standing import LaptopStanding, laptop_standings
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, laptops

APPROVE, ASK, CLONED = "approve", "ask", "cloned"
"""What helps: to approve the laptop, to ask its office for what is missing, to find the copy."""

_HELP = {"unknown-signer": APPROVE, "waiting-for-earlier": ASK, "cloned-laptop": CLONED}


@dataclass(frozen=True, slots=True)
class PendingBundle:
    """A bundle that waits or was set aside: its file in the inbox, the laptop with its office and
    officer where they are known, its number, and the numbers before it that did not come."""

    file: Path
    help: str
    device: str
    office: str
    officer: str
    number: int
    missing: tuple[int, ...] = ()


def pending_bundles(workspace: Workspace) -> list[PendingBundle]:
    """Every bundle that waits here or was set aside, by laptop and number."""
    with workspace.store.reading() as db:
        pending = bundle_files.received(db, bundle_files.WAITING, bundle_files.QUARANTINED)
        known = {each.device: each for each in laptops.devices(db)}
    standings = {each.device: each for each in laptop_standings(workspace)}
    waiting = {(each.device, each.number) for each in pending}
    return [
        PendingBundle(
            workspace.folder / "inbox" / each.file_name,
            _HELP.get(each.reason, ""),
            each.device,
            known[each.device].office_code if each.device in known else "",
            known[each.device].officer if each.device in known else "",
            each.number,
            _missing(standings.get(each.device), each.device, each.number, waiting)
            if each.reason == "waiting-for-earlier"
            else (),
        )
        for each in pending
    ]


def _missing(
    standing: LaptopStanding | None,
    device: str,
    number: int,
    waiting: Collection[tuple[str, int]],
) -> tuple[int, ...]:
    """The numbers before this one that did not come; a laptop that never reported counts from 1."""
    if standing is not None and standing.missing:
        return tuple(each for each in standing.missing if each < number)
    last = standing.last_number if standing is not None else 0
    return tuple(each for each in range(last + 1, number) if (device, each) not in waiting)
