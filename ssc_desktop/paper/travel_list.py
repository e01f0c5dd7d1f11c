"""The per diem and travel list: A4 landscape, a row a person, closed at a sum in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import A4_LANDSCAPE, Drawing
from ssc_desktop.paper.frame import notice_block
from ssc_desktop.paper.letterhead import Letterhead, Page
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.tables import Column, edges, head, row
from ssc_desktop.paper.text import fit, isolated

TITLE = N_("Per diem and travel list")
_LEFT, _TOP = 9.0, 8.0
_HEAD, _ROW, _TOTAL = 9.4, 10.0, 7.0
_SENTENCE, _SIGNATURES, _NOTICE = 10.4, 21.0, 6.0
_TALLEST = 30.0
_CLOSING = _TOTAL + _SENTENCE + _SIGNATURES + _NOTICE + 3.0
# The last rows go with what closes the list, so that no page holds signatures alone.
_KEPT_TOGETHER = 2
_SIGNERS = (
    (N_("Certified true by"), ""),
    (N_("Approved by"), ""),
    (N_("Cashier"), ""),
)
_NOTICE_TEXT = N_(
    "Data protection: this list serves to pay the people on it and to prove the payment. Recipients: cashier, project team, headquarters, auditors. Kept for {years} years after closure. Access, rectification and objection: {contact}."
)
_IDENTITY_NOTICE = N_("The identity document is asked for by the payment alone.")
_BLANK = "." * 70
_ACROSS = 3


@dataclass(frozen=True, slots=True)
class PayLine:
    """One row: final texts in the sheet's language; without a claim the amounts are empty."""

    name: str
    function: str = ""
    origin: str = ""
    travel: str = ""
    days: str = ""
    rate: str = ""
    lodging: str = ""
    meals: str = ""
    transport: str = ""
    total: str = ""
    identity: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PayList:
    """The people paid in one currency: totals by name of the column, the sum in words.

    ``to_fill`` counts the rows left for the pen.
    """

    currency: str
    lines: tuple[PayLine, ...]
    totals: dict[str, str] = field(default_factory=dict)
    sum_in_words: str = ""
    sum_in_figures: str = ""
    to_fill: int = 0


@dataclass(frozen=True, slots=True)
class TravelSheet:
    """Everything a per diem list shows; the same sheet always gives the same bytes."""

    letterhead: Letterhead
    lists: tuple[PayList, ...]
    facts: tuple[tuple[str, str], ...] = ()
    identity: bool = False


def travel_list(sheet: TravelSheet, language: Language) -> bytes:
    """The PDF: each currency has its own pages, its own sum and its own signatures."""
    filled = ListBeingFilled(sheet, language)
    filled.fill()
    return filled.drawing.finish()


class ListBeingFilled:
    """One per diem list on its way to paper."""

    def __init__(self, sheet: TravelSheet, language: Language) -> None:
        self.sheet = sheet
        self.language = language
        heading = sheet.letterhead.heading
        self.drawing = Drawing(
            A4_LANDSCAPE,
            language,
            title=f"{language(TITLE)} {heading.code}",
            subject=heading.title,
            at=sheet.letterhead.printing.at,
        )
        self.page = Page(self.drawing, sheet.letterhead, TITLE, _LEFT, _TOP)
        self.columns = _columns(sheet, language, self.page.width)

    def fill(self) -> None:
        """Every list on pages of its own."""
        # The height of the head is known once it was drawn; drawing it elsewhere costs little.
        first = self._measured()
        plans = [_pages(len(each.lines), first, self.page.end) for each in self.sheet.lists]
        pages = sum(len(plan) for plan in plans)
        for pay_list, plan in zip(self.sheet.lists, plans, strict=True):
            for at, (start, end) in enumerate(plan):
                if self.drawing.page > 1 or at or pay_list is not self.sheet.lists[0]:
                    self.drawing.next_page()
                self._page(pay_list, start, end, pages)

    def _measured(self) -> float:
        other = Drawing(A4_LANDSCAPE, self.language, title="")
        page = Page(other, self.sheet.letterhead, TITLE, _LEFT, _TOP)
        return page.facts(page.head(), self._facts(self.sheet.lists[0]), _ACROSS)

    def _facts(self, pay_list: PayList) -> list[tuple[str, str]]:
        return [*self.sheet.facts, (self.language("Currency"), pay_list.currency)]

    def _page(self, pay_list: PayList, start: int, end: int, pages: int) -> None:
        page = self.page
        if start == 0:
            top = page.facts(page.head(), self._facts(pay_list), _ACROSS)
        else:
            top = page.running_head()
        top = self._table(pay_list.lines[start:end], start, top)
        if end == len(pay_list.lines):
            self._close(pay_list, top)
        page.foot(self.drawing.page, pages)

    def _table(self, lines: Sequence[PayLine], start: int, top: float) -> float:
        drawing, columns = self.drawing, list(self.columns.values())
        if lines:
            head(drawing, _LEFT, top, _HEAD, columns)
        ys = [top, top + _HEAD]
        for number, line in enumerate(lines, start=start + 1):
            cells = [_cell(line, name, number) for name in self.columns]
            row(drawing, _LEFT, ys[-1], _ROW, columns, cells)
            ys.append(ys[-1] + _ROW)
        drawing.grid(edges(_LEFT, columns), ys, weight=0.4)
        return ys[-1]

    def _close(self, pay_list: PayList, top: float) -> None:
        drawing = self.drawing
        self._total(pay_list, top)
        top += _TOTAL + 1
        for words in self._sentences(pay_list):
            content = fit(words, drawing.style(9), self.page.width, _SENTENCE / 2, 6)
            drawing.fitted(_LEFT, top, self.page.width, _SENTENCE / 2, content)
            top += _SENTENCE / 2
        # No room is left between the sum and the signatures for one more line.
        bottom = self.page.end - _NOTICE
        height = min(_TALLEST, bottom - 1 - top - 1)
        signature_boxes(drawing, _LEFT, top + 1, self.page.width, height, _SIGNERS)
        notice_block(drawing, _LEFT, bottom, self.page.width, _NOTICE, [self._notice()])

    def _total(self, pay_list: PayList, top: float) -> None:
        drawing, columns = self.drawing, self.columns
        xs = edges(_LEFT, list(columns.values()))
        first = list(columns).index("days")
        drawing.fill(_LEFT, top, xs[-1] - _LEFT, _TOTAL, 0.92)
        label = fit(self.language("Total"), drawing.style(9, bold=True), 60, _TOTAL)
        drawing.fitted(xs[first] - 62, top, 60, _TOTAL, label, align="end")
        for at, (name, column) in enumerate(columns.items()):
            words = pay_list.totals.get(name, "")
            room = column.width - 1.4
            content = fit(words, drawing.style(8.4, bold=True), room, _TOTAL)
            if words:
                drawing.fitted(xs[at] + 0.7, top, room, _TOTAL, content, align=column.align)
        drawing.grid([xs[0], *xs[first:]], [top, top + _TOTAL], weight=0.6)

    def _sentences(self, pay_list: PayList) -> Iterator[str]:
        """What closes the list: the sum of what is printed, dots for what is written by hand."""
        language = self.language
        if pay_list.sum_in_words:
            yield language(
                "This list is closed at the sum of: {words} ({amount}).",
                words=isolated(pay_list.sum_in_words),
                amount=pay_list.sum_in_figures,
            )
        if pay_list.to_fill and pay_list.sum_in_words:
            yield language(
                "With the rows filled in by hand, at the sum of: {words} (in words).", words=_BLANK
            )
        elif pay_list.to_fill:
            yield language("This list is closed at the sum of: {words} (in words).", words=_BLANK)

    def _notice(self) -> str:
        language, notices = self.language, self.sheet.letterhead.notices
        contact = notices.contact or language("the officer in charge")
        parts = [language(_NOTICE_TEXT, years=notices.retention_years, contact=contact)]
        if self.sheet.identity:
            parts.append(language(_IDENTITY_NOTICE))
        return " ".join(parts)


def _cell(line: PayLine, name: str, number: int) -> str:
    if name == "number":
        return str(number)
    return "" if name == "signature" else str(getattr(line, name))


# What a column is called, its share of the width, how its cells look.
_COLUMNS: dict[str, tuple[str, float, str, float]] = {
    "number": (N_("No."), 8, "center", 8),
    "name": (N_("Family name and given names"), 43, "start", 8.4),
    "function": (N_("Function"), 28, "start", 7),
    "origin": (N_("Coming from"), 24, "start", 7),
    "travel": (N_("On site / off site"), 17, "center", 7),
    "days": (N_("Days"), 11, "figure", 8),
    "rate": (N_("Per diem"), 18, "figure", 8),
    "lodging": (N_("Lodging"), 18, "figure", 8),
    "meals": (N_("Meals"), 17, "figure", 8),
    "transport": (N_("Transport"), 18, "figure", 8),
    "total": (N_("Total"), 21, "figure", 8.4),
    "identity": (N_("Identity document"), 24, "start", 7),
    "phone": (N_("Telephone for payment"), 28, "center", 7.4),
    "signature": (N_("Signature"), 34, "start", 8),
}
# A sheet that has to protect people names neither what they do nor where they come from.
_PROTECTED = frozenset({"function", "origin", "phone"})


def _columns(sheet: TravelSheet, language: Language, width: float) -> dict[str, Column]:
    hidden = _PROTECTED if sheet.letterhead.sensitive else frozenset[str]()
    shown = {
        name: facts
        for name, facts in _COLUMNS.items()
        if name not in hidden and (name != "identity" or sheet.identity)
    }
    scale = width / sum(facts[1] for facts in shown.values())
    # Units stand under units: at the right, whichever way the sheet runs.
    figure = "start" if language.is_rtl else "end"
    return {
        name: Column(
            language(title),
            share * scale,
            figure if align == "figure" else align,
            name == "total",
            size,
        )
        for name, (title, share, align, size) in shown.items()
    }


def _pages(count: int, first: float, end: float) -> list[tuple[int, int]]:
    """Which rows stand on which page; the last ones stand above the end of the list."""
    pages: list[tuple[int, int]] = []
    start, top = 0, first
    while True:
        room = int((end - top - _HEAD) / _ROW + 0.001)
        with_closing = int((end - top - _HEAD - _CLOSING) / _ROW + 0.001)
        left = count - start
        if left <= with_closing:
            return [*pages, (start, count)]
        taken = min(room, left - min(_KEPT_TOGETHER, left - 1))
        pages.append((start, start + taken))
        start, top = start + taken, _TOP + 6.6
