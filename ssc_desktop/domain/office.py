"""Offices and the officers who work in them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SAVE, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Line, Link
from ssc_desktop.language import N_


class Office(Record):
    """A field office or headquarters: whose laptops write records."""

    __tablename__ = "office"

    code: Mapped[str | None] = field(Line(12), N_("Code"), needed=TO_SAVE, in_table=True)
    name: Mapped[str | None] = field(Line(), N_("Name"), needed=TO_SAVE, in_table=True)
    country: Mapped[str | None] = field(Choice("country"), N_("Country"), in_table=True)


class Officer(Record):
    """A person who records here. The name travels, so that headquarters knows who wrote what."""

    __tablename__ = "officer"

    name: Mapped[str | None] = field(
        Line(), N_("Name"), needed=TO_SAVE, in_table=True, personal=True
    )
    role: Mapped[str | None] = field(Choice("officer_role"), N_("Role"), in_table=True)
    office_id: Mapped[UUID | None] = field(Link("office"), N_("Office"))
