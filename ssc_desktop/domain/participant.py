"""A participant: one person, whatever the number of activities."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from ssc_desktop.domain.fields import TO_SUBMIT, field
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.types import Choice, Choices, Count, Flag, Line, Link, Paragraph
from ssc_desktop.language import N_

NAMES, PROFILE, CONTACT = N_("Names"), N_("Profile"), N_("Contact")
RESTRICTED = N_("Restricted")
# عبد الرحمن and أبو بكر are one name in two words.
_FIRST_HALVES = frozenset({"عبد", "أبو", "ابو", "أم", "ام"})


class Participant(Record):
    """A person. No part of the name is ever required: mononyms are names."""

    __tablename__ = "participant"

    family_name: Mapped[str | None] = field(
        Line(), N_("Family name"), section=NAMES, in_table=True, personal=True
    )
    given_names: Mapped[str | None] = field(
        Line(), N_("Given names"), section=NAMES, in_table=True, personal=True
    )
    name_ar: Mapped[str | None] = field(
        Line(), N_("Name in Arabic"), section=NAMES, in_table=True, personal=True
    )
    title: Mapped[str | None] = field(Line(40), N_("Form of address"), section=NAMES, personal=True)
    name_as_signed: Mapped[str | None] = field(
        Line(), N_("Name as signed"), section=NAMES, personal=True
    )
    alias: Mapped[str | None] = field(Line(), N_("Earlier spelling"), section=NAMES, personal=True)
    sex: Mapped[str | None] = field(
        Choice("sex"), N_("Sex"), section=PROFILE, needed=TO_SUBMIT, in_table=True
    )
    birth_year: Mapped[int | None] = field(
        Count(), N_("Year of birth"), section=PROFILE, personal=True
    )
    age_band: Mapped[str | None] = field(Choice("age_band"), N_("Age group"), section=PROFILE)
    nationality: Mapped[str | None] = field(Choice("country"), N_("Nationality"), section=PROFILE)
    country: Mapped[str | None] = field(
        Choice("country"), N_("Country of residence"), section=PROFILE, in_table=True
    )
    region: Mapped[str | None] = field(Choice("region"), N_("Region"), section=PROFILE)
    city: Mapped[str | None] = field(Line(), N_("City or commune"), section=PROFILE, personal=True)
    organisation_id: Mapped[UUID | None] = field(
        Link("organisation"), N_("Organisation"), section=PROFILE, in_table=True
    )
    function: Mapped[str | None] = field(Line(), N_("Function"), section=PROFILE, in_table=True)
    stakeholder_category: Mapped[str | None] = field(
        Choice("stakeholder_category"), N_("Stakeholder category"), section=PROFILE
    )
    phone: Mapped[str | None] = field(
        Line(20), N_("Telephone"), section=CONTACT, in_table=True, personal=True
    )
    phone_as_typed: Mapped[str | None] = field(
        Line(80),
        N_("Telephone as typed"),
        section=CONTACT,
        personal=True,
        on_sheet=False,
        help=N_("Kept when the number could not be read with certainty."),
    )
    email: Mapped[str | None] = field(
        Line(), N_("E-mail"), section=CONTACT, in_table=True, personal=True
    )
    preferred_language: Mapped[str | None] = field(
        Choice("language"), N_("Preferred language"), section=CONTACT
    )
    person_statuses: Mapped[tuple[str, ...]] = field(
        Choices("person_status"),
        N_("Statuses"),
        section=RESTRICTED,
        restricted=True,
        on_sheet=False,
        personal=True,
    )
    disability: Mapped[bool | None] = field(
        Flag(),
        N_("Disability"),
        section=RESTRICTED,
        restricted=True,
        on_sheet=False,
        personal=True,
    )
    note: Mapped[str | None] = field(
        Paragraph(),
        N_("Note"),
        section=RESTRICTED,
        on_sheet=False,
        personal=True,
        help=N_("Write nothing here about health, religion or opinions."),
    )
    merged_into_id: Mapped[UUID | None] = field(
        Link("participant"), N_("Merged into"), section=RESTRICTED, on_sheet=False
    )

    @property
    def latin_name(self) -> str:
        """``TRAORÉ Awa``: family name in capitals first, as French lists print it."""
        family = (self.family_name or "").upper()
        return " ".join(part for part in (family, self.given_names) if part)

    @property
    def first_name(self) -> str:
        """The name a person is called by where nobody shall be found by their name; it may be
        empty: a family name alone says who it is."""
        if self.given_names:
            return self.given_names
        words = (self.name_ar or "").split()
        return " ".join(words[: 2 if words[:1] and words[0] in _FIRST_HALVES else 1])

    @property
    def full_name(self) -> str:
        """The name to show: Latin where there is one, else Arabic, else as signed."""
        return self.latin_name or self.name_ar or self.name_as_signed or ""
