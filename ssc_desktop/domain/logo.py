"""Logos of the visibility band: imported by the administrator, carried with the programme."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Count, Decimals, Line, Link, Written
from ssc_desktop.language import N_

SVG, PNG = "image/svg+xml", "image/png"


class Logo(Record):
    """One picture of the band: whose it is, where it stands, how tall it is drawn."""

    __tablename__ = "logo"

    programme_id: Mapped[UUID | None] = field(Link("programme"), N_("Programme"))
    place: Mapped[str | None] = field(
        Choice("logo_place"), N_("Place in the band"), needed=TO_SAVE, in_table=True
    )
    owner: Mapped[str | None] = field(Line(), N_("Whose logo"), needed=TO_SAVE, in_table=True)
    organisation_id: Mapped[UUID | None] = field(Link("organisation"), N_("Organisation"))
    position: Mapped[int | None] = field(Count(), N_("Order"), in_table=True)
    height: Mapped[Decimal | None] = field(Decimals(), N_("Height (mm)"), in_table=True)
    media_type: Mapped[str | None] = field(Line(40), N_("Kind of file"), in_table=True)
    content: Mapped[str | None] = field(Written(), N_("Picture"), on_sheet=False)
    sha256: Mapped[str | None] = field(Line(64), N_("Fingerprint"), on_sheet=False)
