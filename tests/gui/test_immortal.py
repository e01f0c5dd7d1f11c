"""A day of signals does not end the program, whatever the version of Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

DAY = """
import ssc_desktop.gui
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Bell(QObject):
    rung = Signal(bool)

app = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(heard.append)
for _ in range(60_000):
    bell.rung.emit(True)
for _ in range(60_000):
    QTimer.singleShot(0, bell.deleteLater.__class__)
print(len(heard))
"""


def test_sixty_thousand_signals_and_timers_do_not_end_the_program() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", DAY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout) == (0, "60000\n"), answer.stderr
