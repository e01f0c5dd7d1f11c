"""`codes`: the code lists and their codes; headquarters writes them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.code_lists import CodeList, ListedCode
    from ssc_desktop.services.workspaces import Workspace

_DAY = click.DateTime(["%Y-%m-%d"])
_LIST_HEADS = (N_("List"), N_("What it is"), N_("Codes offered"), N_("Codes can be added"))
_HEADS = (
    N_("Code"),
    N_("Name"),
    N_("Stands below"),
    N_("Valid from"),
    N_("Valid to"),
    N_("Standing"),
)
_PAIRS_HELP = N_(
    "A field and its value: name_fr, name_en, name_ar, parent, valid_from or valid_to; may be given several times."
)

codes = Group(
    "codes",
    help=N_("The code lists people choose from; headquarters adds codes and changes their names."),
    example="ssc-desktop codes show theme",
)


@codes.command(
    "show",
    help=N_("Show the code lists, or the codes of one of them."),
    example="ssc-desktop codes show activity_type --json",
)
@click.argument("code_list", metavar="LIST", required=False)
def _show(code_list: str | None) -> None:
    from ssc_desktop.services.code_lists import list_code_lists, list_codes

    call = this_call()
    with opened(call) as workspace:
        if code_list is None:
            lists = list_code_lists(workspace.store)
            call.answer([_of_list(each) for each in lists], lambda: _tell_lists(call, lists))
        else:
            found = list_codes(workspace.store, code_list)
            call.answer([_of_code(each) for each in found], lambda: _tell(call, found))


@codes.command(
    "add",
    help=N_("Add a code to a list, at headquarters."),
    example="ssc-desktop codes add theme RT --set name_fr=Retour --set name_en=Return",
)
@click.argument("code_list", metavar="LIST")
@click.argument("code", metavar="CODE")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _add(code_list: str, code: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.code_lists import add_code

    call = this_call()
    with opened(call) as workspace:
        add_code(workspace, code_list, code, read_pairs(pairs, "--set"))
        _answer(call, workspace, code_list, code.strip())


@codes.command(
    "set",
    help=N_("Change the names, the parent or the days of a code, at headquarters."),
    example="ssc-desktop codes set sector education --set name_fr='École et formation'",
)
@click.argument("code_list", metavar="LIST")
@click.argument("code", metavar="CODE")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _set(code_list: str, code: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.code_lists import change_code

    call = this_call()
    with opened(call) as workspace:
        change_code(workspace, code_list, code, read_pairs(pairs, "--set"))
        _answer(call, workspace, code_list, code)


@codes.command(
    "withdraw",
    help=N_("Offer a code no more, where it is recorded it stays; with --restore, offer it again."),
    example="ssc-desktop codes withdraw theme MO --from 2026-01-01",
)
@click.argument("code_list", metavar="LIST")
@click.argument("code", metavar="CODE")
@option(
    "--from",
    "since",
    type=_DAY,
    metavar="DATE",
    help=N_("The first day on which it is not offered; today when it is not said."),
)
@option("--restore", is_flag=True, help=N_("Offer the code again."))
def _withdraw(code_list: str, code: str, since: datetime | None, restore: bool) -> None:
    from ssc_desktop.services.code_lists import restore_code, withdraw_code

    call = this_call()
    with opened(call) as workspace:
        if restore:
            restore_code(workspace, code_list, code)
        else:
            withdraw_code(workspace, code_list, code, since.date() if since else None)
        _answer(call, workspace, code_list, code)


def _answer(call: Call, workspace: Workspace, code_list: str, code: str) -> None:
    from ssc_desktop.services.code_lists import show_code

    told = show_code(workspace.store, code_list, code)
    call.answer(_of_code(told), lambda: _tell(call, [told]))


def _of_list(each: CodeList) -> Shape:
    return {
        "list": each.name,
        "codes": each.offered,
        "amended": each.amended,
        "may_grow": each.may_grow,
    }


def _of_code(each: ListedCode) -> Shape:
    entry = each.entry
    return {
        "list": entry.code_list,
        "code": entry.code,
        "name_en": entry.en or None,
        "name_fr": entry.fr or None,
        "name_ar": entry.ar or None,
        "parent": entry.parent or None,
        "valid_from": plain(entry.valid_from),
        "valid_to": plain(entry.valid_to),
        "standing": each.standing,
    }


def _tell_lists(call: Call, lists: list[CodeList]) -> None:
    say = call.language
    words = {True: say(N_("Yes")), False: say(N_("No"))}
    rows = [(each.name, say(each.label), each.offered, words[each.may_grow]) for each in lists]
    call.table(_LIST_HEADS, rows)


def _tell(call: Call, found: list[ListedCode]) -> None:
    from ssc_desktop.domain.code_lists import STANDINGS

    say = call.language
    rows = []
    for each in found:
        entry = each.entry
        days = [say.date(day) if day else "" for day in (entry.valid_from, entry.valid_to)]
        rows.append(
            (entry.code, entry.name(say), entry.parent, *days, say(STANDINGS[each.standing]))
        )
    call.table(_HEADS, rows)
