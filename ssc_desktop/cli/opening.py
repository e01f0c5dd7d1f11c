"""Which workspace a command works in, and the passphrase that opens it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.workspaces import Workspace

WORKSPACE_VARIABLE = "SSC_DESKTOP_WORKSPACE"
PASSPHRASE_VARIABLE = "SSC_DESKTOP_PASSPHRASE"


def folder_of(call: Call) -> Path:
    """The folder of the workspace that the call names."""
    named = call.workspace or os.environ.get(WORKSPACE_VARIABLE)
    if not named:
        raise Problem(
            "no-workspace",
            N_(
                "No workspace was named. Nothing was changed. Give --workspace DIR or set {variable}."
            ),
            variable=WORKSPACE_VARIABLE,
        )
    return Path(named)


def opened(call: Call) -> Workspace:
    """The workspace that the call names, opened; use it as a context manager."""
    from ssc_desktop.services.workspaces import describe_folder, open_workspace

    folder = folder_of(call)
    # Nobody should be asked for the passphrase of a folder that has none.
    describe_folder(folder)
    workspace = open_workspace(folder, passphrase(call))
    if workspace.notice is not None:
        click.echo(workspace.notice.told(call.language), err=True)
    return workspace


def passphrase(call: Call, *, twice: bool = False) -> str:
    """The passphrase from its file, the environment or the person, in this order."""
    return given_passphrase(call) or asked(call, N_("Passphrase"), twice=twice)


def given_passphrase(call: Call) -> str | None:
    """The passphrase from its file or the environment, None where nobody gave it there."""
    if call.passphrase_file is not None:
        return first_line(call.passphrase_file)
    return os.environ.get(PASSPHRASE_VARIABLE) or None


def asked(call: Call, question: str, *, twice: bool = False) -> str:
    """A secret typed by the person, unseen; a Problem where there is nobody to ask."""
    if not somebody_types():
        raise Problem(
            "no-passphrase",
            N_(
                "No passphrase was given. Nothing was changed. Set {variable} or give --passphrase-file."
            ),
            variable=PASSPHRASE_VARIABLE,
        )
    again = call.language(N_("The same once more")) if twice else False
    typed: str = click.prompt(
        call.language(question), hide_input=True, confirmation_prompt=again, err=True
    )
    return typed


def somebody_types() -> bool:
    """Whether a person sits at the other end and can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def first_line(file: Path) -> str:
    """The first line of a text file, without what ends it."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError):
        raise Problem(
            "file-unreadable",
            N_("The file {file} cannot be read. Nothing was changed. Check where it lies."),
            file=file.name,
        ) from None
    return text.split("\n", 1)[0].rstrip("\r")
