"""Reports on paper: A4 portrait, counted chapters that flow down pages, or a sheet of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_desktop.language import Language
from ssc_desktop.paper import charts, frame
from ssc_desktop.paper import report_content as content
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import TEXT, Flow
from ssc_desktop.paper.report_content import CODE, NUMBER, Block, Part, Report
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.tables import Column, height_of, row
from ssc_desktop.paper.text import fit, isolated, ltr

_LEFT, _TOP = 14.0, 11.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 23.0
_SIGNATURES = 24.0
# A chapter needs room for its title and the beginning of what it holds.
_CHAPTER, _KEPT = 8.6, 30.0
# A sheet of one page is set tighter before anything is left out.
_TIGHTER = (8.2, 7.8, 7.4, 7.0, 6.6)


def report(said: Report, language: Language) -> bytes:
    """The PDF of a report of any length. It is laid out once to count its pages."""
    return drawn_report(said, language).finish()


def drawn_report(said: Report, language: Language) -> Drawing:
    """The pages of a report, drawn and not yet finished."""
    counted = _Book(language, (said,), [0])
    counted.lay_out(said, TEXT)
    drawn = _Book(language, (said,), [counted.drawing.page])
    drawn.lay_out(said, TEXT)
    return drawn.drawing


def sheets(said: Sequence[Report], language: Language) -> bytes:
    """The PDF of sheets of one page each."""
    return drawn_sheets(said, language).finish()


def drawn_sheets(said: Sequence[Report], language: Language) -> Drawing:
    """One page for each report: set tighter, then with fewer rows, until it fits."""
    fitted = [_fitted(each, language) for each in said]
    book = _Book(language, tuple(each for each, _ in fitted), [1] * len(fitted))
    for each, text in fitted:
        book.lay_out(each, text)
    return book.drawing


def _fitted(said: Report, language: Language) -> tuple[Report, float]:
    """What fits one page and the size of its text; rows go only when the smallest text is full."""
    for text in _TIGHTER:
        if _pages(said, language, text) == 1:
            return said, text
    least, most = 0, said.longest
    while least < most:
        middle = (least + most + 1) // 2
        if _pages(_with_fewer(said, middle, language), language, _TIGHTER[-1]) == 1:
            least = middle
        else:
            most = middle - 1
    return _with_fewer(said, least, language), _TIGHTER[-1]


def _pages(said: Report, language: Language, text: float) -> int:
    book = _Book(language, (said,), [1])
    book.lay_out(said, text)
    return book.drawing.page


def _with_fewer(said: Report, most: int, language: Language) -> Report:
    """A report with shortened tables, each followed by how many rows are not shown."""
    return said.shortened(
        most,
        lambda count: language.plural(
            "{count} more line has no room here; the report of the period has it.",
            "{count} more lines have no room here; the report of the period has them.",
            count,
        ),
    )


class _Book:
    """One file on its way to paper: a report, or a sheet after another."""

    def __init__(self, language: Language, said: Sequence[Report], pages: list[int]) -> None:
        self.pages = pages
        first = said[0]
        title = language(first.title)
        self.drawing = Drawing(
            A4,
            language,
            title=f"{title} – {first.about}" if len(said) == 1 else title,
            subject=first.action,
            at=first.printing.at,
        )
        self._begun = 0

    def lay_out(self, said: Report, text: float) -> None:
        """Draw one report from the top of a page of its own."""
        if self._begun:
            self.drawing.next_page()
        ReportBeingFilled(self.drawing, said, text, self.pages[self._begun]).fill()
        self._begun += 1


class ReportBeingFilled:
    """One report on its way down the pages of a drawing."""

    def __init__(self, drawing: Drawing, said: Report, text: float, pages: int) -> None:
        self.drawing = drawing
        self.language = drawing.language
        self.said = said
        self.pages = pages
        self._before = drawing.page - 1
        self._started = False
        self.flow = Flow(drawing, (_LEFT, _WIDTH, _END), self._begin_page, text)

    def fill(self) -> None:
        """All parts; a part of level 1 is counted and stands in the outline."""
        chapter = 0
        for part in self.said.parts:
            if part.level == 1:
                chapter += 1
                self._chapter(part, chapter)
            else:
                self.flow.heading(isolated(part.title))
            for block in part.blocks:
                self._block(block)
            self.flow.heading("")

    def _chapter(self, part: Part, number: int) -> None:
        """The title of a chapter, larger than that of a section, with its number before it."""
        drawing, flow = self.drawing, self.flow
        high, kept = flow.measure(_CHAPTER), flow.measure(_KEPT)
        # Room for the title and what follows it; then only the title is taken.
        top = flow.reserve(min(kept, _END - _TOP - 60))
        flow.y = top + high
        words = f"{ltr(self.language.number(number))}  {part.title}"
        style = drawing.style(flow.measure(11.5), bold=True)
        drawing.fitted(_LEFT, top + 1.6, _WIDTH, high - 3, fit(words, style, _WIDTH, high - 3))
        bottom = top + high - 1.2
        drawing.rule(_LEFT, bottom, _LEFT + _WIDTH, bottom, weight=0.8, grey=0.25)
        page = drawing.page
        drawing.bookmark(f"chapter-{page}-{number}", f"{number}  {part.title}")

    def _block(self, block: Block) -> None:
        """What a block is drawn by; every kind has its own way."""
        flow = self.flow
        match block:
            case content.Table():
                self._table(block)
            case content.Facts():
                flow.facts(block.facts)
            case content.Figures():
                flow.figures(block.facts)
            case content.Words():
                flow.paragraph(block.label, block.text)
            case content.Remark() | content.Gap():
                flow.note(block.text)
            case content.Graph():
                self._chart(block)
            case content.Signers():
                high = flow.measure(_SIGNATURES)
                top = flow.reserve(high + 1)
                signers = [(title, "") for title in block.titles]
                signature_boxes(self.drawing, _LEFT, top, _WIDTH, high, signers)

    def _table(self, table: content.Table) -> None:
        """A table with its title; numbers stand at their end, codes run from left to right."""
        if table.title:
            self.flow.heading(table.title)
        whole = sum(head.share for head in table.heads)
        columns = [
            Column(
                head.title,
                _WIDTH * head.share / whole,
                align="end" if head.kind == NUMBER else "start",
                size=7.6,
            )
            for head in table.heads
        ]
        shown = [_cells_of(table, cells) for cells in table.rows]
        body = shown[:-1] if table.has_total else shown
        self.flow.table(columns, body)
        if table.has_total and shown:
            self._total(columns, shown[-1])

    def _total(self, columns: Sequence[Column], cells: Sequence[str]) -> None:
        """The last row of a table, in bold, close below the others."""
        bold = [replace(each, bold=True, size=self.flow.measure(each.size)) for each in columns]
        high = height_of(self.drawing, bold, cells, self.flow.measure(4.8))
        self.flow.y -= self.flow.measure(1.6)
        top = self.flow.reserve(high + self.flow.measure(1.6))
        row(self.drawing, _LEFT, top, high, bold, cells)

    def _chart(self, block: content.Graph) -> None:
        flow, scale = self.flow, self.flow.measure(1.0)
        high = charts.height_of(self.drawing, block.chart, _WIDTH, scale)
        top = flow.reserve(high + flow.measure(2.0))
        charts.draw(self.drawing, _LEFT, top, _WIDTH, block.chart, scale)

    # Pages

    def _begin_page(self) -> float:
        drawing = self.drawing
        if self._started:
            drawing.next_page()
        self._foot()
        if self._started:
            return self._running_head()
        self._started = True
        top = _TOP
        if not self.said.neutral:
            frame.visibility_band(drawing, self.said.visibility, _LEFT, _TOP, _WIDTH)
            top += frame.BAND + 2.4
        frame.title_line(drawing, _LEFT, top + 5.4, _WIDTH, self.said.title)
        return self._names(top + 8.0)

    def _names(self, top: float) -> float:
        """What the report is about, then the Action and its contract."""
        drawing, said = self.drawing, self.said
        style = drawing.style(10, bold=True)
        about = fit(said.about, style, _WIDTH, 9.6, 6.5)
        drawing.fitted(_LEFT, top, _WIDTH, about.height, about)
        top += about.height + 0.4
        words = "  ·  ".join(part for part in (said.action, ltr(said.contract)) if part)
        if words and not said.neutral:
            small = drawing.style(7.6, grey=0.3)
            drawing.fitted(_LEFT, top, _WIDTH, 4.2, fit(words, small, _WIDTH, 4.2))
            top += 4.6
        return top + 0.8

    def _running_head(self) -> float:
        drawing, said = self.drawing, self.said
        words = f"{self.language(said.title)}  ·  {said.about}"
        style = drawing.style(7.5, grey=0.3)
        drawing.fitted(_LEFT, _TOP - 1, _WIDTH, 4, fit(words, style, _WIDTH, 4, 5.0))
        drawing.rule(_LEFT, _TOP + 3.6, _LEFT + _WIDTH, _TOP + 3.6, weight=0.4, grey=0.5)
        return _TOP + 5.6

    def _foot(self) -> None:
        drawing, top = self.drawing, _END + 2.0
        if not self.said.neutral:
            frame.notice_block(drawing, _LEFT, top, _WIDTH, 8, [self.said.disclaimer])
        frame.foot_line(drawing, _LEFT, top + 9.4, _WIDTH - 36, self.said.printing, "")
        page = drawing.page - self._before
        frame.page_number(drawing, _LEFT + _WIDTH - 34, top + 11.8, 34, page, self.pages)


def _cells_of(table: content.Table, cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_shown(cell, head.kind) for cell, head in zip(cells, table.heads, strict=True))


def _shown(cell: str, kind: str) -> str:
    """A cell as it is written: codes and figures keep their order among Arabic words."""
    return ltr(cell) if kind in (CODE, NUMBER) else isolated(cell)
