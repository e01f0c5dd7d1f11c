"""Reports as documents that an officer can edit (docx): headings, styles, real tables and charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm

from ssc_desktop.language import Language
from ssc_desktop.paper import report_content as content
from ssc_desktop.paper.band import Visibility
from ssc_desktop.paper.document_chart import add_chart
from ssc_desktop.paper.document_dress import (
    CELL,
    GAP,
    LABEL,
    MARGIN,
    REMARK,
    Dress,
    plain,
)
from ssc_desktop.paper.report_content import CODE, NUMBER, Block, Part, Report

_PNG = b"\x89PNG"
_WIDE = 210 - 2 * MARGIN


def document(reports: Sequence[Report], language: Language) -> bytes:
    """The content of a docx file: one report, or several each from a page of its own."""
    made = DocumentBeingFilled(reports[0], language)
    for at, said in enumerate(reports):
        if at:
            made.begin_page()
        made.fill(said)
    return made.finish()


class DocumentBeingFilled:
    """One document on its way to a file."""

    def __init__(self, said: Report, language: Language) -> None:
        self.language = language
        self.file = docx.Document()
        self.dress = Dress(self.file, language)
        self.dress.dress(said)
        self._charts = 0

    def fill(self, said: Report) -> None:
        """One report: its title, then its parts with counted chapters."""
        if not said.neutral:
            self._band(said.visibility)
        self._paragraph(self.language(said.title), "Title")
        self._paragraph(said.about, "Subtitle")
        words = "  ·  ".join(part for part in (said.action, said.contract) if part)
        if words and not said.neutral:
            self._paragraph(words, REMARK)
        chapter = 0
        for part in said.parts:
            chapter += part.level == 1
            self._part(part, chapter)

    def begin_page(self) -> None:
        """Go on at the top of a page."""
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def finish(self) -> bytes:
        """The whole file."""
        kept = io.BytesIO()
        self.file.save(kept)
        return kept.getvalue()

    def _part(self, part: Part, chapter: int) -> None:
        title = plain(part.title)
        if part.level == 1:
            title = f"{self.language.number(chapter)}. {title}"
        self._paragraph(title, f"Heading {part.level}")
        for block in part.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case content.Words():
                self._words(block)
            case content.Remark():
                self._paragraph(block.text, REMARK)
            case content.Gap():
                self._paragraph(f"[{plain(block.text)}]", GAP)
            case _:
                self._laid_out(block)

    def _laid_out(self, block: Block) -> None:
        """What is more than a paragraph."""
        match block:
            case content.Table():
                self._table(block)
            case content.Facts():
                self._facts([(each.label, each.value) for each in block.facts])
            case content.Figures():
                self._figures([(each.value, each.label) for each in block.facts])
            case content.Graph():
                self._chart(block)
            case content.Signers():
                self._signers(block.titles)

    # Text

    def _paragraph(self, words: str, style: str) -> Any:  # noqa: ANN401
        made = self.file.add_paragraph()
        self.dress.put_on(made, style)
        self.dress.write(made, words)
        return made

    def _words(self, block: content.Words) -> None:
        if block.label:
            self._paragraph(block.label, LABEL)
        for line in block.text.split("\n"):
            if line.strip():
                self._paragraph(line.strip(), "Normal")

    def _band(self, visibility: Visibility) -> None:
        """Logos that a document can hold, the others by name, the funding statement."""
        made = self.file.add_paragraph()
        self.dress.turn(made)
        names = []
        places = (visibility.emblem, *visibility.donors, *visibility.agencies)
        for name in (*places, *visibility.partners):
            picture = visibility.pictures.get(name)
            if picture is not None and picture.content.startswith(_PNG):
                run = made.add_run()
                run.add_picture(io.BytesIO(picture.content), height=Mm(picture.height))
                self.dress.name_picture(run, name)
                run.add_text("  ")
            elif name:
                names.append(name)
        if visibility.statement:
            names.insert(0, visibility.statement)
        if names:
            self._paragraph("  ·  ".join(names), REMARK)

    # Tables

    def _table(self, table: content.Table) -> None:
        if table.title:
            self._paragraph(table.title, "Heading 3")
        made = self._grid(len(table.rows) + 1, [head.share for head in table.heads])
        self.dress.head_row(made.rows[0])
        for head, cell in zip(table.heads, made.rows[0].cells, strict=True):
            self._cell(cell, head.title, bold=True, kind=head.kind)
        last = len(table.rows) - 1
        for at, (words, row) in enumerate(zip(table.rows, made.rows[1:], strict=False)):
            self.dress.keep_row(row)
            bold = table.has_total and at == last
            for said, head, cell in zip(words, table.heads, row.cells, strict=True):
                self._cell(cell, said, bold=bold, kind=head.kind)
        self._paragraph("", "Normal")

    def _facts(self, facts: Sequence[tuple[str, str]]) -> None:
        if not facts:
            return
        made = self._grid(len(facts), [1.0, 2.4])
        for (label, value), row in zip(facts, made.rows, strict=True):
            self._cell(row.cells[0], label, bold=True)
            self._cell(row.cells[1], value)
            # Facts stay below their heading, on one page.
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        self._paragraph("", "Normal")

    def _figures(self, figures: Sequence[tuple[str, str]]) -> None:
        if not figures:
            return
        made = self._grid(2, [1.0] * len(figures))
        for at, (value, label) in enumerate(figures):
            self._cell(made.rows[0].cells[at], value, bold=True, size=16)
            self._cell(made.rows[1].cells[at], label)
        self._paragraph("", "Normal")

    def _signers(self, titles: Sequence[str]) -> None:
        made = self._grid(2, [1.0] * len(titles))
        asked = self.language("Name, function, date, signature")
        for at, title in enumerate(titles):
            self._cell(made.rows[0].cells[at], self.language(title), bold=True)
            self._cell(made.rows[1].cells[at], asked)
        made.rows[1].height = Mm(24)

    def _grid(self, rows: int, shares: Sequence[float]) -> Any:  # noqa: ANN401
        made = self.file.add_table(rows, len(shares), style="Table Grid")
        self.dress.turn_table(made)
        made.autofit = False
        for share, column in zip(shares, made.columns, strict=True):
            width = Mm(_WIDE * share / sum(shares))
            column.width = width
            for cell in column.cells:
                cell.width = width
        return made

    def _cell(
        self,
        cell: Any,  # noqa: ANN401
        words: str,
        *,
        bold: bool = False,
        kind: str = content.TEXT,
        size: float = 0.0,
    ) -> None:
        made = cell.paragraphs[0]
        self.dress.put_on(made, CELL)
        # In a paragraph that runs right to left, "right" is where its lines end: the left.
        if kind == NUMBER:
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for at, line in enumerate(words.split("\n")):
            if at:
                made.add_run().add_break()
            self.dress.write(made, line, bold=bold, size=size, is_code=kind in (CODE, NUMBER))

    def _chart(self, block: content.Graph) -> None:
        self._charts += 1
        made = self.file.add_paragraph()
        add_chart(self.file, made, block.chart, self._charts, self.language, _WIDE)
