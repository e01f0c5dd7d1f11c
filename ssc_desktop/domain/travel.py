"""What a person is paid for coming: days, rate, lodging, meals, transport."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Amount, Choice, Day, Decimals, Key, Line
from ssc_desktop.language import N_


class TravelClaim(Fact):
    """The per diem and travel costs of one person for one activity, all in one currency."""

    __tablename__ = "travel_claim"

    activity_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(Key, primary_key=True)
    days: Mapped[Decimal | None] = field(Decimals(), N_("Days"), in_table=True)
    rate: Mapped[Decimal | None] = field(Amount(), N_("Per diem"), in_table=True)
    lodging: Mapped[Decimal | None] = field(Amount(), N_("Lodging"), in_table=True)
    meals: Mapped[Decimal | None] = field(Amount(), N_("Meals"), in_table=True)
    transport: Mapped[Decimal | None] = field(Amount(), N_("Transport"), in_table=True)
    currency: Mapped[str | None] = field(Choice("currency"), N_("Currency"), in_table=True)
    identity_document: Mapped[str | None] = field(
        Line(60),
        N_("Identity document"),
        personal=True,
        restricted=True,
        help=N_("Only where the payment asks for it; never on attendance sheets."),
    )
    payment_phone: Mapped[str | None] = field(Line(20), N_("Telephone for payment"), personal=True)
    paid_on: Mapped[date | None] = field(Day(), N_("Paid on"), in_table=True)
    receipt_no: Mapped[str | None] = field(Line(40), N_("Receipt number"), in_table=True)
    note: Mapped[str | None] = field(Line(300), N_("Note"))

    @property
    def total(self) -> Decimal:
        """Days times the per diem, and the costs; what is not filled in counts as nothing."""
        daily = (self.days or Decimal(0)) * (self.rate or Decimal(0))
        costs = (each or Decimal(0) for each in (self.lodging, self.meals, self.transport))
        return sum(costs, daily)
