"""The demo does everything once, says DEMO everywhere, and holds the people that make lists hard."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services import (
    activities,
    attendance,
    consents,
    followup,
    participants,
    questions,
    travel,
)
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.demo import PASSPHRASE, Demo, build_demo
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.workspaces import Workspace, open_workspace

BROUGHT_ALONG = """Nom et prénom;Sexe;Structure;Téléphone
DEMO Aya;F;Association DEMO;+225 07 00 00 08 01
DEMO Brahim;H;Association DEMO;06 00 00 08 02
"""


@dataclass(frozen=True, slots=True)
class Made:
    demo: Demo
    steps: list[tuple[int, int, str]]
    seconds: float


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    lists = tmp_path_factory.mktemp("lists")
    (lists / "liste.csv").write_text(BROUGHT_ALONG, encoding="utf-8")
    steps: list[tuple[int, int, str]] = []
    started = time.monotonic()
    demo = build_demo(
        tmp_path_factory.mktemp("demo") / "made",
        lists=lists,
        progress=lambda step, total, what: steps.append((step, total, what)),
    )
    return Made(demo, steps, time.monotonic() - started)


@pytest.fixture(scope="module")
def headquarters(made: Made) -> Iterator[Workspace]:
    with open_workspace(made.demo.headquarters, PASSPHRASE) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def abidjan(made: Made) -> Iterator[Workspace]:
    with open_workspace(made.demo.office_folder, made.demo.passphrase) as workspace:
        yield workspace


def titled(workspace: Workspace, part: str) -> UUID:
    found = [a for a in activities.list_activities(workspace.store) if part in (a.title or "")]
    assert len(found) == 1
    return found[0].id


def people(workspace: Workspace) -> list[Participant]:
    return [each.participant for each in participants.list_participants(workspace.store)]


def of(workspace: Workspace, part: str) -> list[Listed]:
    return participants.list_participants(workspace.store, titled(workspace, part))


def test_everything_went_well(made: Made) -> None:
    assert made.demo.ok
    assert made.demo.conflicts == 0
    assert made.demo.marks > 1000
    assert len(made.demo.bundles) == 2


def test_headquarters_holds_what_both_offices_recorded(made: Made, headquarters: Workspace) -> None:
    recorded = activities.list_activities(headquarters.store)
    assert {each.country for each in recorded} == {"CI", "MA", "ML", "SN"}
    assert len(recorded) == made.demo.activities == 33
    assert len(people(headquarters)) == made.demo.participants


def test_each_workspace_opens_with_the_passphrase_and_is_sound(
    made: Made, headquarters: Workspace, abidjan: Workspace
) -> None:
    with open_workspace(made.demo.offices[1], made.demo.passphrase) as bamako:
        for workspace in (headquarters, abidjan, bamako):
            assert check_workspace(workspace).ok


def test_every_activity_and_every_invented_person_says_demo(headquarters: Workspace) -> None:
    for each in activities.list_activities(headquarters.store):
        assert (each.title or "").startswith("DEMO")
    for person in people(headquarters):
        assert "DEMO" in f"{person.function} {person.full_name}"


def test_the_activities_are_those_of_the_action(headquarters: Workspace) -> None:
    recorded = activities.list_activities(headquarters.store)
    types = [each.activity_type for each in recorded]
    statuses = [each.status for each in recorded]
    assert types.count("micro_project") == 11
    assert types.count("training") == 4
    assert types.count("steering_committee") == 3
    assert {"study_visit", "webinar", "study", "mapping", "placement"} <= set(types)
    assert (statuses.count("cancelled"), statuses.count("postponed")) == (1, 1)
    sectors = {getattr(each, "sector", None) for each in recorded} - {None}
    assert len(sectors) == 5


def test_each_training_has_twenty_people_and_marks_for_every_half_day(
    headquarters: Workspace,
) -> None:
    for city in ("Abidjan", "Bamako", "Dakar", "Rabat"):
        key = titled(headquarters, f"gestion de projet, {city}")
        register = attendance.read_register(headquarters.store, key)
        roles = [each.role for each in register.people]
        assert (roles.count("participant"), roles.count("facilitator")) == (20, 1)
        assert len(register.marks) == 21 * len(register.half_days)
        assert register.totals.registered == 20
        assert all(each.topic and each.starts_at for each in register.half_days)


def test_one_training_an_office_is_paid_and_every_training_has_its_test(
    headquarters: Workspace,
) -> None:
    for city, currency in (("Abidjan", "XOF"), ("Bamako", "XOF"), ("Rabat", "MAD")):
        key = titled(headquarters, f"gestion de projet, {city}")
        lines = travel.list_claims(headquarters.store, key)
        claims = [each.claim for each in lines if each.claim]
        assert {each.currency for each in claims} == {currency}
        assert len(claims) >= 18
        assert all(each.total > 0 for each in claims)
    for city in ("Abidjan", "Bamako", "Dakar", "Rabat"):
        key = titled(headquarters, f"gestion de projet, {city}")
        asked = questions.list_questions(headquarters.store, key)
        assert sum(each.points or 0 for each in asked) == 20


def test_a_micro_project_fills_its_monitoring_sheet(headquarters: Workspace) -> None:
    key = titled(headquarters, "Atelier de couture")
    activity = activities.show_activity(headquarters.store, key).activity
    assert isinstance(activity, PilotActivity)
    assert activity.lead_organisation_id
    assert activity.partner_organisation_id
    assert activity.outputs
    assert activity.budget_spent
    counts = {
        noun: len(followup.list_follow_ups(headquarters.store, noun, key))
        for noun in ("milestone", "beneficiaries", "risk", "monitoring_visit")
    }
    assert counts == {"milestone": 5, "beneficiaries": 8, "risk": 3, "monitoring_visit": 2}


def test_39_trainees_are_counted_and_none_is_named(headquarters: Workspace) -> None:
    key = titled(headquarters, "Mobilité de 39")
    rows = followup.list_follow_ups(headquarters.store, "beneficiaries", key)
    assert sum(each.count for each in rows) == 39  # type: ignore[attr-defined]
    assert of(headquarters, "Mobilité de 39") == []


def test_two_men_named_mamadou_traore_stay_two(headquarters: Workspace) -> None:
    namesakes = [
        each
        for each in people(headquarters)
        if each.latin_name == "TRAORÉ Mamadou" and each.phone in {"+22370000901", "+2250700000902"}
    ]
    assert {each.country for each in namesakes} == {"ML", "CI"}


def test_one_woman_written_with_two_apostrophes_is_one(abidjan: Workspace) -> None:
    found = [each for each in people(abidjan) if each.phone == "+2250700000904"]
    assert len(found) == 1
    registered = participants.registrations_of(abidjan.store, found[0].id)
    assert len(registered) == 2


def test_a_likely_double_comes_in_and_is_reported(made: Made, headquarters: Workspace) -> None:
    names = {each.latin_name for each in people(headquarters)}
    assert {"EL IDRISSI Mohamed", "IDRISSI Mohammed"} <= names
    assert made.demo.possible_duplicates >= 1


def test_a_mononym_and_a_name_in_arabic_script_are_names(headquarters: Workspace) -> None:
    by_phone = {each.phone: each for each in people(headquarters)}
    assert by_phone["+22370000906"].given_names is None
    assert by_phone["+212600000905"].name_ar == "الزهراء بنعلي"


def test_a_number_of_eight_digits_is_kept_as_typed_and_reported(
    made: Made, abidjan: Workspace
) -> None:
    kept = [each for each in people(abidjan) if each.phone_as_typed == "07 00 09 07"]
    assert [each.phone for each in kept] == [None]
    assert made.demo.rejected >= 1


def test_a_refusal_and_a_withdrawal_came_to_headquarters(headquarters: Workspace) -> None:
    by_phone = {each.phone: each.id for each in people(headquarters)}
    wanted = {by_phone["+22370000908"]: "refused", by_phone["+22370000909"]: "withdrawn"}
    found = consents.consents_of(headquarters.store, wanted)
    assert {key: each["photo"].state for key, each in found.items()} == wanted


def test_the_list_brought_along_was_imported(abidjan: Workspace) -> None:
    listed = of(abidjan, "Liste importée 1")
    assert sorted(each.participant.given_names or "" for each in listed) == ["Aya", "Brahim"]


def test_every_paper_is_there_in_three_languages(made: Made) -> None:
    for language in ("fr", "en", "ar"):
        printed = [each for each in made.demo.papers if each.stem.endswith(f"-{language}")]
        assert len(printed) >= made.demo.activities
        assert all(each.read_bytes().startswith(b"%PDF") for each in printed)


def test_file_names_name_no_person(made: Made, headquarters: Workspace) -> None:
    names = {
        part.casefold()
        for each in people(headquarters)
        for part in (each.family_name, each.given_names)
        if part and len(part) > 3 and part != "DEMO"
    }
    files = (*made.demo.papers, *made.demo.lists, *made.demo.bundles)
    assert not [each for each in files if any(name in each.stem.casefold() for name in names)]


def test_progress_counts_up_to_the_last_step(made: Made) -> None:
    assert [step for step, _, _ in made.steps] == list(range(len(made.steps)))
    assert {total for _, total, _ in made.steps} == {len(made.steps)}
    assert len({what for _, _, what in made.steps}) >= 6


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        build_demo(tmp_path)
    assert refused.value.code == "folder-taken"
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]
