"""The shapes of JSON answers: promises, so fields are added and never renamed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from ssc_desktop.domain.activity import Activity
    from ssc_desktop.domain.organisation import Organisation
    from ssc_desktop.domain.record import Record
    from ssc_desktop.services.attendance import Register
    from ssc_desktop.services.check_in import CheckedIn
    from ssc_desktop.services.hand_counts import HandCount
    from ssc_desktop.services.participants import Listed

Shape = dict[str, object]


def plain(value: object) -> object:
    """A value as JSON holds it: keys with dashes, dates ISO, amounts as text, codes as arrays."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(each) for each in value]
    return value


def of_record(record: Record) -> Shape:
    """Any record: its noun and every field of it."""
    from ssc_desktop.domain.fields import fields_of

    fields = {each.name: plain(getattr(record, each.name)) for each in fields_of(type(record))}
    return {
        "id": str(record.id),
        "noun": record.__tablename__,
        **fields,
        "removed": bool(record.removed),
    }


def of_activity(activity: Activity, half_days: Sequence[str]) -> Shape:
    """An activity with its half-days and every field of its kind."""
    from ssc_desktop.domain.fields import fields_of

    first: Shape = {
        "id": str(activity.id),
        "code": activity.code,
        "kind": activity.kind,
        "title": activity.title,
        "start": plain(activity.start),
        "end": plain(activity.end),
        "status": activity.status,
        "half_days": list(half_days),
    }
    others = {
        each.name: plain(getattr(activity, each.name))
        for each in fields_of(type(activity))
        if each.name not in first
    }
    return {**first, **others, "removed": bool(activity.removed)}


def of_person(listed: Listed) -> Shape:
    """A participant as lists tell it; what is restricted stays in the window."""
    person = listed.participant
    return {
        "id": str(person.id),
        "family_name": person.family_name,
        "given_names": person.given_names,
        "name_ar": person.name_ar,
        "sex": person.sex,
        "birth_year": person.birth_year,
        "organisation": listed.organisation.short_name if listed.organisation else None,
        "organisation_name": _name(listed.organisation),
        "organisation_id": plain(person.organisation_id),
        "function": person.function,
        "country": person.country,
        "phone": person.phone,
        "phone_as_typed": person.phone_as_typed,
        "email": person.email,
        "role": listed.role,
        "erased": listed.erased,
    }


def of_register(register: Register) -> Shape:
    """The register of an activity: its half-days, the marks that stand, the counts."""
    totals = register.totals
    return {
        "activity": register.activity.code,
        "activity_id": str(register.activity.id),
        "half_days": [each.slot for each in register.half_days],
        "participants": [str(each.participant.id) for each in register.people],
        "marks": [
            {"participant": str(person), "half_day": slot, "state": state}
            for (person, slot), state in sorted(register.marks.items(), key=_by_time)
        ],
        "contradicted": [
            {"participant": str(person), "half_day": slot, "states": list(states)}
            for (person, slot), states in sorted(register.contradicted.items(), key=_by_time)
        ],
        "totals": {
            "registered": totals.registered,
            "attended": totals.attended,
            "by_sex": totals.by_sex,
            "by_half_day": totals.by_half_day,
            "participant_days": totals.participant_days,
        },
    }


def _by_time(mark: tuple[tuple[UUID, str], object]) -> tuple[str, str]:
    return mark[0][1], str(mark[0][0])


def _name(organisation: Organisation | None) -> str | None:
    if organisation is None:
        return None
    names = (organisation.name_fr, organisation.name_en, organisation.name_ar)
    return next((name for name in names if name), organisation.acronym)


def of_check_in(done: CheckedIn) -> Shape:
    """Who was checked in, for which half-day, and what was marked before."""
    return {
        "participant": str(done.person.key),
        "half_day": done.slot,
        "state": done.person.state,
        "before": done.before,
        "put_on_list": done.is_new_on_list,
        "recorded": done.is_new_person,
    }


def of_hand_count(count: HandCount) -> Shape:
    """A printed sheet: what was counted by hand, what is marked, where they differ."""
    sheet = count.sheet
    return {
        "sheet": sheet.number,
        "version": count.version,
        "half_days": list(count.slots),
        "counted": {
            "women": sheet.women,
            "men": sheet.men,
            "not_stated": sheet.not_stated,
            "total": sheet.total,
        },
        "marked": {
            "women": sheet.marked_women,
            "men": sheet.marked_men,
            "not_stated": sheet.marked_not_stated,
            "total": sheet.marked_total,
        },
        "adds_up": sheet.adds_up,
        "differences": [each.what for each in count.differences],
        "reason": count.reason or None,
        "open": count.is_open,
    }
