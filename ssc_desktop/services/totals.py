"""How many people an activity counts, where a laptop tells no more of them: counted, sent, shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.services.sheet_contents import band_in
from ssc_desktop.storage import reported
from ssc_desktop.storage.local import Device
from ssc_desktop.storage.reported import Counted, Guests
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.attached import Total, read_totals, written_totals
from ssc_desktop.sync.bundle import Clear, Content

WAYS = ("sex", "country", "stakeholder_category", "age_band")
"""What people are counted by, as code lists are named."""
# In a sensitive activity a number below this may say who it was.
FEWEST = 5
_HALVES = 2
_NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """The totals of an activity as a laptop reported them; a number that is None was too small to
    be told. ``by`` counts by sex, country, category and age group, the empty code being those who
    did not say."""

    activity: UUID
    device: str
    office: str
    registered: int | None
    attended: int | None
    participant_days: float | None
    by: Mapping[str, Mapping[str, int]]


def totals_section(db: Db) -> bytes:
    """The totals of every activity with people on its list, for a bundle."""
    counted = reported.guests(db)
    return written_totals(
        _total(activity, each) for activity, each in sorted(counted.items()) if each.people
    )


def _total(activity: UUID, guests: Guests) -> Total:
    there = {person: who for person, who in guests.people.items() if guests.there.get(person)}
    half_days = sum(len(slots) for slots in guests.there.values())
    counts = (len(guests.people), len(there), half_days)
    by = _by((there or guests.people).values(), guests.start)
    if not guests.sensitive:
        return Total(activity.bytes, *counts, by=by)
    # One small cell could be worked out from the others: such a breakdown is not told at all.
    large = {way: cells for way, cells in by.items() if min(cells.values()) >= FEWEST}
    registered, attended, days = (None if 0 < n < FEWEST else n for n in counts)
    return Total(activity.bytes, registered, attended, days, large)


def _by(people: Iterable[Counted], start: date | None) -> dict[str, dict[str, int]]:
    cells = [
        (
            each.sex,
            each.country,
            each.category,
            band_in(each.birth_year, start) or each.age_band,
        )
        for each in people
    ]
    return {
        way: dict(sorted(Counter(row[place] or _NOT_STATED for row in cells).items()))
        for place, way in enumerate(WAYS)
    }


def take(db: Db, clear: Clear, content: Content) -> None:
    """Keep the totals a bundle tells; those of laptops whose rows have come give way to the rows."""
    totals = read_totals(content.sections)
    if totals:
        told = {UUID(bytes=each.activity): _as_json(each) for each in totals}
        reported.keep(db, clear.header.device, content.manifest.hlc, told)
    reported.drop_replaced(db)


def _as_json(total: Total) -> str:
    return json.dumps(
        {
            "registered": total.registered,
            "attended": total.attended,
            "half_days": total.half_days,
            "by": total.by,
        }
    )


def reported_totals(store: Store, activity: UUID | None = None) -> list[Reported]:
    """The totals laptops reported of an activity, or of all, while its rows have not come."""
    with store.reading() as db:
        found = reported.of_activities(db, None if activity is None else [activity])
        offices = {each.device: db.get(Device, each.device) for each in found}
    read = []
    for each in found:
        told, office = json.loads(each.told), offices[each.device]
        days = told["half_days"]
        read.append(
            Reported(
                each.activity,
                each.device,
                office.office_code if office else "",
                told["registered"],
                told["attended"],
                None if days is None else days / _HALVES,
                told["by"],
            )
        )
    return read
