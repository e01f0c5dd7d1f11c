"""`question`: the questions of an activity's test: list, add, set, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.question import Question
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (N_("Id"), N_("Order"), N_("Question"), N_("Answers to choose from"), N_("Points"))

question = Group(
    "question",
    help=N_("The questions of the test before and after an activity."),
    example="ssc-desktop question list ACSS-CI-2021-CAP-001",
)


@question.command(
    "list",
    help=N_("List the questions of an activity in their order."),
    example="ssc-desktop question list ACSS-CI-2021-CAP-001 --json",
)
@click.argument("code")
def _list(code: str) -> None:
    call = this_call()
    with opened(call) as workspace:
        _answer(call, workspace, code)


@question.command(
    "add",
    help=N_("Add a question after the last one; without choices it is answered in words."),
    example=(
        "ssc-desktop question add ACSS-CI-2021-CAP-001 --text 'What is a baseline?' "
        "--choice 'A first value' --choice 'A target' --answer 'A first value' --points 2"
    ),
)
@click.argument("code")
@option("--text", required=True, help=N_("What is asked."))
@option("--choice", "choices", multiple=True, help=N_("An answer to choose; give each of them."))
@option("--answer", help=N_("The right answer; it is never printed."))
@option("--points", help=N_("What the right answer is worth."))
def _add(
    code: str, text: str, choices: tuple[str, ...], answer: str | None, points: str | None
) -> None:
    from ssc_desktop.services.questions import add_question

    call = this_call()
    values = {"text": text, "choices": "\n".join(choices), "answer": answer, "points": points}
    with opened(call) as workspace:
        add_question(workspace.store, code, values)
        _answer(call, workspace, code)


@question.command(
    "set",
    help=N_("Change a question; what is not given stays, an empty text takes it away."),
    example="ssc-desktop question set ACSS-CI-2021-CAP-001 ID --text 'What is a target?' --points 3",
)
@click.argument("code")
@click.argument("key", metavar="ID")
@option("--text", help=N_("What is asked."))
@option(
    "--choice",
    "choices",
    multiple=True,
    help=N_("An answer to choose, instead of those there were; give each of them."),
)
@option("--answer", help=N_("The right answer; it is never printed."))
@option("--points", help=N_("What the right answer is worth."))
def _set(
    code: str,
    key: str,
    text: str | None,
    choices: tuple[str, ...],
    answer: str | None,
    points: str | None,
) -> None:
    from ssc_desktop.services.questions import change_question, list_questions

    given = {"text": text, "choices": "\n".join(choices) if choices else None}
    given |= {"answer": answer, "points": points}
    values = {name: value for name, value in given.items() if value is not None}
    if not values:
        raise Problem(
            "nothing-to-change",
            N_("Nothing was given that should change. Nothing was saved. Give --text or another."),
        )
    call = this_call()
    with opened(call) as workspace:
        known = {each.id for each in list_questions(workspace.store, code)}
        change_question(workspace.store, _key(key, known), values)
        _answer(call, workspace, code)


@question.command(
    "remove",
    help=N_("Take a question out of the test of an activity; with --restore, bring it back."),
    example="ssc-desktop question remove ACSS-CI-2021-CAP-001 ID",
)
@click.argument("code")
@click.argument("key", metavar="ID")
@option("--restore", is_flag=True, help=N_("Bring back what was taken off."))
def _remove(code: str, key: str, restore: bool) -> None:
    from ssc_desktop.services.questions import list_questions, remove_question, restore_question

    call = this_call()
    with opened(call) as workspace:
        known = {each.id for each in list_questions(workspace.store, code, removed=restore)}
        (restore_question if restore else remove_question)(workspace.store, _key(key, known))
        _answer(call, workspace, code)


def _key(text: str, known: set[UUID]) -> UUID:
    """The id of one of the activity's questions."""
    found = next((each for each in known if str(each) == text.strip().lower()), None)
    if found is None:
        raise Problem(
            "unknown-question",
            N_("The activity has no such question. Nothing was saved. Read the questions again."),
        )
    return found


def _answer(call: Call, workspace: Workspace, code: str) -> None:
    from ssc_desktop.services.questions import choices_of, list_questions

    asked = list_questions(workspace.store, code)
    rows = [
        (each.id, each.position, each.text, " / ".join(choices_of(each)), each.points)
        for each in asked
    ]
    call.answer([_shape(each) for each in asked], lambda: call.table(_HEADS, rows))


def _shape(each: Question) -> Shape:
    from ssc_desktop.services.questions import choices_of

    return {
        "id": str(each.id),
        "position": each.position,
        "text": each.text,
        "choices": choices_of(each),
        "points": each.points,
        "answer": each.answer,
    }
