"""Workspaces and bundles that older versions wrote open and merge as before; they are kept for ever."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ssc_desktop.services.activities import list_activities
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.exchange import import_bundles
from ssc_desktop.services.printing import geometry_of
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage.upgrade import newest, revision

KEPT = Path(__file__).resolve().parents[1] / "kept"
PASSPHRASE = "demo abidjan bamako rabat"
FIRST = {"code": "ACSS-CI-2021-ECH-001", "sheet": "2ME0XHC3", "revision": "0001"}
VERSIONS = sorted(path.name for path in KEPT.iterdir())


def _facts(version: str) -> tuple[str, str, str]:
    """The code of the activity that was kept, the number of its sheet, and the revision."""
    file = KEPT / version / "facts.json"
    facts = json.loads(file.read_text()) if file.exists() else FIRST
    return facts["code"], facts["sheet"], facts["revision"]


def _opened(version: str, office: str, folder: Path) -> Workspace:
    copy = folder / office
    shutil.copytree(KEPT / version / office, copy)
    return open_workspace(copy, PASSPHRASE)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_workspace_is_copied_upgraded_and_whole(version: str, tmp_path: Path) -> None:
    code, sheet, written = _facts(version)
    with _opened(version, "abj", tmp_path) as office:
        with office.store.connecting() as connection:
            assert revision(connection) == newest()
        register = read_register(office.store, code)
        assert (len(register.people), len(register.marks)) == (3, 12)
        people = {str(each.participant.id) for each in register.people}
        cells = [
            cell for page in geometry_of(office.store, sheet)["pages"] for cell in page["cells"]
        ]
        assert {cell["participant"] for cell in cells} == people
        assert check_workspace(office).ok
    copies = list((tmp_path / "abj" / "backups").glob("before-upgrade-*.db"))
    assert len(copies) == (written != newest())


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_bundle_is_merged_whole(version: str, tmp_path: Path) -> None:
    code, _, _ = _facts(version)
    with _opened(version, "hq", tmp_path) as headquarters:
        taken = import_bundles(headquarters, sorted((KEPT / version).glob("*.sscb")))
        assert [each.status for each in taken] == ["imported"]
        assert [each.code for each in list_activities(headquarters.store)] == [code]
        assert len(read_register(headquarters.store, code).marks) == 12
        assert check_workspace(headquarters).ok
