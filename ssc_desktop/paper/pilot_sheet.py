"""The pilot monitoring sheet: A4 portrait, one or two pages that are read in the field and signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import TEXT, Fact, Flow, shares
from ssc_desktop.paper.letterhead import Page
from ssc_desktop.paper.pilot_content import Funds, PilotSheet, Reached, Stage, Threat, Visit
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.small_tables import hairline, quiet_head
from ssc_desktop.paper.tables import Column, edges, height_of, row
from ssc_desktop.paper.text import fit

TITLE = N_("Pilot monitoring sheet")
_LEFT, _TOP = 13.0, 10.0
_RAG, _RAG_HEIGHT, _SHAPE = 48.0, 14.0, 6.6
_COLOURS = {"green": (0.04, 0.43, 0.31), "amber": (0.78, 0.47, 0.0), "red": (0.71, 0.14, 0.09)}
_HEAD_ROW, _GAP = 5.6, 2.0
_FUNDS, _BAR = 14.6, 2.0
_SIGNATURES = 23.0
_SIZES = (TEXT, 7.9, 7.6, 7.3, 7.0)
# Rows left for the pen where nothing was recorded.
_BLANK_STAGES, _BLANK_PEOPLE, _BLANK_RISKS, _BLANK_LINES = 4, 3, 3, 3
_BLANK_ROW, _BLANK_LINE = 7.0, 7.4
# From this weight on a risk is grave, from that one on it is to be watched.
_GRAVE, _WATCHED = 15, 8
_PROGRESS, _WEIGHT = 3, 3


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
            A4, language, title=f"{language(TITLE)} {heading.code}", subject=heading.title
        )
        self.page = Page(self.drawing, sheet.letterhead, TITLE, _LEFT, _TOP)
        self._started = False
        self._line = _BLANK_LINE * text / TEXT
        area = (_LEFT, self.page.width, self.page.end - 1)
        self.flow = Flow(self.drawing, area, self._begin_page, text)

    def fill(self) -> None:
        """All blocks in their order."""
        self._block(N_("Who and where"), self.sheet.facts)
        self._funds()
        self._stages()
        self._outputs()
        self._people()
        self._threats()
        self._visit(self.sheet.visit)
        self.flow.heading(self.language("Signatures"))
        top = self.flow.reserve(_SIGNATURES + 1)
        signature_boxes(self.drawing, _LEFT, top, self.page.width, _SIGNATURES, self.sheet.signers)

    def _begin_page(self) -> float:
        if self._started:
            self.drawing.next_page()
        self.page.foot(self.drawing.page, self.pages)
        if self._started:
            return self.page.running_head(_TOP)
        self._started = True
        top = self.page.head(_TOP, room=_RAG + 4)
        box = _TOP if self.sheet.letterhead.neutral else _TOP + 12.4
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
            _bar(drawing, x + 1.5, top + 8.9, room, funds.share)
            words = fit(funds.of, drawing.style(6.2, grey=0.25), room, 3)
            drawing.fitted(x + 1.5, top + 11.2, room, 3, words)

    def _stages(self) -> None:
        language = self.language
        self.flow.heading(language("Milestones"))
        titles = (N_("Milestone"), N_("Planned on"), N_("Reached on"), N_("Progress (%)"),
                  N_("State"))  # fmt: skip
        widths = shares(self.page.width, 72, 22, 22, 40, 28)
        columns = _columns(language, titles, widths, centred={1, 2, 4})
        stages = self.sheet.stages or (Stage(""),) * _BLANK_STAGES
        rows = [(each.title, each.planned, each.reached, "", each.state) for each in stages]

        def progress(at: int, xs: Sequence[float], top: float, height: float) -> None:
            done = stages[at].progress
            if done is not None:
                self._progress(done / 100, xs[_PROGRESS], top, widths[_PROGRESS], height)

        self._rows(columns, rows, progress)

    def _progress(self, share: float, x: float, top: float, width: float, height: float) -> None:
        room, drawing = width - 14, self.drawing
        _bar(drawing, x + 1.2, top + (height - _BAR) / 2, room, share)
        content = fit(self.language.percent(share), drawing.style(7.6), 11, height)
        drawing.fitted(x + room + 1.8, top, 11, height, content, align="end")

    def _outputs(self) -> None:
        language, sheet = self.language, self.sheet
        self.flow.heading(language("Outputs, jobs and income-generating activities"))
        if sheet.jobs:
            self.flow.facts([Fact(language("Jobs created"), sheet.jobs)])
        if sheet.outputs:
            self.flow.paragraph("" if not sheet.jobs else language("Outputs"), sheet.outputs)
        else:
            self._lines(_BLANK_LINES - 1)

    def _people(self) -> None:
        language, reached = self.language, self.sheet.reached
        self.flow.heading(language("Beneficiaries, counted and never named"))
        with_unstated = any(each.direct[2] or each.indirect[2] for each in reached)
        kinds = (0, 1, 2) if with_unstated else (0, 1)
        sexes = (language("Women"), language("Men"), language("Not stated"))
        ways = (language("Direct"), language("Indirect"))
        counted = [f"{way}\n{sexes[kind]}" for way in ways for kind in kinds]
        titles = [language("Type"), language("Age group"), *counted, language("All")]
        numbers = len(titles) - 2
        widths = shares(self.page.width, 184 - 24 - numbers * 15, 24, *[15] * numbers)
        columns = [
            Column(title, width, "start" if at < 2 else "center", at == len(titles) - 1, 7.6)
            for at, (title, width) in enumerate(zip(titles, widths, strict=True))
        ]
        if not reached:
            self._rows(columns, [("",) * len(titles)] * _BLANK_PEOPLE, head_row=8.4)
            return
        total = Reached(
            language("All"),
            "",
            _added([each.direct for each in reached]),
            _added([each.indirect for each in reached]),
        )
        rows = [_people_row(each, kinds) for each in (*reached, total)]
        last = len(rows) - 1

        def total_row(at: int, xs: Sequence[float], top: float, height: float) -> None:
            if at == last:
                self.drawing.rule(xs[0], top, xs[-1], top, weight=1)

        self._rows(columns, rows, total_row, head_row=8.4)

    def _threats(self) -> None:
        language = self.language
        self.flow.heading(language("Risks, the gravest first"))
        titles = (N_("Risk and its cause"), N_("Likelihood"), N_("Impact"),
                  N_("Weight"), N_("Mitigation"), N_("Owner"))  # fmt: skip
        widths = shares(self.page.width, 58, 18, 15, 14, 53, 26)
        columns = _columns(language, titles, widths, centred={1, 2})
        threats = sorted(self.sheet.threats, key=lambda each: -(each.weight or 0))
        threats = threats or [Threat("")] * _BLANK_RISKS
        rows = [
            (
                "\n".join(part for part in (each.text, each.cause) if part),
                str(each.likelihood or ""),
                str(each.impact or ""),
                "",
                each.mitigation,
                each.owner,
            )
            for each in threats
        ]

        def weight(at: int, xs: Sequence[float], top: float, height: float) -> None:
            if threats[at].weight is not None:
                self._weight(threats[at].weight or 0, xs[_WEIGHT], top, widths[_WEIGHT], height)

        self._rows(columns, rows, weight)

    def _weight(self, weight: int, x: float, top: float, width: float, height: float) -> None:
        """The graver a risk, the darker its weight stands."""
        grey = 0.55 if weight >= _GRAVE else 0.8 if weight >= _WATCHED else 1.0
        self.drawing.fill(x + 0.3, top + 0.3, width - 0.6, height - 0.6, grey)
        content = fit(str(weight), self.drawing.style(9, bold=True), width - 2, height)
        self.drawing.fitted(x + 1, top, width - 2, height, content, align="center")

    def _visit(self, visit: Visit | None) -> None:
        language = self.language
        self.flow.heading(language("Last visit"))
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

    def _rows(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        also: Callable[[int, Sequence[float], float, float], None] | None = None,
        *,
        head_row: float = _HEAD_ROW,
    ) -> None:
        """A table whose rows hold more than text: ``also`` draws it, given the row's place.

        Rows to fill by hand have lines between their cells, printed ones need none.
        """
        drawing, flow, xs = self.drawing, self.flow, edges(_LEFT, columns)
        columns = [replace(each, size=flow.measure(each.size)) for each in columns]
        over, blank = flow.measure(head_row), not any(any(cells) for cells in rows)
        for at, cells in enumerate(rows):
            least = flow.measure(_BLANK_ROW if blank else 5.2)
            height = height_of(drawing, columns, cells, least)
            if at == 0 or flow.y + height > flow.end:
                top = flow.reserve(over + height)
                quiet_head(drawing, (_LEFT, top), over, columns)
                top += over
            else:
                top = flow.reserve(height)
            row(drawing, _LEFT, top, height, columns, cells)
            if also:
                also(at, xs, top, height)
            if blank:
                drawing.grid(xs, [top, top + height], weight=0.3)
            hairline(drawing, _LEFT, top + height, self.page.width)
        flow.reserve(flow.measure(_GAP))


def _columns(
    language: Language, titles: Sequence[str], widths: Sequence[float], *, centred: set[int]
) -> list[Column]:
    return [
        Column(language(title), width, "center" if at in centred else "start", size=7.6)
        for at, (title, width) in enumerate(zip(titles, widths, strict=True))
    ]


def _people_row(reached: Reached, kinds: Sequence[int]) -> tuple[str, ...]:
    counts = [reached.direct[kind] for kind in kinds] + [reached.indirect[kind] for kind in kinds]
    return (reached.kind, reached.age, *map(str, counts), str(sum(counts)))


def _added(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    women, men, unstated = (sum(each) for each in zip(*counts, strict=True))
    return women, men, unstated


def _bar(drawing: Drawing, x: float, y: float, width: float, share: float) -> None:
    """A bar filled from its leading end; what exceeds the whole fills it."""
    drawing.fill(x, y, width, _BAR, 0.9)
    filled = width * min(max(share, 0.0), 1.0)
    if filled:
        drawing.fill(x, y, filled, _BAR, 0.35)


def _shape(drawing: Drawing, colour: str, x: float, y: float, size: float) -> None:
    """A tick-like disc for green, a triangle for amber, a diamond for red: told apart unseen."""
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
