"""A small real bundle, sealed and signed: each of its bytes changed, each of its lengths cut."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
import zstandard

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import bundle, codec
from ssc_desktop.sync.bundle import Packed
from ssc_desktop.sync.manifest import Header, Section
from ssc_desktop.vault import signatures
from ssc_desktop.vault.identity import Identity
from tests.sync.fuzzing import CHANGES, manifest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sender() -> Identity:
    return Identity.new()


@pytest.fixture(scope="module")
def reader() -> Identity:
    return Identity.new()


def built(sender: Identity, reader: Identity, packed: Packed | None = None) -> bytes:
    from ssc_desktop.vault import sealed

    return bundle.build(
        manifest(sender=sender.public.signing_key),
        packed or bundle.pack(codec.encode(CHANGES, numbered=False)),
        bundle=b"i" * 16,
        recipients=[hashlib.sha256(reader.public.recipient.encode()).digest()[:8]],
        sign=sender.sign,
        seal=lambda data: sealed.seal(data, [reader.public.recipient]),
    )


def read(data: bytes, reader: Identity) -> None:
    file = io.BytesIO(data)
    clear = bundle.read_clear(file)
    bundle.check_signature(file, clear, signatures.verify)
    bundle.changes_in(bundle.read_content(file, clear, reader.open_sealed))


def test_every_byte_changed_is_refused(sender: Identity, reader: Identity) -> None:
    data = built(sender, reader)
    read(data, reader)
    for place in range(len(data)):
        for bits in (0x01, 0x80, 0xFF):
            damaged = bytearray(data)
            damaged[place] ^= bits
            with pytest.raises(Problem):
                read(bytes(damaged), reader)


def test_every_truncation_is_refused(sender: Identity, reader: Identity) -> None:
    data = built(sender, reader)
    for length in range(len(data)):
        with pytest.raises(Problem):
            read(data[:length], reader)


def test_two_places_changed_at_once_are_refused(sender: Identity, reader: Identity) -> None:
    data = built(sender, reader)
    for place in range(0, len(data) - 1, 7):
        damaged = bytearray(data)
        damaged[place] ^= 0x40
        damaged[-1 - place] ^= 0x40
        with pytest.raises(Problem):
            read(bytes(damaged), reader)


def signed(sender: Identity, sealed: bytes) -> bytes:
    """A file whose signature is right and whose sealed content is anything."""
    header = msgspec.msgpack.encode(Header(b"i" * 16, sender.public.signing_key, [], len(sealed)))
    head = bundle.MAGIC + b"\1\0\0\0" + len(header).to_bytes(4, "little") + header
    return head + sender.sign(bundle.SIGNED_AS, head, hashlib.sha512(sealed).digest()) + sealed


@pytest.mark.parametrize("stanzas", [10, 4_000, 100_000])
def test_a_forged_header_of_many_stanzas_is_refused_at_once(
    sender: Identity, reader: Identity, stanzas: int
) -> None:
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    forged = b"age-encryption.org/v1\n" + stanza * stanzas + b"--- " + b"C" * 43 + b"\n" + b"x" * 64
    data = signed(sender, forged)
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        with pytest.raises(Problem) as caught:
            read(data, reader)
        took.append(time.perf_counter() - begun)
        assert caught.value.code == "sealed-damaged"
    assert min(took) < 0.05


_BOMB = """
import io, resource, sys
from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import bundle
data = open(sys.argv[1], "rb").read()
def read():
    file = io.BytesIO(data)
    clear = bundle.read_clear(file)
    bundle.changes_in(bundle.read_content(file, clear, lambda plain: plain))
try:
    bundle.read_clear(io.BytesIO(b"x"))
except Problem:
    pass
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read()
except Problem as problem:
    print(problem.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as Unix tells it")
@pytest.mark.parametrize("promised", ["what it is", "little"])
def test_a_bomb_is_refused_before_memory_grows(tmp_path: Path, promised: str) -> None:
    bomb = zstandard.ZstdCompressor(level=10, write_checksum=True).compress(b"\0" * (256 << 20))
    raw = 256 << 20 if promised == "what it is" else len(bomb)
    packed = Packed((Section("changes", len(bomb), raw, b"0" * 32),), bomb)
    data = bundle.build(
        manifest(),
        packed,
        bundle=b"i" * 16,
        recipients=[],
        sign=lambda *_: b"s" * 64,
        seal=lambda plain: plain,
    )
    assert len(data) < 50_000
    file = tmp_path / "bomb.sscb"
    file.write_bytes(data)
    said = subprocess.run(
        [sys.executable, "-c", _BOMB, str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    code, grown = said.stdout.split()
    assert code in ("bundle-manifest-damaged", "bundle-section-damaged")
    assert int(grown) < 8 * 1024
