"""Two records that look alike and are not one: told once, remembered everywhere."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Key, Line
from ssc_desktop.language import N_


class Distinct(Fact):
    """A pair, the smaller key first, so that two offices that tell it write the same record."""

    __tablename__ = "distinct_pair"

    one: Mapped[UUID] = mapped_column(Key, primary_key=True)
    other: Mapped[UUID] = mapped_column(Key, primary_key=True)
    noun: Mapped[str | None] = field(Line(40), N_("Which record"))
