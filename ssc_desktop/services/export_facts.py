"""What an export holds: the records of a period at a level, read once, people under pseudonyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.disclosure import PSEUDONYMISED
from ssc_desktop.domain.export_forms import USUAL_SET
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.output import Output
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.domain.pseudonyms import KEY_LENGTH, pseudonym
from ssc_desktop.domain.record import Record, now
from ssc_desktop.language import Language
from ssc_desktop.services.export_counts import NOBODY, Reach, reach_of
from ssc_desktop.services.indicators import Figure, IndicatorSet, indicator_figures, indicator_sets
from ssc_desktop.services.kept_secret import kept_secret
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import activities, export_rows, organisations, programmes, records
from ssc_desktop.storage.store import Db, Store

_KEY = "pseudonym_key"
_AMOUNT = re.compile(r"\s+[\d\s.,]+\s*(?:[A-Z]{3}|€)?$")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants exported: the language, the period, how much of people, which set of
    indicators."""

    language: Language
    since: date | None = None
    until: date | None = None
    level: str = PSEUDONYMISED
    set_code: str = USUAL_SET
    reporting_org: str = ""


class ExportFacts:
    """The records of an export while its workspace is being read; each group is read when it is
    first asked for, in one state of the workspace."""

    def __init__(self, workspace: Workspace, db: Db, wish: Wish, key: bytes) -> None:
        self.workspace = workspace
        self.store: Store = workspace.store
        self.db = db
        self.wish = wish
        self.language = wish.language
        self.at: datetime = now()
        self._key = key

    @cached_property
    def programme(self) -> Programme | None:
        """The programme the workspace records for."""
        return programmes.current(self.db)

    @cached_property
    def plans(self) -> list[ActionPlan]:
        """Its action plans."""
        return programmes.plans(self.db)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The commitments of the action plans."""
        return programmes.commitments(self.db)

    @cached_property
    def activities(self) -> list[Activity]:
        """The activities of the period in the order of time, those without a date last."""
        period = self.wish.since, self.wish.until
        found = activities.listed(self.db, period=period)
        return sorted(found, key=lambda each: (each.start or date.max, each.code or "", each.id))

    @cached_property
    def pilots(self) -> list[PilotActivity]:
        """The pilot activities among them."""
        return [each for each in self.activities if isinstance(each, PilotActivity)]

    @cached_property
    def by_key(self) -> dict[UUID, Activity]:
        """The activities by key."""
        return {each.id: each for each in self.activities}

    @cached_property
    def reach(self) -> dict[UUID, Reach]:
        """How many people each activity counts."""
        return reach_of(self.store, self.db)

    def reach_of(self, activity: Activity) -> Reach:
        """How many people one activity counts."""
        return self.reach.get(activity.id, NOBODY)

    @cached_property
    def registrations(self) -> list[Registration]:
        """Who is on the lists of these activities."""
        return export_rows.registrations(self.db, self.by_key.keys())

    @cached_property
    def people(self) -> list[Participant]:
        """Everybody on a list of the period; without a period all people there are."""
        listed = {each.participant_id for each in self.registrations}
        if self.wish.since or self.wish.until:
            return export_rows.people(self.db, listed)
        everybody = {each.id for each in export_rows.people(self.db, None)}
        return export_rows.people(self.db, everybody | listed)

    @cached_property
    def marks(self) -> list[export_rows.Marked]:
        """Every mark of attendance in these activities."""
        return list(export_rows.marks(self.db, self.by_key.keys()))

    @cached_property
    def organisations(self) -> list[Organisation]:
        """All organisations, each once."""
        return organisations.listed(self.db)

    @cached_property
    def organisations_by_key(self) -> dict[UUID, Organisation]:
        """What the keys of organisations lead to."""
        return organisations.names(self.db)

    def of_activities(self, record_class: type[Record]) -> list[Any]:
        """The records of a class that belong to these activities, in the order of these."""
        order = {key: at for at, key in enumerate(self.by_key)}
        found: list[Any] = records.every(self.db, record_class)
        kept = [each for each in found if each.activity_id in order]
        return sorted(kept, key=lambda each: (order[each.activity_id], each.id))

    @cached_property
    def outputs(self) -> list[Output]:
        """Studies, groups, tools: those of these activities, and of the period by their own date."""
        since, until = self.wish.since or date.min, self.wish.until or date.max
        found = records.every(self.db, Output)
        return [
            each
            for each in found
            if (since <= each.reached_on <= until if each.reached_on else each.activity_id is None)
            or each.activity_id in self.by_key
        ]

    @cached_property
    def sets(self) -> Sequence[IndicatorSet]:
        """The sets of indicators there are."""
        return indicator_sets(self.store)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The indicators of the wanted set in the period."""
        wish = self.wish
        return indicator_figures(self.store, wish.set_code, wish.since, wish.until)

    def pseudonym(self, person: UUID) -> str:
        """What a person is called in files that leave."""
        return pseudonym(self._key, person)

    def organisation_name(self, key: UUID | None) -> str:
        """The name of an organisation in the language of the export."""
        found = self.organisations_by_key.get(key) if key else None
        if found is None:
            return ""
        named = self.language.choose(found.name_en, found.name_fr, found.name_ar)
        return named or found.short_name

    def funders(self) -> list[str]:
        """Who pays for the programme, without what each pays."""
        told = (self.programme.funders if self.programme else "") or ""
        names = (_AMOUNT.sub("", each).strip() for each in told.split(";"))
        return [each for each in names if each]

    def programme_title(self) -> str:
        """The title of the programme in the language of the export."""
        found = self.programme
        if found is None:
            return ""
        return self.language.choose(found.title_en, found.title_fr, found.title_ar)


def pseudonym_key(store: Store) -> bytes:
    """The key of this workspace's pseudonyms, made when it is first needed and never told."""
    return kept_secret(store, _KEY, KEY_LENGTH)


def in_euro(amount: Decimal | None, activity: Activity) -> Decimal | None:
    """An amount of an activity in euro at the rate that was recorded, None without one."""
    if amount is None or activity.currency == "EUR":
        return amount
    return round(amount / activity.rate, 2) if activity.rate else None
