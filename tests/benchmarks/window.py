"""What the window weighs with 40,000 people in the workspace, and how soon it shows them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.workspaces import create_workspace
from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 40_000
PASSPHRASE = "quatre mots faciles ici"
MEBIBYTE = 1024 * 1024

# Opens the workspace as a person does, shows the participants, and tells what the process holds.
_PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from ssc_desktop.gui.app import Program
program = Program([])
program.window.show()

def settle(holds=lambda: True):
    end, quiet = time.monotonic() + 120, 0
    while quiet < 5 or not holds():
        program.app.processEvents()
        quiet = quiet + 1 if not program.desk.ops.waiting else 0
        assert time.monotonic() < end
        time.sleep(0.002)

program.window.ask_passphrase(Path(sys.argv[1]))
settle()
step = program.window.start.step
step.passphrase.setText(sys.argv[2])
step.unlock()
settle(lambda: getattr(program.window.view, "page", None) is not None)
begun = time.perf_counter()
program.desk.go("participants")
settle(lambda: len(program.window.view.page.table.model.rows) > 1000)
seconds = time.perf_counter() - begun
scrolled = program.window.view.page.table.view
scrolled.scrollToBottom()
settle()
status = Path("/proc/self/status")
if status.exists():
    held = next(l for l in status.read_text().splitlines() if l.startswith("VmRSS"))
    size = int(held.split()[1]) * 1024
else:
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"bytes": size, "seconds": seconds}))
sys.stdout.flush()
program.window.close()
"""


def figures() -> Iterator[Figure]:
    """The memory of such a window, and the time its page of participants takes."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "office"
        _fill(folder)
        surroundings = {**os.environ, "SSC_DESKTOP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        asked = [sys.executable, "-c", _PROGRAM, str(folder), PASSPHRASE]
        answer = subprocess.run(asked, cwd=ROOT, env=surroundings, capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr.decode()
        told = json.loads(answer.stdout.splitlines()[-1])
    yield Figure("window: memory with 40,000 people", told["bytes"] / MEBIBYTE, "MiB", 250)
    yield Figure("window: participants of 40,000 shown", told["seconds"], "s", 1.0)


def _fill(folder: Path) -> None:
    """An office with so many people; none of them exists."""
    participant = RECORDS_BY_NOUN["participant"]
    with create_workspace(
        folder, edition="office", country="CI", office_name="Bureau DEMO", office_code="DEMO",
        officer="DEMO Officer", language="fr", passphrase=PASSPHRASE,
    ) as workspace, workspace.store.writing() as db:  # fmt: skip
        db.add_all(
            participant(
                id=new_key(), family_name=f"DEMO{number}", given_names=f"Awa {number % 97}",
                sex="FM"[number % 2], country="CI", function="Chef de service",
                phone=f"+22507{number:08d}", email=f"demo{number}@exemple.ci",
            )
            for number in range(PEOPLE)
        )  # fmt: skip
