"""Money: which currency a country pays in, and which amounts its coins can pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

# ISO 4217: the franc CFA has no smaller unit.
_DECIMALS = {"XOF": 0}
_USUAL_DECIMALS = 2
_CURRENCIES = {"MA": "MAD", "CI": "XOF", "ML": "XOF", "SN": "XOF"}


def currency_of(country: str | None) -> str:
    """What is paid with in a country; the euro where none of the four is named."""
    return _CURRENCIES.get(country or "", "EUR")


def refuse_what_cannot_be_paid(amounts: Mapping[str, Decimal | None], currency: str | None) -> None:
    """Raise the Problem of the first amount that is negative or finer than the smallest coin."""
    for field, amount in amounts.items():
        if amount is not None and amount < 0:
            raise Problem(
                "negative-amount",
                N_("An amount cannot be less than nothing. Nothing was saved. Correct it."),
                field=field,
            )
        if amount is not None and not _is_payable(amount, currency):
            raise _too_fine(field, currency)


def _is_payable(amount: Decimal, currency: str | None) -> bool:
    coins = amount.scaleb(_DECIMALS.get(currency or "", _USUAL_DECIMALS))
    return coins == coins.to_integral_value()


def _too_fine(field: str, currency: str | None) -> Problem:
    if currency == "XOF":
        return Problem(
            "xof-decimals",
            N_(
                "Francs CFA have no decimals, in no amount and no total. Nothing was saved. Write whole francs."
            ),
            field=field,
        )
    return Problem(
        "too-many-decimals",
        N_("An amount has two decimals at most. Nothing was saved. Round it."),
        field=field,
    )
