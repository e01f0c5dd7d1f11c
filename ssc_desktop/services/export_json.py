"""JSON: everything that was recorded in the period, for other programs; see the help on exports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop import __version__
from ssc_desktop.domain import disclosure
from ssc_desktop.domain import reference as shipped
from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.disclosure import IDENTIFIED
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.fields import Facts
from ssc_desktop.domain.followup import Beneficiaries, Milestone, Recommendation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.pseudonyms import year_band
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.types import Link, Written
from ssc_desktop.services import reference
from ssc_desktop.services.export_columns import KEPT_BACK
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.indicators import Figure
from ssc_desktop.storage import activities
from ssc_desktop.workbook.book import Progress

FORMAT, VERSION = "ssc-desktop-export", 1
_CHILDREN: tuple[tuple[str, Any], ...] = (
    ("milestones", Milestone),
    ("beneficiaries", Beneficiaries),
    ("recommendations", Recommendation),
    ("evidence", Evidence),
)
_TOLD_EVERY = 2_000


def write_json(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write everything as one object, its lists record by record; returns how many records."""
    told = _Told(facts)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("{\n")
        for name, value in told.head().items():
            file.write(f"{_text(name)}: {_text(value)},\n")
        for at, (name, rows) in enumerate(told.lists()):
            file.write(",\n" if at else "")
            file.write(f"{_text(name)}: [")
            for place, row in enumerate(rows):
                file.write(",\n" if place else "\n")
                file.write(_text(row))
                count += 1
                if count % _TOLD_EVERY == 0:
                    progress(count, 0)
            file.write("]")
            progress(count, 0)
        file.write("\n}\n")
    return count


class _Told:
    """Everything as plain values, as far as it leaves at the level of the export."""

    def __init__(self, facts: ExportFacts) -> None:
        self._facts = facts
        self._half_days = activities.half_days_of(facts.db, facts.by_key.keys())

    def head(self) -> dict[str, object]:
        """What the file is."""
        facts, wish = self._facts, self._facts.wish
        return {
            "format": FORMAT,
            "version": VERSION,
            "program": f"ssc-desktop {__version__}",
            "made_at": facts.at,
            "office": facts.workspace.office.code,
            "level": wish.level,
            "since": wish.since,
            "until": wish.until,
            "set": wish.set_code,
            "programme": self._record(facts.programme) if facts.programme else None,
        }

    def lists(self) -> Iterator[tuple[str, Iterable[object]]]:
        """The lists by name."""
        facts = self._facts
        yield "action_plans", map(self._record, facts.plans)
        yield "commitments", map(self._record, facts.commitments)
        yield "organisations", map(self._record, facts.organisations)
        yield "activities", map(self._activity, facts.activities)
        for name, record_class in _CHILDREN:
            yield name, map(self._record, facts.of_activities(record_class))
        yield "outputs", map(self._record, facts.outputs)
        yield "participants", map(self._person, facts.people)
        yield "registrations", map(self._record, facts.registrations)
        yield "attendance", self._marks()
        yield "indicators", map(_figure, facts.figures)
        yield "code_lists", self._codes()

    def _record(self, record: Recorded) -> dict[str, object]:
        told: dict[str, object] = {}
        key = getattr(record, "id", None)
        if key is not None:
            told["id"] = key
        for table in type(record).__mapper__.tables:
            for column in table.columns:
                name = str(column.key)
                if self._leaves(str(table.name), column):
                    told[name] = getattr(record, name)
        # Facts are about an activity and a person: their keys say which.
        if hasattr(record, "participant_id"):
            told = {
                "activity_id": getattr(record, "activity_id", None),
                "participant": self._facts.pseudonym(record.participant_id),
                **told,
            }
        return told

    def _leaves(self, noun: str, column: Any) -> bool:  # noqa: ANN401
        facts: Facts | None = column.info.get("facts")
        if facts is None or facts.restricted or isinstance(column.type, Written):
            return False
        if isinstance(column.type, Link) and column.type.noun == "participant":
            return False
        if (noun, column.key) in KEPT_BACK:
            return False
        return disclosure.leaves(noun, str(column.key), self._facts.wish.level)

    def _activity(self, activity: Activity) -> dict[str, object]:
        reach = self._facts.reach_of(activity)
        return {
            "kind": activity.kind,
            **self._record(activity),
            "half_days": self._half_days.get(activity.id, []),
            "reach": {
                "registered": reach.registered,
                "attended": reach.attended,
                "participant_days": reach.participant_days,
                "sex": dict(reach.sexes),
            },
        }

    def _person(self, person: Participant) -> dict[str, object]:
        told = self._record(person)
        told["id"] = self._facts.pseudonym(person.id)
        if self._facts.wish.level != IDENTIFIED:
            told["birth_years"] = year_band(person.birth_year) or None
        return told

    def _marks(self) -> Iterator[object]:
        called: dict[UUID, str] = {}
        for each in self._facts.marks:
            if each.person not in called:
                called[each.person] = self._facts.pseudonym(each.person)
            yield {
                "activity_id": each.activity,
                "participant": called[each.person],
                "half_day": each.slot,
                "state": each.state,
                "signed": each.signed,
            }

    def _codes(self) -> Iterator[object]:
        for name in shipped.code_lists():
            for each in reference.entries(self._facts.store, name):
                yield {
                    "list": name,
                    "code": each.code,
                    "fr": each.fr,
                    "en": each.en,
                    "ar": each.ar,
                    "parent": each.parent or None,
                    "edition": each.edition or None,
                }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "set": figure.set,
        "code": figure.code,
        "titles": dict(figure.titles),
        "measure": figure.measure,
        "value": figure.value,
        "participations": figure.participations,
        "participant_days": figure.participant_days,
        "by": {way: dict(cells) for way, cells in figure.by.items()},
        "baseline": figure.baseline,
        "target": figure.target,
        "comment": figure.comment,
        "frozen_at": figure.frozen_at,
        "not_received": figure.not_received,
        "sources": [
            {"kind": each.kind, "id": each.id, "code": each.code, "value": each.value}
            for each in figure.sources
        ],
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
