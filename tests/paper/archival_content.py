"""What keeps the objects and pages of a PDF from being PDF/A-2b: colours, actions, glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import uharfbuzz as hb

_OPERATORS = frozenset(
    " ".join(
        (
            "q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL",
            "Tf Tr Ts Td TD Tm T* Tj TJ ' \" CS cs SC SCN sc scn G g RG rg sh Do BI ID EI",
            "INLINE IMAGE MP DP BMC BDC EMC BX EX",
        )
    ).split()
)
_FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"}
_COLOURS = {"/DeviceGray", "/DeviceRGB"}
_ACTIONS = {"/GoTo", "/URI", "/Named"}
_DEEDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/Sound", "/Movie"}


def of_object(thing: Any) -> Iterator[str]:
    """Rules for objects wherever they stand, and for all that stands directly inside them."""
    if isinstance(thing, pikepdf.Array):
        for each in thing:
            yield from of_object(each) if not _is_elsewhere(each) else ()
    elif isinstance(thing, pikepdf.String):
        if len(bytes(thing)) > 32_767:
            yield "6.1.13 a string is too long"
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from _of_dictionary(thing)
        for each in thing.values():
            yield from of_object(each) if not _is_elsewhere(each) else ()


def _is_elsewhere(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _of_dictionary(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.Stream):
        yield from _of_stream(thing)
    if "/AA" in thing:
        yield "6.5.2 something happens without being asked for"
    yield from _of_action(thing)
    if {"/TR", "/TR2", "/HTP"} & set(thing.keys()):
        yield from _of_graphics_state(thing)
    kind = str(thing.get("/Type", ""))
    if kind == "/Group" and str(thing.get("/CS", "/DeviceRGB")) not in _COLOURS:
        yield "6.2.10 a group blends in colours that the output intent does not know"
    if kind == "/Page" and "/Annots" in thing:
        yield "6.3 a page holds annotations"
    if kind == "/Page" and "/PresSteps" in thing:
        yield "6.10 a page is a presentation"


def _of_action(thing: Any) -> Iterator[str]:
    does = str(thing.get("/S", ""))
    is_action = thing.get("/Type") == "/Action" or "/JS" in thing or does in _DEEDS
    if is_action and does not in _ACTIONS:
        yield f"6.5.1 an action is forbidden: {does}"


def _of_graphics_state(state: Any) -> Iterator[str]:
    if "/TR" in state or str(state.get("/TR2", "/Default")) != "/Default" or "/HTP" in state:
        yield "6.2.5 a graphics state changes how colours are transferred"


def _of_stream(stream: Any) -> Iterator[str]:
    held = set(stream.keys())
    if {"/F", "/FFilter", "/FDecodeParms"} & held:
        yield "6.1.7.1 a stream lies in another file"
    packed = stream.get("/Filter")
    if packed is not None:
        for each in packed if isinstance(packed, pikepdf.Array) else [packed]:
            if str(each) not in _FILTERS:
                yield f"6.1.7.2 a stream is packed with {each}"
    if stream.get("/Subtype") == "/PS" or {"/OPI", "/Ref", "/Alternates"} & held:
        yield "6.2.9 a form or an image is more than a form or an image"
    if stream.get("/Subtype") == "/Image":
        yield from _of_image(stream)


def _of_image(image: Any) -> Iterator[str]:
    if image.get("/Interpolate", False):
        yield "6.2.8 an image is smoothed"
    space = image.get("/ColorSpace", pikepdf.Name.DeviceGray)
    if isinstance(space, pikepdf.Array):
        space = space[1] if space[0] == "/Indexed" else space[0]
    if str(space) not in _COLOURS:
        yield f"6.2.4 an image has colours of {space}"


def of_page(page: pikepdf.Page) -> Iterator[str]:
    """Rules for a page, its forms, and the fonts they show."""
    box = [float(edge) for edge in page.mediabox]
    if not all(3 <= side <= 14_400 for side in (box[2] - box[0], box[3] - box[1])):
        yield "6.1.13 the page is too small or too large"
    yield from _of_content(page.obj, page.obj.get("/Resources"))


def _of_content(holder: Any, resources: Any) -> Iterator[str]:
    """Operators, what they name, and the glyphs they show (6.2.2, 6.2.4, 6.2.11)."""
    if resources is None:
        yield "6.2.2 content has no resources of its own"
        return
    font, depth, deepest = "", 0, 0
    shown: dict[str, set[int]] = {}
    for operands, operator in _instructions(holder):
        name = str(operator)
        depth += (name == "q") - (name == "Q")
        deepest = max(deepest, depth)
        yield from _of_operator(name, operands, resources)
        if name == "Tf":
            font = str(operands[0])
        elif name in ("Tj", "TJ", "'", '"'):
            shown.setdefault(font, set()).update(_codes(operands))
        elif name == "Do":
            yield from _of_form(resources.get("/XObject", {}).get(str(operands[0])))
    if depth or deepest > 28:
        yield "6.1.13 graphics states are nested too deep, or not closed as often as opened"
    for name, codes in shown.items():
        used = resources.get("/Font", {}).get(name)
        yield from _of_font(used, codes) if used is not None else [f"6.2.2 {name} is not named"]


def _instructions(holder: Any) -> list[Any]:
    try:
        return list(pikepdf.parse_content_stream(holder))
    except pikepdf.PdfError:
        # Reported as the filter or the length that is wrong.
        return []


def _of_form(form: Any) -> Iterator[str]:
    if form is not None and form.get("/Subtype") == "/Form":
        yield from _of_content(form, form.get("/Resources"))


def _of_operator(name: str, operands: Any, resources: Any) -> Iterator[str]:
    if name not in _OPERATORS:
        yield f"6.2.2 an operator is unknown: {name}"
    if name in ("k", "K"):
        yield "6.2.4 ink has colours of a printing press"
    if name in ("cs", "CS") and str(operands[0]) not in _COLOURS:
        yield f"6.2.4 ink has colours of {operands[0]}"
    if name == "Do" and str(operands[0]) not in resources.get("/XObject", {}):
        yield f"6.2.2 {operands[0]} is not named"
    if name == "gs" and str(operands[0]) not in resources.get("/ExtGState", {}):
        yield f"6.2.2 {operands[0]} is not named"


def _codes(operands: Any) -> set[int]:
    """Codes of two bytes in the strings that an operator shows."""
    found: set[int] = set()
    for operand in operands:
        for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(part, pikepdf.String):
                data = bytes(part)
                found.update(int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
    return found


def _of_font(font: Any, codes: set[int]) -> Iterator[str]:
    """A font is in the file, has every glyph that is shown, and tells the width it has."""
    name = str(font.get("/BaseFont", font.get("/Name", "?")))
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        yield f"6.2.11 {name} is not a font our papers use, or not in the file"
        return
    inner = font.DescendantFonts[0]
    descriptor = inner.get("/FontDescriptor", {})
    if "/FontFile2" not in descriptor or inner.get("/Subtype") != "/CIDFontType2":
        yield f"6.2.11.4 {name} is not in the file"
        return
    if not re.fullmatch(r"/[A-Z]{6}\+[\w-]+", name) or inner.get("/BaseFont") != name:
        yield f"6.2.11.4 {name} is not cut down to what is shown, or named twice"
    if "/ToUnicode" not in font:
        yield f"6.2.11.7 {name} does not say which text its glyphs stand for"
    places = inner.get("/CIDToGIDMap")
    if not isinstance(places, pikepdf.Stream):
        yield f"6.2.11.3 {name} does not say where its glyphs are"
        return
    yield from _of_glyphs(name, inner, places.read_bytes(), codes)


def _of_glyphs(name: str, inner: Any, places: bytes, codes: set[int]) -> Iterator[str]:
    face = hb.Face(inner.FontDescriptor.FontFile2.read_bytes())
    program = hb.Font(face)
    widths = dict(_widths(inner))
    for code in sorted(codes):
        glyph = int.from_bytes(places[2 * code : 2 * code + 2])
        if not 0 < glyph < face.glyph_count:
            yield f"6.2.11.8 {name} shows a glyph it does not have"
            continue
        real = program.get_glyph_h_advance(glyph) * 1000 / face.upem
        if abs(widths.get(code, float(inner.get("/DW", 1000))) - real) > 1:
            yield f"6.2.11.5 {name} tells other widths than its program"


def _widths(inner: Any) -> Iterator[tuple[int, float]]:
    entries = list(inner.get("/W", []))
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + at, float(width)) for at, width in enumerate(second))
        else:
            width = float(entries.pop(0))
            yield from ((code, width) for code in range(first, int(second) + 1))
