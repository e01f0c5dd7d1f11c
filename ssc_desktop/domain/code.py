"""A code of a code list, as a record: what headquarters may add to the lists we ship."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field, field_named
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Day, Line
from ssc_desktop.language import N_


class Code(Fact):
    """One code of one list and edition, with its three names."""

    __tablename__ = "code"

    code_list: Mapped[str] = mapped_column(String(40), primary_key=True)
    edition: Mapped[str] = mapped_column(String(20), primary_key=True, default="")
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_en: Mapped[str | None] = field(Line(), N_("Name (English)"), in_table=True)
    name_fr: Mapped[str | None] = field(Line(), N_("Name (French)"), in_table=True)
    name_ar: Mapped[str | None] = field(Line(), N_("Name (Arabic)"), in_table=True)
    parent: Mapped[str | None] = field(Line(40), N_("Stands below"))
    scheme: Mapped[str | None] = field(Line(40), N_("Scheme"))
    valid_from: Mapped[date | None] = field(Day(), N_("Valid from"))
    valid_to: Mapped[date | None] = field(Day(), N_("Valid to"))
    replaced_by: Mapped[str | None] = field(Line(40), N_("Replaced by"))


def label_of(name: str) -> str:
    """What a field of a code is called; the code itself is its key and no field."""
    found = field_named(Code, name)
    return found.facts.label if found is not None else N_("Code")
