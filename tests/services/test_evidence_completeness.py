"""The evidence of a period: what each activity that is over keeps and lacks, by quarter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ssc_desktop.services.activities import add_activity, remove_activity
from ssc_desktop.services.evidence import add_evidence, list_evidence, remove_evidence
from ssc_desktop.services.evidence_checklist import checklist_of
from ssc_desktop.services.evidence_completeness import by_quarter, evidence_completeness
from ssc_desktop.services.workspaces import Workspace

AFTER = date(2022, 1, 1)


def activity(office: Workspace, title: str, start: str, **more: str) -> str:
    values = {"title": title, "start": start, "country": "CI", **more}
    return add_activity(office.store, "workshop", values).code or ""


def keep(office: Workspace, folder: Path, code: str, *kinds: str) -> None:
    for kind in kinds:
        file = folder / f"{code}-{kind}.txt"
        file.write_text(f"{code} {kind}")
        add_evidence(office, file, {"evidence_type": kind}, activity=code)


def test_what_is_kept_and_missing_is_told_by_activity(office: Workspace, tmp_path: Path) -> None:
    one = activity(office, "One", "2021-08-16")
    two = activity(office, "Two", "2021-11-02", modality="online")
    keep(office, tmp_path, one, "signed_attendance", "terms_of_reference", "minutes", "photo")
    keep(office, tmp_path, two, "online_declaration")
    found = evidence_completeness(office.store, today=AFTER)
    assert [(each.code, each.missing) for each in found.activities] == [
        (one, ()), (two, ("agenda", "report")),
    ]  # fmt: skip
    assert (found.expected, found.kept, found.complete) == (6, 4, 1)
    assert found.share == pytest.approx(4 / 6)
    assert dict(found.missing) == {"agenda": 1, "report": 1}
    for each in found.activities:
        assert list(each.expected) == checklist_of(office.store, each.code)


def test_only_what_is_over_is_asked_for_its_evidence(office: Workspace) -> None:
    over = activity(office, "Over", "2021-08-16")
    activity(office, "To come", "2022-02-01")
    activity(office, "Cancelled", "2021-08-16", status="cancelled")
    activity(office, "Postponed", "2021-08-16", status="postponed")
    activity(office, "Idea", "2021-08-16", status="idea")
    gone = add_activity(office.store, "workshop", {"title": "Gone", "start": "2021-08-16"})
    remove_activity(office.store, gone.id)
    found = evidence_completeness(office.store, today=AFTER)
    assert [each.code for each in found.activities] == [over]


def test_a_period_and_a_country_narrow_it(office: Workspace) -> None:
    activity(office, "June", "2021-06-30")
    august = activity(office, "August", "2021-08-16")
    activity(office, "Mali", "2021-08-16", country="ML")
    days = date(2021, 7, 1), date(2021, 9, 30)
    found = evidence_completeness(office.store, *days, country="CI", today=AFTER)
    assert [each.code for each in found.activities] == [august]
    assert len(evidence_completeness(office.store, *days, today=AFTER).activities) == 2


def test_quarters_hold_the_activities_that_ended_in_them(office: Workspace, tmp_path: Path) -> None:
    first = activity(office, "A", "2021-03-31")
    long = activity(office, "B", "2021-03-31", end="2021-04-01")
    last = activity(office, "C", "2021-12-31")
    keep(office, tmp_path, last, "signed_attendance", "agenda", "report")
    quarters = by_quarter(evidence_completeness(office.store, today=AFTER))
    assert [(each.period, [one.code for one in each.activities]) for each in quarters] == [
        ("2021-Q1", [first]), ("2021-Q2", [long]), ("2021-Q4", [last]),
    ]  # fmt: skip
    assert [each.share for each in quarters] == [0, 0, 1]


def test_a_document_that_was_removed_is_missing_again(office: Workspace, tmp_path: Path) -> None:
    code = activity(office, "A", "2021-08-16")
    keep(office, tmp_path, code, "agenda")
    assert "agenda" not in evidence_completeness(office.store, today=AFTER).missing
    remove_evidence(office, list_evidence(office, code)[0].id)
    assert "agenda" in evidence_completeness(office.store, today=AFTER).missing


def test_nothing_expected_is_complete(office: Workspace) -> None:
    found = evidence_completeness(office.store, today=AFTER)
    assert (found.share, found.expected, found.activities) == (1.0, 0, ())
    assert by_quarter(found) == ()
