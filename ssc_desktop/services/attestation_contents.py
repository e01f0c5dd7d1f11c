"""What attestations say: an activity, its people and records turned into the texts of the paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attestation import Attestation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.paper.attestations import AttestationPaper, Attested
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.attendance import Register
from ssc_desktop.storage.store import Db

# A person, half-days attended and held today, and the attestation; None on a specimen.
Attending = tuple[Participant, int, int, Attestation | None]


def attestation_paper(
    db: Db,
    officer_id: str | None,
    register: Register,
    people: Sequence[Attending],
    language: Language,
) -> AttestationPaper:
    """All that is printed, in the language of the paper."""
    activity = register.activity
    around = sheet_contents.read_around(db, officer_id)
    heading = sheet_contents.heading_of(activity, register.half_days, around, language)
    agency = name_of("agency", activity.agency, language)
    issuers = (agency, heading.host, activity.organisers or "")
    return AttestationPaper(
        code=heading.code,
        title=heading.title,
        people=tuple(_attested(each, language) for each in people),
        kind=heading.kind,
        dates=language.dates(activity.start, activity.end),
        place=heading.place,
        themes=heading.themes,
        hours=hours_told(activity, register.half_days, language),
        issuers=tuple(dict.fromkeys(each for each in issuers if each)),
        signers=(
            agency or language("Lead agency"),
            heading.host or language("Host institution"),
        ),
        action=heading.action,
        contract=heading.contract,
        disclaimer=sheet_contents.notices_of(activity, around, language).disclaimer,
        visibility=sheet_contents.visibility_of(around, heading.host, language),
        neutral=bool(activity.without_visibility),
        at=_handed_out(people),
    )


def _handed_out(people: Sequence[Attending]) -> datetime | None:
    """The day the last of them was handed out, so that a reprint is the same file."""
    days = [each.issued_on for *_, each in people if each is not None and each.issued_on]
    return datetime.combine(max(days), time(), UTC) if days else None


def names_on_paper(person: Participant, language: Language) -> tuple[str, str]:
    """The name as a person is addressed, given names first, and the name in the other script."""
    parts = (person.given_names, (person.family_name or "").upper())
    latin = " ".join(part for part in parts if part)
    arabic = person.name_ar or ""
    first, second = (arabic, latin) if language.is_rtl else (latin, arabic)
    return (first, second) if first else (second or person.name_as_signed or "", "")


def hours_told(activity: Activity, half_days: Iterable[HalfDay], language: Language) -> str:
    """The hours of a session as recorded, else those of its half-days when all are known."""
    hours = getattr(activity, "hours", None) or _hours_by_the_clock(half_days)
    if not hours:
        return ""
    return language.plural(
        "{hours} hour", "{hours} hours", math.ceil(hours), hours=language.number(hours)
    )


def _hours_by_the_clock(half_days: Iterable[HalfDay]) -> Decimal | None:
    whole = Decimal(0)
    for each in half_days:
        if each.is_counted is False:
            continue
        try:
            start, end = (
                datetime.strptime(hour or "", "%H:%M") for hour in (each.starts_at, each.ends_at)
            )
        except ValueError:
            return None
        whole += Decimal((end - start).seconds) / 3600
    return round(whole, 1).normalize() + 0 if whole else None


def _attested(attending: Attending, language: Language) -> Attested:
    person, attended, possible, attestation = attending
    name, other = names_on_paper(person, language)
    if attestation is None:
        return Attested(name, attended, possible, other)
    day = attestation.issued_on
    return Attested(
        name=name,
        attended=attestation.attended or 0,
        possible=attestation.possible or 0,
        other_name=other,
        serial=attestation.serial or "",
        seal=attestation.seal or "",
        issued=language("Issued on {day}", day=language.date(day, "long")) if day else "",
    )
