"""An import in a process of its own, so that a test can kill it."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from pathlib import Path

from ssc_desktop.services.exchange import import_bundles
from ssc_desktop.services.workspaces import open_workspace


def import_when_told(folder: Path, passphrase: str, file: Path, pipe: Connection) -> None:
    """Open, wait for the word, import, tell how long it took, wait to be killed."""
    with open_workspace(folder, passphrase) as workspace:
        pipe.send("ready")
        pipe.recv()
        start = time.perf_counter()
        import_bundles(workspace, [file])
        pipe.send(time.perf_counter() - start)
        pipe.recv()
