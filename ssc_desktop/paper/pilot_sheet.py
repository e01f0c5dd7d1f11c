"""The pilot monitoring sheet: A4 portrait, one or two pages that are read in the field and signed."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import TEXT, Fact, Flow
from ssc_desktop.paper.letterhead import Page
from ssc_desktop.paper.pilot_content import Funds, PilotSheet, Visit
from ssc_desktop.paper.pilot_tables import PilotTables, bar
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.text import fit

TITLE = N_("Pilot monitoring sheet")
_LEFT, _TOP = 13.0, 10.0
_RAG, _RAG_HEIGHT, _SHAPE = 48.0, 14.0, 6.6
_COLOURS = {"green": (0.04, 0.43, 0.31), "amber": (0.78, 0.47, 0.0), "red": (0.71, 0.14, 0.09)}
_FUNDS, _GAP = 14.6, 2.0
_SIGNATURES = 23.0
# What the last visit and the signatures take at least.
_LAST = 60.0
_SIZES = (TEXT, 7.9, 7.6, 7.3, 7.0)
# Lines for the pen where nothing was recorded.
_BLANK_LINES, _BLANK_LINE = 2, 7.4


def pilot_sheet(sheet: PilotSheet, language: Language) -> bytes:
    """The PDF, in the largest text that needs one page, else two."""
    counts = {size: _laid_out(sheet, language, size, 0).drawing.page for size in _SIZES}
    pages = min(counts.values())
    size = next(each for each in _SIZES if counts[each] == pages)
    return _laid_out(sheet, language, size, pages).drawing.finish()


def _laid_out(
    sheet: PilotSheet, language: Language, text: float, pages: int
) -> PilotSheetBeingFilled:
    filled = PilotSheetBeingFilled(sheet, language, pages, text)
    filled.fill()
    return filled


class PilotSheetBeingFilled:
    """One pilot monitoring sheet on its way to paper."""

    def __init__(
        self, sheet: PilotSheet, language: Language, pages: int, text: float = TEXT
    ) -> None:
        self.sheet = sheet
        self.language = language
        self.pages = pages
        heading = sheet.letterhead.heading
        self.drawing = Drawing(
            A4,
            language,
            title=f"{language(TITLE)} {heading.code}",
            subject=heading.title,
            at=sheet.letterhead.printing.at,
        )
        self.page = Page(self.drawing, sheet.letterhead, TITLE, _LEFT, _TOP)
        self._started = False
        self._line = _BLANK_LINE * text / TEXT
        area = (_LEFT, self.page.width, self.page.end - 1)
        self.flow = Flow(self.drawing, area, self._begin_page, text)
        self.tables = PilotTables(self.flow, sheet)

    def fill(self) -> None:
        """All blocks in their order."""
        self._block(N_("Who and where"), self.sheet.facts)
        self._funds()
        self.tables.stages()
        self._outputs()
        self.tables.people()
        self.tables.threats()
        self._visit(self.sheet.visit)
        self.flow.heading(self.language("Signatures"))
        top = self.flow.reserve(_SIGNATURES + 1)
        signature_boxes(self.drawing, _LEFT, top, self.page.width, _SIGNATURES, self.sheet.signers)

    def _begin_page(self) -> float:
        if self._started:
            self.drawing.next_page()
        self.page.foot(self.drawing.page, self.pages)
        if self._started:
            return self.page.running_head()
        self._started = True
        top = self.page.head(room=_RAG + 4)
        box = self.page.below_band
        self._rag(box)
        return max(top, box + _RAG_HEIGHT + 1.4)

    # The state of progress: a word and a shape, so that a black-and-white copy still says it

    def _rag(self, top: float) -> None:
        drawing, language = self.drawing, self.language
        x = _LEFT + self.page.width - _RAG
        drawing.frame(x, top, _RAG, _RAG_HEIGHT, weight=0.6)
        label = fit(language("State of progress"), drawing.style(6.6, grey=0.35), _RAG - 3, 3.4)
        drawing.fitted(x + 1.5, top + 0.7, _RAG - 3, 3.4, label)
        if self.sheet.rag not in _COLOURS:
            self._rag_to_tick(x, top + 6.2)
            return
        _shape(drawing, self.sheet.rag, x + 2.4, top + 5.4, _SHAPE)
        room = _RAG - _SHAPE - 7
        words = fit(self.sheet.rag_words, drawing.style(9, bold=True), room, 8.6)
        drawing.fitted(x + _SHAPE + 5, top + 4.4, room, 8.6, words)

    def _rag_to_tick(self, x: float, top: float) -> None:
        for at, colour in enumerate(_COLOURS):
            left = x + 2.4 + at * _RAG / 3
            self.drawing.tick_box(left, top, 4.4, ticked=False)
            _shape(self.drawing, colour, left + 6, top, 4.4)

    # Blocks

    def _block(self, title: str, facts: Sequence[Fact]) -> None:
        if facts:
            self.flow.heading(self.language(title))
            self.flow.facts(facts)

    def _funds(self) -> None:
        if not self.sheet.funds:
            return
        self.flow.heading(self.language("Budget"))
        top = self.flow.reserve(_FUNDS + _GAP)
        width = self.page.width / len(self.sheet.funds)
        for at, funds in enumerate(self.sheet.funds):
            self._one_fund(funds, _LEFT + at * width, top, width)
        xs = [_LEFT + at * width for at in range(len(self.sheet.funds) + 1)]
        self.drawing.grid(xs, [top, top + _FUNDS], weight=0.35)

    def _one_fund(self, funds: Funds, x: float, top: float, width: float) -> None:
        drawing, room = self.drawing, width - 3
        label = fit(funds.label, drawing.style(6.5, grey=0.4), room, 3.4)
        drawing.fitted(x + 1.5, top + 0.6, room, 3.4, label)
        amount = fit(funds.amount, drawing.style(8.8, bold=True), room, 4.6)
        drawing.fitted(x + 1.5, top + 4, room, 4.6, amount)
        if funds.share is not None:
            bar(drawing, x + 1.5, top + 8.9, room, funds.share)
            words = fit(funds.of, drawing.style(6.2, grey=0.25), room, 3)
            drawing.fitted(x + 1.5, top + 11.2, room, 3, words)

    def _outputs(self) -> None:
        language, sheet = self.language, self.sheet
        self.flow.heading(language("Outputs, jobs and income-generating activities"))
        if sheet.outputs:
            self.flow.paragraph("", sheet.outputs)
        else:
            self._lines(_BLANK_LINES)
        if sheet.jobs:
            label = language("Jobs created")
            self.flow.paragraph("", language.labelled(label, sheet.jobs))

    def _visit(self, visit: Visit | None) -> None:
        language, flow = self.language, self.flow
        if flow.y + flow.measure(_LAST) > flow.end:
            # What was seen and the signatures below it are read together.
            flow.y = flow.end
        flow.heading(language("Last visit"))
        if visit is None:
            self._visit_to_fill()
            return
        self.flow.facts(visit.facts)
        for label, words in (("Findings", visit.findings), ("Decisions", visit.decisions)):
            if words:
                self.flow.paragraph(language(label), words)

    def _visit_to_fill(self) -> None:
        """Date and visitor on one line, findings and decisions on lines of their own."""
        drawing, language = self.drawing, self.language
        labels = (language("Date"), language("Visitor"), language("Next visit"))
        top, width = self.flow.reserve(self._line), self.page.width / len(labels)
        for at, label in enumerate(labels):
            self._labelled_line(label, _LEFT + at * width, top, width - 3)
        for label in (language("Findings"), language("Decisions")):
            top = self.flow.reserve(2 * self._line)
            self._labelled_line(label, _LEFT, top, self.page.width)
            bottom = top + 2 * self._line - 1
            drawing.rule(_LEFT, bottom, _LEFT + self.page.width, bottom, weight=0.35, grey=0.55)
        self.flow.reserve(_GAP)

    def _labelled_line(self, label: str, x: float, top: float, width: float) -> None:
        drawing, base = self.drawing, top + self._line - 1
        used = drawing.text(x, base - 0.6, label, drawing.style(7.2, grey=0.35))
        drawing.rule(x + used + 1.5, base, x + width, base, weight=0.35, grey=0.55)

    def _lines(self, count: int) -> None:
        for _ in range(count):
            bottom = self.flow.reserve(self._line) + self._line - 0.8
            self.drawing.rule(
                _LEFT, bottom, _LEFT + self.page.width, bottom, weight=0.35, grey=0.55
            )
        self.flow.reserve(_GAP)


def _shape(drawing: Drawing, colour: str, x: float, y: float, size: float) -> None:
    """Round for green, a triangle for amber, a diamond for red: told apart without colour."""
    middle, right, low = x + size / 2, x + size, y + size
    turns = {
        "green": _octagon(x, y, size),
        "amber": [(middle, y), (right, low), (x, low)],
        "red": [(middle, y), (right, y + size / 2), (middle, low), (x, y + size / 2)],
    }
    drawing.polygon(turns[colour], _COLOURS[colour])


def _octagon(x: float, y: float, size: float) -> list[tuple[float, float]]:
    cut = size * 0.29
    ends = (0.0, cut, size - cut, size)
    corners = ((1, 0), (2, 0), (3, 1), (3, 2), (2, 3), (1, 3), (0, 2), (0, 1))
    return [(x + ends[across], y + ends[down]) for across, down in corners]
