"""Logos drawn in vectors: what an SVG file may hold, and its turning into the operators of PDF."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_HREFS = ("href", f"{{{_XLINK}}}href")
_DRAWN = frozenset(
    {"svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"use", "symbol", "clipPath", "style"}
)
# What programs leave behind and no paper shows; used, it is refused where it is referred to.
_LEFT_OUT = frozenset(
    {"title", "desc", "metadata", "linearGradient", "radialGradient", "pattern", "filter", "mask"}
    | {"marker", "view", "cursor"}
)
_TEXTS = frozenset({"text", "tspan", "textPath", "tref", "altGlyph", "font", "flowRoot"})
_SCRIPTS = frozenset({"script", "handler", "foreignObject"})
_DEEPEST, _MOST_PARTS, _MOST_DRAWN = 60, 5000, 20_000
_MOST_OPERATORS = 1_000_000
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_REFERENCE = re.compile(r"url\(\s*(.)(.)")
_CLIPPED = re.compile(r"url\(\s*['\"]?#[^)]+\)\Z")
_OPACITY = re.compile(r"(?<![-\w])opacity\s*:\s*([\d.]+%?)")
_EFFECTS = re.compile(r"(?<![-\w])(?:filter|mask|marker(?:-\w+)?|mix-blend-mode)\s*:\s*(?!none)\w")
# Colours of a printing press cannot stand beside those of a screen in a file to be archived.
_PRESS_COLOUR = re.compile(r"(?m)(?:^| )[kK]$")


@dataclass(frozen=True, slots=True)
class Vectors:
    """A drawing as operators of PDF, in points from the bottom left of its own box."""

    width: float
    height: float
    operators: str
    states: Any


def read_svg(content: bytes) -> tuple[bytes, float]:
    """The drawing without what is not drawn, and its width as a share of its height.

    Raises the Problem of the first thing that must not, or cannot, be printed.
    """
    root = _parsed(content)
    _clean(root)
    _frame(root)
    _weigh(root)
    cleaned = _written(root)
    drawn = vectors(cleaned)
    if drawn is None:
        raise _not_plain()
    return cleaned, drawn.width / drawn.height


@lru_cache(32)
def vectors(cleaned: bytes) -> Vectors | None:
    """The operators that draw a cleaned SVG; None when something of it cannot be drawn."""
    # A logo may have come in a bundle: nothing is believed of it.
    from reportlab.graphics.renderPDF import _PDFRenderer
    from reportlab.pdfgen.canvas import Canvas
    from svglib.svglib import svg2rlg

    class Outlines(_PDFRenderer):  # type: ignore[misc]
        """Draws shapes and never a letter: a font that nobody uses would still be in the file."""

        def applyStateChanges(self, delta: dict[str, Any], newState: dict[str, Any]) -> None:
            """Every change of state but that of the font."""
            kept = {name: value for name, value in delta.items() if not name.startswith("font")}
            super().applyStateChanges(kept, newState)

    try:
        root = _parsed(cleaned)
        _clean(root)
        _weigh(root)
    except Problem:
        return None
    with _Listening() as heard:
        shapes = svg2rlg(io.BytesIO(_written(root)))
        if shapes is None or shapes.width <= 0 or shapes.height <= 0:
            return None
        page = Canvas(io.BytesIO(), pagesize=(shapes.width, shapes.height), invariant=1)
        start = len(page._code)  # noqa: SLF001
        Outlines().draw(shapes, page, 0, 0)
    operators = "\n".join(page._code[start:])  # noqa: SLF001
    if heard.troubles or len(operators) > _MOST_OPERATORS or _PRESS_COLOUR.search(operators):
        return None
    return Vectors(shapes.width, shapes.height, operators, page._extgstate.getState())  # noqa: SLF001


class _Listening(logging.Handler):
    """Hears what the library could not draw: it tells so in its log and draws on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.troubles = 0
        self._log = logging.getLogger("svglib.svglib")

    def emit(self, record: logging.LogRecord) -> None:
        """Count a trouble; its words may quote the file and go nowhere."""
        del record
        self.troubles += 1

    def __enter__(self) -> _Listening:
        self._before, self._log.propagate = self._log.propagate, False
        self._log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)
        self._log.propagate = self._before


# Reading: entities, which can grow without end or name files, are refused before they are read.


def _parsed(content: bytes) -> ElementTree.Element:
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = parts = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, parts
        depth, parts = depth + 1, parts + 1
        if depth > _DEEPEST or parts > _MOST_PARTS:
            raise too_detailed()
        builder.start(_full(name), {_full(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_full(name))

    def refuse(*_: object) -> int:
        raise _refers()

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content, True)
        root = builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError):
        raise Problem(
            "svg-not-well-formed",
            N_(
                "This SVG file is damaged: it cannot be read to its end. It was not kept. Export the logo again."
            ),
        ) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise Problem(
            "svg-not-a-drawing",
            N_("This file is no SVG drawing. It was not kept. Export the logo as SVG or PNG."),
        )
    return root


def _full(name: str) -> str:
    return f"{{{name}" if "}" in name else name


# Cleaning


def _clean(parent: ElementTree.Element) -> None:
    """Take out what is not drawn; refuse what would be drawn otherwise than it looks."""
    _check_attributes(parent)
    for child in list(parent):
        space, _, name = str(child.tag).rpartition("}")
        if name in _SCRIPTS:
            raise _scripted()
        if name in _TEXTS:
            raise _lettered()
        if name == "image":
            raise _dotted()
        if space != f"{{{_SVG}" or name in _LEFT_OUT:
            parent.remove(child)
        elif name not in _DRAWN:
            raise _not_plain()
        else:
            if name == "style":
                _check_style(child.text or "")
            _clean(child)


def _check_attributes(element: ElementTree.Element) -> None:
    for name, value in list(element.attrib.items()):
        plain = name.rpartition("}")[2]
        if plain.lower().startswith("on"):
            raise _scripted()
        if name in _HREFS and not value.startswith("#"):
            raise _refers()
        if "}" in name and name not in _HREFS:
            del element.attrib[name]
        elif plain == "style":
            _check_style(value)
        elif plain != "id":
            _check_style(f"{plain}:{value}")


def _check_style(text: str) -> None:
    """Styles may say colours and lines; nothing may be fetched, filled or blended by them."""
    if "@import" in text or "\\" in text:
        raise _refers()
    for declaration in re.split(r"[;{}]", text):
        for quote, first in _REFERENCE.findall(declaration):
            if "#" not in (quote, first):
                raise _refers()
        name, _, value = declaration.partition(":")
        if "url(" in value and not (name.strip() == "clip-path" and _CLIPPED.match(value.strip())):
            raise _not_plain()
    if _EFFECTS.search(text) or any(_is_part(each) for each in _OPACITY.findall(text)):
        raise _not_plain()


def _is_part(opacity: str) -> bool:
    return opacity not in ("1", "1.0", "100%")


def _frame(root: ElementTree.Element) -> None:
    """Give the drawing a box of its own in plain units, whatever size it was exported at."""
    box = _numbers(root.get("viewBox", ""))
    if len(box) != 4:
        sizes = list(map(_length, (root.get("width", ""), root.get("height", ""))))
        box = [0.0, 0.0, *sizes]
    if not (1e-3 < box[2] < 1e6 and 1e-3 < box[3] < 1e6):
        raise Problem(
            "svg-without-size",
            N_(
                "This SVG file does not say how large its drawing is. It was not kept. Export it again with a viewBox, or with a width and a height."
            ),
        )
    for name in ("x", "y", "preserveAspectRatio"):
        root.attrib.pop(name, None)
    plain = [f"{round(each, 4):.10g}" for each in box]
    root.set("viewBox", " ".join(plain))
    root.set("width", plain[2])
    root.set("height", plain[3])


def _numbers(text: str) -> list[float]:
    try:
        return [float(each) for each in text.replace(",", " ").split()]
    except ValueError:
        return []


def _length(text: str) -> float:
    found = re.fullmatch(r"\s*([\d.]+)\s*([a-z]*)\s*", text)
    if found is None or found[2] not in _UNITS:
        return 0.0
    return sum(_numbers(found[1])) * _UNITS[found[2]]


def _weigh(root: ElementTree.Element) -> None:
    """Refuse a drawing whose parts are drawn again and again, one through the other."""
    named = {each.get("id", ""): each for each in root.iter() if each.get("id")}
    weight = 0

    def add(element: ElementTree.Element, depth: int) -> None:
        nonlocal weight
        weight += 1
        if weight > _MOST_DRAWN or depth > _DEEPEST:
            raise too_detailed()
        for child in element:
            add(child, depth + 1)
        target = next((element.get(name, "") for name in _HREFS if element.get(name)), "")
        if target:
            used = named.get(target[1:])
            if used is None:
                raise _refers()
            add(used, depth + 1)

    add(root, 0)


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return ElementTree.tostring(root, encoding="unicode").encode()


# Refusals


def _not_plain() -> Problem:
    return Problem(
        "svg-not-plain",
        N_(
            "This SVG file uses gradients, patterns, transparency or other effects that cannot be printed faithfully. It was not kept. Export the logo as plain SVG in flat colours, or as PNG."
        ),
    )


def _scripted() -> Problem:
    return Problem(
        "svg-with-script",
        N_(
            "This SVG file holds a script. It was not kept. Ask its owner for the logo as plain SVG or PNG."
        ),
    )


def _refers() -> Problem:
    return Problem(
        "svg-with-references",
        N_(
            "This SVG file refers to other files or declares entities. It was not kept. Export the logo as plain SVG."
        ),
    )


def _lettered() -> Problem:
    return Problem(
        "svg-with-text",
        N_(
            "This SVG file holds letters that need a font. It was not kept. Convert text to outlines and export the logo again."
        ),
    )


def _dotted() -> Problem:
    return Problem(
        "svg-with-image",
        N_(
            "This SVG file holds an image of dots. It was not kept. Export the logo as PNG, or draw it in vectors."
        ),
    )


def too_detailed() -> Problem:
    """The refusal of a drawing that is too large to travel, or to be drawn quickly."""
    return Problem(
        "svg-too-detailed",
        N_(
            "This SVG file has too many parts for a logo. It was not kept. Simplify the drawing, or export it as PNG."
        ),
    )
