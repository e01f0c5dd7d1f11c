"""A whole bundle taken back, as ordinary later changes: they travel, and can be taken back too."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.language import N_
from ssc_desktop.services.receiving import unreadable
from ssc_desktop.services.undoing import Left, Undone
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import history, reports
from ssc_desktop.storage import undoing as stored


def undo_import(workspace: Workspace, sha256: str) -> Undone:
    """Write again what stood before a bundle was imported: records that came with it are removed,
    fields say what they said. What somebody changed or used since is left, and told. The bundle
    stays imported; the ``tx`` of the answer takes the undoing back."""
    with workspace.store.writing() as db:
        done = stored.take_back_spans(db, reports.arrived(db, sha256))
        if done is None:
            raise Problem(
                "nothing-to-undo",
                N_(
                    "Nothing is known to have come new with this bundle. Nothing was changed."
                    " Choose one of the imported bundles."
                ),
            )
        undone = history.last_transaction(db)
    return Undone(
        Changes(frozenset(done.records), sum(done.records.values())),
        tuple(Left(noun, shown_key(noun, key), field) for noun, key, field in done.left),
        undone,
    )


def undo_import_of(workspace: Workspace, file: Path) -> Undone:
    """Take back the import of the bundle in this file."""
    try:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise unreadable() from error
    return undo_import(workspace, sha256)


def undoable_imports(workspace: Workspace) -> dict[str, int]:
    """The imported bundles that can be taken back, by hash, and how many changes each brought."""
    with workspace.store.reading() as db:
        return reports.arrival_counts(db)
