from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.signatures import SIGNATURE_LENGTH, digest, pae, verify

PARTS = st.lists(st.binary(max_size=8), max_size=4)
KIND = "application/vnd.ssc.bundle.v1"


@given(PARTS, PARTS)
def test_different_parts_never_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assume(one != other)
    assert pae("kind", *one) != pae("kind", *other)


def test_lengths_are_signed_with_the_parts() -> None:
    assert pae("a b", b"", b"\x00") == b"SSCv1 3 3 a b 0  1 \x00"


def test_only_what_was_signed_verifies() -> None:
    laptop, stranger = Identity.new(), Identity.new()
    public, content = laptop.public.signing_key, digest(b"content")
    signature = laptop.sign(KIND, b"header", content)
    assert len(signature) == SIGNATURE_LENGTH
    assert verify(public, signature, KIND, b"header", content)
    assert not verify(public, signature, "application/other", b"header", content)
    assert not verify(public, signature, KIND, b"headers", content)
    assert not verify(public, signature, KIND, b"header", digest(b"contents"))
    assert not verify(stranger.public.signing_key, signature, KIND, b"header", content)


def test_every_flipped_bit_of_a_signature_is_refused() -> None:
    laptop, content = Identity.new(), digest(b"content")
    signature = laptop.sign(KIND, b"header", content)
    for bit in range(len(signature) * 8):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify(laptop.public.signing_key, bytes(changed), KIND, b"header", content)


@given(st.binary(max_size=80), st.binary(max_size=40))
def test_no_bytes_whatever_break_the_check(signature: bytes, public: bytes) -> None:
    assert not verify(public, signature, KIND, b"header", digest(b""))
