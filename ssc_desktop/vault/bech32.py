"""The text form of age's public keys (Bech32, BIP 173) and the 32 bytes it stands for."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age"
_CHECK = 6


def key_of(recipient: str) -> bytes:
    """The key that a recipient stands for; a ValueError when it is none."""
    prefix, _, letters = recipient.rpartition("1")
    if prefix != _PREFIX or not letters or any(each not in _LETTERS for each in letters):
        raise ValueError("recipient")
    values = [_LETTERS.index(each) for each in letters]
    if _sum([*_expanded(), *values]) != 1:
        raise ValueError("recipient")
    return _regrouped(values[:-_CHECK])


def recipient_of(key: bytes) -> str:
    """The recipient that stands for a key."""
    bits = "".join(f"{each:08b}" for each in key)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    total = _sum([*_expanded(), *values, *([0] * _CHECK)]) ^ 1
    check = [total >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return f"{_PREFIX}1" + "".join(_LETTERS[each] for each in [*values, *check])


def _regrouped(values: Iterable[int]) -> bytes:
    bits = "".join(f"{each:05b}" for each in values)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def _expanded() -> list[int]:
    codes = [ord(each) for each in _PREFIX]
    return [*(each >> 5 for each in codes), 0, *(each & 31 for each in codes)]


def _sum(values: Iterable[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            if top >> place & 1:
                total ^= generator
    return total
