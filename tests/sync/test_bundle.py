from __future__ import annotations

import hashlib
import hmac
import io
import os
from typing import Any

import msgspec
import pytest
import zstandard

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import bundle, codec
from ssc_desktop.sync.bundle import Content, Packed
from ssc_desktop.sync.manifest import MAX_RAW, Header, Manifest, Section
from tests.sync.changes_of_tests import ABIDJAN, created, edited

KEY = b"k" * 32


def sign(kind: str, head: bytes, digest: bytes) -> bytes:
    return hmac.digest(KEY, kind.encode() + head + digest, "sha512")


def verify(public: bytes, signature: bytes, kind: str, head: bytes, digest: bytes) -> bool:
    return public == KEY and signature == sign(kind, head, digest)


def turned(data: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in data)


CHANGES = [created(ABIDJAN, 1, 70, title="Atelier"), edited(ABIDJAN, 2, 80, {}, title="Autre")]


def manifest(**other: Any) -> Manifest:
    told: dict[str, Any] = {
        "sender": KEY,
        "incarnation": 0,
        "number": 3,
        "hlc": 80,
        "wall": 1_629_000_000_000,
        "schema": 1,
        "app": "1.0",
        "office": "ABJ",
        "level": "identified",
        "vector": [(*ABIDJAN, 2)],
        "segments": [(*ABIDJAN, 1, 2)],
    }
    return Manifest(**{**told, **other})


def built(told: Manifest | None = None, packed: Packed | None = None, **other: Any) -> bytes:
    options: dict[str, Any] = {"bundle": b"i" * 16, "recipients": [b"r" * 8], "sign": sign}
    return bundle.build(
        told or manifest(),
        packed or bundle.pack(codec.encode(CHANGES, numbered=False)),
        **{**options, "seal": turned, **other},
    )


def opened(data: bytes) -> Content:
    file = io.BytesIO(data)
    clear = bundle.read_clear(file)
    bundle.check_signature(file, clear, verify)
    return bundle.read_content(file, clear, turned)


def refusal(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        opened(data)
    return caught.value.code


def test_a_bundle_reads_back_whole() -> None:
    content = opened(built())
    assert bundle.changes_in(content) == CHANGES
    assert content.manifest.number == 3
    assert content.manifest.counts == {ABIDJAN: 2}
    assert content.manifest.changes == 2


def test_the_clear_front_is_laid_out_as_the_format_says() -> None:
    data = built(flags=bundle.TO_OFFICE)
    length = int.from_bytes(data[12:16], "little")
    assert data[:8] == b"SSCBNDL1"
    assert data[8:12] == b"\x01\x00\x01\x00"
    header = msgspec.msgpack.decode(data[16 : 16 + length])
    sealed = data[80 + length :]
    assert header == {
        "bundle": b"i" * 16,
        "sender": KEY,
        "recipients": [b"r" * 8],
        "length": len(sealed),
        "reader": 1,
    }
    head, digest = data[: 16 + length], hashlib.sha512(sealed).digest()
    assert data[16 + length : 80 + length] == sign("application/vnd.ssc.bundle.v1", head, digest)


def test_the_clear_front_tells_nothing_of_the_content() -> None:
    told = manifest(office="SECRETOFFICE", number=77_777)
    data = built(told)
    clear = bundle.read_clear(io.BytesIO(data))
    assert b"SECRETOFFICE" not in data
    assert set(msgspec.structs.asdict(clear.header)) == {
        "bundle",
        "sender",
        "recipients",
        "length",
        "reader",
    }


def test_every_flipped_byte_is_refused() -> None:
    data = built()
    for at in range(len(data)):
        for bit in (0x01, 0x80):
            damaged = bytearray(data)
            damaged[at] ^= bit
            assert refusal(bytes(damaged)), at


def test_every_truncation_is_refused() -> None:
    data = built()
    codes = {refusal(data[:length]) for length in range(1, len(data))}
    assert codes == {"bundle-cut-short"}
    assert refusal(b"") == "not-a-bundle"


def test_anything_added_at_the_end_is_refused() -> None:
    assert refusal(built() + b"\0") == "bundle-too-long"


def test_a_file_of_another_program_is_refused() -> None:
    assert refusal(b"PK\x03\x04 some other file") == "not-a-bundle"


def test_a_newer_container_is_told_apart_from_a_damaged_one() -> None:
    data = bytearray(built())
    data[8] = 2
    assert refusal(bytes(data)) == "bundle-newer"
    assert refusal(built(manifest(format=2))) == "bundle-newer"
    header = msgspec.msgpack.encode(Header(b"i" * 16, KEY, [], 1, reader=bundle.READS + 1))
    head = bundle.MAGIC + b"\1\0\0\0" + len(header).to_bytes(4, "little") + header
    sealed = b"x"
    data = bytearray(head + sign(bundle.SIGNED_AS, head, hashlib.sha512(sealed).digest()) + sealed)
    assert refusal(bytes(data)) == "bundle-newer"


def test_a_header_is_never_longer_than_its_limit() -> None:
    data = bytearray(built())
    data[12:16] = (4097).to_bytes(4, "little")
    assert refusal(bytes(data) + b"\0" * 5000) == "bundle-header-damaged"


def test_a_header_with_unknown_words_is_refused() -> None:
    told = {"bundle": b"i" * 16, "sender": KEY, "recipients": [], "length": 1, "reader": 1, "x": 1}
    header = msgspec.msgpack.encode(told)
    data = bundle.MAGIC + b"\1\0\0\0" + len(header).to_bytes(4, "little") + header
    assert refusal(data + b"s" * 64 + b"x") == "bundle-header-damaged"


def test_a_bundle_signed_again_by_another_is_refused() -> None:
    told = manifest(sender=b"o" * 32)
    packed = bundle.pack({})
    length = msgspec.msgpack.encode(msgspec.structs.replace(told, sections=[]))
    sealed = turned(len(length).to_bytes(4, "little") + length + packed.data)
    header = msgspec.msgpack.encode(Header(b"i" * 16, KEY, [], len(sealed)))
    head = bundle.MAGIC + b"\1\0\0\0" + len(header).to_bytes(4, "little") + header
    signature = sign(bundle.SIGNED_AS, head, hashlib.sha512(sealed).digest())
    assert refusal(head + signature + sealed) == "bundle-signed-again"


def forged(plain: bytes) -> bytes:
    return built(seal=lambda _: plain and turned(plain))


@pytest.mark.parametrize(
    "plain",
    [b"\1", b"\xff\xff\xff\xff", b"\4\0\0\0abc", b"\4\0\0\0\xc1\xc1\xc1\xc1", b"\1\0\0\0\x90"],
)
def test_a_signed_but_senseless_content_is_refused(plain: bytes) -> None:
    assert refusal(forged(plain)) == "bundle-manifest-damaged"


RAW = b"a" * 300
STORED = zstandard.ZstdCompressor(level=10, write_checksum=True).compress(RAW)


def section(name: str = "changes", **other: Any) -> Section:
    told: dict[str, Any] = {
        "stored": len(STORED),
        "raw": len(RAW),
        "blake2b": bundle._blake2b(RAW),
    }
    return Section(name, **{**told, **other})


def with_sections(*sections: Section, data: bytes = STORED) -> bytes:
    return built(packed=Packed(sections, data))


def test_the_section_the_refusals_vary_is_itself_sound() -> None:
    assert opened(with_sections(section())).sections == {"changes": RAW}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_sections(section(stored=1)), "bundle-manifest-damaged"),
        (with_sections(section(stored=len(STORED) + 1)), "bundle-manifest-damaged"),
        (with_sections(section(raw=MAX_RAW)), "bundle-manifest-damaged"),
        (with_sections(section(), section(), data=STORED * 2), "bundle-manifest-damaged"),
        (with_sections(section(raw=301)), "bundle-section-damaged"),
        (with_sections(section(raw=299)), "bundle-section-damaged"),
        (with_sections(section(blake2b=b"0" * 32)), "bundle-section-damaged"),
        (with_sections(section(coding="plain")), "bundle-section-damaged"),
        (with_sections(section(coding="lzma")), "bundle-manifest-damaged"),
        (with_sections(section(), data=STORED[:-1] + b"x"), "bundle-section-damaged"),
        (built(manifest(segments=[(*ABIDJAN, 2, 1)])), "bundle-manifest-damaged"),
        (built(manifest(segments=[(*ABIDJAN, 0, 1)])), "bundle-manifest-damaged"),
        (built(manifest(segments=[(*ABIDJAN, 1, 1), (*ABIDJAN, 2, 2)])), "bundle-manifest-damaged"),
    ],
)
def test_a_manifest_that_contradicts_itself_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_frame_without_checksum_or_with_another_size_is_refused() -> None:
    bare = zstandard.ZstdCompressor(level=10, write_checksum=False).compress(RAW)
    assert refusal(with_sections(section(stored=len(bare)), data=bare)) == "bundle-section-damaged"
    open_ended = zstandard.ZstdCompressor(write_checksum=True, write_content_size=False)
    data = open_ended.compress(RAW)
    assert refusal(with_sections(section(stored=len(data)), data=data)) == "bundle-section-damaged"
    twice = STORED + STORED
    assert (
        refusal(with_sections(section(stored=len(twice)), data=twice)) == "bundle-section-damaged"
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zstandard.ZstdCompressor(level=10, write_checksum=True).compress(b"\0" * (64 << 20))
    told = section(stored=len(bomb), raw=64 << 20)
    assert len(bomb) < 10_000
    assert refusal(with_sections(told, data=bomb)) == "bundle-manifest-damaged"
    smaller = section(stored=len(bomb), raw=len(bomb))
    assert refusal(with_sections(smaller, data=bomb)) == "bundle-section-damaged"


def test_what_readers_would_take_for_a_bomb_is_stored_plain() -> None:
    raw = b"\0" * 1_000_000
    packed = bundle.pack({"changes": raw})
    assert packed.sections[0].coding == "plain"
    assert opened(built(packed=packed)).sections == {"changes": raw}


def test_the_shortest_way_of_writing_is_kept() -> None:
    short, long = {"changes": os.urandom(100)}, {"changes": os.urandom(300)}
    assert bundle.smallest([long, short]) == bundle.pack(short)


@pytest.mark.parametrize("segments", [[(*ABIDJAN, 1, 3)], [(*ABIDJAN, 1, 1)], []])
def test_a_bundle_holds_exactly_the_numbers_it_promises(segments: list[Any]) -> None:
    doubled = bundle.pack(codec.encode([*CHANGES, CHANGES[0]], numbered=False))
    for refused in (opened(built(manifest(segments=segments))), opened(built(packed=doubled))):
        for look in (bundle.changes_in, bundle.check_changes):
            with pytest.raises(Problem) as caught:
                look(refused)
            assert caught.value.code == "bundle-manifest-damaged"
    bundle.check_changes(opened(built()))


def test_what_does_not_fit_into_a_header_is_not_written() -> None:
    with pytest.raises(Problem) as caught:
        built(recipients=[b"r" * 8] * 600)
    assert caught.value.code == "bundle-too-large"


def test_only_the_problem_of_whoever_unseals_passes_through() -> None:
    def refuse(data: bytes) -> bytes:
        raise Problem("sealed-for-others", "")

    file = io.BytesIO(built())
    with pytest.raises(Problem) as caught:
        bundle.read_content(file, bundle.read_clear(file), refuse)
    assert caught.value.code == "sealed-for-others"
