"""From start to a usable window, against a bare window with an empty table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, in_turns

ROOT = Path(__file__).resolve().parents[2]

# Ends the process at the moment the window is painted and the event loop has nothing left to do.
_UNTIL_USABLE = """
import os, sys, time
from PySide6.QtWidgets import QApplication
def usable(*_):
    app = QApplication.instance()
    for _ in range(3):
        app.processEvents()
    assert any(each.isVisible() for each in app.topLevelWidgets())
    os.write(1, repr(time.time()).encode())
    os._exit(0)
QApplication.exec = usable
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableWidget(20, 8))
window.resize(1280, 720)
window.show()
app.exec()
"""
OURS = """
from ssc_desktop.__main__ import main
sys.exit(main([]))
"""
COMMAND = "import time\nfrom ssc_desktop.cli.program import run\nrun(['--version'])\n"


def figures() -> Iterator[Figure]:
    """The start of the window, and of a command."""
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "SSC_DESKTOP_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        ours, bare = in_turns(
            lambda: _until_usable(_UNTIL_USABLE + OURS, surroundings),
            lambda: _until_usable(_UNTIL_USABLE + BARE, surroundings),
            times=9,
        )
        yield Figure("window: from start to usable", ours, "s", 3.0, bare)
        (command,) = in_turns(lambda: _whole(COMMAND, surroundings), times=5)
        yield Figure("command: from start to answer (--version)", command, "s", 0.5)


def _until_usable(program: str, surroundings: dict[str, str]) -> float:
    start = time.time()
    asked = [sys.executable, "-c", program]
    answer = subprocess.run(asked, cwd=ROOT, env=surroundings, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr.decode()
    return float(answer.stdout) - start


def _whole(program: str, surroundings: dict[str, str]) -> float:
    start = time.perf_counter()
    asked = [sys.executable, "-c", program]
    subprocess.run(asked, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    return time.perf_counter() - start
