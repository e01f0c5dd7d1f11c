"""`programme`: the programme, its action plans and commitments; headquarters writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_entry_key, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import of_record
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssc_desktop.domain.record import Record

# Said once more: the records themselves bring the database, which help has no use for.
NOUNS = ("programme", "action_plan", "commitment")
_HEADS = (N_("Id"), N_("Entry"), N_("Code"), N_("Title"))
_PAIRS_HELP = N_("A field and its value, such as state=done; may be given several times.")
_ID = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"

programme = Group(
    "programme",
    help=N_("The programme, its action plans and commitments; headquarters writes them."),
    example="ssc-desktop programme show",
)


@programme.command(
    "show",
    help=N_("Show the programme, its action plans and commitments."),
    example="ssc-desktop programme show --json",
)
def _show() -> None:
    from ssc_desktop.services import programmes

    call = this_call()
    with opened(call) as workspace:
        found: list[Record] = [
            *filter(None, [programmes.show_programme(workspace.store)]),
            *programmes.list_action_plans(workspace.store),
            *programmes.list_commitments(workspace.store),
        ]
        call.answer([of_record(each) for each in found], lambda: _tell(call, found))


@programme.command(
    "add",
    help=N_("Record an action plan or a commitment, at headquarters."),
    example="ssc-desktop programme add commitment --set code=MA-CI-7 --set text_fr='Former les agents'",
)
@click.argument("noun", type=click.Choice(NOUNS[1:]))
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _add(noun: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.programmes import add_reference

    call = this_call()
    with opened(call) as workspace:
        _answer(call, add_reference(workspace, noun, read_pairs(pairs, "--set")))


@programme.command(
    "set",
    help=N_("Change fields of the programme, a plan or a commitment, at headquarters."),
    example=f"ssc-desktop programme set commitment {_ID} --set state=done",
)
@click.argument("noun", type=click.Choice(NOUNS))
@click.argument("key", metavar="ID")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _set(noun: str, key: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.programmes import change_reference, show_reference

    call = this_call()
    with opened(call) as workspace:
        change_reference(workspace, noun, read_entry_key(key), read_pairs(pairs, "--set"))
        _answer(call, show_reference(workspace.store, noun, read_entry_key(key)))


@programme.command(
    "remove",
    help=N_("Take a plan or a commitment away; with --restore, bring it back."),
    example=f"ssc-desktop programme remove commitment {_ID}",
)
@click.argument("noun", type=click.Choice(NOUNS[1:]))
@click.argument("key", metavar="ID")
@option("--restore", is_flag=True, help=N_("Bring back what was taken off."))
def _remove(noun: str, key: str, restore: bool) -> None:
    from ssc_desktop.services.programmes import (
        remove_reference,
        restore_reference,
        show_reference,
    )

    call = this_call()
    with opened(call) as workspace:
        (restore_reference if restore else remove_reference)(workspace, noun, read_entry_key(key))
        _answer(call, show_reference(workspace.store, noun, read_entry_key(key)))


def _answer(call: Call, entry: Record) -> None:
    call.answer(of_record(entry), lambda: _tell(call, [entry]))


def _tell(call: Call, found: Sequence[Record]) -> None:
    from ssc_desktop.domain.nouns import NOUN_LABELS

    rows = []
    for each in found:
        begin = "text" if each.__tablename__ == "commitment" else "title"
        told = call.language.choose(
            *(getattr(each, f"{begin}_{code}") for code in ("en", "fr", "ar"))
        )
        noun = call.language(NOUN_LABELS[each.__tablename__])
        rows.append((each.id, noun, getattr(each, "code"), told))  # noqa: B009
    call.table(_HEADS, rows)
