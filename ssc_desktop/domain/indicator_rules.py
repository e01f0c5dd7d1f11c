"""What each indicator counts, which ones matter here, and what an activity may be proposed for."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from ssc_desktop.domain import reference
from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.output import GROUP, NETWORK
from ssc_desktop.domain.reference import Entry
from ssc_desktop.paths import resources_folder

COMMON, OLDER, LOGFRAME, GERF = "EUTF-38", "EUTF-41", "LOGFRAME", "GERF"
SETS = (COMMON, OLDER, LOGFRAME, GERF)
LISTS = {COMMON: "indicator", OLDER: "indicator_older", GERF: "indicator_gerf"}
"""The shipped list of each set; the logframe is recorded."""

PEOPLE, INSTITUTIONS, EVENTS = "people", "institutions", "events"
OBJECTS, REPORTED = "objects", "reported"

RELEVANT = frozenset(
    {"2.8", "3.1", "3.3", "3.6", "3.7", "3.10", "3.11", "4.2", "4.6", "5.1", "5.2", "5.3", "5.4"}
)
"""Common indicators that matter to South-South cooperation; the others are shown when used."""

TRAINED = frozenset({"1.4", "2.8", "3.7", "4.2"})
"""Whoever attended enough half-days counts as trained; for others one half-day is enough."""
JOBS = "1.1"
_INSTITUTIONS = frozenset({"1.2", "2.5", "3.6", "6.3"})
_EVENTS = frozenset({"3.11"})
_OBJECTS = frozenset({"2.1", "3.1", "4.6", "5.1", "5.2", "5.3", "5.4"})
_REPORTED = frozenset({JOBS, "1.5", "2.1bis", "2.2", "2.6", "4.1", "4.1bis", "6.1"})

# Of two older indicators one common indicator was made: the kind of output tells them apart.
_KINDS_OF_OLDER = {"41.20": frozenset({GROUP}), "41.21": frozenset({NETWORK})}

UNSTRENGTHENED = frozenset({"donor", "implementing_agency", "international_organisation"})
"""Organisations that strengthen others, by category: they are no institutions strengthened."""

SENSITIVE_TYPES = frozenset(
    {"potential_migrant", "migrant_in_transit", "refugee", "idp", "returning_migrant", "migrant"}
)
"""Beneficiary types of which small numbers are not told."""

TYPES_OF: Mapping[str, frozenset[str]] = {
    "2.8": frozenset({"local_authority_staff", "service_provider", ""}),
    "3.5": frozenset({"returning_migrant", ""}),
    "3.5bis": frozenset({"returning_migrant", ""}),
}
"""Indicators that count one kind of beneficiary alone, and people of whom no kind is known."""

_TYPE_OF_STATUS = (
    *("refugee", "idp", "migrant_in_transit", "returning_migrant", "migrant"),
    *("potential_migrant", "mobility_trainee", "diaspora_member", "host_community"),
)
_TYPE_OF_CATEGORY = {
    "institutional": "government_staff",
    "administrative": "local_authority_staff",
    "non_governmental": "non_state_actor",
}

UNHELD = frozenset({"idea", "cancelled", "postponed"})
"""An activity in one of these states counts for nothing."""
HELD = frozenset({"under_way", "done", "closed"})
"""An activity in one of these took place; any other did once somebody was marked present."""


def measure_of(code: str) -> str:
    """What a common indicator counts."""
    for measure, codes in (
        (INSTITUTIONS, _INSTITUTIONS),
        (EVENTS, _EVENTS),
        (OBJECTS, _OBJECTS),
        (REPORTED, _REPORTED),
    ):
        if code in codes:
            return measure
    return PEOPLE


@lru_cache(maxsize=1)
def _crosswalk() -> dict[tuple[str, str], tuple[str, ...]]:
    path = resources_folder() / "indicators" / "crosswalk.csv"
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["indicator_set"], row["code"]].append(row["common"])
    return {key: tuple(codes) for key, codes in found.items()}


def common_codes(set_code: str, code: str) -> tuple[str, ...]:
    """The common indicators that an indicator of a shipped set corresponds to."""
    return (code,) if set_code == COMMON else _crosswalk().get((set_code, code), ())


def shipped_indicators(set_code: str) -> tuple[Entry, ...]:
    """The indicators of a shipped set in their order."""
    return reference.entries(LISTS[set_code]) if set_code in LISTS else ()


def output_kinds(set_code: str, code: str) -> frozenset[str] | None:
    """The kinds of output that count for an indicator; None where all kinds of its code do."""
    return _KINDS_OF_OLDER.get(code) if set_code == OLDER else None


def is_relevant(set_code: str, code: str) -> bool:
    """Whether an indicator of a shipped set is shown by default."""
    return set_code == GERF or bool(RELEVANT.intersection(common_codes(set_code, code)))


def beneficiary_type(statuses: tuple[str, ...], category: str | None) -> str:
    """What kind of beneficiary a person is: by status where one is known, else by the category of
    the organisation; empty where neither tells."""
    by_status = next((each for each in _TYPE_OF_STATUS if each in statuses), "")
    return by_status or _TYPE_OF_CATEGORY.get(category or "", "")


# By type of activity; what no line says is proposed by kind and method step.
_BY_TYPE = {
    "training": ("3.6", "3.7"),
    "training_of_trainers": ("3.6", "3.7"),
    "capacity_session": ("3.6", "3.7"),
    "coaching": ("3.6", "3.7"),
    "placement": ("3.10",),
    "study": ("5.3",),
    "diagnosis": ("5.3",),
    "mapping": ("5.3",),
    "survey": ("5.3",),
    "lessons_learnt": ("5.2",),
    "steering_committee": ("5.1",),
    "technical_committee": ("5.1",),
    "peer_exchange": ("3.6", "5.4"),
    "study_visit": ("3.6", "3.7"),
    "planning_workshop": ("3.6", "4.6"),
    "awareness_campaign": ("3.3", "3.11"),
    "visibility_event": ("3.11",),
    "outreach_meeting": ("3.11",),
    "forum": ("3.11",),
    "micro_project": ("3.1",),
    "call_for_projects": ("3.1",),
}
_BY_KIND = {
    "workshop": ("3.6",),
    "capacity_session": ("3.6", "3.7"),
    "pilot_activity": ("3.1",),
}
_BY_STEP = {"DIA": ("5.3",), "CAP": ("3.6", "3.7"), "PIL": ("3.1",), "ECH": ("3.6",)}


def indicators_proposed(activity: Activity) -> tuple[str, ...]:
    """The common indicators an activity probably contributes to, from its type, else from its
    method step, else from its kind; a proposal, never written by itself."""
    by_type = _BY_TYPE.get(activity.activity_type or "")
    by_step = _BY_STEP.get(activity.method_step or "")
    return by_type or by_step or _BY_KIND.get(activity.kind, ())


def category_of(set_code: str, code: str) -> str:
    """The category whose organisations alone count for an indicator; empty where all do."""
    return "non_governmental" if (set_code, code) == (GERF, "2.28") else ""
