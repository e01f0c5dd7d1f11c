"""A file that is read once: counted, fingerprinted and told of while it is sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import BinaryIO

Progress = Callable[[int, int], None]
_TOLD_EVERY = 2 * 1024 * 1024


class CountedSource:
    """What is read from a file, how much of it, and the fingerprint of all of it."""

    def __init__(self, source: BinaryIO, size: int, progress: Progress | None) -> None:
        self._source = source
        self._size = size
        self._progress = progress
        self._hash = hashlib.sha256()
        self._told = -_TOLD_EVERY
        self.count = 0
        self.is_broken = False

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._hash.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """The next piece; tells how far it is, so that whoever waits may give up."""
        if self._progress is not None and self.count - self._told >= _TOLD_EVERY:
            self._told = self.count
            self._progress(self.count, self._size)
        try:
            piece = self._source.read(size)
        except OSError:
            self.is_broken = True
            raise
        self._hash.update(piece)
        self.count += len(piece)
        return piece
