"""The tables of a pilot monitoring sheet: milestones with bars, people, risks by their weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.flow import Flow, shares
from ssc_desktop.paper.pilot_content import PilotSheet, Reached, Stage, Threat
from ssc_desktop.paper.small_tables import hairline, quiet_head
from ssc_desktop.paper.tables import Column, edges, height_of, row
from ssc_desktop.paper.text import fit

_HEAD_ROW, _GAP, _BAR = 5.6, 2.0, 2.0
# Rows left for the pen where nothing was recorded.
_BLANK_STAGES, _BLANK_PEOPLE, _BLANK_RISKS = 4, 3, 3
_BLANK_ROW = 7.0
# From this weight on a risk is grave, from that one on it is to be watched.
_GRAVE, _WATCHED = 15, 8
_PROGRESS, _WEIGHT = 3, 3


class PilotTables:
    """Draws the tables where the flow of the sheet stands."""

    def __init__(self, flow: Flow, sheet: PilotSheet) -> None:
        self.flow, self.sheet = flow, sheet
        self.drawing = flow.drawing
        self.language = flow.drawing.language
        self.width = flow.width

    def stages(self) -> None:
        """The milestones, each with a bar."""
        language = self.language
        self.flow.heading(language("Milestones"))
        titles = (N_("Milestone"), N_("Planned on"), N_("Reached on"), N_("Progress (%)"),
                  N_("State"))  # fmt: skip
        widths = shares(self.width, 80, 21, 21, 36, 26)
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
        bar(drawing, x + 1.2, top + (height - _BAR) / 2, room, share)
        content = fit(self.language.percent(share), drawing.style(7.6), 11, height)
        drawing.fitted(x + room + 1.8, top, 11, height, content, align="end")

    def people(self) -> None:
        """People counted by type and age, direct and indirect."""
        language, reached = self.language, self.sheet.reached
        self.flow.heading(language("Beneficiaries, counted and never named"))
        with_unstated = any(each.direct[2] or each.indirect[2] for each in reached)
        kinds = (0, 1, 2) if with_unstated else (0, 1)
        sexes = (language("Women"), language("Men"), language("Not stated"))
        ways = (language("Direct"), language("Indirect"))
        counted = [f"{way}\n{sexes[kind]}" for way in ways for kind in kinds]
        titles = [language("Type"), language("Age group"), *counted, language("All")]
        numbers = len(titles) - 2
        widths = shares(self.width, 184 - 24 - numbers * 15, 24, *[15] * numbers)
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

    def threats(self) -> None:
        """The risks by their weight."""
        language = self.language
        self.flow.heading(language("Risks, the gravest first"))
        titles = (N_("Risk and its cause"), N_("Likelihood"), N_("Impact"),
                  N_("Weight"), N_("Mitigation"), N_("Owner"))  # fmt: skip
        widths = shares(self.width, 58, 18, 15, 14, 53, 26)
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
        drawing, flow, xs = self.drawing, self.flow, edges(self.flow.x, columns)
        columns = [replace(each, size=flow.measure(each.size)) for each in columns]
        over, blank = flow.measure(head_row), not any(any(cells) for cells in rows)
        for at, cells in enumerate(rows):
            least = flow.measure(_BLANK_ROW if blank else 5.2)
            height = height_of(drawing, columns, cells, least)
            if at == 0 or flow.y + height > flow.end:
                top = flow.reserve(over + height)
                quiet_head(drawing, (flow.x, top), over, columns)
                top += over
            else:
                top = flow.reserve(height)
            row(drawing, flow.x, top, height, columns, cells)
            if also:
                also(at, xs, top, height)
            if blank:
                drawing.grid(xs, [top, top + height], weight=0.3)
            hairline(drawing, flow.x, top + height, self.width)
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


def bar(drawing: Drawing, x: float, y: float, width: float, share: float) -> None:
    """A bar filled from its leading end; what exceeds the whole fills it."""
    drawing.fill(x, y, width, _BAR, 0.9)
    filled = width * min(max(share, 0.0), 1.0)
    if filled:
        drawing.fill(x, y, filled, _BAR, 0.35)
