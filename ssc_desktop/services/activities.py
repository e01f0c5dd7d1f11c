"""Activities: add, change, list, show, remove, restore; their half-days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity, HalfDay, slots_between
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import TO_SAVE, missing
from ssc_desktop.domain.kinds import ALL_KINDS, KIND_LETTERS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.rules import Finding, findings_of, refuse_what_cannot_hold
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage import activities as stored
from ssc_desktop.storage import programmes
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Db, Store

# Longer activities (a micro-project of months) get the half-days an officer adds by hand.
LONGEST_WITH_HALF_DAYS = 31
PARTS = ("AM", "PM")
_SLOT = re.compile(r"\d{4}-\d\d-\d\d/(AM|PM|EV)")


@dataclass(frozen=True, slots=True)
class ActivityFile:
    """An activity with its half-days and what does not fit."""

    activity: Activity
    half_days: tuple[HalfDay, ...]
    findings: tuple[Finding, ...]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the half-days, in the order of time."""
        return tuple(each.slot for each in self.half_days)


def add_activity(store: Store, kind: str, values: Mapping[str, object]) -> Activity:
    """Record a new activity; its code and its half-days are made where none were given."""
    record_class = _kind(kind)
    read = read_values(record_class, values)
    with store.writing() as db:
        programme = programmes.current(db)
        activity = record_class(**read)
        if programme and activity.programme_id is None:
            activity.programme_id = programme.id
        activity.status = activity.status or "planned"
        activity.code = activity.code or new_code(db, activity)
        _refuse_what_is_missing(activity)
        _refuse_taken_code(db, activity)
        refuse_what_cannot_hold(activity)
        db.add(activity)
        db.flush()
        _add_missing_half_days(db, activity)
    return activity


def change_activity(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values; new dates bring new half-days, marked ones are never taken away."""
    with store.writing() as db:
        activity = _known(db, key)
        write_values(db, activity, read_values(type(activity), values))
    return Changes.of({"activity", "half_day"})


def write_values(db: Db, activity: Activity, read: Mapping[str, object]) -> None:
    """Write values onto an activity in the caller's transaction, and what follows from them."""
    assign(activity, read)
    _refuse_what_is_missing(activity)
    if "code" in read:
        _refuse_taken_code(db, activity)
    refuse_what_cannot_hold(activity)
    db.flush()
    if {"start", "end"} & read.keys():
        _fit_half_days(db, activity)


def list_activities(
    store: Store,
    typed: str = "",
    *,
    kind: str | None = None,
    status: str | None = None,
    country: str | None = None,
    theme: str | None = None,
    since: date | None = None,
    until: date | None = None,
    removed: bool = False,
) -> list[Activity]:
    """Activities that match all of it, the latest first; those of a period have a day in it."""
    with store.reading() as db:
        return stored.listed(
            db,
            typed=typed,
            kind=kind,
            status=status,
            country=country,
            theme=theme,
            period=(since, until),
            removed=removed,
        )


def years_and_countries(store: Store) -> tuple[list[int], list[str]]:
    """What a list of activities can be narrowed to: years, the latest first, and countries."""
    with store.reading() as db:
        return stored.years_and_countries(db)


def slots_of(store: Store, activities: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The slots of many activities at once."""
    with store.reading() as db:
        return stored.half_days_of(db, activities)


def show_activity(store: Store, code_or_key: str | UUID) -> ActivityFile:
    """One activity by its code or key, with half-days and findings."""
    with store.reading() as db:
        activity = find_activity(db, code_or_key)
        half_days = tuple(stored.half_days(db, activity.id))
        programme = programmes.current(db)
    return ActivityFile(activity, half_days, tuple(findings_of(activity, programme)))


def find_activity(db: Db, code_or_key: str | UUID) -> Activity:
    """One activity by its code or key; Problem when there is none, or two with one code."""
    key = _as_key(code_or_key)
    if key is not None:
        return _known(db, key)
    found = stored.by_code(db, str(code_or_key))
    if len(found) > 1:
        raise Problem(
            "ambiguous-code",
            N_(
                "Two activities carry the code {activity}. Nothing was changed. Name one by its id: {ids}."
            ),
            activity=code_or_key,
            ids=", ".join(str(each.id) for each in found),
        )
    if not found:
        raise Problem(
            "unknown-activity",
            N_(
                "There is no activity {activity} in this workspace. Nothing was changed. Check the code in the list of activities."
            ),
            activity=code_or_key,
        )
    return found[0]


def remove_activity(store: Store, key: UUID) -> Changes:
    """Take an activity off the lists; ``restore_activity`` brings it back with everything."""
    return remove_activities(store, [key])


def remove_activities(store: Store, keys: Iterable[UUID]) -> Changes:
    """Take several activities off the lists at once: all of them, or none."""
    return _set_removed(store, list(keys), removed=True)


def restore_activity(store: Store, key: UUID) -> Changes:
    """Bring a removed activity back."""
    return _set_removed(store, [key], removed=False)


def change_half_day(store: Store, key: UUID, slot: str, values: Mapping[str, object]) -> Changes:
    """Write hours, topic or facilitator of one half-day."""
    read = read_values(HalfDay, values)
    with store.writing() as db:
        assign(_half_day(db, key, slot), read)
    return Changes.of({"half_day"})


def add_half_day(store: Store, key: UUID, slot: str) -> Changes:
    """Add a half-day (``2021-08-16/EV``), or bring a removed one back."""
    if not _SLOT.fullmatch(slot):
        raise Problem(
            "not-a-half-day",
            N_("“{slot}” is not a half-day. Nothing was added. Write it like 2021-08-16/AM."),
            slot=slot,
        )
    with store.writing() as db:
        _known(db, key)
        _put_slots(db, key, [slot])
    return Changes.of({"half_day"})


def remove_half_day(store: Store, key: UUID, slot: str) -> Changes:
    """Take a half-day away; refused while attendance is marked for it."""
    with store.writing() as db:
        if slot in stored.marked_slots(db, key):
            raise Problem(
                "half-day-marked",
                N_("Attendance is marked for this half-day. It was kept. Clear its marks first."),
            )
        _half_day(db, key, slot).removed = True
    return Changes.of({"half_day"})


def _kind(kind: str) -> type[Activity]:
    if kind not in ALL_KINDS:
        raise Problem(
            "unknown-kind",
            N_(
                "There is no kind of activity named {kind}. Nothing was saved. Choose one of: {known}."
            ),
            kind=kind,
            known=", ".join(ALL_KINDS),
        )
    return ALL_KINDS[kind]


def _as_key(text: str | UUID) -> UUID | None:
    if isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        return None


def _known(db: Db, key: UUID) -> Activity:
    activity = stored.by_key(db, key)
    if activity is None:
        raise Problem(
            "unknown-activity",
            N_(
                "There is no activity {activity} in this workspace. Nothing was changed. Check the code in the list of activities."
            ),
            activity=key,
        )
    return activity


def new_code(db: Db, activity: Activity) -> str:
    """The next code of the programme, country, year and kind of an activity."""
    programme = programmes.current(db)
    short = (programme.short_title if programme else None) or "SSC"
    year = (activity.start or now().date()).year
    beginning = f"{short}-{activity.country or 'XX'}-{year}-{KIND_LETTERS[activity.kind]}-"
    numbers = [
        int(code[len(beginning) :])
        for code in stored.codes_like(db, beginning)
        if code[len(beginning) :].isdigit()
    ]
    return f"{beginning}{max(numbers, default=0) + 1:03d}"


def _refuse_what_is_missing(activity: Activity) -> None:
    for each in missing(activity, TO_SAVE):
        raise Problem(
            "needed",
            N_("An activity cannot be without this field ({name}). Nothing was saved. Fill it in."),
            field=each.name,
            name=each.name,
        )


def _refuse_taken_code(db: Db, activity: Activity) -> None:
    with db.no_autoflush:
        taken = [each for each in stored.by_code(db, activity.code or "") if each is not activity]
    if taken:
        raise Problem(
            "code-taken",
            N_("Another activity has the code {activity}. Nothing was saved. Choose another code."),
            field="code",
            activity=activity.code,
        )


def _add_missing_half_days(db: Db, activity: Activity) -> None:
    if activity.start is None:
        return
    days = ((activity.end or activity.start) - activity.start).days + 1
    if days <= LONGEST_WITH_HALF_DAYS:
        _put_slots(db, activity.id, slots_between(activity.start, activity.end, PARTS))


def _put_slots(db: Db, activity: UUID, slots: Iterable[str]) -> None:
    there = {each.slot: each for each in stored.half_days(db, activity, removed=True)}
    for slot in slots:
        if slot not in there:
            db.add(HalfDay(activity_id=activity, slot=slot, is_counted=True))
        elif there[slot].removed:
            there[slot].removed = False


def _fit_half_days(db: Db, activity: Activity) -> None:
    """Half-days outside the new dates go, unless somebody's attendance is marked on them."""
    _add_missing_half_days(db, activity)
    if activity.start is None:
        return
    marked = stored.marked_slots(db, activity.id)
    last = activity.end or activity.start
    for half_day in stored.half_days(db, activity.id):
        if not activity.start <= half_day.day <= last and half_day.slot not in marked:
            half_day.removed = True


def _half_day(db: Db, key: UUID, slot: str) -> HalfDay:
    found = db.get(HalfDay, (key, slot))
    if found is None:
        raise Problem(
            "unknown-half-day",
            N_("The activity has no half-day {slot}. Nothing was changed."),
            slot=slot,
        )
    return found


def _set_removed(store: Store, keys: list[UUID], *, removed: bool) -> Changes:
    with store.writing() as db:
        for key in keys:
            find_activity(db, key).removed = removed
    return Changes.of({"activity"}, len(keys))
