"""From a passphrase to a key: Argon2id, with parameters that a forged file cannot make absurd."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault.envelope import Malformed, octets, packed, whole

SHORTEST = 8
# RFC 9106's second recommendation: 64 MiB, three passes, four lanes.
MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4
_MOST_MEMORY_KIB = 256 * 1024
_MOST_PASSES = 10
_MOST_LANES = 16
_NAME = "argon2id"


@dataclass(frozen=True, slots=True)
class Stretching:
    """How one passphrase becomes a key."""

    salt: bytes = field(default_factory=lambda: os.urandom(16))
    memory_kib: int = field(default_factory=lambda: MEMORY_KIB)
    passes: int = field(default_factory=lambda: PASSES)
    lanes: int = field(default_factory=lambda: LANES)

    @classmethod
    def read(cls, record: Mapping[str, object]) -> Stretching:
        """The parameters in a slot, refused when they would take the machine hostage."""
        if record.get("name") != _NAME:
            raise Malformed("name")
        lanes = whole(record, "lanes", 1, _MOST_LANES)
        return cls(
            salt=octets(record, "salt", 16, 64),
            memory_kib=whole(record, "memory_kib", 8 * lanes, _MOST_MEMORY_KIB),
            passes=whole(record, "passes", 1, _MOST_PASSES),
            lanes=lanes,
        )

    def write(self) -> dict[str, object]:
        """The parameters as they stand in a slot."""
        return {
            "name": _NAME,
            "memory_kib": self.memory_kib,
            "passes": self.passes,
            "lanes": self.lanes,
            "salt": packed(self.salt),
        }

    def key(self, passphrase: str) -> bytes:
        """The 32-byte key of this passphrase, the same whichever keyboard composed its accents."""
        stretch = Argon2id(
            salt=self.salt,
            length=32,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        composed = unicodedata.normalize("NFC", passphrase)
        return stretch.derive(composed.encode(errors="surrogatepass"))


def refuse_weak(passphrase: str) -> None:
    """Raise a Problem when a new passphrase is shorter than the minimum."""
    if len(unicodedata.normalize("NFC", passphrase).strip()) < SHORTEST:
        raise Problem(
            "weak-passphrase",
            N_(
                "The passphrase is too short and was not taken."
                " Choose at least {shortest} characters; several words are best."
            ),
            field="passphrase",
            shortest=SHORTEST,
        )
