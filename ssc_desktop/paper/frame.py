"""What frames a page: the visibility band, the title, the notices, the line at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.paper.band import BAND as BAND
from ssc_desktop.paper.band import Visibility as Visibility
from ssc_desktop.paper.band import visibility_band as visibility_band
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.text import POINT, fit, isolated, ltr, width_of

_DATA_NOTICE = N_(
    "Your data (name, sex, organisation, function, place, telephone, e-mail, signature) are "
    "collected by {controller}, data controller, to prove that this activity took place and to "
    "produce anonymous statistics for its donors ({donors})."
)
_NEUTRAL_DATA_NOTICE = N_(
    "Your data (name, sex, organisation, function, place, telephone, e-mail, signature) are "
    "collected by {controller}, data controller, to prove that this activity took place and to "
    "produce anonymous statistics."
)
_SENSITIVE_DATA_NOTICE = N_(
    "This sheet shows your first name and a code only. Your data are held apart by {controller}, "
    "data controller, to prove that this activity took place and to produce anonymous statistics."
)
_RIGHTS_NOTICE = N_(
    "Your signature is needed for this proof: without it your presence cannot be counted. "
    "Telephone, e-mail and image are optional and refusing them has no effect. Recipients: project "
    "team, headquarters, auditors. Kept for {years} years after closure. Access, rectification, "
    "objection and removal: {contact}."
)
_TRANSFER_NOTICE = N_("Transfer abroad: {transfer}.")
IMAGE_NOTICE = N_(
    "Image: in the last column each person writes yes or no, with initials, to photos and films of "
    "this activity being used for reports and communication. Anyone may change this answer later."
)
WITNESS_NOTICE = N_(
    "Who does not write may sign with a thumbprint or a cross; a witness then writes their name "
    "in the witness column."
)
# The share of its line that a title may fill, so that the other languages can be read beside it.
_TITLE = 0.64


@dataclass(frozen=True, slots=True)
class Notices:
    """What the law and the donors want said on paper."""

    controller: str = "GIZ"
    donors: str = "UE, BMZ"
    contact: str = ""
    retention_years: int = 7
    transfer: str = ""
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, when, for the how-manieth time."""

    at: datetime
    officer: str = ""
    version: int = 1


def title_line(drawing: Drawing, x: float, y: float, width: float, title: str) -> None:
    """The title in the sheet's language, then smaller in the others; base line at ``y``."""
    language = drawing.language
    main = language(title)
    large = drawing.style(14, bold=True)
    others = [Language(code)(title) for code in LANGUAGES if code != language.code]
    others = [other for other in dict.fromkeys(others) if other != main]
    if others:
        large = large.at(min(large.size, large.size * _TITLE * width / width_of(main, large)))
    used = drawing.text(x, y, main, large)
    if others:
        small, room = drawing.style(8.5, grey=0.4), width - used - 4
        rest = fit("  ·  ".join(others), small, room, 5.8)
        drawing.fitted(x + used + 4, y - 4.2, room, 5.8, rest)


def notice_text(
    language: Language, notices: Notices, *, sensitive: bool = False, neutral: bool = False
) -> str:
    """The data-protection notice with its nine items, as one paragraph."""
    first = _DATA_NOTICE
    if neutral:
        first = _NEUTRAL_DATA_NOTICE
    if sensitive:
        first = _SENSITIVE_DATA_NOTICE
    rights = language(
        _RIGHTS_NOTICE,
        years=notices.retention_years,
        contact=notices.contact or language("the officer in charge"),
    )
    transfer = notices.transfer or language("only to headquarters and auditors of the donors")
    if neutral:
        transfer = notices.transfer or language("only to headquarters and auditors")
    return " ".join(
        (
            language("Data protection:"),
            language(first, controller=notices.controller, donors=notices.donors),
            rights,
            language(_TRANSFER_NOTICE, transfer=transfer),
        )
    )


def notice_block(
    drawing: Drawing, x: float, y: float, width: float, height: float, notices: list[str]
) -> None:
    """Notices as small paragraphs, one size for all, that fill the block and never leave it."""
    text = "\n".join(isolated(each) for each in notices if each)
    if text:
        content = fit(text, drawing.style(6.4, grey=0.1), width, height, 4.0)
        drawing.fitted(x, y, width, height, content, middle=False)


def foot_line(
    drawing: Drawing, x: float, y: float, width: float, printing: Printing, number: str
) -> None:
    """Sheet number, version, print time and officer at the foot of a page."""
    language = drawing.language
    parts = []
    if number:
        parts.append(language("Sheet {number}", number=ltr(number)))
        parts.append(language("version {version}", version=printing.version))
    printed = language("printed on {moment}", moment=ltr(language.moment(printing.at)))
    parts.append(printed)
    if printing.officer:
        parts.append(language("by {officer}", officer=printing.officer))
    style = drawing.style(6.2, grey=0.35)
    line = fit("  ·  ".join(parts), style, width, 3.2)
    drawing.fitted(x, y, width, 3.2, line)


def page_number(drawing: Drawing, x: float, y: float, width: float, page: int, pages: int) -> None:
    """Page x of y, at the trailing end of the area."""
    language = drawing.language
    words = language("Page {page} of {pages}", page=page, pages=pages)
    drawing.text(x, y, words, drawing.style(7.5, bold=True), width=width, align="end")


def labelled(
    drawing: Drawing, x: float, y: float, width: float, height: float, label: str, value: str
) -> None:
    """A small grey label with its value after it, in a box of one or two lines."""
    small = drawing.style(6.5, grey=0.4)
    words = drawing.language("{label}:", label=label)
    used = width_of(words, small) + 1.2
    base = y + height / 2 + 7.5 * 0.36 * POINT
    drawing.text(x, base, words, small)
    room = width - used
    drawing.fitted(
        x + used, y, room, height, fit(value, drawing.value_style(value, 7.5), room, height)
    )
