"""What a country's data-protection authority was told, and the receipt it gave."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ssc_desktop.domain.fields import field
from ssc_desktop.domain.record import Fact
from ssc_desktop.domain.types import Choice, Day, Line, Paragraph
from ssc_desktop.language import N_

# Country, its authority, the law that asks for a declaration or an authorisation.
AUTHORITIES = {
    "MA": ("CNDP", N_("Law 09-08 (Morocco)")),
    "SN": ("CDP", N_("Law 2008-12 (Senegal)")),
    "CI": ("ARTCI", N_("Law 2013-450 (Côte d’Ivoire)")),
    "ML": ("APDP", N_("Law 2013-015 (Mali)")),
}


class Declaration(Fact):
    """The declaration or authorisation of one country, by its code."""

    __tablename__ = "declaration"

    country: Mapped[str] = mapped_column(String(40), primary_key=True)
    formality: Mapped[str | None] = field(Choice("formality"), N_("Formality"), in_table=True)
    receipt_no: Mapped[str | None] = field(Line(60), N_("Receipt number"), in_table=True)
    declared_on: Mapped[date | None] = field(Day(), N_("Date"), in_table=True)
    transfer_basis: Mapped[str | None] = field(Line(300), N_("Basis of transfers abroad"))
    contact: Mapped[str | None] = field(Line(), N_("Data protection contact"))
    note: Mapped[str | None] = field(Paragraph(), N_("Note"))
