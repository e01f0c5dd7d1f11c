"""The demo: two offices and a headquarters that do everything once, with people who do not exist.

It goes the way officers go, through the same services, so it is also the longest test of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import activities, conflicts, enrolment, exchange, participants
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.demo_activities import Plan, Recorder, plans_of, sample_plan
from ssc_desktop.services.demo_papers import PaperRound
from ssc_desktop.services.demo_people import Cast
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace, create_workspace

PASSPHRASE = "demo abidjan bamako rabat"


@dataclass(frozen=True, slots=True)
class Place:
    """One of the three workspaces of the demo."""

    code: str
    edition: str
    country: str
    name: str
    officer: str
    folder: str


PLACES = (
    Place("ABJ", "office", "CI", "Bureau d'Abidjan (DEMO)", "Agent DEMO Abidjan", "abidjan"),
    Place("BKO", "office", "ML", "Bureau de Bamako (DEMO)", "Agent DEMO Bamako", "bamako"),
    Place("HQ", "headquarters", "MA", "Siège, Rabat (DEMO)", "Suivi DEMO Rabat", "siege"),
)

_BASIS = "DEMO, no real person"

Progress = Callable[[int, int, str], None]
"""Told the step that begins, how many steps there are, and what it does, in marked English."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made, for whoever shows it: folders, files, counts."""

    folder: Path
    passphrase: str
    recovery_secret: str = field(repr=False)
    offices: tuple[Path, ...]
    headquarters: Path
    lists: tuple[Path, ...]
    papers: tuple[Path, ...]
    bundles: tuple[Path, ...]
    activities: int
    participants: int
    marks: int
    rejected: int
    possible_duplicates: int
    conflicts: int
    ok: bool

    @property
    def office_folder(self) -> Path:
        """The first office: the one to open and look at."""
        return self.offices[0]


class _Steps:
    """Counts the steps as they begin."""

    def __init__(self, told: Progress | None, total: int) -> None:
        self._told = told
        self._total = total
        self._begun = 0

    def begin(self, what: str) -> None:
        """Say what begins now."""
        if self._told:
            self._told(self._begun, self._total, what)
        self._begun += 1


def build_demo(
    folder: Path,
    *,
    scale: int = 1,
    lists: Path | None = None,
    passphrase: str = PASSPHRASE,
    progress: Progress | None = None,
) -> Demo:
    """Make the demo in a new or empty folder.

    ``scale`` above 1 adds activities and people; every participant list found in ``lists`` is
    imported as well, each for an activity of its own. ``passphrase`` opens all three workspaces.
    """
    _refuse_taken(folder)
    samples = sorted(path for path in lists.iterdir() if path.is_file()) if lists else []
    work = {place.code: plans_of(place.code, scale) for place in PLACES}
    printed = sum(len(plans) for plans in work.values()) + len(samples)
    steps = _Steps(progress, len(PLACES) + 2 * printed + 5)
    with ExitStack() as opened:
        workspaces = {}
        for place in PLACES:
            steps.begin(N_("Creating the workspaces"))
            workspaces[place.code] = opened.enter_context(_create(place, folder, passphrase))
        made = _Made(folder, workspaces, steps)
        made.record(work, Cast(scale), samples)
        made.print_papers()
        made.enrol()
        made.exchange()
        made.answer()
        return made.described(passphrase)


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            "folder-taken",
            N_("This folder is not empty. Nothing was made. Name a new or an empty folder."),
        )


def _create(place: Place, folder: Path, passphrase: str) -> Workspace:
    return create_workspace(
        folder / place.folder,
        edition=place.edition,
        country=place.country,
        office_name=place.name,
        office_code=place.code,
        officer=place.officer,
        language="fr",
        passphrase=passphrase,
    )


class _Made:
    """The demo while it is being made."""

    def __init__(self, folder: Path, workspaces: dict[str, Workspace], steps: _Steps) -> None:
        self._folder = folder
        self._workspaces = workspaces
        self._headquarters = next(each for each in workspaces.values() if each.is_headquarters)
        self._offices = [each for each in workspaces.values() if not each.is_headquarters]
        self._steps = steps
        self._recorded: list[tuple[Workspace, Activity]] = []
        self._papers: list[Path] = []
        self._bundles: list[Path] = []
        self._marks = self._rejected = self._doubles = 0
        self._ok = True

    def record(self, work: dict[str, list[Plan]], cast: Cast, samples: Sequence[Path]) -> None:
        """Every activity in the workspace of its office, then the lists somebody brought along."""
        lists = self._subfolder("lists")
        for code, plans in work.items():
            recorder = Recorder(self._workspaces[code], lists)
            for plan in plans:
                self._steps.begin(N_("Recording activities, importing lists, marking attendance"))
                self._recorded.append((self._workspaces[code], recorder.record(plan, cast)))
            if code == self._offices[0].office.code:
                self._take_in(recorder, samples)
            self._marks += recorder.marks
            self._rejected += recorder.rejected
            self._doubles += recorder.possible_duplicates

    def _take_in(self, recorder: Recorder, samples: Sequence[Path]) -> None:
        office = self._offices[0]
        for number, file in enumerate(samples, start=1):
            self._steps.begin(N_("Importing the lists of the folder"))
            activity = recorder.take_in(sample_plan(office.office.code, number), file)
            self._recorded.append((office, activity))

    def print_papers(self) -> None:
        """The papers of every activity and office, in the three languages."""
        papers = PaperRound(self._subfolder("papers"))
        for workspace, activity in self._recorded:
            self._steps.begin(N_("Printing the papers in three languages"))
            self._papers += papers.print_papers(workspace, activity)
        for office in self._offices:
            self._papers += papers.print_office(office)

    def enrol(self) -> None:
        """Both offices join the headquarters by file, and are approved."""
        self._steps.begin(N_("Enrolling the offices at headquarters"))
        cards = self._subfolder("enrolment")
        card = enrolment.make_card(self._headquarters, cards)
        for office in self._offices:
            joined = enrolment.join(office, card.file, cards)
            enrolment.approve(self._headquarters, joined.file)

    def exchange(self) -> None:
        """A bundle from each office, taken in at headquarters."""
        self._steps.begin(N_("Exporting the bundles"))
        bundles = self._subfolder("bundles")
        self._bundles += [
            exchange.export_bundle(
                each, output=bundles, level=exchange.IDENTIFIED, basis=_BASIS
            ).file
            for each in self._offices
        ]
        self._steps.begin(N_("Importing the bundles at headquarters"))
        taken = exchange.import_bundles(self._headquarters, self._bundles)
        self._ok &= all(each.status == "imported" for each in taken)

    def answer(self) -> None:
        """A return bundle for each office, taken in there: it knows then what headquarters has."""
        self._steps.begin(N_("Writing the return bundles"))
        returned = self._subfolder("bundles/returned")
        for each in self._offices:
            back = export_return(self._headquarters, each.office.code, returned)
            taken = exchange.import_bundles(each, [back.file])
            self._ok &= all(result.status == "imported" for result in taken)

    def described(self, passphrase: str) -> Demo:
        """What was made; all three workspaces are checked first."""
        self._steps.begin(N_("Checking the three workspaces"))
        self._ok &= all(check_workspace(each).ok for each in self._workspaces.values())
        store = self._headquarters.store
        return Demo(
            folder=self._folder,
            passphrase=passphrase,
            recovery_secret=self._headquarters.recovery_secret or "",
            offices=tuple(each.folder for each in self._offices),
            headquarters=self._headquarters.folder,
            lists=tuple(sorted((self._folder / "lists").iterdir())),
            papers=tuple(self._papers),
            bundles=tuple(self._bundles),
            activities=len(activities.list_activities(store)),
            participants=participants.count_participants(store),
            marks=self._marks,
            rejected=self._rejected,
            possible_duplicates=self._doubles,
            conflicts=len(conflicts.list_conflicts(store)),
            ok=self._ok,
        )

    def _subfolder(self, name: str) -> Path:
        made = self._folder / name
        made.mkdir(parents=True, exist_ok=True)
        return made
