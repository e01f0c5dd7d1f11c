"""Papers made to be kept: PDF/A-2b in every language, and a check that sees what would break it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from ssc_desktop.language import Language
from ssc_desktop.paper.activity_sheet import activity_sheet
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.logos import picture_pdf
from tests.paper import demo_logos
from tests.paper.activities import activity_of
from tests.paper.archival import faults
from tests.paper.drawn import page_text
from tests.paper.sheets import sheet

MOMENT = datetime(2021, 8, 15, 18, 30, 5, tzinfo=timezone(timedelta(hours=1)))


def _paper(
    language: str = "fr", words: str = "Bonjour, ورشة عمل", at: datetime | None = None
) -> bytes:
    drawing = Drawing(
        A4, Language(language), title="Attestation <1> & suite", subject="Fès (فاس)", at=at
    )
    with drawing.shared("head"):
        drawing.text(20, 20, "Coopération Sud-Sud", drawing.style(14, bold=True))
    drawing.show("head")
    drawing.text(20, 40, words, drawing.value_style(words, 11))
    drawing.next_page()
    drawing.fill(20, 20, 50, 10, 0.9)
    drawing.text(20, 30, "ⴰⵎⴰⵣⵉⵖ", drawing.value_style("ⴰⵎⴰⵣⵉⵖ"))
    return drawing.finish()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_papers_may_be_kept_for_good(language: str) -> None:
    assert faults(_paper(language)) == []
    assert faults(attendance_sheet(sheet(20, 2), Language(language))[0]) == []
    said = Language(language)
    assert faults(activity_sheet(activity_of(said), said)) == []


@pytest.mark.parametrize("logo", ["emblem_svg", "wide_svg", "square_svg", "png"])
def test_logos_may_be_kept_for_good(logo: str) -> None:
    assert faults(picture_pdf(demo_logos.kept(getattr(demo_logos, logo)()))) == []


def test_the_same_paper_gives_the_same_bytes_and_another_has_another_identity() -> None:
    assert _paper() == _paper()
    assert _paper(at=MOMENT) == _paper(at=MOMENT)
    names = [bytes(pikepdf.open(io.BytesIO(pdf)).trailer.ID[0]) for pdf in (_paper(), _paper("ar"))]
    assert names[0] != names[1]


def test_a_file_tells_the_moment_of_printing_with_its_zone_or_no_date() -> None:
    with pikepdf.open(io.BytesIO(_paper(at=MOMENT))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20210815183005+01'00'"
        assert "2021-08-15T18:30:05+01:00" in pdf.Root.Metadata.read_bytes().decode()
    with pikepdf.open(io.BytesIO(_paper(at=MOMENT.replace(tzinfo=None)))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20210815183005+00'00'"
    with pikepdf.open(io.BytesIO(_paper())) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert b"CreateDate" not in pdf.Root.Metadata.read_bytes()
    assert faults(_paper(at=MOMENT)) == faults(_paper(at=datetime(2021, 8, 15, tzinfo=UTC))) == []


@pytest.mark.parametrize(("language", "direction"), [("fr", "/L2R"), ("ar", "/R2L")])
def test_viewers_are_told_title_language_and_direction(language: str, direction: str) -> None:
    with pikepdf.open(io.BytesIO(_paper(language))) as pdf:
        assert str(pdf.docinfo.Title) == "Attestation <1> & suite"
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.ViewerPreferences.Direction == direction
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Attestation <1> & suite"]


@pytest.mark.parametrize(
    "odd", ["\u4e2d\u6587", "\U0001f600", "\x01", "a\u0488b", "م\u0345ن", "\ue000"]
)
def test_what_no_font_draws_is_shown_by_a_stand_in_and_copied_as_written(odd: str) -> None:
    pdf = _paper(words=f"avant {odd} après")
    assert faults(pdf) == []
    text = page_text(pdf)
    assert "avant" in text
    assert "après" in text
    if odd == "\u4e2d\u6587":
        assert odd in text


def _saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        compress_streams=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        **options,
    )
    return written.getvalue()


def _changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(_paper())) as pdf:
        change(pdf)
        return _saved(pdf)


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [font.DescendantFonts[0] for font in pdf.pages[0].Resources.Font.values()]


def _add(pdf: pikepdf.Pdf, operators: bytes) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + operators)


def _packet(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    text = pdf.Root.Metadata.read_bytes().decode()
    assert old in text
    pdf.Root.Metadata.write(text.replace(old, new).encode())


def _helvetica(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font["/F1"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )
    _add(pdf, b"BT /F1 9 Tf (abc) Tj ET")


def _image(pdf: pikepdf.Pdf, **facts: Any) -> None:
    stream = pdf.make_stream(b"\0" * 12)
    for name, value in ({"Width": 2, "Height": 2, "BitsPerComponent": 8} | facts).items():
        stream[f"/{name}"] = value
    stream.Subtype = Name.Image
    pdf.pages[0].Resources.XObject["/I1"] = stream


def _set(holder: Any, name: str, value: Any) -> None:
    holder[name] = value


def _drop(holder: Any, name: str) -> None:
    del holder[name]


PLANTED: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "6.6.2 there are no metadata": lambda pdf: _drop(pdf.Root, "/Metadata"),
    "6.6.4": lambda pdf: _packet(pdf, "<pdfaid:part>2", "<pdfaid:part>1"),
    "6.6.2 the metadata are not well": lambda pdf: _packet(pdf, "</dc:title>", ""),
    "6.6.2 the packet": lambda pdf: _packet(pdf, "<?xpacket begin", "<?xpacket bytes='1' begin"),
    "6.6.3 metadata and information differ on /Title": lambda pdf: _set(pdf.docinfo, "/Title", "B"),
    "6.6.3 metadata and information differ on /CreationDate": lambda pdf: _set(
        pdf.docinfo, "/CreationDate", "D:20200101000000+00'00'"
    ),
    "does not say its language": lambda pdf: _drop(pdf.Root, "/Lang"),
    "not asked to show the title": lambda pdf: _drop(pdf.Root, "/ViewerPreferences"),
    "no bookmarks": lambda pdf: _drop(pdf.Root, "/Outlines"),
    "6.2.3 there is not one": lambda pdf: _drop(pdf.Root, "/OutputIntents"),
    "6.2.3 the profile": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"x" * 200),
    "catalogue holds /AcroForm": lambda pdf: _set(pdf.Root, "/AcroForm", Dictionary(Fields=[])),
    "hold /EmbeddedFiles": lambda pdf: _set(
        pdf.Root, "/Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))
    ),
    "6.5.1 an action is forbidden: /JavaScript": lambda pdf: _set(
        pdf.Root, "/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    ),
    "6.5.1 an action is forbidden: /Launch": lambda pdf: _set(
        pdf.Root, "/OpenAction", Dictionary(S=Name.Launch, F="x.exe")
    ),
    "6.5.2": lambda pdf: _set(pdf.pages[0].obj, "/AA", Dictionary()),
    "6.3 ": lambda pdf: _set(pdf.pages[0].obj, "/Annots", Array([])),
    "6.10": lambda pdf: _set(pdf.pages[0].obj, "/PresSteps", Dictionary()),
    "page 1: 6.1.13 the page": lambda pdf: _set(pdf.pages[0].obj, "/MediaBox", [0, 0, 2, 20000]),
    "6.1.13 a string": lambda pdf: _set(pdf.docinfo, "/Keywords", "k" * 40_000),
    "6.1.13 graphics states": lambda pdf: _add(pdf, b"q " * 29 + b"Q " * 29),
    "not closed": lambda pdf: _add(pdf, b"q"),
    "6.2.2 an operator is unknown: zz": lambda pdf: _add(pdf, b"1 zz"),
    "6.2.2 /Nothing": lambda pdf: _add(pdf, b"/Nothing Do"),
    "6.2.2 /Nobody": lambda pdf: _add(pdf, b"BT /Nobody 9 Tf (ab) Tj ET"),
    "6.2.2 /State": lambda pdf: _add(pdf, b"/State gs"),
    "6.2.4 ink has colours of a printing press": lambda pdf: _add(pdf, b"0 0 0 1 k"),
    "6.2.4 ink has colours of /Pattern": lambda pdf: _add(pdf, b"/Pattern cs"),
    "6.2.4 an image": lambda pdf: _image(pdf, ColorSpace=Name.DeviceCMYK),
    "6.2.8": lambda pdf: _image(pdf, Interpolate=True),
    "6.2.9": lambda pdf: _image(pdf, Alternates=Array([])),
    "6.2.5": lambda pdf: _set(
        pdf.pages[0].Resources, "/ExtGState", Dictionary(G=Dictionary(TR=Name.Identity))
    ),
    "6.2.10": lambda pdf: _set(
        pdf.pages[0].obj,
        "/Group",
        Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK),
    ),
    "6.1.7.1 a stream lies": lambda pdf: _set(pdf.pages[1].Contents, "/F", "elsewhere.bin"),
    "6.2.11 /Helvetica": _helvetica,
    "6.2.11.3": lambda pdf: [_drop(font, "/CIDToGIDMap") for font in _fonts(pdf)],
    "6.2.11.4": lambda pdf: [_drop(font.FontDescriptor, "/FontFile2") for font in _fonts(pdf)],
    "6.2.11.4 /NotoSans": lambda pdf: [
        _set(font, "/BaseFont", Name("/NotoSans")) for font in _fonts(pdf)
    ],
    "6.2.11.5": lambda pdf: [
        _set(font, "/W", Array([1, Array([333] * 40)])) for font in _fonts(pdf)
    ],
    "6.2.11.7": lambda pdf: [
        _drop(font, "/ToUnicode") for font in pdf.pages[0].Resources.Font.values()
    ],
    "6.2.11.8": lambda pdf: _fonts(pdf)[0].CIDToGIDMap.write(b"\0" * 200),
}


def test_a_file_saved_by_another_program_has_no_fault_of_ours() -> None:
    assert faults(_changed(lambda _: None)) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_planted_faults_are_seen(fault: str) -> None:
    plant = PLANTED[fault]
    sought = "6.2.11.4" if fault.endswith("/NotoSans") else fault
    found = faults(_changed(plant))
    assert any(sought in each for each in found), found


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "6.1.2": lambda pdf: pdf.replace(b"%\xe2\xe3\xcf\xd3", b"%abcd", 1),
    "6.1.3 something follows": lambda pdf: pdf + b"more",
    "6.1.3 the file has no identity": lambda pdf: pdf.replace(b"/ID [", b"/IX [", 1),
    "6.1.4": lambda pdf: re.sub(rb"startxref\n\d+", b"startxref\n77", pdf),
    "6.1.9": lambda pdf: pdf.replace(b"\n3 0 obj", b" 3 0 obj", 1),
    "6.1.7.1 the stream of object": lambda pdf: pdf.replace(b"\nendstream", b" endstream", 1),
    "6.1.7.2 a stream is packed with /LZWDecode": lambda pdf: pdf.replace(
        b"/Filter [ /FlateDecode ]", b"/Filter [ /LZWDecode   ]", 1
    ),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_files_spoiled_byte_by_byte_are_seen(fault: str) -> None:
    spoiled = SPOILED[fault](_paper())
    assert spoiled != _paper()
    assert any(fault in each for each in faults(spoiled))


def test_encrypted_files_are_seen() -> None:
    with pikepdf.open(io.BytesIO(_paper())) as pdf:
        locked = _saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert any("encrypted" in fault for fault in faults(locked))


@pytest.mark.parametrize("odd", ["\ufffe", "\uffff", "\x00", "\x7f", "\x85"])
def test_what_no_metadata_may_hold_is_left_out_of_them(odd: str) -> None:
    drawing = Drawing(A4, Language("fr"), title=f"Atelier{odd}2021", subject=f"Fès{odd}")
    drawing.text(20, 20, "Atelier", drawing.style())
    pdf = drawing.finish()
    assert faults(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo.Title) == "Atelier 2021"
