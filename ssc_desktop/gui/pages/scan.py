"""Signed sheets read back: files in, pages found, each confirmed by keyboard beside its picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget

from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.pages.scan_accepting import ScanAccepting
from ssc_desktop.gui.pages.scan_leaf import LeafPanel
from ssc_desktop.gui.pages.scan_list import (
    ReadingLine,
    ScanList,
    boxes_to_answer,
    nothing_read,
)
from ssc_desktop.gui.pages.scan_reading import ScanReading
from ssc_desktop.gui.pages.scan_recording import ScanRecording
from ssc_desktop.gui.tables.scan_model import Leaf
from ssc_desktop.language import N_

FILES = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp"
ABSENT = "absent"
_ABSENT_FLAG = "scan/absent"


@in_navigation
class ScanPage(Page):
    """The pages that were read on the leading side, the one that is confirmed beside them."""

    name: ClassVar[str] = "scan"
    title: ClassVar[str] = N_("Signed sheets")
    icon: ClassVar[str] = "clipboard-check"
    order: ClassVar[int] = 22
    under: ClassVar[str] = "activities"
    nouns: ClassVar[frozenset[str]] = frozenset({"attendance", "registration", "participant"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.activity: UUID | None = None
        self.work = ScanReading(desk, self)
        self.recording = ScanRecording(desk, self.work, self)
        self.accepting = ScanAccepting(desk, self.work, self.recording, self)
        self.line = ReadingLine(self.language)
        self.line.stopped.connect(self.work.stop)
        self.panel = LeafPanel(desk)
        self.panel.mark_absent.setChecked(desk.memory.flag(_ABSENT_FLAG))
        below = (self.panel.mark_absent, self.panel.card)
        self.side = ScanList(self.language, self.panel.view.setFocus, *below)
        self._stack = QStackedWidget()
        self._set_up_actions()
        self._lay_out()
        self._connect()
        self._show_renewed()

    def _set_up_actions(self) -> None:
        self.add_before_title(tool_for(self.action("back", self.go_back)))
        self._choose = self.action("choose_scans", self.choose)
        self._accept_sure = self.action("accept_sure", self.accept_sure)
        self.add_head(button_for(self._choose), button_for(self._accept_sure, role="primary"))
        self.action("next_page", lambda: self.side.list.step(1))
        self.action("previous_page", lambda: self.side.list.step(-1))

    def _lay_out(self) -> None:
        split = QSplitter(childrenCollapsible=False, handleWidth=16)
        split.addWidget(self.side)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([240, 780])
        self._stack.addWidget(split)
        self._stack.addWidget(nothing_read(self.language, self.choose))
        self.body.addWidget(self.line)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        reading, recording, panel = self.work, self.recording, self.panel
        reading.begun.connect(lambda: self._be_busy(busy=True))
        reading.came.connect(lambda _leaf: self._show_leaves())
        reading.gathered.connect(self._show_gathered)
        recording.pictured.connect(panel.show_picture)
        recording.counted.connect(panel.show_count)
        recording.renewed.connect(self._show_renewed)
        self.accepting.done.connect(self._show_recorded)
        self.accepting.taken_back.connect(self._show_renewed)
        for each in (reading.refused, recording.refused):
            each.connect(self.accepting.refuse)
            each.connect(self.show_problem)
            each.connect(self._show_renewed)
        self.side.list.selectionModel().currentChanged.connect(lambda *_: self._show_leaf())
        panel.view.accepted.connect(self.accept)
        panel.model.answered.connect(self._follow)
        panel.counted.connect(
            lambda number, typed: recording.write_count(number, typed, self._count)
        )
        panel.mark_absent.toggled.connect(self._choose_unsigned)

    # --- coming and going -------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Read sheets of the activity that is named, the files that are given with it."""
        key, files = what if isinstance(what, tuple) else (what, ())
        if isinstance(key, UUID):
            self.activity = self.side.activity = key
        if files:
            self.read_files(files)
        (self.panel.view if self.work.leaves else self.side.list).setFocus()

    def read_again(self) -> None:
        """Hold what was read against the register of now."""
        self.recording.propose_again()

    def go_back(self) -> None:
        """Return to the attendance of the activity, or to the activities."""
        here = ("activity", (self.activity, "attendance"))
        self.desk.go(*(here if self.activity is not None else ("activities", None)))

    def undo(self) -> bool:
        """Take back what was recorded last."""
        return self.accepting.take_back_last()

    # --- reading ----------------------------------------------------------------------------

    def choose(self) -> None:
        """Let the person choose scans, and read them."""
        title = self.language("Read signed sheets")
        names, _ = QFileDialog.getOpenFileNames(self, title, "", FILES)
        if names:
            self.read_files([Path(each) for each in names])

    def read_files(self, files: Sequence[Path]) -> None:
        """Read files. A sheet says itself which activity it is of; all of them are taken."""
        self.notice.hide()
        if all(each.is_done or each.proposal is None for each in self.work.leaves):
            self.work.forget()
        self.work.read(files, None)

    def _be_busy(self, *, busy: bool) -> None:
        self.line.setVisible(busy)
        self._choose.setEnabled(not busy)
        self._accept_sure.setEnabled(not busy and bool(self.accepting.waiting))

    def _show_gathered(self, sheets: object) -> None:
        self.side.show_sheets(sheets)  # type: ignore[arg-type]
        self._show_renewed()
        self._lead_on()

    # --- what is shown ----------------------------------------------------------------------

    @property
    def leaf(self) -> Leaf | None:
        """The page one is on."""
        at = self.side.current
        return self.work.leaves[at] if 0 <= at < len(self.work.leaves) else None

    @property
    def unsigned(self) -> str | None:
        """What becomes of boxes that nobody signed."""
        return ABSENT if self.panel.mark_absent.isChecked() else None

    def _show_leaves(self) -> None:
        leaves = self.work.leaves
        self._stack.setCurrentIndex(0 if leaves or self.work.is_reading else 1)
        self.side.show_leaves(leaves)
        self.line.show_count(len(leaves))

    def _show_renewed(self, *_: object) -> None:
        self._show_leaves()
        self._show_leaf()
        self._be_busy(busy=self.work.is_reading)

    def _show_recorded(self) -> None:
        self._show_renewed()
        self._lead_on()

    def _show_leaf(self) -> None:
        leaf = self.leaf
        if not self.panel.is_showing(leaf):
            self.panel.show_leaf(leaf, self.unsigned)
            if leaf is not None and leaf.proposal is not None:
                self.recording.picture(leaf)
                self._count()

    def _count(self) -> None:
        if self.leaf is not None and self.leaf.proposal is not None:
            self.recording.count(self.leaf, self.unsigned)

    def _follow(self) -> None:
        """An answer was given: the list and the counts say so."""
        if self.leaf is not None:
            self.side.show_again(self.leaf)
            self._count()

    def _choose_unsigned(self, is_absent: bool) -> None:
        self.desk.memory.keep_flag(_ABSENT_FLAG, value=is_absent)
        self.panel.model.leave_unsigned(self.unsigned)
        self._count()

    # --- accepting --------------------------------------------------------------------------

    def accept(self) -> None:
        """Record the page one is on; while a box waits for its answer, go there instead."""
        leaf = self.leaf
        if leaf is None or leaf.proposal is None:
            self._lead_on()
        elif leaf.tally.open:
            self.panel.view.go_to_asked()
            self.say_below(boxes_to_answer(self.language, leaf.tally.open))
        else:
            self.say_below("")
            self.accepting.accept([leaf], self.unsigned)

    def accept_sure(self) -> None:
        """Record everything that is sure, on all pages at once; the rest is asked then."""
        self.accepting.accept(self.accepting.waiting, self.unsigned)

    def _lead_on(self) -> None:
        """Go to the first page that waits, and on it to the first box that is asked for."""
        waiting, here = self.accepting.waiting, self.leaf
        if waiting and (here is None or here not in waiting):
            self.side.choose(self.work.leaves.index(waiting[0]))
        self.panel.view.begin()
        self.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not waiting and any(each.is_done for each in self.work.leaves):
            self.say_below(self.language("Everything is recorded"))
        elif not self.work.is_reading:
            self.say_below("")
