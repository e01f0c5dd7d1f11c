"""The longest cases of real life on paper, judged by a program that reads every box."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper import flow, small_tables
from ssc_desktop.paper.activity_sheet import ActivitySheet, SheetBeingFilled, activity_sheet
from ssc_desktop.paper.attendance_plan import LEFT
from ssc_desktop.paper.attendance_sheet import AttendanceSheet, Person, SheetBeingDrawn
from ssc_desktop.paper.drawing import Drawing
from tests.paper.activities import HOST, activity_of, workshop
from tests.paper.drawn import outside, overlapping, page_text, text_in
from tests.paper.sheets import LONG_INSTITUTION, sheet, slots

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
TITLE = (
    "DEMO Atelier régional d’échange d’expériences et d’apprentissage mutuel entre les institutions "
    "chargées des migrations du Maroc, de la Côte d’Ivoire, du Mali et du Sénégal sur l’accès aux "
    "droits des migrant·e·s, la réintégration des migrant·e·s de retour et la mobilité Sud-Sud des "
    "jeunes professionnel·le·s"
)
ORGANISERS = "; ".join(
    (
        "GIZ", "Expertise France", "CIGEM", "ANAPEC", "Délégation de l’Union européenne au Maroc",
        "Direction générale d’appui aux Sénégalais de l’extérieur", "Mairie de Bouaké",
        "Conseil de la communauté marocaine à l’étranger",
    )
)  # fmt: skip
SURNAME = "Kouamé-Yao Ouattara Coulibaly-Diarrassoub"[:40]
EVENINGS = ("AM", "PM", "EV")
# Smaller than this nobody reads; only captions and notices come near it.
SMALLEST = 4.0


def test_the_long_texts_are_as_long_as_they_are_said_to_be() -> None:
    assert len(TITLE[:300]) == 300
    assert len(SURNAME) == 40
    assert len(ORGANISERS.split("; ")) == 8
    assert len(LONG_INSTITUTION) >= 120


def _with(case: AttendanceSheet, **heading: Any) -> AttendanceSheet:
    return replace(case, heading=replace(case.heading, **heading))


def _named(*names: tuple[str, str, str]) -> AttendanceSheet:
    usual = sheet(len(names), 2)
    people = tuple(
        replace(each, family_name=family, given_names=given, name_ar=arabic)
        for each, (family, given, arabic) in zip(usual.people, names, strict=True)
    )
    return replace(usual, people=people)


def _everyone_from(institution: str, case: AttendanceSheet) -> AttendanceSheet:
    people = tuple(replace(each, organisation=institution) for each in case.people)
    return _with(replace(case, people=people), host=institution)


ATTENDANCE = {
    "an institution of 120 characters": _everyone_from(LONG_INSTITUTION, sheet(20, 2, team=2)),
    "the same in a grid": _everyone_from(LONG_INSTITUTION, sheet(12, 5, grid=True)),
    "mononyms": _named(
        ("Ouattara", "", ""), ("", "Ouattara", ""), ("", "", "فاطمة"), ("Ouattara", "", "واتارا")
    ),
    "names in both scripts": _named(
        *[("El Idrissi", "Khadija", "خديجة الإدريسي"), ("N’Guessan", "Awa", "آوا نغيسان")] * 3
    ),
    "one participant": sheet(1),
    "a thousand participants": sheet(1000, 1),
    "ten half-days on a grid": sheet(30, 5, team=3, grid=True),
    "no end date": _with(sheet(9, 1), days=()),
    "a title of 300 characters": _with(sheet(15, 2), title=TITLE[:300]),
    "a surname of 40 characters and four given names": _named(
        *[(SURNAME, "Jean-Baptiste Emmanuel Marie Désiré", "جان باتيست إيمانويل واتارا كوليبالي")] * 4
    ),
    "the same in a grid of evenings": replace(
        _named(*[(SURNAME, "Jean-Baptiste Emmanuel Marie Désiré", "جان باتيست واتارا")] * 4),
        slots=slots(5, EVENINGS), grid=True,
    ),
    "eight co-organisers": _with(sheet(8, 3), organiser=ORGANISERS),
    "evenings: fifteen half-days": replace(sheet(20, 5, grid=True), slots=slots(5, EVENINGS)),
    "everything at once": _with(
        _everyone_from(LONG_INSTITUTION, replace(sheet(20, 5, grid=True), slots=slots(5, EVENINGS))),
        title=TITLE[:300], organiser=ORGANISERS, plan=TITLE[:120], facilitators=ORGANISERS[:120],
    ),
    "upright, all that fits": _with(
        _everyone_from(LONG_INSTITUTION, sheet(40, 2, team=2, orientation="portrait")),
        title=TITLE[:300], organiser=ORGANISERS,
    ),
    "upright, a grid of three days": _everyone_from(
        LONG_INSTITUTION, sheet(30, 3, grid=True, orientation="portrait")
    ),
    "every column": sheet(14, 2, columns=("region", "category", "age", "function", "contact")),
    "sensitive, with evenings": replace(
        sheet(20, 5, grid=True, sensitive=True), slots=slots(5, EVENINGS)
    ),
}  # fmt: skip

ACTIVITIES: dict[str, Callable[[Language], ActivitySheet]] = {
    "an institution of 120 characters": lambda language: activity_of(language),
    "one participant": lambda language: activity_of(language, people=1),
    "a thousand participants": lambda language: activity_of(language, people=1000),
    "ten half-days": lambda language: activity_of(language, slots=slots(5)),
    "no end date": lambda language: activity_of(
        language, activity=workshop(end=None), slots=slots(1)
    ),
    "a title of 300 characters": lambda language: activity_of(
        language, activity=workshop(title=TITLE[:300])
    ),
    "long names of facilitators": lambda language: activity_of(
        language, activity=workshop(facilitators=f"{SURNAME} Jean-Baptiste Emmanuel, Sara Alaoui")
    ),
    "eight co-organisers": lambda language: activity_of(
        language, activity=workshop(organisers=ORGANISERS)
    ),
    "evenings: fifteen half-days": lambda language: activity_of(language, slots=slots(5, EVENINGS)),
    "texts of many pages": lambda language: activity_of(language, 40),
}


def faults(drawing: Drawing) -> list[object]:
    """What is wrong with the boxes of a document: overlaps, text cut or outside, too small."""
    small = [box for box in drawing.boxes if box.size < SMALLEST]
    return [*overlapping(drawing), *outside(drawing), *drawing.cut, *small]


def page_numbers_are_right(pdf: bytes, language: Language) -> bool:
    """Whether every page says which it is, of how many."""
    pages = len(pdfium.PdfDocument(pdf))
    return all(
        _words(language("Page {page} of {pages}", page=at + 1, pages=pages))
        <= _words(_foot(pdf, at))
        for at in range(pages)
    )


def _foot(pdf: bytes, page: int) -> str:
    """The text at the very foot of a page: PDFium mixes the lines of a whole Arabic page."""
    width, height = (value / 72 * 25.4 for value in pdfium.PdfDocument(pdf)[page].get_size())
    return text_in(pdf, page, (0, height - 13, width, 12), height)


def _words(text: str) -> set[str]:
    # PDFium glues a number to the Arabic word beside it.
    return set(re.findall(r"[^\W\d]+|\d+", text))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("case", ATTENDANCE.values(), ids=ATTENDANCE.keys())
def test_attendance_sheet_of_the_longest_cases(case: AttendanceSheet, language: Language) -> None:
    drawn = SheetBeingDrawn(case, language)
    pdf, geometry = drawn.drawn()
    assert faults(drawn.drawing) == []
    assert page_numbers_are_right(pdf, language)
    assert len(geometry["pages"]) == len(pdfium.PdfDocument(pdf))
    for page in geometry["pages"]:
        rows = {cell["box_mm"][1] for cell in (*page["cells"], *page["blank_cells"])}
        assert 2 <= len(rows) <= 15
        assert min(rows) >= drawn.head.end
        assert max(cell["box_mm"][3] for cell in page["blank_cells"] or page["cells"]) >= 10
    for plan in drawn.pages:
        assert plan.lines[-1].line.kind != "section"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("case", ATTENDANCE.values(), ids=ATTENDANCE.keys())
def test_a_second_program_copies_every_name_from_its_row(
    case: AttendanceSheet, language: Language
) -> None:
    if shutil.which("pdftotext") is None:
        return
    drawn = SheetBeingDrawn(case, language)
    pdf, geometry = drawn.drawn()
    known = {person.id: person for person in case.people}
    columns = drawn._columns(drawn.pages[0].slots)
    before = sum(column.width for name, column in columns.items() if name in ("number", "code"))
    x = drawn.drawing.physical(LEFT + before, columns["name"].width)
    for page in geometry["pages"]:
        people = {(cell["box_mm"][1], cell["participant"]) for cell in page["cells"]}
        boxes = [cell["box_mm"] for cell in page["cells"]]
        if not boxes:
            continue
        top, end = boxes[0][1], boxes[-1][1] + boxes[-1][3]
        copied = _copied(pdf, page["page"], (x, top, columns["name"].width, end - top))
        for _, key in sorted(people):
            for name in _printed_names(drawn, known[key]):
                # Names stand in the order of the rows: each is looked for after the one before.
                assert name in copied, (name, copied)
                copied = copied[copied.index(name) + len(name) :]


def _printed_names(drawn: SheetBeingDrawn, person: Person) -> list[str]:
    return ["".join(line.split()) for line in drawn._values(person)["name"].split("\n")]


def _copied(pdf: bytes, page: int, box: tuple[float, float, float, float]) -> str:
    """What a person copies from a box, without blanks: lines may end inside a name."""
    crop = [str(round(value / 25.4 * 72)) for value in box]
    asked = [*("-f", str(page), "-l", str(page)), "-layout", *("-enc", "UTF-8")]
    for option, value in zip(("-x", "-y", "-W", "-H"), crop, strict=True):
        asked += [option, value]
    done = subprocess.run(
        ["pdftotext", *asked, "-", "-"], input=pdf, capture_output=True, check=True
    )
    text = "".join(char for char in done.stdout.decode() if char not in "\u202a\u202b\u202c\x0c")
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("make", ACTIVITIES.values(), ids=ACTIVITIES.keys())
def test_activity_sheet_of_the_longest_cases(
    make: Callable[[Language], ActivitySheet],
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make(language)
    pdf = activity_sheet(case, language)
    pages = len(pdfium.PdfDocument(pdf))
    assert page_numbers_are_right(pdf, language)
    heads: list[tuple[int, float]] = []
    filled = SheetBeingFilled(case, language, pages)

    def watched(drawing: Drawing, place: tuple[float, float], *others: Any) -> None:
        heads.append((drawing.page, place[1] + others[0]))
        small_tables_head(drawing, place, *others)

    small_tables_head = small_tables.quiet_head
    for module in (flow, small_tables):
        monkeypatch.setattr(module, "quiet_head", watched)
    filled.fill()
    assert faults(filled.drawing) == []
    assert len(heads) >= 5
    for page, end in heads:
        below = [
            box
            for box in filled.drawing.boxes
            if box.where == page and end - 0.1 <= box.y < end + 9
        ]
        assert below, "the head of a table stands without a row"


@pytest.mark.parametrize(
    "name", [name for name in ACTIVITIES if name != "texts of many pages"], ids=str
)
def test_an_activity_of_real_life_takes_two_pages(name: str) -> None:
    language = Language("fr")
    pdf = activity_sheet(ACTIVITIES[name](language), language)
    assert len(pdfium.PdfDocument(pdf)) <= 2
    assert str(HOST) not in page_text(pdf)


def test_the_judge_sees_what_is_wrong() -> None:
    drawing = Drawing((100.0, 100.0), Language("en"), title="Planted")
    style = drawing.style(9)
    drawing.text(10, 20, "words", style)
    assert faults(drawing) == []
    drawing.text(11, 20.5, "over them", style)
    assert len(overlapping(drawing)) == 1
    drawing.text(95, 50, "leaves the page", style)
    assert len(outside(drawing)) == 1
    drawing.text(10, 80, "tiny", drawing.style(3))
    assert len(faults(drawing)) == 3
