"""Who a laptop is: a key to sign with, a key to be written to, and short names for both."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ssc_desktop.vault import sealed, signatures

_GROUPS = 8
_FORMAT = "ssc-desktop-identity"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know of a laptop: its verifying key (32 bytes) and its age recipient."""

    signing_key: bytes
    recipient: str

    @property
    def device(self) -> str:
        """The device id: 16 hexadecimal digits from the hash of the verifying key."""
        return hashlib.sha256(self.signing_key).digest()[:8].hex()

    @property
    def fingerprint(self) -> str:
        """Eight groups of four digits that two people compare on paper or by telephone."""
        keys = signatures.pae("ssc fingerprint", self.signing_key, self.recipient.encode())
        number = int.from_bytes(hashlib.sha256(keys).digest()) % 10 ** (4 * _GROUPS)
        digits = f"{number:0{4 * _GROUPS}d}"
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class Identity:
    """The secrets of a laptop; they live inside the encrypted database only."""

    signing_secret: bytes = field(repr=False)
    age_secret: str = field(repr=False)
    public: PublicKeys
    earlier: tuple[str, ...] = field(default=(), repr=False)
    """Age secrets of before: what was sealed to them is opened all the same."""

    @classmethod
    def new(cls) -> Identity:
        """Fresh keys for a fresh workspace."""
        secret, _ = sealed.new_key()
        return cls.of(Ed25519PrivateKey.generate().private_bytes_raw(), secret)

    @classmethod
    def of(cls, signing_secret: bytes, age_secret: str, earlier: tuple[str, ...] = ()) -> Identity:
        """The identity that has these secrets."""
        key = Ed25519PrivateKey.from_private_bytes(signing_secret).public_key()
        public = PublicKeys(key.public_bytes_raw(), sealed.recipient_of(age_secret))
        return cls(signing_secret, age_secret, public, earlier)

    def with_new_age_key(self) -> Identity:
        """The same laptop with another key to be written to; the one before opens what it did."""
        secret, _ = sealed.new_key()
        return Identity.of(self.signing_secret, secret, (self.age_secret, *self.earlier))

    @classmethod
    def from_bytes(cls, data: bytes) -> Identity:
        """The identity that ``to_bytes`` wrote."""
        record = json.loads(data)
        if record["format"] != _FORMAT or record["version"] != 1:
            raise ValueError("not an identity of this version")
        earlier = tuple(record.get("earlier", ()))
        return cls.of(bytes.fromhex(record["signing_secret"]), record["age_secret"], earlier)

    def to_bytes(self) -> bytes:
        """The identity as bytes, for the encrypted database."""
        record = {
            "format": _FORMAT,
            "version": 1,
            "signing_secret": self.signing_secret.hex(),
            "age_secret": self.age_secret,
            **({"earlier": list(self.earlier)} if self.earlier else {}),
        }
        return json.dumps(record).encode()

    def sign(self, kind: str, header: bytes, content_digest: bytes) -> bytes:
        """Sign a header and a content's digest as a file of ``kind``."""
        return signatures.sign(self.signing_secret, kind, header, content_digest)

    def open_sealed(self, data: bytes) -> bytes:
        """Open what was sealed to this laptop, also to a key it had before."""
        return sealed.open_sealed(data, self.age_secret, *self.earlier)
