"""The bundle file: clear header, signature, sealed content. FORMAT.md tells it byte by byte.

Signing and sealing are done by whoever calls: this room knows where the bytes lie, not the keys.
A file is believed step by step, cheapest first, and nothing large is read before its signature.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec
import zstandard

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync.change import Change, Source
from ssc_desktop.sync.codec import decode, numbers_in
from ssc_desktop.sync.manifest import FORMAT, MAX_RAW, VERSION, Header, Manifest, Section
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import spans_of_numbers

MAGIC = b"SSCBNDL1"
# What a reader must know to take in a bundle of which something was withheld.
READS = 2
SUFFIX = ".sscb"
SIGNED_AS = "application/vnd.ssc.bundle.v1"
TO_OFFICE = 1
SIGNATURE_LENGTH = 64
MAX_HEADER = 4096
MAX_MANIFEST = 4 * 1024 * 1024
MAX_SWELL = 200
LEVEL = 10
AGAIN = "again"
CHANGES = ("changes", "ids")
_FRONT = struct.Struct("<8sHHI")
_SIZE = struct.Struct("<I")

Sign = Callable[[str, bytes, bytes], bytes]
"""Signs (kind, head, SHA-512 of the sealed content) and returns 64 bytes."""
Verify = Callable[[bytes, bytes, str, bytes, bytes], bool]
"""Whether (public key, signature, kind, head, SHA-512) belong together."""
Seal = Callable[[bytes], bytes]


class Clear(NamedTuple):
    """What the unsealed front of a file says: flags, header, and the bytes under the signature."""

    flags: int
    header: Header
    head: bytes
    signature: bytes

    @property
    def start(self) -> int:
        """Where the sealed content begins."""
        return len(self.head) + SIGNATURE_LENGTH


class Content(NamedTuple):
    """What was sealed: the manifest and the unpacked sections."""

    manifest: Manifest
    sections: dict[str, bytes]

    def let_go_of_changes(self) -> None:
        """Forget the changes as they were packed: beside what they say they take room twice."""
        for name in CHANGES:
            self.sections.pop(name, None)


@dataclass(frozen=True, slots=True)
class Packed:
    """Sections ready to be sealed, and the bytes they amount to."""

    sections: tuple[Section, ...]
    data: bytes


_header = msgspec.msgpack.Decoder(Header)
_manifest = msgspec.msgpack.Decoder(Manifest)
_encode = msgspec.msgpack.Encoder().encode
Decoded = TypeVar("Decoded")


def pack(sections: Mapping[str, bytes]) -> Packed:
    """Compress each section; one that would swell beyond what readers accept stays plain."""
    described, parts = [], []
    compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True)
    for name, raw in sections.items():
        stored, coding = compressor.compress(raw), "zstd"
        if len(raw) > MAX_SWELL * len(stored) or len(stored) >= len(raw):
            stored, coding = raw, "plain"
        parts.append(stored)
        described.append(Section(name, len(stored), len(raw), _blake2b(raw), coding))
    return Packed(tuple(described), b"".join(parts))


def smallest(variants: Iterable[Mapping[str, bytes]]) -> Packed:
    """Pack each way of writing the same content and keep the shortest."""
    return min((pack(sections) for sections in variants), key=lambda packed: len(packed.data))


def _blake2b(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()


def build(
    manifest: Manifest,
    packed: Packed,
    *,
    bundle: bytes,
    recipients: Sequence[bytes],
    sign: Sign,
    seal: Seal,
    flags: int = 0,
) -> bytes:
    """The whole file: ``packed`` and its manifest sealed, under a signed clear header."""
    told = _encode(msgspec.structs.replace(manifest, sections=list(packed.sections)))
    sealed = seal(_SIZE.pack(len(told)) + told + packed.data)
    reader = READS if manifest.withheld else VERSION
    header = _encode(Header(bundle, manifest.sender, list(recipients), len(sealed), reader))
    if len(header) > MAX_HEADER or len(told) > MAX_MANIFEST or len(sealed) > MAX_RAW:
        raise Problem(
            "bundle-too-large",
            N_("There is too much for one bundle. Nothing was written. Export more often."),
        )
    head = _FRONT.pack(MAGIC, VERSION, flags, len(header)) + header
    return head + sign(SIGNED_AS, head, hashlib.sha512(sealed).digest()) + sealed


def read_clear(file: BinaryIO) -> Clear:
    """The clear front of a file, its lengths checked against the size of the file."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    front = file.read(_FRONT.size)
    if not front or not front.startswith(MAGIC[: len(front)]):
        raise Problem(
            "not-a-bundle", N_("This file is not a bundle of this program. It was left as it is.")
        )
    if len(front) < _FRONT.size:
        raise _cut()
    _, version, flags, length = _FRONT.unpack(front)
    if version != VERSION:
        raise _newer()
    if not 0 < length <= MAX_HEADER:
        raise _damaged("bundle-header-damaged")
    if size < _FRONT.size + length + SIGNATURE_LENGTH:
        raise _cut()
    told = file.read(length)
    header = _decoded(_header, told, "bundle-header-damaged")
    clear = Clear(flags, header, front + told, file.read(SIGNATURE_LENGTH))
    _check_size(size, clear)
    return clear


def _check_size(size: int, clear: Clear) -> None:
    if size < clear.start + clear.header.length:
        raise _cut()
    if size > clear.start + clear.header.length:
        raise Problem(
            "bundle-too-long",
            N_("Something was added to this bundle. Nothing was imported. Ask for it again."),
        )


def check_signature(file: BinaryIO, clear: Clear, verify: Verify) -> None:
    """Refuse the file unless the key named in its header signed exactly these bytes."""
    digest = hashlib.sha512()
    file.seek(clear.start)
    while block := file.read(1 << 20):
        digest.update(block)
    head, sender = clear.head, clear.header.sender
    if not verify(sender, clear.signature, SIGNED_AS, head, digest.digest()):
        raise _damaged("bundle-signature-wrong")
    if clear.header.reader > READS:
        raise _newer()


def read_content(file: BinaryIO, clear: Clear, unseal: Seal) -> Content:
    """Unseal the content and unpack its sections, each checked against the manifest."""
    file.seek(clear.start)
    plain = unseal(file.read(clear.header.length))
    manifest, start = _read_manifest(plain, clear)
    _check_limits(manifest, len(plain) - start)
    sections: dict[str, bytes] = {}
    for section in manifest.sections:
        stored = memoryview(plain)[start : start + section.stored]
        sections[section.name] = _unpacked(section, stored)
        start += section.stored
    return Content(manifest, sections)


def _read_manifest(plain: bytes, clear: Clear) -> tuple[Manifest, int]:
    if len(plain) < _SIZE.size:
        raise _damaged("bundle-manifest-damaged")
    (length,) = _SIZE.unpack_from(plain)
    end = _SIZE.size + length
    if length > MAX_MANIFEST or end > len(plain):
        raise _damaged("bundle-manifest-damaged")
    manifest = _decoded(_manifest, plain[_SIZE.size : end], "bundle-manifest-damaged")
    if manifest.sender != clear.header.sender:
        raise Problem(
            "bundle-signed-again",
            N_("This bundle was signed by somebody who did not make it. Nothing was imported."),
        )
    if manifest.format != FORMAT:
        raise _newer()
    return manifest, end


def _check_limits(manifest: Manifest, left: int) -> None:
    sections = manifest.sections
    spans = manifest.spans
    sound = (
        sum(section.stored for section in sections) == left
        and sum(section.raw for section in sections) <= MAX_RAW
        and all(section.raw <= MAX_SWELL * section.stored for section in sections)
        and len({section.name for section in sections}) == len(sections)
        and len({span.source for span in spans}) == len(spans)
        and all(1 <= span.first <= span.last for span in spans)
    )
    if not sound:
        raise _damaged("bundle-manifest-damaged")


def _unpacked(section: Section, stored: memoryview) -> bytes:
    raw = bytes(stored) if section.coding == "plain" else _decompressed(section, stored)
    if len(raw) != section.raw or _blake2b(raw) != section.blake2b:
        raise _damaged("bundle-section-damaged")
    return raw


def _decompressed(section: Section, stored: memoryview) -> bytes:
    try:
        # The size a frame declares is what the library allocates: it must be the promised one.
        frame = zstandard.get_frame_parameters(stored)
        if frame.content_size != section.raw or not frame.has_checksum:
            raise _damaged("bundle-section-damaged")
        return zstandard.ZstdDecompressor().decompress(stored, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise _damaged("bundle-section-damaged") from error


def changes_in(content: Content) -> list[Change]:
    """The changes a bundle carries: exactly the numbers its manifest promises, each once, but for
    those it says are withheld."""
    changes = list(decode(content.sections))
    numbers: dict[Source, list[int]] = defaultdict(list)
    for change in changes:
        numbers[change.source].append(change.seq)
    _check_numbers(content.manifest, numbers)
    return changes


def check_changes(content: Content) -> None:
    """Refuse content of which ``changes_in`` would not give the changes that were promised."""
    numbers: dict[Source, list[int]] = defaultdict(list)
    for source, some in numbers_in(content.sections):
        numbers[source] += some
    _check_numbers(content.manifest, numbers)


def _check_numbers(manifest: Manifest, numbers: Mapping[Source, list[int]]) -> None:
    given, withheld = Ranges(spans_of_numbers(numbers)), Ranges.read(manifest.withheld)
    count = sum(map(len, numbers.values()))
    whole = given | withheld == Ranges(manifest.spans) and not given & withheld
    if not whole or given.count != count:
        raise _damaged("bundle-manifest-damaged")


def changes_again(content: Content) -> list[Change]:
    """Changes of before that a bundle tells once more, in full; no segment counts them."""
    again = content.sections.get(AGAIN)
    return [] if again is None else list(decode({"changes": again}))


def _decoded(decoder: msgspec.msgpack.Decoder[Decoded], data: bytes, code: str) -> Decoded:
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _damaged(code) from error


def _cut() -> Problem:
    return Problem(
        "bundle-cut-short",
        N_("This bundle is not complete: its end is missing. Nothing was imported. Copy it again."),
    )


def _newer() -> Problem:
    return Problem(
        "bundle-newer",
        N_("This bundle was made by a newer version. Nothing was imported. Update the program."),
    )


def _damaged(code: str) -> Problem:
    return Problem(
        code,
        N_("This bundle is damaged or was altered. Nothing was imported. Ask for it again."),
    )


def read_whole(path: Path, verify: Verify, unseal: Seal) -> tuple[Clear, Content]:
    """A file read and checked from front to end, as after writing it."""
    with path.open("rb") as file:
        clear = read_clear(file)
        check_signature(file, clear, verify)
        return clear, read_content(file, clear, unseal)
