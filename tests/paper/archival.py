"""What keeps a PDF from being PDF/A-2b, found by walking all that is in it.

Clause numbers are those of ISO 19005-2. Not every rule of the standard is here: those that a file
without annotations, attachments and layers can break are.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
from PIL import ImageCms

from tests.paper.archival_content import of_object, of_page

_SPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def faults(pdf: bytes) -> list[str]:
    """Every fault as a sentence; nothing when the file may be kept for good."""
    found = [*_of_bytes(pdf), *_of_other_readers(pdf)]
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError:
        return [*found, "6.1.3 the file is encrypted"]
    with document:
        found += _of_trailer(document)
        found += _of_metadata(document)
        found += _of_intent(document)
        for thing in document.objects:
            found += of_object(thing)
        for number, page in enumerate(document.pages, 1):
            found += [f"page {number}: {fault}" for fault in of_page(page)]
    return list(dict.fromkeys(found))


def _of_bytes(pdf: bytes) -> Iterator[str]:
    """How the file is written: head, tail, table of objects, ends of streams (6.1.2 to 6.1.9)."""
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf):
        yield "6.1.2 the file does not start as it must"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "6.1.3 something follows the end of the file"
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF", pdf)
    table = start and re.compile(rb"xref\r?\n0 (\d+)\r?\n").match(pdf, int(start.group(1)))
    if not table:
        yield "6.1.4 there is no table of objects where the file says it is"
        return
    for at in range(1, int(table.group(1))):
        row = pdf[table.end() + 20 * at : table.end() + 20 * at + 20]
        if row[17:18] == b"n":
            yield from _of_written_object(pdf, at, int(row[:10]))


def _of_written_object(pdf: bytes, number: int, place: int) -> Iterator[str]:
    if (
        not re.compile(rb"%d 0 obj\r?\n" % number).match(pdf, place)
        or pdf[place - 1] not in b"\r\n"
    ):
        yield f"6.1.9 object {number} is not where the table says it is"
        return
    end = pdf.find(b"endobj", place)
    stream = re.compile(rb"/Length (\d+)\b[^>]*(?:>>\s*)stream").search(pdf, place)
    if stream is None or stream.start() > end:
        return
    following = re.compile(rb"\r?\n").match(pdf, stream.end())
    if following is None:
        yield f"6.1.7.1 the stream of object {number} does not start on a line of its own"
        return
    close = following.end() + int(stream.group(1))
    if not re.compile(rb"(\r\n|\n|\r)endstream\s").match(pdf, close):
        yield f"6.1.7.1 the stream of object {number} does not end where it says, on its own line"


def _of_other_readers(pdf: bytes) -> Iterator[str]:
    """What the libraries that people's viewers use think of the file."""
    try:
        opened = pypdfium2.PdfDocument(pdf)
        for page in opened:
            page.render(scale=0.1)
    except pypdfium2.PdfiumError:
        yield "PDFium cannot show the file"
    program = shutil.which("qpdf")
    if program:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "checked.pdf"
            path.write_bytes(pdf)
            done = subprocess.run([program, "--check", path], capture_output=True, check=False)
        if done.returncode:
            yield "qpdf has something to say"


def _of_trailer(document: pikepdf.Pdf) -> Iterator[str]:
    identity = document.trailer.get("/ID")
    if identity is None or len(identity) != 2 or not all(bytes(each) for each in identity):
        yield "6.1.3 the file has no identity"
    root = document.Root
    for name in ("/AcroForm", "/AA", "/Requirements", "/OCProperties", "/Perms", "/Collection"):
        if name in root:
            yield f"the catalogue holds {name}"
    for name in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
        if name in root.get("/Names", {}):
            yield f"the names of the document hold {name}"
    yield from _of_viewers(document)


def _of_viewers(document: pikepdf.Pdf) -> Iterator[str]:
    """What is not asked for by PDF/A-2b, yet helps people: language, title, bookmarks."""
    root = document.Root
    if not str(root.get("/Lang", "")):
        yield "the document does not say its language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "viewers are not asked to show the title"
    with document.open_outline() as outline:
        if not outline.root:
            yield "there are no bookmarks"


def _of_metadata(document: pikepdf.Pdf) -> Iterator[str]:
    """The XMP packet: there, readable, and of one mind with the information dictionary (6.6)."""
    stream = document.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2 there are no metadata"
        return
    if "/Filter" in stream:
        yield "6.6.2 the metadata are compressed"
    packet = stream.read_bytes()
    start = packet.split(b"?>", 1)[0]
    if not start.startswith(b"<?xpacket") or b"bytes=" in start or b"encoding=" in start:
        yield "6.6.2 the packet of metadata does not start as it must"
    try:
        tree = ElementTree.fromstring(packet.decode())
    except (ElementTree.ParseError, UnicodeDecodeError):
        yield "6.6.2 the metadata are not well-formed"
        return
    yield from _of_packet(tree, document)


def _of_packet(tree: ElementTree.Element, document: pikepdf.Pdf) -> Iterator[str]:
    if (_said(tree, "pdfaid:part"), _said(tree, "pdfaid:conformance")) != ("2", "B"):
        yield "6.6.4 the metadata do not claim PDF/A-2b"
    if _said(tree, "dc:language") != str(document.Root.get("/Lang", "")):
        yield "metadata and catalogue differ on the language"
    for name, key in _EXPECTED.items():
        written = str(document.docinfo.get(key, ""))
        if key.endswith("Date"):
            written = _as_iso(written)
        if _said(tree, name) != written:
            yield f"6.6.3 metadata and information differ on {key}"


_EXPECTED = {
    "dc:title": "/Title",
    "dc:creator": "/Author",
    "dc:description": "/Subject",
    "pdf:Producer": "/Producer",
    "xmp:CreatorTool": "/Creator",
    "xmp:CreateDate": "/CreationDate",
    "xmp:ModifyDate": "/ModDate",
}


def _said(tree: ElementTree.Element, name: str) -> str:
    found = tree.find(f".//{name}", _SPACES)
    if found is None:
        return ""
    item = found.find(".//rdf:li", _SPACES)
    return (found if item is None else item).text or ""


def _as_iso(moment: str) -> str:
    parts = re.fullmatch(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)'(\d\d)'?", moment)
    if not parts:
        return moment
    year, month, day, hour, minute, second, zone, zone_minute = parts.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}:{zone_minute}"


def _of_intent(document: pikepdf.Pdf) -> Iterator[str]:
    """One output intent, with a profile that colour programs can read (6.2.3)."""
    intents = [each for each in document.Root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "6.2.3 there is not one output intent"
        return
    profile = intents[0].get("/DestOutputProfile")
    if profile is None or not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "6.2.3 the output intent names no colours"
        return
    data = profile.read_bytes()
    size, version, kind, space = int.from_bytes(data[:4]), data[8], data[12:16], data[16:20]
    right = (size == len(data), version < 5, kind in (b"mntr", b"prtr"), data[36:40] == b"acsp")
    if not all(right) or space != b"RGB " or profile.get("/N") != 3:
        yield "6.2.3 the profile of the output intent is wrong"
        return
    try:
        ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data)))
    except (ImageCms.PyCMSError, OSError):
        yield "6.2.3 no program can read the profile of the output intent"
