from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.fuzzing import TARGETS, built, columns, manifest, sealed

edits = st.lists(
    st.tuples(
        st.sampled_from(["flip", "put", "cut", "double", "remove"]),
        st.integers(0, 2**16),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=6,
)


def mutated(seed: bytes, done: list[tuple[str, int, bytes]]) -> bytes:
    data = bytearray(seed)
    for what, place, other in done:
        at = place % (len(data) + 1)
        if what == "flip" and at < len(data):
            data[at] ^= other[0] or 1
        elif what == "put":
            data[at:at] = other
        elif what == "cut":
            del data[at:]
        elif what == "double":
            data[at:at] = data[at : at + 40]
        else:
            del data[at : at + len(other)]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_the_sound_one_is_read(name: str) -> None:
    read, seed = TARGETS[name]
    read(seed())
    assert built(manifest()) != b""
    assert len(sealed()) > len(columns()) > 100


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=400)
@given(done=edits)
def test_whatever_is_altered_is_refused_or_read_and_nothing_else(
    name: str, done: list[tuple[str, int, bytes]]
) -> None:
    read, seed = TARGETS[name]
    read(mutated(seed(), done))


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=200)
@given(data=st.binary(max_size=400))
def test_anything_at_all_is_refused_and_nothing_else(name: str, data: bytes) -> None:
    TARGETS[name][0](data)
