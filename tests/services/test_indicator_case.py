"""The Action as it was carried out gives the values one would report by hand, in both sets.

What was entered (``action_case``), and how each value comes about:

- **3.10** (41.24), people in legal migration and mobility programmes: the mobility line counted
  17 women and 22 men by number, with nobody's attendance recorded: 17 + 22 = **39**, as published.
- **3.6** (41.04), institutions strengthened: two sessions on migration management were attended by
  agents of two ministries. Both sessions together, each ministry once: **2**, as published. GIZ
  sent a trainer (of the team) and an observer; an implementing agency strengthens others.
- **3.7** (41.12), individuals trained: the same 12 agents attended all 4 half-days of both
  sessions, so that there are 24 participations and 12 people. The observer was there for 1 of 4
  half-days (25 %, less than the 80 % asked) and the trainer is of the team: **12**, with
  24 x 4 half-days / 2 = 48 participant-days.
- **1.4** (41.23), skills development: four trainings of 20 people, 80 places. One person left after
  1 of 4 half-days: 79 participations. Awa followed two of the trainings and two offices recorded
  her; her records were merged: 79 - 1 = **78** people, 79 x 4 / 2 = 158 participant-days.
- **3.1** (41.32), projects supported by the diaspora: MODAL's **11** micro-projects.
- **3.11** (41.07), awareness raising events: launch and seminar, **2**; the forum was cancelled.
- **4.6** (41.39), strategies and plans: the **3** action plans adopted at the launch, with the
  document; the draft without a document does not count, nor do the workshops that prepared them.
- **5.1** (41.20), groups gathering regularly: the steering committee met three times, **1**; the
  group that met once does not count yet.
- **5.3** (41.11), studies: the mapping of the diaspora, **1**.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ssc_desktop.services.indicators import Figure, indicator_figure, indicator_figures
from ssc_desktop.storage.store import Store
from tests.postgres_server import binaries, new_database
from tests.services.action_case import Case, entered

BY_HAND = {
    "1.4": 78,
    "3.1": 11,
    "3.6": 2,
    "3.7": 12,
    "3.10": 39,
    "3.11": 2,
    "4.6": 3,
    "5.1": 1,
    "5.3": 1,
}
OLDER = {
    "41.23": 78,
    "41.32": 11,
    "41.04": 2,
    "41.12": 12,
    "41.24": 39,
    "41.07": 2,
    "41.39": 3,
    "41.20": 1,
    "41.11": 1,
}


DATABASES = ["file", *(["server"] if binaries() else [])]


@pytest.fixture(scope="module", params=DATABASES)
def entries(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Case]]:
    """Entered once in each kind of database: these tests only read."""
    url = new_database() if request.param == "server" else None
    store = Store.create(tmp_path_factory.mktemp("action") / "data.db", bytes(range(32)), url)
    yield store, entered(store)
    store.close()


@pytest.fixture
def store(entries: tuple[Store, Case]) -> Store:
    return entries[0]


@pytest.fixture
def case(entries: tuple[Store, Case]) -> Case:
    return entries[1]


def values(figures: tuple[Figure, ...]) -> dict[str, int]:
    return {each.code: each.value for each in figures if each.value}


def test_both_sets_say_what_one_would_report_by_hand(store: Store) -> None:
    assert values(indicator_figures(store, "EUTF-38")) == BY_HAND
    assert values(indicator_figures(store, "EUTF-41")) == OLDER


def test_participations_and_participant_days_are_told_beside_people(store: Store) -> None:
    trained = indicator_figure(store, "EUTF-38", "3.7")
    assert (trained.participations, trained.participant_days) == (24, 48.0)
    skilled = indicator_figure(store, "EUTF-38", "1.4")
    assert (skilled.participations, skilled.participant_days) == (79, 158.0)


def test_each_year_counts_for_itself_and_the_whole_is_not_their_sum(store: Store) -> None:
    def of(year: int, code: str) -> int:
        return indicator_figure(store, "EUTF-38", code, date(year, 1, 1), date(year, 12, 31)).value

    # The twelve agents count in each of the two years, once in the whole.
    assert [of(year, "3.7") for year in (2019, 2020, 2021)] == [0, 12, 12]
    assert [of(year, "3.11") for year in (2019, 2020, 2022)] == [1, 0, 1]
    # Abidjan 20, Bamako 20 with Awa again, Dakar 19; Rabat 20 the year after.
    assert [of(year, "1.4") for year in (2021, 2022)] == [58, 20]
    assert [of(year, "4.6") for year in (2019, 2020)] == [3, 0]
    # The committee gathered regularly once it met a second time.
    assert [of(year, "5.1") for year in (2019, 2020, 2021)] == [0, 1, 0]


def test_breakdowns_add_up_to_the_value(store: Store) -> None:
    mobility = indicator_figure(store, "EUTF-38", "3.10")
    assert mobility.by["sex"] == {"F": 17, "M": 22}
    assert mobility.by["beneficiary_type"] == {"mobility_trainee": 39}
    trained = indicator_figure(store, "EUTF-38", "3.7")
    assert trained.by["sex"] == {"F": 5, "M": 7}
    assert trained.by["country"] == {"MA": 7, "ML": 5}
    assert trained.by["beneficiary_type"] == {"government_staff": 12}
    # Born 1980 to 1991, at the first session in 2020: twenty-nine to forty years old.
    assert trained.by["age_band"] == {"25-29": 1, "30-35": 6, "36-59": 5}
    institutions = indicator_figure(store, "EUTF-38", "3.6")
    assert institutions.by["country"] == {"MA": 1, "ML": 1}
    assert institutions.by["support_type"] == {"training": 2}
    assert institutions.by["organisation_level"] == {"national": 2}


def test_every_number_opens_the_records_behind_it(store: Store, case: Case) -> None:
    trained = indicator_figure(store, "EUTF-38", "3.7")
    assert {each.id for each in trained.sources} == {
        case.activities["first"],
        case.activities["second"],
    }
    assert [(each.kind, each.value, each.participant_days) for each in trained.sources] == [
        ("activity", 12, 24.0),
        ("activity", 12, 24.0),
    ]
    plans = indicator_figure(store, "EUTF-38", "4.6")
    assert sorted(each.title for each in plans.sources) == [
        "Action plan MA-CI",
        "Action plan MA-ML",
        "Action plan MA-SN",
    ]
    assert plans.without_evidence == 1
