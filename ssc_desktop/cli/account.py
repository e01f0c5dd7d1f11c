"""`account`: the officers who may open a workspace: list, add."""

from __future__ import annotations

from pathlib import Path

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import asked, first_line, opened
from ssc_desktop.language import N_

_HEADS = (N_("Id"), N_("Officer"), N_("Role"))
_SECRET_HELP = N_(
    "File whose first line is the passphrase of the new officer; asked for when it is not given."
)

account = Group(
    "account",
    help=N_("The officers who may open a workspace, each by their own passphrase."),
    example="ssc-desktop account list",
)


@account.command(
    "list",
    help=N_("List the officers who may open the workspace."),
    example="ssc-desktop account list --json",
)
def _list() -> None:
    from ssc_desktop.services.workspaces import list_accounts

    call = this_call()
    with opened(call) as workspace:
        found = list_accounts(workspace)
        shapes = [{"id": each, "officer": name, "role": role} for each, name, role in found]
        call.answer(shapes, lambda: call.table(_HEADS, found))


@account.command(
    "add",
    help=N_("Let another officer open the workspace."),
    example="ssc-desktop account add 'Moussa Diarra' --role officer",
)
@click.argument("name")
@option("--role", default="officer", help=N_("Role, such as officer or coordinator."))
@option("--new-passphrase-file", "secret", type=READ_FILE, help=_SECRET_HELP)
def _add(name: str, role: str, secret: Path | None) -> None:
    from ssc_desktop.services.workspaces import add_account

    call = this_call()
    with opened(call) as workspace:
        question = N_("Passphrase of the new officer")
        chosen = first_line(secret) if secret else asked(call, question, twice=True)
        added = add_account(workspace, name, role, chosen)
        shape = {"officer": added.name, "role": added.role}
        call.answer(shape, lambda: call.table(_HEADS[1:], [(added.name, added.role)]))
