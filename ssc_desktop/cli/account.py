"""`account`: the officers who may open a workspace: list, add, remove, restore."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import asked, first_line, opened
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.officer_access import Access

_HEADS = (N_("Id"), N_("Officer"), N_("Role"))
_ALL_HEADS = (*_HEADS, N_("Can open"))
_SIGNS = {True: N_("Yes"), False: N_("No")}
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
@option("--all", "everybody", is_flag=True, help=N_("Also those whose access was taken away."))
def _list(everybody: bool) -> None:
    from ssc_desktop.services.officer_access import list_access

    call = this_call()
    with opened(call) as workspace:
        _answer(call, [each for each in list_access(workspace) if everybody or each.opens])


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


@account.command(
    "remove",
    help=N_(
        "Take away an officer’s access: their passphrase opens this workspace no longer. What they recorded stays."
    ),
    example="ssc-desktop account remove 3f9c2a7be1d04c58 --yes",
)
@click.argument("key", metavar="ID")
@option("--yes", "confirmed", is_flag=True, help=N_("Confirm: the passphrase is lost for good."))
def _remove(key: str, confirmed: bool) -> None:
    from ssc_desktop.services.officer_access import list_access, take_access

    call = this_call()
    if not confirmed:
        raise Problem(
            "not-confirmed",
            N_(
                "Copies and backups made before are still opened by the old passphrase. Nothing was changed. Say --yes to take the access away."
            ),
        )
    with opened(call) as workspace:
        take_access(workspace, key)
        _answer(call, list_access(workspace))


@account.command(
    "restore",
    help=N_("Let an officer whose access was taken away open the workspace again."),
    example="ssc-desktop account restore 3f9c2a7be1d04c58",
)
@click.argument("key", metavar="ID")
@option("--new-passphrase-file", "secret", type=READ_FILE, help=_SECRET_HELP)
def _restore(key: str, secret: Path | None) -> None:
    from ssc_desktop.services.officer_access import give_access, list_access

    call = this_call()
    with opened(call) as workspace:
        question = N_("New passphrase of the officer")
        chosen = first_line(secret) if secret else asked(call, question, twice=True)
        give_access(workspace, key, chosen)
        _answer(call, list_access(workspace))


def _answer(call: Call, found: Sequence[Access]) -> None:
    rows = [(a.account, a.officer, a.role, call.language(_SIGNS[a.opens])) for a in found]
    call.answer([_shape(each) for each in found], lambda: call.table(_ALL_HEADS, rows))


def _shape(each: Access) -> Shape:
    return {"id": each.account, "officer": each.officer, "role": each.role, "opens": each.opens}
