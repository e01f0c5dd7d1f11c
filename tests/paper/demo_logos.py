"""Logos of nobody, drawn for tests: an emblem, donors, agencies and a ministry, all DEMO."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw

from ssc_desktop.paper.band import Visibility
from ssc_desktop.paper.logos import Picture, read_logo

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def emblem_svg() -> bytes:
    """A flag, three by two, with a ring of twelve diamonds used from one drawing."""
    ring = "".join(
        f'<use xlink:href="#d" transform="translate({_at(150, math.sin, number)} '
        f'{_at(100, math.cos, number)})"/>'
        for number in range(12)
    )
    return (
        f'{_HEAD}width="30mm" height="20mm" viewBox="0 0 300 200"><title>DEMO</title>'
        '<style>.ground{fill:#1a4f8b}</style>'
        '<defs><path id="d" d="M0-12L9 0 0 12-9 0z"/></defs>'
        f'<rect class="ground" width="300" height="200"/><g fill="#f2c230">{ring}</g></svg>'
    ).encode()  # fmt: skip


def _at(middle: float, turn: object, number: int) -> str:
    assert callable(turn)
    return f"{middle + 66 * turn(number * math.pi / 6):.2f}"


def wide_svg() -> bytes:
    """A donor's: bars beside letters that were turned into outlines, four by one."""
    strokes = "M0 0H10V24H30V0H40V60H30V34H10V60H0z M60 0H100V60H60z M70 10V50H90V10z"
    return (
        f'{_HEAD}viewBox="0 0 240 60"><g><rect width="12" height="60" fill="#111"/>'
        '<rect x="12" width="12" height="60" fill="#c8102e"/>'
        '<rect x="24" width="12" height="60" fill="#e8b21a"/></g>'
        f'<path transform="translate(52 0)" fill-rule="evenodd" fill="#222" d="{strokes}"/>'
        '<circle cx="205" cy="30" r="26" fill="none" stroke="#c8102e" stroke-width="8"/>'
        '<circle cx="205" cy="30" r="12" fill="#c8102e" fill-opacity=".5"/></svg>'
    ).encode()


def square_svg() -> bytes:
    """An agency's: a clipped sun over waves."""
    return (
        f'{_HEAD}width="64" height="64"><defs><clipPath id="c"><circle cx="32" cy="32" r="30"/>'
        '</clipPath></defs><g clip-path="url(#c)"><rect width="64" height="64" fill="#0b6e4f"/>'
        '<circle cx="32" cy="26" r="14" fill="#fff"/>'
        '<path d="M0 46q16-12 32 0t32 0V64H0z" fill="#bfe3d4"/></g></svg>'
    ).encode()


def png(
    size: tuple[int, int] = (480, 300),
    *,
    ground: tuple[int, ...] = (0, 0, 0, 0),
    mode: str = "RGBA",
    noise: bool = False,
) -> bytes:
    """A partner's, in dots: a seal on a ground that is transparent unless one is given."""
    image = Image.new("RGBA", size, ground if len(ground) == 4 else (*ground, 255))
    draw = ImageDraw.Draw(image)
    right, bottom = size[0] - 1, size[1] - 1
    draw.ellipse((0, 0, right, bottom), fill=(120, 20, 60, 255))
    draw.ellipse((right // 5, bottom // 5, right * 4 // 5, bottom * 4 // 5), fill=(240, 220, 190))
    if noise:
        grain = random.Random(1).randbytes(size[0] * size[1] * 3)
        image = Image.frombytes("RGB", size, grain).convert("RGBA")
    return packed(image.convert(mode))


def packed(image: Image.Image, **options: object) -> bytes:
    """An image as a PNG file."""
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def kept(content: bytes, height: float | None = None) -> Picture:
    """A logo as it is kept once it was read from its file."""
    read = read_logo(content, height)
    return Picture(read.content, read.height)


def visibility(*names: str, statement: str = "Cofinancé par l'Union européenne") -> Visibility:
    """A band of five places; those that are named have their logo."""
    made = {
        "UE": emblem_svg, "BMZ": wide_svg, "GIZ": square_svg, "Expertise France": wide_svg,
        "Ministère": png,
    }  # fmt: skip
    return Visibility(
        statement,
        "UE",
        donors=("BMZ",),
        agencies=("GIZ", "Expertise France"),
        partners=("Ministère",),
        pictures={name: kept(made[name]()) for name in names},
    )


EVERYBODY = ("UE", "BMZ", "GIZ", "Expertise France", "Ministère")
