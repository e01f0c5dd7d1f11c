"""Files become pages one at a time; what is broken, too large or no picture is said, not raised."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ssc_desktop.paper import page_pictures
from ssc_desktop.paper.page_pictures import BROKEN, TOO_LARGE, PageImage, has_no_grey, pages_of
from tests.paper.reading.signed_pages import blank_page, printed


def _picture(shade: int = 200) -> Image.Image:
    pixels = np.full((120, 160, 3), shade, np.uint8)
    pixels[20:40, 30:60] = (10, 20, 230)
    pixels[60:90, 30:60] = 110
    return Image.fromarray(pixels)


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp", "tif"])
def test_each_kind_of_image_is_one_page_in_colour(tmp_path: Path, suffix: str) -> None:
    _picture().save(tmp_path / f"page.{suffix}")
    (page,) = pages_of(tmp_path / f"page.{suffix}")
    assert page.trouble == ""
    assert page.pixels is not None
    assert page.pixels.shape == (120, 160, 3)
    # Blue comes first: a red of 10, 20, 230 in RGB is blue.
    assert page.pixels[30, 45, 0] > 150 > page.pixels[30, 45, 2]


def test_a_file_of_several_pages_gives_each_one_only_when_asked(tmp_path: Path) -> None:
    first, *rest = (_picture(shade) for shade in (220, 180, 140))
    first.save(tmp_path / "pages.tif", save_all=True, append_images=rest)
    pages = pages_of(tmp_path / "pages.tif")
    shades = []
    for number, page in enumerate(pages, 1):
        assert page.number == number
        assert page.pixels is not None
        shades.append(int(page.pixels[0, 0, 0]))
    assert shades == [220, 180, 140]


def test_a_pdf_gives_its_pages_at_two_hundred_dots_an_inch(tmp_path: Path) -> None:
    pdf, geometry = printed(0)
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    pages = list(pages_of(tmp_path / "sheet.pdf"))
    assert [page.number for page in pages] == list(range(1, len(geometry["pages"]) + 1))
    for page in pages:
        assert page.pixels is not None
        assert abs(page.pixels.shape[1] - 297 / 25.4 * 200) < 2


def test_a_photo_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    note = Image.Exif()
    note[0x0112] = 6
    _picture().save(tmp_path / "photo.jpg", exif=note)
    (page,) = pages_of(tmp_path / "photo.jpg")
    assert page.pixels is not None
    assert page.pixels.shape == (160, 120, 3)


def test_what_is_seen_through_stands_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    clear.save(tmp_path / "clear.png")
    (page,) = pages_of(tmp_path / "clear.png")
    assert page.pixels is not None
    assert page.pixels.min() == 255


def test_black_and_white_is_told_from_grey(tmp_path: Path) -> None:
    grey = blank_page(0, 0)
    assert not has_no_grey(grey)
    Image.fromarray(grey).convert("1", dither=Image.Dither.NONE).save(tmp_path / "bits.tif")
    Image.fromarray(np.where(grey > 128, 255, 0).astype(np.uint8)).save(tmp_path / "bits.png")
    Image.fromarray(grey).save(tmp_path / "grey.png")
    told = {name: next(pages_of(tmp_path / name)).one_bit for name in ("bits.tif", "bits.png")}
    assert told == {"bits.tif": True, "bits.png": True}
    assert not next(pages_of(tmp_path / "grey.png")).one_bit


def test_a_black_and_white_scan_inside_a_pdf_is_told_too(tmp_path: Path) -> None:
    bits = Image.fromarray(blank_page(0, 0)).convert("1", dither=Image.Dither.NONE)
    bits.save(tmp_path / "bits.pdf", resolution=254)
    Image.fromarray(blank_page(0, 0)).save(tmp_path / "grey.pdf", resolution=254)
    assert next(pages_of(tmp_path / "bits.pdf")).one_bit
    assert not next(pages_of(tmp_path / "grey.pdf")).one_bit


def test_black_and_white_saved_as_a_photo_inside_a_pdf_is_told_all_the_same(tmp_path: Path) -> None:
    grey = Image.fromarray(blank_page(0, 0)).resize((3508, 2480))
    bits = grey.convert("1", dither=Image.Dither.NONE)
    # At another resolution than ours, so that the page we draw of it has grey.
    for name, image in (("bits", bits), ("grey", grey)):
        image.convert("L").save(tmp_path / f"{name}.jpg", quality=85)
        Image.open(tmp_path / f"{name}.jpg").save(tmp_path / f"{name}.pdf", resolution=300)
    assert next(pages_of(tmp_path / "bits.pdf")).one_bit
    assert not next(pages_of(tmp_path / "grey.pdf")).one_bit


def _png_claiming(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IHDR" + head
    chunk = struct.pack(">I", len(head)) + body + struct.pack(">I", zlib.crc32(body))
    data = b"IDAT" + zlib.compress(b"\0" * 64)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data
        + struct.pack(">I", zlib.crc32(data))
    )  # fmt: skip


@pytest.mark.parametrize("size", [(60_000, 60_000), (13_000, 11_000)])
def test_a_picture_that_claims_to_be_huge_is_refused_unseen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "bomb.png").write_bytes(_png_claiming(*size))
    (page,) = pages_of(tmp_path / "bomb.png")
    assert page == PageImage(1, trouble=TOO_LARGE)


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "MOST_BYTES", 100)
    _picture().save(tmp_path / "page.png")
    assert [page.trouble for page in pages_of(tmp_path / "page.png")] == [TOO_LARGE]


def _cut_short(suffix: str) -> bytes:
    kept = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3)).astype(np.uint8)
    Image.fromarray(noise).save(kept, suffix)
    return kept.getvalue()[: len(kept.getvalue()) // 2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture at all",
        b"%PDF-1.7 and then nothing",
        _cut_short("png"),
        _cut_short("jpeg"),
        _cut_short("tiff"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
    ids=["empty", "text", "pdf", "half png", "half jpeg", "half tiff", "png of nothing"],
)
def test_a_broken_file_is_a_page_with_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken").write_bytes(content)
    pages = list(pages_of(tmp_path / "broken"))
    assert [page.trouble for page in pages] == [BROKEN]


def test_a_missing_file_is_a_page_with_trouble(tmp_path: Path) -> None:
    assert [page.trouble for page in pages_of(tmp_path / "nowhere.png")] == [BROKEN]


def test_a_photo_of_very_many_pixels_is_made_smaller(tmp_path: Path) -> None:
    Image.new("RGB", (9_000, 6_000), (200, 190, 180)).save(tmp_path / "large.jpg")
    (page,) = pages_of(tmp_path / "large.jpg")
    assert page.pixels is not None
    assert max(page.pixels.shape) <= page_pictures.LONGEST_SIDE
