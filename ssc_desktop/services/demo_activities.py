"""The activities of the demo, recorded as an office would: planned, listed, attended, followed up."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.paths import resources_folder
from ssc_desktop.services import (
    activities,
    attendance,
    consents,
    followup,
    organisations,
    participants,
    programmes,
    questions,
    travel,
)
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.demo_people import Cast, as_typed, particular_people
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.workbook.typed_lists import write_list

# How many of a hundred marks say what.
_ODDS = {
    "typical": {"present": 86, "absent": 5, "excused": 3, "late": 4, "left_early": 2},
    "online": {"online": 84, "absent": 12, "left_early": 4},
}
_ANSWERS = {"photo-refused": "refused", "consent-withdrawn": "withdrawn"}
_HOURS = {
    "AM": {"starts_at": "09:00", "ends_at": "12:30"},
    "PM": {"starts_at": "14:00", "ends_at": "17:00"},
}
_MEETINGS_A_SCALE = 10
_FROM_AFAR = 3
_SEED = 20211206


@dataclass(frozen=True, slots=True)
class Plan:
    """One activity of the demo: the office that records it, its values, who is to come."""

    office: str
    kind: str
    values: dict[str, Any]
    host: str = ""
    plan: str = ""
    commitment: str = ""
    people: dict[str, int] | None = None
    list: str = ""
    attendance: str = "none"
    lead: str = ""
    partner: str = ""
    claims: dict[str, dict[str, str]] | None = None

    @property
    def title(self) -> str:
        """The title as it stands on every paper."""
        return str(self.values["title"])

    def retitled(self, title: str, **values: object) -> Plan:
        """The same with another title and a few other values."""
        return replace(self, values={**self.values, "title": title, **values})


@lru_cache(maxsize=1)
def every_plan() -> tuple[Plan, ...]:
    """All activities of the demo, in the order in which they are recorded."""
    return tuple(Plan(**each) for each in _resource("activities"))


def plans_of(office: str, scale: int = 1) -> list[Plan]:
    """What one office records; more outreach meetings the larger the scale."""
    own = [each for each in every_plan() if each.office == office]
    meetings = range(1, _MEETINGS_A_SCALE * (scale - 1) + 1)
    return [*own, *(_meeting(_model(office), number) for number in meetings)]


def sample_plan(office: str, number: int) -> Plan:
    """An activity for a list that somebody brought along."""
    model = replace(_model(office), people=None, list="", attendance="typical")
    return model.retitled(f"DEMO · Liste importée {number}")


def _model(office: str) -> Plan:
    """A workshop of one day that others are made like."""
    return next(each for each in every_plan() if each.office == office and each.people)


def _meeting(model: Plan, number: int) -> Plan:
    day = f"2021-{number % 11 + 1:02d}-{number % 27 + 1:02d}"
    title = f"DEMO · Rencontre de proximité {number:03d}"
    return model.retitled(title, activity_type="outreach_meeting", start=day, end=day)


def _resource(name: str) -> Any:  # noqa: ANN401
    path = resources_folder() / "demo_set" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


class Recorder:
    """Writes the demo's activities into one workspace, linked to its organisations and plans."""

    def __init__(self, workspace: Workspace, lists: Path) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._lists = lists
        # Chance only varies the demo.
        self._dice = random.Random(_SEED)
        self._follow_ups = _resource("follow_ups")
        self._programmes = _resource("programmes")
        self._questions = _resource("questions")
        self._organisations = {
            each.acronym: each.id for each in organisations.list_organisations(self._store)
        }
        self._plans = {each.code: each.id for each in programmes.list_action_plans(self._store)}
        self._commitments = {
            each.code: each.id for each in programmes.list_commitments(self._store)
        }
        self.marks = 0
        self.rejected = 0
        self.possible_duplicates = 0

    def record(self, plan: Plan, cast: Cast) -> Activity:
        """One activity from its plan to its follow-up."""
        activity = self._add(plan)
        if plan.people:
            self._import(activity, self._write_list(plan, activity, cast))
            self._name_trainer(activity)
            self._answer(activity)
            self._write_programme(activity)
        self._mark(plan, activity)
        self._pay(plan, activity)
        asked = self._questions.get(plan.values["activity_type"])
        if asked:
            questions.write_questions(self._store, activity.id, asked)
        for noun, values in self._follow_ups.get(plan.values["activity_type"], ()):
            followup.add_follow_up(self._store, noun, activity.id, values)
        return activity

    def take_in(self, plan: Plan, file: Path) -> Activity:
        """An activity whose list somebody brought along."""
        activity = self._add(plan)
        self._import(activity, file)
        self._mark(plan, activity)
        return activity

    def _add(self, plan: Plan) -> Activity:
        links: dict[str, UUID | None] = {
            "host_organisation_id": self._organisations.get(plan.host),
            "action_plan_id": self._plans.get(plan.plan),
            "commitment_id": self._commitments.get(plan.commitment),
        }
        if plan.kind == "pilot_activity":
            links["lead_organisation_id"] = self._organisations.get(plan.lead)
            links["partner_organisation_id"] = self._organisations.get(plan.partner)
        return activities.add_activity(self._store, plan.kind, {**plan.values, **links})

    def _write_list(self, plan: Plan, activity: Activity, cast: Cast) -> Path:
        suffix = ".csv" if plan.list == "csv" else ".xlsx"
        file = self._lists / f"{activity.code}{suffix}"
        rows = as_typed(cast.list_of(plan.title, plan.people or {}), plan.title, plan.list)
        write_list(file, rows, right_to_left=plan.list.startswith("arabic"))
        return file

    def _import(self, activity: Activity, file: Path) -> None:
        outcome = import_list(self._store, file, activity.id)
        self.rejected += len(outcome.rejected)
        self.possible_duplicates += len(outcome.possible_duplicates)

    def _name_trainer(self, activity: Activity) -> None:
        """Who stands first on the list of a training gives it."""
        if activity.kind == "capacity_session":
            first = participants.list_participants(self._store, activity.id)[0].participant.id
            participants.register(self._store, activity.id, first, {"role": "facilitator"})

    def _write_programme(self, activity: Activity) -> None:
        topics = self._programmes[activity.kind]
        slots = activities.show_activity(self._store, activity.id).slots
        for number, slot in enumerate(slots):
            values = {**_HOURS[slot[11:]], "topic": topics[number % len(topics)]}
            activities.change_half_day(self._store, activity.id, slot, values)

    def _answer(self, activity: Activity) -> None:
        """The two people who said no to being photographed, one of them later."""
        listed = participants.list_participants(self._store, activity.id)
        for why, answer in _ANSWERS.items():
            names = {each["family"].upper() + each["given"] for each in particular_people(why)}
            for each in listed:
                person = each.participant
                if f"{(person.family_name or '').upper()}{person.given_names}" in names:
                    self._record_answer(person.id, answer, activity)

    def _record_answer(self, person: UUID, answer: str, activity: Activity) -> None:
        values = {"state": "given", "given_on": activity.start, "medium": "paper", "language": "fr"}
        first = {**values, "state": answer if answer == "refused" else "given"}
        consents.record_consent(self._store, person, "photo", first)
        if answer == "withdrawn":
            consents.record_consent(
                self._store, person, "photo", {"state": answer, "given_on": activity.end}
            )

    def _mark(self, plan: Plan, activity: Activity) -> None:
        odds = _ODDS.get(plan.attendance)
        if odds is not None:
            register = attendance.read_register(self._store, activity.id)
            marks = self._marks(register, odds)
            self.marks += attendance.mark(self._store, activity.id, marks).count

    def _pay(self, plan: Plan, activity: Activity) -> None:
        """Per diem and travel where the plan names rates: every third person came from afar."""
        if not plan.claims:
            return
        listed = participants.list_participants(self._store, activity.id)
        for number, each in enumerate(listed):
            values = {"travel": "on_site" if number % _FROM_AFAR else "off_site"}
            participants.register(self._store, activity.id, each.participant.id, values)
        for way, claimed in plan.claims.items():
            travel.fill_claims(self._store, activity.id, claimed, travel=way)

    def _marks(self, register: Register, odds: dict[str, int]) -> Sequence[tuple[UUID, str, str]]:
        states, weights = list(odds), list(odds.values())
        return [
            (person.participant.id, half_day.slot, self._dice.choices(states, weights)[0])
            for person in register.people
            for half_day in register.half_days
        ]
