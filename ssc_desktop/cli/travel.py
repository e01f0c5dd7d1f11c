"""`travel`: what people are paid for coming: list the claims, set one, fill them for all, remove one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.participants import read_key
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.travel import ClaimLine
    from ssc_desktop.services.workspaces import Workspace

_CENTS = Decimal("0.01")
# The document of identity is restricted: it is set here and shown on the printed list alone.
_SHOWN = (
    "days", "rate", "lodging", "meals", "transport", "currency", "payment_phone", "paid_on",
    "receipt_no", "note",
)  # fmt: skip
_HEADS = (
    N_("Participant"), N_("Travel"), N_("Days"), N_("Per diem"), N_("Lodging"), N_("Meals"),
    N_("Transport"), N_("Total"), N_("Currency"),
)  # fmt: skip

travel = Group(
    "travel",
    help=N_("Per diem and travel costs of the people on a list."),
    example="ssc-desktop travel list ACSS-CI-2021-CAP-001",
)


@travel.command(
    "list",
    help=N_("List everybody on the list with what they are paid."),
    example="ssc-desktop travel list ACSS-CI-2021-CAP-001 --json",
)
@click.argument("code")
def _list(code: str) -> None:
    call = this_call()
    with opened(call) as workspace:
        _answer(call, workspace, code)


@travel.command(
    "set",
    help=N_(
        "Set fields of one person's claim: days, rate, lodging, meals, transport, currency, payment_phone, paid_on, receipt_no; an empty value clears a field."
    ),
    example="ssc-desktop travel set ACSS-CI-2021-CAP-001 --participant ID days=4.5 rate=25000",
)
@click.argument("code")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--participant", "person", required=True, metavar="ID", help=N_("Id of a participant."))
def _set(code: str, values: tuple[str, ...], person: str) -> None:
    from ssc_desktop.services.travel import write_claim

    call, pairs = this_call(), read_pairs(values, "FIELD=VALUE")
    with opened(call) as workspace:
        write_claim(workspace.store, code, read_key(person), pairs)
        _answer(call, workspace, code)


@travel.command(
    "fill",
    help=N_(
        "Give everybody who came the same amounts, where nothing is written yet; days are counted from the attendance."
    ),
    example="ssc-desktop travel fill ACSS-CI-2021-CAP-001 rate=25000 --travel off_site",
)
@click.argument("code")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@option(
    "--travel",
    "way",
    type=click.Choice(("on_site", "off_site")),
    help=N_("Only those who came from there."),
)
@option("--overwrite", is_flag=True, help=N_("Also where something is written already."))
def _fill(code: str, values: tuple[str, ...], way: str | None, overwrite: bool) -> None:
    from ssc_desktop.services.travel import fill_claims

    call, pairs = this_call(), read_pairs(values, "FIELD=VALUE")
    with opened(call) as workspace:
        fill_claims(workspace.store, code, pairs, travel=way, overwrite=overwrite)
        _answer(call, workspace, code)


@travel.command(
    "remove",
    help=N_("Take one person’s claim away; with --restore, bring it back."),
    example="ssc-desktop travel remove ACSS-CI-2021-CAP-001 --participant ID",
)
@click.argument("code")
@option("--participant", "person", required=True, metavar="ID", help=N_("Id of a participant."))
@option("--restore", is_flag=True, help=N_("Bring back what was taken off."))
def _remove(code: str, person: str, restore: bool) -> None:
    from ssc_desktop.services.travel import remove_claim, restore_claim

    call = this_call()
    with opened(call) as workspace:
        (restore_claim if restore else remove_claim)(workspace.store, code, read_key(person))
        _answer(call, workspace, code)


def _answer(call: Call, workspace: Workspace, code: str) -> None:
    from ssc_desktop.services.travel import list_claims

    lines = list_claims(workspace.store, code)
    call.answer([_shape(each) for each in lines], lambda: _show(call, lines))


def _shape(line: ClaimLine) -> Shape:
    place, claim = line.listed.registration, line.claim
    return {
        "participant": str(line.listed.participant.id),
        "travel": place.travel if place else None,
        "days_attended": plain(line.days_attended),
        "claimed": claim is not None,
        **{name: plain(getattr(claim, name, None)) for name in _SHOWN},
        "total": str(claim.total.quantize(_CENTS)) if claim else None,
    }


def _show(call: Call, lines: list[ClaimLine]) -> None:
    call.table(_HEADS, [_row(call, each) for each in lines])


def _row(call: Call, line: ClaimLine) -> list[object]:
    from ssc_desktop.domain.reference import name_of

    place, claim = line.listed.registration, line.claim
    way = name_of("travel", place.travel if place else None, call.language)
    first = [line.listed.participant.full_name, way]
    if claim is None:
        return [*first, *[""] * (len(_HEADS) - len(first))]
    currency = claim.currency or ""
    amounts = (claim.rate, claim.lodging, claim.meals, claim.transport, claim.total)
    return [
        *first,
        "" if claim.days is None else call.language.number(claim.days),
        *("" if each is None else call.language.amount(each, currency) for each in amounts),
        currency,
    ]
