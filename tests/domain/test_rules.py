"""What is said of an activity that does not fit, and of a status it is to be given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ssc_desktop.domain.expected_evidence import expected_evidence, missing_evidence
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.kinds.capacity_session import CapacitySession
from ssc_desktop.domain.kinds.workshop import Workshop
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.progress import CountedSheet, Progress
from ssc_desktop.domain.rules import findings_of, findings_of_move, refuse_what_cannot_hold
from ssc_desktop.language import Language

PROGRAMME = Programme(starts_on=date(2018, 12, 1), ends_on=date(2022, 3, 31))
MONDAY = date(2021, 8, 16)


def workshop(**values: Any) -> Workshop:
    return Workshop(**{"kind": "workshop", "title": "A", "start": MONDAY, "end": MONDAY, **values})


def told(**values: Any) -> set[tuple[str, str]]:
    return {(each.code, each.field) for each in findings_of(workshop(**values), PROGRAMME)}


def around(progress: Progress, **values: Any) -> set[str]:
    return {each.code for each in findings_of(workshop(**values), PROGRAMME, progress)}


def sheet(**counted: int | None) -> CountedSheet:
    standing: dict[str, Any] = {
        "number": "S1", "women": None, "men": None, "total": None,
        "marked_women": 3, "marked_men": 2, "marked_total": 5, "is_explained": False,
    }  # fmt: skip
    return CountedSheet(**(standing | counted))


def test_nothing_is_said_of_what_fits() -> None:
    assert told() == set()
    assert around(Progress(registered=5, attended=5, half_days=2, over=2)) == set()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"end": date(2021, 8, 15)}, ("end-before-start", "end")),
        ({"start": date(2018, 11, 30)}, ("outside-period", "start")),
        ({"end": date(2022, 4, 1)}, ("outside-period", "end")),
        ({"start": date(2021, 8, 14)}, ("weekend", "start")),
        ({"end": date(2021, 8, 21)}, ("weekend", "end")),
        ({"start": date(2021, 4, 19), "end": date(2021, 4, 20)}, ("ramadan", "start")),
        (
            {"currency": "XOF", "budget_planned": Decimal("10.5")},
            ("xof-decimals", "budget_planned"),
        ),
        (
            {"budget_planned": Decimal(10), "budget_spent": Decimal(11)},
            ("over-budget", "budget_spent"),
        ),
        ({"status": "postponed"}, ("reason-missing", "status_reason")),
    ],
)
def test_each_field_is_judged(values: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in told(**values)


@pytest.mark.parametrize(
    ("values", "days"),
    [
        ({"country": "MA", "start": date(2021, 7, 30)}, "30/07/2021 Throne Day"),
        (
            {"country": "MA", "start": date(2021, 8, 19), "end": date(2021, 8, 21)},
            "20/08/2021 Revolution Day, 21/08/2021 Youth Day",
        ),
        ({"country": "ML", "start": date(2021, 9, 22)}, "National Day of the Republic of Mali"),
    ],
)
def test_public_holidays_of_its_country_are_told_and_never_refused(
    values: dict[str, Any], days: str
) -> None:
    planned = workshop(**{"end": values["start"], **values})
    (found,) = [each for each in findings_of(planned) if each.code == "holiday"]
    assert (found.field, found.refuses) == ("start", False)
    assert days in found.told(Language("en"))
    assert "moon" not in found.told(Language("en"))
    refuse_what_cannot_hold(planned)


def test_a_date_by_the_moon_is_told_as_calculated() -> None:
    planned = workshop(country="MA", start=date(2021, 5, 12), end=date(2021, 5, 13))
    (found,) = [each for each in findings_of(planned) if each.code == "holiday"]
    told = found.told(Language("en"))
    assert "13/05/2021 Eid al-Fitr (by calculation)" in told
    assert "moon" in told
    assert "12/05/2021" not in told


def test_a_holiday_elsewhere_or_on_a_day_without_half_days_is_not_told() -> None:
    throne = date(2021, 7, 30)
    for country in (None, "SN", "FR"):
        assert "holiday" not in {
            code for code, _ in told(country=country, start=throne, end=throne)
        }
    week = {"country": "MA", "start": date(2021, 7, 26), "end": throne}
    assert "holiday" in around(Progress(), **week)
    assert "holiday" in around(Progress(half_days=2, days=(throne,)), **week)
    assert "holiday" not in around(Progress(half_days=2, days=(date(2021, 7, 26),)), **week)


def test_a_project_of_months_is_not_told_its_holidays() -> None:
    year = {"country": "MA", "start": date(2021, 1, 4), "end": date(2021, 12, 1)}
    assert "holiday" not in {code for code, _ in told(**year)}


def test_without_a_programme_no_period_is_made_up() -> None:
    far = workshop(start=date(2035, 8, 14), end=None)
    assert [each.code for each in findings_of(far, PROGRAMME)] == ["outside-period"]
    assert findings_of(far) == []


def test_only_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        refuse_what_cannot_hold(workshop(end=date(2021, 8, 1)))
    assert (refused.value.code, refused.value.field) == ("end-before-start", "end")
    refuse_what_cannot_hold(workshop(start=date(2021, 8, 14), end=date(2035, 1, 1)))


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(registered=9, unregistered=1), "more-present-than-registered"),
        (Progress(registered=9, elsewhere=2), "in-two-places"),
        (Progress(registered=9, team_as_participants=1), "team-as-participants"),
        (Progress(registered=9, sheets=(sheet(total=6),)), "hand-count-differs"),
        (Progress(registered=9, sheets=(sheet(women=4, men=3, total=5),)), "counts-do-not-add-up"),
        (Progress(registered=4, sheets=(sheet(total=5),)), "more-counted-than-registered"),
    ],
)
def test_what_surrounds_the_record_is_judged(progress: Progress, expected: str) -> None:
    assert expected in around(progress)


def test_a_difference_that_is_explained_or_none_is_not_told() -> None:
    same = sheet(women=3, men=2, total=5)
    assert around(Progress(registered=9, sheets=(same,))) == set()
    explained = CountedSheet("S2", 1, 1, 2, 3, 2, 5, is_explained=True)
    assert around(Progress(registered=9, sheets=(explained,))) == set()


@pytest.mark.parametrize(
    ("counted", "adds_up"),
    [
        ({"women": 3, "men": 1, "total": 5}, True),
        ({"women": 3, "men": 1}, True),
        ({"women": 3, "men": 3, "total": 5}, False),
        ({"women": 3, "men": 1, "not_stated": 1, "total": 5}, True),
        ({"women": 3, "men": 1, "not_stated": 0, "total": 5}, False),
        ({"women": 3, "men": 1, "not_stated": 2, "total": 5}, False),
        ({"not_stated": 2, "total": 5}, True),
    ],
)
def test_the_parts_are_the_total_once_all_are_counted(
    counted: dict[str, int], adds_up: bool
) -> None:
    counts = sheet(**counted)
    assert counts.adds_up == adds_up
    told = around(Progress(registered=9, sheets=(counts,)))
    assert ("counts-do-not-add-up" in told) != adds_up


def test_those_who_did_not_say_are_held_against_the_marks() -> None:
    same: dict[str, Any] = {"marked_women": 2, "marked_men": 2, "marked_total": 5}
    assert sheet(**same).marked_not_stated == 1
    assert not sheet(**same, women=2, not_stated=1).differs
    assert sheet(**same, not_stated=0).differs


def test_a_closed_activity_keeps_its_evidence() -> None:
    kept = {"signed_attendance": 1, "agenda": 1, "minutes": 2}
    assert around(Progress(registered=1, evidence=kept), status="closed") == set()
    assert around(Progress(registered=1), status="closed") == {"closed-without-evidence"}
    assert around(Progress(registered=1), status="done", indicators=("3.7",)) == {
        "indicator-without-evidence"
    }


def test_a_move_is_looked_at_before_it_is_made() -> None:
    unmarked = Progress(registered=5, half_days=2, over=2, unmarked=3)

    def codes(status: str, today: date) -> list[str]:
        found = findings_of_move(workshop(), status, unmarked, today)
        assert not any(each.refuses for each in found)
        return [each.code for each in found]

    assert codes("confirmed", MONDAY) == []
    assert codes("done", date(2021, 8, 1)) == ["not-begun", "unmarked"]
    assert codes("closed", date(2021, 9, 1)) == ["unmarked", "closed-without-evidence"]


def test_what_is_expected_follows_kind_type_and_modality() -> None:
    for kind, record_class in ALL_KINDS.items():
        assert expected_evidence(record_class(kind=kind))
    assert ("signed_attendance",) in expected_evidence(workshop())
    online = workshop(modality="online")
    assert missing_evidence(online, {"agenda", "report"}) == ("online_declaration",)
    assert missing_evidence(online, {"agenda", "report", "signed_attendance"}) == ()
    study = workshop(activity_type="study")
    assert missing_evidence(study, set()) == ("terms_of_reference", "report")
    committee = workshop(activity_type="steering_committee")
    assert missing_evidence(committee, {"signed_attendance", "agenda", "report"}) == ()
    training = CapacitySession(kind="capacity_session")
    assert "evaluation" in missing_evidence(training, {"agenda"})
