"""`demo`: two offices and a headquarters with people who do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import FOLDER, Command, option
from ssc_desktop.cli.opening import given_passphrase
from ssc_desktop.cli.progress import steps_bar
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.demo import Demo


@click.command(
    "demo",
    cls=Command,
    help=N_(
        "Make two offices and a headquarters with fictional data, print their papers and make one round trip."
    ),
    example="ssc-desktop demo demo-folder",
)
@click.argument("folder", metavar="DIR", type=FOLDER)
@option(
    "--scale",
    type=click.IntRange(1, 1000),
    default=1,
    metavar="N",
    help=N_("How many times the usual number of activities and people."),
)
@option(
    "--lists", type=FOLDER, metavar="DIR", help=N_("Folder of participant lists to import too.")
)
def demo(folder: Path, scale: int, lists: Path | None) -> None:
    """Make the demo."""
    from ssc_desktop.services.demo import PASSPHRASE, build_demo

    call = this_call()
    told = given_passphrase(call) or PASSPHRASE
    with steps_bar(call) as begin:
        made = build_demo(folder, scale=scale, lists=lists, passphrase=told, progress=begin)
    call.answer(_shape(made), lambda: _show(call, made))
    if not made.ok:
        raise Problem(
            "demo-not-sound",
            N_(
                "The demo was made, but a check or an import in it failed. Try “check” on its workspaces."
            ),
        )


def _shape(made: Demo) -> Shape:
    return {
        "folder": str(made.folder),
        "passphrase": made.passphrase,
        "recovery_key": made.recovery_secret,
        "offices": [str(each) for each in made.offices],
        "headquarters": str(made.headquarters),
        "lists": [str(each) for each in made.lists],
        "papers": [str(each) for each in made.papers],
        "bundles": [str(each) for each in made.bundles],
        "activities": made.activities,
        "participants": made.participants,
        "marks": made.marks,
        "rejected": made.rejected,
        "possible_duplicates": made.possible_duplicates,
        "conflicts": made.conflicts,
        "ok": made.ok,
    }


def _show(call: Call, made: Demo) -> None:
    for label, files in (
        (N_("Workspaces"), (*made.offices, made.headquarters)),
        (N_("Participant lists"), made.lists),
        (N_("Papers"), made.papers),
        (N_("Bundles"), made.bundles),
    ):
        click.echo(f"{call.language(label)}:")
        for file in files:
            click.echo(f"  {file}")
    call.say(
        N_(
            "At headquarters: {activities} activities, {participants} participants, {marks} marks, {conflicts} conflicts."
        ),
        **{
            name: call.language.number(getattr(made, name))
            for name in ("activities", "participants", "marks", "conflicts")
        },
    )
    call.say(N_("Passphrase of all three: {passphrase}"), passphrase=made.passphrase)
    if made.ok:
        call.say(N_("Everything is in order."))
