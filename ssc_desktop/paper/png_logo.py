"""Logos drawn in dots: what a PNG file must be to print well, and how it is kept small."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
FEWEST_DPI, GOOD_DPI = 150, 300
_INCH = 25.4
# More dots than a poster needs; unpacked they would fill the memory of a small laptop.
_MOST_DOTS = 25_000_000
# Twice what paper shows at the tallest a logo is ever drawn, then less while the file is too large.
_TALLEST = (600, 420, 300)
_WIDEST = 2400
_WHITE = 247


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture as it is kept, and what a person should know of it."""

    content: bytes
    width: int
    height: int
    printed: float
    shrunk: bool = False
    background: bool = False
    few_colours: bool = False


def read_png(content: bytes, height_of: Callable[[float], float], largest: int) -> Dots:
    """The picture in plain RGB, as small as it prints well.

    ``height_of`` tells for the shape of the picture how many millimetres high it is printed.
    Raises the Problem of the first thing that must not, or cannot, be printed.
    """
    depth = _checked(content)
    whole = _in_rgb(_opened(content))
    image = _cropped(whole)
    height = height_of(image.width / image.height)
    check_dpi(image.height, height)
    dots = _packed(image, height, largest)
    return replace(dots, few_colours=depth < 4, background=_coloured(whole))


def dots_per_inch(dots: int, height: float) -> int:
    """How finely a picture ``dots`` high is printed at ``height`` millimetres."""
    return round(dots * _INCH / height)


def check_dpi(dots: int, height: float) -> None:
    """Refuse a picture that would print in visible steps."""
    if dots_per_inch(dots, height) < FEWEST_DPI:
        raise Problem(
            "png-too-coarse",
            N_(
                "This picture is {dots} dots high, too few for {height} mm on paper. Nothing was changed. Use one at least {needed} dots high, or an SVG."
            ),
            field="height",
            dots=dots,
            height=f"{height:g}",
            needed=needed_dots(height),
        )


def needed_dots(height: float) -> int:
    """How many dots high a picture should be to print well at ``height`` millimetres."""
    return round(height / _INCH * GOOD_DPI)


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in dots, from the head of the file; zero when it is no PNG."""
    if content[:8] != SIGNATURE or content[12:16] != b"IHDR" or len(content) < 33:
        return 0, 0
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def is_harmless(content: bytes) -> bool:
    """Whether it can be opened without filling the memory: a logo may have come in a bundle."""
    width, height = size_of(content)
    return 0 < width * height <= _MOST_DOTS


def _checked(content: bytes) -> int:
    """The depth of its colours, once its size and its kind are known to be harmless."""
    width, height = size_of(content)
    if not width or not height:
        raise _damaged()
    if width * height > _MOST_DOTS:
        raise Problem(
            "png-too-large",
            N_(
                "This picture has {width} by {height} dots, too many to be opened safely. It was not kept. Export the logo about 600 dots high."
            ),
            width=width,
            height=height,
        )
    if b"acTL" in _chunks(content):
        raise Problem(
            "png-animated",
            N_(
                "This picture moves, and paper does not. It was not kept. Export one still picture."
            ),
        )
    return content[24]


def _chunks(content: bytes) -> list[bytes]:
    """The names of the parts of the file, up to the picture itself."""
    at = 8
    names: list[bytes] = []
    while at + 8 <= len(content) and (not names or names[-1] != b"IDAT"):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        names.append(name)
        at += 12 + size
    return names


def _damaged() -> Problem:
    return Problem(
        "png-damaged",
        N_(
            "This picture is damaged: it cannot be read to its end. It was not kept. Export the logo again."
        ),
    )


def _opened(content: bytes) -> Image:
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(content), formats=("PNG",))
        image.load()
    except (OSError, SyntaxError, ValueError, zlib.error, Image.DecompressionBombError):
        raise _damaged() from None
    return image


def _in_rgb(image: Image) -> Image:
    """Eight bits of red, green, blue and, where some of it shows through, of cover.

    A profile of colours is carried out and left behind: paper has one for the whole sheet.
    """
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off what is above the first eight.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    shows_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    made = image.convert("RGBA" if shows_through else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "P"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(made, source, ImageCms.createProfile("sRGB"), inPlace=True)
        except (ImageCms.PyCMSError, OSError):
            pass  # A profile nobody can read describes nothing.
    # Saving would write again what was only read with the picture.
    made.info.clear()
    return _covering(made)


def _covering(image: Image) -> Image:
    """Without a cover that hides nothing: it would only make the file larger."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _cropped(image: Image) -> Image:
    """Without margins that show nothing: a logo of ten millimetres is ten millimetres of logo."""
    if image.mode != "RGBA":
        return image
    box = image.getchannel("A").getbbox()
    if box is None:
        raise Problem(
            "png-empty",
            N_(
                "Nothing can be seen in this picture: it is wholly transparent. It was not kept. Export the logo again."
            ),
        )
    return _covering(image.crop(box))


def _coloured(image: Image) -> bool:
    """Whether it stands on a ground of its own that paper does not have."""
    if image.mode == "RGBA":
        return False
    right, bottom = image.width - 1, image.height - 1
    corners = [image.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))]
    return any(min(each) < _WHITE for each in corners if isinstance(each, tuple))


def _packed(image: Image, height: float, largest: int) -> Dots:
    """Written as a file that is small enough to travel with every bundle."""
    for tallest in _TALLEST:
        kept = image
        scale = min(1.0, tallest / image.height, _WIDEST / image.width)
        if scale < 1:
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            kept = _resized(image, size)
        file = io.BytesIO()
        kept.save(file, "PNG", optimize=True)
        if file.tell() <= largest:
            return Dots(file.getvalue(), kept.width, kept.height, height, shrunk=scale < 1)
    raise Problem(
        "logo-too-large",
        N_(
            "This logo takes more than {most} KB, too much to travel with every bundle. It was not kept. Use the SVG of the logo, or a picture with fewer colours."
        ),
        most=largest // 1024,
    )


def _resized(image: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
