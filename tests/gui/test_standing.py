"""Where each record stands with headquarters: on its page, in the tables, on the exchange page."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import insert

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.gui.pages.office_lists import DECISIONS
from ssc_desktop.gui.pages.participants import MOST_SHOWN
from ssc_desktop.gui.tables import standing_column
from ssc_desktop.gui.widgets.standing_sign import STATES, letter_of, sign_of
from ssc_desktop.language import Language
from ssc_desktop.services import activities, exchange
from ssc_desktop.services.deciding import note_decision
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.gui.conftest import PASSPHRASE, Desktop, fill, open_in, press, write
from tests.services.exchanging import enrol, made, record

MANY = 40_000


@dataclass(frozen=True)
class Answered:
    """A closed office that heard back from its headquarters: one activity was corrected, another
    stands as it was, a third was recorded since; of three people one was merged."""

    folder: Path
    corrected: UUID
    kept: UUID
    new: UUID
    merged: UUID
    people: tuple[UUID, ...]


@pytest.fixture
def answered(office: Workspace, tmp_path: Path) -> Answered:
    """The office, after a round trip."""
    with made(tmp_path / "siege", "HQ", "MA", "headquarters") as headquarters:
        enrol(office, headquarters, tmp_path)
        people = fill(office, 3).people
        corrected, kept = record(office, "DEMO Corrigé"), record(office, "DEMO Gardé")
        back_and_forth(office, headquarters)
        activities.change_activity(headquarters.store, corrected, {"city": "Bouaké"})
        reason = "The list names another town"
        note_decision(headquarters.store, "activity", corrected, "corrected", reason, "city")
        merge_people(headquarters.store, people[0], people[1], reason="Same telephone")
        back_and_forth(office, headquarters)
    new = record(office, "DEMO Nouveau")
    folder = office.folder
    office.close()
    # What the two leave behind is let go of here, not in a turn of the window.
    gc.collect()
    return Answered(folder, corrected, kept, new, people[1], people)


def back_and_forth(office: Workspace, headquarters: Workspace) -> None:
    """A bundle and its answer."""
    file = exchange.export_bundle(office, level="identified").file
    exchange.import_bundles(headquarters, [file])
    exchange.import_bundles(office, [export_return(headquarters, "ABJ").file])


def cell(table: Any, key: UUID, of: Callable[[Any], UUID] = lambda row: row.id) -> str:
    """What the column of headquarters reads of a record."""
    column = next(each for each in table.model.columns if each.name == standing_column.NAME)
    return next(column.text(row) for row in table.model.rows if of(row) == key)


def test_the_page_of_an_activity_says_where_it_stands_and_why(
    desktop: Desktop, answered: Answered
) -> None:
    open_in(desktop, answered.folder)
    line = desktop.go("activity", answered.corrected).at_headquarters
    assert line.isVisible()
    assert line.words.text().startswith("Corrected by headquarters · ")
    assert line.words.text().endswith("Reason: The list names another town")
    line = desktop.go("activity", answered.kept).at_headquarters
    assert line.words.text().startswith("At headquarters since ")
    line = desktop.go("activity", answered.new).at_headquarters
    assert line.words.text() == "Only here"


def test_an_edit_makes_a_record_one_that_is_only_here(desktop: Desktop, answered: Answered) -> None:
    open_in(desktop, answered.folder)
    page = desktop.go("activity", answered.kept)
    field = page.part.form.boxes["city"].editor
    field.setFocus()
    write(field, "Man")
    press(field, Qt.Key.Key_Return)
    page.leave()
    desktop.settle()
    assert page.at_headquarters.words.text() == "Only here"


def test_the_tables_have_a_column_that_tells_and_sorts(
    desktop: Desktop, answered: Answered
) -> None:
    open_in(desktop, answered.folder)
    table = desktop.go("activities").table
    assert cell(table, answered.corrected) == "Corrected by headquarters"
    assert cell(table, answered.kept).startswith("At headquarters since ")
    assert cell(table, answered.new) == "Only here"
    place = [each.name for each in table.model.columns].index(standing_column.NAME)
    assert not table.model.columns[place].icon(table.model.rows[0]).isNull()
    table.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    desktop.go("home")
    desktop.go("activities")
    assert table.model.rows[0].id == answered.new
    assert table.model.rows[-1].id == answered.corrected
    people = desktop.go("participants").table
    survivor = cell(people, answered.people[0], lambda row: row.participant.id)
    assert survivor.startswith("At headquarters since ")


def test_the_panel_of_a_person_says_where_the_record_stands(
    desktop: Desktop, answered: Answered
) -> None:
    open_in(desktop, answered.folder)
    page = desktop.go("participants", answered.people[2])
    assert page.panel.at_headquarters.words.text().startswith("At headquarters since ")


def test_a_column_that_is_hidden_asks_nothing_until_it_is_shown(
    desktop: Desktop, answered: Answered
) -> None:
    open_in(desktop, answered.folder)
    table = desktop.go("participants").table
    place = [each.name for each in table.model.columns].index(standing_column.NAME)
    column = table.model.columns[place]
    table.view.setColumnHidden(place, True)
    column.text.__self__.found.clear()
    desktop.page.read_again()
    desktop.settle()
    assert column.text(table.model.rows[0]) == ""
    table.view.setColumnHidden(place, False)
    desktop.settle()
    assert column.text(table.model.rows[0]).startswith("At headquarters since ")


def test_the_exchange_page_says_what_headquarters_has_and_decided(
    desktop: Desktop, answered: Answered
) -> None:
    open_in(desktop, answered.folder)
    content = desktop.go("exchange").content
    assert content._count.text().endswith("changes only here")
    assert content._count_below.text().startswith("Headquarters has everything up to ")
    rows = content.lists.decisions.table.model.rows
    told = {(each.decision.verdict, each.decision.reason) for each in rows}
    assert told == {("corrected", "The list names another town"), ("merged", "Same telephone")}
    assert not content.lists.decisions.undo_button.isVisible()
    content.lists.setCurrentIndex(DECISIONS)
    desktop.settle()
    view = content.lists.decisions.table.view
    view.setFocus()
    place = next(at for at, row in enumerate(rows) if row.decision.verdict == "corrected")
    view.selectRow(place)
    QTest.keyClick(view, Qt.Key.Key_Return)
    desktop.settle()
    assert (desktop.page.name, desktop.page.key) == ("activity", answered.corrected)


def test_an_identified_bundle_asks_for_its_basis_which_is_offered_again(
    desktop: Desktop, answered: Answered
) -> None:
    from ssc_desktop.storage.local import forget_fact

    with open_workspace(answered.folder, PASSPHRASE) as office, office.store.writing() as db:
        forget_fact(db, "transfer_basis:CI")
    open_in(desktop, answered.folder)
    content = desktop.go("exchange").content
    assert not content.choices.basis.isVisible()
    before = len(content.table.model.rows)
    content.choices.levels.setCurrentIndex(content.choices.levels.findData("identified"))
    content.export()
    desktop.settle()
    assert "basis" in content.notice.text
    assert content.choices.basis.hasFocus()
    assert len(content.table.model.rows) == before
    write(content.choices.basis, "CNDP D-12/2026")
    content.export()
    desktop.settle()
    assert content.table.model.rows[0].level == "identified"
    again = desktop.go("exchange").content
    assert again.choices.basis.text() == "CNDP D-12/2026"


def test_headquarters_has_no_such_column_and_no_such_line(headquarters_open: Desktop) -> None:
    table = headquarters_open.go("participants").table
    assert standing_column.NAME not in [each.name for each in table.model.columns]
    assert not headquarters_open.page.panel.at_headquarters.isVisible()


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_each_state_has_a_letter_and_a_shape_of_its_own(qapp: Any, code: str) -> None:
    language = Language(code)
    letters = {letter_of(state, language) for state in STATES}
    assert len(letters) == len({shape for _, shape, _ in STATES.values()}) == len(STATES)
    pictures = [sign_of(state, language).pixmap(18, 18).toImage() for state in STATES]
    assert all(one != other for one, other in pairwise(pictures))


def test_of_forty_thousand_people_those_shown_are_told_without_holding_the_window_up(
    desktop: Desktop, answered: Answered
) -> None:
    with open_workspace(answered.folder, PASSPHRASE) as office, office.store.writing() as db:
        rows = [{"id": new_key(), "family_name": f"A DEMO {n}", "sex": "F"} for n in range(MANY)]
        db.execute(insert(Participant), rows)
    open_in(desktop, answered.folder)
    desktop.longest = 0.0
    table = desktop.go("participants").table
    column = next(each for each in table.model.columns if each.name == standing_column.NAME)
    told = [column.text(row) for row in table.model.rows]
    assert told == ["Only here"] * MOST_SHOWN
    assert desktop.longest < 0.05
