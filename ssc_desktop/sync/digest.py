"""State digests: short proofs that two replicas hold the same changes and draw the same from them.

The log of a source is digested in blocks of its numbers. A block that is full never changes, so
whoever digests again begins where the last full block ended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from ssc_desktop.sync.change import Source

BLOCK = 1024
"""How many numbers of a source one block counts."""
_BLOCK_SIZE = 16


def block_digest(told: str) -> bytes:
    """The digest of one block: a line for each change that is held of it, in order."""
    return hashlib.blake2b(told.encode(), digest_size=_BLOCK_SIZE).digest()


def full_blocks(last: int) -> int:
    """How many blocks of a source that counts up to ``last`` will never change any more."""
    return (last + 1) // BLOCK


def log_digest(logs: Mapping[Source, tuple[int, Sequence[bytes]]]) -> bytes:
    """The digest of what is held: for each source its last number and its blocks in order."""
    found = hashlib.blake2b(digest_size=32)
    for source, (last, blocks) in sorted(logs.items()):
        found.update(f"{source.device}/{source.incarnation}/{last}/{len(blocks)};".encode())
        found.update(b"".join(blocks))
    return found.digest()


def heads_digest(tables: Iterable[tuple[str, str]]) -> bytes:
    """The digest of the standing changes of every row, told as text table by table."""
    found = hashlib.blake2b(digest_size=32)
    for table, told in tables:
        found.update(f"{table}/{len(told)};".encode())
        found.update(told.encode())
    return found.digest()
