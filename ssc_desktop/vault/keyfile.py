"""keys.json: the database key, wrapped once for every account and once for headquarters' recovery."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault import sealed
from ssc_desktop.vault.durable import write_whole
from ssc_desktop.vault.envelope import (
    LARGEST,
    Envelope,
    Malformed,
    canonical,
    octets,
    packed,
    section,
    text,
)
from ssc_desktop.vault.passphrase import Stretching, refuse_weak

NAME = "keys.json"
DATABASE = "data.db"
EDITIONS = ("office", "headquarters")
KEY_LENGTH = 32
MOST_ACCOUNTS = 24
_NONCE_LENGTH = 12
_RECOVERY_PREFIX = b"ssc-desktop-recovery\x00"

_FOREIGN = (
    "not-a-workspace",
    N_("This folder is not a workspace of this program. Nothing was touched. Choose another."),
)
_NEWER = (
    "newer-workspace",
    N_(
        "This workspace was made by a newer version of the program. Nothing was touched."
        " Install the newer version to open it."
    ),
)
_DAMAGED = (
    "damaged-keys",
    N_(
        "The file keys.json of this workspace is damaged. The data was not touched."
        " Put keys.json back from a backup of this workspace."
    ),
)
KEYS = Envelope("ssc-desktop-keys", 1, _FOREIGN, _NEWER, _DAMAGED)


@dataclass(frozen=True, slots=True)
class AccountSlot:
    """The database key wrapped under one account's passphrase; whose it is, only the database says."""

    id: str
    stretching: Stretching
    nonce: bytes
    wrapped: bytes

    @classmethod
    def read(cls, record: Mapping[str, object]) -> AccountSlot:
        """The slot in a record of keys.json."""
        if record.get("cipher") != "aes-256-gcm":
            raise Malformed("cipher")
        return cls(
            id=text(record, "id", 32),
            stretching=Stretching.read(section(record, "kdf")),
            nonce=octets(record, "nonce", _NONCE_LENGTH, _NONCE_LENGTH),
            wrapped=octets(record, "wrapped", KEY_LENGTH + 16, KEY_LENGTH + 16),
        )

    def write(self) -> dict[str, object]:
        """The slot as it stands in keys.json."""
        return {
            "id": self.id,
            "kind": "account",
            "kdf": self.stretching.write(),
            "cipher": "aes-256-gcm",
            "nonce": packed(self.nonce),
            "wrapped": packed(self.wrapped),
        }


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The database key sealed to headquarters' recovery key; empty until a headquarters is joined."""

    recipient: str | None = None
    sealed: bytes | None = None

    @classmethod
    def read(cls, record: Mapping[str, object]) -> RecoverySlot:
        """The slot in a record of keys.json."""
        if record.get("recipient") is None:
            return cls()
        return cls(text(record, "recipient"), octets(record, "sealed", 1, 4096))

    def write(self) -> dict[str, object]:
        """The slot as it stands in keys.json."""
        shown = None if self.sealed is None else packed(self.sealed)
        return {"id": "recovery", "kind": "recovery", "recipient": self.recipient, "sealed": shown}


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The raw database key, and the slot that gave it."""

    key: bytes = field(repr=False)
    slot: str


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of keys.json; every change makes a new one, written whole by ``save``."""

    workspace: UUID
    edition: str
    accounts: tuple[AccountSlot, ...] = ()
    recovery: RecoverySlot = RecoverySlot()

    @classmethod
    def load(cls, folder: Path) -> KeyFile:
        """The key file of a workspace folder, or a Problem; nothing is written."""
        try:
            with (folder / NAME).open("rb") as file:
                data = file.read(LARGEST + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            absent = _DAMAGED if (folder / DATABASE).is_file() else _FOREIGN
            raise Problem(*absent) from None
        return cls.parse(data, database_beside=(folder / DATABASE).is_file())

    @classmethod
    def parse(cls, data: bytes, *, database_beside: bool = False) -> KeyFile:
        """The key file in ``data``; a database beside it says that it was ours before it broke."""
        try:
            record = KEYS.read(data)
        except Problem as problem:
            if problem.code == _FOREIGN[0] and database_beside:
                raise Problem(*_DAMAGED) from None
            raise
        with KEYS.believing():
            return cls._from_record(record)

    @classmethod
    def _from_record(cls, record: dict[str, object]) -> KeyFile:
        if record.pop("check", None) != _check(record):
            raise Malformed("check")
        edition, slots = record.get("edition"), record.get("slots")
        if edition not in EDITIONS or not isinstance(slots, list):
            raise Malformed("edition")
        if len(slots) > MOST_ACCOUNTS + 1 or not all(isinstance(slot, dict) for slot in slots):
            raise Malformed("slots")
        kinds = [slot.get("kind") for slot in slots]
        if kinds.count("recovery") != 1 or set(kinds) - {"account", "recovery"}:
            raise Malformed("kind")
        return cls(
            workspace=UUID(text(record, "workspace", 36)),
            edition=str(edition),
            accounts=tuple(AccountSlot.read(s) for s in slots if s["kind"] == "account"),
            recovery=RecoverySlot.read(slots[kinds.index("recovery")]),
        )

    def to_bytes(self) -> bytes:
        """The text of keys.json, with a check that tells damage from a wrong passphrase."""
        slots = [slot.write() for slot in self.accounts]
        body: dict[str, object] = {
            "workspace": str(self.workspace),
            "edition": self.edition,
            "slots": [*slots, self.recovery.write()],
        }
        whole_record = {"format": KEYS.format, "version": KEYS.version, **body}
        return KEYS.write({**body, "check": _check(whole_record)})

    def save(self, folder: Path) -> None:
        """Write keys.json whole or not at all."""
        write_whole(folder / NAME, self.to_bytes())

    def unlock(self, passphrase: str) -> Unlocked:
        """Try the passphrase on one account after the other."""
        for slot in self.accounts:
            key = self._open(slot, passphrase)
            if key is not None:
                return Unlocked(key, slot.id)
        raise Problem(
            "wrong-passphrase",
            N_(
                "The passphrase opens no account of this workspace. Nothing was touched. Try again."
            ),
            field="passphrase",
        )

    def unlock_account(self, account: str, passphrase: str) -> Unlocked:
        """Try the passphrase on one account alone."""
        return self.keeping({account}).unlock(passphrase)

    def recover(self, secret: str) -> bytes:
        """The database key, opened with headquarters' recovery secret."""
        if self.recovery.sealed is None:
            raise Problem(
                "no-recovery",
                N_(
                    "This workspace never joined a headquarters, so no recovery key opens it."
                    " Nothing was touched. Open it with a passphrase."
                ),
            )
        if sealed.recipient_of(secret) != self.recovery.recipient:
            raise Problem(
                "wrong-recovery-key",
                N_("This recovery key does not open this workspace. Nothing was touched."),
            )
        opened = sealed.open_sealed(self.recovery.sealed, secret)
        prefix = _RECOVERY_PREFIX + self.workspace.bytes
        if not opened.startswith(prefix) or len(opened) != len(prefix) + KEY_LENGTH:
            raise Problem(*_DAMAGED)
        return opened[len(prefix) :]

    def with_account(self, key: bytes, passphrase: str, account: str | None = None) -> KeyFile:
        """A key file in which this passphrase opens the key, for a new account, a known one, or one
        whose slot was taken away."""
        refuse_weak(passphrase)
        others = tuple(slot for slot in self.accounts if slot.id != account)
        if any(self._open(slot, passphrase) is not None for slot in others):
            raise Problem(
                "passphrase-taken",
                N_("This passphrase cannot be used here. Nothing was changed. Choose another one."),
                field="passphrase",
            )
        if len(others) >= MOST_ACCOUNTS:
            raise Problem(
                "too-many-accounts",
                N_("A workspace has room for {most} accounts. Nothing was changed."),
                most=MOST_ACCOUNTS,
            )
        slot = self._wrap(key, passphrase, account or secrets.token_hex(8))
        if len(others) == len(self.accounts):
            return replace(self, accounts=(*self.accounts, slot))
        return replace(self, accounts=tuple(slot if s.id == account else s for s in self.accounts))

    def keeping(self, accounts: Container[str]) -> KeyFile:
        """A key file without the slots that belong to none of these accounts."""
        return replace(self, accounts=tuple(s for s in self.accounts if s.id in accounts))

    def with_recovery(self, key: bytes, recipient: str) -> KeyFile:
        """A key file whose recovery slot is sealed to ``recipient``."""
        body = sealed.seal(_RECOVERY_PREFIX + self.workspace.bytes + key, [recipient])
        return replace(self, recovery=RecoverySlot(recipient, body))

    def _wrap(self, key: bytes, passphrase: str, account: str) -> AccountSlot:
        stretching, nonce = Stretching(), os.urandom(_NONCE_LENGTH)
        cipher = AESGCM(stretching.key(passphrase))
        return AccountSlot(
            account, stretching, nonce, cipher.encrypt(nonce, key, self._bound(account))
        )

    def _open(self, slot: AccountSlot, passphrase: str) -> bytes | None:
        cipher = AESGCM(slot.stretching.key(passphrase))
        try:
            return cipher.decrypt(slot.nonce, slot.wrapped, self._bound(slot.id))
        except InvalidTag:
            return None

    def _bound(self, account: str) -> bytes:
        """What a slot is tied to: moved elsewhere, or its edition rewritten, it opens nothing."""
        return canonical(
            {
                "format": KEYS.format,
                "workspace": str(self.workspace),
                "edition": self.edition,
                "slot": account,
            }
        )


def _check(record: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(record)).hexdigest()
