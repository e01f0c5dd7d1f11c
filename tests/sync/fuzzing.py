"""What must never do more than refuse: header, manifest and columns, fed with anything.

With atheris: ``python -m tests.sync.fuzzing header 3600`` looks for an hour; the tests of this room
run the same three over short mutations.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import zstandard

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import bundle, codec
from ssc_desktop.sync.bundle import Packed
from ssc_desktop.sync.manifest import Header, Manifest, Section
from tests.sync.changes_of_tests import ABIDJAN, BAMAKO, created, edited

KEY = b"k" * 32
LONGEST = 1.0


def manifest(**other: object) -> Manifest:
    """The manifest of the small bundle that is altered."""
    told: dict[str, object] = {
        "sender": KEY,
        "incarnation": 1,
        "number": 3,
        "hlc": 80,
        "wall": 1_629_000_000_000,
        "schema": 1,
        "app": "1.0",
        "office": "ABJ",
        "level": "identified",
        "vector": [(*ABIDJAN, 2), (*BAMAKO, 1)],
        "segments": [(*ABIDJAN, 1, 2), (*BAMAKO, 1, 1)],
        "withheld": [],
        "digest": b"d" * 32,
    }
    return Manifest(**{**told, **other})  # type: ignore[arg-type]


CHANGES = [
    created(ABIDJAN, 1, 70, title="Atelier", programme_id="0a" * 16, planned=40),
    edited(ABIDJAN, 2, 80, {"title": [created(ABIDJAN, 1, 1).mark]}, title="Autre"),
    created(BAMAKO, 1, 75, title=None),
]


def built(told: Manifest | None = None, packed: Packed | None = None) -> bytes:
    """A whole bundle, sealed and signed by nobody in particular."""
    return bundle.build(
        told or manifest(),
        packed or bundle.pack(codec.encode(CHANGES, numbered=True)),
        bundle=b"i" * 16,
        recipients=[b"r" * 8],
        sign=lambda *_: b"s" * 64,
        seal=lambda data: data,
    )


def columns() -> bytes:
    """Section ``changes`` of the small bundle, not compressed."""
    return codec.encode(CHANGES, numbered=False)["changes"]


def sealed() -> bytes:
    """Its sealed content, as it lies before sealing: manifest and sections."""
    data = built()
    return data[bundle.read_clear(io.BytesIO(data)).start :]


def read_header(data: bytes) -> None:
    """Whatever is handed over as a file."""
    file = io.BytesIO(data)

    def read() -> None:
        clear = bundle.read_clear(file)
        bundle.check_signature(file, clear, _anybody)
        bundle.changes_in(bundle.read_content(file, clear, lambda plain: plain))

    _only_refuse(read)


def read_manifest(data: bytes) -> None:
    """A file of a known laptop whose content is anything."""
    header = msgspec.msgpack.encode(Header(b"i" * 16, KEY, [], max(1, len(data))))
    head = bundle.MAGIC + b"\1\0\0\0" + len(header).to_bytes(4, "little") + header
    file = io.BytesIO(head + b"s" * 64 + data)

    def read() -> None:
        clear = bundle.read_clear(file)
        content = bundle.read_content(file, clear, lambda plain: plain)
        bundle.changes_in(content)
        bundle.changes_again(content)

    _only_refuse(read)


def read_columns(data: bytes) -> None:
    """A sound manifest over columns that are anything."""
    stored = zstandard.ZstdCompressor(write_checksum=True, write_content_size=True).compress(data)
    section = Section("changes", len(stored), len(data), bundle._blake2b(data))
    if len(data) > bundle.MAX_SWELL * len(stored):
        section = Section("changes", len(data), len(data), bundle._blake2b(data), "plain")
        stored = data
    whole = built(packed=Packed((section,), stored))
    file = io.BytesIO(whole)

    def read() -> None:
        bundle.changes_in(bundle.read_content(file, bundle.read_clear(file), lambda plain: plain))

    _only_refuse(read)


def _anybody(*_: object) -> bool:
    return True


def _only_refuse(read: Callable[[], object]) -> None:
    begun = time.perf_counter()
    with contextlib.suppress(Problem):
        read()
    took = time.perf_counter() - begun
    assert took < LONGEST, f"took {took:.2f} s"


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], bytes]]] = {
    "header": (read_header, built),
    "manifest": (read_manifest, sealed),
    "columns": (read_columns, columns),
}


def main() -> None:
    """Look with atheris for input that does more than refuse, for so many seconds."""
    import atheris  # type: ignore[import-not-found]

    name, seconds = sys.argv[1:3]
    target, seed = TARGETS[name]
    corpus = Path("build/fuzzing") / name
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "sound").write_bytes(seed())
    options = ["-rss_limit_mb=512", "-timeout=2", f"-max_total_time={seconds}"]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_len={4 * len(seed())}", *options, str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
