"""What sheets say: records turned into the final texts of a sheet, in its language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import TEAM_ROLES
from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.domain.logo import Logo
from ssc_desktop.domain.office import Officer
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.paper.attendance_content import Heading, Person, Slot
from ssc_desktop.paper.frame import Notices, Printing, Visibility
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.band_contents import band_of, other_donors
from ssc_desktop.services.participants import Listed
from ssc_desktop.storage import logos, organisations, programmes
from ssc_desktop.storage.store import Db

# How people of the four countries write their numbers: digits of each group after the prefix.
_GROUPS = {
    "+212": (1, 2, 2, 2, 2),
    "+225": (2, 2, 2, 2, 2),
    "+223": (2, 2, 2, 2),
    "+221": (2, 3, 2, 2),
}
# Ages at which the bands of the code list begin.
_BANDS = (
    (65, "65+"), (60, "60-64"), (36, "36-59"), (30, "30-35"), (25, "25-29"), (18, "18-24"),
    (15, "15-17"), (0, "0-14"),
)  # fmt: skip
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Around:
    """The records an activity refers to, read once for a sheet."""

    programme: Programme | None
    organisations: dict[UUID, Organisation]
    plans: dict[UUID, ActionPlan]
    commitments: dict[UUID, Commitment]
    officer: str
    logos: tuple[Logo, ...] = ()

    def names(self, language: Language) -> dict[UUID, str]:
        """What every link of an activity points to, by name."""
        found = {key: organisation_name(each, language) for key, each in self.organisations.items()}
        for key, plan in self.plans.items():
            title = language.choose(plan.title_en, plan.title_fr, plan.title_ar)
            found[key] = " – ".join(part for part in (plan.code, title) if part)
        for key, commitment in self.commitments.items():
            text = language.choose(commitment.text_en, commitment.text_fr, commitment.text_ar)
            found[key] = " – ".join(part for part in (commitment.code, text) if part)
        return found


def read_around(db: Db, officer_id: str | None) -> Around:
    """Read them."""
    officer = db.get(Officer, UUID(hex=officer_id)) if officer_id else None
    return Around(
        programmes.current(db),
        organisations.names(db),
        {each.id: each for each in programmes.plans(db)},
        {each.id: each for each in programmes.commitments(db)},
        (officer.name if officer else None) or "",
        tuple(logos.listed(db)),
    )


def organisation_name(organisation: Organisation | None, language: Language) -> str:
    """The full name in this language, else the acronym."""
    if organisation is None:
        return ""
    name = language.choose(organisation.name_en, organisation.name_fr, organisation.name_ar)
    return name or organisation.acronym or ""


def heading_of(
    activity: Activity, half_days: Sequence[HalfDay], around: Around, language: Language
) -> Heading:
    """The head of a sheet."""
    names = around.names(language)
    programme = around.programme
    plan = around.plans.get(activity.action_plan_id) if activity.action_plan_id else None
    commitment = around.commitments.get(activity.commitment_id) if activity.commitment_id else None
    title = plan and language.choose(plan.title_en, plan.title_fr, plan.title_ar)
    references = (title, commitment.code if commitment else None)
    return Heading(
        code=activity.code or "",
        title=activity.title or "",
        action=_title(programme, language),
        contract=(programme.contract_no if programme else None) or "",
        kind=kind_of(activity, language),
        themes=language.list_of([name_of("theme", each, language) for each in activity.themes]),
        plan=" · ".join(each for each in references if each),
        venue=activity.venue or "",
        place=place_of(activity.city, activity.region, activity.country, language),
        host=names.get(activity.host_organisation_id, "") if activity.host_organisation_id else "",
        organiser=language.list_of(_organisers(activity, language)),
        facilitators=activity.facilitators or "",
        days=tuple(sorted({each.day for each in half_days})),
    )


def kind_of(activity: Activity, language: Language) -> str:
    """The type of an activity, else its kind."""
    if activity.activity_type:
        return name_of("activity_type", activity.activity_type, language)
    return language(KIND_LABELS[activity.kind])


def place_of(city: str | None, region: str | None, country: str | None, language: Language) -> str:
    """City, region and country in one line, nothing twice."""
    parts = (city, name_of("region", region, language), name_of("country", country, language))
    return language.list_of(list(dict.fromkeys(part for part in parts if part)))


def slots_of(half_days: Iterable[HalfDay]) -> tuple[Slot, ...]:
    """Half-days with their hours."""
    return tuple(Slot(each.slot, hours_of(each)) for each in half_days)


def hours_of(half_day: HalfDay) -> str:
    """``08:30–12:30``, as far as it is known."""
    hours = (half_day.starts_at, half_day.ends_at)
    return "–".join(hour for hour in hours if hour)


def people_of(register: Register, language: Language) -> tuple[Person, ...]:
    """The rows of a sheet, in the order of the list; ages are those of the first day. Whose data
    was erased has no name to sign beside."""
    activity = register.activity
    people = [each for each in register.people if not each.erased]
    if activity.sensitive:
        return tuple(_protected(each) for each in people)
    return tuple(_person(each, language, on=activity.start) for each in people)


def _protected(listed: Listed) -> Person:
    """One row where people are to be protected, those of the team like all others."""
    person = listed.participant
    return Person(
        id=str(person.id),
        given_names=person.first_name,
        sex=person.sex or "",
        code=short_code(person.id),
        in_team=listed.role in TEAM_ROLES,
    )


def _person(listed: Listed, language: Language, *, on: date | None) -> Person:
    """One row of a sheet; the age group is the one on that day."""
    person = listed.participant
    return Person(
        id=str(person.id),
        family_name=person.family_name or "",
        given_names=person.given_names or "",
        name_ar=person.name_ar or "",
        sex=person.sex or "",
        organisation=organisation_name(listed.organisation, language),
        function=person.function or "",
        place=place_of(person.city, None, person.country, language),
        phone=shown_phone(person.phone) if person.phone else "",
        email=person.email or "",
        category=name_of("stakeholder_category", person.stakeholder_category, language),
        age=name_of("age_band", age_band(person, on), language),
        region=name_of("region", person.region, language),
        code=short_code(person.id),
        in_team=listed.role in TEAM_ROLES,
    )


def age_band(person: Participant, on: date | None) -> str | None:
    """The age group of a person on a day, from the year of birth where it is known."""
    return band_in(person.birth_year, on) or person.age_band


def band_in(birth_year: int | None, on: date | None) -> str | None:
    """The age group on a day of somebody born in a year; None when one of the two is not known."""
    if not birth_year or not on:
        return None
    age = on.year - birth_year
    return next((band for least, band in _BANDS if age >= least), None)


def shown_phone(number: str) -> str:
    """A number in E.164 in the groups people of its country read it in."""
    for prefix, groups in _GROUPS.items():
        national = number.removeprefix(prefix)
        if national != number and len(national) == sum(groups):
            digits = iter(national)
            return " ".join([prefix, *("".join(next(digits) for _ in range(n)) for n in groups)])
    return number


def short_code(key: UUID) -> str:
    """Six characters that stand for a person on a sensitive sheet, always the same ones."""
    return "".join(_CODE_LETTERS[key.int >> shift & 31] for shift in range(25, -1, -5))


def visibility_of(around: Around, host: str, language: Language) -> Visibility:
    """Emblem and statement, donors, agencies and partner, with the logos that were imported."""
    linked = {logo.organisation_id for logo in around.logos}
    hosts = {
        key
        for key, each in around.organisations.items()
        if key in linked and organisation_name(each, language) == host
    }
    return band_of(around.programme, around.logos, hosts, host, language)


def notices_of(activity: Activity, around: Around, language: Language) -> Notices:
    """Who holds the data, for how long, whom to write to, the disclaimer."""
    programme = around.programme
    agency = name_of("agency", activity.agency or "GIZ", language)
    if programme is None:
        return Notices(controller=agency, donors=language("European Union"))
    disclaimer = language.choose(
        programme.disclaimer_en, programme.disclaimer_fr, programme.disclaimer_ar
    )
    return Notices(
        controller=agency,
        donors=language.list_of([language("European Union"), *other_donors(programme)]),
        contact=programme.data_contact or "",
        retention_years=programme.retention_years or 7,
        disclaimer=disclaimer,
    )


def printing_of(around: Around, at: datetime, activity: Activity, version: int = 1) -> Printing:
    """Who prints, when; nobody is named on the papers of a sensitive activity."""
    return Printing(at, "" if activity.sensitive else around.officer, version)


def _title(programme: Programme | None, language: Language) -> str:
    if programme is None:
        return ""
    return language.choose(programme.title_en, programme.title_fr, programme.title_ar)


def _organisers(activity: Activity, language: Language) -> list[str]:
    agency = name_of("agency", activity.agency, language)
    return [each for each in (agency, activity.organisers or "") if each]
