"""Fonts inside a PDF: composite fonts cut down by HarfBuzz, with the text of every glyph.

ReportLab's own way splits a font into pieces of 256 characters, knows no glyph without a code
point and loses the text of ligatures. Here a code stands for (glyph, text), so that searching and
copying give back exactly what was written.
"""

from __future__ import annotations

import struct
import zlib

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObjectReference

from ssc_desktop.paper.fonts import Face, face
from ssc_desktop.paper.ink import number
from ssc_desktop.paper.shaping import Run, ShapedLine


class _Codes(dict[str, str]):
    """The four hexadecimal digits that draw each glyph with its text."""

    def __missing__(self, key: str) -> str:
        code = self[key] = f"{len(self) + 1:04X}"
        return code


class EmbeddedFont:
    """One font as one document uses it: codes are given in the order of first use."""

    def __init__(self, document: PDFDocument, name: str) -> None:
        self.face = face(name)
        self.internal_name = f"/T{len(document.fontMapping) + 1}"
        self.codes = _Codes()
        document.fontMapping[name] = self.internal_name
        document.delayedFonts.append(self)

    def shown(self, run: Run, size: float, stretch: float = 0.0) -> str:
        """The operators that show a run; ``stretch`` widens every blank."""
        return run.pattern(size, stretch) % tuple(map(self.codes.__getitem__, run.keys))

    def addObjects(self, document: PDFDocument) -> None:
        """Write the font into the document; ReportLab calls this once, when it saves."""
        keys = list(self.codes)
        subset = self.face.subset(ord(key[0]) for key in keys)
        name = f"{_tag(keys)}+{self.face.name}"
        places = [0] + [subset.places[ord(key[0])] for key in keys]
        widths = [round(self.face.width(ord(key[0]))) for key in keys]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, name, subset.program),
                "DW": round(self.face.width(0)),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": _stream(document, struct.pack(f">{len(places)}H", *places)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": _stream(document, _to_unicode(keys)),
            }
        )
        fonts = document.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.internal_name[1:]] = document.Reference(font)

    def _descriptor(self, document: PDFDocument, name: str, program: bytes) -> PDFObjectReference:
        ascent, descent = self.face.extents()
        return document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": "/FontDescriptor",
                    "FontName": f"/{name}",
                    "Flags": 4,
                    "FontBBox": pdfdoc.PDFArray(_bounds(self.face)),
                    "ItalicAngle": 0,
                    "Ascent": round(ascent),
                    "Descent": round(descent),
                    "CapHeight": 714,
                    "StemV": 140 if "Bold" in name else 80,
                    "FontFile2": _stream(document, program, Length1=len(program)),
                }
            )
        )


class WrittenLines:
    """Lines as the operators of one document, each written once: an institution stands in many
    rows. Lines that are alike are one object and are kept, so an address tells which it is."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._fonts: dict[str, EmbeddedFont] = {}
        self._written: dict[tuple[int, float, float], tuple[ShapedLine, str]] = {}

    def operators(self, shaped: ShapedLine, size: float, stretch: float) -> str:
        """What draws a line at a size, every blank widened by ``stretch``."""
        key = (id(shaped), size, stretch)
        known = self._written.get(key)
        if known is None:
            runs = [self._run(run, size, stretch) for run in shaped.runs if run.keys]
            known = self._written[key] = (shaped, " ".join(runs))
        return known[1]

    def _run(self, run: Run, size: float, stretch: float) -> str:
        font = self._fonts.get(run.font)
        if font is None:
            font = self._fonts[run.font] = EmbeddedFont(self._document, run.font)
        return f"{font.internal_name} {number(size)} Tf {font.shown(run, size, stretch)}"


def _stream(document: PDFDocument, content: bytes, **facts: int) -> PDFObjectReference:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.dictionary.dict.update(facts)
    stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream)


def _tag(keys: list[str]) -> str:
    """Six letters that tell this subset from others of the same font."""
    number = zlib.crc32(repr(keys).encode())
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _bounds(used: Face) -> list[int]:
    box = struct.unpack(">4h", used.table("head")[36:44])
    return [round(edge * used.scale) for edge in box]


def _to_unicode(keys: list[str]) -> bytes:
    """The map from codes back to text (a CMap of PDF 9.10.3)."""
    # A glyph that says nothing says NUL: left out, PDFium would copy its code as a character.
    said = [(at, key[1:] or "\0") for at, key in enumerate(keys, 1)]
    rows = [f"<{at:04X}> <{text.encode('utf-16-be').hex().upper()}>" for at, text in said]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
        *body,
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")
