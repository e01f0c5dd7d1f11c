"""What becomes of what is pasted into the participants grid: cells, or people by their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from ssc_desktop.gui.dialogs.paste_columns import PasteColumnsDialog
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.parts.people_saving import PeopleSaving
from ssc_desktop.gui.parts.people_steps import Done
from ssc_desktop.gui.tables.people_block import Block, block_of, width_of
from ssc_desktop.gui.tables.people_columns import FAMILY, NAMING
from ssc_desktop.gui.tables.people_grid import PeopleGrid


class PeoplePasting(QObject):
    """Decides by where one is: on the last line a block is people, elsewhere it is cells."""

    def __init__(self, part: Any, grid: PeopleGrid, saving: PeopleSaving) -> None:  # noqa: ANN401
        super().__init__(part)
        self._part = part
        self._grid = grid
        self._saving = saving
        self._job: Job | None = None
        part.cancel_button.clicked.connect(self._cancel)

    def paste(self, text: str) -> None:
        """Paste what a spreadsheet copied."""
        block = block_of(text)
        if not block or not self._grid.view.currentIndex().isValid():
            return
        part = self._part

        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import pasted_people

            return pasted_people.look_at_block(block)

        if len(block) == 1 and width_of(block) == 1:
            self._into_cells(block)
        else:
            part.desk.ops.read(
                part, work, lambda guess: self._looked_at(block, guess), only_latest="paste"
            )

    def _looked_at(self, block: Block, guess: Any) -> None:  # noqa: ANN401
        line, name = self._grid.view.line, self._grid.view.column
        is_new = line is None or line.is_empty
        if guess.heading_row or (is_new and width_of(block) > 1):
            self._ask_columns(block, guess)
        elif is_new and name in NAMING:
            self.paste_people(block, ["full_name" if name == FAMILY else name], 0)
        else:
            self._into_cells(block)

    def _ask_columns(self, block: Block, guess: Any) -> None:  # noqa: ANN401
        dialog = PasteColumnsDialog(self._part, self._part.desk, block, guess)
        dialog.chosen.connect(
            lambda fields, heading_row: self.paste_people(block, fields, heading_row)
        )
        dialog.open()

    # --- people -----------------------------------------------------------------------------

    def paste_people(self, block: Block, fields: Sequence[str], heading_row: int) -> None:
        """Paste a block as people; the bar tells how far it is, and it can be cancelled."""
        part = self._part
        part.notice.hide()
        part.progress.setRange(0, 0)
        for each in (part.progress, part.cancel_button):
            each.show()
        self._job = self._saving.paste(
            block, fields, heading_row, self._progress, self._pasted, self._end
        )

    def _progress(self, done: int, total: int) -> None:
        self._part.progress.setRange(0, total)
        self._part.progress.setValue(done)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _end(self) -> None:
        self._job = None
        for each in (self._part.progress, self._part.cancel_button):
            each.hide()

    def _pasted(self, answer: Any, done: Done) -> None:  # noqa: ANN401
        self._end()
        language = self._part.language
        said = [
            language.plural("{count} person pasted", "{count} people pasted", answer.recorded),
            language("{count} known", count=language.number(answer.known)),
        ]
        if answer.repeated:
            said.append(language("{count} listed before", count=language.number(answer.repeated)))
        self._part.desk.tell("  ·  ".join(said), lambda: self._saving.take_back(done))
        self._part.renewed.emit()

    # --- cells ------------------------------------------------------------------------------

    def _into_cells(self, block: Block) -> None:
        """Write a block over the cells from here on; one value fills all that is selected."""
        view, model = self._grid.view, self._grid.model
        if len(block) == 1 and width_of(block) == 1:
            chosen = view.chosen_cells()
            model.put([(line, name, block[0][0]) for line, name in chosen])
            return
        start, shown = view.currentIndex(), view.shown_columns()
        columns = shown[shown.index(start.column()) :]
        missing = start.row() + len(block) - len(model.lines) + 1
        model.add_empty(missing)
        lines = model.lines[start.row() : start.row() + len(block)]
        names = model.columns.all
        model.put(
            [
                (line, names[column].name, text)
                for line, cells in zip(lines, block, strict=False)
                for column, text in zip(columns, cells, strict=False)
            ]
        )
        here = view.line
        for line in lines:
            if line.is_draft and not line.is_empty and line is not here:
                self._saving.record(line)
