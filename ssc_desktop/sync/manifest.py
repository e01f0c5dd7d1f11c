"""What a bundle says of itself: the header anybody may read, and the manifest that is sealed."""

from __future__ import annotations

import hashlib
from typing import Annotated

import msgspec

from ssc_desktop.sync.change import Source
from ssc_desktop.sync.codec import Device
from ssc_desktop.sync.columns import Count
from ssc_desktop.sync.vector import Span, Vector

VERSION = 1
FORMAT = 1
MAX_RAW = 512 * 1024 * 1024

Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
ShortText = Annotated[str, msgspec.Meta(max_length=100)]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody may read: numbers without meaning, no names, no counts, no dates."""

    bundle: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    sender: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    recipients: Annotated[
        list[Annotated[bytes, msgspec.Meta(max_length=32)]], msgspec.Meta(max_length=64)
    ]
    length: Annotated[int, msgspec.Meta(ge=1, le=MAX_RAW)]
    reader: Annotated[int, msgspec.Meta(ge=1, le=0xFFFF)] = VERSION

    @property
    def device(self) -> str:
        """The device id of the sender: 16 digits from the hash of its verifying key."""
        return hashlib.sha256(self.sender).digest()[:8].hex()


class Section(msgspec.Struct, frozen=True):
    """One part of the content: how large it is stored and unpacked, and the hash of the latter."""

    name: ShortText
    stored: Annotated[int, msgspec.Meta(ge=0, le=MAX_RAW)]
    raw: Annotated[int, msgspec.Meta(ge=0, le=MAX_RAW)]
    blake2b: Digest
    coding: Annotated[str, msgspec.Meta(pattern="^(zstd|plain)$")] = "zstd"


Counted = tuple[Device, Count, Count]
Segment = tuple[Device, Count, Count, Count]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender says about the content; unknown keys are left unread."""

    sender: Digest
    incarnation: Count
    number: Count
    hlc: Count
    wall: Count
    schema: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    app: ShortText
    office: ShortText
    level: ShortText
    vector: Annotated[list[Counted], msgspec.Meta(max_length=100_000)]
    segments: Annotated[list[Segment], msgspec.Meta(max_length=100_000)]
    sections: Annotated[list[Section], msgspec.Meta(max_length=16)] = []
    withheld: Annotated[list[Segment], msgspec.Meta(max_length=100_000)] = []
    reduced: Annotated[list[Segment], msgspec.Meta(max_length=100_000)] = []
    lacking: Annotated[list[Segment], msgspec.Meta(max_length=100_000)] = []
    format: Annotated[int, msgspec.Meta(ge=1, le=0xFFFF)] = FORMAT
    digest: Annotated[bytes, msgspec.Meta(max_length=32)] = b""
    heads: Annotated[bytes, msgspec.Meta(max_length=32)] = b""
    before: Annotated[bytes, msgspec.Meta(max_length=32)] = b""
    unproven: Annotated[list[Segment], msgspec.Meta(max_length=100_000)] = []
    clocks: Annotated[list[tuple[Device, Count]], msgspec.Meta(max_length=10_000)] = []

    def proven(
        self, *, digest: bytes, heads: bytes, before: bytes, unproven: list[Segment]
    ) -> Manifest:
        """The same manifest with the digests that prove what its sender holds."""
        return msgspec.structs.replace(
            self, digest=digest, heads=heads, before=before, unproven=unproven
        )

    @property
    def counts(self) -> Vector:
        """The sender's version vector."""
        return {Source(device, inc): last for device, inc, last in self.vector}

    @property
    def spans(self) -> list[Span]:
        """Which changes of which sources are in the bundle."""
        return [Span(Source(d, inc), first, last) for d, inc, first, last in self.segments]

    @property
    def changes(self) -> int:
        """How many changes the bundle says it carries."""
        return sum(span.last - span.first + 1 for span in self.spans)
