"""Workspaces copied whole, as somebody copies a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import signpost
from ssc_desktop.vault.keyfile import DATABASE
from tests.postgres_server import drop_database, new_database


def copy_of(workspace: Workspace, folder: Path) -> Path:
    """A copy of a closed workspace; its database on a server is copied as well."""
    shutil.copytree(workspace.folder, folder)
    url = signpost.read(folder / DATABASE, workspace.key)
    if url:
        (folder / DATABASE).unlink()
        signpost.write(folder / DATABASE, workspace.key, new_database(like=url))
    return folder


def remove_copy(workspace: Workspace, folder: Path) -> None:
    """Remove such a copy, also what it has on the server."""
    url = signpost.read(folder / DATABASE, workspace.key)
    if url:
        drop_database(url)
    shutil.rmtree(folder)
