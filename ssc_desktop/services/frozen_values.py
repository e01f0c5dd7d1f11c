"""Values frozen for a reporting period, as they were told, and the records that moved since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ssc_desktop.domain.indicator import FrozenFigure
from ssc_desktop.domain.small_cells import FEWEST
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage.store import Db


@dataclass(frozen=True, slots=True)
class Frozen:
    """A value that stands for a period, whatever is recorded later."""

    value: int
    participations: int
    half_days: int
    by: Mapping[str, Mapping[str, int | None]]
    sources: tuple[Mapping[str, Any], ...]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """A record that gives another number than when the period was frozen; nought where it did not,
    or does no longer, count. ``frozen`` is None where it was too small to be told."""

    kind: str
    id: UUID
    code: str
    frozen: int | None
    current: int


def moved_records(frozen: Frozen, sources: Iterable[Any]) -> tuple[MovedRecord, ...]:
    """The records behind a frozen value that say something else now, by their code."""
    then = {key: each for each in frozen.sources if (key := _key(each)) is not None}
    now = {each.id: each for each in sources}
    found = [
        MovedRecord(each.kind, each.id, each.code or "", told, each.value)
        for each in now.values()
        if _moved(told := _told(then.get(each.id)), each.value)
    ]
    found += [
        MovedRecord(str(each.get("kind") or ""), key, str(each.get("code") or ""), told, 0)
        for key, each in then.items()
        if key not in now and _moved(told := _told(each), 0)
    ]
    return tuple(sorted(found, key=lambda each: (each.code, each.id)))


def _moved(told: int | None, now: int) -> bool:
    # Of what was too small to be told it is only known that it was small.
    return told != now if told is not None else not 0 < now < FEWEST


def _told(source: Mapping[str, Any] | None) -> int | None:
    value = source.get("value") if source is not None else 0
    return value if isinstance(value, int) else None


def _key(source: Any) -> UUID | None:  # noqa: ANN401
    # What another laptop wrote may be anything.
    try:
        return UUID(str(source.get("id")))
    except (AttributeError, ValueError):
        return None


def frozen_values(db: Db, set_code: str, period: str) -> dict[str, Frozen]:
    """The frozen values of a set and a period, by the code of the indicator: those this office
    froze, else those of headquarters."""
    for office in stored.reporting_offices(db):
        found = stored.frozen(db, set_code, period, office=office)
        if found:
            return {each.code: read_frozen(each) for each in found}
    return {}


def read_frozen(record: FrozenFigure) -> Frozen:
    """What a record of a frozen value says."""
    return Frozen(
        record.value or 0,
        record.participations or 0,
        record.half_days or 0,
        _read(record.breakdown, {}),
        tuple(_read(record.sources, ())),
        record.frozen_at,
    )


def _read(text: str | None, nothing: Any) -> Any:  # noqa: ANN401
    # What another laptop wrote may be anything; a value without its parts is still the value.
    try:
        read = json.loads(text) if text else nothing
    except ValueError:
        return nothing
    return read if isinstance(read, list if nothing == () else dict) else nothing
