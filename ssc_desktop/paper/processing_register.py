"""The register of processing (GDPR, article 30): A4 portrait, a block a purpose, countries first."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.flow import Fact, Flow
from ssc_desktop.paper.frame import Printing, Visibility
from ssc_desktop.paper.signing import signature_boxes
from ssc_desktop.paper.text import Fitted, fit, isolated, leading, width_of, wrap

TITLE = N_("Register of processing of personal data")
_LEFT, _TOP = 14.0, 11.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 17.0
_LABEL = 40.0
_BESIDE = _LABEL + 2.0
_LINE = 6.6
_SIGNERS = (N_("For the data controller"), N_("Data protection officer"))


@dataclass(frozen=True, slots=True)
class CountryBlock:
    """What one country's authority was told; an empty value is a line to fill by hand."""

    country: str
    authority: str
    law: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProcessingBlock:
    """One purpose: its name, then labels with their texts."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProcessingRegister:
    """Everything the register shows; texts are final, in its language."""

    action: str
    controllers: tuple[tuple[str, str], ...]
    countries: tuple[CountryBlock, ...]
    processings: tuple[ProcessingBlock, ...]
    measures: tuple[str, ...]
    rights: str
    printing: Printing
    visibility: Visibility


def processing_register(register: ProcessingRegister, language: Language) -> bytes:
    """The PDF. Pages are counted by laying it out once before it is drawn."""
    counted = RegisterBeingFilled(register, language, 0)
    counted.fill()
    drawn = RegisterBeingFilled(register, language, counted.drawing.page)
    drawn.fill()
    return drawn.drawing.finish()


class RegisterBeingFilled:
    """One register on its way to paper."""

    def __init__(self, register: ProcessingRegister, language: Language, pages: int) -> None:
        self.register = register
        self.language = language
        self.pages = pages
        self.drawing = Drawing(A4, language, title=language(TITLE), at=register.printing.at)
        self._started = False
        self.flow = Flow(self.drawing, (_LEFT, _WIDTH, _END), self._begin_page)

    def fill(self) -> None:
        """Who answers for the data, the countries, the purposes, the measures, signatures."""
        flow, language, register = self.flow, self.language, self.register
        flow.heading(language("Who answers for the data"))
        flow.facts([Fact(label, value) for label, value in register.controllers if value])
        for country in register.countries:
            self._country(country)
        for number, block in enumerate(register.processings, 1):
            self._processing(number, block)
        flow.heading(language("Security measures"))
        for words in register.measures:
            self._bullet(words)
        flow.heading(language("Rights of the persons"))
        flow.paragraph("", register.rights)
        self._signatures()

    def _country(self, block: CountryBlock) -> None:
        flow = self.flow
        title = " – ".join(part for part in (block.country, block.authority) if part)
        flow.heading(title)
        # A block of few lines stays in one piece.
        height = _LINE * len(block.facts) + 5.0
        top = flow.reserve(height)
        style = self.drawing.style(7.6, grey=0.35)
        self.drawing.fitted(_LEFT, top, _WIDTH, 4.2, fit(block.law, style, _WIDTH, 4.2))
        for at, (label, value) in enumerate(block.facts):
            self._line_to_fill(top + 4.8 + at * _LINE, label, value)

    def _line_to_fill(self, y: float, label: str, value: str) -> None:
        drawing = self.drawing
        words = drawing.language("{label}:", label=label)
        small = drawing.style(8, grey=0.3)
        drawing.fitted(_LEFT, y, _LABEL + 14, _LINE - 0.6, fit(words, small, _LABEL + 14, _LINE))
        x = _LEFT + _LABEL + 16
        room = _WIDTH - _LABEL - 16
        if value:
            style = drawing.value_style(value, 8.6, bold=True)
            drawing.fitted(x, y, room, _LINE - 0.6, fit(value, style, room, _LINE - 0.6))
        else:
            drawing.rule(x, y + _LINE - 1.6, x + room, y + _LINE - 1.6, weight=0.5, grey=0.5)

    def _processing(self, number: int, block: ProcessingBlock) -> None:
        """Labels beside their texts, the whole block on one page."""
        drawing, flow = self.drawing, self.flow
        flow.heading(block.name, number)
        rows = [self._row(label, words) for label, words in block.facts]
        top = flow.reserve(sum(height for height, _ in rows) + 0.6)
        for (height, label), (_, words) in zip(rows, block.facts, strict=True):
            drawing.fitted(_LEFT, top, _LABEL, height, label, middle=False)
            style = drawing.value_style(words, flow.text)
            drawing.paragraph(_LEFT + _BESIDE, top, _WIDTH - _BESIDE, isolated(words), style)
            top += height

    def _row(self, label: str, words: str) -> tuple[float, Fitted]:
        """The height of a text with its label, and the label as it is drawn."""
        style = self.drawing.value_style(words, self.flow.text)
        lines = wrap(isolated(words), style, _WIDTH - _BESIDE)
        small = fit(label, self.drawing.style(7.6, grey=0.35), _LABEL, 8, 6)
        return max(len(lines) * leading(style), small.height) + 1.0, small

    def _bullet(self, words: str) -> None:
        drawing, flow = self.drawing, self.flow
        style = drawing.style(flow.text)
        inset = width_of("•", style) + 1.6
        lines = wrap(isolated(words), style, _WIDTH - inset)
        top = flow.reserve(len(lines) * leading(style) + 0.6)
        drawing.paragraph(_LEFT, top, inset, "•", style)
        drawing.paragraph(_LEFT + inset, top, _WIDTH - inset, isolated(words), style)

    def _signatures(self) -> None:
        drawing, flow = self.drawing, self.flow
        flow.heading(self.language("Signatures"))
        top = flow.reserve(24.0)
        signature_boxes(drawing, _LEFT, top, _WIDTH, 22.0, [(each, "") for each in _SIGNERS])

    def _begin_page(self) -> float:
        drawing = self.drawing
        if self._started:
            drawing.next_page()
        frame.foot_line(drawing, _LEFT, _END + 5, _WIDTH - 36, self.register.printing, "")
        x = _LEFT + _WIDTH - 34
        frame.page_number(drawing, x, _END + 7.4, 34, drawing.page, self.pages)
        if self._started:
            return self._running_head()
        self._started = True
        frame.visibility_band(drawing, self.register.visibility, _LEFT, _TOP, _WIDTH)
        top = _TOP + frame.BAND + 2.4
        frame.title_line(drawing, _LEFT, top + 5.4, _WIDTH, TITLE)
        style = drawing.style(8, grey=0.3)
        content = fit(self.register.action, style, _WIDTH, 4.4)
        drawing.fitted(_LEFT, top + 8.0, _WIDTH, 4.4, content)
        return top + 13.0

    def _running_head(self) -> float:
        drawing = self.drawing
        style = drawing.style(7.5, grey=0.3)
        words = fit(self.language(TITLE), style, _WIDTH, 4, 6)
        drawing.fitted(_LEFT, _TOP - 1, _WIDTH, 4, words)
        drawing.rule(_LEFT, _TOP + 3.6, _LEFT + _WIDTH, _TOP + 3.6, weight=0.4, grey=0.5)
        return _TOP + 5.6
