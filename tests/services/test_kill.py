"""Killed at any moment of entry or import, a workspace opens again, checks ok and lost nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
PEOPLE = 500

_IMPORT = """
import sys
from pathlib import Path
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.workspaces import open_workspace
workspace = open_workspace(Path(sys.argv[1]), sys.argv[2])
print("begun", flush=True)
import_list(workspace.store, Path(sys.argv[3]), sys.argv[4])
print("done", flush=True)
"""

_ENTRY = """
import sys
from pathlib import Path
from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.services.workspaces import open_workspace
workspace = open_workspace(Path(sys.argv[1]), sys.argv[2])
activity = activities.show_activity(workspace.store, sys.argv[4])
print("begun", flush=True)
for number in range(100_000):
    person = participants.add_participant(
        workspace.store, {"family_name": f"DEMO {number}"}, activity=activity.activity.id
    )
    participants.change_participant(workspace.store, person.id, {"function": "Chef de service"})
    attendance.mark(workspace.store, activity.activity.id, [(person.id, activity.slots[0], "present")])
    print(number, flush=True)
"""


def _list(folder: Path) -> Path:
    rows = [
        f"DEMO{number};Awa;F;CIGEM;+223 65 {number // 10000:02d} {number // 100 % 100:02d} {number % 100:02d}"
        for number in range(PEOPLE)
    ]
    path = folder / "liste.csv"
    path.write_text("\n".join(["Nom;Prénom;Sexe;Structure;Téléphone", *rows]), encoding="utf-8")
    return path


def _killed(program: str, arguments: list[str], delay: float) -> list[str]:
    """What a program said before it was killed ``delay`` seconds after it had begun."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline().strip() == "begun"
    time.sleep(delay)
    running.kill()
    said = running.stdout.read().split()
    running.wait()
    return said


@pytest.mark.parametrize("delay", [0.02, 0.15, 0.4])
def test_a_killed_import_of_a_list_leaves_all_of_it_or_nothing(
    office: Workspace, tmp_path: Path, delay: float
) -> None:
    folder, code = office.folder, _activity(office)
    office.close()
    source = _list(tmp_path)
    _killed(_IMPORT, [str(folder), PASSPHRASE, str(source), code], delay)
    with open_workspace(folder, PASSPHRASE) as opened:
        assert check_workspace(opened).ok
        assert participants.count_participants(opened.store) in (0, PEOPLE)
        import_list(opened.store, source, code)
        assert participants.count_participants(opened.store) == PEOPLE
        assert check_workspace(opened).ok


@pytest.mark.parametrize("delay", [0.05, 0.6])
def test_every_entry_said_to_be_saved_survives_a_kill(office: Workspace, delay: float) -> None:
    folder, code = office.folder, _activity(office)
    office.close()
    said = _killed(_ENTRY, [str(folder), PASSPHRASE, "", code], delay)
    with open_workspace(folder, PASSPHRASE) as opened:
        assert check_workspace(opened).ok
        register = attendance.read_register(opened.store, code)
    kept = {person.participant.family_name: person.participant for person in register.people}
    for number in said:
        person = kept[f"DEMO {number}"]
        assert person.function == "Chef de service"
        assert register.marks[person.id, "2021-08-16/AM"] == "present"


def _activity(office: Workspace) -> str:
    added = activities.add_activity(
        office.store, "workshop", {"title": "DEMO", "start": "2021-08-16", "country": "ML"}
    )
    assert added.code is not None
    return added.code
