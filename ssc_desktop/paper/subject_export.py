"""Everything recorded about one person, on paper for that person: A4 portrait, in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import Fact, Flow, shares
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.tables import Column
from ssc_desktop.paper.text import fit, isolated, leading, ltr

TITLE = N_("Data recorded about one person")
NOTHING = N_("Nothing is recorded.")
_LEFT, _TOP = 14.0, 12.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 18.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads (marked titles) whose widths stand in these proportions."""

    heads: tuple[str, ...]
    parts: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A block: its marked title, then facts, a table or both; empty, it says so."""

    title: str
    facts: tuple[Fact, ...] = ()
    table: Table | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded of this."""
        return not self.facts and not (self.table and self.table.rows)


@dataclass(frozen=True, slots=True)
class SubjectExport:
    """What the export shows; texts are final, in its language."""

    reference: str
    introduction: str
    sections: tuple[Section, ...]
    printing: Printing
    closing: tuple[str, ...] = ()


def subject_export(export: SubjectExport, language: Language) -> bytes:
    """The PDF. Pages are counted by laying it out once before it is drawn."""
    counted = ExportBeingFilled(export, language, 0)
    counted.fill()
    drawn = ExportBeingFilled(export, language, counted.drawing.page)
    drawn.fill()
    return drawn.drawing.finish()


class ExportBeingFilled:
    """One export on its way to paper."""

    def __init__(self, export: SubjectExport, language: Language, pages: int) -> None:
        self.export = export
        self.language = language
        self.pages = pages
        self.drawing = Drawing(
            A4, language, title=f"{language(TITLE)} {export.reference}", at=export.printing.at
        )
        self._started = False
        self.flow = Flow(self.drawing, (_LEFT, _WIDTH, _END), self._begin_page)

    def fill(self) -> None:
        """All blocks in their order, then what the export cannot hold."""
        for number, section in enumerate(self.export.sections, 1):
            self._section(section, number)
        if self.export.closing:
            self.flow.heading(self.language("What this export does not hold"))
            for words in self.export.closing:
                self.flow.paragraph("", words)

    def _section(self, section: Section, number: int) -> None:
        flow, language = self.flow, self.language
        flow.heading(language(section.title), number)
        if section.is_empty:
            flow.note(language(NOTHING))
        flow.facts(section.facts)
        table = section.table
        if table and table.rows:
            columns = [
                Column(language(head), width, size=7.4)
                for head, width in zip(table.heads, shares(_WIDTH, *table.parts), strict=True)
            ]
            flow.table(columns, table.rows)

    def _begin_page(self) -> float:
        drawing = self.drawing
        if self._started:
            drawing.next_page()
        frame.foot_line(drawing, _LEFT, _END + 6, _WIDTH - 36, self.export.printing, "")
        x = _LEFT + _WIDTH - 34
        frame.page_number(drawing, x, _END + 8.4, 34, drawing.page, self.pages)
        if self._started:
            return self._running_head()
        self._started = True
        frame.title_line(drawing, _LEFT, _TOP + 5.4, _WIDTH, TITLE)
        return self._introduction(_TOP + 9.0)

    def _introduction(self, top: float) -> float:
        drawing = self.drawing
        number = self.language("Reference {reference}", reference=ltr(self.export.reference))
        style = drawing.style(8.5, bold=True)
        drawing.fitted(_LEFT, top, _WIDTH, 4.4, fit(number, style, _WIDTH, 4.4))
        words = isolated(self.export.introduction)
        return drawing.paragraph(_LEFT, top + 5.4, _WIDTH, words, drawing.style(8.4)) + 1.0

    def _running_head(self) -> float:
        drawing = self.drawing
        words = f"{self.language(TITLE)}  ·  {ltr(self.export.reference)}"
        style = drawing.style(7.5, grey=0.3)
        drawing.fitted(_LEFT, _TOP - 2, _WIDTH, leading(style), fit(words, style, _WIDTH, 4, 6))
        drawing.rule(_LEFT, _TOP + 2.6, _LEFT + _WIDTH, _TOP + 2.6, weight=0.4, grey=0.5)
        return _TOP + 4.6


def section_of(
    title: str, heads: Sequence[str], parts: Sequence[float], rows: Sequence[Sequence[str]]
) -> Section:
    """A block with one table."""
    return Section(title, table=Table(tuple(heads), tuple(parts), tuple(map(tuple, rows))))
