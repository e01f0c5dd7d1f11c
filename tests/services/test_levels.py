from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN, synced_columns
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.disclosure import (
    AGGREGATE,
    IDENTIFIED,
    PERSON_NOUNS,
    PSEUDONYMISED,
    as_told,
    leaves,
    rows_leave,
)
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.services import levels
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.attendance import fill as fill_register
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.exchange import Exported, export_bundle, import_bundles
from ssc_desktop.services.merging import decide
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    list_participants,
)
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.totals import reported_totals
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import incoming, reduced
from ssc_desktop.storage.store import Store
from ssc_desktop.sync import bundle
from ssc_desktop.sync.change import Change, sources_in, to_log
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.vault import sealed, signatures
from tests.services.laptops import laptops
from tests.services.replicas import (
    assert_says_what_its_changes_say,
    changes_of,
    digest_of,
    hand_over,
    rows_of,
)

AWA = {
    "family_name": "Tounkara",
    "given_names": "Awa Maïmouna",
    "name_ar": "عائشة تونكارا",
    "title": "Mme la Préfète",
    "name_as_signed": "A. Tounkara-Sy",
    "alias": "Tunkara",
    "sex": "F",
    "birth_year": 1987,
    "country": "ML",
    "city": "Kidira",
    "function": "Cheffe de cabinet",
    "phone": "+22376123456",
    "email": "awa.tounkara@example.org",
    "person_statuses": ("refugee",),
    "disability": True,
    "note": "Vient avec Moussa Keïta",
}
OTHER = {
    "family_name": "حدّاد",
    "given_names": "منى",
    "sex": "F",
    "birth_year": 2001,
    "country": "MA",
}


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


def fill(workspace: Workspace) -> UUID:
    """A workshop with two people, their marks and a payment."""
    store = workspace.store
    values = {
        "title": "DEMO Atelier",
        "start": "2021-08-16",
        "end": "2021-08-16",
        "facilitators": "Seydou Bathily",
    }
    activity = add_activity(store, "workshop", values)
    for person in (AWA, OTHER):
        add_participant(store, person, activity=activity.id)
    awa = person_named(store, "Tounkara")
    fill_register(store, activity.id, "present")
    with store.writing() as db:
        registration = db.get(Registration, (activity.id, awa))
        assert registration is not None
        registration.note = "Logée chez Fanta Coulibaly"
        db.add(
            TravelClaim(
                activity_id=activity.id,
                participant_id=awa,
                identity_document="NINA 28701",
                payment_phone="+22366998877",
            )
        )
    return activity.id


def person_named(store: Store, name: str) -> UUID:
    (found,) = (
        e.participant.id for e in list_participants(store) if e.participant.family_name == name
    )
    return found


def opened(headquarters: Workspace, made: Exported) -> bundle.Content:
    """The content of a bundle, opened with the recovery key."""
    secret = headquarters.recovery_secret
    assert secret

    def unseal(data: bytes) -> bytes:
        return sealed.open_sealed(data, secret)

    return bundle.read_whole(made.file, signatures.verify, unseal)[1]


def personal_values(store: Store) -> set[str]:
    """Every text, in any script, that a field marked personal or restricted holds, and every text
    that somebody typed about people."""
    found: set[str] = {"Logée chez Fanta Coulibaly", AWA["function"]}
    for noun, rows in rows_of(store).items():
        record = RECORDS_BY_NOUN[noun]
        keys = [column.name for column in record.__table__.primary_key.columns]
        names = sorted([*keys, *(c.name for c in synced_columns(record.__table__))])
        private = {f.name for f in fields_of(record) if f.facts.personal or f.facts.restricted}
        for row in rows:
            values = dict(zip(names, row, strict=True))
            found |= {v for n, v in values.items() if n in private and isinstance(v, str)}
    return {each for each in found if each and not each.startswith("[")}


# What leaves


@pytest.mark.parametrize("level", [PSEUDONYMISED, AGGREGATE])
def test_no_personal_value_is_in_any_section(
    enrolled: Workspace, headquarters: Workspace, level: str
) -> None:
    fill(enrolled)
    # Who recorded it is told: officers answer for what they write.
    values = personal_values(enrolled.store) - {"DEMO Officer"}
    assert {"Tounkara", "عائشة تونكارا", "حدّاد", "+22376123456", "Seydou Bathily"} <= values
    assert {"NINA 28701", "+22366998877"} <= values
    identified = opened(headquarters, export_bundle(enrolled, level=IDENTIFIED))
    everything = b"".join(identified.sections.values())
    assert all(value.encode() in everything for value in values)
    content = opened(headquarters, export_bundle(enrolled, level=level))
    assert content.manifest.level == level
    for name, section in content.sections.items():
        assert [value for value in values if value.encode() in section] == [], name
    for change in bundle.changes_in(content):
        assert change.fields.get("birth_year") in (None, 1987, 2002)
        assert "refugee" not in str(change.fields)
        assert not change.fields.get("disability")


def test_the_usual_level_is_pseudonymised(enrolled: Workspace, headquarters: Workspace) -> None:
    fill(enrolled)
    made = export_bundle(enrolled)
    assert made.level == PSEUDONYMISED
    assert opened(headquarters, made).manifest.level == PSEUDONYMISED


def test_reduced_changes_keep_numbers_keys_names_and_what_is_counted(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    fill(enrolled)
    whole = bundle.changes_in(opened(headquarters, export_bundle(enrolled, level=IDENTIFIED)))
    told = bundle.changes_in(opened(headquarters, export_bundle(enrolled)))
    by_mark = {change.mark: change for change in whole}
    assert [change.mark for change in told] == [change.mark for change in whole]
    for change in told:
        other = by_mark[change.mark]
        assert (change.key, change.hlc, change.author) == (other.key, other.hlc, other.author)
        assert (list(change.fields), change.parents) == (list(other.fields), other.parents)
    awa = next(c for c in told if c.table == "participant" and c.fields.get("country") == "ML")
    assert awa.fields["sex"] == "F"
    assert awa.fields["birth_year"] == 1987
    assert awa.fields["family_name"] is None


EVERY = [
    (noun, column.name)
    for noun, record in RECORDS_BY_NOUN.items()
    for column in synced_columns(record.__table__)  # type: ignore[arg-type]
]


@given(st.lists(st.sampled_from(EVERY), min_size=1), st.sampled_from([PSEUDONYMISED, AGGREGATE]))
def test_whichever_fields_a_change_sets_what_is_personal_stays(
    chosen: list[tuple[str, str]], level: str
) -> None:
    for noun, name in chosen:
        facts = RECORDS_BY_NOUN[noun].__table__.columns[name].info.get("facts")
        told = as_told(noun, {name: "a secret", "removed": 1}, level)
        assert list(told) == list({name: 0, "removed": 0})
        if facts and (facts.personal or facts.restricted) and noun != "officer":
            assert told[name] is None
        assert told[name] in (None, "a secret", 1)
        assert as_told(noun, {name: "a secret"}, IDENTIFIED) == {name: "a secret"}


def test_what_this_version_does_not_know_stays() -> None:
    assert not leaves("passport", "number", PSEUDONYMISED)
    assert not leaves("participant", "religion", PSEUDONYMISED)
    assert not leaves("activity", "brought_by_a_newer_version", PSEUDONYMISED)
    assert not rows_leave("passport", AGGREGATE)
    assert rows_leave("passport", PSEUDONYMISED)


@given(st.integers(1900, 2026))
def test_a_year_of_birth_is_told_as_the_middle_of_its_five_years(year: int) -> None:
    told: Any = as_told("participant", {"birth_year": year}, PSEUDONYMISED)["birth_year"]
    assert abs(told - year) <= 2
    assert told % 5 == 2


# What arrives, and what is sent later


def test_an_identified_bundle_after_a_pseudonymised_one_completes_it(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled).file])
    with headquarters.store.reading() as db:
        assert levels.held_reduced(db)
    assert [e.participant.family_name for e in list_participants(headquarters.store)] == [None] * 2
    assert check_workspace(headquarters).problems == ()
    (result,) = import_bundles(headquarters, [export_bundle(enrolled, level=IDENTIFIED).file])
    assert (result.status, result.changes > 0) == ("imported", True)
    with headquarters.store.reading() as db:
        assert not levels.held_reduced(db)
    assert rows_of(headquarters.store)["participant"] == rows_of(enrolled.store)["participant"]
    # Found by words and by signs, as if it had come whole.
    found = list_participants(headquarters.store, typed="tounkara")
    assert [each.participant.family_name for each in found] == ["Tounkara"]
    assert check_workspace(headquarters).problems == ()


def test_a_pseudonymised_bundle_after_an_identified_one_takes_nothing_away(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled, level=IDENTIFIED).file])
    before = digest_of(headquarters.store)
    (result,) = import_bundles(headquarters, [export_bundle(enrolled, full=True).file])
    assert result.status == "duplicate"
    assert digest_of(headquarters.store) == before
    with headquarters.store.reading() as db:
        assert not levels.held_reduced(db)


def test_the_same_bundle_twice_in_reduced_form_changes_nothing(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled).file])
    before = digest_of(headquarters.store)
    (result,) = import_bundles(headquarters, [export_bundle(enrolled, full=True).file])
    assert (result.status, digest_of(headquarters.store)) == ("duplicate", before)


# Whatever the order


def told(store: Store, level: str) -> tuple[list[Change], Ranges]:
    """Everything a laptop holds as a level tells it, and what of it is reduced."""
    with store.reading() as db:
        leaving = levels.outgoing(db, changes_of(store), {}, level)
    return leaving.changes, leaving.reduced


def give(taker: Store, changes: list[Change], less: Ranges) -> None:
    """Take changes in as a bundle of theirs is taken in."""
    manifest = Manifest(
        sender=bytes(32), incarnation=1, number=1, hlc=1, wall=1, schema=1, app="", office="",
        level="", vector=[], segments=[], reduced=less.told(),
    )  # fmt: skip
    with taker.writing() as db:
        was = levels.before(db)
        numbers = incoming.number_sources(db, sources_in(changes))
        incoming.take(db, list(to_log(changes, numbers)), decide)
        levels.take(db, manifest, changes, was)


ACTS = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["family_name", "phone", "note", "sex", "city"]),
    st.integers(0, 2),
)


@settings(max_examples=15)
@given(
    st.lists(ACTS, max_size=6),
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from([PSEUDONYMISED, IDENTIFIED])), max_size=5
    ),
    st.lists(ACTS, max_size=4),
    st.permutations([0, 1]),
)
def test_identified_bundles_lead_to_one_state_whatever_came_before(
    first: list[tuple[int, str, int]],
    before: list[tuple[int, str]],
    second: list[tuple[int, str, int]],
    order: list[int],
) -> None:
    with laptops(4) as (one, other, headquarters, direct):
        key = add_participant(one, AWA).id
        hand_over(changes_of(one), other)
        work(first, (one, other), key)
        for who, level in before:
            give(headquarters, *told((one, other)[who], level))
        work(second, (one, other), key)
        for who in order:
            give(headquarters, *told((one, other)[who], IDENTIFIED))
        for each in (one, other):
            give(direct, *told(each, IDENTIFIED))
        assert digest_of(headquarters) == digest_of(direct)
        with headquarters.reading() as db:
            assert not levels.held_reduced(db)
        assert_says_what_its_changes_say(headquarters)


def work(acts: list[tuple[int, str, int]], stores: tuple[Store, Store], key: UUID) -> None:
    """Edits of one person on two laptops that may not know of each other's."""
    values = {"phone": ["+22376123456", "+22376123457", None], "sex": ["F", "M", None]}
    for who, name, value in acts:
        told_as = values.get(name, ["Awa", "عائشة", None])[value]
        change_participant(stores[who], key, {name: told_as})


def test_a_conflict_appears_once_both_values_are_told() -> None:
    with laptops(3) as (one, other, headquarters):
        key = add_participant(one, AWA).id
        hand_over(changes_of(one), other)
        change_participant(one, key, {"phone": "+22370000001"})
        change_participant(other, key, {"phone": "+22370000002"})
        for each in (one, other):
            give(headquarters, *told(each, PSEUDONYMISED))
        assert list_conflicts(headquarters) == []
        for each in (one, other):
            give(headquarters, *told(each, IDENTIFIED))
        assert [conflict.field for conflict in list_conflicts(headquarters)] == ["phone"]


def test_another_change_under_the_same_number_completes_nothing() -> None:
    with laptops(2) as (one, headquarters):
        add_participant(one, AWA)
        give(headquarters, *told(one, PSEUDONYMISED))
        before = str(changes_of(headquarters))
        (change,) = changes_of(one)
        with headquarters.writing() as db:
            numbers = incoming.number_sources(db, [change.source])
            for other in (
                replace(change, hlc=change.hlc + 1),
                replace(change, key="0" * 32),
                change.saying({**change.fields, "middle_name": "more"}),
            ):
                assert reduced.complete(db, list(to_log([other], numbers)), decide) == 0
        assert str(changes_of(headquarters)) == before


def test_what_was_erased_is_not_completed() -> None:
    with laptops(2) as (one, headquarters):
        key = add_participant(one, AWA).id
        give(headquarters, *told(one, PSEUDONYMISED))
        whole = told(one, IDENTIFIED)
        erase_participant(headquarters, key, "asked for", confirm=True)
        give(headquarters, *whole)
        assert "Tounkara" not in str(changes_of(headquarters))


# The round trip: headquarters asks for what it holds too little of


def test_the_return_bundle_makes_the_office_send_again_what_was_reduced(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled).file])
    import_bundles(enrolled, [export_return(headquarters, "ABJ", tmp_path).file])
    # Everything is acknowledged: the usual level has nothing more to tell.
    assert export_bundle(enrolled, since_last=True).changes == 0
    made = export_bundle(enrolled, level=IDENTIFIED)
    content = opened(headquarters, made)
    assert made.changes < 5
    again = bundle.changes_again(content)
    assert {change.table for change in again} >= {"participant", "travel_claim"}
    (result,) = import_bundles(headquarters, [made.file])
    assert (result.status, result.changes > 0) == ("imported", True)
    assert rows_of(headquarters.store)["participant"] == rows_of(enrolled.store)["participant"]
    import_bundles(enrolled, [export_return(headquarters, "ABJ", tmp_path).file])
    assert (
        bundle.changes_again(opened(headquarters, export_bundle(enrolled, level=IDENTIFIED))) == []
    )


# Aggregate


def test_an_aggregate_bundle_holds_no_row_about_people_and_tells_how_many(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    activity = fill(enrolled)
    made = export_bundle(enrolled, level=AGGREGATE)
    content = opened(headquarters, made)
    changes = bundle.changes_in(content)
    assert {change.table for change in changes}.isdisjoint(PERSON_NOUNS)
    people = [p.participant.id for p in list_participants(enrolled.store)]
    for name, section in content.sections.items():
        assert not any(key.bytes in section for key in people), name
    assert content.manifest.withheld
    (result,) = import_bundles(headquarters, [made.file])
    assert (result.status, result.code) == ("imported", "")
    assert list_participants(headquarters.store) == []
    assert check_workspace(headquarters).problems == ()
    (total,) = reported_totals(headquarters.store, activity)
    assert (total.office, total.registered, total.attended) == ("ABJ", 2, 2)
    assert total.participant_days == 2
    assert total.by["sex"] == {"F": 2}
    assert total.by["country"] == {"MA": 1, "ML": 1}
    assert total.by["age_band"] == {"18-24": 1, "30-35": 1}
    assert total.by["stakeholder_category"] == {"": 2}


@pytest.mark.parametrize("level", [PSEUDONYMISED, IDENTIFIED])
def test_the_rows_replace_the_totals_once_they_come(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path, level: str
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled, level=AGGREGATE).file])
    import_bundles(enrolled, [export_return(headquarters, "ABJ", tmp_path).file])
    (result,) = import_bundles(headquarters, [export_bundle(enrolled, level=level).file])
    assert (result.status, result.code) == ("imported", "")
    assert reported_totals(headquarters.store) == []
    assert len(list_participants(headquarters.store)) == 2
    with headquarters.store.reading() as db:
        assert not levels.held_back(db)
        assert bool(levels.held_reduced(db)) == (level == PSEUDONYMISED)
    import_bundles(headquarters, [export_bundle(enrolled, level=IDENTIFIED, full=True).file])
    assert rows_of(headquarters.store)["participant"] == rows_of(enrolled.store)["participant"]
    assert rows_of(headquarters.store)["attendance"] == rows_of(enrolled.store)["attendance"]


def test_later_totals_replace_earlier_ones_in_whatever_order_they_come(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    activity = fill(enrolled)
    first = export_bundle(enrolled, level=AGGREGATE).file
    add_participant(enrolled.store, OTHER | {"given_names": "سعاد"}, activity=activity)
    second = export_bundle(enrolled, level=AGGREGATE).file
    for file in (second, first):
        import_bundles(headquarters, [file])
    assert [each.registered for each in reported_totals(headquarters.store)] == [3]


def test_small_numbers_of_a_sensitive_activity_are_not_told(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    activity = fill(enrolled)
    change_activity(enrolled.store, activity, {"sensitive": True})
    for number in range(5):
        person = {"family_name": f"Sy {number}", "sex": "M", "country": "ML"}
        add_participant(enrolled.store, person, activity=activity)
    import_bundles(headquarters, [export_bundle(enrolled, level=AGGREGATE).file])
    (total,) = reported_totals(headquarters.store, activity)
    assert (total.registered, total.attended, total.participant_days) == (7, None, None)
    assert total.by == {}


def test_an_erasure_is_heard_of_at_every_level(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    fill(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled, level=IDENTIFIED).file])
    erase_participant(
        enrolled.store, person_named(enrolled.store, "Tounkara"), "asked for", confirm=True
    )
    import_bundles(headquarters, [export_bundle(enrolled, level=AGGREGATE).file])
    assert "Tounkara" not in str(changes_of(headquarters.store))
