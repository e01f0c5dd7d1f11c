"""A list corrected and decided row by row, imported, imported again, and taken back whole."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.duplicates import likely_duplicates
from ssc_desktop.services.import_undo import recent_imports, undo_import
from ssc_desktop.services.list_drafts import (
    Choice,
    Decision,
    JudgedList,
    ListDraft,
    State,
    amend_row,
    decide_row,
    import_draft,
    judge_draft,
    outline_list,
    read_draft,
    write_left_out,
)
from ssc_desktop.services.participant_lists import ListImport, import_list
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    count_participants,
    list_participants,
)
from ssc_desktop.services.workspaces import Workspace
from tests.workbook.lists_of_tests import SAMPLES, write_text, write_xlsx

HEADINGS = ["Nom", "Prénoms", "Sexe", "Structure", "Fonction", "Tél", "E-mail"]
ROWS = (
    ["Idrissi", "Mohammed", "H", "ANAPEC", "", "+212661234567", ""],
    ["KONÉ", "Awa", "F", "DGIE", "Agente", "07080910", "awa"],
    ["", "", "F", "DGIE", "Assistante", "0701020304", ""],
)


@pytest.fixture
def activity(office: Workspace) -> UUID:
    return add_activity(
        office.store, "workshop", {"title": "DEMO", "start": "2021-08-16", "country": "CI"}
    ).id


@pytest.fixture
def known(office: Workspace) -> UUID:
    values = {"family_name": "El Idrissi", "given_names": "Mohamed", "phone": "+212661234567"}
    return add_participant(office.store, values).id


@pytest.fixture
def draft(office: Workspace, activity: UUID, known: UUID, tmp_path: Path) -> ListDraft:
    path = write_text(tmp_path / "liste.csv", [HEADINGS, *ROWS], "utf-8", ";")
    return read_draft(office.store, path, activity)


def states(judged: JudgedList) -> list[State]:
    return [each.state for each in judged.rows]


def counts(done: ListImport) -> tuple[int, int, int, int]:
    return done.imported, done.matched, done.skipped, done.left_aside


def test_every_row_is_judged(office: Workspace, draft: ListDraft, known: UUID) -> None:
    judged = judge_draft(office.store, draft)
    assert states(judged) == [State.DOUBLE, State.NEW, State.ERROR]
    double, new, error = judged.rows
    assert double.likely[0].person == known
    assert double.likely[0].values["family_name"] == "El Idrissi"
    assert "same telephone" in double.likely[0].told
    assert [(each.field, each.value) for each in new.troubles] == [
        ("phone", "07080910"), ("email", "awa"),
    ]  # fmt: skip
    assert [each.code for each in error.troubles] == ["no-name"]
    assert error.row.phone == "+2250701020304"
    assert count_participants(office.store) == 1


def test_a_correction_is_judged_at_once(office: Workspace, draft: ListDraft) -> None:
    mended = amend_row(draft, 3, "phone", "07 07 08 09 10")
    mended = amend_row(mended, 3, "email", "awa@exemple.test")
    mended = amend_row(mended, 4, "family_name", "Bamba")
    judged = judge_draft(office.store, mended)
    assert states(judged) == [State.DOUBLE, State.NEW, State.NEW]
    assert not any(each.troubles for each in judged.rows)
    worse = judge_draft(office.store, amend_row(mended, 3, "sex", "peut-être"))
    assert [each.code for each in worse.rows[1].troubles] == ["sex-unknown"]
    assert states(judge_draft(office.store, draft))[2] is State.ERROR


def test_what_was_corrected_comes_in_and_the_same_list_adds_nobody(
    office: Workspace, activity: UUID, draft: ListDraft
) -> None:
    mended = amend_row(draft, 3, "phone", "05 07 08 09 10")
    mended = amend_row(mended, 3, "family_name", "Konaté")
    mended = decide_row(mended, 2, Decision(Choice.TWO))
    assert counts(import_draft(office.store, mended)) == (2, 0, 0, 0)
    names = [each.participant.family_name for each in list_participants(office.store, activity)]
    assert names == ["Idrissi", "Konaté"]
    assert counts(import_list(office.store, draft.path, activity)) == (0, 2, 0, 0)
    again = read_draft(office.store, draft.path, activity)
    assert states(judge_draft(office.store, again)) == [State.KNOWN, State.KNOWN, State.ERROR]
    assert count_participants(office.store) == 3


def test_the_same_person_is_not_recorded_again(
    office: Workspace, activity: UUID, draft: ListDraft, known: UUID
) -> None:
    decided = decide_row(draft, 2, Decision(Choice.SAME, known))
    judged = judge_draft(office.store, decided)
    assert (judged.rows[0].state, judged.rows[0].choice) == (State.KNOWN, Choice.SAME)
    assert counts(import_draft(office.store, decided)) == (1, 1, 0, 0)
    person = list_participants(office.store, activity)[0].participant
    assert (person.id, person.alias) == (known, "Idrissi Mohammed")
    assert counts(import_list(office.store, draft.path, activity)) == (0, 2, 0, 0)
    assert count_participants(office.store) == 2


def test_two_people_stay_two_and_are_not_reviewed_again(
    office: Workspace, draft: ListDraft
) -> None:
    done = import_draft(office.store, decide_row(draft, 2, Decision(Choice.TWO)))
    assert counts(done) == (2, 0, 0, 0)
    assert done.possible_duplicates == ()
    assert likely_duplicates(office.store) == []


def test_a_row_left_aside_stays_aside(office: Workspace, activity: UUID, draft: ListDraft) -> None:
    decided = decide_row(draft, 2, Decision(Choice.LEAVE))
    assert states(judge_draft(office.store, decided))[0] is State.ASIDE
    assert counts(import_draft(office.store, decided)) == (1, 0, 0, 1)
    assert counts(import_list(office.store, draft.path, activity)) == (0, 1, 0, 1)
    again = read_draft(office.store, draft.path, activity)
    taken = decide_row(again, 2, Decision(Choice.TAKE))
    assert counts(import_draft(office.store, taken)) == (1, 1, 0, 0)


def test_a_row_can_be_another_row_of_the_list(
    office: Workspace, activity: UUID, tmp_path: Path
) -> None:
    rows = [
        ["Sissoko", "Fanta", "F", "DGME", "", "66010203", ""],
        ["Cissokho", "Fanta", "F", "DGME", "", "", ""],
    ]
    path = write_text(tmp_path / "twice.csv", [HEADINGS, *rows], "utf-8", ";")
    draft = read_draft(office.store, path, activity)
    twin = judge_draft(office.store, draft).rows[1]
    assert (twin.state, twin.likely[0].row) == (State.DOUBLE, 2)
    decided = decide_row(draft, 3, Decision(Choice.SAME, row=2))
    assert counts(import_draft(office.store, decided)) == (1, 0, 1, 0)
    assert counts(import_list(office.store, path, activity)) == (0, 1, 1, 0)


def test_a_decision_can_be_opened_again(office: Workspace, draft: ListDraft) -> None:
    decided = decide_row(draft, 2, Decision(Choice.LEAVE))
    opened = decide_row(decided, 2, None)
    assert states(judge_draft(office.store, opened))[0] is State.DOUBLE


def test_an_import_is_taken_back_whole_also_later(
    office: Workspace, activity: UUID, draft: ListDraft, known: UUID
) -> None:
    decided = decide_row(draft, 2, Decision(Choice.SAME, known))
    done = import_draft(office.store, amend_row(decided, 4, "family_name", "Bamba"))
    assert done.tx > 0
    (past,) = recent_imports(office.store)
    assert (past.tx, past.activity, past.recorded, past.registered) == (done.tx, activity, 2, 3)
    undone = undo_import(office.store, past.tx)
    assert undone.left == ()
    assert list_participants(office.store, activity) == []
    assert count_participants(office.store) == 1
    person = list_participants(office.store)[0].participant
    assert (person.id, person.alias, person.sex) == (known, None, None)
    assert recent_imports(office.store) == []
    again = import_draft(office.store, decided)
    assert counts(again) == (1, 1, 0, 0)


def test_whoever_was_changed_since_stays_when_an_import_is_taken_back(
    office: Workspace, activity: UUID, draft: ListDraft
) -> None:
    done = import_draft(office.store, draft)
    person = list_participants(office.store, activity)[1].participant
    change_participant(office.store, person.id, {"city": "Bouaké"})
    undone = undo_import(office.store, done.tx)
    assert {each.noun for each in undone.left} >= {"participant"}
    assert count_participants(office.store) == 2


def test_nothing_stays_of_an_import_that_was_stopped(office: Workspace, draft: ListDraft) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        import_draft(office.store, draft, stop)
    assert count_participants(office.store) == 1
    assert recent_imports(office.store) == []


def test_what_is_still_wrong_is_written_to_correct_and_comes_back(
    office: Workspace, activity: UUID, draft: ListDraft, tmp_path: Path
) -> None:
    mended = amend_row(draft, 3, "email", "awa@exemple.test")
    done = import_draft(office.store, mended)
    assert {each.code for each in done.rejected} == {"phone-old-ci", "no-name"}
    target = tmp_path / "to correct.xlsx"
    assert write_left_out(mended, target, "fr") == 2
    back = read_draft(office.store, target, activity)
    assert [each.family_name for each in back.as_read.values()] == ["KONÉ", ""]
    with pytest.raises(Problem) as refused:
        write_left_out(mended, mended.path, "fr")
    assert refused.value.code == "same-file"


def test_an_outline_shows_sheets_headings_and_samples() -> None:
    outline = outline_list(SAMPLES / "liste_atelier_abidjan.xlsx")
    fields = {each.field for each in outline.columns}
    assert {"contact", "organisation"} <= fields
    assert all(len(each.samples) <= 3 for each in outline.columns)
    assert any(each.has_people for each in outline.sheets if each.name == outline.sheet)
    assert outline.heading <= outline.last_heading < max(number for number, _ in outline.rows)


def test_headings_nobody_knows_are_told_by_their_place(
    office: Workspace, activity: UUID, tmp_path: Path
) -> None:
    rows = [["Rencontre", "", ""], ["AAA", "BBB", "CCC"], ["Traoré Awa", "zzz", "Juge"]]
    path = write_xlsx(tmp_path / "strange.xlsx", rows)
    outline = outline_list(path, heading=2)
    assert [each.heading for each in outline.columns] == ["AAA", "BBB", "CCC"]
    assert outline.columns[0].samples == ("Traoré Awa",)
    told = {0: "full_name", 2: "function"}
    draft = read_draft(office.store, path, activity, sheet=outline.sheet, columns=told, heading=2)
    (row,) = draft.as_read.values()
    assert (row.family_name, row.given_names, row.function) == ("Traoré", "Awa", "Juge")


def test_another_row_can_be_taken_for_headings(tmp_path: Path) -> None:
    rows = [["Nom", "Prénoms"], ["Nom", "Prénoms", "Téléphone"], ["Koné", "Awa", "0701020304"]]
    path = write_xlsx(tmp_path / "twice.xlsx", rows)
    outline = outline_list(path, heading=1)
    assert (outline.heading, len(outline.columns)) == (1, 3)
    with pytest.raises(Problem):
        outline_list(path, sheet="No such")
