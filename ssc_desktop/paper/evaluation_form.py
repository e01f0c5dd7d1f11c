"""The evaluation filled in before people leave: four scales of four, three questions, one page."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.letterhead import Letterhead, Page
from ssc_desktop.paper.text import fit

TITLE = N_("Evaluation form")
_LEFT, _TOP = 15.0, 10.0
_CODE_BOX, _CODE_HEIGHT = 46.0, 15.0
_SCALE = (
    N_("Not at all satisfied"),
    N_("Not very satisfied"),
    N_("Satisfied"),
    N_("Very satisfied"),
)
_TOPICS = (
    (
        N_("Organisation and logistics"),
        N_("Invitation, travel, venue, meals, timetable, interpretation"),
    ),
    (N_("Content"), N_("Useful for your work, clear, at the right level, well documented")),
    (N_("Interactivity"), N_("Exchanges, group work, room for your questions and experience")),
    (N_("Overall satisfaction"), N_("The activity as a whole, compared with what you expected")),
)
_QUESTIONS = (
    N_("What was most useful to you?"),
    N_("What should be done better or differently?"),
    N_("What will you put into practice, and what do you need for it?"),
)
_MARK, _HEAD, _ROW = 21.0, 15.0, 14.5
_TICK, _LINE = 5.4, 8.4
_STEP = 2.1


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """Everything an evaluation form shows, and how many copies of it there are."""

    letterhead: Letterhead
    copies: int
    facts: tuple[tuple[str, str], ...] = ()


def evaluation_form(form: EvaluationForm, language: Language) -> bytes:
    """The PDF, a page a copy."""
    return filled_form(form, language).finish()


def filled_form(form: EvaluationForm, language: Language) -> Drawing:
    """The form drawn once and shown on every page."""
    heading = form.letterhead.heading
    drawing = Drawing(
        A4,
        language,
        title=f"{language(TITLE)} {heading.code}",
        subject=heading.title,
        at=form.letterhead.printing.at,
    )
    with drawing.shared("evaluation"):
        _FormBeingDrawn(drawing, form).draw()
    for copy in range(form.copies):
        if copy:
            drawing.next_page()
        drawing.show("evaluation")
    return drawing


class _FormBeingDrawn:
    """The one page of an evaluation form on its way to paper."""

    def __init__(self, drawing: Drawing, form: EvaluationForm) -> None:
        self.drawing, self.form = drawing, form
        self.language = drawing.language
        self.page = Page(drawing, form.letterhead, TITLE, _LEFT, _TOP)
        self.width = self.page.width

    def draw(self) -> None:
        """From the head to the thanks at the foot."""
        top = self.page.head(room=_CODE_BOX + 4)
        box = self.page.below_band
        self._code_box(box)
        top = self.page.facts(max(top, box + _CODE_HEIGHT + 2), self.form.facts, 3)
        top = self._welcome(top)
        top = self._scales(top)
        self._questions(top + 5)
        self.page.foot(1, 1)

    def _code_box(self, top: float) -> None:
        drawing, x = self.drawing, _LEFT + self.width - _CODE_BOX
        drawing.frame(x, top, _CODE_BOX, _CODE_HEIGHT, weight=0.6)
        words = self.language("Code of your test, if you like")
        room = _CODE_BOX - 3
        small = drawing.style(6.6, grey=0.35)
        drawing.fitted(x + 1.5, top + 0.8, room, 3.6, fit(words, small, room, 3.6))

    def _welcome(self, top: float) -> float:
        drawing, language = self.drawing, self.language
        lines = (
            (language("Your opinion counts: it helps us do the next activity better."), True),
            (
                language(
                    "Anonymous: write no name. Answers are counted together; nobody looks for who wrote them."
                ),
                False,
            ),
        )
        for words, bold in lines:
            style = drawing.style(9.4 if bold else 8, bold=bold, grey=0 if bold else 0.2)
            drawing.fitted(_LEFT, top, self.width, 5, fit(words, style, self.width, 5))
            top += 5
        return top + 3

    def _scales(self, top: float) -> float:
        drawing, language = self.drawing, self.language
        first = self.width - len(_SCALE) * _MARK
        asked = fit(
            language("Tick one box on each line."), drawing.style(8.4, bold=True), first - 4, 6
        )
        drawing.fitted(_LEFT + 1.5, top + _HEAD - 7, first - 4, 6, asked)
        for at, words in enumerate(_SCALE):
            self._step(_LEFT + first + at * _MARK, top, at + 1, language(words))
        top += _HEAD
        for number, (topic, meant) in enumerate(_TOPICS):
            y = top + number * _ROW
            if number % 2 == 0:
                drawing.fill(_LEFT, y, self.width, _ROW, 0.955)
            self._topic(y, first, language(topic), language(meant))
            for at in range(len(_SCALE)):
                x = _LEFT + first + at * _MARK + (_MARK - _TICK) / 2
                drawing.fill(x, y + (_ROW - _TICK) / 2, _TICK, _TICK, 1.0)
                drawing.tick_box(x, y + (_ROW - _TICK) / 2, _TICK, ticked=False)
        bottom = top + len(_TOPICS) * _ROW
        for y in (top, bottom):
            drawing.rule(_LEFT, y, _LEFT + self.width, y, weight=0.6)
        return bottom

    def _step(self, x: float, top: float, level: int, words: str) -> None:
        """The head of one answer: stairs that rise, its number, what it means."""
        drawing = self.drawing
        drawing.text(x, top + 4.2, str(level), drawing.style(11, bold=True), width=_MARK / 2 - 1,
                     align="end")  # fmt: skip
        for at in range(len(_SCALE)):
            height = 1.1 + at * 0.75
            grey = 0.25 if at < level else 0.85
            drawing.fill(x + _MARK / 2 + at * _STEP * 0.8, top + 4.2 - height, 1.3, height, grey)
        room = _MARK - 1.5
        content = fit(words, drawing.style(7), room, 8)
        drawing.fitted(x + 0.75, top + 5.4, room, 8, content, align="center")

    def _topic(self, top: float, width: float, topic: str, meant: str) -> None:
        drawing, room = self.drawing, width - 5
        title = fit(topic, drawing.style(9.6, bold=True), room, 5.4)
        drawing.fitted(_LEFT + 1.5, top + 1.4, room, 5.4, title)
        small = fit(meant, drawing.style(7.4, grey=0.3), room, 6.6)
        drawing.fitted(_LEFT + 1.5, top + 6.9, room, 6.6, small, middle=False)

    def _questions(self, top: float) -> None:
        """Three questions that share what is left of the page, and thanks."""
        drawing, language = self.drawing, self.language
        end = self.page.end - 7.5
        each = (end - top) / len(_QUESTIONS)
        for number, question in enumerate(_QUESTIONS):
            y = top + number * each
            title = fit(language(question), drawing.style(9.6, bold=True), self.width, 5.4)
            drawing.fitted(_LEFT, y, self.width, 5.4, title)
            for line in range(1, int((each - 6) / _LINE) + 1):
                rule = y + 5.4 + line * _LINE
                drawing.rule(_LEFT, rule, _LEFT + self.width, rule, weight=0.35, grey=0.55)
        thanks = fit(
            language("Thank you. Please hand this page in before you leave."),
            drawing.style(9, bold=True), self.width, 5,
        )  # fmt: skip
        drawing.fitted(_LEFT, end + 1, self.width, 5, thanks, align="center")
