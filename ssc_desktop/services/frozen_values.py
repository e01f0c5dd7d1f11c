"""Values frozen for a reporting period, as they were told: read and written as the record holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ssc_desktop.domain.indicator import FrozenFigure
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
