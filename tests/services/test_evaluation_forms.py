"""Questions and forms in a real workspace: kept in order, printed under codes, without names."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import Language
from ssc_desktop.services import questions
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.evaluation_forms import copy_codes, print_evaluation, print_test
from ssc_desktop.services.workspaces import Workspace
from tests.services.trainings import training

ENGLISH = Language("en")
ROWS = (
    {"text": "What is a baseline?", "choices": "A first value\n\n A target ", "points": "2",
     "answer": "A first value"},
    {"text": "Name three documents.", "points": "3"},
)  # fmt: skip


@pytest.fixture
def code(office: Workspace) -> str:
    return training(office)


def _texts(pdf: bytes) -> list[str]:
    return [
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pdfium.PdfDocument(pdf)
    ]


def _asked(office: Workspace, code: str) -> list[str | None]:
    return [each.text for each in questions.list_questions(office.store, code)]


def test_questions_are_written_as_a_whole_and_keep_their_order(
    office: Workspace, code: str
) -> None:
    questions.write_questions(office.store, code, ROWS)
    first, second = questions.list_questions(office.store, code)
    assert questions.choices_of(first) == ["A first value", "A target"]
    rows = [{"id": str(second.id), "text": "Name four documents."}, {"text": "Why?"}]
    questions.write_questions(office.store, code, rows)
    assert _asked(office, code) == ["Name four documents.", "Why?"]
    kept = questions.list_questions(office.store, code)
    assert (kept[0].id, kept[0].points) == (second.id, 3)
    assert [each.id for each in questions.list_questions(office.store, code, removed=True)] == [
        first.id
    ]


def test_a_question_is_added_changed_removed_and_restored(office: Workspace, code: str) -> None:
    questions.write_questions(office.store, code, ROWS)
    added = questions.add_question(office.store, code, {"text": "Why?"})
    assert added.position == 3
    questions.change_question(office.store, added.id, {"text": "Why not?"})
    assert _asked(office, code)[-1] == "Why not?"
    questions.remove_question(office.store, added.id)
    assert len(_asked(office, code)) == 2
    questions.restore_question(office.store, added.id)
    assert len(_asked(office, code)) == 3


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"text": " "}, "question-empty"),
        ({"text": "?", "points": "-1"}, "negative-points"),
        ({"text": "?", "choices": "a\nb", "answer": "c"}, "answer-not-offered"),
        ({"text": "?", "id": str(new_key())}, "unknown-question"),
        ({"text": "?", "id": "x"}, "unknown-question"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_all_are_kept(
    office: Workspace, code: str, row: dict[str, str], problem: str
) -> None:
    questions.write_questions(office.store, code, ROWS)
    with pytest.raises(Problem) as refused:
        questions.write_questions(office.store, code, [row])
    assert refused.value.code == problem
    assert len(_asked(office, code)) == 2


def test_a_test_does_not_grow_without_end(office: Workspace, code: str) -> None:
    rows = [{"text": "?"}] * questions.MOST_QUESTIONS
    questions.write_questions(office.store, code, rows)
    for attempt in (
        lambda: questions.add_question(office.store, code, {"text": "?"}),
        lambda: questions.write_questions(office.store, code, [*rows, {"text": "?"}]),
    ):
        with pytest.raises(Problem) as refused:
            attempt()
        assert refused.value.code == "too-many-questions"


def test_there_are_copies_for_everybody_but_the_team_and_three_more(
    office: Workspace, code: str
) -> None:
    assert len(_texts(print_test(office, code, language=ENGLISH).pdf)) == 3 + 3
    assert len(_texts(print_evaluation(office, code, language=ENGLISH).pdf)) == 3 + 3
    assert len(_texts(print_evaluation(office, code, language=ENGLISH, copies=2).pdf)) == 2


@pytest.mark.parametrize("copies", [0, -1, 100_000])
def test_a_number_of_copies_that_makes_no_sense_is_refused(
    office: Workspace, code: str, copies: int, tmp_path: Path
) -> None:
    path = tmp_path / "test.pdf"
    for print_form in (print_test, print_evaluation):
        with pytest.raises(Problem) as refused:
            print_form(office, code, language=ENGLISH, copies=copies, path=path)
        assert (refused.value.code, refused.value.field) == ("copies-out-of-range", "copies")
    assert not path.exists()


def test_the_second_test_carries_the_codes_of_the_first(office: Workspace, code: str) -> None:
    questions.write_questions(office.store, code, ROWS)
    codes = copy_codes(read_register(office.store, code).activity.id, 4)
    before = _texts(print_test(office, code, language=ENGLISH, copies=4).pdf)
    after = _texts(print_test(office, code, language=ENGLISH, copies=4, after=True).pdf)
    pairs = _texts(print_test(office, code, language=ENGLISH, copies=4, pairs=True).pdf)
    assert len(pairs) == 8
    for at, drawn in enumerate(codes):
        assert drawn in before[at]
        assert drawn in after[at]
        assert drawn in pairs[2 * at]
        assert drawn in pairs[2 * at + 1]
    assert all("What is a baseline?" in text for text in (*before, *after))


def test_codes_are_all_different_and_other_for_each_activity() -> None:
    one, other = new_key(), new_key()
    codes = copy_codes(one, 500)
    assert len(set(codes)) == 500
    assert codes[:20] == copy_codes(one, 20)
    assert len(set(codes) & set(copy_codes(other, 500))) < 25
    assert not set("".join(codes)) & set("0O1IL5S8BU2Z")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_no_person_is_named_on_a_form(office: Workspace, code: str, language: str) -> None:
    questions.write_questions(office.store, code, ROWS)
    for print_form in (print_test, print_evaluation):
        text = " ".join(_texts(print_form(office, code, language=Language(language)).pdf))
        for hidden in ("TRAORÉ", "Traoré", "Mamadou", "Alaoui", "DEMO Officer", "+225"):
            assert hidden not in text
        assert {"DEMO", "Formation"} <= set(text.replace(".", " ").split())


def test_the_right_answer_is_never_printed_as_such(office: Workspace, code: str) -> None:
    questions.write_questions(office.store, code, [{"text": "Why?", "answer": "Because"}])
    for after in (False, True):
        printed = print_test(office, code, language=ENGLISH, copies=1, after=after).pdf
        assert "Because" not in _texts(printed)[0]
