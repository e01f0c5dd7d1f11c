"""Pictures of every page, part and dialog in three languages, light and dark.

``make screenshots`` opens the demo's workspaces in the real window, without a screen, and goes
where a person would; ``make screenshots SCREENSHOTS='build/large --scale 200 --screen 1920x1080'``
does so at twice the size on a screen of so many dots, ``--only papers,import`` where a name holds
one of these words.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, qInstallMessageHandler
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea

from ssc_desktop.gui.app import Program
from ssc_desktop.gui.pages import all_pages
from ssc_desktop.language import LANGUAGES
from ssc_desktop.paths import user_folder
from ssc_desktop.services.activities import list_activities
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.demo import PASSPHRASE, build_demo
from ssc_desktop.services.followup import follow_ups_of
from tests.screenshot_dialogs import DIALOGS, Opening
from tests.screenshot_scans import signed_file

LOOKS = ("light", "dark")
EDITIONS = ("headquarters", "office")
PARTS = ("half_days", "people", "attendance", "check_in", "travel", "papers", "evidence")
VIEWS = ("as_month", "as_board", "as_table")
TABS = ("bundles", "laptops", "conflicts", "decisions", "status", "arrived")
INDICATOR_TABS = ("figures", "dashboards", "outputs")
CARDS = ("logos", "protection", "again")
START_STEPS = ("office", "headquarters", "demo")
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

    def __init__(self, program: Program, folder: Path, only: tuple[str, ...] = ()) -> None:
        self.program = program
        self.folder = folder
        self.only = only
        self.taken: list[Path] = []
        self._busiest: Any = None
        self._bug = ""
        program.desk.ops.bug.connect(self._fail)

    def settle(self, least: float = 0.2) -> None:
        """Wait until the worker is idle and what it brought is drawn."""
        start = time.monotonic()
        while True:
            self.program.app.processEvents()
            assert not self._bug, self._bug
            passed = time.monotonic() - start
            if self.program.desk.ops.waiting == 0 and passed > least:
                return
            assert passed < LONGEST_WAIT, "a page never came to rest"
            time.sleep(0.005)

    def wants(self, name: str) -> bool:
        """Whether a picture of that name was asked for."""
        return not self.only or any(word in name for word in self.only)

    def take(self, name: str) -> None:
        """A picture of the window as it is now, in the language and look of now."""
        if not self.wants(name):
            return
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
        self._busiest = None
        view: Any = self.program.window.view
        view.ask_passphrase(workspace)
        self.settle()
        self.take("unlock")
        view.step.passphrase.setText(PASSPHRASE)
        view.step.unlock()
        waited = time.monotonic()
        while getattr(self.program.window.view, "page", None) is None:
            self.settle()
            assert time.monotonic() - waited < LONGEST_WAIT, "the workspace does not open"
        # Where this machine keeps the demo is nobody's business.
        frame: Any = self.program.window.view
        frame.status.show_where(workspace.name)

    def start(self) -> None:
        """Where a workspace is made or opened, and each of its steps."""
        self.take("start")
        view: Any = self.program.window.view
        for step in START_STEPS:
            view.choose(step)
            self.take(f"start-{step}")
            view.back()

    def go_round(self, edition: str) -> None:
        """Every page, every part of an activity with a full register, and every dialog."""
        for page in all_pages(edition):
            if page.name != "activity" and self.wants(f"{edition}-{page.name}"):
                self.program.desk.go(page.name)
                self.take(f"{edition}-{page.name}")
        self.views(edition)
        self.indicators(edition)
        self.parts(edition)
        self.follow_up(edition)
        self.scan(edition)
        for page_name, part, name, opening in DIALOGS[edition]:
            if self.wants(f"{edition}-{name}"):
                self.stand(page_name, part)
                self.dialog(f"{edition}-{name}", opening)

    def views(self, edition: str) -> None:
        """The views, tabs and cards that a page holds below what it shows first."""
        desk = self.program.desk
        if self.wants(f"{edition}-activities-as"):
            self.stand("activities", "")
            for view in VIEWS:
                self.do(view)
                self.take(f"{edition}-activities-{view}")
        if self.wants(f"{edition}-settings-"):
            page = self.stand("settings", "")
            for card in CARDS:
                area = page.findChild(QScrollArea)
                begins = getattr(page, card).mapTo(area.widget(), QPoint(0, 0)).y()
                area.verticalScrollBar().setValue(begins)
                self.take(f"{edition}-settings-{card}")
        if desk.is_headquarters and self.wants(f"{edition}-exchange-"):
            page = self.stand("exchange", "")
            for number, tab in enumerate(TABS):
                page.content.tabs.setCurrentIndex(number)
                self.take(f"{edition}-exchange-{tab}")
        elif self.wants(f"{edition}-exchange-"):
            page = self.stand("exchange", "")
            page.content.lists.setCurrentIndex(1)
            self.take(f"{edition}-exchange-decided")
            page.content.lists.setCurrentIndex(0)

    def indicators(self, edition: str) -> None:
        """The tabs of the indicators: a number opened, the charts from the top and the foot."""
        if not self.wants(f"{edition}-indicators-"):
            return
        page = self.stand("indicators", "")
        self.settle(0.6)
        filled = next((each for each in page.figures.table.model.rows if each.figure.value), None)
        if filled is not None:
            page.figures.table.choose({filled.id})
            page.figures.table.opened.emit(filled)
        for number, tab in enumerate(INDICATOR_TABS):
            page.tabs.setCurrentIndex(number)
            self.settle(0.6)
            self.take(f"{edition}-indicators-{tab}")
        page.tabs.setCurrentIndex(1)
        area = page.dashboards.findChild(QScrollArea)
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.take(f"{edition}-indicators-money")
        page.tabs.setCurrentIndex(0)

    def parts(self, edition: str) -> None:
        """The parts of an activity."""
        for part in ("details", *PARTS):
            name = f"{edition}-activity" if part == "details" else f"{edition}-activity-{part}"
            if self.wants(name):
                self.stand("activity", part)
                # A sheet is drawn on the screen by a thread of its own.
                self.settle(1.5 if part == "papers" else 0.4)
                self.take(name)

    def follow_up(self, edition: str) -> None:
        """The monitoring of a pilot activity, table by table, with a form open beside it."""
        if edition != "office" or not self.wants(f"{edition}-follow_up"):
            return
        desk = self.program.desk
        desk.go("activity", (monitored(desk.workspace.store), "follow_up"))
        self.settle()
        frame: Any = self.program.window.view
        part = frame.page.part
        for noun in tuple(part.choices):
            part.show_noun(noun)
            rows = part.shown.table.model.rows
            if rows:
                part.shown.show_row(rows[0])
            self.settle()
            self.take(f"{edition}-follow_up-{noun}")
            part.shown.panel.close_record()

    def scan(self, edition: str) -> None:
        """A signed sheet that was read, with boxes to answer, and once it is recorded."""
        if edition != "office" or not self.wants(f"{edition}-scan-"):
            return
        page = self.stand("scan", "")
        if not page.work.leaves:
            store = self.program.desk.workspace.store
            outbox = self.program.desk.workspace.folder / "outbox"
            page.read_files([signed_file(store, self._busiest, outbox)])
            while page.work.is_reading:
                self.settle()
        self.take(f"{edition}-scan-read")

    def stand(self, page: str, part: str) -> Any:
        """Go to a page, or to a part of the activity with the largest register."""
        desk = self.program.desk
        self._busiest = self._busiest or busiest(desk.workspace.store)
        desk.go(page, (self._busiest, part) if page == "activity" else None)
        self.settle()
        frame: Any = self.program.window.view
        return frame.page

    def dialog(self, name: str, opening: Opening) -> None:
        """Open a dialog on the page that is shown, picture it, close it."""
        frame: Any = self.program.window.view
        if isinstance(opening, str):
            self.do(opening)
        else:
            opening(frame.page, self.settle)
        self.settle(1.0 if "register" in name or "document" in name else 0.2)
        dialog: Any = self.program.app.activeModalWidget()
        assert dialog is not None, f"{name} opens no dialog"
        self.take(name)
        while (open_now := self.program.app.activeModalWidget()) is not None:
            open_now.done(0)  # type: ignore[attr-defined]
        self.settle()

    def do(self, name: str) -> None:
        """What the action of that name does on the page that is shown."""
        frame: Any = self.program.window.view
        found = frame.findChildren(QAction, name)
        next(each for each in found if each.parent().isVisible()).trigger()
        self.settle()

    def _fail(self, trace: str) -> None:
        self._bug = trace


def busiest(store: Any) -> Any:
    """The activity with the largest register."""
    registers = [read_register(store, each.id) for each in list_activities(store)]
    largest = max(registers, key=lambda each: len(each.people) * len(each.half_days))
    return largest.activity.id


def monitored(store: Any) -> Any:
    """The pilot activity of which most is recorded."""
    pilots = [each.id for each in list_activities(store) if each.kind == "pilot_activity"]
    return max(pilots, key=lambda key: sum(map(len, follow_ups_of(store, key).values())))


def workspaces_in(demo: Path) -> Iterator[tuple[str, Path]]:
    """The first office of a demo, and its headquarters."""
    found = {each.parent.name: each.parent for each in demo.glob("*/keys.json")}
    yield "headquarters", found.pop("siege")
    yield "office", found[min(found)]


def photograph(demo: Path, folder: Path, wishes: argparse.Namespace) -> list[Path]:
    """Pictures of a demo's workspaces; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        # Whoever opens a workspace leaves marks in it and beside the settings: here on copies.
        shutil.copytree(user_folder() / "lives", Path(home) / "lives")
        demo = shutil.copytree(demo, Path(home) / "demo")
        os.environ["SSC_DESKTOP_HOME"] = home
        qInstallMessageHandler(tell)
        program = Program([sys.argv[0], *screen_of(wishes, Path(home))])
        # No larger than the screen leaves it, as a window that fills its screen is.
        room = program.app.primaryScreen().availableGeometry()
        program.window.resize(min(1280, room.width()), min(720, room.height()))
        program.window.show()
        camera = Camera(program, folder, tuple(wishes.only))
        for look in wishes.looks:
            for language in wishes.languages:
                camera.dress(language, look)
                camera.start()
                for edition, workspace in workspaces_in(demo):
                    if edition not in wishes.editions:
                        continue
                    camera.unlock(workspace)
                    camera.go_round(edition)
                    program.desk.closed.emit()
        program.window.close()
    return camera.taken


def tell(_kind: object, _where: object, words: str) -> None:
    """Pass on what Qt says, except what a screen that is not there cannot do."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def screen_of(wishes: argparse.Namespace, folder: Path) -> list[str]:
    """What tells Qt of a screen that is not there how large it is."""
    width, height = (int(each) for each in wishes.screen.split("x"))
    screen = {"name": "drawn", "x": 0, "y": 0, "width": width, "height": height,
              "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return ["-platform", f"offscreen:configfile={file}"]


def wishes_of(arguments: list[str]) -> argparse.Namespace:
    """What was asked for; of a demo that was made before, only its first office in the light."""
    asked = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    asked.add_argument("folder", nargs="?", default="build/screenshots", type=Path)
    asked.add_argument("demo", nargs="?", type=Path)
    asked.add_argument("--scale", default=100, type=int)
    asked.add_argument("--screen", default="1920x1080")
    asked.add_argument("--only", default=[], type=lambda words: words.split(","))
    asked.add_argument("--languages", default=list(LANGUAGES), type=lambda words: words.split(","))
    asked.add_argument("--looks", type=lambda words: words.split(","))
    asked.add_argument("--editions", type=lambda words: words.split(","))
    wishes = asked.parse_args(arguments)
    wishes.looks = wishes.looks or (LOOKS[:1] if wishes.demo else LOOKS)
    wishes.editions = wishes.editions or (EDITIONS[1:] if wishes.demo else EDITIONS)
    return wishes


def main(arguments: list[str]) -> int:
    """Take the pictures into a folder, and those of the README to their place."""
    wishes = wishes_of(arguments)
    if wishes.scale != 100:
        os.environ["QT_SCALE_FACTOR"] = f"{wishes.scale / 100:g}"
    folder = wishes.folder
    if wishes.demo:
        taken = photograph(wishes.demo, folder, wishes)
        print(f"{len(taken)} screenshots in {folder}")
        return 0
    with tempfile.TemporaryDirectory() as made:
        build_demo(Path(made) / "demo")
        taken = photograph(Path(made) / "demo", folder, wishes)
        if any(each.startswith("--") for each in arguments):
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
