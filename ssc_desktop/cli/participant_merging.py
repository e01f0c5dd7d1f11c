"""`participants merge`, `unmerge`, `erase`, `erasures`: two records made one, two again, one emptied."""

from __future__ import annotations

from uuid import UUID

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import Command, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import plain
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

_ID = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"
_ERASED = ("participant", "erased_on", "by", "office", "reason")
_ERASED_HEADS = (
    N_("Participant"), N_("Erased on"), N_("Erased by"), N_("Office"), N_("Reason for the erasure"),
)  # fmt: skip
_OTHER = "018f2c9e-8000-7c3d-9e55-0a1b2c3d4e60"


@click.command(
    "merge",
    cls=Command,
    help=N_(
        "Make two records one person: the first survives, what was recorded of the second is read as the first's."
    ),
    example=f"ssc-desktop participants merge {_ID} {_OTHER} --take email --set city=Kayes",
)
@click.argument("survivor", metavar="ID", type=click.UUID)
@click.argument("other", metavar="ID", type=click.UUID)
@option(
    "--take",
    "taken",
    multiple=True,
    metavar="FIELD",
    help=N_("Keep the second record's value of this field; may be given several times."),
)
@option(
    "--set",
    "pairs",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("A value neither of the two has; may be given several times."),
)
@option("--reason", default="", help=N_("Why; the offices read it, so name nobody in it."))
def merge_two(
    survivor: UUID, other: UUID, taken: tuple[str, ...], pairs: tuple[str, ...], reason: str
) -> None:
    """Merge the second into the first."""
    from ssc_desktop.services.merged_people import differences, merge_people

    call = this_call()
    typed = read_pairs(pairs, "--set")
    with opened(call) as workspace:
        of_other = {
            each.field.name: each.loser for each in differences(workspace.store, survivor, other)
        }
        chosen = {name: of_other[name] for name in taken if name in of_other}
        values = {**chosen, **typed}
        done = merge_people(workspace.store, survivor, other, values, reason=reason)
    shape = {
        "survivor": str(done.survivor),
        "merged": str(done.loser),
        "written": list(done.written),
    }
    call.answer(
        shape, lambda: call.say(N_("The two are one now. “participants unmerge” undoes it."))
    )


@click.command(
    "unmerge",
    cls=Command,
    help=N_("Undo a merge: the record that was given up stands by itself again."),
    example=f"ssc-desktop participants unmerge {_OTHER}",
)
@click.argument("participant", metavar="ID", type=click.UUID)
def unmerge_two(participant: UUID) -> None:
    """Undo the merge that gave this record up."""
    from ssc_desktop.services.merged_people import unmerge

    call = this_call()
    with opened(call) as workspace:
        done = unmerge(workspace.store, participant)
    shape = {
        "survivor": str(done.survivor),
        "unmerged": str(done.loser),
        "restored": list(done.restored),
        "left": list(done.left),
    }

    def show() -> None:
        call.say(N_("The two are two again."))
        if done.left:
            call.say(
                N_("Changed since the merge, so left as they are: {names}."),
                names=", ".join(done.left),
            )

    call.answer(shape, show)


@click.command(
    "erase",
    cls=Command,
    help=N_(
        "Erase a person's data for good, here and on every laptop the erasure reaches; counts are kept."
    ),
    example=f'ssc-desktop participants erase {_ID} --reason "request of 12 March" --yes',
)
@click.argument("participant", metavar="ID", type=click.UUID)
@option("--reason", required=True, help=N_("Why; this text stays, so name nobody in it."))
@option("--yes", "confirmed", is_flag=True, help=N_("Confirm: this cannot be undone."))
def erase_one(participant: UUID, reason: str, confirmed: bool) -> None:
    """Erase a person's data."""
    from ssc_desktop.services.erasure import erase_participant

    call = this_call()
    if not confirmed:
        raise Problem(
            "not-confirmed",
            N_(
                "An erasure cannot be undone, here or on any other laptop. Nothing was changed. Say --yes if you want it."
            ),
        )
    with opened(call) as workspace:
        done = erase_participant(workspace.store, participant, reason, confirm=True)
    shape = {
        "participant": str(participant),
        "records": done.records,
        "evidence": [str(each.id) for each in done.evidence],
    }

    def show() -> None:
        call.say(N_("The data was erased. Bundles and backups made before still hold it."))
        if done.evidence:
            call.say(
                N_("Look through these documents, the person may be seen or named in them: {ids}"),
                ids=", ".join(str(each.id) for each in done.evidence),
            )

    call.answer(shape, show)


@click.command(
    "erasures",
    cls=Command,
    help=N_("List whose data was erased, when, why and on whose order; nobody's name is told."),
    example="ssc-desktop participants erasures --json",
)
def list_erased() -> None:
    """List the erasures."""
    from ssc_desktop.services.erasure import list_erasures

    call = this_call()
    with opened(call) as workspace:
        found = list_erasures(workspace.store)
    rows = [
        (each.erasure.participant_id, each.erasure.erased_on, each.by, each.office,
         each.erasure.reason)
        for each in found
    ]  # fmt: skip
    shapes = [dict(zip(_ERASED, map(plain, each), strict=True)) for each in rows]
    call.answer(shapes, lambda: call.table(_ERASED_HEADS, rows))
