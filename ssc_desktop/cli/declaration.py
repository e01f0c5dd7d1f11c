"""`declaration`: what each country's data-protection authority was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.processing import Declared

_HEADS = (
    N_("Country"),
    N_("Authority"),
    N_("Formality"),
    N_("Receipt number"),
    N_("Date"),
    N_("Data protection contact"),
)

declaration = Group(
    "declaration",
    help=N_("Declarations to the data-protection authorities, for the register of processing."),
    example="ssc-desktop declaration list",
)


@declaration.command(
    "list",
    help=N_("List the authorities, what each was told and the receipt it gave."),
    example="ssc-desktop declaration list --json",
)
def _list() -> None:
    from ssc_desktop.services.processing import list_declarations

    call = this_call()
    with opened(call) as workspace:
        _answer(call, list_declarations(workspace.store))


@declaration.command(
    "set",
    help=N_("Record what the authority of a country was told."),
    example="ssc-desktop declaration set CI --set formality=authorisation --set receipt_no=2021-0456",
)
@click.argument("country", metavar="COUNTRY")
@option(
    "--set",
    "pairs",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help=N_("A field and its value, such as receipt_no=2021-0456; may be given several times."),
)
def _set(country: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.processing import list_declarations, write_declaration

    call = this_call()
    country, values = country.upper(), read_pairs(pairs, "--set")
    with opened(call) as workspace:
        write_declaration(workspace.store, country, values)
        declared = list_declarations(workspace.store)
    _answer(call, [each for each in declared if each.country == country])


def _answer(call: Call, declared: list[Declared]) -> None:
    rows = [tuple(_shape(each)[name] for name in _SHOWN) for each in declared]
    call.answer([_shape(each) for each in declared], lambda: call.table(_HEADS, rows))


_SHOWN = ("country", "authority", "formality", "receipt_no", "declared_on", "contact")


def _shape(declared: Declared) -> Shape:
    from ssc_desktop.domain.declaration import Declaration
    from ssc_desktop.domain.fields import fields_of

    record = declared.declaration
    return {
        "country": declared.country,
        "authority": declared.authority,
        **{each.name: plain(getattr(record, each.name, None)) for each in fields_of(Declaration)},
    }
