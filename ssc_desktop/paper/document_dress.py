"""How documents look: their styles, fonts, direction, head and foot."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ssc_desktop.language import LOCALES, Language
from ssc_desktop.paper.archive import PROGRAM
from ssc_desktop.paper.bidi_classes import bidi_class
from ssc_desktop.paper.charts import ACCENT
from ssc_desktop.paper.report_content import Report
from ssc_desktop.paper.text import isolated, runs_rtl

REMARK, GAP, LABEL = "SSC Remark", "SSC To Complete", "SSC Label"
CELL = "SSC Cell"
MARGIN = 20
# A font the donors allow that writes Latin and Arabic, and is on every machine.
_FONT = "Arial"
_HEAD_FILL, _GAP_FILL, _LINE = "E1F0EA", "FBF1DF", "BFC7C3"
_LRI, _PDI = "\u2066", "\u2069"
_MARKS = re.compile("[\u2066-\u2069]")
_ISOLATES = re.compile(f"{_LRI}+(.*?){_PDI}+")
# What XML cannot hold.
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIZES = {"Title": 20, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12, "Heading 3": 10.5}


def plain(words: str) -> str:
    """Text without the marks of direction that only our own papers read."""
    return _CONTROLS.sub(" ", _MARKS.sub("", words))


class Dress:
    """Dresses one document in a language."""

    def __init__(self, file: Any, language: Language) -> None:  # noqa: ANN401
        self._file = file
        self.language = language
        # Looked up once: python-docx goes through all styles each time.
        self._identities: dict[str, str] = {}

    def dress(self, said: Report) -> None:
        """Page, styles, what the file says of itself, its head and foot."""
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(MARGIN)
        if self.language.is_rtl:
            page = section._sectPr  # noqa: SLF001
            _insert(page, OxmlElement("w:bidi"), ("w:rtlGutter", "w:docGrid"))
        self._styles()
        facts = self._file.core_properties
        facts.title = plain(f"{self.language(said.title)} – {said.about}")
        facts.subject, facts.author = plain(said.action), PROGRAM
        facts.last_modified_by, facts.comments = PROGRAM, ""
        facts.language = self.language.code
        facts.created = facts.modified = said.printing.at.replace(tzinfo=None)
        self._head_and_foot(section, said)

    def _styles(self) -> None:
        styles = self._file.styles
        for name in (REMARK, GAP, LABEL, CELL):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        self._font(styles["Normal"], 10)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size in _SIZES.items():
            self._font(styles[name], size, bold=name != "Subtitle", colour=ACCENT)
        self._font(styles[REMARK], 8.5, colour="#56616E")
        self._font(styles[GAP], 10)
        self._font(styles[LABEL], 9, bold=True)
        self._font(styles[CELL], 8.5)
        styles[CELL].paragraph_format.space_after = Pt(1)
        for border in styles["Table Grid"].element.iter(*map(qn, _BORDERS)):
            border.set(qn("w:color"), _LINE)
        for name in (LABEL, "Heading 1", "Heading 2", "Heading 3"):
            styles[name].paragraph_format.keep_with_next = True
        _shade(styles[GAP].element.get_or_add_pPr(), _GAP_FILL)

    def _font(
        self,
        style: Any,  # noqa: ANN401
        size: float,
        *,
        bold: bool = False,
        colour: str = "",
    ) -> None:
        """One font for all scripts, sizes and weights for both directions."""
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
        style.font.italic = style.font.cs_italic = False
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        properties = style.element.get_or_add_rPr()
        # Letters set apart would part Arabic words.
        for apart in properties.findall(qn("w:spacing")):
            properties.remove(apart)
        fonts = properties.find(qn("w:rFonts"))
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
        _child(properties, "w:szCs", str(round(size * 2)))
        if bold:
            _child(properties, "w:bCs")
        tongue = _child(properties, "w:lang", LOCALES[self.language.code].replace("_", "-"))
        if self.language.is_rtl:
            tongue.set(qn("w:bidi"), "ar-MA")

    def _head_and_foot(self, section: Any, said: Report) -> None:  # noqa: ANN401
        head = section.header.paragraphs[0]
        head.style = self._file.styles[REMARK]
        self.write(head, f"{self.language(said.title)}  ·  {said.about}")
        foot = section.footer.paragraphs[0]
        foot.style = self._file.styles[REMARK]
        if said.disclaimer and not said.neutral:
            self.write(foot, said.disclaimer)
            foot = section.footer.add_paragraph(style=REMARK)
        printed = self.language(
            "printed on {moment}", moment=self.language.moment(said.printing.at)
        )
        self.write(foot, f"{printed}  ·  ")
        _field(foot, "PAGE")
        foot.add_run(" / ")
        _field(foot, "NUMPAGES")

    def put_on(self, paragraph: Any, name: str) -> None:  # noqa: ANN401
        """Give a paragraph a style by its name."""
        if name not in self._identities:
            self._identities[name] = self._file.styles[name].style_id
        paragraph._p.style = self._identities[name]  # noqa: SLF001

    # Direction

    def write(
        self,
        paragraph: Any,  # noqa: ANN401
        words: str,
        *,
        bold: bool = False,
        size: float = 0.0,
        is_code: bool = False,
    ) -> None:
        """Text at the end of a paragraph, which runs as its words run; codes, addresses and
        numbers to dial keep their order."""
        if runs_rtl(plain(words), self.language.is_rtl):
            self.turn(paragraph)
        elif self._begins_at_the_right(paragraph):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        marked = f"{_LRI}{words}{_PDI}" if is_code else isolated(words)
        for at, piece in enumerate(_ISOLATES.split(marked)):
            if piece:
                run = paragraph.add_run(plain(piece))
                self._dress_run(run, bold=bold, size=size)
                if at % 2 == 0 and _runs_rtl(piece):
                    _child(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001

    def _begins_at_the_right(self, paragraph: Any) -> bool:  # noqa: ANN401
        """Whether words that run left to right begin where the page begins: those of headings
        and cells do, sentences keep their own side."""
        is_sentence = paragraph._p.style in (None, "Normal")  # noqa: SLF001
        return self.language.is_rtl and not is_sentence and paragraph.alignment is None

    def _dress_run(self, run: Any, *, bold: bool, size: float) -> None:  # noqa: ANN401
        properties = run._r.get_or_add_rPr()  # noqa: SLF001
        if bold:
            run.bold = True
            _child(properties, "w:bCs")
        if size:
            run.font.size = Pt(size)
            _child(properties, "w:szCs", str(round(size * 2)))

    def turn(self, paragraph: Any) -> None:  # noqa: ANN401
        """Let a paragraph run right to left where the document does."""
        if self.language.is_rtl:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
            if properties.find(qn("w:bidi")) is None:
                _insert(properties, OxmlElement("w:bidi"), _AFTER_BIDI)

    def turn_table(self, table: Any) -> None:  # noqa: ANN401
        """Let the columns of a table run right to left where the document does."""
        if self.language.is_rtl:
            properties = table._tbl.tblPr  # noqa: SLF001
            _insert(properties, OxmlElement("w:bidiVisual"), _AFTER_VISUAL)

    def head_row(self, row: Any) -> None:  # noqa: ANN401
        """The head of a table: tinted, on every page again."""
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001
        properties.append(OxmlElement("w:cantSplit"))
        properties.append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            _shade(cell._tc.get_or_add_tcPr(), _HEAD_FILL)  # noqa: SLF001

    def keep_row(self, row: Any) -> None:  # noqa: ANN401
        """A row that is never parted between two pages."""
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001

    def name_picture(self, run: Any, name: str) -> None:  # noqa: ANN401
        """Say what a picture shows, for who cannot see it."""
        for properties in run._r.iter(qn("wp:docPr")):  # noqa: SLF001
            properties.set("descr", plain(name))


_BORDERS = ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV")
# What may follow these elements in their parents: the order is part of the format.
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    "w:pPrChange")  # fmt: skip
_AFTER_VISUAL = ("w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
    "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar",
    "w:tblLook")  # fmt: skip
_AFTER_SHADE_P = ("w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", *_AFTER_BIDI)  # fmt: skip
_AFTER_SHADE_C = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign",
    "w:hideMark")  # fmt: skip
_ORDER_RUN = ("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps",
    "w:strike", "w:dstrike", "w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof",
    "w:snapToGrid", "w:vanish", "w:webHidden", "w:color", "w:spacing", "w:w", "w:kern",
    "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd",
    "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout",
    "w:specVanish", "w:oMath")  # fmt: skip


def _insert(parent: Any, child: Any, after: tuple[str, ...]) -> None:  # noqa: ANN401
    """Put a child before the first of those that must follow it."""
    names = {qn(name) for name in after}
    following = next((each for each in parent if each.tag in names), None)
    if following is None:
        parent.append(child)
    else:
        following.addprevious(child)


def _child(properties: Any, name: str, value: str = "") -> Any:  # noqa: ANN401
    """The named property of a run, made in its place where it is not there yet."""
    found = properties.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        _insert(properties, found, _ORDER_RUN[_ORDER_RUN.index(name) + 1 :])
    if value:
        found.set(qn("w:val"), value)
    return found


def _shade(properties: Any, fill: str) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shade.set(qn(name), value)
    is_cell = properties.tag == qn("w:tcPr")
    _insert(properties, shade, _AFTER_SHADE_C if is_cell else _AFTER_SHADE_P)


def _field(paragraph: Any, code: str) -> None:  # noqa: ANN401
    """A number that the program which shows the document fills in."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), code)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    made.append(run)
    paragraph._p.append(made)  # noqa: SLF001


def _runs_rtl(words: str) -> bool:
    return any(bidi_class(char) in ("R", "AL") for char in words)
