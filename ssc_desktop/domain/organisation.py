"""Organisations that send, host or lead, and the sites where activities take place."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Coordinate, Line, Link
from ssc_desktop.language import N_

NAMES, PLACE, PROFILE = N_("Names"), N_("Place"), N_("Profile")


class Organisation(Record):
    """An institution, association or agency."""

    __tablename__ = "organisation"

    name_fr: Mapped[str | None] = field(Line(), N_("Name (French)"), section=NAMES, in_table=True)
    name_en: Mapped[str | None] = field(Line(), N_("Name (English)"), section=NAMES)
    name_ar: Mapped[str | None] = field(Line(), N_("Name (Arabic)"), section=NAMES)
    acronym: Mapped[str | None] = field(Line(30), N_("Acronym"), section=NAMES, in_table=True)
    country: Mapped[str | None] = field(
        Choice("country"), N_("Country"), section=PLACE, in_table=True
    )
    region: Mapped[str | None] = field(Choice("region"), N_("Region"), section=PLACE)
    kind: Mapped[str | None] = field(
        Choice("stakeholder_category"), N_("Category"), section=PROFILE, in_table=True
    )
    level: Mapped[str | None] = field(
        Choice("organisation_level"), N_("Level"), section=PROFILE, in_table=True
    )
    parent_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Parent organisation"), section=PROFILE
    )
    merged_into_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Merged into"), section=PROFILE, on_sheet=False
    )

    @property
    def short_name(self) -> str:
        """The acronym where there is one, else the name."""
        return self.acronym or self.name_fr or self.name_en or self.name_ar or ""


class Site(Record):
    """A venue and where it lies."""

    __tablename__ = "site"

    venue: Mapped[str | None] = field(Line(), N_("Venue"), needed=TO_SAVE, in_table=True)
    commune: Mapped[str | None] = field(Line(), N_("City or commune"), in_table=True)
    district: Mapped[str | None] = field(Line(), N_("Province, region or cercle"))
    region: Mapped[str | None] = field(Choice("region"), N_("Region"), in_table=True)
    country: Mapped[str | None] = field(Choice("country"), N_("Country"), in_table=True)
    latitude: Mapped[Decimal | None] = field(Coordinate(), N_("Latitude"))
    longitude: Mapped[Decimal | None] = field(Coordinate(), N_("Longitude"))
