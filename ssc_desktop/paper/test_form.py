"""The test before and after a session: a code instead of a name, boxes to tick, lines to fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.letterhead import FOOT, Letterhead, Page
from ssc_desktop.paper.question_blocks import DICTATED, GAP, Asked, Questions, packed
from ssc_desktop.paper.text import fit, ltr

BEFORE, AFTER = N_("Test before the session"), N_("Test after the session")
ANONYMOUS = N_(
    "Anonymous: write no name. The code serves to compare what was known before with what is known after; nobody records who holds it."
)
_LEFT, _TOP = 15.0, 10.0
_BOXES, _BOX = 62.0, 15.0
_STRIP = 22.0
_OUT_OF = 20


@dataclass(frozen=True, slots=True)
class TestForm:
    """Everything a test shows; one copy for each code, the parts in their order."""

    letterhead: Letterhead
    questions: tuple[Asked, ...]
    codes: tuple[str, ...]
    parts: tuple[str, ...] = (BEFORE,)
    facts: tuple[tuple[str, str], ...] = ()


def test_form(form: TestForm, language: Language) -> bytes:
    """The PDF: for each code its copy of every part."""
    filled = FormBeingFilled(form, language)
    filled.fill()
    return filled.drawing.finish()


class FormBeingFilled:
    """One test on its way to paper."""

    def __init__(self, form: TestForm, language: Language) -> None:
        self.form = form
        self.language = language
        heading = form.letterhead.heading
        title = form.parts[0] if len(form.parts) == 1 else N_("Test before and after")
        self.drawing = Drawing(
            A4,
            language,
            title=f"{language(title)} {heading.code}",
            subject=heading.title,
            at=form.letterhead.printing.at,
        )
        self._width = A4[0] - 2 * _LEFT
        self._beside_title = Page(self.drawing, form.letterhead, title, _LEFT, _TOP).below_band
        self.questions = Questions(self.drawing, _LEFT, self._width)

    def fill(self) -> None:
        """What all copies share is drawn once; each copy shows it under its own code."""
        pages = {part: self._draw_part(part) for part in self.form.parts}
        first = True
        for code in self.form.codes:
            for part in self.form.parts:
                for number in range(pages[part]):
                    if not first:
                        self.drawing.next_page()
                    first = False
                    self.drawing.show(_name(part, number))
                    self._draw_code(part, code, number)

    def _draw_part(self, part: str) -> int:
        page = Page(self.drawing, self.form.letterhead, part, _LEFT, _TOP)
        blocks = [
            self.questions.block(at, asked) for at, asked in enumerate(self._asked(), start=1)
        ]
        strip = _STRIP if part == BEFORE else 0.0
        sheaf = packed(blocks, page.end - self._first_top(part) - strip, page.end - _TOP - 7)
        for number, held in enumerate(sheaf):
            with self.drawing.shared(_name(part, number)):
                top = self._head(page) if number == 0 else page.running_head()
                for block in held:
                    self.questions.draw(block, top)
                    top += block.height
                lift = strip if number == 0 else 0.0
                if lift:
                    self._strip(page.end + FOOT - lift)
                page.foot(number + 1, len(sheaf), lift=lift)
        return len(sheaf)

    def _asked(self) -> Sequence[Asked]:
        return self.form.questions or [Asked("")] * DICTATED

    def _first_top(self, part: str) -> float:
        """Where the questions begin: the head is measured by drawing it elsewhere."""
        other = FormBeingFilled(self.form, self.language)
        return other._head(Page(other.drawing, self.form.letterhead, part, _LEFT, _TOP))

    # The head of a copy

    def _head(self, page: Page) -> float:
        drawing, language = self.drawing, self.language
        # The boxes stand beside the title, below the band.
        top = page.head(room=_BOXES + 4)
        boxes = self._beside_title
        self._boxes(boxes)
        top = page.facts(max(top, boxes + _BOX + 2), self.form.facts, 3)
        words = language(ANONYMOUS)
        style = drawing.style(7.6, grey=0.2)
        content = fit(words, style, self._width, 8)
        drawing.fitted(_LEFT, top, self._width, content.height, content)
        return top + content.height + GAP

    def _boxes(self, top: float) -> None:
        """The code of the copy, and the box the trainer writes the score in."""
        drawing, half = self.drawing, _BOXES / 2
        left = _LEFT + self._width - _BOXES
        labels = (self.language("Code"), self._score())
        for at, label in enumerate(labels):
            x = left + at * half
            drawing.frame(x, top, half - (2 if at == 0 else 0), _BOX, weight=0.7)
            room = half - 5
            drawing.fitted(
                x + 1.5, top + 0.8, room, 3.4, fit(label, drawing.style(6.6, grey=0.35), room, 3.4)
            )
        out_of = ltr(f"/ {_OUT_OF}")
        drawing.text(
            left + half, top + _BOX - 3.4, out_of, drawing.style(13), width=half - 3, align="end"
        )

    def _score(self) -> str:
        """What the score is of: the points of all questions are brought to twenty."""
        points = [each.points for each in self.form.questions]
        whole = sum(filter(None, points))
        if None in points or whole in (0, _OUT_OF):
            return self.language("Score")
        return self.language("Score, from {points} points", points=whole)

    def _draw_code(self, part: str, code: str, number: int) -> None:
        drawing, words = self.drawing, ltr(code)
        if number > 0:
            style = drawing.style(9, bold=True)
            # A running head leaves its end free for the code.
            drawing.text(_LEFT, A4[1] - _TOP + 1, words, style, width=self._width, align="center")
            return
        top = self._beside_title
        left = _LEFT + self._width - _BOXES
        large = drawing.style(16, bold=True)
        drawing.text(left, top + 11, words, large, width=_BOXES / 2 - 2, align="center")
        if part == BEFORE:
            strip = A4[1] - _TOP + 2 - _STRIP
            drawing.text(
                _LEFT, strip + 13.6, words, drawing.style(20, bold=True), width=self._width - 4,
                align="end",
            )  # fmt: skip

    def _strip(self, top: float) -> None:
        """What the person tears off and keeps."""
        drawing, language = self.drawing, self.language
        heading = self.form.letterhead.heading
        drawing.frame(0, top + 2.5, A4[0], 0, weight=0.6, grey=0.3, dashed=True)
        small = drawing.style(6.2, grey=0.35)
        drawing.text(
            _LEFT, top + 1.6, language("Tear off here"), small, width=self._width, align="center"
        )
        width = self._width - 46
        words = language("Keep this code for the test after the session.")
        drawing.fitted(
            _LEFT, top + 5.4, width, 6, fit(words, drawing.style(10.5, bold=True), width, 6)
        )
        name = f"{ltr(heading.code)}  {heading.title}"
        style = drawing.value_style(heading.title, 7.6, grey=0.3)
        drawing.fitted(_LEFT, top + 11.6, width, 7, fit(name, style, width, 7))


def _name(part: str, number: int) -> str:
    return f"{'before' if part == BEFORE else 'after'}-{number}"
