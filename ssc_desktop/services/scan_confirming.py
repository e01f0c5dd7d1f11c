"""Confirming scanned pages: marks, the scan as evidence, those who walked in, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.attendance_grid import Grid, grid_of
from ssc_desktop.services.check_in import put_new_on_list
from ssc_desktop.services.evidence import keep_record, seal_file
from ssc_desktop.services.hand_counts import HandCount, count_of
from ssc_desktop.services.scan_proposals import Box, Outcome, Proposal, Spot, outcome
from ssc_desktop.services.scanning import stamp_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import history, paper_marks, sheets, undoing
from ssc_desktop.storage.attendance import Place, marks
from ssc_desktop.storage.paper_marks import Signed
from ssc_desktop.storage.records import find
from ssc_desktop.storage.store import Db, Store

SIGNED_LIST = "signed_attendance"


@dataclass(frozen=True, slots=True)
class Answered:
    """A page as the officer leaves it: answers by box, names typed for blank lines.

    ``unsigned`` is the state of boxes that nobody signed: None leaves them not marked.
    """

    proposal: Proposal
    answers: Mapping[Spot, str] = field(default_factory=dict)
    walk_ins: Mapping[int, str] = field(default_factory=dict)
    unsigned: str | None = None

    def outcomes(self) -> Iterator[tuple[Box, Outcome]]:
        """What becomes of every box of somebody on the list."""
        for box in self.proposal.boxes:
            yield box, outcome(box, self.answers.get(box.spot), self.unsigned)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation did, and what it needs to be taken back; ``open`` boxes were left."""

    changes: Changes
    tx: int
    marked: int
    walked_in: int
    open: int
    differing: int
    documents: tuple[UUID, ...] = ()
    """The evidence that was kept for it, none of what was kept before."""


def confirm(workspace: Workspace, pages: Sequence[Answered]) -> Confirmed:
    """Record what these pages say, in one transaction: marks with sheet and line, those who walked
    in, the scan as signed list linked to its sheet.

    Boxes nobody answered and what differs from what is typed stay as they are; the same page
    again changes nothing.
    """
    sealed = {file: seal_file(workspace, file) for file in _files(pages)}
    _refuse_changed(pages)
    with workspace.store.writing() as db:
        before = history.last_transaction(db)
        counts: Counter[str] = Counter()
        documents: list[UUID] = []
        for page in pages:
            counts.update(_record(db, page))
        for sheet, scans in _by_sheet(pages).items():
            documents += _keep_scans(db, sheet, scans, sealed)
        db.flush()
        tx = history.last_transaction(db)
    nouns = {"attendance", "evidence", "sheet_print", "registration", "participant"}
    return Confirmed(
        Changes.of(nouns, counts["marked"]),
        tx if tx != before else 0,
        counts["marked"],
        counts["walked_in"],
        counts["open"],
        counts["differing"],
        tuple(documents),
    )


def undo_confirmation(workspace: Workspace, done: Confirmed) -> Changes:
    """Take a confirmation back, documents and all; what somebody changed since stays."""
    if not done.tx:
        return Changes()
    with workspace.store.writing() as db:
        undoing.take_back(db, done.tx)
        for key in done.documents:
            # The sheet named it a moment ago, and it is not taken for one that others use.
            find(db, Evidence, key).removed = True
    return done.changes


def count_with(store: Store, sheet: str, pages: Iterable[Answered]) -> HandCount | None:
    """The hand count of a sheet beside what would be marked once these pages are confirmed."""
    with store.reading() as db:
        printing = sheets.by_number(db, sheet)
        if printing is None or printing.activity_id is None:
            return None
        return count_of(printing, _with(grid_of(db, printing.activity_id), pages))


def _with(grid: Grid, pages: Iterable[Answered]) -> Grid:
    coming: dict[UUID, dict[str, str | None]] = {}
    for page in pages:
        if page.proposal.page.activity == grid.activity:
            for box, then in page.outcomes():
                if box.person and then.writes:
                    coming.setdefault(box.person, {})[box.cell.half_day] = then.state
    people = (
        replace(each, marks=_standing({**each.marks, **coming.get(each.key, {})}))
        for each in grid.people
    )
    return replace(grid, people=tuple(people))


def _standing(told: Mapping[str, str | None]) -> dict[str, str]:
    return {slot: state for slot, state in told.items() if state}


# --- one page -----------------------------------------------------------------------------------


def _record(db: Db, page: Answered) -> Counter[str]:
    scanned = page.proposal.page
    assert scanned.activity is not None
    counts: Counter[str] = Counter()
    read: dict[Place, Signed] = {}
    now_typed = marks(db, scanned.activity)
    for box, _ in page.outcomes():
        then = _of_now(page, box, now_typed)
        counts["open"] += then.is_open
        counts["differing"] += then.differs
        if then.writes and box.person is not None:
            read[box.person, box.cell.half_day] = Signed(
                then.state, bool(then.signed), scanned.sheet, box.cell.row
            )
    counts["marked"] = len(read)
    paper_marks.write(db, scanned.activity, read)
    for line in page.proposal.walk_ins:
        name = page.walk_ins.get(line.at, "").strip()
        if name:
            counts["walked_in"] += 1
            _add_walk_in(db, page, line.at, name)
    return counts


def _of_now(page: Answered, box: Box, typed: Mapping[Place, str]) -> Outcome:
    """What becomes of a box; one that was marked meanwhile is not what was answered."""
    said = typed.get((box.person, box.cell.half_day)) if box.person else None
    if said == box.typed:
        return outcome(box, page.answers.get(box.spot), page.unsigned)
    return outcome(replace(box, typed=said), None, page.unsigned)


def _add_walk_in(db: Db, page: Answered, line: int, name: str) -> None:
    """Somebody who signed a blank line: on the list, and present where the line is signed."""
    scanned = page.proposal.page
    assert scanned.activity is not None
    person = put_new_on_list(db, scanned.activity, name).id
    boxes = next(each.boxes for each in page.proposal.walk_ins if each.at == line)
    read: dict[Place, Signed] = {}
    for box in boxes:
        then = outcome(box, page.answers.get(box.spot))
        if then.signed and then.state in PRESENT_STATES:
            read[person, box.cell.half_day] = Signed(then.state, True, scanned.sheet, box.cell.row)
    paper_marks.write(db, scanned.activity, read)


# --- the scan as evidence -----------------------------------------------------------------------


def _files(pages: Sequence[Answered]) -> list[Path]:
    return list(dict.fromkeys(page.proposal.page.file for page in pages))


def _refuse_changed(pages: Sequence[Answered]) -> None:
    """What is kept as evidence must be what was read."""
    for page in pages:
        scanned = page.proposal.page
        if stamp_of(scanned.file) != scanned.stamp:
            raise Problem(
                "scan-changed",
                N_(
                    "A scan is another file than the one that was read. Nothing was recorded. Read it again."
                ),
            )


def _by_sheet(pages: Sequence[Answered]) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = {}
    for page in pages:
        found.setdefault(page.proposal.page.sheet, []).append(page)
    return found


def _keep_scans(
    db: Db, sheet: str, pages: Sequence[Answered], sealed: Mapping[Path, tuple[str, int]]
) -> Iterator[UUID]:
    """Keep the files of a sheet as signed lists, the first linked to its printing; gives those
    that were not kept before."""
    printing = sheets.by_number(db, sheet)
    if printing is None:
        raise Problem(
            "unknown-sheet",
            N_(
                "No sheet {number} was printed in this workspace. Nothing was changed. Check the number under the large code of the sheet."
            ),
            number=sheet,
        )
    for file in _files(pages):
        values = {"evidence_type": SIGNED_LIST, "contains_persons": True}
        kept, is_new = keep_record(db, printing.activity_id, file.name, sealed[file], values)
        linked = db.get(Evidence, printing.scan_evidence_id) if printing.scan_evidence_id else None
        if linked is None or linked.removed:
            printing.scan_evidence_id = kept.id
        if is_new:
            yield kept.id
