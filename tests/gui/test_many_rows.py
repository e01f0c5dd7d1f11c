"""Ten thousand people in and out of the window, with the watchdog looking at every turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import enrolment, participants
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.workbook.typed_lists import write_list
from tests.gui.conftest import PASSPHRASE, Desktop, Filled, open_in, reading
from tests.gui.test_import_list import HEAD, at_people

MANY = 10_000


@pytest.fixture
def crowd(office: Workspace, filled: Filled, headquarters: Workspace, tmp_path: Path) -> Path:
    """The folder of an office that headquarters approved, with ten thousand people."""
    rows = [{"id": new_key(), "family_name": f"DEMO{n}", "sex": "F"} for n in range(MANY)]
    with open_workspace(filled.folder, PASSPHRASE) as workspace:
        with workspace.store.writing() as db:
            db.execute(insert(Participant), rows)
            places = [
                {"activity_id": filled.activity, "participant_id": each["id"], "row": n + 10}
                for n, each in enumerate(rows)
            ]
            db.execute(insert(Registration), places)
        card = enrolment.make_card(headquarters, tmp_path)
        joined = enrolment.join(workspace, card.file, tmp_path)
    enrolment.approve(headquarters, joined.file)
    return filled.folder


def test_a_list_of_ten_thousand_comes_in_whole(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    rows = [[n, f"Nom{n}", f"Awa{n}", "F", "S", f"07{n:08}"] for n in range(MANY)]
    write_list(tmp_path / "long.xlsx", [HEAD, *rows])
    dialog = at_people(opened, filled, tmp_path / "long.xlsx")
    dialog.do_import()
    opened.settle()
    dialog.reject()
    held = reading(opened, lambda workspace: participants.count_participants(workspace.store))
    assert held == MANY + 6
    opened.go("activity", (filled.activity, "people"))
    opened.go("participants")


def test_a_bundle_of_ten_thousand_goes_out_and_comes_in(
    desktop: Desktop, crowd: Path, headquarters: Workspace
) -> None:
    open_in(desktop, crowd)
    content = desktop.go("exchange").content
    content.export()
    desktop.settle()
    [bundle] = (crowd / "outbox").glob("*.sscb")
    folder = headquarters.folder
    headquarters.close()
    open_in(desktop, folder)
    received = desktop.go("exchange").content.bundles
    received.take_in([bundle])
    desktop.settle()
    assert [each.status for each in received.results.model.rows] == ["imported"]
    held = reading(desktop, lambda workspace: participants.count_participants(workspace.store))
    assert held == MANY + 6
