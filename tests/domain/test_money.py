"""Amounts that can be paid: not less than nothing, not finer than the smallest coin."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ssc_desktop.domain.money import currency_of, refuse_what_cannot_be_paid
from ssc_desktop.domain.problems import Problem


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("-1", "XOF", "negative-amount"),
        ("-0.01", None, "negative-amount"),
        ("25000.50", "XOF", "xof-decimals"),
        ("12.345", "MAD", "too-many-decimals"),
    ],
)
def test_what_cannot_be_paid_is_refused_with_its_field(
    amount: str, currency: str | None, code: str
) -> None:
    with pytest.raises(Problem) as refused:
        refuse_what_cannot_be_paid({"days": None, "rate": Decimal(amount)}, currency)
    assert (refused.value.code, refused.value.field) == (code, "rate")


@pytest.mark.parametrize(("amount", "currency"), [("25000.00", "XOF"), ("12.50", "MAD"), ("0", "")])
def test_what_can_be_paid_passes(amount: str, currency: str) -> None:
    refuse_what_cannot_be_paid({"rate": Decimal(amount), "meals": None}, currency)


def test_each_country_pays_in_its_currency() -> None:
    paid = [currency_of(each) for each in ("MA", "CI", "ML", "SN", "DE", None)]
    assert paid == ["MAD", "XOF", "XOF", "XOF", "EUR", "EUR"]
