"""Files that only named recipients can open (age); forged headers are refused before age sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Protocol

import pyrage

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

# Opening a file takes time with the square of its readers: with 64 it is not to be felt.
MOST_RECIPIENTS = 64
# The age library writes one meaningless stanza of its own into every header ("grease").
MOST_STANZAS = MOST_RECIPIENTS + 1
LARGEST_HEADER = 16 * 1024
_MAGIC = b"age-encryption.org/v1\n"


class Readable(Protocol):
    """What can be read a piece at a time."""

    def read(self, size: int = -1, /) -> bytes:
        """The next piece, empty at the end."""


def new_key() -> tuple[str, str]:
    """A fresh age identity: its secret and its public recipient."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(secret: str) -> str:
    """The public recipient of a secret typed or scanned by a person."""
    return str(_identity(secret).to_public())


def is_recipient(text: str) -> bool:
    """Whether ``text`` is an age public key."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt ``data`` so that each of the recipients can open it alone."""
    sealed: bytes = pyrage.encrypt(data, _readers(recipients))
    return sealed


def seal_stream(source: Readable, target: BinaryIO, recipients: Sequence[str]) -> None:
    """Encrypt what ``source`` still holds into ``target``, a piece at a time.

    What reading or writing raises is raised here as it was.
    """
    reader, writer = _GuardedSource(source), _GuardedTarget(target)
    try:
        pyrage.encrypt_io(reader, writer, _readers(recipients))
    except Exception:
        # The library turns what it met into words of its own.
        met = reader.trouble or writer.trouble
        if met is not None:
            raise met from None
        raise


class _GuardedSource:
    """A stream that remembers what went wrong when it was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.trouble: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except Exception as trouble:
            self.trouble = trouble
            raise


class _GuardedTarget:
    """A stream that remembers what went wrong when it was written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.trouble: Exception | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data)
        except Exception as trouble:
            self.trouble = trouble
            raise

    def flush(self) -> None:
        self._stream.flush()


def _readers(recipients: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    distinct = sorted(set(recipients))
    if not distinct:
        raise Problem(
            "no-recipient",
            N_("There is nobody to seal this file to, so it was not written. Join a headquarters."),
        )
    if len(distinct) > MOST_RECIPIENTS:
        raise Problem(
            "too-many-recipients",
            N_("A file can be sealed to at most {most} readers. It was not written."),
            most=MOST_RECIPIENTS,
        )
    return [pyrage.x25519.Recipient.from_str(recipient) for recipient in distinct]


def open_sealed(data: bytes, *secrets: str) -> bytes:
    """Decrypt ``data`` with that of the secrets that belongs to one of its recipients."""
    if not 1 <= count_stanzas(data) <= MOST_STANZAS:
        raise _damaged()
    try:
        opened: bytes = pyrage.decrypt(data, [_identity(each) for each in secrets])
    except pyrage.DecryptError as trouble:
        # The library tells the two apart only by its words.
        if "No matching keys" in str(trouble):
            raise Problem(
                "sealed-for-others",
                N_("This file is sealed for another reader and was left as it is."),
            ) from None
        raise _damaged() from None
    return opened


def count_stanzas(data: bytes) -> int:
    """How many stanzas an age header has; 0 when this is not an age header, never slow.

    The library takes time that grows with the square of this number, two minutes for four
    thousand, so the header is walked here and the walk ends at the first stanza too many.
    """
    header = bytes(data[:LARGEST_HEADER])
    if not header.startswith(_MAGIC):
        return 0
    end = header.find(b"\n--- ")
    walked = header[len(_MAGIC) :] if end < 0 else header[len(_MAGIC) : end + 1]
    found = 0
    for line in walked.split(b"\n"):
        found += line.startswith(b"-> ")
        if found > MOST_STANZAS:
            return found
    return found if end >= 0 else 0


def _identity(secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str("".join(secret.split()).upper())
    except pyrage.IdentityError:
        raise Problem(
            "bad-secret-key",
            N_("This is not a secret key of this program. Nothing was changed. Type it again."),
        ) from None


def _damaged() -> Problem:
    return Problem(
        "sealed-damaged",
        N_("This sealed file is damaged or was altered. It was left as it is. Ask for it again."),
    )
