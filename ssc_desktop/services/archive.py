"""The archive of received bundles: kept beside the database, taken in again after a restore."""

from __future__ import annotations

from pathlib import Path

from ssc_desktop.services.receiving import Imported, Progress, import_bundles
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files
from ssc_desktop.sync.bundle import SUFFIX


def archived_bundles(workspace: Workspace) -> list[Path]:
    """The received bundles that lie in the archive, in the order in which they are best taken in:
    as their senders numbered them where that is known, then the others by age."""
    files = {file.name: file for file in (workspace.folder / "inbox").glob(f"*{SUFFIX}")}
    with workspace.store.reading() as db:
        noted = bundle_files.received(
            db, bundle_files.IMPORTED, bundle_files.WAITING, bundle_files.QUARANTINED
        )
    known = [files.pop(each.file_name) for each in noted if each.file_name in files]
    return known + sorted(files.values(), key=lambda file: (file.stat().st_mtime_ns, file.name))


def reimport_archive(workspace: Workspace, progress: Progress | None = None) -> list[Imported]:
    """Take in every bundle of the archive that is not taken in yet; nothing is taken in twice.

    A database that was put back from a copy then says again what it said before. What comes before
    its earlier bundle waits for it, so the order does not matter.
    """
    return import_bundles(workspace, archived_bundles(workspace), progress)
