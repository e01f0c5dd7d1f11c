"""Indicators where records come together: what headquarters has, what laptops told as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import select

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.indicator import FrozenFigure
from ssc_desktop.services.activities import slots_of
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.indicator_aims import list_targets, write_indicator, write_target
from ssc_desktop.services.indicators import Figure, indicator_figure, indicator_sets
from ssc_desktop.services.outputs import add_output, list_outputs
from ssc_desktop.services.periods import freeze_period, list_periods, unfreeze_period
from ssc_desktop.services.receiving import import_bundles
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, hand_back, hand_in, made, person, record

YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@contextmanager
def pair(folder: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """An office and the headquarters it has joined."""
    with (
        made(folder / "hq", "HQ", "MA", "headquarters") as headquarters,
        made(folder / "abj", "ABJ", "CI") as office,
    ):
        enrol(office, headquarters, folder)
        yield office, headquarters


def figure(workspace: Workspace, code: str) -> Figure:
    return indicator_figure(workspace.store, "EUTF-38", code)


def attended(workspace: Workspace, people: int, **more: object) -> None:
    """A workshop all of whose people were there for every half-day."""
    activity = record(workspace, indicators="3.3", status="done", **more)
    slots = slots_of(workspace.store, [activity])[activity]
    keys = [person(workspace, f"DEMO {n}", activity, sex="FM"[n % 2]) for n in range(people)]
    with workspace.store.writing() as db:
        db.add_all(
            Attendance(activity_id=activity, participant_id=key, slot=slot, state="present")
            for key in keys
            for slot in slots
        )


def send(office: Workspace, headquarters: Workspace, level: str) -> None:
    import_bundles(headquarters, [export_bundle(office, level=level).file])


def test_what_headquarters_has_not_received_is_marked(tmp_path: Path) -> None:
    with pair(tmp_path) as (office, headquarters):
        attended(office, 3)
        here = figure(office, "3.3")
        assert (here.not_received, here.sources[0].is_at_headquarters) == (1, False)
        hand_in(office, headquarters)
        there = figure(headquarters, "3.3")
        assert (there.value, there.sources[0].is_at_headquarters) == (3, True)
        assert there.not_received == 0
        # Sent is not received: headquarters has to say so.
        assert figure(office, "3.3").not_received == 1
        hand_back(headquarters, office)
        assert figure(office, "3.3").not_received == 0
        attended(office, 1)
        assert (figure(office, "3.3").value, figure(office, "3.3").not_received) == (4, 1)


def test_what_headquarters_aims_at_and_freezes_comes_with_its_return_bundles(
    tmp_path: Path,
) -> None:
    with pair(tmp_path) as (office, headquarters):
        attended(office, 6)
        add_output(office.store, {"kind": "study", "title": "DEMO"})
        hand_in(office, headquarters)
        store = headquarters.store
        write_target(store, "EUTF-38", "3.3", {"target": "200"})
        write_indicator(store, "R1", {"title_fr": "Personnes", "follows": "3.3"})
        freeze_period(store, *YEAR)
        assert len(list_outputs(store)) == 1
        hand_back(headquarters, office)
        assert [each.code for each in list_targets(office.store)] == ["3.3"]
        assert "LOGFRAME" in {each.code for each in indicator_sets(office.store)}
        (period,) = list_periods(office.store)
        assert (period.since, period.until) == YEAR
        frozen = indicator_figure(office.store, "EUTF-38", "3.3", *YEAR)
        assert (frozen.value, frozen.by["sex"]) == (6, {"F": 3, "M": 3})


def test_numbers_that_laptops_told_count_until_the_rows_come_and_never_twice(
    tmp_path: Path,
) -> None:
    with pair(tmp_path) as (office, headquarters):
        attended(office, 6)
        send(office, headquarters, "aggregate")
        told = figure(headquarters, "3.3")
        assert (told.value, told.participations, told.participant_days) == (6, 6, 12.0)
        assert told.by["sex"] == {"F": 3, "M": 3}
        assert told.by["country"] == {"CI": 6}
        assert told.by["region"] == {"": 6}
        hand_back(headquarters, office)
        send(office, headquarters, "pseudonymised")
        rows = figure(headquarters, "3.3")
        assert (rows.value, rows.participations, rows.participant_days) == (6, 6, 12.0)
        assert rows.by["sex"] == {"F": 3, "M": 3}


def test_frozen_values_of_an_office_say_no_number_at_the_lowest_level(tmp_path: Path) -> None:
    with pair(tmp_path) as (office, headquarters):
        attended(office, 2, sensitive="yes")
        freeze_period(office.store, *YEAR)
        send(office, headquarters, "aggregate")
        with headquarters.store.reading() as db:
            told = list(db.scalars(select(FrozenFigure)))
        assert told
        assert {(each.value, each.breakdown, each.sources) for each in told} == {(None, None, None)}


def test_what_an_office_froze_is_not_what_headquarters_reports(tmp_path: Path) -> None:
    with pair(tmp_path) as (office, headquarters):
        attended(office, 6)
        freeze_period(office.store, *YEAR)
        attended(office, 1)
        hand_in(office, headquarters)
        assert indicator_figure(headquarters.store, "EUTF-38", "3.3", *YEAR).value == 7
        assert list_periods(headquarters.store) == ()
        freeze_period(headquarters.store, *YEAR)
        hand_back(headquarters, office)
        assert indicator_figure(office.store, "EUTF-38", "3.3", *YEAR).value == 6
        unfreeze_period(office.store, *YEAR)
        assert indicator_figure(office.store, "EUTF-38", "3.3", *YEAR).value == 7
