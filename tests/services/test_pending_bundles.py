"""Bundles that wait: of whom each is, which numbers are missing, what helps it on."""

from __future__ import annotations

from pathlib import Path

from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.pending_bundles import APPROVE, ASK, pending_bundles
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, hand_in, made, record


def test_a_laptop_that_is_not_approved_is_named_by_its_device(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    request = join(office, make_card(headquarters, tmp_path).file, tmp_path).file
    record(office)
    file = export_bundle(office).file
    (result,) = import_bundles(headquarters, [file])
    (told,) = pending_bundles(headquarters)
    assert (told.help, told.device, told.missing) == (APPROVE, office.device, ())
    assert told.file == result.archived
    approve(headquarters, request)
    import_bundles(headquarters, [])
    assert pending_bundles(headquarters) == []


def test_the_numbers_that_did_not_come_are_told_until_one_of_them_comes(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    record(office)
    lost = [export_bundle(office, since_last=True).file]
    record(office, "DEMO Deux")
    lost.append(export_bundle(office, since_last=True).file)
    record(office, "DEMO Trois")
    assert hand_in(office, headquarters, since_last=True).status == "waiting"
    (told,) = pending_bundles(headquarters)
    assert (told.help, told.office, told.number, told.missing) == (ASK, "ABJ", 3, (1, 2))
    assert told.officer == "DEMO Officer"
    import_bundles(headquarters, lost[:1])
    (told,) = pending_bundles(headquarters)
    assert told.missing == (2,)
    import_bundles(headquarters, lost[1:])
    assert pending_bundles(headquarters) == []


def test_of_two_laptops_only_the_own_numbers_count(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    with made(tmp_path / "second", "ABJ", "CI") as second:
        enrol(second, headquarters, tmp_path)
        for each in (office, second):
            record(each)
            export_bundle(each, since_last=True)
            record(each, "DEMO Deux")
        hand_in(second, headquarters, since_last=True)
        (told,) = pending_bundles(headquarters)
        assert (told.device, told.missing) == (second.device, (1,))
