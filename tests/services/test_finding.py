"""One box finds everything, and people are offered while they are typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.participant import Participant
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity, remove_activity
from ssc_desktop.services.completion import complete
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.finding import find
from ssc_desktop.services.organisations import add_organisation, change_organisation
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    list_participants,
    register,
    remove_participant,
)
from ssc_desktop.services.reference import seed
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage.store import Store

FR = Language("fr")
KEPT = Path(__file__).resolve().parents[1] / "kept"


def _activity(store: Store, **values: object) -> Activity:
    given = {"title": "Atelier DEMO", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"}
    return add_activity(store, "workshop", {**given, **values})


def _person(store: Store, family: str, given: str = "Awa", **values: object) -> Participant:
    return add_participant(store, {"family_name": family, "given_names": given, **values})


def test_every_noun_is_found_and_told_in_one_line(office: Workspace, tmp_path: Path) -> None:
    store = office.store
    seed(store)
    company = add_organisation(
        store, {"name_fr": "Centre Mopti", "acronym": "CEM", "country": "ML"}
    )
    person = _person(store, "Mopti", organisation_id=company.id, function="Agent", country="ML")
    activity = _activity(store, title="Rencontre", city="Mopti")
    file = tmp_path / "liste mopti.pdf"
    file.write_bytes(b"%PDF-1.4")
    kept = add_evidence(office, file, {"evidence_type": "report"}, activity=activity.id).evidence
    found = find(store, "mopti", FR)
    assert [(each.noun, each.key, each.title) for each in found] == [
        ("activity", activity.id, "Rencontre"),
        ("participant", person.id, "MOPTI Awa"),
        ("organisation", company.id, "Centre Mopti"),
        ("evidence", kept.id, "liste mopti.pdf"),
    ]
    lines = [each.line for each in found]
    assert lines[0] == f"{activity.code} · 16–17 août 2021 · Mopti"
    assert lines[1] == "Centre Mopti · Agent · Mali"
    assert lines[2] == "CEM · Mali"
    assert str(activity.code) in lines[3]


def test_action_plans_and_commitments_are_found(office: Workspace) -> None:
    seed(office.store)
    with office.store.reading() as db:
        code = db.scalar(text("SELECT code FROM commitment WHERE code IS NOT NULL LIMIT 1"))
    nouns = {each.noun for each in find(office.store, str(code), FR, 50)}
    assert "commitment" in nouns


@pytest.mark.parametrize("typed", ["ACSS-CI-2021-ECH-002", "acss ci 2021 ech 002"])
def test_the_exact_code_comes_first(office: Workspace, typed: str) -> None:
    store = office.store
    for number in (1, 2, 20, 21):
        code = f"ACSS-CI-2021-ECH-{number:03d}" if number < 20 else f"ACSS-CI-2021-ECH-002-{number}"
        _activity(store, code=code)
    found = [
        each.line.split(" · ")[0] for each in find(store, typed, FR) if each.noun == "activity"
    ]
    assert found[0] == "ACSS-CI-2021-ECH-002"
    assert len(found) == 3


def test_the_limit_holds_for_each_noun(office: Workspace) -> None:
    for number in range(7):
        _person(office.store, f"Koné {number}")
        add_organisation(office.store, {"name_fr": f"Koné {number}"})
    nouns = [each.noun for each in find(office.store, "kone", FR, 3)]
    assert nouns == ["participant"] * 3 + ["organisation"] * 3


def test_what_was_removed_leads_nowhere_and_what_was_merged_to_the_survivor(
    office: Workspace,
) -> None:
    store = office.store
    survivor, loser = _person(store, "Traoré"), _person(store, "Tarawélé")
    gone = _person(store, "Tarawélé", "Binta")
    remove_participant(store, gone.id)
    change_participant(store, loser.id, {"merged_into_id": survivor.id})
    assert [each.key for each in find(store, "tarawele", FR)] == [survivor.id]
    assert [each.key for each in complete(store, "taraw")] == [survivor.id]
    remove_participant(store, survivor.id)
    assert find(store, "tarawele", FR) == []
    activity = _activity(store, title="Fermeture")
    remove_activity(store, activity.id)
    assert find(store, "fermeture", FR) == []
    one = add_organisation(store, {"name_fr": "Ancien centre DEMO"})
    other = add_organisation(store, {"name_fr": "Nouveau centre DEMO"})
    change_organisation(store, one.id, {"merged_into_id": other.id})
    assert [each.title for each in find(store, "ancien centre", FR)] == ["Nouveau centre DEMO"]


@pytest.mark.parametrize("typed", ["", "   ", "''", "-", "%"])
def test_nothing_typed_finds_nothing(office: Workspace, typed: str) -> None:
    _person(office.store, "Koné")
    assert find(office.store, typed, FR) == []
    assert complete(office.store, typed) == []


def test_those_not_yet_registered_are_offered_first(office: Workspace) -> None:
    store = office.store
    activity = _activity(store)
    people = [_person(store, "Koné", f"Awa {letter}") for letter in "abcdefghij"]
    for person in people[:8]:
        register(store, activity.id, person.id)
    offered = complete(store, "kon", activity=activity.id, limit=4)
    assert [each.key for each in offered[:2]] == [people[8].id, people[9].id]
    assert [each.is_registered for each in offered] == [False, False, True, True]
    assert len(complete(store, "kon", activity=activity.id, limit=50)) == 10
    assert not any(each.is_registered for each in complete(store, "kon", limit=50))


def test_whoever_was_merged_into_a_registered_person_counts_as_registered(
    office: Workspace,
) -> None:
    store = office.store
    activity = _activity(store)
    survivor, loser = _person(store, "Traoré"), _person(store, "Tarawélé")
    register(store, activity.id, loser.id)
    change_participant(store, loser.id, {"merged_into_id": survivor.id})
    offered = complete(store, "traore", activity=activity.id)
    assert [(each.key, each.is_registered) for each in offered] == [(survivor.id, True)]


@pytest.mark.parametrize("typed", ["فاس", "الفاس", "fass ah", "0661 2", "dgme", "ah.fassi@"])
def test_completion_takes_both_scripts_numbers_and_acronyms(office: Workspace, typed: str) -> None:
    company = add_organisation(office.store, {"name_fr": "Direction", "acronym": "DGME"})
    values = {
        "name_ar": "أحمد الفاسي",
        "phone": "+212661234567",
        "email": "ah.fassi@exemple.ma",
        "organisation_id": company.id,
    }
    person = _person(office.store, "El Fassi", "Ahmed", **values)
    _person(office.store, "Autre")
    (offered,) = complete(office.store, typed)
    assert (offered.key, offered.organisation and offered.organisation.acronym) == (
        person.id,
        "DGME",
    )


@pytest.mark.parametrize("version", sorted(path.name for path in KEPT.iterdir()))
def test_people_of_an_older_workspace_are_found_as_soon_as_it_is_open(
    version: str, tmp_path: Path
) -> None:
    shutil.copytree(KEPT / version / "abj", tmp_path / "abj")
    with open_workspace(tmp_path / "abj", "demo abidjan bamako rabat") as office:
        people = list_participants(office.store)
        assert len(people) == 3
        for each in people:
            offered = complete(office.store, each.participant.full_name)
            assert each.participant.id in {one.key for one in offered}
