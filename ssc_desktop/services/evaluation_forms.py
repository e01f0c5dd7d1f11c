"""Forms for those who took part: the test before and after, the evaluation; both without names."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.attendance import TEAM_ROLES
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.evaluation_form import EvaluationForm, evaluation_form
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.letterhead import Letterhead
from ssc_desktop.paper.question_blocks import Asked
from ssc_desktop.paper.test_form import AFTER, BEFORE, TestForm, test_form
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.letterheads import letterhead_of
from ssc_desktop.services.printed import Printed, write_paper
from ssc_desktop.services.questions import choices_of, questions_of
from ssc_desktop.services.sheet_contents import place_of, read_around
from ssc_desktop.services.workspaces import Workspace

MOST_COPIES = 2000
# For those who come unannounced.
_SPARE = 3
# No letter or digit that is taken for another when it is written by hand.
_LETTERS = "34679ACDEFHJKMNPRTVWXY"
_CODE = 4


def print_test(
    workspace: Workspace,
    code: str | UUID,
    *,
    language: Language,
    copies: int | None = None,
    after: bool = False,
    pairs: bool = False,
    path: Path | None = None,
) -> Printed:
    """Print the test before the session, or ``after`` it, or both for each code (``pairs``).

    The codes of an activity are always the same ones, so that a person finds the code of the first
    test on the second. Copies are for those registered and three more unless said.
    """
    register = read_register(workspace.store, code)
    wanted = _copies(register, copies)
    with workspace.store.reading() as db:
        asked = questions_of(db, register.activity.id)
    form = TestForm(
        letterhead=_letterhead(workspace, register, language),
        questions=tuple(
            Asked(each.text or "", tuple(choices_of(each)), each.points) for each in asked
        ),
        codes=tuple(copy_codes(register.activity.id, wanted)),
        parts=(BEFORE, AFTER) if pairs else (AFTER,) if after else (BEFORE,),
        facts=_facts(register, language),
    )
    pdf = test_form(form, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def print_evaluation(
    workspace: Workspace,
    code: str | UUID,
    *,
    language: Language,
    copies: int | None = None,
    path: Path | None = None,
) -> Printed:
    """Print the evaluation that people fill in before they leave, one page a copy."""
    register = read_register(workspace.store, code)
    form = EvaluationForm(
        _letterhead(workspace, register, language),
        _copies(register, copies),
        _facts(register, language),
    )
    pdf = evaluation_form(form, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def copy_codes(activity: UUID, wanted: int) -> list[str]:
    """The codes of an activity's copies: nothing in them tells who got which copy."""
    codes: dict[str, None] = {}
    number = 0
    while len(codes) < wanted:
        codes[_drawn_code(activity, number)] = None
        number += 1
    return list(codes)


def _drawn_code(activity: UUID, number: int) -> str:
    digest = sha256(activity.bytes + number.to_bytes(4, "big")).digest()
    drawn, letters = int.from_bytes(digest, "big"), ""
    for _ in range(_CODE):
        drawn, letter = divmod(drawn, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def _letterhead(workspace: Workspace, register: Register, language: Language) -> Letterhead:
    """The letterhead without the officer's name: no person is named on an anonymous form."""
    store = workspace.store
    with store.reading() as db:
        around = read_around(db, store.officer_id)
    found = letterhead_of(register, around, language, now())
    return replace(found, printing=Printing(found.printing.at))


def _facts(register: Register, language: Language) -> tuple[tuple[str, str], ...]:
    activity = register.activity
    return (
        (language("Dates"), language.dates(activity.start, activity.end)),
        (language("Place"), place_of(activity.city, None, activity.country, language)),
    )


def _copies(register: Register, copies: int | None) -> int:
    guests = sum(1 for each in register.people if each.role not in TEAM_ROLES)
    wanted = guests + _SPARE if copies is None else copies
    if not 1 <= wanted <= MOST_COPIES:
        raise Problem(
            "copies-out-of-range",
            N_(
                "That many copies cannot be printed at once. Nothing was printed. Choose 1 to {most}."
            ),
            field="copies",
            most=MOST_COPIES,
        )
    return wanted
