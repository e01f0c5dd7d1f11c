"""Pages as pictures: images of one or many pages and PDFs, one page at a time, none too large."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageOps
from pypdfium2 import raw

Pixels = npt.NDArray[Any]

PDF_DPI = 200
FORMATS = ("BMP", "JPEG", "PNG", "TIFF", "WEBP")
SUFFIXES = (".bmp", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff", ".webp")
MOST_BYTES = 300_000_000
MOST_PIXELS = 130_000_000
MOST_PAGES = 1_000
# More of a page than this tells nothing more of its ink; A4 at 300 dots an inch is below it.
LONGEST_SIDE = 4_800
_USUAL_PIXELS, _JPEG_END = 25_000_000, b"\xff\xd9"
BROKEN, TOO_LARGE = "broken-file", "too-large"
# A page of two grey levels only has next to nothing between black and white.
_BETWEEN, _DARK, _LEAST_BETWEEN = (64, 192), 64, 0.06


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of a file: its number there, its pixels (grey or BGR), or why there are none.

    ``one_bit`` says that the page has no grey: light pens may be gone from it.
    """

    number: int
    pixels: Pixels | None = None
    one_bit: bool = False
    trouble: str = ""


def pages_of(path: Path) -> Iterator[PageImage]:
    """The pages of an image or a PDF, one at a time; what cannot be read is a page with trouble."""
    try:
        size, is_pdf = path.stat().st_size, _starts_as_pdf(path)
    except OSError:
        yield PageImage(1, trouble=BROKEN)
        return
    if size > MOST_BYTES:
        yield PageImage(1, trouble=TOO_LARGE)
    elif is_pdf:
        yield from _pdf_pages(path)
    else:
        yield from _image_pages(path)


def _starts_as_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


# --- images -------------------------------------------------------------------------------------


def _image_pages(path: Path) -> Iterator[PageImage]:
    """Frames of an image file. The size is judged before anything is decoded."""
    number = 1
    try:
        with _opened(path) as image:
            # The second picture of a telephone's file is a preview, not a page.
            frames = 1 if image.format != "TIFF" else min(MOST_PAGES, _frames(image))
            if _is_whole_photo(path, image):
                yield _photo(path)
                return
            while number <= frames:
                image.seek(number - 1)
                yield _frame(image, number)
                number += 1
    except Image.DecompressionBombError:
        yield PageImage(number, trouble=TOO_LARGE)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, KeyError):
        yield PageImage(number, trouble=BROKEN)


def _opened(path: Path) -> Image.Image:
    """An image whose head was read; how large it may be is said here, not by its library."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path, formats=FORMATS)


def _frames(image: Image.Image) -> int:
    return int(getattr(image, "n_frames", 1))


def _is_whole_photo(path: Path, image: Image.Image) -> bool:
    """Whether a file is one JPEG of a usual size that goes on to its end mark."""
    if image.format != "JPEG" or image.width * image.height > _USUAL_PIXELS:
        return False
    with path.open("rb") as file:
        file.seek(-2, os.SEEK_END)
        return file.read() == _JPEG_END


def _photo(path: Path) -> PageImage:
    """A photo, decoded and turned upright by the faster of two libraries."""
    pixels = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_ANYCOLOR)
    if pixels is None:
        return PageImage(1, trouble=BROKEN)
    return _page(1, np.asarray(pixels), one_bit=False)


def _frame(image: Image.Image, number: int) -> PageImage:
    if image.width * image.height > MOST_PIXELS:
        return PageImage(number, trouble=TOO_LARGE)
    is_one_bit = image.mode == "1"
    try:
        # A photo of a hundred million pixels is decoded at half its size, at no cost.
        image.draft(image.mode, (LONGEST_SIDE * 3 // 4, LONGEST_SIDE * 3 // 4))
        pixels = _as_pixels(_upright(image))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError):
        return PageImage(number, trouble=BROKEN)
    return _page(number, pixels, one_bit=is_one_bit)


def _upright(image: Image.Image) -> Image.Image:
    """The image turned as the camera says; a broken note of the camera turns nothing."""
    with suppress(Exception):
        return ImageOps.exif_transpose(image)
    return image


def _as_pixels(image: Image.Image) -> Pixels:
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float32)
        bright = values * (255 / max(float(values.max()), 1.0))
        return np.asarray(np.clip(bright, 0, 255).astype(np.uint8))
    if "A" in image.mode or "transparency" in image.info:
        image = _on_white(image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


def _on_white(image: Image.Image) -> Image.Image:
    """What is seen through stands on white paper."""
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, layer)


# --- PDF ----------------------------------------------------------------------------------------


def _pdf_pages(path: Path) -> Iterator[PageImage]:
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError, ValueError):
        yield PageImage(1, trouble=BROKEN)
        return
    try:
        for at in range(min(len(document), MOST_PAGES)):
            yield _pdf_page(document, at)
    finally:
        document.close()


def _pdf_page(document: pdfium.PdfDocument, at: int) -> PageImage:
    try:
        page = document[at]
        try:
            scale = min(PDF_DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
            bitmap = page.render(scale=scale)
            pixels = bitmap.to_numpy()[..., :3].copy()
            bitmap.close()
            return _page(at + 1, pixels, one_bit=_has_one_bit_picture(page))
        finally:
            page.close()
    except (pdfium.PdfiumError, OSError, ValueError, MemoryError):
        return PageImage(at + 1, trouble=BROKEN)


def _has_one_bit_picture(page: pdfium.PdfPage) -> bool:
    """Whether the page is a scan without grey: rendered smaller, its pixels would not tell."""
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        with suppress(pdfium.PdfiumError):
            left, bottom, right, top = each.get_bounds()
            if (right - left) * (top - bottom) > 0.5 * width * height:
                bits = int(each.get_metadata().bits_per_pixel)
                # A scan in black and white may have been saved as if it had grey.
                return bits == 1 or has_no_grey(each.get_bitmap().to_numpy())
    return False


# --- both ---------------------------------------------------------------------------------------


def _page(number: int, pixels: Pixels, *, one_bit: bool) -> PageImage:
    if min(pixels.shape[:2]) < 64:
        return PageImage(number, trouble=BROKEN)
    is_one_bit = one_bit or has_no_grey(pixels)
    return PageImage(number, _not_too_long(pixels), is_one_bit)


def has_no_grey(pixels: Pixels) -> bool:
    """Whether a picture has black and white only; every fifth of its pixels are looked at."""
    few = pixels[2::5, 2::5]
    if few.ndim == 3:
        few = few[..., 1]
    dark = np.count_nonzero(few < _DARK)
    between = np.count_nonzero((few >= _BETWEEN[0]) & (few < _BETWEEN[1]))
    return bool(between < _LEAST_BETWEEN * dark)


def _not_too_long(pixels: Pixels) -> Pixels:
    longest = max(pixels.shape[:2])
    if longest <= LONGEST_SIDE:
        return pixels
    scale = LONGEST_SIDE / longest
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
