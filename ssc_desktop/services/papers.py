"""Every paper of an activity by its name: which exist, what may be chosen, print one or all.

A paper's own module is imported when the paper is asked for: a window that shows one paper does not
wait for what draws the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.attendance import TEAM_ROLES
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.printed import NOT_WRITTEN, Printed
from ssc_desktop.services.workspaces import Workspace

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
EVERY_KIND = frozenset(ALL_KINDS)
MEETINGS = EVERY_KIND - {"pilot_activity"}
PILOTS = frozenset({"pilot_activity"})
_NO_HALF_DAYS = N_("The activity has no half-days yet. Give it a start date.")
_NOBODY = N_("Nobody is registered yet. Add participants or import a list.")
_NOT_MARKED = N_("No attendance is recorded yet. Mark who was there.")
_NOT_ENOUGH = N_("Nobody has attended the share of half-days that an attestation needs.")

Told = Callable[[int, int, str], None]
"""Told how many papers are done, how many there are, and the marked title of the next."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a paper is wanted; each paper reads what concerns it.

    Not ``recorded``, a paper is to be looked at only: no printing is noted, no number is given.
    """

    language: Language
    day: int | None = None
    grid: bool = False
    columns: tuple[str, ...] | None = None
    orientation: str = "landscape"
    participants: tuple[UUID, ...] = ()
    per_page: int = 8
    copies: int | None = None
    after: bool = False
    identity: bool = False
    geometry_path: Path | None = None
    recorded: bool = True


Print = Callable[[Workspace, UUID, Wish, Path | None], Printed]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its name and titles, the kinds of activity that have it."""

    name: str
    title: str
    about: str
    kinds: frozenset[str]
    lacking: Callable[[Register], str]
    print: Print

    def file_name(self, code: str, wish: Wish) -> str:
        """A name for its file that says which paper it is, and nothing of people."""
        day = f"-{wish.day}" if wish.day and self.name == "attendance" else ""
        # A code is what people typed: it shall not lead out of the folder they chose.
        stem = _NOT_IN_NAMES.sub("-", code).lstrip("-.") or "activity"
        return f"{stem}-{self.name}{day}-{wish.language.code}.pdf"


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper of one activity; ``reason`` (marked) says why it cannot be printed yet."""

    paper: Paper
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One paper of a job that prints several."""

    paper: Paper
    language: Language
    printed: Printed


def paper_named(name: str) -> Paper:
    """The paper of that name."""
    found = next((each for each in PAPERS if each.name == name), None)
    if found is None:
        raise Problem(
            "unknown-paper",
            N_("There is no paper named {name}. Nothing was printed. Choose one of: {known}."),
            name=name,
            known=", ".join(each.name for each in PAPERS),
        )
    return found


def papers_of(workspace: Workspace, code_or_key: str | UUID) -> tuple[Offered, ...]:
    """The papers an activity of this kind has, each with what it lacks to be printed."""
    register = read_register(workspace.store, code_or_key)
    kind = register.activity.kind
    return tuple(Offered(each, each.lacking(register)) for each in PAPERS if kind in each.kinds)


def print_paper(
    workspace: Workspace,
    name: str,
    code_or_key: str | UUID,
    wish: Wish,
    path: Path | None = None,
) -> Printed:
    """Print one paper of an activity; a Problem when it has no such paper, or nothing to print."""
    paper = paper_named(name)
    register = read_register(workspace.store, code_or_key)
    if register.activity.kind not in paper.kinds:
        raise Problem(
            "no-such-paper",
            N_("An activity of this kind has no such paper. Nothing was printed."),
        )
    reason = paper.lacking(register)
    if reason:
        raise Problem("nothing-to-print", reason)
    return paper.print(workspace, register.activity.id, wish, path)


def print_all(
    workspace: Workspace,
    code_or_key: str | UUID,
    wishes: Sequence[Wish],
    *,
    names: Sequence[str] = (),
    folder: Path | None = None,
    told: Told | None = None,
) -> list[Sheaf]:
    """Print all papers of an activity that can be printed, or those named, once for each wish.

    In a ``folder`` each paper gets a file; what was there under its name is replaced.
    """
    activity = read_register(workspace.store, code_or_key).activity
    for each in names:
        paper_named(each)
    _make(folder)
    jobs = [
        (offered.paper, wish)
        for wish in wishes
        for offered in papers_of(workspace, activity.id)
        if not offered.reason and (not names or offered.paper.name in names)
    ]
    sheaves = []
    for done, (paper, wish) in enumerate(jobs):
        if told:
            told(done, len(jobs), paper.title)
        path = folder / paper.file_name(activity.code or "", wish) if folder else None
        try:
            printed = paper.print(workspace, activity.id, replace(wish, geometry_path=None), path)
        except Problem as problem:
            if problem.code == NOT_WRITTEN and done:
                raise _stopped(done, len(jobs)) from None
            raise
        sheaves.append(Sheaf(paper, wish.language, printed))
    return sheaves


def _stopped(done: int, count: int) -> Problem:
    return Problem(
        "papers-not-all-written",
        N_(
            "{done} of {count} papers were written, then a file could not be written there. Those written stand and are recorded. Make room or choose another folder, then print the others."
        ),
        done=done,
        count=count,
    )


def _make(folder: Path | None) -> None:
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Problem(
            "folder-not-made",
            N_("The folder could not be made there. Nothing was printed. Choose another place."),
        ) from None


# --- what each paper lacks ----------------------------------------------------------------------


def _nothing(_: Register) -> str:
    return ""


def _half_days(register: Register) -> str:
    return "" if register.half_days else _NO_HALF_DAYS


def _people(register: Register) -> str:
    return "" if register.people else _NOBODY


def _attended_enough(register: Register) -> str:
    from ssc_desktop.services.attestations import anybody_reached

    if not any(each.role not in TEAM_ROLES for each in register.people):
        return _NOBODY
    if not register.marks:
        return _NOT_MARKED
    return "" if anybody_reached(register) else _NOT_ENOUGH


# --- how each paper is printed ------------------------------------------------------------------


def _attendance(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.printing import print_attendance

    return print_attendance(
        workspace.store,
        key,
        language=wish.language,
        day=wish.day,
        grid=wish.grid,
        columns=wish.columns,
        orientation=wish.orientation,
        path=path,
        geometry_path=wish.geometry_path,
        recorded=wish.recorded,
    )


def _activity(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.printing import print_activity

    return print_activity(workspace.store, key, language=wish.language, path=path)


def _attestations(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.attestations import print_attestations

    return print_attestations(
        workspace,
        key,
        language=wish.language,
        participants=wish.participants,
        path=path,
        recorded=wish.recorded,
    )


def _badges(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.badges import print_badges

    return print_badges(
        workspace,
        key,
        language=wish.language,
        per_page=wish.per_page,
        participants=wish.participants,
        path=path,
    )


def _perdiem(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.travel import print_travel

    return print_travel(workspace, key, language=wish.language, identity=wish.identity, path=path)


def _test(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.evaluation_forms import print_test

    return print_test(
        workspace,
        key,
        language=wish.language,
        copies=wish.copies,
        after=wish.after,
        pairs=not wish.after,
        path=path,
    )


def _evaluation(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.evaluation_forms import print_evaluation

    return print_evaluation(workspace, key, language=wish.language, copies=wish.copies, path=path)


def _pilot(workspace: Workspace, key: UUID, wish: Wish, path: Path | None) -> Printed:
    from ssc_desktop.services.pilot_monitoring import print_pilot

    return print_pilot(workspace, key, language=wish.language, path=path)


PAPERS = (
    Paper(
        "attendance",
        N_("Attendance sheet"),
        N_(
            "One line a person, one box to sign each half-day, lines for those who come unannounced."
        ),
        EVERY_KIND,
        _half_days,
        _attendance,
    ),
    Paper(
        "badges",
        N_("Badges"),
        N_(
            "A name to wear for everybody registered, and blank ones for those who come unannounced."
        ),
        EVERY_KIND,
        _people,
        _badges,
    ),
    Paper(
        "activity",
        N_("Activity sheet"),
        N_("Everything recorded about the activity, on paper to sign and to file."),
        EVERY_KIND,
        _nothing,
        _activity,
    ),
    Paper(
        "pilot",
        N_("Pilot monitoring sheet"),
        N_("Money, milestones, beneficiaries, risks and visits of the pilot activity."),
        PILOTS,
        _nothing,
        _pilot,
    ),
    Paper(
        "perdiem",
        N_("Per diem and travel list"),
        N_("What each person is paid, to sign on receipt, with the sum in words."),
        EVERY_KIND,
        _people,
        _perdiem,
    ),
    Paper(
        "test",
        N_("Test before and after"),
        N_("The same questions before and after the session, under a code instead of a name."),
        MEETINGS,
        _nothing,
        _test,
    ),
    Paper(
        "evaluation",
        N_("Evaluation form"),
        N_("What participants thought of the activity, without names."),
        MEETINGS,
        _nothing,
        _evaluation,
    ),
    Paper(
        "attestations",
        N_("Attestations of attendance"),
        N_("One for each person who was there often enough, numbered, with a code to check it."),
        EVERY_KIND,
        _attended_enough,
        _attestations,
    ),
)
"""In the order in which an activity needs them."""
