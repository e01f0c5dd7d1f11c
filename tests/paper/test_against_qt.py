"""Ten pages of text, ours and Qt's with the same fonts, compared line by line as pictures.

Qt itemises, orders, shapes, breaks and draws by its own code. What is allowed to differ is the edge
of the ink: PDFium and Qt round glyphs to pixels each in its own way, hence the dilation by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QTextLayout, QTextOption

from ssc_desktop.language import Language
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.fonts import BOLD, REGULAR
from ssc_desktop.paper.shaping import ShapedLine
from ssc_desktop.paper.text import POINT, Style, line_of, wrap
from ssc_desktop.paths import resources_folder
from tests.paper.golden_lines import GOLDEN

# Whole points and whole dots: nothing is left to the rounding of places.
PAGE = (576 * POINT, 1000 * POINT)
SCALE = 3
LEFT, STEP, WIDTH = 36, 32, 504
FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Tifinagh", "Noto Sans NKo"]
# Of all lines below the worst pair shares 98.8 % of its ink; lines turned round share under 58 %.
ALIKE, UNLIKE = 0.97, 0.7

FRENCH = (
    "La coopération Sud-Sud en matière de migration vise à renforcer les capacités des acteurs "
    "institutionnels, l’échange d’expériences et l’accès aux droits. À l’issue de l’atelier, les "
    "participantes et participants ont adopté une feuille de route de 1\u202f250 jours, « dès que "
    "possible », avec un budget de 45\u00a0000 € et un taux d’exécution de 87,5 %."
)
UNBROKEN = FRENCH.replace("\u00a0", "").replace("\u202f", "")
ARABIC = (
    "يهدف التعاون جنوب جنوب في مجال الهجرة إلى تعزيز قدرات الفاعلين المؤسساتيين وتبادل التجارب "
    "والولوج إلى الحقوق. وفي ختام الورشة، اعتمد المشاركون والمشاركات خارطة طريق مشتركة؛ هل ستنفذ "
    "قبل نهاية السنة؟ نعم، بفضل الله ثم بجهود الأطراف كلها."
)
VOWELLED = (
    "وَلَقَدْ كَرَّمْنَا بَنِي آدَمَ وَحَمَلْنَاهُمْ فِي الْبَرِّ وَالْبَحْرِ وَرَزَقْنَاهُمْ مِنَ الطَّيِّبَاتِ وَفَضَّلْنَاهُمْ "
    "عَلَى كَثِيرٍ مِمَّنْ خَلَقْنَا تَفْضِيلًا"
)  # fmt: skip
MIXED = (
    "نظمت الوكالة الألمانية GIZ بشراكة مع الوزارة ورشة Formation des formateurs (Abidjan) بمشاركة "
    "24 مشاركا من 5 دول، منهم 12 من DGIE و7 من CNSS، وذلك من 12/05/2026 إلى 16/05/2026 بنسبة رضا "
    "بلغت 96% حسب الاستبيان «Satisfaction»."
)


@dataclass(frozen=True)
class Page:
    """Texts of one direction: each a line of its own, or a paragraph to be broken."""

    texts: tuple[str, ...]
    rtl: bool = False
    size: int = 12
    bold: bool = False
    justified: bool = False
    broken: bool = False

    @property
    def style(self) -> Style:
        """How our side draws it."""
        return Style(self.size, self.bold, 0.0, "ar" if self.rtl else "fr", self.rtl)


def _golden(direction: str) -> tuple[str, ...]:
    return tuple(line.text for line in GOLDEN if line.direction == direction)


PAGES = {
    "a French paragraph": Page((FRENCH, FRENCH.upper()), broken=True),
    "an Arabic paragraph": Page((ARABIC,), rtl=True, size=14, broken=True),
    "both in one paragraph": Page((MIXED,), rtl=True, broken=True),
    # Qt widens blanks that do not break too; ours keep the groups of a number together.
    "justified": Page((UNBROKEN,) * 2, size=11, justified=True, broken=True),
    "vowelled": Page((VOWELLED,), rtl=True, size=15, broken=True),
    "names in both scripts, bold": Page(
        (
            "خديجة الإدريسي Khadija EL IDRISSI",
            "1. عوا تراوري – Awa TRAORÉ (DGIE)",
            "N’Guessan Fatoumata Binta",
            "محمد بن عبد الله KONÉ Mamadou Lamine",
            "الأمين العام: Jean-Baptiste Désiré",
        ),
        rtl=True,
        bold=True,
    ),
    "digits and isolates": Page(
        (
            "هاتف \u2066+225 07 08 09 10 11\u2069 أو \u2066+212 5 37 00 00 00\u2069 صباحا",
            "البريد \u2066awa.kone@ministere.exemple.ci\u2069، المرجع \u2066MA-CI-2026-003\u2069",
            "العدد ١٢٣ من ٤٥٦ بنسبة ٢٧٪ يوم ١٢/٠٥/٢٠٢٦",
            "من 08:30 إلى 12:30 يوم 12/05/2026",
            "القسم2026 والمادة 7 (3 أيام) رقم 12",
            "المبلغ 1\u202f234\u202f567,50 درهم",
        ),
        rtl=True,
    ),
    "N’Ko and Tifinagh": Page(
        (
            "ߒߞߏ Keïta",
            "Bamako ߓߡߊ߬ߞߐ (Mali)",
            "ߞߎߣߎ߲ ߁߂",
            "ⴰⵎⴰⵣⵉⵖ Idir : n° 3",
            "IRCAM ⵉⵔⴽⴰⵎ, Rabat",
        ),
        size=16,
    ),
    "golden lines from left to right": Page(_golden("ltr")),
    "golden lines from right to left": Page(_golden("rtl")[:22], rtl=True),
    "more of them": Page(_golden("rtl")[22:], rtl=True),
}


def _broken(page: Page) -> list[tuple[ShapedLine, bool]]:
    """Our lines, and whether each fills its width."""
    found = []
    for text in page.texts:
        lines = wrap(text, page.style, WIDTH * POINT) if page.broken else ()
        lines = lines or (line_of(text, page.style),)
        found += [(line, page.justified and line is not lines[-1]) for line in lines]
    return found


def _ours(page: Page, lines: list[tuple[ShapedLine, bool]]) -> np.ndarray:
    drawing = Drawing(PAGE, Language("ar" if page.rtl else "fr"), title="Essai")
    for at, (line, justified) in enumerate(lines):
        y = (at + 1) * STEP * POINT
        drawing.line(LEFT * POINT, y, line, page.style, width=WIDTH * POINT, justified=justified)
    bitmap = pdfium.PdfDocument(drawing.finish())[0].render(scale=SCALE, grayscale=True)
    return bitmap.to_numpy().reshape(bitmap.height, bitmap.width) < 128


def _font(page: Page) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(page.size * SCALE)
    font.setBold(page.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Our fonts have no bold Tifinagh and N’Ko; Qt would smear the plain ones.
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _layouts(page: Page) -> list[Any]:
    side = Qt.AlignmentFlag.AlignRight if page.rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(Qt.AlignmentFlag.AlignJustify if page.justified else side)
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    option.setTextDirection(right if page.rtl else left)
    layouts = []
    for text in page.texts:
        layout = QTextLayout(text, _font(page))
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(WIDTH * SCALE)
        layout.endLayout()
        layouts.append(layout)
    return layouts


def _qts(page: Page) -> tuple[np.ndarray, int]:
    """Qt's picture of the page, and how many lines it made of it by its own breaking."""
    width, height = (round(side / POINT) * SCALE for side in PAGE)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    count = 0
    for layout in _layouts(page):
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            count += 1
            base = count * STEP * SCALE
            line.draw(painter, QPointF(LEFT * SCALE, base - line.ascent() - line.y()))
    painter.end()
    dots = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return dots[:, :width].copy() < 128, count


def _grown(ink: np.ndarray) -> np.ndarray:
    """Ink one dot wider on every side."""
    edged = np.pad(ink, 1)
    rows, columns = ink.shape
    return np.logical_or.reduce(
        [edged[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    )


def _shared(one: np.ndarray, other: np.ndarray) -> float:
    """The smaller of the shares of each ink that lies on the other's."""
    if not one.any() or not other.any():
        return 0.0
    return min((one & _grown(other)).sum() / one.sum(), (other & _grown(one)).sum() / other.sum())


def _line(ink: np.ndarray, at: int) -> np.ndarray:
    base = (at + 1) * STEP * SCALE
    return ink[base - 22 * SCALE : base + 10 * SCALE]


@pytest.fixture(scope="module")
def fonts(qapp: Any) -> None:
    """The fonts that print, known to Qt."""
    for name in sorted({*REGULAR, *BOLD}):
        path = Path(resources_folder()) / "fonts" / f"{name}.ttf"
        assert QFontDatabase.addApplicationFont(str(path)) >= 0


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", PAGES)
def test_every_line_has_its_ink_where_qt_has_it(name: str) -> None:
    page = PAGES[name]
    lines = _broken(page)
    ours, (qts, count) = _ours(page, lines), _qts(page)
    assert len(lines) == count
    shares = [_shared(_line(ours, at), _line(qts, at)) for at in range(count)]
    assert min(shares) >= ALIKE, [round(share, 3) for share in shares]


def _turned(line: ShapedLine) -> ShapedLine:
    return line._replace(runs=line.runs[::-1])


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", ["both in one paragraph", "digits and isolates"])
def test_runs_in_another_order_would_be_seen(name: str) -> None:
    page = PAGES[name]
    lines = [(_turned(line), filling) for line, filling in _broken(page)]
    ours, (qts, _) = _ours(page, lines), _qts(page)
    for at, (line, _) in enumerate(lines):
        if len(line.runs) > 1:
            assert _shared(_line(ours, at), _line(qts, at)) < UNLIKE


def _exchanged(line: ShapedLine) -> ShapedLine:
    """The line with its two outermost runs in each other's place."""
    first, *middle, last = line.runs
    return line._replace(runs=(last, *middle, first))


@pytest.mark.usefixtures("fonts")
def test_two_runs_in_each_others_place_would_be_seen() -> None:
    page = PAGES["digits and isolates"]
    lines = [(_exchanged(line), filling) for line, filling in _broken(page)]
    ours, (qts, _) = _ours(page, lines), _qts(page)
    assert all(_shared(_line(ours, at), _line(qts, at)) < ALIKE for at in range(len(lines)))


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", ["an Arabic paragraph", "vowelled", "a French paragraph"])
def test_letters_in_another_order_would_be_seen(name: str) -> None:
    page = PAGES[name]
    backwards = [
        (line_of("".join(key[1:] for run in line.runs for key in run.keys), page.style), False)
        for line, _ in _broken(page)
    ]
    if not page.rtl:
        backwards = [
            (line_of("".join(key[1:] for key in line.runs[0].keys[::-1]), page.style), False)
            for line, _ in _broken(page)
        ]
    ours, (qts, _) = _ours(page, backwards), _qts(page)
    for at in range(len(backwards)):
        assert _shared(_line(ours, at), _line(qts, at)) < UNLIKE
