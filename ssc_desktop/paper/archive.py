"""Papers made to be kept: metadata, colours, identity and form of PDF/A-2b (ISO 19005-2).

ReportLab collects the objects; they are described and written here, because its own writer puts no
end of line before ``endstream``, has no place for an output intent and dates every file alike.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from html import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.paths import resources_folder

PROGRAM = "SSC Desktop"
COLOUR = "sRGB IEC61966-2.1"
# Bytes above 127 in the second line tell programs that the file is not text (6.1.2).
_START = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM_END = b"endstream\n"
_NOT_PRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\ufffe\uffff]")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{program}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
{dates}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_DATES = """<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about itself, once for people's viewers and once for archives.

    Papers that tell no moment of printing have no date: the same paper gives the same bytes.
    """

    title: str
    subject: str
    language: str
    at: datetime | None = None


def describe(document: PDFDocument, facts: Facts) -> None:
    """Put metadata, output intent and information into a document."""
    catalog = document.Catalog
    catalog.Metadata = document.Reference(_metadata(facts))
    # ReportLab's catalogue does not know output intents; what it knows can be told.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([document.Reference(_output_intent(document))])
    document.info = _information(facts)


def written(document: PDFDocument, canvas: Canvas) -> bytes:
    """The whole file; the same objects give the same bytes and the same identity."""
    for font in document.delayedFonts:
        font.addObjects(document)
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    parts = [_START]
    offsets: list[int] = []
    length = len(_START)
    # Objects may be added while others are written.
    while (number := len(offsets) + 1) in document.numberToId:
        part = _object(document, number)
        offsets.append(length)
        parts.append(part)
        length += len(part)
    identity = sha256(b"".join(parts)).hexdigest()[:32].encode()
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    trailer = (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        + b"trailer\n<< /Size %d /Root %s " % (size, root.format(document))
        + b"/Info %s /ID [<%s> <%s>] >>\n" % (info.format(document), identity, identity)
        + b"startxref\n%d\n%%%%EOF\n" % length
    )
    return b"".join([*parts, trailer])


def _object(document: PDFDocument, number: int) -> bytes:
    """One object as it stands in the file."""
    content: bytes = pdfdoc.format(document.idToObject[document.numberToId[number]], document, 1)
    if content.endswith(_STREAM_END):
        content = content.removesuffix(_STREAM_END) + b"\nendstream"
    return b"%d 0 obj\n%s\nendobj\n" % (number, content.rstrip(b"\n"))


def _metadata(facts: Facts) -> pdfdoc.PDFStream:
    """The XMP packet: plain, so that archives find it without knowing PDF."""
    packet = _PACKET.format(
        title=escape(_printable(facts.title), quote=False),
        subject=escape(_printable(facts.subject), quote=False),
        language=facts.language,
        program=PROGRAM,
        dates=_DATES.format(moment=facts.at.isoformat(timespec="seconds")) if facts.at else "",
    )
    kind = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    return pdfdoc.PDFStream(kind, packet.encode())


def _information(facts: Facts) -> pdfdoc.PDFDictionary:
    """The same for viewers that know no XMP; both must agree (6.6.3)."""
    said = {
        "Title": _printable(facts.title),
        "Author": PROGRAM,
        "Subject": _printable(facts.subject),
        "Creator": PROGRAM,
        "Producer": PROGRAM,
    }
    if facts.at:
        zone = facts.at.strftime("%z")
        moment = f"D:{facts.at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
        said |= {"CreationDate": moment, "ModDate": moment}
    return pdfdoc.PDFDictionary({name: pdfdoc.PDFString(text) for name, text in said.items()})


def _printable(text: str) -> str:
    """Text without the controls that neither XML nor a viewer's title bar can hold."""
    return _NOT_PRINTABLE.sub(" ", text)


def _output_intent(document: PDFDocument) -> pdfdoc.PDFDictionary:
    """What the greys and colours of the pages mean: sRGB, with its profile in the file."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3, "Filter": "/FlateDecode"}), _profile())
    return pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdfdoc.PDFString(COLOUR),
            "Info": pdfdoc.PDFString(COLOUR),
            "DestOutputProfile": document.Reference(profile),
        }
    )


@lru_cache(1)
def _profile() -> bytes:
    return zlib.compress((resources_folder() / "colour" / "sRGB.icc").read_bytes(), 9)
