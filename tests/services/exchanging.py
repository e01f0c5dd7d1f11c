"""Offices and a headquarters that hand each other files, as the tests of both ways need them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.participants import add_participant
from ssc_desktop.services.receiving import Imported, import_bundles
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from tests.conftest import PASSPHRASE

WORKSHOP = {"title": "DEMO Atelier", "start": "2021-08-16", "end": "2021-08-17"}


@contextmanager
def made(folder: Path, code: str, country: str, edition: str = "office") -> Iterator[Workspace]:
    """A workspace of its own, open."""
    with create_workspace(
        folder,
        edition=edition,
        country=country,
        office_name=f"DEMO {code}",
        office_code=code,
        officer=f"DEMO officer {folder.name}",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        record_basis(workspace, "DEMO authorisation 2")
        yield workspace


def enrol(office: Workspace, headquarters: Workspace, folder: Path) -> None:
    """Join and be approved."""
    card = make_card(headquarters, folder / "HQ.sscard").file
    approve(headquarters, join(office, card, folder / f"{office.device}.sscreq").file)


def hand_in(office: Workspace, headquarters: Workspace, **options: Any) -> Imported:
    """One bundle of an office taken in at headquarters."""
    file = export_bundle(office, level="identified", **options).file
    (result,) = import_bundles(headquarters, [file])
    return result


def hand_back(headquarters: Workspace, *offices: Workspace, **options: Any) -> list[Imported]:
    """One return bundle taken in at the laptops of one office."""
    file = export_return(headquarters, offices[0].office.code, **options).file
    return [result for each in offices for result in import_bundles(each, [file])]


def round_trip(headquarters: Workspace, *offices: Workspace) -> None:
    """Everybody hands in, then everybody gets a return bundle."""
    for office in offices:
        hand_in(office, headquarters)
    for office in offices:
        hand_back(headquarters, office)


def record(workspace: Workspace, title: str = "DEMO Atelier", **more: Any) -> UUID:
    """A workshop of the office's country."""
    values = {**WORKSHOP, "title": title, "country": workspace.office.country, **more}
    return add_activity(workspace.store, "workshop", values).id


def person(workspace: Workspace, name: str, activity: UUID | None = None, **more: Any) -> UUID:
    """A participant of the office's country."""
    values = {"family_name": name, "country": workspace.office.country, **more}
    return add_participant(workspace.store, values, activity=activity).id
