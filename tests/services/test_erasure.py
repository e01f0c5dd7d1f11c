"""A person's data erased for good: in the rows, in the history, on every laptop; counts hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.services import activities, attendance, organisations, participants
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.services.erasure import (
    Ahead,
    documents_with,
    erase_participant,
    evidence_with,
    foresee,
    list_erasures,
)
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.merged_people import merge_people, unmerge
from ssc_desktop.services.merging import decide
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import dialects, foreign_names, incoming
from ssc_desktop.storage.integrity import check_database
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import sources_in, to_log
from tests.services.laptops import exchange, laptops, refusals
from tests.services.replicas import (
    assert_says_what_its_changes_say,
    changes_of,
    hand_over,
    rows_of,
)

MORNING = "2021-08-16/AM"
SECRETS = ("Traoré", "Zénabou", "زينب", "+22365012345", "zenabou@exemple.test", "AB123456")


def workshop_in(store: Store) -> UUID:
    values = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
    return activities.add_activity(store, "workshop", values).id


def zenabou(store: Store, workshop: UUID | None = None) -> UUID:
    cigem = organisations.add_organisation(store, {"name_fr": "CIGEM", "kind": "institutional"})
    values = {
        "family_name": "Traoré",
        "given_names": "Zénabou",
        "name_ar": "زينب",
        "phone": "+22365012345",
        "email": "zenabou@exemple.test",
        "birth_year": 1990,
        "sex": "F",
        "country": "ML",
        "function": "Directrice",
        "disability": True,
        "organisation_id": cigem.id,
    }
    key = participants.add_participant(store, values, activity=workshop).id
    if workshop:
        participants.register(store, workshop, key, {"note": "Zénabou vient tard"})
        attendance.mark(store, workshop, [(key, MORNING, "present")])
        with store.writing() as db:
            db.add(
                TravelClaim(
                    activity_id=workshop,
                    participant_id=key,
                    days=2,
                    rate=15000,
                    identity_document="AB123456",
                    payment_phone="+22365012345",
                )
            )
    return key


def whole_log(store: Store) -> str:
    with store.reading() as db:
        rows = db.execute(text("SELECT tbl, key, fields FROM change"))
        words = db.execute(text("SELECT group_concat(words) FROM search_key")).scalar()
        return "\n".join(str(tuple(row)) for row in rows) + str(words)


def assert_forgotten(store: Store, *secrets: str) -> None:
    told = whole_log(store) + repr(rows_of(store))
    for secret in secrets or SECRETS:
        assert secret not in told
    assert check_database(store) == []
    assert_says_what_its_changes_say(store)


def test_what_is_personal_is_gone_and_what_counts_need_is_kept(store: Store) -> None:
    workshop = workshop_in(store)
    key = zenabou(store, workshop)
    before = attendance.read_register(store, workshop).totals
    done = erase_participant(store, key, "asked by the person", confirm=True)
    assert done.records == 1
    person = participants.show_participant(store, key)
    assert person.erased
    kept = person.participant
    assert (kept.sex, kept.country, kept.age_band) == ("F", "ML", "30-35")
    assert kept.stakeholder_category == "institutional"
    assert kept.full_name == ""
    assert (kept.function, kept.disability, kept.organisation_id) == (None, None, None)
    register = attendance.read_register(store, workshop)
    assert register.totals == before
    assert [each.erased for each in register.people] == [True]
    assert participants.list_participants(store) == []
    assert participants.list_participants(store, typed="traore") == []
    with store.reading() as db:
        claim = db.get(TravelClaim, (workshop, key))
        assert claim is not None
        assert (claim.rate, claim.identity_document, claim.payment_phone) == (15000, None, None)
    (told,) = list_erasures(store)
    erasure = told.erasure
    assert (erasure.participant_id, erasure.reason) == (key, "asked by the person")
    # A store without an officer at work.
    assert (told.by, told.office) == ("", "")
    assert_forgotten(store)


def test_numbers_clocks_and_parents_of_the_changes_stay(store: Store) -> None:
    key = zenabou(store, workshop_in(store))
    participants.change_participant(store, key, {"family_name": "Keïta"})
    before = {change.mark: change for change in changes_of(store)}
    erase_participant(store, key, "asked", confirm=True)
    after = {change.mark: change for change in changes_of(store)}
    for mark, change in before.items():
        now = after[mark]
        assert (now.hlc, now.tx, now.author, now.key, now.kind) == (
            *(change.hlc, change.tx, change.author, change.key, change.kind),
        )
        assert (now.parents, now.fields.keys()) == (change.parents, change.fields.keys())


def test_records_merged_into_the_person_go_too(store: Store) -> None:
    one, other = zenabou(store), participants.add_participant(store, {"family_name": "Traoré"}).id
    merge_people(store, other, one, {"given_names": "Zénabou"})
    assert erase_participant(store, one, "asked", confirm=True).records == 2
    assert_forgotten(store)
    assert unmerge(store, one).restored == ()
    assert_forgotten(store)


@pytest.mark.parametrize(
    ("reason", "confirm", "code"),
    [("", True, "reason-missing"), ("asked", False, "not-confirmed")],
)
def test_a_hasty_erasure_is_refused(store: Store, reason: str, confirm: bool, code: str) -> None:
    key = zenabou(store)
    before = rows_of(store)
    with pytest.raises(Problem) as told:
        erase_participant(store, key, reason, confirm=confirm)
    assert told.value.code == code
    assert rows_of(store) == before


def test_nothing_personal_is_written_about_somebody_erased(store: Store) -> None:
    workshop = workshop_in(store)
    key = zenabou(store, workshop)
    erase_participant(store, key, "asked", confirm=True)
    before = rows_of(store)
    for write in (
        lambda: participants.change_participant(store, key, {"family_name": "Traoré"}),
        lambda: participants.register(store, workshop, key, {"note": "Zénabou"}),
        lambda: erase_participant(store, key, "again", confirm=True),
    ):
        with pytest.raises(Problem) as told:
            write()
        assert told.value.code == "person-erased"
    assert rows_of(store) == before
    attendance.mark(store, workshop, [(key, MORNING, "late")])
    participants.change_participant(store, key, {"country": "SN"})


def test_the_documents_that_may_show_the_person_are_told(office: Workspace, tmp_path: Path) -> None:
    workshop = workshop_in(office.store)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 DEMO")
    kept = add_evidence(office, scan, activity=workshop)
    key = zenabou(office.store, workshop)
    assert [each.id for each in evidence_with(office.store, key)] == [kept.evidence.id]
    assert foresee(office.store, key) == Ahead(merged=0, documents=1)
    done = erase_participant(office.store, key, "asked", confirm=True)
    assert [each.id for each in done.evidence] == [kept.evidence.id]
    # Also long after, for whoever has not looked through them yet.
    (shown,) = documents_with(office.store, key)
    code = activities.list_activities(office.store)[0].code
    assert (shown.evidence.id, shown.code) == (kept.evidence.id, code)
    with pytest.raises(Problem, match="erased"):
        foresee(office.store, key)
    assert check_workspace(office).ok


def test_a_laptop_that_has_the_originals_erases_them_as_the_erasure_comes() -> None:
    with laptops(2) as (one, two):
        key = zenabou(one, workshop_in(one))
        exchange(one, two)
        erase_participant(one, key, "asked", confirm=True)
        exchange(one, two)
        for store in (one, two):
            assert_forgotten(store)
        assert rows_of(one) == rows_of(two)


def test_what_another_laptop_wrote_meanwhile_is_emptied_as_it_comes() -> None:
    with laptops(3) as (one, two, three):
        workshop = workshop_in(one)
        key = zenabou(one, workshop)
        exchange(one, two)
        erase_participant(one, key, "asked", confirm=True)
        participants.change_participant(two, key, {"email": "z@exemple.test", "country": "SN"})
        other = workshop_in(two)
        with two.writing() as db:
            db.add(TravelClaim(activity_id=other, participant_id=key, payment_phone="+2236999"))
        exchange(two, three)
        assert "z@exemple.test" in whole_log(three)
        exchange(one, two, three)
        exchange(one, two, three)
        for store in (one, two, three):
            assert_forgotten(store, *SECRETS, "z@exemple.test", "+2236999")
            assert [each for each in list_conflicts(store) if each.field != "country"] == []
        assert rows_of(one) == rows_of(two) == rows_of(three)
        assert participants.show_participant(one, key).participant.country == "SN"


acts = st.tuples(st.sampled_from(["edit", "erase", "note", "hand"]), st.integers(0, 2))


@settings(max_examples=20)
@given(st.lists(acts, max_size=8))
def test_erasures_end_alike_whatever_the_order(steps: list[tuple[str, int]]) -> None:
    with laptops(3) as stores:
        workshop = workshop_in(stores[0])
        key = zenabou(stores[0], workshop)
        exchange(*stores)
        for act, laptop in steps:
            with refusals("person-erased"):
                act_on(stores[laptop], stores, act, workshop, key)
        exchange(*stores)
        exchange(*stores)
        assert rows_of(stores[0]) == rows_of(stores[1]) == rows_of(stores[2])
        logs = [sorted(repr(change) for change in changes_of(store)) for store in stores]
        assert logs[0] == logs[1] == logs[2]
        if any(act == "erase" for act, _ in steps):
            for store in stores:
                assert_forgotten(store, *SECRETS, "Kouyaté")


def act_on(store: Store, stores: list[Store], act: str, workshop: UUID, key: UUID) -> None:
    if act == "edit":
        participants.change_participant(store, key, {"family_name": "Kouyaté"})
    elif act == "erase":
        erase_participant(store, key, "asked", confirm=True)
    elif act == "note":
        participants.register(store, workshop, key, {"note": "Kouyaté"})
    else:
        exchange(*stores)


def test_an_erasure_travels_in_a_bundle(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.services.enrolment import approve, join, make_card

    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    key = zenabou(office.store, workshop_in(office.store))
    first = export_bundle(office, level="identified").file
    assert import_bundles(headquarters, [first])[0].status == "imported"
    assert "Zénabou" in whole_log(headquarters.store)
    erase_participant(office.store, key, "asked", confirm=True)
    second: Any = export_bundle(office, level="identified", full=True)
    assert import_bundles(headquarters, [second.file])[0].status == "imported"
    assert_forgotten(headquarters.store)
    assert import_bundles(headquarters, [first])[0].status == "duplicate"
    assert_forgotten(headquarters.store)


def test_an_erasure_that_waited_for_an_update_is_carried_out_by_it() -> None:
    """An older version keeps the record of an erasure in its log without knowing what it means."""
    with laptops(2) as (one, two):
        key = zenabou(one, workshop_in(one))
        exchange(one, two)
        erase_participant(one, key, "asked", confirm=True)
        told = [change for change in changes_of(one) if change.table == "erasure"]
        others = [change for change in changes_of(one) if change.table != "erasure"]
        hand_over(others, two)
        assert "Zénabou" in whole_log(two)
        with two.writing() as db:
            numbers = incoming.number_sources(db, sources_in(told))
            lines = list(to_log(told, numbers))
            dialects.of(db).insert(db.connection(), "change", incoming.LINE, lines)
            foreign_names.note(db, {"erasure": {"reason", "erased_on"}})
        with two.writing() as db:
            incoming.catch_up(db, decide)
        exchange(one, two)
        assert_forgotten(two)
        assert rows_of(one) == rows_of(two)


def test_an_erasure_says_on_whose_order_it_was_done(office: Workspace) -> None:
    key = zenabou(office.store, workshop_in(office.store))
    erase_participant(office.store, key, "asked", confirm=True)
    (told,) = list_erasures(office.store)
    assert (told.by, told.office) == ("DEMO Officer", "ABJ")
