"""An export in a process of its own, so that a test can kill it or leave it no room."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.workspaces import open_workspace


def export_when_told(folder: Path, passphrase: str, output: Path, pipe: Connection) -> None:
    """Open, wait for the word, export, tell how long it took, wait to be killed."""
    with open_workspace(folder, passphrase) as workspace:
        pipe.send("ready")
        pipe.recv()
        start = time.perf_counter()
        export_bundle(workspace, output=output, level="identified", full=True)
        pipe.send(time.perf_counter() - start)
        pipe.recv()


def import_in_little_room(
    folder: Path, passphrase: str, file: Path, room: int, pipe: Connection
) -> None:
    """Open, import while no file may grow beyond ``room`` bytes, tell what came of it."""
    pipe.send(
        _in_little_room(folder, passphrase, room, lambda w: import_bundles(w, [file])[0].status)
    )


def export_in_little_room(
    folder: Path, passphrase: str, output: Path, room: int, pipe: Connection
) -> None:
    """Open, export while no file may grow beyond ``room`` bytes, tell what came of it."""
    pipe.send(
        _in_little_room(
            folder,
            passphrase,
            room,
            lambda w: export_bundle(w, output=output, level="identified", full=True).file.name,
        )
    )


def _in_little_room(folder: Path, passphrase: str, room: int, act: object) -> str:
    import resource
    import signal

    with open_workspace(folder, passphrase) as workspace:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            return str(act(workspace))  # type: ignore[operator]
        except Problem as problem:
            return problem.code
        finally:
            resource.setrlimit(
                resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )
