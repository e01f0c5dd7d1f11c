"""Pictures of every page, part and main dialog in three languages, light and dark.

``make screenshots`` opens the demo's workspaces in the real window, without a screen, and goes
where a person would; ``make screenshots SCREENSHOTS='build/large --scale=200'`` does so at twice
the size.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QAction

from ssc_desktop.gui.app import Program
from ssc_desktop.gui.pages import all_pages
from ssc_desktop.language import LANGUAGES
from ssc_desktop.services.activities import list_activities
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.demo import PASSPHRASE, build_demo

LOOKS = ("light", "dark")
EDITIONS = ("headquarters", "office")
PARTS = ("half_days", "people", "attendance", "check_in", "travel", "papers", "evidence")
# Dialogs: the page and the part they are opened from, and the action that opens them.
DIALOGS = {
    "office": (
        ("home", "", "shortcuts"),
        ("home", "", "find_everywhere"),
        ("activities", "", "new_activity"),
        ("activities", "", "duplicate"),
        ("participants", "", "new_participant"),
        ("participants", "", "history"),
        ("participants", "", "import_list"),
        ("organisations", "", "new_organisation"),
        ("activity", "people", "add_people"),
        ("activity", "travel", "fill_travel"),
        ("activity", "papers", "all_papers"),
    ),
    "headquarters": (("exchange", "", "check_attestation"), ("home", "", "find_everywhere")),
}
VIEWS = ("as_month", "as_board", "as_table")
SCALE = "--scale="
LONGEST_WAIT = 30.0
# The four that the README shows.
SHOWN = {
    "office-activities-fr-light": "activities",
    "office-activity-attendance-fr-light": "attendance",
    "office-activity-fr-light": "form",
    "office-activity-attendance-ar-dark": "arabic",
}
README_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "screenshots"


class Camera:
    """Goes through the pages of one workspace and keeps a picture of each."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.taken: list[Path] = []
        program.desk.ops.bug.connect(self._fail)

    def settle(self, least: float = 0.2) -> None:
        """Wait until the worker is idle and what it brought is drawn."""
        start = time.monotonic()
        while True:
            self.program.app.processEvents()
            passed = time.monotonic() - start
            if self.program.desk.ops.waiting == 0 and passed > least:
                return
            assert passed < LONGEST_WAIT, "a page never came to rest"
            time.sleep(0.005)

    def take(self, name: str) -> None:
        """A picture of the window as it is now, in the language and look of now."""
        self.settle()
        desk = self.program.desk
        file = self.folder / f"{name}-{desk.language.code}-{desk.memory.theme}.png"
        shown = self.program.app.activeModalWidget() or self.program.window
        assert shown.grab().save(str(file)), file
        self.taken.append(file)

    def dress(self, language: str, look: str) -> None:
        """Turn the window to a language and a look."""
        desk = self.program.desk
        desk.memory.theme = look
        self.program.theme.choose(look)
        desk.choose_language(language)
        self.settle()

    def unlock(self, workspace: Path) -> None:
        """Open a workspace of the demo as its officer does."""
        view: Any = self.program.window.view
        view.ask_passphrase(workspace)
        self.settle()
        self.take("unlock")
        view.step.passphrase.setText(PASSPHRASE)
        view.step.unlock()
        while getattr(self.program.window.view, "page", None) is None:
            self.settle()
        # Where this machine keeps the demo is nobody's business.
        frame: Any = self.program.window.view
        frame.status.show_where(workspace.name)

    def go_round(self, edition: str) -> None:
        """Every page, and every part of the page of an activity with a full register."""
        desk = self.program.desk
        for page in all_pages(edition):
            if page.name != "activity":
                desk.go(page.name)
                self.take(f"{edition}-{page.name}")
        desk.go("activities")
        for view in VIEWS:
            self.do(view)
            self.take(f"{edition}-activities-{view}")
        activity = busiest(desk.workspace.store)
        desk.go("activity", activity)
        self.take(f"{edition}-activity")
        for part in PARTS:
            desk.go("activity", (activity, part))
            # A sheet is drawn on the screen by a thread of its own.
            self.settle(1.5 if part == "papers" else 0.2)
            self.take(f"{edition}-activity-{part}")
        for page_name, part, name in DIALOGS[edition]:
            desk.go(page_name, (activity, part) if part else None)
            self.settle()
            self.do(name)
            self.take(f"{edition}-{name}")
            dialog: Any = self.program.app.activeModalWidget()
            dialog.reject()
            self.settle()

    def do(self, name: str) -> None:
        """What the action of that name does on the page that is shown."""
        frame: Any = self.program.window.view
        found = frame.findChildren(QAction, name)
        next(each for each in found if each.parent().isVisible()).trigger()
        self.settle()

    @staticmethod
    def _fail(trace: str) -> None:
        raise RuntimeError(trace)


def busiest(store: Any) -> Any:
    """The activity with the largest register."""
    registers = [read_register(store, each.id) for each in list_activities(store)]
    largest = max(registers, key=lambda each: len(each.people) * len(each.half_days))
    return largest.activity.id


def workspaces_in(demo: Path) -> Iterator[tuple[str, Path]]:
    """The first office of a demo, and its headquarters."""
    found = {each.parent.name: each.parent for each in demo.glob("*/keys.json")}
    yield "headquarters", found.pop("siege")
    yield "office", found[min(found)]


def photograph(
    demo: Path, folder: Path, looks: tuple[str, ...], editions: tuple[str, ...]
) -> list[Path]:
    """Pictures of a demo's workspaces; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["SSC_DESKTOP_HOME"] = home
        program = Program([sys.argv[0]])
        program.window.resize(1280, 720)
        program.window.show()
        camera = Camera(program, folder)
        for look in looks:
            for language in LANGUAGES:
                camera.dress(language, look)
                camera.take("start")
                for edition, workspace in workspaces_in(demo):
                    if edition not in editions:
                        continue
                    camera.unlock(workspace)
                    camera.go_round(edition)
                    program.desk.closed.emit()
        program.window.close()
    return camera.taken


def main(arguments: list[str]) -> int:
    """Take all pictures into a folder, and those of the README to their place.

    With a demo that was made before, only its first office is shown, in the light.
    """
    scales = [each.removeprefix(SCALE) for each in arguments if each.startswith(SCALE)]
    arguments = [each for each in arguments if not each.startswith(SCALE)]
    if scales:
        os.environ["QT_SCALE_FACTOR"] = f"{int(scales[0]) / 100:g}"
    folder = Path(arguments[0] if arguments else "build/screenshots")
    if len(arguments) > 1:
        taken = photograph(Path(arguments[1]), folder, LOOKS[:1], EDITIONS[1:])
        print("Screenshots:", *taken, sep="\n  ")
        return 0
    with tempfile.TemporaryDirectory() as made:
        build_demo(Path(made) / "demo")
        taken = photograph(Path(made) / "demo", folder, LOOKS, EDITIONS)
        if scales:
            print(f"{len(taken)} screenshots in {folder}")
            return 0
        # What pictures papers comes with the tests, and ``make run`` does without them.
        from tests.paper_pictures import picture_papers

        picture_papers(Path(made) / "demo")
    README_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, shown in SHOWN.items():
        shutil.copy(folder / f"{name}.png", README_FOLDER / f"{shown}.png")
    print(f"{len(taken)} screenshots in {folder}, {len(SHOWN)} of them in {README_FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
