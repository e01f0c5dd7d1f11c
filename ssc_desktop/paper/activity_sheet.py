"""The activity sheet: A4 portrait, everything recorded about an activity, to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ssc_desktop.domain.activity import CONTENT, DATES, IDENTITY, MONEY, PEOPLE, RESULTS
from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.attendance_content import PARTS, Slot
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.field_blocks import Block
from ssc_desktop.paper.flow import Fact, Flow, shares
from ssc_desktop.paper.frame import Notices, Printing, Visibility
from ssc_desktop.paper.tables import Column
from ssc_desktop.paper.text import fit, ltr

TITLE = N_("Activity sheet")
_LEFT, _TOP = 13.0, 10.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 22.0
_SEXES = ("F", "M", "X")
_SIGNERS = (N_("Prepared by"), N_("Checked by"), N_("Approved by"))
_SIGNATURES = 24.0


@dataclass(frozen=True, slots=True)
class HalfDayLine:
    """One half-day of the programme."""

    slot: Slot
    topic: str = ""
    facilitator: str = ""
    present: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """People counted by something and by sex: rows of (label, women, men, not stated)."""

    title: str
    rows: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A recommendation: what, who, by when, how far."""

    text: str
    responsible: str = ""
    due: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class ActivitySheet:
    """Everything an activity sheet shows; texts are final, in the sheet's language."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    printing: Printing
    action: str = ""
    contract: str = ""
    half_days: tuple[HalfDayLine, ...] = ()
    reached: tuple[Fact, ...] = ()
    tallies: tuple[Tally, ...] = ()
    recommendations: tuple[Promise, ...] = ()
    learning: tuple[Fact, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    notices: Notices = field(default_factory=Notices)
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False


def activity_sheet(sheet: ActivitySheet, language: Language) -> bytes:
    """The PDF. Pages are counted by laying the sheet out once before it is drawn."""
    counted = SheetBeingFilled(sheet, language, 0)
    counted.fill()
    drawn = SheetBeingFilled(sheet, language, counted.drawing.page)
    drawn.fill()
    return drawn.drawing.finish()


class SheetBeingFilled:
    """One activity sheet on its way to paper."""

    def __init__(self, sheet: ActivitySheet, language: Language, pages: int) -> None:
        self.sheet = sheet
        self.language = language
        self.pages = pages
        self.drawing = Drawing(
            A4, language, title=f"{language(TITLE)} {sheet.code}", subject=sheet.title
        )
        self._started = False
        self.flow = Flow(self.drawing, (_LEFT, _WIDTH, _END), self._begin_page)

    def fill(self) -> None:
        """All blocks in their order."""
        for section in (IDENTITY, DATES, PEOPLE, CONTENT):
            self._block(section)
        self._programme()
        self._participation()
        self._block(RESULTS)
        self._recommendations()
        self._facts(N_("Learning"), self.sheet.learning)
        for block in self.sheet.blocks:
            if block.section not in (IDENTITY, DATES, PEOPLE, CONTENT, RESULTS, MONEY):
                self._facts(block.section, block.facts)
        self._block(MONEY)
        self._evidence()
        self._signatures()

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
        return self._names(top + 7.4)

    def _names(self, top: float) -> float:
        drawing, sheet = self.drawing, self.sheet
        name = f"{ltr(sheet.code)}  {sheet.title}".strip()
        style = drawing.value_style(sheet.title, 11, bold=True)
        content = fit(name, style, _WIDTH, 10, 6.5)
        drawing.fitted(_LEFT, top, _WIDTH, 10, content, middle=False)
        top += content.height + 0.6
        if not sheet.neutral and sheet.action:
            words = "  ·  ".join(part for part in (sheet.action, ltr(sheet.contract)) if part)
            small = drawing.value_style(words, 7.5, grey=0.3)
            drawing.fitted(_LEFT, top, _WIDTH, 4, fit(words, small, _WIDTH, 4))
            top += 4.6
        return top

    def _running_head(self) -> float:
        drawing, sheet = self.drawing, self.sheet
        name = f"{self.language(TITLE)}  ·  {ltr(sheet.code)}  {sheet.title}"
        style = drawing.style(7.5, grey=0.3)
        drawing.fitted(_LEFT, _TOP, _WIDTH, 4, fit(name, style, _WIDTH, 4, 6))
        drawing.rule(_LEFT, _TOP + 4.8, _LEFT + _WIDTH, _TOP + 4.8, weight=0.4, grey=0.5)
        return _TOP + 7

    def _foot(self) -> None:
        drawing = self.drawing
        top = _END + 2
        if not self.sheet.neutral:
            words = self.sheet.notices.disclaimer
            frame.notice_block(drawing, _LEFT, top, _WIDTH, 9, [words])
        frame.foot_line(drawing, _LEFT, top + 10, _WIDTH - 36, self.sheet.printing, "")
        number = drawing.page
        frame.page_number(drawing, _LEFT + _WIDTH - 34, top + 12.4, 34, number, self.pages)

    # Blocks

    def _block(self, section: str) -> None:
        for block in self.sheet.blocks:
            if block.section == section:
                self._facts(section, block.facts)

    def _facts(self, title: str, facts: Sequence[Fact]) -> None:
        if facts:
            self.flow.heading(self.language(title))
            self.flow.facts(facts)

    def _programme(self) -> None:
        language = self.language
        if not self.sheet.half_days:
            return
        self.flow.heading(language("Programme by half-day"))
        widths = shares(_WIDTH, 26, 21, 24, 70, 34, 14)
        titles = (N_("Date"), N_("Half-day"), N_("Hours"), N_("Topic"), N_("Facilitator"),
                  N_("Attended"))  # fmt: skip
        columns = [
            Column(language(title), width, "center" if title == "Attended" else "start", size=7.6)
            for title, width in zip(titles, widths, strict=True)
        ]
        rows = [
            (
                ltr(language.date(line.slot.day)),
                language(PARTS[line.slot.part]),
                line.slot.hours,
                line.topic,
                line.facilitator,
                "" if line.present is None else str(line.present),
            )
            for line in self.sheet.half_days
        ]
        self.flow.table(columns, rows)

    def _participation(self) -> None:
        language = self.language
        if self.sheet.reached or self.sheet.tallies:
            self.flow.heading(language("Participation"))
        self.flow.facts(self.sheet.reached)
        for tally in self.sheet.tallies:
            titles = (tally.title, language("Women"), language("Men"), language("Not stated"),
                      language("All"))  # fmt: skip
            columns = [
                Column(title, width, "center" if at else "start", size=7.6)
                for at, (title, width) in enumerate(
                    zip(titles, shares(_WIDTH, 90, 22, 22, 26, 22), strict=True)
                )
            ]
            self.flow.table(columns, [_tally_row(row) for row in _with_total(tally, language)])

    def _recommendations(self) -> None:
        language = self.language
        if not self.sheet.recommendations:
            return
        self.flow.heading(language("Recommendations and commitments taken"))
        titles = (N_("Recommendation"), N_("Responsible"), N_("Due on"), N_("State"))
        columns = [
            Column(language(title), width, size=7.6)
            for title, width in zip(titles, shares(_WIDTH, 88, 44, 24, 28), strict=True)
        ]
        rows = [
            (each.text, each.responsible, language.date(each.due) if each.due else "", each.state)
            for each in self.sheet.recommendations
        ]
        self.flow.table(columns, rows)

    def _evidence(self) -> None:
        """A list to tick, ticked for what is in the workspace."""
        language, drawing = self.language, self.drawing
        if not self.sheet.evidence:
            return
        self.flow.heading(language("Evidence"))
        across, step = 4, 5.2
        width = _WIDTH / across
        for start in range(0, len(self.sheet.evidence), across):
            top = self.flow.reserve(step)
            for at, (label, count) in enumerate(self.sheet.evidence[start : start + across]):
                x = _LEFT + at * width
                drawing.tick_box(x, top + 1.0, 3.2, ticked=count > 0)
                words = f"{label} ({count})" if count > 1 else label
                room = width - 7
                drawing.fitted(x + 5, top, room, step, fit(words, drawing.style(7.6), room, step))

    def _signatures(self) -> None:
        self.flow.heading(self.language("Signatures"))
        top = self.flow.reserve(_SIGNATURES + 1)
        drawing, box = self.drawing, (_WIDTH - 6) / len(_SIGNERS)
        for at, signer in enumerate(_SIGNERS):
            x = _LEFT + at * (box + 3)
            drawing.frame(x, top, box, _SIGNATURES)
            caption = fit(self.language(signer), drawing.style(8, bold=True), box - 3, 4.4)
            drawing.fitted(x + 1.5, top + 0.8, box - 3, 4.4, caption)
            asked = self.language("Name, function, date, signature")
            wanted = fit(asked, drawing.style(6.2, grey=0.4), box - 3, 6)
            drawing.fitted(x + 1.5, top + 5.2, box - 3, 6, wanted, middle=False)


def _tally_row(row: tuple[str, int, int, int]) -> tuple[str, ...]:
    counts = row[1:]
    return (row[0], *map(str, counts), str(sum(counts)))


def _with_total(tally: Tally, language: Language) -> list[tuple[str, int, int, int]]:
    women = sum(row[1] for row in tally.rows)
    men = sum(row[2] for row in tally.rows)
    unstated = sum(row[3] for row in tally.rows)
    return [*tally.rows, (language("All"), women, men, unstated)]
