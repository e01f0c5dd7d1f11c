"""Where a record stands: only on this laptop, at headquarters since when, corrected there and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from ssc_desktop.domain.decision import ACCEPTED, CORRECTED, MERGED, REJECTED, Decision
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.record_keys import log_key
from ssc_desktop.services import levels
from ssc_desktop.services.acknowledgement import counts_of, headquarters_reports, moment_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import decisions, laptops
from ssc_desktop.storage import record_standing as stored
from ssc_desktop.storage.local import Report
from ssc_desktop.storage.record_standing import Edit, Last
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.change import Source
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Vector

ONLY_HERE, AT_HEADQUARTERS, CORRECTED_THERE = "only-here", "at-headquarters", "corrected"


@dataclass(frozen=True, slots=True)
class RecordStanding:
    """``state`` is ``only-here`` while headquarters has not acknowledged the last change,
    ``at-headquarters`` since a moment by headquarters' clock, or ``corrected`` where headquarters
    wrote something else: then with its verdict, its reason, the field, and when it did."""

    state: str
    since: datetime | None = None
    verdict: str = ""
    reason: str = ""
    field: str = ""
    decided_at: datetime | None = None


def record_standing(workspace: Workspace, noun: str, key: UUID | str) -> RecordStanding:
    """Where one record stands."""
    return record_standings(workspace, noun, [key])[key]


def record_standings(
    workspace: Workspace, noun: str, keys: Sequence[UUID | str]
) -> dict[UUID | str, RecordStanding]:
    """Where many records of a noun stand, asked together; by the keys as they were given."""
    noun = "activity" if noun in ALL_KINDS else noun
    nouns = ("activity", *ALL_KINDS) if noun == "activity" else (noun,)
    logged = {key: log_key(noun, key) for key in keys}
    with workspace.store.reading() as db:
        asked = sorted(set(logged.values()))
        headquarters = laptops.headquarters(db)
        told = _Told(db, nouns, asked, headquarters)
        words = None
        if not workspace.is_headquarters:
            words = _Words(headquarters_reports(db), levels.lacking_there(db))
    return {key: told.standing(each, words) for key, each in logged.items()}


class _Words:
    """What headquarters said it holds, asked when it first held a change."""

    def __init__(self, said: Sequence[Report], lacking: Ranges) -> None:
        self._lacking = lacking
        self._moments = [moment_of(each) for each in said]
        self._counts = [counts_of(each) for each in said]
        self._by_source: dict[Source, list[int]] = {}

    def since(self, last: Vector) -> datetime | None:
        """When headquarters first held all of these changes; None while it does not."""
        if not self._moments or any((source, seq) in self._lacking for source, seq in last.items()):
            return None
        place = max((self._place(source, seq) for source, seq in last.items()), default=0)
        return self._moments[place] if place < len(self._moments) else None

    def _place(self, source: Source, seq: int) -> int:
        if source not in self._by_source:
            self._by_source[source] = [each.get(source, 0) for each in self._counts]
        # In one life of headquarters what it holds only grows.
        return bisect_left(self._by_source[source], seq)


class _Told:
    """What the log tells of these records, read once."""

    def __init__(
        self, db: Db, nouns: Sequence[str], keys: Sequence[str], headquarters: Collection[str]
    ) -> None:
        self._last: Mapping[str, Last] = stored.last_changes(db, nouns, keys)
        self._edits: Mapping[str, Edit] = stored.edits_by(db, nouns, keys, sorted(headquarters))
        self._decisions: dict[str, Decision] = {}
        there = stored.written_by(db, headquarters)
        for each in decisions.about(db, nouns, keys):
            if each.record_key and each.id.hex in there:
                self._decisions[each.record_key] = each

    def standing(self, key: str, words: _Words | None) -> RecordStanding:
        """Where one of the records stands."""
        last = {Source(*name): seq for name, seq in self._last.get(key, {}).items()}
        if words is None:
            return RecordStanding(AT_HEADQUARTERS)
        since = words.since(last)
        state = ONLY_HERE if since is None else AT_HEADQUARTERS
        decided, edit = self._decisions.get(key), self._edits.get(key)
        if decided is not None and (decided.verdict != ACCEPTED or edit is not None):
            verdict = decided.verdict if decided.verdict != ACCEPTED else _verdict(edit)
            corrected = state if state == ONLY_HERE else _state(verdict)
            return RecordStanding(
                corrected,
                since,
                verdict or "",
                decided.reason or "",
                decided.field_name or "",
                decided.decided_at,
            )
        if edit is not None and state != ONLY_HERE:
            at = datetime.fromtimestamp((edit.hlc >> 16) / 1000, UTC)
            return RecordStanding(CORRECTED_THERE, since, _verdict(edit), "", edit.field, at)
        return RecordStanding(state, since)


def _state(verdict: str | None) -> str:
    return AT_HEADQUARTERS if verdict == ACCEPTED else CORRECTED_THERE


def _verdict(edit: Edit | None) -> str:
    if edit is None:
        return ACCEPTED
    if "merged_into_id" in edit.names:
        return MERGED
    return REJECTED if edit.removed else CORRECTED
