"""Everything recorded of one person, gathered once, and as JSON of the shape ``ssc-subject-1``.

``{"format", "made_at", "made_by": {"office", "device"}, "controller", "contact",
"retention_years", "records": {noun: [{"id" or key parts, "activity", fields..., "removed"}]},
"sheets": [{"activity", "sheet_no", "printed_at"}], "accesses": [{"at", "act"}],
"history": [{"at", "record", "key", "is_new", "values", "office", "role", "device"}], "not_held": [...]}``.
Fields may be added, never renamed. No other person is named: who wrote something is told by
office and role.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.attestation import Attestation
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.evidence import Consent, SheetPrint
from ssc_desktop.domain.fields import Field, fields_of
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.geometry import unfold
from ssc_desktop.storage import activities, attestations, subjects
from ssc_desktop.storage.local import Access
from ssc_desktop.storage.store import Db
from ssc_desktop.storage.subjects import Written

FORMAT = "ssc-subject-1"
# Who collected a consent or handed out an attestation is somebody else.
OF_OTHERS = frozenset({"collector", "issued_by_id", "erased_by_id"})
NOT_HELD = (
    N_(
        "Which bundle files carried these records from one laptop to another: it is recorded that a bundle was written, not whom it is about."
    ),
    N_(
        "Photos, scans and other documents in which the person may appear: they are filed by activity, not by person. Ask the contact above for them."
    ),
    N_(
        "Tests, evaluations and surveys: they are collected without names and cannot be traced back to a person."
    ),
    N_("Paper lists and papers kept in binders, and copies of this database in its backups."),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One person: the record, those merged into it, and everything that points to them."""

    people: tuple[Participant, ...]
    registrations: tuple[Registration, ...]
    attendance: tuple[Attendance, ...]
    consents: tuple[Consent, ...]
    attestations: tuple[Attestation, ...]
    claims: tuple[TravelClaim, ...]
    erasures: tuple[Erasure, ...]
    sheets: tuple[SheetPrint, ...]
    accesses: tuple[Access, ...]
    history: tuple[Written, ...]
    activities: dict[UUID, Activity]

    @property
    def records(self) -> dict[str, tuple[Recorded, ...]]:
        """The records by noun."""
        return {
            "participant": self.people,
            "registration": self.registrations,
            "attendance": self.attendance,
            "consent": self.consents,
            "attestation": self.attestations,
            "travel_claim": self.claims,
            "erasure": self.erasures,
        }


def gather(db: Db, participant: UUID) -> Subject:
    """Read it all, removed records and records of removed people included."""
    people = subjects.merged_with(db, participant)
    keys = {each.id for each in people}
    registrations = subjects.facts_of(db, Registration, keys)
    attendance = subjects.facts_of(db, Attendance, keys)
    consents = subjects.facts_of(db, Consent, keys)
    claims = subjects.facts_of(db, TravelClaim, keys)
    erasures = subjects.facts_of(db, Erasure, keys)
    handed_out = attestations.of_people(db, keys)
    met = {each.activity_id for each in registrations} | {each.activity_id for each in attendance}
    met |= {each.activity_id for each in claims}
    met |= {each.activity_id for each in handed_out if each.activity_id}
    printed = [each for each in subjects.printings(db, met) if _names(each, keys)]
    told: list[Recorded] = [
        *people, *registrations, *attendance, *consents, *handed_out, *claims, *erasures,
    ]  # fmt: skip
    return Subject(
        people=tuple(people),
        registrations=tuple(registrations),
        attendance=tuple(attendance),
        consents=tuple(consents),
        attestations=tuple(handed_out),
        claims=tuple(claims),
        erasures=tuple(erasures),
        sheets=tuple(printed),
        accesses=tuple(subjects.accesses(db, keys)),
        history=tuple(subjects.history_of(db, told)),
        activities={key: each for key in met if (each := activities.by_key(db, key))},
    )


def told_fields(record_class: type) -> tuple[Field, ...]:
    """The fields that are told to the person: all but those about somebody else."""
    return tuple(each for each in fields_of(record_class) if each.name not in OF_OTHERS)


def as_json(subject: Subject, about: dict[str, Any], language: Language) -> bytes:
    """The export for other programs; ``about`` says who made it, when and for whom."""
    shape = {
        "format": FORMAT,
        **about,
        "records": {
            noun: [_shape(each, subject) for each in records]
            for noun, records in subject.records.items()
        },
        "sheets": [_sheet(each, subject) for each in subject.sheets],
        "accesses": [{"at": plain(each.at), "act": each.act} for each in subject.accesses],
        "history": [_entry(each) for each in subject.history],
        "not_held": [language(words) for words in NOT_HELD],
    }
    return f"{json.dumps(shape, ensure_ascii=False, indent=1)}\n".encode()


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _shape(record: Recorded, subject: Subject) -> dict[str, object]:
    keys = {
        str(column.key): plain(getattr(record, str(column.key)))
        for column in type(record).__mapper__.primary_key
    }
    fields = {each.name: plain(getattr(record, each.name)) for each in told_fields(type(record))}
    activity = subject.activities.get(getattr(record, "activity_id", None))  # type: ignore[arg-type]
    about = {"activity": _activity(activity)} if activity else {}
    return {**keys, **about, **fields, "removed": bool(getattr(record, "removed", False))}


def _activity(activity: Activity | None) -> dict[str, object] | None:
    if activity is None:
        return None
    return {
        "code": activity.code,
        "title": activity.title,
        "start": plain(activity.start),
        "end": plain(activity.end),
    }


def _sheet(sheet: SheetPrint, subject: Subject) -> dict[str, object]:
    activity = subject.activities.get(sheet.activity_id) if sheet.activity_id else None
    return {
        "activity": _activity(activity),
        "sheet_no": sheet.sheet_no,
        "printed_at": plain(sheet.printed_at),
    }


def _entry(written: Written) -> dict[str, object]:
    return {
        "at": plain(written.at),
        "record": written.noun,
        "key": written.key,
        "is_new": written.is_new,
        "values": {
            name: plain(value) for name, value in written.values.items() if name not in OF_OTHERS
        },
        "office": written.office,
        "role": written.role,
        "device": written.device,
    }


def _names(sheet: SheetPrint, people: Iterable[UUID]) -> bool:
    """Whether a printed sheet has a row for one of these people."""
    wanted = {str(each) for each in people}
    pages = unfold(sheet.geometry)["pages"] if sheet.geometry else []
    return any(cell["participant"] in wanted for page in pages for cell in page["cells"])
