"""Per diem and travel: claims by person, filled for all, printed as the list that people sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.money import currency_of, refuse_what_cannot_be_paid
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.travel_list import travel_list
from ssc_desktop.services import travel_contents
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.printed import PaperFiles, Printed
from ssc_desktop.services.sheet_contents import read_around
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import activities, participants
from ssc_desktop.storage import attendance as stored_attendance
from ssc_desktop.storage import travel as stored
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Db, Store

# Who followed on a screen did not travel.
_CAME = PRESENT_STATES - {"online"}
_PAID = ("rate", "lodging", "meals", "transport")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A person on the list of an activity, the claim if there is one, the days attended."""

    listed: Listed
    claim: TravelClaim | None
    days_attended: Decimal | None = None


def list_claims(store: Store, code: str | UUID) -> list[ClaimLine]:
    """Everybody on the list of an activity in its order, the team included, with their claims."""
    register = read_register(store, code)
    with store.reading() as db:
        claims = stored.claims(db, register.activity.id)
        days = _days_attended(db, register.activity.id)
    return [
        ClaimLine(each, claims.get(each.participant.id), days.get(each.participant.id))
        for each in register.people
    ]


def write_claim(
    store: Store, code: str | UUID, participant: UUID, values: Mapping[str, object]
) -> Changes:
    """Write values of one person's claim; a new one is in the currency of the activity."""
    read = read_values(TravelClaim, values)
    with store.writing() as db:
        activity = find_activity(db, code)
        place = participants.registration(db, activity.id, participant)
        if place is None or place.removed:
            raise _not_registered()
        person = participants.by_key(db, participant)
        _write(db, activity, participant, _with_read_phone(read, person))
    return Changes.of({"travel_claim"})


def fill_claims(
    store: Store,
    code: str | UUID,
    values: Mapping[str, object],
    *,
    travel: str | None = None,
    overwrite: bool = False,
) -> Changes:
    """Give everybody who came the same values, by default only where nothing is written yet.

    ``travel`` keeps to those on site or off site. Days nobody wrote are those attended; who never
    came in person gets no claim, and a claim that was taken away stays away.
    """
    read = read_values(TravelClaim, values)
    with store.writing() as db:
        activity = find_activity(db, code)
        claims = stored.claims(db, activity.id, removed=True)
        days = _days_attended(db, activity.id)
        written = 0
        for place in participants.registrations(db, activity=activity.id):
            claim = claims.get(place.participant_id)
            if travel and place.travel != travel:
                continue
            if days and place.participant_id not in days and claim is None:
                continue
            if claim is not None and claim.removed:
                continue
            wanted = dict(read)
            if claim is not None and not overwrite:
                wanted = {name: wanted[name] for name in wanted if _is_empty(claim, name)}
            if "days" not in read and (claim is None or claim.days is None):
                wanted["days"] = days.get(place.participant_id)
            _write(db, activity, place.participant_id, wanted)
            written += 1
    return Changes.of({"travel_claim"}, written)


def remove_claim(store: Store, code: str | UUID, participant: UUID) -> Changes:
    """Take a person's claim away; ``restore_claim`` brings it back."""
    return _set_removed(store, code, participant, removed=True)


def restore_claim(store: Store, code: str | UUID, participant: UUID) -> Changes:
    """Bring a claim that was taken away back."""
    return _set_removed(store, code, participant, removed=False)


def print_travel(
    workspace: Workspace,
    code: str | UUID,
    *,
    language: Language,
    identity: bool = False,
    path: Path | None = None,
) -> Printed:
    """Print the list that people sign for their money; ``identity`` adds their documents.

    Printing documents of identity is noted in the access log: a law of Morocco asks for it to be
    authorised.
    """
    store = workspace.store
    register = read_register(store, code)
    with PaperFiles() as files, store.writing() if identity else store.reading() as db:
        around = read_around(db, store.officer_id)
        claims = stored.claims(db, register.activity.id)
        lines = [(each, claims.get(each.participant.id)) for each in register.people]
        content = travel_contents.travel_list_of(
            register, lines, around, language, identity=identity, at=now()
        )
        pdf = travel_list(content, language)
        if identity:
            officer = UUID(hex=store.officer_id) if store.officer_id else None
            note_access(db, officer, "print", "travel_claim", str(register.activity.id))
        files.write(path, pdf)
    return Printed(pdf, path=path)


def _write(db: Db, activity: Activity, participant: UUID, values: Mapping[str, Any]) -> None:
    claim = stored.claim(db, activity.id, participant)
    if claim is None:
        claim = TravelClaim(activity_id=activity.id, participant_id=participant)
        claim.currency = _currency(activity)
        db.add(claim)
    if claim.removed:
        _begin_anew(claim, activity)
    # An empty currency would leave amounts of nothing.
    assign(claim, {name: values[name] for name in values if values[name] or name != "currency"})
    named = {name: getattr(claim, name) for name in _PAID}
    refuse_what_cannot_be_paid({"days": claim.days}, None)
    refuse_what_cannot_be_paid({**named, "days": claim.total}, claim.currency)


def _begin_anew(claim: TravelClaim, activity: Activity) -> None:
    """Nobody should be paid, beside what is written now, what a claim that was taken away said."""
    claim.removed = False
    for each in fields_of(TravelClaim):
        setattr(claim, each.name, None)
    claim.currency = _currency(activity)


def _currency(activity: Activity) -> str | None:
    return activity.currency or currency_of(activity.country)


def _is_empty(claim: TravelClaim, name: str) -> bool:
    return getattr(claim, name) in (None, "") or (name == "currency" and not _has_amounts(claim))


def _has_amounts(claim: TravelClaim) -> bool:
    return any(getattr(claim, name) is not None for name in _PAID)


def _with_read_phone(read: dict[str, Any], person: Participant | None) -> dict[str, Any]:
    typed = read.get("payment_phone")
    if not typed:
        return read
    phone = read_phone(str(typed), person.country if person else None)
    return {**read, "payment_phone": phone.number or typed}


def _days_attended(db: Db, activity: UUID) -> dict[UUID, Decimal]:
    """Half the half-days each person was there in person; nobody while nothing is marked."""
    slots = {each.slot for each in activities.half_days(db, activity)}
    marks = stored_attendance.marks(db, activity)
    halves = Counter(
        person for (person, slot), state in marks.items() if slot in slots and state in _CAME
    )
    return {person: Decimal(count) / 2 for person, count in halves.items()}


def _set_removed(store: Store, code: str | UUID, participant: UUID, *, removed: bool) -> Changes:
    with store.writing() as db:
        claim = stored.claim(db, find_activity(db, code).id, participant)
        if claim is None:
            raise Problem(
                "unknown-claim",
                N_("This person has no claim for the activity. Nothing was changed."),
            )
        claim.removed = removed
    return Changes.of({"travel_claim"})


def _not_registered() -> Problem:
    return Problem(
        "not-registered",
        N_(
            "This person is not on the list of the activity. Nothing was changed. Register the person first."
        ),
    )
