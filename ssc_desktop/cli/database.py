"""`database`: where the records of a headquarters lie."""

from __future__ import annotations

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.language import N_

database = Group(
    "database",
    help=N_("The database of a headquarters: a file in its folder, or PostgreSQL."),
    example="ssc-desktop database show --workspace hq",
)


@database.command(
    "show",
    help=N_("Where the records lie; a password is never shown."),
    example="ssc-desktop database show --workspace hq --json",
)
def _show() -> None:
    from ssc_desktop.services.database import database_of

    call = this_call()
    with opened(call) as workspace:
        address, folder = database_of(workspace), workspace.folder
    shape = {"workspace": str(folder), "database": address}
    call.answer(shape, lambda: click.echo(address or str(folder)))


@database.command(
    "move",
    help=N_("Copy every row into an empty PostgreSQL database and work there from now on."),
    example="ssc-desktop database move --to postgresql+psycopg://ssc@server/ssc --workspace hq",
)
@option("--to", "url", required=True, help=N_("Address of an empty PostgreSQL database."))
def _move(url: str) -> None:
    from ssc_desktop.services.database import move_database

    call = this_call()
    with opened(call) as workspace:
        moved = move_database(workspace, url)
        folder = workspace.folder

    def show() -> None:
        call.say(
            N_("{rows} rows were written and compared."), rows=call.language.number(moved.rows)
        )
        call.say(N_("The database before is kept: {file}"), file=moved.kept)

    shape = {
        "workspace": str(folder),
        "database": moved.database,
        "rows": moved.rows,
        "kept": str(moved.kept),
    }
    call.answer(shape, show)
