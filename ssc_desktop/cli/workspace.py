"""`init`, `recover`, `check`: the workspace as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import FOLDER, READ_FILE, Command, option
from ssc_desktop.cli.opening import asked, first_line, folder_of, opened, passphrase
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, N_

if TYPE_CHECKING:
    from ssc_desktop.services.workspaces import Workspace


@click.command(
    "init",
    cls=Command,
    help=N_("Create a workspace in a new or empty folder."),
    example=(
        "ssc-desktop init abidjan --edition office --country CI --office-name 'Bureau d’Abidjan' "
        "--office-code ABJ --officer 'Awa Kone' --language fr"
    ),
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@option("--edition", required=True, help=N_("office or headquarters."))
@option("--country", required=True, help=N_("Two letters, such as CI."))
@option("--office-name", required=True, help=N_("Name of the office."))
@option("--office-code", required=True, help=N_("Short code, such as ABJ."))
@option("--officer", required=True, help=N_("Name of the officer who works here."))
@option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=N_("Language of the workspace; the language of messages when it is not given."),
)
@option(
    "--database",
    help=N_(
        "Address of an empty PostgreSQL database, for a headquarters that keeps its records there."
    ),
)
@option(
    "--recovery-key",
    type=READ_FILE,
    help=N_("New file for headquarters’ recovery key; without it the key is shown once."),
)
def init(
    folder: Path,
    language: str | None,
    database: str | None,
    recovery_key: Path | None,
    **about: str,
) -> None:
    """Create a workspace."""
    from ssc_desktop.services.workspaces import create_workspace

    call = this_call()
    if recovery_key is not None and recovery_key.exists():
        raise Problem(
            "file-exists",
            N_("There is already a file of this name. It was kept. Choose another name or folder."),
        )
    secret = passphrase(call, twice=True)
    with create_workspace(
        folder,
        language=language or call.language.code,
        passphrase=secret,
        database=database,
        **about,
    ) as workspace:
        shape = _of_workspace(workspace)
        if workspace.recovery_secret is not None:
            shape |= _hand_over(call, workspace.recovery_secret, recovery_key)
        call.answer(shape, lambda: _show_workspace(call, workspace))


@click.command(
    "recover",
    cls=Command,
    help=N_(
        "Open a workspace with headquarters’ recovery key and give one of its accounts a new passphrase."
    ),
    example="ssc-desktop recover --workspace abidjan --recovery-key recovery.txt",
)
@option(
    "--recovery-key",
    type=READ_FILE,
    help=N_("File that holds the recovery key; asked for when it is not given."),
)
@option("--account", help=N_("Id of the account; needed where there are several."))
def recover(recovery_key: Path | None, account: str | None) -> None:
    """Give an account a new passphrase."""
    from ssc_desktop.services.workspaces import (
        describe_folder,
        list_accounts,
        open_with_recovery,
        reset_passphrase,
    )

    call = this_call()
    folder = folder_of(call)
    describe_folder(folder)
    secret = first_line(recovery_key) if recovery_key else asked(call, N_("Recovery key"))
    with open_with_recovery(folder, secret) as workspace:
        accounts = list_accounts(workspace)
        slot = account or _only(accounts)
        reset_passphrase(workspace, slot, passphrase(call, twice=True))
        shape = {
            "workspace": str(workspace.folder),
            "account": slot,
            "accounts": [
                {"id": each, "officer": name, "role": role} for each, name, role in accounts
            ],
        }
    call.answer(
        shape,
        lambda: call.say(N_("The account has a new passphrase; the old one opens nothing now.")),
    )


@click.command(
    "check",
    cls=Command,
    help=N_("Check everything: keys, database, change log, references, evidence."),
    example="ssc-desktop check --workspace abidjan --json",
)
def check() -> None:
    """Check a workspace."""
    from ssc_desktop.services.checking import check_workspace

    call = this_call()
    with opened(call) as workspace:
        found = check_workspace(workspace)
    problems = [{"code": each.code, "message": each.told(call.language)} for each in found.problems]
    call.answer({"ok": found.ok, "problems": problems}, lambda: _show_check(call, found.ok))
    if not found.ok:
        for each in found.problems:
            click.echo(f"{each.code}: {each.told(call.language)}", err=True)
        click.get_current_context().exit(1)


def _of_workspace(workspace: Workspace) -> Shape:
    return {
        "workspace": str(workspace.folder),
        "edition": workspace.edition,
        "office": {
            "code": workspace.office.code,
            "name": workspace.office.name,
            "country": workspace.office.country,
        },
        "device": workspace.device,
        "fingerprint": workspace.fingerprint,
    }


def _show_workspace(call: Call, workspace: Workspace) -> None:
    call.say(N_("Workspace created in {folder}"), folder=workspace.folder)
    call.say(N_("Fingerprint of this laptop: {fingerprint}"), fingerprint=workspace.fingerprint)


def _hand_over(call: Call, secret: str, file: Path | None) -> Shape:
    """Give the recovery key away, the only time it is known."""
    if file is not None:
        _write_secret(file, secret)
        call.note(
            N_("The recovery key is in {file}. Print it, keep it in a safe, delete the file."),
            file=file,
        )
        return {"recovery_key_file": str(file)}
    if not call.as_json:
        call.note(
            N_(
                "Recovery key, shown this once; write it down and keep it in a safe, away from this computer: {secret}"
            ),
            secret=secret,
        )
    return {"recovery_key": secret}


def _write_secret(file: Path, secret: str) -> None:
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as stream:
        stream.write(f"{secret}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _only(accounts: list[tuple[str, str, str]]) -> str:
    if len(accounts) != 1:
        raise Problem(
            "which-account",
            N_(
                "This workspace has {count} accounts. Nothing was changed. Say which with --account: {ids}."
            ),
            count=len(accounts),
            ids=", ".join(slot for slot, _, _ in accounts),
        )
    return accounts[0][0]


def _show_check(call: Call, ok: bool) -> None:
    if ok:
        call.say(N_("Everything is in order."))
