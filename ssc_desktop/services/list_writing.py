"""What a list changes: every row decided, then people recorded, completed and given their places."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from itertools import chain
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.names import name_key
from ssc_desktop.domain.participant import Participant
from ssc_desktop.services.list_plan import Choice, Decision, Plan, Step
from ssc_desktop.services.named_organisations import NamedOrganisations
from ssc_desktop.storage import distinct, imports
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.store import Db
from ssc_desktop.workbook.lists import ListRow

Progress = Callable[[int, int], None]

# What a list may tell of a person that the record does not say yet.
_FILLED_IN = (
    "family_name", "given_names", "name_ar", "title", "sex", "birth_year", "age_band",
    "nationality", "country", "region", "city", "function", "email",
)  # fmt: skip
_TOLD_EVERY = 250


def planned(
    db: Db,
    activity: Activity,
    rows: Iterable[ListRow],
    decisions: Mapping[int, Decision] | None = None,
    *,
    as_read: Iterable[ListRow] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Decide for every row, writing nothing; what was decided of the same row before holds.

    ``as_read`` are the rows as the file has them, where they were corrected since.
    """
    listed = list(rows)
    known = _remembered(db, activity.id, listed if as_read is None else as_read)
    plan = Plan(
        people=stored.everybody(db),
        places=stored.places(db, activity.id),
        organisations=NamedOrganisations(db, activity.country),
        decisions={**known, **(decisions or {})},
    )
    for done, row in enumerate(listed):
        if progress and done % _TOLD_EVERY == 0:
            progress(done, len(listed))
        plan.recognise(row)
    plan.settle()
    if progress:
        progress(len(listed), len(listed))
    return plan


def carry_out(db: Db, activity: UUID, plan: Plan) -> None:
    """Write what a plan says: new people, what is filled in of known ones, places on the list."""
    db.add_all(plan.organisations.made)
    db.flush()
    recorded = {key: _participant(key, row, plan) for key, row in plan.rows_to(Step.RECORD)}
    for key, row in chain(plan.rows_to(Step.MATCH), plan.rows_to(Step.SKIP)):
        person = recorded.get(key) or plan.person(key)
        if person is not None:
            _fill_in(person, row, plan)
    db.add_all(recorded.values())
    db.flush()
    for one, other in plan.apart:
        distinct.tell(db, "participant", one, other, apart=True)
    _register(db, activity, plan)


def remember(db: Db, activity: UUID, plan: Plan, rows: Iterable[ListRow]) -> None:
    """Keep what became of these rows, as the file has them: the same list again adds nobody."""
    told = {
        _mark(row): "" if plan.taken[row.row][0] is Step.LEAVE else plan.taken[row.row][1].hex
        for row in rows
        if row.row in plan.taken
    }
    if told:
        imports.remember(db, activity, told)


def _remembered(db: Db, activity: UUID, rows: Iterable[ListRow]) -> dict[int, Decision]:
    known = imports.remembered(db, activity)
    found = {row.row: known[_mark(row)] for row in rows if _mark(row) in known} if known else {}
    return {
        row: Decision(Choice.SAME, UUID(hex=key)) if key else Decision(Choice.LEAVE)
        for row, key in found.items()
    }


def _mark(row: ListRow) -> str:
    """What a row is known by wherever it stands: nothing of it can be read back."""
    return hashlib.sha256(repr(astuple(row)[1:]).encode()).hexdigest()[:24]


def _participant(key: UUID, row: ListRow, plan: Plan) -> Participant:
    values = {name: getattr(row, name) or None for name in _FILLED_IN}
    return Participant(
        id=key,
        organisation_id=plan.organisation_of(row),
        phone=row.phone or None,
        phone_as_typed=row.phone_as_typed or None,
        **values,
    )


def _fill_in(person: Participant, row: ListRow, plan: Plan) -> None:
    """Write what the record does not say yet; what it says stays."""
    said = {name: getattr(row, name) for name in _FILLED_IN}
    said["organisation_id"] = plan.organisation_of(row)
    said["alias"] = _spelt_otherwise(person, row) if plan.is_decided(row) else ""
    if person.family_name or person.given_names:
        # Half a name completed from another half would make a name nobody bears.
        said["family_name"] = said["given_names"] = ""
    if person.birth_year:
        said["age_band"] = ""
    for name, value in said.items():
        if value and not getattr(person, name):
            setattr(person, name, value)
    if row.phone_as_typed and not person.phone and (row.phone or not person.phone_as_typed):
        person.phone, person.phone_as_typed = row.phone or None, row.phone_as_typed


def _spelt_otherwise(person: Participant, row: ListRow) -> str:
    """The name on the list where somebody said it is this person's, spelt another way."""
    name = f"{row.family_name} {row.given_names}".strip()
    known = f"{person.family_name or ''} {person.given_names or ''}"
    return name if name and name_key(name).words != name_key(known).words else ""


def _register(db: Db, activity: UUID, plan: Plan) -> None:
    """One place on the list for each person, in the order of the file."""
    place = stored.last_row(db, activity)
    rows = sorted(
        chain(plan.rows_to(Step.RECORD), plan.rows_to(Step.MATCH)), key=lambda each: each[1].row
    )
    for key, row in rows:
        known = plan.place(key)
        if known is None:
            place += 1
            role = row.role or "participant"
            db.add(Registration(activity_id=activity, participant_id=key, role=role, row=place))
        elif known.removed:
            known.removed = False
