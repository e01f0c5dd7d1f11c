"""Signed sheets read back from real files: which sheet and page, what is missing, what is foreign."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import pytest
import segno
from PIL import Image

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import participants
from ssc_desktop.services.activities import show_activity
from ssc_desktop.services.printed import Printed
from ssc_desktop.services.printing import print_attendance
from ssc_desktop.services.scanning import ScannedPage, Scans, looks_scanned, read_scans
from ssc_desktop.services.workspaces import Workspace
from tests.services.signed_scans import everybody, saved, scans_of
from tests.services.trainings import keys, training

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def code(office: Workspace) -> str:
    return training(office)


@pytest.fixture
def sheet(office: Workspace, code: str) -> Printed:
    """A sheet of two pages, one a day."""
    return print_attendance(office.store, code, language=Language("fr"))


def key_of(office: Workspace, code: str) -> UUID:
    return show_activity(office.store, code).activity.id


def statuses(scans: Scans) -> list[str]:
    return [each.status for each in scans.pages]


def readings(page: ScannedPage) -> dict[tuple[UUID | None, str], str]:
    return {(each.participant, each.half_day): each.reading for each in page.cells}


def test_several_pages_in_one_file_are_read_by_person_and_half_day(
    office: Workspace, code: str, sheet: Printed, tmp_path: Path
) -> None:
    woman, man, *_ = keys(office, code)

    def signs(cell: dict[str, object]) -> bool:
        at = UUID(str(cell.get("participant", UUID(int=0)))), cell["half_day"]
        return at in {(woman, MORNING), (woman, AFTERNOON), (man, AFTERNOON)}

    file = saved(scans_of(sheet, signs), tmp_path / "liste.pdf")
    told: list[tuple[int, int]] = []
    scans = read_scans(office.store, [file], progress=lambda *step: told.append(step))
    assert statuses(scans) == ["read", "read"]
    assert [(each.sheet, each.page, each.pages, each.number) for each in scans.pages] == [
        (sheet.sheet_number, 1, 2, 1),
        (sheet.sheet_number, 2, 2, 2),
    ]
    first = readings(scans.pages[0])
    assert first[woman, MORNING] == first[woman, AFTERNOON] == first[man, AFTERNOON] == "signed"
    assert first[man, MORNING] == "empty"
    assert "signed" not in readings(scans.pages[1]).values()
    (found,) = scans.sheets
    assert (found.activity_code, found.missing, found.newcomers) == (code, (), 0)
    assert told == [(1, 1), (1, 1)]


def test_a_missing_page_is_told_and_so_is_a_page_scanned_twice(
    office: Workspace, sheet: Printed, tmp_path: Path
) -> None:
    first, _ = scans_of(sheet, everybody)
    good = saved([first], tmp_path / "good.png")
    poor = saved([cv2.GaussianBlur(first, (0, 0), 3.4)], tmp_path / "blurred.png")
    scans = read_scans(office.store, [poor, good])
    assert statuses(scans) == ["read-twice", "read"]
    assert scans.pages[0].cells == ()
    assert scans.sheets[0].missing == (2,)


def test_upside_down_and_on_its_side_it_is_the_same_page(
    office: Workspace, sheet: Printed, tmp_path: Path
) -> None:
    first, second = scans_of(sheet, everybody)
    files = [
        saved([np.rot90(first, 2)], tmp_path / "down.jpg"),
        saved([np.rot90(second)], tmp_path / "side.jpg"),
    ]
    scans = read_scans(office.store, files)
    assert statuses(scans) == ["read", "read"]
    assert [each.page for each in scans.pages] == [1, 2]
    for page in scans.pages:
        named = [each.reading for each in page.cells if each.participant]
        assert set(named) == {"signed"}
    assert scans.sheets[0].missing == ()


def test_foreign_images_and_broken_files_stop_nothing(
    office: Workspace, sheet: Printed, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing of use")
    cut = saved(scans_of(sheet, everybody)[:1], tmp_path / "cut.png")
    cut.write_bytes(cut.read_bytes()[:5000])
    photo = saved([np.full((900, 1200), 200, np.uint8)], tmp_path / "photo.jpg")
    other = tmp_path / "ticket.png"
    segno.make("https://example.org/ticket").save(str(other), scale=8)
    gone = tmp_path / "gone.png"
    whole = saved(scans_of(sheet, everybody), tmp_path / "whole.tiff")
    scans = read_scans(office.store, [broken, cut, photo, other, gone, whole])
    assert statuses(scans) == [
        *("broken-file", "broken-file", "no-sheet", "foreign", "broken-file"),
        *("read", "read"),
    ]


def test_a_picture_that_would_fill_the_memory_is_refused(office: Workspace, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (30_000, 30_000)).save(bomb)
    assert statuses(read_scans(office.store, [bomb])) == ["too-large"]


def test_a_sheet_of_nobody_or_of_another_activity_is_not_taken(
    office: Workspace, code: str, sheet: Printed, tmp_path: Path
) -> None:
    unrecorded = print_attendance(
        office.store, code, language=Language("fr"), day=1, recorded=False
    )
    unknown = saved(scans_of(unrecorded, everybody), tmp_path / "unknown.png")
    ours = saved(scans_of(sheet, everybody)[:1], tmp_path / "ours.png")
    other = training(office, title="DEMO Autre formation", start="2021-09-01", end="2021-09-01")
    assert statuses(read_scans(office.store, [unknown, ours])) == ["unknown-sheet", "read"]
    scans = read_scans(office.store, [ours], activity=other)
    assert statuses(scans) == ["other-activity"]
    assert (scans.pages[0].activity_code, scans.pages[0].cells) == (code, ())
    with pytest.raises(Problem) as told:
        read_scans(office.store, [ours], activity="ACSS-XX-0000")
    assert told.value.code == "unknown-activity"


def test_an_old_printing_is_read_by_its_own_geometry(
    office: Workspace, code: str, sheet: Printed, tmp_path: Path
) -> None:
    before = keys(office, code)
    participants.add_participant(
        office.store, {"family_name": "Aaa"}, activity=key_of(office, code)
    )
    participants.unregister(office.store, key_of(office, code), before[1])
    newer = print_attendance(office.store, code, language=Language("ar"))
    files = [
        saved(scans_of(sheet, everybody), tmp_path / "old.pdf"),
        saved(scans_of(newer, everybody), tmp_path / "new.pdf"),
    ]
    scans = read_scans(office.store, files)
    assert statuses(scans) == ["read"] * 4
    old = readings(scans.pages[0])
    assert {person for person, _ in old if person} == set(before)
    assert all(old[person, MORNING] == "signed" for person in before)
    first, second = scans.sheets
    assert (first.version, first.newest_version, first.newcomers) == (1, 2, 1)
    assert (second.version, second.newest_version, second.newcomers) == (2, 2, 0)


def test_whoever_listens_may_stop_the_reading(
    office: Workspace, sheet: Printed, tmp_path: Path
) -> None:
    file = saved(scans_of(sheet, everybody), tmp_path / "scan.pdf")

    def stop(*_: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_scans(office.store, [file], progress=stop)


def test_a_sheet_is_told_from_another_document_by_its_first_page(
    office: Workspace, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, everybody)[:1], tmp_path / "scan.jpg")
    photo = saved([np.full((600, 800), 180, np.uint8)], tmp_path / "photo.jpg")
    assert looks_scanned(scan)
    assert not looks_scanned(photo)
