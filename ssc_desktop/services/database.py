"""Where the records of a headquarters lie: in its folder, or in a PostgreSQL database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import backup, copying, signpost
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.durable import flush_folder, rename_over
from ssc_desktop.vault.keyfile import DATABASE


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the records went (told without a password), how many rows they are, and the encrypted
    copy that is kept in the folder."""

    database: str
    rows: int
    kept: Path


def database_of(workspace: Workspace) -> str | None:
    """The address of the database, without a password; None where it is a file in the folder."""
    return workspace.store.address


def move_database(workspace: Workspace, url: str) -> Moved:
    """Write every row and the log of a headquarters into an empty PostgreSQL database, which it
    works with from now on. What was written is compared row by row before anything is given up."""
    if not workspace.is_headquarters:
        raise Problem(
            "headquarters-only",
            N_("Only a headquarters keeps its records in PostgreSQL. Nothing was changed."),
        )
    signpost.refuse_wrong(url)
    kept = workspace.folder / "backups" / f"moved-{now():%Y%m%dT%H%M%S%f}.db"
    backup.write_sound(workspace.store, kept)
    there = workspace.store.copy_to_server(url)
    try:
        rows = _compared(workspace.store, there)
        _lead_to(workspace, url)
    except BaseException:
        there.abandon()
        there.close()
        raise
    there.officer_id = workspace.store.officer_id
    workspace.store = there
    return Moved(there.address or "", rows, kept)


def _compared(here: Store, there: Store) -> int:
    with here.connecting() as one, there.connecting() as other:
        ours, theirs = copying.digest_of(one), copying.digest_of(other)
    if ours != theirs:
        raise Problem(
            "move-differs",
            N_(
                "What was written to PostgreSQL is not what is here. This headquarters goes on as it"
                " was. Report it."
            ),
        )
    return ours.rows


def _lead_to(workspace: Workspace, url: str) -> None:
    """Put the address in the place of the database, in one step."""
    database = workspace.folder / DATABASE
    unfinished = database.with_name(f".{DATABASE}.new")
    unfinished.unlink(missing_ok=True)
    signpost.write(unfinished, workspace.key, url)
    # The last connection folds the log ahead of the file in: nothing of it may be left beside.
    workspace.store.close()
    rename_over(unfinished, database)
    for ending in ("-wal", "-shm"):
        Path(os.fspath(database) + ending).unlink(missing_ok=True)
    flush_folder(workspace.folder)
