"""Logos: read from a file with checks told in words, drawn once for a document, never mirrored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from reportlab.pdfbase import pdfdoc

from ssc_desktop.domain.logo import PNG, SVG
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.rules import Finding
from ssc_desktop.language import N_, Language
from ssc_desktop.paper import png_logo, svg_logo
from ssc_desktop.paper.drawing import Drawing

# Every logo travels with every first bundle, over lines that are slow.
LARGEST = 200 * 1024
# What suits a band of ten millimetres; a longer logo is drawn lower.
TALLEST, LOWEST = 10.0, 4.0
_LONGEST = 32.0
# A logo wider than this is most often several of them in one picture.
_WIDE = 5.0
_EMBLEM_SHAPE = (1.4, 1.6)


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as it is kept: the content of its file, and its height in millimetres."""

    content: bytes
    height: float = 10.0

    @property
    def shape(self) -> float:
        """Its width as a share of its height; zero when it cannot be drawn."""
        return _shape(self.content)


@dataclass(frozen=True, slots=True)
class ReadLogo:
    """What is kept of a file, and what a person should know of it."""

    content: bytes
    media_type: str
    height: float
    findings: tuple[Finding, ...] = ()


def read_logo(content: bytes, height: float | None = None, *, emblem: bool = False) -> ReadLogo:
    """The logo of a file, to be printed ``height`` millimetres high, or as high as suits its shape.

    Raises the Problem of what makes it unfit; what is only worth knowing stands in its findings.
    """

    def height_of(shape: float) -> float:
        return height or (TALLEST if emblem else suitable_height(shape))

    if content.startswith(png_logo.SIGNATURE):
        dots = png_logo.read_png(content, height_of, LARGEST)
        found = [
            *_about_dots(dots, emblem=emblem),
            *_about_shape(dots.width / dots.height, emblem=emblem),
        ]
        return ReadLogo(dots.content, PNG, dots.printed, tuple(found))
    if b"<" not in content[:512] or b"<html" in content[:512].lower():
        raise Problem(
            "not-a-logo",
            N_(
                "This file is neither an SVG nor a PNG picture. It was not kept. Ask the owner of the logo for one of these."
            ),
        )
    cleaned, shape = svg_logo.read_svg(content)
    if len(cleaned) > LARGEST:
        raise svg_logo.too_detailed()
    found = list(_about_shape(shape, emblem=emblem))
    return ReadLogo(cleaned, SVG, height_of(shape), tuple(found))


def suitable_height(shape: float) -> float:
    """How many millimetres high a logo weighs as much as its neighbours: a long one less."""
    return max(LOWEST, min(TALLEST, int(_LONGEST / shape * 2) / 2))


def check_height(picture: Picture) -> list[Finding]:
    """What is worth knowing of a kept logo at its height; a Problem when it prints too coarse."""
    dots = png_logo.size_of(picture.content)[1]
    if not dots:
        return []
    png_logo.check_dpi(dots, picture.height)
    return list(_about_dpi(dots, picture.height))


def draw_picture(
    drawing: Drawing, picture: Picture, x: float, y: float, width: float, height: float
) -> None:
    """The picture in a box of its own shape, its colours as in the file."""
    name = f"logo-{sha256(picture.content).hexdigest()[:20]}"
    drawing.picture(name, lambda document: _register(document, name, picture), x, y, width, height)


def picture_pdf(picture: Picture, height: float = 20.0) -> bytes:
    """The picture alone on a page of its shape, to be looked at as it prints."""
    width = height * picture.shape
    drawing = Drawing((width, height), Language("en"), title="Logo")
    draw_picture(drawing, picture, 0, 0, width, height)
    return drawing.finish()


# What a person should know


def _about_dots(dots: png_logo.Dots, *, emblem: bool) -> Iterator[Finding]:
    yield from _about_dpi(dots.height, dots.printed)
    if dots.background and not emblem:
        yield Finding(
            "logo-with-background",
            N_(
                "The picture stands on a coloured ground that will show as a box on white paper. One with a transparent ground prints better."
            ),
            "content",
        )
    if dots.few_colours:
        yield Finding(
            "logo-few-colours",
            N_("The picture has very few colours, so its edges will print in steps."),
            "content",
        )
    if dots.shrunk:
        yield Finding(
            "logo-shrunk",
            N_(
                "The picture was larger than paper can show; it is kept {width} by {height} dots large."
            ),
            "content",
            details={"width": dots.width, "height": dots.height},
        )


def _about_dpi(dots: int, height: float) -> Iterator[Finding]:
    found = png_logo.dots_per_inch(dots, height)
    if found < png_logo.GOOD_DPI:
        yield Finding(
            "logo-coarse",
            N_(
                "The picture is printed with {found} dots an inch; it looks its best from {good} on, that is {needed} dots high, or as SVG."
            ),
            "height",
            details={
                "found": found,
                "good": png_logo.GOOD_DPI,
                "needed": png_logo.needed_dots(height),
            },
        )


def _about_shape(shape: float, *, emblem: bool) -> Iterator[Finding]:
    if emblem and not _EMBLEM_SHAPE[0] <= shape <= _EMBLEM_SHAPE[1]:
        yield Finding(
            "emblem-shape",
            N_(
                "The emblem of the European Union is three units wide and two high; this picture is not. The funding statement is printed beside it in the language of each sheet: import the emblem alone."
            ),
            "content",
        )
    elif shape > _WIDE:
        yield Finding(
            "logo-wide",
            N_(
                "The picture is very wide. If it holds several logos, import each by itself: they stand in the order the donors require."
            ),
            "content",
        )


# Drawing


@lru_cache(64)
def _shape(content: bytes) -> float:
    if len(content) > 2 * LARGEST:
        return 0.0
    if content.startswith(png_logo.SIGNATURE):
        width, height = png_logo.size_of(content)
        return width / height if height and _reader(content) is not None else 0.0
    drawn = svg_logo.vectors(content)
    return drawn.width / drawn.height if drawn else 0.0


@lru_cache(16)
def _reader(content: bytes) -> Any:  # noqa: ANN401
    """What ReportLab reads dots from; None when they cannot be read."""
    from reportlab.lib.utils import ImageReader

    if not png_logo.is_harmless(content):
        return None
    try:
        reader = ImageReader(io.BytesIO(content))
        reader.getRGBData()
    except (OSError, SyntaxError, ValueError):
        return None
    return reader


def _register(document: Any, name: str, picture: Picture) -> None:  # noqa: ANN401
    """Make the picture known to a document under a name, filling a square of one by one."""
    if picture.content.startswith(png_logo.SIGNATURE):
        _register_dots(document, name, _reader(picture.content))
        return
    drawn = svg_logo.vectors(picture.content)
    if drawn is None:
        return
    form = pdfdoc.PDFFormXObject(0, 0, drawn.width, drawn.height)
    form.Matrix = pdfdoc.PDFArray([1 / drawn.width, 0, 0, 1 / drawn.height, 0, 0])
    form.compression = 1
    form.setStreamList(drawn.operators)
    form.Resources = pdfdoc.PDFResourceDictionary()
    if drawn.states is not None:
        form.Resources.ExtGState = drawn.states
    document.addForm(name, form)


def _register_dots(document: Any, name: str, reader: Any) -> None:  # noqa: ANN401
    """An image, and its cover as an image of its own."""
    image = pdfdoc.PDFImageXObject(name, reader, mask="auto")
    cover = image.__dict__.pop("_smask", None)
    if cover is not None:
        image.smask = document.Reference(cover, document.getXObjectName(f"{name}-cover"))
    document.addForm(name, image)
