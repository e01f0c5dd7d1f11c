"""The questions of an activity's test: list, write as a whole, add, change, remove, restore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.question import Question
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.storage.records import assign, every, find
from ssc_desktop.storage.store import Db, Store

MOST_QUESTIONS = 60


def list_questions(store: Store, code: str | UUID, *, removed: bool = False) -> list[Question]:
    """The questions of an activity in their order."""
    with store.reading() as db:
        return questions_of(db, find_activity(db, code).id, removed=removed)


def questions_of(db: Db, activity: UUID, *, removed: bool = False) -> list[Question]:
    """The same inside an open block."""
    found = every(db, Question, removed=removed, activity_id=activity)
    return sorted(found, key=lambda each: (each.position is None, each.position or 0))


def write_questions(
    store: Store, code: str | UUID, rows: Sequence[Mapping[str, object]]
) -> Changes:
    """Make these rows the questions of an activity, in this order.

    A row with an ``id`` changes that question, one without adds a question; questions no row
    names are removed.
    """
    with store.writing() as db:
        activity = find_activity(db, code).id
        kept = {each.id: each for each in questions_of(db, activity)}
        _refuse_too_many(len(rows))
        for position, row in enumerate(rows, start=1):
            values = {name: value for name, value in row.items() if name != "id"}
            question = _named(kept, row.get("id"))
            if question is None:
                question = Question(activity_id=activity)
                db.add(question)
            _assign(question, {**values, "position": position})
        for question in kept.values():
            question.removed = True
    return Changes.of({"question"}, len(rows))


def add_question(store: Store, code: str | UUID, values: Mapping[str, object]) -> Question:
    """Add a question after the last one."""
    with store.writing() as db:
        activity = find_activity(db, code).id
        asked = questions_of(db, activity)
        _refuse_too_many(len(asked) + 1)
        last = max((each.position or 0 for each in asked), default=0)
        question = Question(activity_id=activity)
        _assign(question, {"position": last + 1, **values})
        db.add(question)
    return question


def change_question(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values of one question."""
    with store.writing() as db:
        _assign(find(db, Question, key), values)
    return Changes.of({"question"})


def remove_question(store: Store, key: UUID) -> Changes:
    """Take a question away; ``restore_question`` brings it back."""
    with store.writing() as db:
        find(db, Question, key).removed = True
    return Changes.of({"question"})


def restore_question(store: Store, key: UUID) -> Changes:
    """Bring a removed question back."""
    with store.writing() as db:
        question = find(db, Question, key)
        if question.removed and question.activity_id is not None:
            _refuse_too_many(len(questions_of(db, question.activity_id)) + 1)
        question.removed = False
    return Changes.of({"question"})


def choices_of(question: Question) -> list[str]:
    """The answers to choose from, none where the answer is written in words."""
    lines = (line.strip() for line in (question.choices or "").splitlines())
    return [line for line in lines if line]


def _named(kept: dict[UUID, Question], key: object) -> Question | None:
    if not key:
        return None
    try:
        return kept.pop(key if isinstance(key, UUID) else UUID(str(key)))
    except (KeyError, ValueError):
        raise Problem(
            "unknown-question",
            N_("The activity has no such question. Nothing was saved. Read the questions again."),
        ) from None


def _assign(question: Question, values: Mapping[str, Any]) -> None:
    assign(question, read_values(Question, values))
    choices = choices_of(question)
    if not (question.text or "").strip():
        raise Problem(
            "question-empty",
            N_("A question has no text. Nothing was saved. Type what is asked."),
            field="text",
        )
    if question.points is not None and question.points < 0:
        raise Problem(
            "negative-points",
            N_("Points cannot be less than nothing. Nothing was saved. Correct them."),
            field="points",
        )
    if question.answer and choices and question.answer not in choices:
        raise Problem(
            "answer-not-offered",
            N_(
                "The right answer is none of the answers to choose from. Nothing was saved. Write it as it stands among them."
            ),
            field="answer",
        )


def _refuse_too_many(count: int) -> None:
    if count > MOST_QUESTIONS:
        raise Problem(
            "too-many-questions",
            N_("A test has {most} questions at most. Nothing was saved. Keep the best ones."),
            most=MOST_QUESTIONS,
        )
