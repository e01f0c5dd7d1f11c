"""The log of decisions: what was decided about which record, by whom, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ssc_desktop.domain.decision import MERGED, Decision
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.services.history_steps import People
from ssc_desktop.storage import change_log, decisions, laptops
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One decision; ``field`` is empty where the record as a whole was judged. ``tx`` is the
    number by which it is undone, 0 where another laptop decided; ``decided`` is how many
    decisions were taken with it, which go back together."""

    noun: str
    key: str
    field: str
    verdict: str
    reason: str
    by: str
    office: str
    at: datetime | None
    tx: int = 0
    decided: int = 1


def list_decisions(store: Store, *, limit: int = 100, offset: int = 0) -> list[LoggedDecision]:
    """A page of the log, the latest first: at an office those that concern it."""
    with store.reading() as db:
        people = People(db)
        found = decisions.latest(db, limit, offset)
        taken = decisions.transactions(db, [each.id.hex for each in found])
        return [_told(people, each, taken.get(each.id.hex, (0, 1))) for each in found]


def note(
    db: Db, store: Store, noun: str, key: str, verdict: str, reason: str = "", *, field: str = ""
) -> None:
    """Write one decision in a transaction that is open; ``key`` as the change log writes it."""
    db.add(
        Decision(
            noun=noun,
            record_key=key,
            field_name=field or None,
            verdict=verdict,
            reason=reason.strip() or None,
            decided_by_id=UUID(hex=store.officer_id) if store.officer_id else None,
            decided_at=now(),
        )
    )


def note_merge(db: Db, store: Store, noun: str, loser: UUID, reason: str = "") -> None:
    """Write that a record was merged into another: always at headquarters, whose decision it is;
    at an office only where it says why."""
    if reason.strip() or change_log.own_source(db)[0] in laptops.headquarters(db):
        note(db, store, noun, loser.hex, MERGED, reason)


def forget_merge(db: Db, noun: str, loser: UUID) -> None:
    """Take out of the log that a record was merged: the two are two again."""
    for each in decisions.about(db, [noun], [loser.hex]):
        if each.verdict == MERGED and not each.field_name:
            each.removed = True


def _told(people: People, decision: Decision, taken: tuple[int, int]) -> LoggedDecision:
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
        *taken,
    )


def _shown(decision: Decision) -> str:
    try:
        return shown_key(decision.noun or "", decision.record_key or "")
    except Problem:
        return decision.record_key or ""
