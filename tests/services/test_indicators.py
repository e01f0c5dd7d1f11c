"""What counts for an indicator and what does not; breakdowns, targets, and what was not received."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.indicator_rules import common_codes, indicators_proposed, measure_of
from ssc_desktop.domain.kinds.capacity_session import CapacitySession
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.kinds.workshop import Workshop
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.small_cells import UNTOLD
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import activities, outputs, participants
from ssc_desktop.services.indicator_aims import (
    list_targets,
    remove_indicator,
    remove_target,
    write_indicator,
    write_target,
)
from ssc_desktop.services.indicators import (
    Figure,
    indicator_figure,
    indicator_figures,
    indicator_sets,
)
from ssc_desktop.services.merged_people import merge_people, unmerge
from ssc_desktop.storage.local import MatchCode
from ssc_desktop.storage.store import Store
from tests.services.action_case import attend, document, held, person

DAY = {"start": "2021-08-16", "end": "2021-08-17", "country": "CI"}


def of(store: Store, code: str, *days: date | None) -> Figure:
    return indicator_figure(store, "EUTF-38", code, *days)


def test_both_sets_have_all_their_indicators_in_three_languages(store: Store) -> None:
    counts = {each.code: each.count for each in indicator_sets(store)}
    assert counts == {"EUTF-38": 38, "EUTF-41": 41, "GERF": 3}
    for set_code in counts:
        for figure in indicator_figures(store, set_code, every=True):
            titles = {figure.title(Language(code)) for code in LANGUAGES}
            assert len(titles) == len(LANGUAGES)


def test_the_older_indicators_lead_to_those_that_replaced_them() -> None:
    assert common_codes("EUTF-41", "41.04") == ("3.6",)
    assert common_codes("EUTF-41", "41.21") == ("5.1", "5.4")
    assert common_codes("EUTF-38", "3.10") == ("3.10",)
    assert common_codes("EUTF-41", "41.08") == ()
    assert [measure_of(code) for code in ("3.6", "3.7", "3.11", "5.3", "4.1")] == [
        "institutions",
        "people",
        "events",
        "objects",
        "reported",
    ]


def test_those_that_matter_here_are_shown_and_others_once_they_say_something(
    store: Store,
) -> None:
    shown = {each.code for each in indicator_figures(store)}
    assert "3.7" in shown
    assert "2.6" not in shown
    write_target(store, "EUTF-38", "2.6", {"target": "10"})
    write_indicator(store, "3.7", {"is_shown": "no"}, set_code="EUTF-38")
    shown = {each.code for each in indicator_figures(store)}
    assert "2.6" in shown
    assert "3.7" not in shown


@pytest.mark.parametrize("status", ["idea", "cancelled", "postponed"])
def test_what_did_not_take_place_counts_for_nothing(store: Store, status: str) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3,3.11")
    attend(store, activity, person(store, "Awa"), 2)
    assert (of(store, "3.3").value, of(store, "3.11").value) == (1, 1)
    activities.change_activity(store, activity, {"status": status, "status_reason": "DEMO"})
    assert (of(store, "3.3").value, of(store, "3.11").value) == (0, 0)


def test_a_planned_activity_took_place_once_somebody_was_there(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **{**DAY, "status": "planned"}, indicators="3.11")
    assert of(store, "3.11").value == 0
    attend(store, activity, person(store, "Awa"), 1)
    assert of(store, "3.11").value == 1


def test_the_team_does_not_count_nor_who_never_came(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    attend(store, activity, person(store, "Trainer"), 4, "facilitator")
    attend(store, activity, person(store, "Absent"), 0)
    assert of(store, "3.3").value == 0
    attend(store, activity, person(store, "Awa"), 1)
    assert (of(store, "3.3").value, of(store, "3.3").participant_days) == (1, 0.5)


def test_the_threshold_is_that_of_the_session_else_of_the_programme_else_eighty(
    store: Store,
) -> None:
    activity = held(store, "capacity_session", "DEMO", **DAY, indicators="3.7")
    attend(store, activity, person(store, "Awa"), 3)
    assert of(store, "3.7").value == 0
    with store.writing() as db:
        db.add(Programme(code="DEMO", presence_threshold=75))
    assert of(store, "3.7").value == 1
    activities.change_activity(store, activity, {"presence_threshold": "100"})
    assert of(store, "3.7").value == 0


def test_a_half_day_that_is_not_counted_neither_helps_nor_hinders(store: Store) -> None:
    activity = held(store, "capacity_session", "DEMO", **DAY, indicators="3.7")
    attend(store, activity, person(store, "Awa"), 3)
    activities.change_half_day(store, activity, "2021-08-17/PM", {"is_counted": "no"})
    assert (of(store, "3.7").value, of(store, "3.7").participant_days) == (1, 1.5)


def test_local_staff_alone_counts_where_the_indicator_is_about_them(store: Store) -> None:
    activity = held(store, "capacity_session", "DEMO", **DAY, indicators="2.8,3.7")
    for name, category in (("A", "administrative"), ("B", "institutional"), ("C", "")):
        who = person(store, name, stakeholder_category=category)
        attend(store, activity, who, 4)
    assert (of(store, "2.8").value, of(store, "3.7").value) == (2, 3)


def test_people_two_offices_told_without_names_count_once_where_their_codes_agree(
    store: Store,
) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    here, there = person(store, "One"), person(store, "Other")
    attend(store, activity, here, 1)
    attend(store, activity, there, 2)
    sound, phone = b"s" * 8, b"p" * 8
    with store.writing() as db:
        for who in (here, there):
            db.add(MatchCode(person=who, kind="sound", code=sound, hlc=1))
    # A name alone is never proof.
    assert of(store, "3.3").value == 2
    with store.writing() as db:
        for who in (here, there):
            db.add(MatchCode(person=who, kind="phone", code=phone, hlc=1))
    figure = of(store, "3.3")
    assert (figure.value, figure.participations, figure.participant_days) == (1, 1, 1.0)


def test_a_group_counts_once_it_met_twice_and_a_study_once_it_is_proven(store: Store) -> None:
    proof = document(store, held(store, "workshop", "DEMO", **DAY))
    group = outputs.add_output(
        store, {"kind": "group", "title": "DEMO", "evidence_id": proof, "meetings": "2021-03-02"}
    )
    assert of(store, "5.1").value == 0
    outputs.change_output(store, group.id, {"meetings": "2021-03-02, 2021-09-14"})
    assert of(store, "5.1").value == 1
    study = outputs.add_output(store, {"kind": "study", "title": "DEMO"})
    assert (of(store, "5.3").value, of(store, "5.3").without_evidence) == (0, 1)
    outputs.change_output(store, study.id, {"evidence_id": proof})
    assert (of(store, "5.3").value, of(store, "5.3").without_evidence) == (1, 0)
    outputs.change_output(store, study.id, {"state": "dropped"})
    assert of(store, "5.3").value == 0
    with store.writing() as db:
        evidence = db.get(Evidence, proof)
        assert evidence is not None
        evidence.removed = True
    assert of(store, "5.1").value == 0


def test_networks_and_groups_are_told_apart_by_the_older_set_alone(store: Store) -> None:
    proof = document(store, held(store, "workshop", "DEMO", **DAY))
    for kind in ("group", "network"):
        met = "2021-03-02 2021-09-14"
        outputs.add_output(
            store, {"kind": kind, "title": "DEMO", "evidence_id": proof, "meetings": met}
        )
    assert of(store, "5.1").value == 2
    older = {each.code: each.value for each in indicator_figures(store, "EUTF-41", every=True)}
    assert (older["41.20"], older["41.21"]) == (1, 1)


def test_jobs_and_quantities_are_told_as_they_were_reported(store: Store) -> None:
    pilot = held(store, "pilot_activity", "DEMO", **DAY, indicators="1.1", jobs_created="7")
    proof = document(store, pilot)
    outputs.add_output(
        store,
        {"kind": "other", "title": "DEMO computers", "indicators": "4.1bis", "quantity": "12",
         "reached_on": "2021-08-16", "evidence_id": proof},
    )  # fmt: skip
    assert (of(store, "1.1").value, of(store, "4.1bis").value) == (7, 12)
    assert of(store, "1.1").by["country"] == {"CI": 7}


def test_small_numbers_of_a_sensitive_activity_are_not_told(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3", sensitive="yes")
    for number in range(10):
        who = person(store, f"P{number}", sex="F" if number < 3 else "M", country="CI")
        attend(store, activity, who, 1)
    figure = of(store, "3.3")
    assert figure.value == 10
    assert figure.by["sex"] == {"F": None, "M": None}
    assert figure.by["country"] == {"CI": 10}
    activities.change_activity(store, activity, {"sensitive": "no"})
    assert of(store, "3.3").by["sex"] == {"F": 3, "M": 7}


def test_small_numbers_of_sensitive_groups_are_not_told_anywhere(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    for number in range(12):
        status = "refugee" if number < 2 else "host_community"
        attend(store, activity, person(store, f"P{number}", person_statuses=status), 1)
    assert of(store, "3.3").by["beneficiary_type"] == {"refugee": None, "host_community": None}
    for each in participants.list_participants(store, "")[2:]:
        participants.remove_participant(store, each.participant.id)
    assert None in of(store, "3.3").by["beneficiary_type"].values()


def test_a_region_is_not_told_where_it_could_tell_of_a_country(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3", sensitive="yes")
    for number in range(12):
        where = ("CI", "CI-AB") if number < 9 else ("ML", "ML-1")
        who = person(store, f"P{number}", country=where[0], region=where[1])
        attend(store, activity, who, 1)
    assert of(store, "3.3").by["region"] == UNTOLD


def test_targets_hold_for_their_period_and_the_baseline_for_every_one(store: Store) -> None:
    year = (date(2021, 1, 1), date(2021, 12, 31))
    write_target(store, "EUTF-38", "3.7", {"target": "200", "baseline": "5", "comment": "DEMO"})
    write_target(store, "EUTF-38", "3.7", {"target": "80"}, since=year[0], until=year[1])
    whole, of_year = of(store, "3.7"), of(store, "3.7", *year)
    assert (whole.target, whole.baseline, whole.comment) == (Decimal(200), Decimal(5), "DEMO")
    assert (of_year.target, of_year.baseline) == (Decimal(80), Decimal(5))
    assert of(store, "3.7", None, year[1]).target == Decimal(200)
    assert of(store, "3.7", date(2020, 1, 1), date(2020, 3, 31)).target is None
    remove_target(store, "EUTF-38", "3.7")
    assert of(store, "3.7").target is None
    write_target(store, "EUTF-38", "3.7", {"target": "9"}, country="CI")
    assert len(list_targets(store)) == 2


def test_the_logframe_counts_what_it_follows_in_its_themes(store: Store) -> None:
    for theme in ("MD", "MO"):
        activity = held(store, "capacity_session", "DEMO", **DAY, indicators="3.7", themes=theme)
        attend(store, activity, person(store, theme), 4)
    fields = {"title_en": "People trained in mobility", "follows": "3.7", "themes": "MO"}
    write_indicator(store, "R1.1", fields)
    assert "LOGFRAME" in {each.code for each in indicator_sets(store)}
    assert indicator_figure(store, "LOGFRAME", "R1.1").value == 1
    write_indicator(store, "R1.1", {"themes": ""})
    assert indicator_figure(store, "LOGFRAME", "R1.1").value == 2
    remove_indicator(store, "R1.1")
    assert "LOGFRAME" not in {each.code for each in indicator_sets(store)}


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (lambda store: indicator_figures(store, "X"), "unknown-indicator-set"),
        (lambda store: indicator_figure(store, "EUTF-38", "9.9"), "unknown-indicator"),
        (lambda store: write_target(store, "EUTF-38", "9.9", {}), "unknown-indicator"),
        (lambda store: write_target(store, "EUTF-38", "3.7", {}, country="XX"), "unknown-country"),
        (lambda store: write_indicator(store, "a/b", {"title_en": "x"}), "bad-code"),
        (lambda store: write_indicator(store, "R1", {"measure": "people"}), "needed"),
        (lambda store: outputs.add_output(store, {"kind": "study"}), "needed"),
        (
            lambda store: outputs.add_output(
                store, {"kind": "group", "title": "x", "meetings": "2021-02-30"}
            ),
            "not-dates",
        ),
    ],
)
def test_what_cannot_be_is_told(store: Store, do: object, code: str) -> None:
    with pytest.raises(Problem) as told:
        do(store)  # type: ignore[operator]
    assert told.value.code == code


def test_an_activity_is_proposed_for_what_its_kind_usually_serves() -> None:
    assert indicators_proposed(CapacitySession()) == ("3.6", "3.7")
    assert indicators_proposed(Workshop(activity_type="study")) == ("5.3",)
    assert indicators_proposed(PilotActivity(activity_type="placement")) == ("3.10",)
    assert indicators_proposed(Workshop(method_step="DIA")) == ("5.3",)


def test_outside_an_exchange_nobody_can_tell_what_headquarters_has(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.11")
    figure = of(store, "3.11")
    assert [each.id for each in figure.sources] == [activity]
    assert (figure.sources[0].is_at_headquarters, figure.not_received) == (None, 0)


PLACES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 2)), min_size=1, max_size=10
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=PLACES, merged=st.sets(st.integers(1, 4), max_size=2), order=st.randoms())
def test_people_count_once_under_merges_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    places: list[tuple[int, int, int]],
    merged: set[int],
    order: object,
) -> None:
    store = Store.create(tmp_path_factory.mktemp("once") / "data.db", bytes(range(32)))
    try:
        shuffled = list({(where, who): days for where, who, days in places}.items())
        order.shuffle(shuffled)  # type: ignore[attr-defined]
        days = [{"start": f"202{n // 2}-0{1 + n}-10", "country": "CI"} for n in range(4)]
        where = [held(store, "workshop", "DEMO", **each, indicators="3.3") for each in days]
        who = [person(store, f"P{number}") for number in range(5)]
        for (place, one), half_days in shuffled:
            attend(store, where[place], who[one], half_days)
        for each in merged:
            merge_people(store, who[0], who[each])
        lead = {number: 0 if number in merged else number for number in range(5)}
        _agrees(store, {(place, lead[one]) for (place, one), _ in shuffled})
        for each in merged:
            unmerge(store, who[each])
        _agrees(store, {place for place, _ in shuffled})
    finally:
        store.close()


def _agrees(store: Store, expected: set[tuple[int, int]]) -> None:
    whole = of(store, "3.3")
    assert whole.value == len({one for _, one in expected})
    assert whole.participations == len(expected)
    assert sum(each or 0 for each in whole.by["sex"].values()) == whole.value
    years = [of(store, "3.3", date(2020 + n, 1, 1), date(2020 + n, 12, 31)) for n in range(2)]
    for number, year in enumerate(years):
        there = {one for place, one in expected if place // 2 == number}
        assert year.value == len(there)
    assert sum(year.participations for year in years) == whole.participations
    assert max(year.value for year in years) <= whole.value <= sum(y.value for y in years)
