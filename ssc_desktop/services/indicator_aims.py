"""What is aimed at: targets and baselines, and the indicators of the project's logframe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ssc_desktop.domain import reference
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.indicator import Indicator, Target, period_code
from ssc_desktop.domain.indicator_rules import LOGFRAME
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.indicators import defined, no_indicator
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Db, Store

_LONGEST = 40
_TITLES = ("title_en", "title_fr", "title_ar")


def list_targets(store: Store, set_code: str | None = None) -> list[Target]:
    """Targets and baselines, of one set or all."""
    with store.reading() as db:
        return stored.targets(db, set_code)


def write_target(
    store: Store,
    set_code: str,
    code: str,
    values: Mapping[str, object],
    *,
    since: date | None = None,
    until: date | None = None,
    country: str = "",
) -> Changes:
    """Record the target and the baseline of an indicator, of the whole Action or a period, of all
    countries or one."""
    read = read_values(Target, values)
    if country and reference.entry("country", country) is None:
        raise Problem(
            "unknown-country",
            N_("There is no country {country}. Nothing was saved. Write its two letters."),
            field="country",
            country=country,
        )
    with store.writing() as db:
        if code not in {each.code for each in defined(db, set_code)}:
            raise no_indicator(set_code, code)
        key = (set_code, code, country, period_code(since, until))
        record = db.get(Target, key)
        if record is None:
            record = Target(set_code=set_code, code=code, country=country, period=key[-1])
            db.add(record)
        _stand(record)
        assign(record, read)
    return Changes.of({"target"})


def remove_target(
    store: Store,
    set_code: str,
    code: str,
    *,
    since: date | None = None,
    until: date | None = None,
    country: str = "",
) -> Changes:
    """Take a target away; writing it again brings it back."""
    with store.writing() as db:
        record = db.get(Target, (set_code, code, country, period_code(since, until)))
        if record is None or record.removed:
            raise no_indicator(set_code, code)
        record.removed = True
    return Changes.of({"target"})


def list_indicators(store: Store, set_code: str = LOGFRAME) -> list[Indicator]:
    """The indicators headquarters recorded of a set."""
    with store.reading() as db:
        return stored.recorded(db, set_code)


def write_indicator(
    store: Store, code: str, values: Mapping[str, object], *, set_code: str = LOGFRAME
) -> Changes:
    """Record an indicator of the logframe, or whether one of a shipped set is shown."""
    read = read_values(Indicator, values)
    code = code.strip()
    _refuse_code(code)
    with store.writing() as db:
        if set_code != LOGFRAME and code not in {each.code for each in defined(db, set_code)}:
            raise no_indicator(set_code, code)
        record = _recorded(db, set_code, code)
        assign(record, read)
        if set_code == LOGFRAME:
            _refuse_untitled(record)
    return Changes.of({"indicator"})


def remove_indicator(store: Store, code: str, *, set_code: str = LOGFRAME) -> Changes:
    """Take an indicator out of the logframe; writing it again brings it back."""
    with store.writing() as db:
        record = db.get(Indicator, (set_code, code))
        if record is None or record.removed:
            raise no_indicator(set_code, code)
        record.removed = True
    return Changes.of({"indicator"})


def _recorded(db: Db, set_code: str, code: str) -> Indicator:
    record = db.get(Indicator, (set_code, code))
    if record is None:
        record = Indicator(set_code=set_code, code=code)
        db.add(record)
    _stand(record)
    return record


def _stand(record: Any) -> None:  # noqa: ANN401
    if record.removed:
        record.removed = False


def _refuse_code(code: str) -> None:
    if not code or len(code) > _LONGEST or "/" in code:
        raise Problem(
            "bad-code",
            N_(
                "An indicator needs a code without a slash, of {longest} characters at most. Nothing was saved. Choose another code."
            ),
            field="code",
            longest=_LONGEST,
        )


def _refuse_untitled(record: Indicator) -> None:
    if not any(getattr(record, name) for name in _TITLES):
        raise Problem(
            "needed",
            N_("An indicator needs a title. Nothing was saved. Write it in one language at least."),
            field="title_en",
        )
