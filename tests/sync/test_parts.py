from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import parts

BUNDLE = bytes(range(16))
DATA = hashlib.shake_256(b"a bundle").digest(5 * parts.SMALLEST - 1000)
FILES = list(parts.split(DATA, BUNDLE, parts.SMALLEST))


def read(data: bytes) -> parts.Part:
    return parts.read_part(BytesIO(data))


def joined(files: list[bytes], folder: Path) -> bytes:
    paths: dict[int, Path] = {}
    for data in files:
        part = read(data)
        paths[part.number] = folder / str(part.number)
        paths[part.number].write_bytes(data)
    target = BytesIO()
    parts.join(paths, read(files[0]), target)
    return target.getvalue()


def test_parts_keep_to_their_size_and_tell_which_they_are() -> None:
    assert len(FILES) == 5
    assert all(len(each) <= parts.SMALLEST for each in FILES)
    read_back = [read(each) for each in FILES]
    assert [part.number for part in read_back] == [1, 2, 3, 4, 5]
    assert {part.whole for part in read_back} == {
        (BUNDLE, hashlib.sha256(DATA).hexdigest(), 5, len(DATA))
    }


def test_a_small_bundle_is_one_part_and_a_tiny_size_is_raised() -> None:
    (only,) = parts.split(b"small", BUNDLE, 10_000_000)
    assert (read(only).number, read(only).of) == (1, 1)
    assert len(list(parts.split(DATA, BUNDLE, 1))) == 5


@given(st.permutations(FILES))
def test_parts_join_in_any_order(files: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        assert joined(files, Path(folder)) == DATA


@given(st.integers(0, len(FILES[2]) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_found_and_the_part_is_named(place: int, change: int) -> None:
    damaged = bytearray(FILES[2])
    damaged[place] ^= change
    with pytest.raises(Problem) as caught:
        read(bytes(damaged))
    assert caught.value.code in ("part-damaged", "part-newer")
    if place > 200:
        assert caught.value.details == {"number": 3, "count": 5}


@given(st.integers(0, len(FILES[4]) - 1))
def test_a_part_cut_short_or_with_something_added_is_refused(length: int) -> None:
    for data in (FILES[4][:length], FILES[4] + bytes(length + 1)):
        with pytest.raises(Problem) as caught:
            read(data)
        assert caught.value.code == "part-damaged"


def test_parts_of_another_bundle_do_not_make_this_one(tmp_path: Path) -> None:
    other = list(parts.split(DATA[:-1] + b"x", BUNDLE, parts.SMALLEST))
    with pytest.raises(Problem) as caught:
        joined([*FILES[:4], other[4]], tmp_path)
    assert caught.value.code == "parts-do-not-fit"


def test_too_many_parts_are_refused_before_one_is_written() -> None:
    with pytest.raises(Problem) as caught:
        next(parts.split(bytes(parts.SMALLEST * (parts.MOST + 1)), BUNDLE, parts.SMALLEST))
    assert caught.value.code == "parts-too-many"


def test_a_bundle_is_not_taken_for_a_part(tmp_path: Path) -> None:
    part, other = tmp_path / "part", tmp_path / "other"
    part.write_bytes(FILES[0])
    other.write_bytes(b"SSCBNDL1")
    assert parts.is_part(part)
    assert not parts.is_part(other)
