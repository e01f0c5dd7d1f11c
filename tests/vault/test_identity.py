from __future__ import annotations

import hashlib
import re

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.vault import sealed
from ssc_desktop.vault.identity import Identity, PublicKeys


def test_an_identity_survives_being_written() -> None:
    identity = Identity.new()
    assert Identity.from_bytes(identity.to_bytes()) == identity


def test_the_device_id_is_the_start_of_the_hash_of_the_verifying_key() -> None:
    public = Identity.new().public
    assert public.device == hashlib.sha256(public.signing_key).hexdigest()[:16]


def test_a_fingerprint_is_eight_groups_of_four_digits() -> None:
    fingerprints = {Identity.new().public.fingerprint for _ in range(50)}
    assert len(fingerprints) == 50
    assert all(re.fullmatch(r"\d{4}( \d{4}){7}", each) for each in fingerprints)


def test_a_fingerprint_never_changes_for_the_same_keys() -> None:
    public = PublicKeys(bytes(range(32)), "age1demo")
    assert public.fingerprint == "4540 9940 4075 4274 1522 9507 6432 4720"


def test_a_fingerprint_changes_with_either_key() -> None:
    one, other = Identity.new().public, Identity.new().public
    mixed = PublicKeys(one.signing_key, other.recipient)
    assert len({one.fingerprint, other.fingerprint, mixed.fingerprint}) == 3


def test_secrets_are_not_shown_where_objects_are_printed() -> None:
    identity = Identity.new()
    assert identity.age_secret not in repr(identity)
    assert repr(identity.signing_secret) not in repr(identity)


def test_what_is_sealed_to_a_laptop_only_that_laptop_opens() -> None:
    laptop, stranger = Identity.new(), Identity.new()
    body = sealed.seal(b"return bundle", [laptop.public.recipient])
    assert laptop.open_sealed(body) == b"return bundle"
    with pytest.raises(Problem, match="sealed-for-others"):
        stranger.open_sealed(body)


def test_other_bytes_are_not_an_identity() -> None:
    with pytest.raises(ValueError, match="not an identity"):
        Identity.from_bytes(b'{"format": "else", "version": 1}')
