"""The activity sheet: A4 portrait, everything recorded about an activity, to be signed."""

from __future__ import annotations

from dataclasses import replace

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import activity_blocks as blocks
from ssc_desktop.paper import activity_tables as tables
from ssc_desktop.paper import frame
from ssc_desktop.paper.activity_content import (
    TITLE,
    ActivitySheet,
    Budget,
    Contribution,
    HalfDayLine,
    Promise,
    Tally,
)
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import TEXT, Fact, Flow, halves
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.small_tables import SmallTable
from ssc_desktop.paper.text import fit, ltr

__all__ = [
    "ActivitySheet",
    "Budget",
    "Contribution",
    "HalfDayLine",
    "Promise",
    "Tally",
    "activity_sheet",
]

_LEFT, _TOP = 13.0, 10.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 22.0
_SIGNERS = (N_("Prepared by"), N_("Checked by"), N_("Approved by"))
_SIGNATURES = 22.0
# A sheet of three pages is set tighter when that makes it two; and one that runs over by little.
_TIGHTER = (7.8, 7.4, 7.1, 6.8)
_LITTLE = 0.3
# A tally of more rows than this is a table of its own.
_SHORT = 14


def activity_sheet(sheet: ActivitySheet, language: Language) -> bytes:
    """The PDF. Pages are counted by laying the sheet out before it is drawn."""
    text, pages = _text_size(sheet, language)
    drawn = SheetBeingFilled(sheet, language, pages, text)
    drawn.fill()
    return drawn.drawing.finish()


def _text_size(sheet: ActivitySheet, language: Language) -> tuple[float, int]:
    """The largest text with which the sheet takes no page more than it must, and its pages.

    What fills more than three pages stays as large as any other: nobody reads it for its shape.
    """
    loose = SheetBeingFilled(sheet, language, 0)
    loose.fill()
    pages = loose.drawing.page
    if pages == 3 or (pages == 2 and loose.on_last_page < _LITTLE):
        for text in _TIGHTER:
            tried = SheetBeingFilled(sheet, language, 0, text)
            tried.fill()
            if tried.drawing.page < pages:
                return text, tried.drawing.page
    return TEXT, pages


class SheetBeingFilled:
    """One activity sheet on its way to paper."""

    def __init__(
        self, sheet: ActivitySheet, language: Language, pages: int, text: float = TEXT
    ) -> None:
        self.sheet = sheet
        self.language = language
        self.pages = pages
        self.drawing = Drawing(
            A4,
            language,
            title=f"{language(TITLE)} {sheet.code}",
            subject=sheet.title,
            at=sheet.printing.at,
        )
        self.facts = blocks.facts_by_block(sheet.blocks)
        self._empty: list[int] = []
        self._started = False
        self.flow = Flow(self.drawing, (_LEFT, _WIDTH, _END), self._begin_page, text)

    @property
    def on_last_page(self) -> float:
        """How much of the last page is filled, between 0 and 1."""
        return (self.flow.y - _TOP) / (_END - _TOP)

    def fill(self) -> None:
        """All blocks in their order, those without content told at the end."""
        parts = {
            blocks.PROGRAMME: self._programme,
            blocks.PARTICIPATION: self._participation,
            blocks.OUTCOME: self._recommendations,
            blocks.LEARNING: self._learning,
            blocks.BUDGET: self._budget,
            blocks.EVIDENCE: self._evidence,
            blocks.INDICATORS: self._indicators,
            blocks.SIGNATURES: self._signatures,
        }
        for number, title in blocks.TITLES.items():
            if number == blocks.SIGNATURES:
                self._tell_empty()
            self.flow.heading(self.language(title), number)
            facts = [self._untitled(fact, self.language(title)) for fact in self.facts[number]]
            self.flow.facts(facts)
            drawn = parts[number]() if number in parts else False
            if not facts and not drawn:
                self._leave_empty(number)

    def _untitled(self, fact: Fact, title: str) -> Fact:
        """A fact that says the same as the title of its block is shown without its label."""
        return replace(fact, label="") if fact.is_long and fact.label == title else fact

    def _leave_empty(self, number: int) -> None:
        if number in blocks.EXPECTED:
            self.flow.note(self.language("Not recorded yet."))
        else:
            self._empty.append(number)

    def _tell_empty(self) -> None:
        """Numbers that are missing are named, so that nobody looks for a page."""
        if self._empty:
            language = self.language
            titles = [f"{number} {language(blocks.TITLES[number])}" for number in self._empty]
            self.flow.heading("")
            words = language("Blocks without content: {blocks}.", blocks="  ·  ".join(titles))
            self.flow.reserve(self.flow.measure(1.2))
            self.flow.note(words)

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
        if not self.sheet.neutral:
            frame.visibility_band(drawing, self.sheet.visibility, _LEFT, top, _WIDTH)
            top += frame.BAND + 2
        frame.title_line(drawing, _LEFT, top + 5.4, _WIDTH, TITLE)
        return self._names(top + 7.6)

    def _names(self, top: float) -> float:
        drawing, sheet = self.drawing, self.sheet
        name = f"{ltr(sheet.code)}  {sheet.title}".strip()
        style = drawing.value_style(sheet.title, 11, bold=True)
        content = fit(name, style, _WIDTH, 13, 6.5)
        drawing.fitted(_LEFT, top, _WIDTH, 13, content, middle=False)
        top += content.height + 0.6
        if not sheet.neutral and sheet.action:
            words = "  ·  ".join(part for part in (sheet.action, ltr(sheet.contract)) if part)
            small = drawing.value_style(words, 7.5, grey=0.35)
            drawing.fitted(_LEFT, top, _WIDTH, 4, fit(words, small, _WIDTH, 4))
            top += 4.2
        return top

    def _running_head(self) -> float:
        drawing, sheet = self.drawing, self.sheet
        name = f"{self.language(TITLE)}  ·  {ltr(sheet.code)}  {sheet.title}"
        style = drawing.style(7.5, grey=0.35)
        drawing.fitted(_LEFT, _TOP, _WIDTH, 6, fit(name, style, _WIDTH, 6, 5.5))
        return _TOP + 6.4

    def _foot(self) -> None:
        drawing = self.drawing
        top = _END + 2
        if not self.sheet.neutral:
            words = self.sheet.notices.disclaimer
            frame.notice_block(drawing, _LEFT, top, _WIDTH, 9, [words])
        frame.foot_line(drawing, _LEFT, top + 10, _WIDTH - 36, self.sheet.printing, "")
        number = drawing.page
        frame.page_number(drawing, _LEFT + _WIDTH - 34, top + 12.4, 34, number, self.pages)

    # Blocks beyond their fields; each says whether it had anything to show

    def _programme(self) -> bool:
        return self._table(tables.programme(self.language, self.sheet.half_days, _WIDTH))

    def _participation(self) -> bool:
        self.flow.figures(self.sheet.reached)
        long = [tally for tally in self.sheet.tallies if len(tally.rows) > _SHORT]
        short = [tally for tally in self.sheet.tallies if tally not in long]
        width = halves(_WIDTH)
        self.flow.beside([tables.tally(self.language, each, width) for each in short])
        for each in long:
            whole = tables.tally(self.language, each, _WIDTH)
            self.flow.table(whole.columns, whole.rows)
        return bool(self.sheet.reached or self.sheet.tallies)

    def _recommendations(self) -> bool:
        return self._table(tables.promises(self.language, self.sheet.recommendations, _WIDTH))

    def _learning(self) -> bool:
        self.flow.facts(self.sheet.learning)
        return bool(self.sheet.learning)

    def _budget(self) -> bool:
        drew = self._table(tables.budget(self.language, self.sheet.budget, _WIDTH))
        if drew and self.sheet.budget.rate:
            self.flow.note(self.sheet.budget.rate)
        return drew

    def _evidence(self) -> bool:
        """A list to tick, ticked for what is in the workspace."""
        drawing, flow, across = self.drawing, self.flow, 4
        step, box = flow.measure(4.7), flow.measure(3.0)
        width = _WIDTH / across
        for start in range(0, len(self.sheet.evidence), across):
            top = flow.reserve(step)
            for at, (label, count) in enumerate(self.sheet.evidence[start : start + across]):
                x = _LEFT + at * width
                drawing.tick_box(x, top + (step - box) / 2, box, ticked=count > 0)
                words = f"{label} ({count})" if count > 1 else label
                room = width - 7
                style = drawing.style(flow.measure(tables.CELL))
                drawing.fitted(x + 4.6, top, room, step, fit(words, style, room, step))
        return bool(self.sheet.evidence)

    def _indicators(self) -> bool:
        return self._table(tables.indicators(self.language, self.sheet.contributions, _WIDTH))

    def _table(self, table: SmallTable) -> bool:
        """A table that may go on over pages; nothing when it has no rows."""
        if table.rows:
            self.flow.table(table.columns, table.rows)
        return bool(table.rows)

    def _signatures(self) -> bool:
        height = self.flow.measure(_SIGNATURES)
        top = self.flow.reserve(height + 1)
        signers = [(each, "") for each in _SIGNERS]
        signature_boxes(self.drawing, _LEFT, top, _WIDTH, height, signers)
        return True
