"""The test and the evaluation: codes, boxes, lines, one page; no name, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.evaluation_form import EvaluationForm, evaluation_form, filled_form
from ssc_desktop.paper.question_blocks import Asked
from ssc_desktop.paper.test_form import AFTER, BEFORE, FormBeingFilled, TestForm, test_form
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping, page_text
from tests.paper.test_travel_list import letterhead

TestForm.__test__ = False  # type: ignore[attr-defined]
print_form = test_form
del test_form
LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = "Parmi ces dépenses, lesquelles le bailleur prend-il en charge quand elles sont prévues ? "
QUESTIONS = (
    Asked("Quel document décrit la logique d’un projet ?", ("Le budget", "Le cadre logique"), 2),
    Asked(LONG * 3, (LONG, "Les amendes", LONG * 2), 3),
    Asked("Citez trois pièces justificatives.", (), 1),
    Asked("ما هي الفئات المعنية بمؤشرات المشروع؟ " * 4, ("المهاجرون", "العائدون"), 4),
)
FACTS = (("Dates", "16–20 août 2021"), ("Lieu", "Abidjan"))


def _form(
    questions: tuple[Asked, ...] = QUESTIONS,
    codes: tuple[str, ...] = ("K7M3", "PX4D"),
    **more: Any,
) -> TestForm:
    neutral = more.pop("neutral", False)
    return TestForm(letterhead(neutral=neutral), questions, codes, facts=FACTS, **more)


def _texts(pdf: bytes) -> list[str]:
    return [page_text(pdf, page) for page in range(len(pdfium.PdfDocument(pdf)))]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("questions", [(), QUESTIONS, QUESTIONS * 5])
@pytest.mark.parametrize("neutral", [False, True])
def test_questions_never_overlap_leave_the_page_or_are_cut(
    language: Language, questions: tuple[Asked, ...], neutral: bool
) -> None:
    filled = FormBeingFilled(
        _form(questions, ("K7M3",), parts=(BEFORE, AFTER), neutral=neutral), language
    )
    filled.fill()
    assert overlapping(filled.drawing) == []
    assert outside(filled.drawing) == []
    assert filled.drawing.cut == []


def test_each_copy_carries_its_code_and_a_strip_to_keep() -> None:
    language = Language("en")
    before = _texts(print_form(_form(), language))
    assert [text.count("K7M3") for text in before] == [2, 0]
    assert [text.count("PX4D") for text in before] == [0, 2]
    assert all("Keep this code" in text for text in before)
    after = _texts(print_form(_form(parts=(AFTER,)), language))
    assert [text.count("K7M3") for text in after] == [1, 0]
    assert not any("Keep this code" in text for text in after)


def test_both_parts_of_a_code_lie_together() -> None:
    texts = _texts(print_form(_form(parts=(BEFORE, AFTER)), Language("en")))
    assert ["K7M3" in text for text in texts] == [True, True, False, False]
    assert ["Test after" in text for text in texts] == [False, True, False, True]


def test_a_long_test_goes_on_under_its_code_with_every_question_once() -> None:
    texts = _texts(print_form(_form(QUESTIONS * 6, ("K7M3",)), Language("en")))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert "K7M3" in text
        assert f"Page {number} of {len(texts)}" in text
    numbers = [word for text in texts for word in text.split() if word.rstrip(".").isdigit()]
    for number in range(1, len(QUESTIONS) * 6 + 1):
        assert numbers.count(f"{number}.") == 1


def test_without_questions_there_are_numbered_lines() -> None:
    (text,) = _texts(print_form(_form((), ("K7M3",)), Language("en")))
    assert all(f"{number}." in text for number in range(1, 11))


def test_points_that_are_not_twenty_are_told_beside_the_score() -> None:
    shown = [
        page_text(print_form(_form(questions), Language("en")))
        for questions in (QUESTIONS, (Asked("x", (), 20),), (Asked("x"),))
    ]
    assert ["from 10 points" in text for text in shown] == [True, False, False]
    assert all("/ 20" in text for text in shown)


def test_hundreds_of_copies_cost_little_more_than_one() -> None:
    codes = tuple(f"{number:04d}" for number in range(300))
    sizes = [len(print_form(_form(codes=codes[:count]), Language("fr"))) for count in (1, 300)]
    assert sizes[1] < 8 * sizes[0]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("neutral", [False, True])
def test_an_evaluation_is_one_page_without_overlap(language: Language, neutral: bool) -> None:
    form = EvaluationForm(letterhead(neutral=neutral), 3, FACTS)
    drawing = filled_form(form, language)
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    assert drawing.cut == []
    assert drawing.page == 3
    hidden = "BMZ" in page_text(drawing.finish())
    assert hidden != neutral


def test_an_evaluation_asks_for_four_things_and_three_answers() -> None:
    text = page_text(evaluation_form(EvaluationForm(letterhead(), 1), Language("en")))
    for asked in (
        "Organisation and logistics", "Content", "Interactivity", "Overall satisfaction",
        "Not at all satisfied", "Very satisfied", "useful to you?", "put into practice", "Anonymous",
    ):  # fmt: skip
        assert asked in text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_files_are_kept_for_good_and_are_the_same_each_time(language: Language) -> None:
    for _ in range(2):
        assert faults(print_form(_form(), language)) == []
    assert print_form(_form(), language) == print_form(_form(), language)
    evaluation = EvaluationForm(letterhead(), 2, FACTS)
    assert faults(evaluation_form(evaluation, language)) == []
    assert evaluation_form(evaluation, language) == evaluation_form(evaluation, language)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_longest_title_stands_on_every_form_whole(language: Language) -> None:
    whole = letterhead()
    title = ("DEMO Atelier sur l’accès aux droits des migrant·e·s et leur retour " * 5)[:300]
    long = replace(whole, heading=replace(whole.heading, title=title))
    test = FormBeingFilled(TestForm(long, QUESTIONS, ("K7M3",), (BEFORE, AFTER), FACTS), language)
    test.fill()
    evaluation = filled_form(EvaluationForm(long, 1, FACTS), language)
    for drawing in (test.drawing, evaluation):
        assert drawing.cut == []
        assert overlapping(drawing) == []
