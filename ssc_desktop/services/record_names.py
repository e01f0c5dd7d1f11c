"""What a record is called where it stands beside others: a title, and one line about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.code_lists import LIST_LABELS
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.storage.store import Db

DOT = " · "
_PARTS = {"AM": N_("morning"), "PM": N_("afternoon"), "EV": N_("evening")}
_KNOWN_BY_ACTIVITY = (
    *("registration", "attendance", "half_day", "travel_claim", "recommendation", "risk"),
    *("question", "milestone", "monitoring_visit", "evaluation", "sheet_print"),
)
# A paragraph is known by its beginning.
_LONGEST = 120


class RecordNames:
    """Names records and codes in one language, each read once."""

    def __init__(self, db: Db, language: Language) -> None:
        self.language = language
        self._db = db
        self._known: dict[tuple[str, UUID], str] = {}

    def title(self, record: Recorded) -> str:
        """The name of a record; the name of its noun where it has none."""
        noun = record.__tablename__
        own = self._titles.get(noun, _nothing)(record)
        return own.strip() or self.language(NOUN_LABELS.get(noun, noun))

    def line(self, record: Recorded) -> str:
        """What tells a record from others of the same name."""
        return _joined(*self._lines.get(record.__tablename__, _nothings)(record))

    def linked(self, noun: str, key: UUID | None) -> str:
        """The name of a record that another one names; empty where it is not here."""
        if key is None:
            return ""
        if (noun, key) not in self._known:
            found = self._db.get(class_of(noun), key)
            self._known[noun, key] = self.title(found) if found is not None else ""
        return self._known[noun, key]

    def code(self, code_list: str, code: str | None) -> str:
        """The name of a code; the code itself without one."""
        return name_of(code_list, code, self.language)

    def codes(self, code_list: str, chosen: tuple[str, ...]) -> str:
        """The names of several codes."""
        return self.language.list_of([self.code(code_list, each) for each in chosen])

    def half_day(self, slot: str) -> str:
        """A half-day as people say it: ``16/08/2021, morning``."""
        day, _, part = slot.partition("/")
        try:
            shown = self.language.date(date.fromisoformat(day))
        except ValueError:
            return slot
        return self.language.list_of([shown, self.language(_PARTS.get(part, part))])

    @cached_property
    def _titles(self) -> Mapping[str, Callable[[Any], str]]:
        say, choose = self.language, self.language.choose
        return {
            **dict.fromkeys(
                ("activity", "workshop", "capacity_session", "pilot_activity"), _titled
            ),
            "participant": _person,
            "organisation": lambda each: (
                choose(each.name_en, each.name_fr, each.name_ar) or each.short_name
            ),
            **dict.fromkeys(
                ("action_plan", "programme"),
                lambda each: choose(each.title_en, each.title_fr, each.title_ar) or each.code or "",
            ),
            "commitment": lambda each: _short(choose(each.text_en, each.text_fr, each.text_ar)),
            "evidence": lambda each: each.file_name or "",
            "site": lambda each: each.venue or "",
            "office": lambda each: each.name or "",
            "officer": lambda each: each.name or "",
            "logo": lambda each: each.owner or "",
            "code": lambda each: choose(each.name_en, each.name_fr, each.name_ar) or each.code,
            "declaration": lambda each: self.code("country", each.country),
            "sheet_print": lambda each: each.sheet_no or "",
            "output": lambda each: each.title or "",
            "indicator": lambda each: (
                choose(each.title_en, each.title_fr, each.title_ar) or each.code
            ),
            **dict.fromkeys(("target", "frozen_figure"), lambda each: each.code),
            "half_day": lambda each: self.half_day(each.slot),
            **dict.fromkeys(("registration", "travel_claim", "attestation"), self._of_person),
            "attendance": lambda each: _joined(self._of_person(each), self.half_day(each.slot)),
            "consent": lambda each: _joined(
                self._of_person(each), self.code("consent_purpose", each.purpose)
            ),
            **dict.fromkeys(("recommendation", "risk", "question"), lambda each: _short(each.text)),
            "milestone": lambda each: each.title or "",
            "monitoring_visit": lambda each: say.date(each.visited_on) if each.visited_on else "",
            "beneficiaries": lambda each: self.code("beneficiary_type", each.beneficiary_type),
            "evaluation": lambda each: _joined(
                self.code("instrument", each.instrument), each.anonymous_code
            ),
        }

    @cached_property
    def _lines(self) -> Mapping[str, Callable[[Any], tuple[str | None, ...]]]:
        return {
            **dict.fromkeys(
                ("activity", "workshop", "capacity_session", "pilot_activity"), self._of_activity
            ),
            "participant": lambda each: (
                self._company(each),
                each.function,
                self.code("country", each.country),
            ),
            "organisation": lambda each: (
                each.acronym if self.title(each) != each.acronym else "",
                self.code("country", each.country),
            ),
            "action_plan": lambda each: (each.code, self.codes("country", each.countries)),
            "commitment": lambda each: (
                each.code,
                self.linked("action_plan", each.action_plan_id),
                self.code("commitment_state", each.state),
            ),
            "evidence": lambda each: (
                self.code("evidence_type", each.evidence_type),
                self._activity(each),
            ),
            "code": lambda each: (each.code, self.language(LIST_LABELS.get(each.code_list, ""))),
            "attestation": lambda each: (each.serial, self._activity(each)),
            "beneficiaries": lambda each: (str(each.count or ""), self._activity(each)),
            **dict.fromkeys(
                _KNOWN_BY_ACTIVITY,
                lambda each: (self._activity(each),),
            ),
        }

    def _of_activity(self, each: Activity) -> tuple[str | None, ...]:
        return each.code, self.language.dates(each.start, each.end), each.city

    def _company(self, each: Participant) -> str:
        return self.linked("organisation", each.organisation_id)

    def _of_person(self, each: Any) -> str:  # noqa: ANN401
        return self.linked("participant", each.participant_id)

    def _activity(self, each: Any) -> str:  # noqa: ANN401
        found = self._db.get(Activity, each.activity_id) if each.activity_id else None
        return (found.code or found.title or "") if found else ""


def _titled(each: Activity) -> str:
    return each.title or each.code or ""


def _person(each: Participant) -> str:
    return each.full_name or each.name_as_signed or ""


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _joined(*parts: str | None) -> str:
    return DOT.join(part for part in parts if part)


def _nothing(_record: object) -> str:
    return ""


def _nothings(_record: object) -> tuple[str, ...]:
    return ()
