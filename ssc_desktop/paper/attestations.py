"""Attestations of attendance: A4 landscape, one page a person, with a number and a code to check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.codes import draw_code
from ssc_desktop.paper.drawing import A4_LANDSCAPE, Drawing
from ssc_desktop.paper.frame import Visibility
from ssc_desktop.paper.marks import spoken
from ssc_desktop.paper.text import Fitted, Style, fit, isolated, ltr, wrap

TITLE = N_("Attestation of attendance")
SPECIMEN = N_("Specimen")
CODE = 28.0
_WIDE, _HIGH = A4_LANDSCAPE
_FRAME = 8.0
_LEFT = 20.0
_WIDTH = _WIDE - 2 * _LEFT
_SIGNED = 152.0
_SIGNATURE = 78.0
_SHARED = "attestation"


@dataclass(frozen=True, slots=True)
class Attested:
    """What is attested of one person; ``serial`` is empty on a specimen."""

    name: str
    attended: int
    possible: int
    other_name: str = ""
    serial: str = ""
    seal: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class AttestationPaper:
    """What all attestations of an activity say; texts are final, in the paper's language."""

    code: str
    title: str
    people: tuple[Attested, ...]
    kind: str = ""
    dates: str = ""
    place: str = ""
    themes: str = ""
    hours: str = ""
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    action: str = ""
    contract: str = ""
    disclaimer: str = ""
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False
    at: datetime | None = None


def attestations(paper: AttestationPaper, language: Language) -> bytes:
    """The PDF. Neither its bookmarks nor what it says of itself names a person."""
    return drawn_attestations(paper, language).finish()


def drawn_attestations(paper: AttestationPaper, language: Language) -> Drawing:
    """The pages, drawn and not yet finished."""
    drawing = Drawing(
        A4_LANDSCAPE,
        language,
        title=f"{language(TITLE)} {paper.code}",
        subject=paper.title,
        at=paper.at,
    )
    with drawing.shared(_SHARED):
        _draw_shared(drawing, paper)
    for at, person in enumerate(paper.people, 1):
        if at > 1:
            drawing.next_page()
        drawing.show(_SHARED)
        number = spoken(person.serial) if person.serial else f"{language(SPECIMEN)} {at}"
        drawing.bookmark(f"attestation-{at}", number)
        _draw_person(drawing, person, paper.hours)
    return drawing


# What every page shows


def _draw_shared(drawing: Drawing, paper: AttestationPaper) -> None:
    drawing.frame(
        _FRAME, _FRAME, _WIDE - 2 * _FRAME, _HIGH - 2 * _FRAME, weight=1.1, grey=0.2
    )  # fmt: skip
    if not paper.neutral:
        frame.visibility_band(drawing, paper.visibility, _LEFT, 13.5, _WIDTH)
        action = "  ·  ".join(each for each in (paper.action, ltr(paper.contract)) if each)
        _centred(drawing, 27.0, 5.0, action, drawing.style(8.5, grey=0.35), 6.0)
    top = 27.0 if paper.neutral else 34.5
    _draw_title(drawing, top)
    said = drawing.language("This is to certify that")
    _centred(drawing, top + 21.5, 6.0, said, drawing.style(11.5, grey=0.25))
    _draw_activity(drawing, paper)
    _draw_signatures(drawing, paper)
    if not paper.neutral:
        words = isolated(paper.disclaimer)
        _centred(drawing, 190.5, 9.0, words, drawing.style(6.4, grey=0.35), 4.6)


def _draw_title(drawing: Drawing, top: float) -> None:
    _centred(drawing, top, 15.0, drawing.language(TITLE), drawing.style(30, bold=True), 18)
    middle = _WIDE / 2
    drawing.rule(middle - 14, top + 17.2, middle + 14, top + 17.2, weight=1.1, grey=0.2)


def _draw_activity(drawing: Drawing, paper: AttestationPaper) -> None:
    language = drawing.language
    took_part = language("took part in the following activity:")
    _centred(drawing, 92.5, 6.0, took_part, drawing.style(11.5, grey=0.25))
    title = drawing.value_style(paper.title, 16, bold=True)
    _centred(drawing, 99.0, 15.5, paper.title, title, 10)
    facts = "  ·  ".join(each for each in (paper.kind, paper.dates, paper.place) if each)
    _centred(drawing, 115.5, 6.5, facts, drawing.style(11), 7.5)
    if paper.themes:
        themes = language("{label}:", label=language("Themes")) + " " + paper.themes
        _centred(drawing, 130.5, 6.0, themes, drawing.style(10, grey=0.25), 7)
    if paper.issuers:
        issued = language("Issued by {issuers}", issuers=language.list_of(list(paper.issuers)))
        content = fit(issued, drawing.style(10, grey=0.25), _WIDTH, 11.0, 6.5)
        content = _balanced(issued, content)
        drawing.fitted(_LEFT, 137.6, _WIDTH, 11.0, content, align="center", middle=False)


def _draw_signatures(drawing: Drawing, paper: AttestationPaper) -> None:
    signers = [*paper.signers, "", ""][:2]
    for x, signer in zip((_LEFT, _LEFT + _WIDTH - _SIGNATURE), signers, strict=True):
        _draw_signature(drawing, x, signer)


def _draw_signature(drawing: Drawing, x: float, signer: str) -> None:
    asked = drawing.language("Name, function, signature and stamp")
    style = drawing.value_style(signer, 9.5, bold=True)
    heading = fit(signer, style, _SIGNATURE, 9.5, 6.5) if signer else None
    if heading:
        drawing.fitted(x, _SIGNED, _SIGNATURE, 9.5, heading, align="center", middle=False)
    line = _SIGNED + 31.5
    drawing.rule(x + 4, line, x + _SIGNATURE - 4, line, weight=0.6, grey=0.35)
    small = fit(asked, drawing.style(7, grey=0.4), _SIGNATURE, 4)
    drawing.fitted(x, line + 0.8, _SIGNATURE, 4, small, align="center")


# What differs from person to person


def _draw_person(drawing: Drawing, person: Attested, hours: str) -> None:
    _draw_names(drawing, person)
    counted = "  ·  ".join(each for each in (_counted(drawing.language, person), hours) if each)
    _centred(drawing, 122.5, 7.0, counted, drawing.style(12, bold=True), 8)
    size, top = CODE, _SIGNED - 2.0
    x = (_WIDE - size) / 2
    words = drawing.language(SPECIMEN)
    if person.seal:
        draw_code(drawing, x, top, size, person.seal)
        words = drawing.language("No. {number}", number=ltr(spoken(person.serial)))
    else:
        drawing.frame(x, top, size, size, weight=0.4, grey=0.5, dashed=True)
    _middle(drawing, top + size + 2.6, 4.6, words, drawing.style(9.5, bold=True))
    if person.issued:
        _middle(drawing, top + size + 7.2, 4.2, person.issued, drawing.style(8, grey=0.25))


def _draw_names(drawing: Drawing, person: Attested) -> None:
    # One script alone stands in the middle of the room both would take.
    top = 64.0 if person.other_name else 67.5
    main = drawing.value_style(person.name, 32, bold=True)
    _centred(drawing, top, 15.5, person.name, main, 14)
    if person.other_name:
        other = drawing.value_style(person.other_name, 17)
        _centred(drawing, 79.5, 9.5, person.other_name, other, 9)


def _counted(language: Language, person: Attested) -> str:
    return language.plural(
        "{attended} of the one half-day held",
        "{attended} of the {count} half-days held",
        person.possible,
        attended=language.number(person.attended),
    )


def _middle(drawing: Drawing, y: float, height: float, words: str, style: Style) -> None:
    """A short text under the code, between the two signatures."""
    width = _WIDTH - 2 * _SIGNATURE - 8
    x = (_WIDE - width) / 2
    drawing.fitted(x, y, width, height, fit(words, style, width, height, 6), align="center")


def _centred(
    drawing: Drawing, y: float, height: float, words: str, style: Style, smallest: float = 6.0
) -> None:
    if words:
        content = _balanced(words, fit(words, style, _WIDTH, height, smallest))
        drawing.fitted(_LEFT, y, _WIDTH, height, content, align="center")


def _balanced(words: str, content: Fitted) -> Fitted:
    """The same number of lines, of about one length: a short last line looks forgotten."""
    if content.cut or len(content.lines) < 2:
        return content
    wide = _WIDTH
    while len(lines := wrap(words, content.style, wide - 4)) == len(content.lines):
        content, wide = replace(content, lines=lines), wide - 4
    return content
