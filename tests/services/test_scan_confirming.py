"""From what was read to recorded attendance: proposed, answered, confirmed, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from ssc_desktop.domain.evidence import Evidence, SheetPrint
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import (
    attendance,
    erasure,
    evidence,
    hand_counts,
    merged_people,
    participants,
)
from ssc_desktop.services.printed import Printed
from ssc_desktop.services.printing import list_printings, print_attendance
from ssc_desktop.services.scan_confirming import (
    Answered,
    Confirmed,
    confirm,
    count_with,
    undo_confirmation,
)
from ssc_desktop.services.scan_proposals import Proposal, propose
from ssc_desktop.services.scanning import read_scans
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import paper_marks
from ssc_desktop.storage.paper_marks import Signed
from tests.services.signed_scans import Signs, saved, scans_of
from tests.services.trainings import keys, training

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


class Desk:
    """A training whose first day was signed by some, and what is done with the scan of it."""

    def __init__(self, office: Workspace, folder: Path) -> None:
        self.office = office
        self.folder = folder
        self.code = training(office)
        self.people = keys(office, self.code)
        self.sheet = print_attendance(office.store, self.code, language=Language("fr"), day=1)

    def scan(self, signs: Signs, *, one_bit: bool = False, sheet: Printed | None = None) -> Path:
        pages = scans_of(sheet or self.sheet, signs)
        if one_bit:
            pages = [np.where(each > 140, 255, 0).astype(np.uint8) for each in pages]
        return saved(pages, self.folder / f"scan{len(list(self.folder.iterdir()))}.png")

    def proposed(self, file: Path) -> Proposal:
        (proposal,) = propose(self.office.store, read_scans(self.office.store, [file]).pages)
        return proposal

    def confirm(self, proposal: Proposal, **more: Any) -> Confirmed:
        return confirm(self.office, [Answered(proposal, **more)])

    @property
    def marks(self) -> dict[tuple[UUID, str], str]:
        return attendance.read_register(self.office.store, self.code).marks

    @property
    def activity(self) -> UUID:
        return attendance.read_register(self.office.store, self.code).activity.id

    @property
    def on_paper(self) -> dict[tuple[UUID, str], Signed]:
        with self.office.store.reading() as db:
            return paper_marks.on_paper(db, self.activity)

    @property
    def printing(self) -> SheetPrint:
        return list_printings(self.office.store, self.activity)[0]

    @property
    def documents(self) -> list[Evidence]:
        return [each.evidence for each in evidence.list_evidence(self.office, self.code)]


@pytest.fixture
def desk(office: Workspace, tmp_path: Path) -> Desk:
    scans = tmp_path / "scans"
    scans.mkdir()
    return Desk(office, scans)


def by(*places: tuple[UUID, str]) -> Signs:
    """Those sign, and nobody else."""
    wanted = {(str(person), slot) for person, slot in places}
    return lambda cell: (cell.get("participant"), cell["half_day"]) in wanted


def spot(proposal: Proposal, person: UUID, slot: str) -> tuple[int, str]:
    return next(
        box.spot for box in proposal.boxes if box.person == person and box.cell.half_day == slot
    )


def test_who_signed_was_present_and_who_did_not_is_not_marked(desk: Desk) -> None:
    woman, man, _, trainer = desk.people
    file = desk.scan(by((woman, MORNING), (man, AFTERNOON), (trainer, MORNING)))
    done = desk.confirm(desk.proposed(file))
    assert desk.marks == {
        (woman, MORNING): "present", (man, AFTERNOON): "present", (trainer, MORNING): "present",
    }  # fmt: skip
    assert (done.marked, done.open, done.differing) == (3, 0, 0)
    number = desk.sheet.sheet_number
    assert desk.on_paper[woman, MORNING] == Signed("present", True, number, 1)
    assert desk.on_paper[man, AFTERNOON] == Signed("present", True, number, 2)


def test_the_scan_is_kept_as_signed_list_and_linked_to_its_sheet(desk: Desk) -> None:
    file = desk.scan(by((desk.people[0], MORNING)))
    desk.confirm(desk.proposed(file))
    (kept,) = desk.documents
    assert (kept.evidence_type, kept.file_name) == ("signed_attendance", file.name)
    assert desk.printing.scan_evidence_id == kept.id
    assert evidence.open_evidence(desk.office, kept.id) == file.read_bytes()


def test_an_undo_takes_back_marks_scan_and_walk_in(desk: Desk) -> None:
    woman, man, *_ = desk.people
    attendance.mark(desk.office.store, desk.code, [(woman, MORNING, "late")])
    before = desk.marks
    blank = min(cell["row"] for cell in pages(desk)[0]["blank_cells"])

    def signs(cell: dict[str, Any]) -> bool:
        named = cell.get("participant") in (str(woman), str(man))
        return named or ("participant" not in cell and cell["row"] == blank)

    proposal = desk.proposed(desk.scan(signs))
    (line,) = proposal.walk_ins
    done = desk.confirm(proposal, walk_ins={line.at: "Ouattara Salimata"})
    assert done.walked_in == 1
    assert len(keys(desk.office, desk.code)) == len(desk.people) + 1
    undo_confirmation(desk.office, done)
    assert desk.marks == before
    assert keys(desk.office, desk.code) == desk.people
    assert desk.documents == []
    assert desk.printing.scan_evidence_id is None
    again = desk.confirm(proposal)
    assert again.marked == 4
    assert len(desk.documents) == 1


def pages(desk: Desk) -> list[dict[str, Any]]:
    assert desk.sheet.geometry is not None
    return list(desk.sheet.geometry["pages"])


def test_who_signed_a_blank_line_is_typed_once(desk: Desk) -> None:
    blank = min(cell["row"] for cell in pages(desk)[0]["blank_cells"])

    def signs(cell: dict[str, Any]) -> bool:
        return "participant" not in cell and (cell["row"], cell["half_day"]) == (blank, MORNING)

    file = desk.scan(signs)
    proposal = desk.proposed(file)
    (line,) = proposal.walk_ins
    assert (line.number, line.person, line.is_blank) == (blank, None, True)
    desk.confirm(proposal, walk_ins={line.at: "Ouattara Salimata"})
    (new,) = set(keys(desk.office, desk.code)) - set(desk.people)
    assert desk.marks == {(new, MORNING): "present"}
    assert desk.on_paper[new, MORNING].row == blank
    assert desk.proposed(file).walk_ins == ()


def test_a_name_that_is_on_the_list_stops_the_whole(desk: Desk) -> None:
    woman, *_ = desk.people

    def signs(cell: dict[str, Any]) -> bool:
        return cell["row"] in (1, 4) and not cell.get("team")

    proposal = desk.proposed(desk.scan(signs))
    (line,) = proposal.walk_ins
    with pytest.raises(Problem) as told:
        desk.confirm(proposal, walk_ins={line.at: "TRAORÉ Awa"})
    assert told.value.code == "name-on-list"
    assert desk.marks == {}
    assert desk.documents == []
    assert keys(desk.office, desk.code)[0] == woman


def test_what_is_typed_stays_and_is_told_until_the_box_is_answered(desk: Desk) -> None:
    woman, man, other, trainer = desk.people
    typed = [
        (woman, MORNING, "absent"), (man, MORNING, "present"),
        (other, MORNING, "excused"), (trainer, MORNING, "late"),
    ]  # fmt: skip
    attendance.mark(desk.office.store, desk.code, typed)
    file = desk.scan(by((woman, MORNING), (trainer, MORNING)))
    proposal = desk.proposed(file)
    done = desk.confirm(proposal)
    assert desk.marks == {(person, slot): state for person, slot, state in typed}
    assert done.differing == 2
    assert desk.on_paper == {(trainer, MORNING): Signed("late", True, desk.sheet.sheet_number, 1)}
    answers = {spot(proposal, woman, MORNING): "signed", spot(proposal, man, MORNING): "empty"}
    done = desk.confirm(desk.proposed(file), answers=answers)
    assert (done.marked, done.differing) == (2, 0)
    assert desk.marks == {
        (woman, MORNING): "present", (other, MORNING): "excused", (trainer, MORNING): "late",
    }  # fmt: skip


def test_the_same_scan_twice_doubles_nothing(desk: Desk) -> None:
    woman, *_ = desk.people
    file = desk.scan(by((woman, MORNING), (woman, AFTERNOON)))
    assert desk.confirm(desk.proposed(file)).marked == 2
    before = desk.marks
    proposal = desk.proposed(file)
    assert [box.is_known for box in proposal.boxes if box.person == woman] == [True, True]
    done = desk.confirm(proposal)
    assert (done.marked, done.documents, done.tx) == (0, (), 0)
    assert desk.marks == before
    assert len(desk.documents) == 1


def test_a_mark_that_was_cleared_since_is_taken_from_the_sheet_again(desk: Desk) -> None:
    woman, man, *_ = desk.people
    file = desk.scan(by((woman, MORNING), (man, MORNING)))
    desk.confirm(desk.proposed(file), unsigned="absent")
    attendance.mark(desk.office.store, desk.code, [(woman, MORNING, None)])
    proposal = desk.proposed(file)
    done = desk.confirm(proposal, answers={spot(proposal, man, AFTERNOON): "signed"})
    assert done.marked == 2
    assert desk.marks[woman, MORNING] == desk.marks[man, AFTERNOON] == "present"


def test_without_grey_nobody_is_called_absent_and_each_doubt_is_asked(desk: Desk) -> None:
    woman, man, *_ = desk.people
    file = desk.scan(by((woman, MORNING)), one_bit=True)
    proposal = desk.proposed(file)
    assert "one-bit" in proposal.page.remarks
    done = desk.confirm(proposal, unsigned="absent")
    assert done.open > 0
    assert "absent" not in desk.marks.values()
    answer = {spot(proposal, man, AFTERNOON): "empty", spot(proposal, man, MORNING): "signed"}
    desk.confirm(desk.proposed(file), answers=answer, unsigned="absent")
    assert (desk.marks[man, AFTERNOON], desk.marks[man, MORNING]) == ("absent", "present")


def test_empty_boxes_become_absent_only_where_it_is_asked_for(desk: Desk) -> None:
    woman, man, other, trainer = desk.people
    attendance.mark(desk.office.store, desk.code, [(other, MORNING, "excused")])
    done = desk.confirm(desk.proposed(desk.scan(by((woman, MORNING)))), unsigned="absent")
    assert desk.marks[woman, MORNING] == "present"
    assert desk.marks[other, MORNING] == "excused"
    states = [desk.marks[person, AFTERNOON] for person in desk.people]
    assert states == ["absent"] * 4
    assert (desk.marks[man, MORNING], desk.marks[trainer, MORNING]) == ("absent", "absent")
    assert done.marked == 7


def test_who_was_merged_since_is_marked_under_the_key_that_stands(desk: Desk) -> None:
    woman, man, *_ = desk.people
    heir = participants.add_participant(desk.office.store, {"family_name": "Traore"}).id
    merged_people.merge_people(desk.office.store, heir, woman)
    desk.confirm(desk.proposed(desk.scan(by((woman, MORNING), (man, MORNING)))))
    assert desk.marks == {(heir, MORNING): "present", (man, MORNING): "present"}


def test_who_left_the_list_is_not_marked_and_stops_nobody(desk: Desk) -> None:
    woman, man, *_ = desk.people
    participants.unregister(desk.office.store, desk.activity, woman)
    proposal = desk.proposed(desk.scan(by((woman, MORNING), (man, MORNING))))
    assert {box.person for box in proposal.boxes if box.is_gone} == {woman}
    desk.confirm(proposal)
    assert desk.marks == {(man, MORNING): "present"}


def test_who_was_renamed_since_is_named_as_known_today(desk: Desk) -> None:
    woman, *_ = desk.people
    participants.change_participant(desk.office.store, woman, {"family_name": "Cissé"})
    proposal = desk.proposed(desk.scan(by((woman, MORNING))))
    assert next(each.name for each in proposal.lines if each.person == woman).startswith("CISSÉ")


def test_whose_data_was_erased_is_found_on_no_old_sheet(desk: Desk) -> None:
    woman, man, *_ = desk.people
    file = desk.scan(by((woman, MORNING), (man, MORNING)))
    erasure.erase_participant(desk.office.store, woman, "asked by the person", confirm=True)
    proposal = desk.proposed(file)
    assert {box.person for box in proposal.boxes if box.is_gone} == {woman}
    assert next(each.name for each in proposal.lines if each.person == woman) == ""
    desk.confirm(proposal)
    assert desk.marks == {(man, MORNING): "present"}


def test_people_merged_in_a_circle_end_somewhere(desk: Desk) -> None:
    woman, man, *_ = desk.people
    with desk.office.store.writing() as db:
        for one, other in ((woman, man), (man, woman)):
            db.get_one(Participant, one).merged_into_id = other
    proposal = desk.proposed(desk.scan(by((woman, MORNING), (man, MORNING))))
    assert {box.person for box in proposal.boxes if box.person} <= set(desk.people)


def test_a_mark_typed_while_one_looked_at_the_scan_stays(desk: Desk) -> None:
    woman, man, *_ = desk.people
    proposal = desk.proposed(desk.scan(by((woman, MORNING), (man, MORNING))))
    attendance.mark(desk.office.store, desk.code, [(woman, MORNING, "excused")])
    done = desk.confirm(proposal, answers={spot(proposal, woman, MORNING): "signed"})
    assert desk.marks == {(woman, MORNING): "excused", (man, MORNING): "present"}
    assert done.differing == 1


def test_a_scan_that_is_gone_records_nothing(desk: Desk) -> None:
    file = desk.scan(by((desk.people[0], MORNING)))
    proposal = desk.proposed(file)
    file.unlink()
    with pytest.raises(Problem) as told:
        desk.confirm(proposal)
    assert told.value.code == "evidence-unreadable"
    assert desk.marks == {}


def test_another_file_of_the_same_name_is_no_evidence_of_what_was_read(desk: Desk) -> None:
    file = desk.scan(by((desk.people[0], MORNING)))
    proposal = desk.proposed(file)
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(Problem) as told:
        desk.confirm(proposal)
    assert told.value.code == "scan-changed"
    assert (desk.marks, desk.documents) == ({}, [])


def test_the_hand_count_is_held_against_what_would_be_marked(desk: Desk) -> None:
    woman, man, *_ = desk.people
    hand_counts.write_count(desk.office.store, desk.sheet.sheet_number, women=1, men=2, total=3)
    proposal = desk.proposed(desk.scan(by((woman, MORNING), (man, AFTERNOON))))
    count = count_with(desk.office.store, desk.sheet.sheet_number, [Answered(proposal)])
    assert count is not None
    assert [(each.what, each.counted, each.marked) for each in count.differences] == [
        ("men", 2, 1),
        ("total", 3, 2),
    ]
    left = Answered(proposal, {spot(proposal, man, AFTERNOON): "left"})
    count = count_with(desk.office.store, desk.sheet.sheet_number, [left])
    assert count is not None
    assert count.sheet.marked_total == 1
    assert desk.marks == {}


def test_pages_in_files_of_their_own_are_all_kept(desk: Desk) -> None:
    both = print_attendance(desk.office.store, desk.code, language=Language("en"))
    first, second = scans_of(both, lambda cell: cell.get("participant") == str(desk.people[0]))
    files = [saved([first], desk.folder / "1.png"), saved([second], desk.folder / "2.png")]
    found = propose(desk.office.store, read_scans(desk.office.store, files).pages)
    done = confirm(desk.office, [Answered(each) for each in found])
    assert done.marked == 4
    assert sorted(each.file_name or "" for each in desk.documents) == ["1.png", "2.png"]
    assert read_scans(desk.office.store, files[1:]).sheets[0].missing == ()


def test_an_answer_can_be_given_to_a_copy_of_a_proposal(desk: Desk) -> None:
    proposal = desk.proposed(desk.scan(by((desk.people[0], MORNING))))
    page = Answered(proposal)
    changed = replace(page, answers={spot(proposal, desk.people[1], MORNING): "signed"})
    assert sum(then.writes for _, then in page.outcomes()) == 1
    assert sum(then.writes for _, then in changed.outcomes()) == 2
