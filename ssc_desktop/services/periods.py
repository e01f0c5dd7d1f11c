"""Reporting periods: values frozen as they were reported, compared with what is recorded since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.indicator import FrozenFigure, period_code, period_days
from ssc_desktop.domain.indicator_rules import SETS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.small_cells import FEWEST
from ssc_desktop.language import N_
from ssc_desktop.services.frozen_values import MovedRecord, moved_records, read_frozen
from ssc_desktop.services.indicators import Figure, figures_of, says_something
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage.store import Db, Store

_TOUCHED = frozenset({"frozen_figure"})
_HALVES = 2


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator whose value the records now say otherwise than it was frozen."""

    set: str
    code: str
    frozen: int
    current: int
    records: tuple[MovedRecord, ...] = ()

    @property
    def difference(self) -> int:
        """By how much."""
        return self.current - self.frozen


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """A period that was frozen: when, how many values, and which of them have moved since."""

    since: date | None
    until: date | None
    frozen_at: datetime | None
    count: int
    moved: tuple[Moved, ...]


def list_periods(store: Store) -> tuple[FrozenPeriod, ...]:
    """The periods that stand frozen, the latest first."""
    with store.reading() as db:
        by_period: dict[str, list[FrozenFigure]] = {}
        for office in stored.reporting_offices(db):
            own: dict[str, list[FrozenFigure]] = defaultdict(list)
            for each in stored.frozen(db, office=office):
                own[each.period].append(each)
            by_period = {**own, **by_period}
        found = [_period(db, code, records) for code, records in by_period.items()]
    latest = sorted(found, key=lambda each: (each.until or date.max, each.since or date.min))
    return tuple(reversed(latest))


def freeze_period(
    store: Store,
    since: date | None,
    until: date | None,
    *,
    sets: Sequence[str] = SETS,
) -> Changes:
    """Keep the values of a period as they are now, with what they were computed of."""
    _refuse_backwards(since, until)
    code = period_code(since, until)
    with store.writing() as db:
        office = stored.reporting_offices(db)[0]
        if stored.frozen(db, period=code, office=office):
            raise Problem(
                "already-frozen",
                N_(
                    "This period is frozen already. Nothing was changed. Take the freezing back first."
                ),
            )
        sensitive = {each.id for each in stored.activities(db) if each.sensitive}
        count, at = 0, now()
        officer = UUID(store.officer_id) if store.officer_id else None
        for set_code in sets:
            for figure in _worth_freezing(db, set_code, since, until):
                _write(db, figure, (office, code), _values(figure, sensitive, at, officer))
                count += 1
    return Changes.of(_TOUCHED, count)


def unfreeze_period(store: Store, since: date | None, until: date | None) -> Changes:
    """Take the freezing of a period back; ``restore_period`` brings the very same values back."""
    code = period_code(since, until)
    with store.writing() as db:
        records = stored.frozen(db, period=code, office=stored.reporting_offices(db)[0])
        if not records:
            raise _not_frozen()
        for each in records:
            each.removed = True
    return Changes.of(_TOUCHED, len(records))


def restore_period(store: Store, since: date | None, until: date | None) -> Changes:
    """Bring back the values of a period whose freezing was taken back."""
    code = period_code(since, until)
    with store.writing() as db:
        office = stored.reporting_offices(db)[0]
        records = stored.frozen(db, period=code, office=office, removed=True)
        if not records:
            raise _not_frozen()
        for each in records:
            each.removed = False
    return Changes.of(_TOUCHED, len(records))


def _period(db: Db, code: str, records: Iterable[FrozenFigure]) -> FrozenPeriod:
    since, until = period_days(code)
    kept = list(records)
    current = {
        (each.set, each.code): each
        for set_code in {record.set_code for record in kept}
        if set_code in SETS
        for each in figures_of(db, set_code, since, until, ())
    }
    moved = [
        Moved(
            each.set_code,
            each.code,
            each.value or 0,
            figure.current,
            moved_records(read_frozen(each), figure.sources),
        )
        for each in kept
        if (figure := current.get((each.set_code, each.code))) and figure.current != each.value
    ]
    moments = [each.frozen_at for each in kept if each.frozen_at]
    return FrozenPeriod(since, until, max(moments, default=None), len(kept), tuple(moved))


def _worth_freezing(
    db: Db, set_code: str, since: date | None, until: date | None
) -> Iterable[Figure]:
    found = figures_of(db, set_code, since, until)
    return (each for each in found if each.is_relevant or says_something(each))


def _values(
    figure: Figure, sensitive: set[UUID], at: datetime, officer: UUID | None
) -> Mapping[str, object]:
    sources = [
        {
            "kind": each.kind,
            "id": str(each.id),
            "code": each.code,
            "value": None if each.id in sensitive and each.value < FEWEST else each.value,
            "participations": each.participations if each.id not in sensitive else None,
        }
        for each in figure.sources
    ]
    by = {way: dict(cells) for way, cells in figure.by.items()}
    return {
        "value": figure.value,
        "participations": figure.participations,
        "half_days": int(figure.participant_days * _HALVES),
        "breakdown": json.dumps(by, ensure_ascii=False, sort_keys=True),
        "sources": json.dumps(sources, ensure_ascii=False),
        "frozen_at": at,
        "frozen_by_id": officer,
        "removed": None,
    }


def _write(db: Db, figure: Figure, where: tuple[str, str], values: Mapping[str, object]) -> None:
    office, period = where
    record = db.get(FrozenFigure, (figure.set, figure.code, office, period))
    if record is None:
        record = FrozenFigure(set_code=figure.set, code=figure.code, office=office, period=period)
        db.add(record)
    for name, value in values.items():
        if name != "removed" or record.removed:
            setattr(record, name, False if name == "removed" else value)


def _refuse_backwards(since: date | None, until: date | None) -> None:
    if since and until and since > until:
        raise Problem(
            "period-backwards",
            N_("The period ends before it begins. Nothing was changed. Exchange the two days."),
            field="until",
        )


def _not_frozen() -> Problem:
    return Problem(
        "not-frozen",
        N_("This period is not frozen. Nothing was changed. “indicators periods” shows which are."),
    )
