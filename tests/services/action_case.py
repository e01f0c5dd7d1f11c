"""The Action as it was carried out, entered by its offices; events and figures real, people not.

Dates, places and figures are those that were published (the launch in Tangier, the planning
workshops, MODAL's eleven micro-projects and four trainings, thirty-nine people in mobility); every
person, and who attended what, is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import followup, organisations, outputs, participants
from ssc_desktop.services.activities import add_activity, slots_of
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.storage.store import Store

TRAININGS = (
    ("CI", "2021-08-16", "2021-08-17"),
    ("ML", "2021-09-20", "2021-09-21"),
    ("SN", "2021-11-08", "2021-11-09"),
    ("MA", "2022-03-14", "2022-03-15"),
)


@dataclass
class Case:
    """The keys of what was entered and a test may look at again."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    activities: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)


def entered(store: Store) -> Case:
    """Everything the offices entered of the Action."""
    case = Case()
    for name, country, kind in (
        ("MDCMRE", "MA", "institutional"),
        ("MMEIA", "ML", "institutional"),
        ("GIZ", "MA", "implementing_agency"),
    ):
        made = organisations.add_organisation(
            store, {"acronym": name, "country": country, "kind": kind, "level": "national"}
        )
        case.organisations[name] = made.id
    _events(store, case)
    _institutions(store, case)
    _trainings(store, case)
    _pilots(store, case)
    _outputs(store, case)
    return case


def held(store: Store, kind: str, title: str, **values: object) -> UUID:
    """An activity that took place."""
    return add_activity(store, kind, {"title": title, "status": "done", **values}).id


def attend(store: Store, activity: UUID, person: UUID, half_days: int, role: str = "") -> None:
    """Put a person on the list and mark the first half-days present, the others absent."""
    participants.register(store, activity, person, {"role": role or "participant"})
    slots = slots_of(store, [activity])[activity]
    marks = [
        Attendance(
            activity_id=activity,
            participant_id=person,
            slot=slot,
            state="present" if number < half_days else "absent",
        )
        for number, slot in enumerate(slots)
    ]
    with store.writing() as db:
        db.add_all(marks)


def person(store: Store, name: str, **values: object) -> UUID:
    """An invented person."""
    return participants.add_participant(store, {"family_name": f"DEMO {name}", **values}).id


def document(store: Store, activity: UUID) -> UUID:
    """A document that is kept of an activity."""
    key = new_key()
    with store.writing() as db:
        db.add(Evidence(id=key, activity_id=activity, evidence_type="report", file_name="d.pdf"))
    return key


def _events(store: Store, case: Case) -> None:
    case.activities["bamako"] = held(
        store, "workshop", "Planning workshop", start="2019-04-24", country="ML", indicators="4.6"
    )
    case.activities["abidjan"] = held(
        store, "workshop", "Planning workshop", start="2019-04-30", country="CI", indicators="4.6"
    )
    case.activities["launch"] = held(
        store, "workshop", "Launch", start="2019-06-28", country="MA", indicators="3.11"
    )
    case.activities["mbour"] = held(
        store, "workshop", "Seminar", start="2022-03-10", country="SN", indicators="3.11"
    )
    add_activity(
        store,
        "workshop",
        {
            "title": "Forum",
            "start": "2020-03-20",
            "country": "MA",
            "indicators": "3.11",
            "status": "cancelled",
            "status_reason": "COVID-19",
        },
    )


def _institutions(store: Store, case: Case) -> None:
    """Two sessions of two days for the same twelve agents of two ministries."""
    agents = [
        person(
            store,
            f"Agent {number}",
            sex="F" if number < 5 else "M",
            country="MA" if number < 7 else "ML",
            birth_year=1980 + number,
            organisation_id=case.organisations["MDCMRE" if number < 7 else "MMEIA"],
        )
        for number in range(12)
    ]
    trainer = person(store, "Trainer", organisation_id=case.organisations["GIZ"])
    observer = person(store, "Observer", organisation_id=case.organisations["GIZ"])
    for name, day, end in (
        ("first", "2020-02-04", "2020-02-05"),
        ("second", "2021-06-14", "2021-06-15"),
    ):
        activity = held(
            store,
            "capacity_session",
            f"Migration management, {name} session",
            start=day,
            end=end,
            country="MA",
            indicators="3.6,3.7",
        )
        case.activities[name] = activity
        for each in agents:
            attend(store, activity, each, 4)
        attend(store, activity, trainer, 4, "facilitator")
        attend(store, activity, observer, 1, "observer")


def _trainings(store: Store, case: Case) -> None:
    """MODAL's four trainings of twenty people; Awa followed two of them, and the second office
    recorded her a second time; one person left after the first of four half-days."""
    for place, (country, day, end) in enumerate(TRAININGS):
        activity = held(
            store,
            "capacity_session",
            f"Project management, {country}",
            start=day,
            end=end,
            country=country,
            indicators="1.4",
        )
        case.activities[f"training {country}"] = activity
        for number in range(20):
            name = "Awa" if (place < 2 and number == 0) else f"{country} {number}"
            key = person(
                store, name, sex="F" if number < 8 else "M", country=country, birth_year=1990
            )
            case.people[f"{name} {country}"] = key
            attend(store, activity, key, 1 if (country, number) == ("SN", 19) else 4)
    merge_people(store, case.people["Awa CI"], case.people["Awa ML"])


def _pilots(store: Store, case: Case) -> None:
    for number in range(11):
        lead = organisations.add_organisation(
            store, {"name_fr": f"DEMO Association {number}", "kind": "non_governmental"}
        )
        partner = organisations.add_organisation(
            store, {"name_fr": f"DEMO Association locale {number}", "kind": "non_governmental"}
        )
        case.activities[f"micro-project {number}"] = held(
            store,
            "pilot_activity",
            f"Micro-project {number}",
            start="2021-07-01",
            country=("CI", "ML", "SN", "MA")[number % 4],
            indicators="3.1",
            lead_organisation_id=lead.id,
            partner_organisation_id=partner.id,
        )
    mobility = held(
        store,
        "pilot_activity",
        "Mobility of students and trainees",
        start="2021-02-01",
        country="MA",
        indicators="3.10",
    )
    case.activities["mobility"] = mobility
    for sex, number in (("F", 17), ("M", 22)):
        followup.add_follow_up(
            store,
            "beneficiaries",
            mobility,
            {"beneficiary_type": "mobility_trainee", "sex": sex, "count": number},
        )


def _outputs(store: Store, case: Case) -> None:
    launch = case.activities["launch"]
    proof = document(store, launch)
    for pair in ("SN", "CI", "ML"):
        outputs.add_output(
            store,
            {
                "kind": "strategy",
                "title": f"Action plan MA-{pair}",
                "state": "adopted",
                "reached_on": "2019-06-28",
                "evidence_id": proof,
            },
            activity=launch,
        )
    unproven = {"kind": "strategy", "title": "Draft", "state": "draft", "reached_on": "2020-01-10"}
    outputs.add_output(store, unproven)
    committee = {"kind": "group", "title": "Steering committee", "evidence_id": proof}
    outputs.add_output(store, {**committee, "meetings": "2019-12-05 2020-12-03 2021-11-25"})
    outputs.add_output(
        store, {**committee, "title": "Working group that met once", "meetings": "2020-02-01"}
    )
    study = {"kind": "study", "title": "Mapping of the diaspora", "reached_on": "2020-09-30"}
    outputs.add_output(store, {**study, "evidence_id": proof})
