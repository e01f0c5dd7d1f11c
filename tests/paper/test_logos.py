"""Logos on paper: what is refused, what is told, how they are drawn, the order of the band."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageCms

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.paper import logos, svg_logo
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from ssc_desktop.paper.band import BAND, Visibility, visibility_band
from ssc_desktop.paper.drawing import A4_LANDSCAPE, Drawing
from ssc_desktop.paper.logos import Picture, read_logo
from tests.paper import demo_logos, sheets
from tests.paper.demo_logos import EVERYBODY
from tests.paper.drawn import outside, overlapping

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 30 20">'
)
DOTS = 8
LONG = "Ministère de l’Intégration africaine et des Ivoiriens de l’Extérieur, Direction générale"
REFUSED = {
    "<script>alert(1)</script>": "svg-with-script",
    '<rect width="9" height="9" onload="x()"/>': "svg-with-script",
    "<foreignObject/>": "svg-with-script",
    "<text>DEMO</text>": "svg-with-text",
    '<image href="data:image/png;base64,AAAA"/>': "svg-with-image",
    '<use href="other.svg#a"/>': "svg-with-references",
    '<use xlink:href="file:///etc/hostname#a"/>': "svg-with-references",
    '<use href="#nowhere"/>': "svg-with-references",
    "<style>@import url(http://example.org/a.css);</style>": "svg-with-references",
    '<rect width="9" height="9" fill="url(http://example.org/#a)"/>': "svg-with-references",
    '<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>': "svg-not-plain",
    '<rect width="9" height="9" opacity=".5"/>': "svg-not-plain",
    '<rect width="9" height="9" style="filter:blur(2px)"/>': "svg-not-plain",
    '<rect width="9" height="9" fill="cmyk(1,0,0,0)"/>': "svg-not-plain",
    '<rect width="9" height="9" fill="no-such-colour"/>': "svg-not-plain",
    "<animate/>": "svg-not-plain",
    '<g id="a"><use href="#a"/></g>': "svg-too-detailed",
    "<g>" * 100 + "</g>" * 100: "svg-too-detailed",
    "<g/>" * 6000: "svg-too-detailed",
}


def code_of(content: bytes, **more: float) -> str:
    with pytest.raises(Problem) as refused:
        read_logo(content, **more)
    return refused.value.code


@pytest.mark.parametrize(("inside", "code"), REFUSED.items(), ids=lambda text: text[:30])
def test_a_drawing_that_is_dangerous_or_would_print_otherwise_is_refused(
    inside: str, code: str
) -> None:
    assert code_of(f"{HEAD}{inside}</svg>".encode()) == code


def test_entities_are_refused_before_they_grow_or_read_a_file() -> None:
    levels = "".join(
        f'<!ENTITY {chr(97 + level)} "{f"&{chr(96 + level)};" * 10}">' for level in range(1, 10)
    )
    laughs = f'<!DOCTYPE svg [<!ENTITY a "ha">{levels}]>{HEAD}<desc>&j;</desc></svg>'
    reading = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>{HEAD}&a;</svg>'
    for text in (laughs, reading):
        assert code_of(text.encode()) == "svg-with-references"
        assert code_of(text.encode("utf-16")) in ("svg-with-references", "not-a-logo")


def test_uses_that_multiply_are_refused_quickly() -> None:
    groups = "".join(
        f'<g id="n{level}">' + f'<use href="#n{level - 1}"/>' * 10 + "</g>"
        for level in range(1, 12)
    )
    text = f'{HEAD}<path id="n0" d="M0 0h1v1z"/>{groups}</svg>'
    assert code_of(text.encode()) == "svg-too-detailed"


def test_files_that_are_no_logo_are_told_apart() -> None:
    cases = {
        b"": "not-a-logo",
        b"\xff\xd8\xff\xe0 JFIF": "not-a-logo",
        b"<!doctype html><html></html>": "not-a-logo",
        b'<svg xmlns="http://www.w3.org/2000/svg"': "svg-not-well-formed",
        b"<drawing/>": "svg-not-a-drawing",
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>': "svg-without-size",
    }
    for content, code in cases.items():
        assert code_of(content) == code


def test_what_drawing_programs_leave_behind_is_taken_out() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><!-- by somebody -->'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:ink" width="60mm" height="40mm" '
        'i:version="1"><i:view zoom="2"/><metadata>somebody</metadata><title>DEMO</title>'
        '<linearGradient id="unused"/><rect width="10" height="10" fill="#123456"/></svg>'
    )
    read = read_logo(text.encode())
    kept = read.content.decode()
    for gone in ("somebody", "DEMO", "urn:ink", "Gradient", "DOCTYPE"):
        assert gone not in kept
    assert "#123456" in kept
    assert Picture(read.content).shape == pytest.approx(1.5)


def test_a_logo_that_came_in_a_bundle_is_believed_nothing() -> None:
    for inside in ("<text>DEMO</text>", '<use href="/etc/hostname"/>', "<g>"):
        assert Picture(f"{HEAD}{inside}</svg>".encode()).shape == 0
    assert Picture(b"\x89PNG\r\n\x1a\n" + b"0" * 60).shape == 0
    assert Picture(demo_logos.png()[:400]).shape == 0


# Dots


def test_a_picture_too_coarse_is_refused_and_a_fair_one_is_told() -> None:
    assert code_of(demo_logos.png((90, 58)), height=10) == "png-too-coarse"
    fair = read_logo(demo_logos.png((150, 100)), 10)
    assert [each.code for each in fair.findings] == ["logo-coarse"]
    assert fair.findings[0].details == {"found": 254, "good": 300, "needed": 118}
    assert read_logo(demo_logos.png((180, 120)), 10).findings == ()


def test_what_paper_would_show_is_told() -> None:
    boxed = read_logo(demo_logos.png(ground=(40, 90, 160), mode="RGB"), 10)
    assert [each.code for each in boxed.findings] == ["logo-with-background"]
    assert read_logo(demo_logos.png(ground=(255, 255, 255), mode="RGB"), 10).findings == ()
    few = read_logo(demo_logos.png(ground=(255, 255, 255), mode="1"), 10)
    assert [each.code for each in few.findings] == ["logo-few-colours"]
    assert "logo-wide" in [each.code for each in read_logo(demo_logos.png((900, 150)), 10).findings]


def test_moving_and_bombing_and_empty_pictures_are_refused() -> None:
    still, other = Image.new("RGBA", (300, 200), (9, 9, 9, 255)), Image.new("RGBA", (300, 200))
    moving = demo_logos.packed(still, save_all=True, append_images=[other])
    assert code_of(moving) == "png-animated"
    assert code_of(demo_logos.packed(Image.new("1", (9000, 9000)))) == "png-too-large"
    assert code_of(demo_logos.packed(other)) == "png-empty"
    assert code_of(demo_logos.png()[:900]) == "png-damaged"
    assert code_of(demo_logos.png((700, 700), mode="RGB", noise=True)) == "logo-too-large"


def test_large_pictures_are_kept_as_small_as_they_print_well() -> None:
    read = read_logo(demo_logos.png((3000, 2000)), 10)
    assert [each.code for each in read.findings] == ["logo-shrunk"]
    image = opened(read.content)
    assert image.size == (900, 600)
    assert len(read.content) <= logos.LARGEST


def opened(content: bytes) -> Image.Image:
    import io

    return Image.open(io.BytesIO(content))


def test_margins_profiles_and_deep_colours_are_brought_to_plain_rgb() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((200, 30, 30, 255), (100, 150, 300, 250))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    read = read_logo(demo_logos.packed(image, icc_profile=profile), 10)
    kept = opened(read.content)
    assert (kept.size, kept.mode) == ((200, 100), "RGB")
    assert "icc_profile" not in kept.info
    assert b"iCCP" not in read.content
    assert np.abs(np.array(kept)[50, 100].astype(int) - (200, 30, 30)).max() <= 2
    deep = Image.fromarray(np.full((200, 300), 40_000, dtype=np.uint16))
    grey = np.array(opened(read_logo(demo_logos.packed(deep), 10).content))
    assert abs(int(grey[5, 5, 0]) - 40_000 // 256) <= 1


# Drawing


def drawn(visibility: Visibility, language: str = "fr", width: float = 240.0) -> Drawing:
    drawing = Drawing(A4_LANDSCAPE, Language(language), title="DEMO")
    visibility_band(drawing, visibility, 20, 10, width)
    return drawing


def colours(pdf: bytes) -> np.ndarray:
    """The first page in colour, ``DOTS`` a millimetre."""
    page = pdfium.PdfDocument(pdf)[0]
    image = page.render(scale=DOTS * 25.4 / 72).to_pil().convert("RGB")
    return np.array(image).astype(int)


def place_of(page: np.ndarray, rgb: tuple[int, int, int]) -> tuple[float, float, float, float]:
    """Where a colour stands: left, top, width, height in millimetres."""
    rows, columns = np.nonzero(np.abs(page - rgb).max(axis=2) <= 3)
    assert rows.size, rgb
    left, top = columns.min() / DOTS, rows.min() / DOTS
    return left, top, (columns.max() + 1) / DOTS - left, (rows.max() + 1) / DOTS - top


BLUE, RED, GREEN, PURPLE = (26, 79, 139), (200, 16, 46), (11, 110, 79), (120, 20, 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_logos_stand_in_the_order_of_the_donors_and_are_mirrored_in_order_only(
    language: str,
) -> None:
    band = demo_logos.visibility("UE", "BMZ", "GIZ", "Ministère")
    page = colours(drawn(band, language).finish())
    emblem, donor, agency, partner = (place_of(page, rgb) for rgb in (BLUE, RED, GREEN, PURPLE))
    lefts = [emblem[0], donor[0], agency[0], partner[0]]
    assert lefts == sorted(lefts, reverse=language == "ar")
    assert emblem[1:] == pytest.approx((10, 15, 10), abs=0.3)
    # The donor's bars stand at its left in every language: a logo is never turned over.
    black = place_of(page[:, int(donor[0] * DOTS - 70) : int((donor[0] + 32) * DOTS)], (17, 17, 17))
    assert black[0] * DOTS < 72


def test_a_clip_an_outline_and_half_a_cover_are_drawn_as_in_the_file() -> None:
    page = colours(logos.picture_pdf(demo_logos.kept(demo_logos.square_svg())))
    assert page[4, 4].tolist() == [255, 255, 255]
    assert np.abs(page[80, 12] - GREEN).max() <= 3
    assert page[65, 80].tolist() == [255, 255, 255]
    wide = colours(logos.picture_pdf(demo_logos.kept(demo_logos.wide_svg())))
    middle = wide[80, int(205 / 60 * 20 * DOTS)]
    assert np.abs(middle - (228, 136, 151)).max() <= 4
    assert wide[80, int(132 / 60 * 20 * DOTS)].tolist() == [255, 255, 255]


def test_no_logo_is_taller_than_the_emblem() -> None:
    pictures = {
        "UE": demo_logos.kept(demo_logos.emblem_svg(), 12),
        "GIZ": demo_logos.kept(demo_logos.square_svg(), 25),
        "Ministère": demo_logos.kept(demo_logos.png(), 6),
    }
    band = Visibility("Cofinancé", "UE", agencies=("GIZ",), partners=("Ministère",),
                      pictures=pictures)  # fmt: skip
    page = colours(drawn(band).finish())
    assert place_of(page, BLUE)[3] == pytest.approx(BAND, abs=0.2)
    assert place_of(page, GREEN)[3] <= BAND
    assert place_of(page, PURPLE)[3] == pytest.approx(5, abs=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("width", "height"), [(240, 10), (184, 10), (120, 10), (78, 10), (86, 6.5)]
)
@pytest.mark.parametrize("names", [EVERYBODY, EVERYBODY[1:3], ()], ids=len)
def test_the_band_stays_in_its_room_whole_and_readable(
    language: str, width: float, height: float, names: tuple[str, ...]
) -> None:
    statement = Language(language).choose(
        "Co-funded by the European Union",
        "Cofinancé par l'Union européenne",
        "بتمويل مشترك من الاتحاد الأوروبي",
    )
    band = demo_logos.visibility(*names, statement=statement)
    drawing = Drawing(A4_LANDSCAPE, Language(language), title="DEMO")
    visibility_band(drawing, replace(band, partners=("Ministère", LONG)), 20, 10, width, height)
    assert drawing.cut == []
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    page = colours(drawing.finish())
    rows, columns = np.nonzero(page.min(axis=2) < 200)
    start, end = columns.min() / DOTS, columns.max() / DOTS
    if language == "ar":
        start, end = A4_LANDSCAPE[0] - end, A4_LANDSCAPE[0] - start
    assert start >= 19.5
    assert end <= 20.5 + width
    assert rows.max() / DOTS <= 10.5 + height
    words = [box for box in drawing.boxes if box.size >= 6]
    assert words, "the statement is readable"


def test_without_an_emblem_its_place_stays_beside_the_statement() -> None:
    drawing = drawn(Visibility("Cofinancé par l'Union européenne", "Union européenne"))
    assert len(drawing.boxes) >= 2
    page = colours(drawing.finish())
    rows, columns = np.nonzero(page.max(axis=2) < 200)
    assert columns.min() / DOTS == pytest.approx(20, abs=0.2)
    assert rows.min() / DOTS == pytest.approx(10, abs=0.2)


def test_a_damaged_logo_leaves_its_empty_place_and_stops_no_paper() -> None:
    band = Visibility("Cofinancé", "UE", donors=("BMZ",), pictures={"BMZ": Picture(b"broken")})
    whole = replace(band, pictures={})
    assert drawn(band).finish() == drawn(whole).finish()


def test_logos_are_drawn_once_for_a_document_and_keep_it_small() -> None:
    sheet = sheets.sheet(600)
    bare, _ = attendance_sheet(sheet, Language("fr"))
    dressed, _ = attendance_sheet(
        replace(sheet, visibility=demo_logos.visibility(*EVERYBODY)), Language("fr")
    )
    assert len(pdfium.PdfDocument(dressed)) > 40
    assert len(dressed) - len(bare) < 40_000
    again, _ = attendance_sheet(
        replace(sheet, visibility=demo_logos.visibility(*EVERYBODY)), Language("fr")
    )
    assert again == dressed
    with pikepdf.open(stream(dressed)) as document:
        forms = [each for each in document.objects if _subtype(each) == "/Image"]
        assert len(forms) == 2, "one picture and its cover"


def stream(content: bytes) -> object:
    import io

    return io.BytesIO(content)


def _subtype(each: object) -> str:
    return str(each.get("/Subtype", "")) if isinstance(each, pikepdf.Stream) else ""


def test_logos_bring_no_font_and_no_colour_of_a_press() -> None:
    pdf = drawn(replace(demo_logos.visibility(*EVERYBODY), statement="")).finish()
    with pikepdf.open(stream(pdf)) as document:
        for each in document.objects:
            if not isinstance(each, pikepdf.Stream):
                continue
            assert each.get("/ColorSpace", "/DeviceRGB") in ("/DeviceRGB", "/DeviceGray")
            if _subtype(each) == "/Form":
                assert "/Font" not in each.get("/Resources", {})
        fonts = [str(each) for each in document.objects
                 if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]  # fmt: skip
    assert not any(re.search("Times|Helvetica", each) for each in fonts)


def test_without_logos_nothing_that_reads_them_is_loaded() -> None:
    code = (
        "import sys; from tests.paper import sheets; from ssc_desktop.language import Language\n"
        "from ssc_desktop.paper.attendance_sheet import attendance_sheet\n"
        "attendance_sheet(sheets.sheet(3), Language('fr'))\n"
        "print(sorted({'svglib', 'lxml', 'tinycss2', 'cssselect2'} & set(sys.modules)))"
    )
    asked = [sys.executable, "-c", code]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_drawings_are_read_once_in_a_run() -> None:
    svg_logo.vectors.cache_clear()
    for _ in range(3):
        drawn(demo_logos.visibility("UE", "GIZ")).finish()
    assert svg_logo.vectors.cache_info().misses <= 2
