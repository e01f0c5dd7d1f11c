"""The log of decisions: what was decided about which record, by whom, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.domain.decision import Decision
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.services.history_steps import People
from ssc_desktop.storage import decisions
from ssc_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One decision; ``field`` is empty where the record as a whole was judged."""

    noun: str
    key: str
    field: str
    verdict: str
    reason: str
    by: str
    office: str
    at: datetime | None


def list_decisions(store: Store, *, limit: int = 100, offset: int = 0) -> list[LoggedDecision]:
    """A page of the log, the latest first: at an office those that concern it."""
    with store.reading() as db:
        people = People(db)
        return [_told(people, each) for each in decisions.latest(db, limit, offset)]


def _told(people: People, decision: Decision) -> LoggedDecision:
    officer = decision.decided_by_id
    by, office = people.of(officer.hex if officer else None)
    return LoggedDecision(
        decision.noun or "",
        _shown(decision),
        decision.field_name or "",
        decision.verdict or "",
        decision.reason or "",
        by,
        office,
        decision.decided_at,
    )


def _shown(decision: Decision) -> str:
    try:
        return shown_key(decision.noun or "", decision.record_key or "")
    except Problem:
        return decision.record_key or ""
