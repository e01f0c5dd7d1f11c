"""Ed25519 signatures over what a file is, its clear header and the hash of its content."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_LENGTH = 64
_PREFIX = b"SSCv1"


def pae(kind: str, *parts: bytes) -> bytes:
    """Kind and parts in one unmistakable byte string: every length stands before its bytes."""
    pieces = [_PREFIX, b"%d" % (1 + len(parts))]
    for part in (kind.encode(), *parts):
        pieces += [b"%d" % len(part), part]
    return b" ".join(pieces)


def digest(content: bytes) -> bytes:
    """The hash of a content, as it goes under a signature."""
    return hashlib.sha512(content).digest()


def sign(secret: bytes, kind: str, header: bytes, content_digest: bytes) -> bytes:
    """Sign a header and a content's digest as a file of ``kind``, with a 32-byte signing secret."""
    key = Ed25519PrivateKey.from_private_bytes(secret)
    return key.sign(pae(kind, header, content_digest))


def verify(
    public: bytes, signature: bytes, kind: str, header: bytes, content_digest: bytes
) -> bool:
    """Whether the holder of ``public`` signed exactly this header and digest as this kind."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, pae(kind, header, content_digest))
    except (InvalidSignature, ValueError):
        return False
    return True
