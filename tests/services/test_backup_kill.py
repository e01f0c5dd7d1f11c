"""Killed while a copy is made or put back: the old or the new state, and no half copy."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssc_desktop.services.activities import add_activity, list_activities
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.safety_copies import list_copies, make_copy, verify_copy
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
TIMES = 6


def killed(*arguments: object, delay: float) -> None:
    """Start the child, wait until it is at work, kill it ``delay`` seconds later."""
    command = [sys.executable, "-m", "tests.services.backing_up_child", *map(str, arguments)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert running.stdout is not None
    assert running.stdout.readline().strip() == "begun"
    time.sleep(delay)
    running.kill()
    running.wait()


@pytest.fixture
def recorded(office: Workspace) -> Workspace:
    for number in range(30):
        add_activity(office.store, "workshop", {"title": f"DEMO {number}"})
    return office


def test_a_killed_copy_leaves_the_workspace_whole_and_only_whole_copies(
    recorded: Workspace,
) -> None:
    folder = recorded.folder
    recorded.close()
    chance = random.Random(7)
    for _ in range(TIMES):
        killed("copy", folder, PASSPHRASE, delay=chance.uniform(0.0, 0.4))
        with open_workspace(folder, PASSPHRASE) as workspace:
            for copy in list_copies(workspace):
                verify_copy(workspace, copy.file)
            made = make_copy(workspace)
            left = [each.name for each in (folder / "backups").iterdir()]
            assert [name for name in left if name.startswith(".")] == []
            assert check_workspace(workspace).ok
        made.file.unlink()


def test_a_killed_restore_leaves_one_state_or_the_other(
    recorded: Workspace, tmp_path: Path
) -> None:
    folder = recorded.folder
    before = verify_copy(recorded, make_copy(recorded).file)
    add_activity(recorded.store, "workshop", {"title": "DEMO Later"})
    after = verify_copy(recorded, make_copy(recorded).file)
    recorded.close()
    one = before.file.rename(tmp_path / "one.sscbackup")
    other = after.file.rename(tmp_path / "other.sscbackup")
    chance = random.Random(11)
    seen = set()
    for _ in range(TIMES):
        killed("restore", folder, PASSPHRASE, one, other, delay=chance.uniform(0.0, 0.6))
        with open_workspace(folder, PASSPHRASE) as workspace:
            seen.add(len(list_activities(workspace.store)))
            assert check_workspace(workspace).ok
            for copy in list_copies(workspace):
                verify_copy(workspace, copy.file)
    assert seen <= {30, 31}
