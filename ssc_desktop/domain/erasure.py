"""The erasure of a person's data: what is emptied, what is kept so that counts still hold.

The record of an erasure travels like any other. A workspace that holds it keeps no personal value
of that person, neither in the rows nor in the log of changes, and refuses new ones: whatever comes
later from a laptop that had not heard of the erasure is emptied as it is taken in. Numbers, clocks
and parents of the changes stay, so that laptops still agree on who has what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Day, Key, Line, Link
from ssc_desktop.language import N_

KEPT: Mapping[str, frozenset[str]] = {
    "participant": frozenset(
        {
            *("sex", "age_band", "country", "region", "stakeholder_category"),
            *("merged_into_id", "removed"),
        }
    ),
    "registration": frozenset({"role", "invitation", "travel", "row", "removed"}),
    "attendance": frozenset({"state", "signed", "sheet_no", "row_no", "removed"}),
    "travel_claim": frozenset(
        {
            *("days", "rate", "lodging", "meals", "transport", "currency"),
            *("paid_on", "receipt_no", "removed"),
        }
    ),
}
"""By table the fields that outlive an erasure; all others are emptied, also those that a newer
version brings. The person's place in a key: first of a participant, else second."""


class Erasure(Fact):
    """That a person's data was erased: when, why, by whom. It is never taken back."""

    __tablename__ = "erasure"

    participant_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    erased_on: Mapped[date | None] = field(Day(), N_("Erased on"), in_table=True)
    erased_by_id: Mapped[UUID | None] = field(Link("officer"), N_("Erased by"))
    reason: Mapped[str | None] = field(
        Line(300), N_("Reason for the erasure"), help=N_("Name nobody here: this text stays.")
    )


def person_in(noun: str, key: str) -> str:
    """The person a row of one of these tables is about, as 32 hexadecimal digits."""
    return key if noun == "participant" else key.split("/", 2)[1]


def without_personal(noun: str, fields: Mapping[str, object]) -> dict[str, object]:
    """The fields of a change with every personal value emptied; their names stay."""
    kept = KEPT[noun]
    return {name: value if name in kept else None for name, value in fields.items()}
