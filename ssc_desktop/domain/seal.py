"""The seal of an attestation: what its QR code says and signs. It never holds a name.

``SSCA1:serial:activity:attended/possible:day:name:laptop:signature``. The name stands there as
forty bits of a hash salted with the serial: enough to tell another name on the paper, too little
to find people by. All but the code of the activity is in the small alphabet of QR codes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

from ssc_desktop.domain.names import fold

KIND = "ssc attestation"
PREFIX = "SSCA1"
SERIAL_LENGTH = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SERIAL = re.compile(rf"[{_ALPHABET}]{{{SERIAL_LENGTH}}}")
# Letters that people write where the alphabet has a digit.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEAL = re.compile(
    rf"(?P<stated>{PREFIX}:(?P<serial>[{_ALPHABET}]{{8}}):(?P<activity>.+)"
    r":(?P<attended>\d{1,3})/(?P<possible>\d{1,3}):(?P<day>\d{8})"
    r":(?P<name>[A-Z2-7]{8}):(?P<device>[0-9A-F]{16}))"
    r":(?P<signature>[A-Z2-7]{103})"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What an attestation attests, as the laptop that issued it signs it."""

    serial: str
    activity: str
    attended: int
    possible: int
    issued_on: date
    name: str
    device: str

    @property
    def text(self) -> str:
        """The statement in one line, as it goes under the signature."""
        counted = f"{self.attended}/{self.possible}"
        day = self.issued_on.strftime("%Y%m%d")
        parts = (PREFIX, self.serial, self.activity, counted, day, self.name, self.device.upper())
        return ":".join(parts)

    def sealed(self, signature: bytes) -> str:
        """The statement with its signature: the text of the QR code."""
        return f"{self.text}:{_base32(signature)}"

    def is_of(self, name: str) -> bool:
        """Whether the attestation was issued to somebody of this name."""
        return self.name == name_digest(self.serial, name)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that was read: the statement, the very text that was signed, the signature."""

    statement: Statement
    stated: bytes
    signature: bytes


def name_digest(serial: str, name: str) -> str:
    """Eight letters that stand for a name on the attestation of this number, however its words
    are ordered, accented or written in capitals."""
    words = " ".join(sorted(fold(name).split()))
    return _base32(hashlib.sha256(f"{serial}\n{words}".encode()).digest()[:5])


def read_seal(text: str) -> Seal | None:
    """The seal a code carries, or None when the text is not one of ours."""
    found = _SEAL.fullmatch(text.strip())
    if not found:
        return None
    try:
        issued_on = datetime.strptime(found["day"], "%Y%m%d").date()
        signature = base64.b32decode(found["signature"] + "=")
    except (ValueError, binascii.Error):
        return None
    statement = Statement(
        found["serial"],
        found["activity"],
        int(found["attended"]),
        int(found["possible"]),
        issued_on,
        found["name"],
        found["device"].lower(),
    )
    return Seal(statement, found["stated"].encode(), signature)


def is_of_newer_version(text: str) -> bool:
    """Whether this is a seal that a later version of the program wrote."""
    found = re.match(r"SSCA(\d{1,4}):", text.strip())
    return found is not None and found[1] != PREFIX[-1]


def read_serial(text: str) -> str | None:
    """A serial number as a person types it, in groups or not, or None when it is none."""
    letters = re.sub(r"[\s\-\u2010-\u2014]", "", text).upper().translate(_MISREAD)
    return letters if _SERIAL.fullmatch(letters) else None


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")
