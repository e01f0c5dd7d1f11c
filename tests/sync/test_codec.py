from __future__ import annotations

import gc
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync import bundle, codec
from ssc_desktop.sync.change import Change, Mark, from_log, many_changes, sources_in, to_log
from tests.sync.changes_of_tests import ABIDJAN, BAMAKO, any_change, created


def sorted_changes(changes: list[Change]) -> list[str]:
    return sorted(repr(change) for change in changes)


@pytest.mark.parametrize("numbered", [True, False])
@settings(max_examples=40)
@given(changes=st.lists(any_change, min_size=1, max_size=30))
def test_every_change_comes_back_as_it_was(changes: list[Change], numbered: bool) -> None:
    sections = codec.encode(changes, numbered=numbered)
    assert sorted_changes(list(codec.decode(sections))) == sorted_changes(changes)


@pytest.mark.parametrize("numbered", [True, False])
def test_values_that_are_equal_come_back_as_they_were(numbered: bool) -> None:
    values = [1, True, 1.0, 0.0, -0.0, False, 0, 1, None, "1"] * 2
    changes = [
        Change(ABIDJAN, n, n, 1, "", "activity", f"{n:032x}", "I", {"x": value})
        for n, value in enumerate(values, 1)
    ]
    decoded = codec.decode(codec.encode(changes, numbered=numbered))
    assert [repr(each.fields["x"]) for each in decoded] == [repr(value) for value in values]


@pytest.mark.parametrize("numbered", [True, False])
@settings(max_examples=40)
@given(changes=st.lists(any_change, min_size=1, max_size=30))
def test_the_numbers_alone_are_those_of_the_changes(changes: list[Change], numbered: bool) -> None:
    sections = codec.encode(changes, numbered=numbered)
    alone = [(source, n) for source, some in codec.numbers_in(sections) for n in some]
    assert alone == [tuple(change.mark) for change in codec.decode(sections)]


@settings(max_examples=40)
@given(changes=st.lists(any_change, max_size=10))
def test_a_change_survives_the_change_log_and_back(changes: list[Change]) -> None:
    numbers = {source: n for n, source in enumerate(sorted(sources_in(changes)))}
    names = {number: tuple(source) for source, number in numbers.items()}
    assert list(from_log(to_log(changes, numbers), names)) == changes


def test_what_many_changes_say_is_kept_once_whatever_others_said_before() -> None:
    people = [created(ABIDJAN, seq, seq, title=f"Atelier {seq}") for seq in range(1, 5_000)]
    marks = [created(ABIDJAN, 5_000 + n, 5_000 + n, title="present") for n in range(100)]
    lines = list(to_log([*people, *marks], {ABIDJAN: 1}))
    assert len({id(line[8]) for line in lines[-100:]}) == 1
    told = list(from_log(lines, {1: ABIDJAN}))
    assert told == [*people, *marks]
    assert len({id(change.fields) for change in told[-100:]}) == 1


def test_names_travel_and_keys_are_sixteen_bytes() -> None:
    key = "0192" * 8
    change = Change(ABIDJAN, 1, 5, 1, key, "activity", key, "I", {"title": "Atelier"})
    data = codec.encode([change], numbered=False)["changes"]
    assert b"activity" in data
    assert b"title" in data
    assert bytes.fromhex(key) in data
    assert key.encode() not in data


def test_a_table_of_keys_pays_when_keys_repeat() -> None:
    people = [f"{n:032x}" for n in range(40)]
    changes = [
        Change(ABIDJAN, n, n, 1, "", "attendance", f"{'ab' * 16}/{people[n % 40]}/s", "I", {})
        for n in range(1, 2000)
    ]
    plain = codec.encode(changes, numbered=False)
    numbered = codec.encode(changes, numbered=True)
    assert len(numbered["ids"]) == 16 * 40
    assert sum(map(len, numbered.values())) < len(plain["changes"]) / 2


@pytest.mark.parametrize(("rows", "people"), [(40, 40), (40, 10), (400, 400), (400, 30), (400, 3)])
def test_the_shorter_way_to_write_keys_is_among_those_tried(rows: int, people: int) -> None:
    chance = Random(rows + people)
    keys = [f"0192{chance.getrandbits(112):028x}" for _ in range(people)]
    changes = [
        Change(ABIDJAN, n, n, 1, "", "attendance", f"{'ab' * 16}/{chance.choice(keys)}/s", "I", {})
        for n in range(1, rows)
    ]
    both = [codec.encode(changes, numbered=way) for way in (True, False)]
    assert bundle.smallest(codec.Grouped(changes).ways()) == bundle.smallest(both)


anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(),
        st.text(max_size=5),
        st.binary(max_size=20),
        st.sampled_from(["a" * 16, "activity", "I", "U"]),
    ),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=40,
)


def refused_or_read(sections: dict[str, bytes]) -> None:
    try:
        list(codec.decode(sections))
    except Problem as problem:
        assert problem.code == "bundle-damaged"  # noqa: PT017


@settings(max_examples=150)
@given(content=anything, ids=st.binary(max_size=40))
def test_any_msgpack_is_read_or_refused_with_a_problem(content: Any, ids: bytes) -> None:
    refused_or_read({"changes": msgspec.msgpack.encode(content), "ids": ids})


@settings(max_examples=150)
@given(
    changes=st.lists(any_change, min_size=1, max_size=4),
    numbered=st.booleans(),
    at=st.integers(0, 10_000),
    byte=st.integers(0, 255),
    cut=st.booleans(),
)
def test_damaged_columns_are_read_or_refused_with_a_problem(
    changes: list[Change], numbered: bool, at: int, byte: int, cut: bool
) -> None:
    sections = codec.encode(changes, numbered=numbered)
    name = sorted(sections)[at % len(sections)]
    data = bytearray(sections[name])
    if cut:
        del data[at % len(data) :]
    else:
        data[at % len(data)] = byte
    refused_or_read({**sections, name: bytes(data)})


GROUP: list[Any] = [
    0,
    "activity",
    "U",
    [1, 1],
    [5, 0],
    [1, 0],
    [0, "x"],
    [[2, b"k" * 32]],
    ["title"],
    [[0, "t"]],
    [],
]


def content(place: int | None = None, value: Any = None) -> dict[str, bytes]:
    group = list(GROUP)
    if place is not None:
        group[place] = value
    return {"changes": msgspec.msgpack.encode([[["a" * 16, 0]], [group]]), "ids": b"i" * 16}


def test_the_example_of_the_refusals_is_itself_sound() -> None:
    assert [change.seq for change in codec.decode(content())] == [1, 2]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 1),
        (0, -1),
        (1, "activity; DROP TABLE"),
        (2, "D"),
        (3, [0, 1]),
        (3, [1]),
        (3, []),
        (3, [2**62, 2**62]),
        (4, [-5, 1]),
        (4, [1]),
        (6, [0, 7]),
        (6, [1, ["x"]]),
        (6, [9, "x"]),
        (6, [0, "x\0"]),
        (7, []),
        (7, [[2, b"k" * 31]]),
        (7, [[2, b"k" * 16]]),
        (7, [[3, [0, 7]]]),
        (7, [[3, [0, None]]]),
        (7, [[1, ["k", "k\0"]]]),
        (8, ["title", "title"]),
        (8, ["Title"]),
        (8, []),
        (9, []),
        (9, [[0, b"short"]]),
        (9, [[0, float("nan")]]),
        (9, [[0, float("inf")]]),
        (9, [[0, 2**63]]),
        (9, [[1, ["one"]]]),
        (10, [["title", [0, 3, [1, 1]]]]),
        (10, [["title", [0, 0, [1]]]]),
        (10, [["title", [1, [[0, 1, 0], []]]]]),
        (10, [["title", [1, [[0, 1]]]]]),
        (10, [["title", [1, [[], []]]], ["title", [1, [[], []]]]]),
    ],
)
def test_what_may_not_be_in_a_group_is_refused(place: int, value: Any) -> None:
    with pytest.raises(Problem) as caught:
        list(codec.decode(content(place, value)))
    assert caught.value.code == "bundle-damaged"


def test_missing_columns_and_a_table_of_broken_keys_are_refused() -> None:
    with pytest.raises(Problem):
        list(codec.decode({}))
    with pytest.raises(Problem):
        list(codec.decode({**content(), "ids": b"i" * 15}))


def test_a_few_bytes_cannot_ask_for_a_mountain(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = 70_000
    group = list(GROUP)
    group[3], group[4], group[5] = [1] * rows, [0] * rows, [0] * rows
    group[7] = [[0, "k"]]
    group[9] = [[0, "t" * 1000]]
    data = msgspec.msgpack.encode([[["a" * 16, 0]], [group]])
    with pytest.raises(Problem):
        list(codec.decode({"changes": data}))
    monkeypatch.setattr(codec, "MAX_CHANGES", 1)
    with pytest.raises(Problem):
        list(codec.decode(content()))


def test_parents_of_several_sources_are_kept() -> None:
    parents = {"title": [Mark(ABIDJAN, 3), Mark(BAMAKO, 9)], "place": [Mark(BAMAKO, 2)]}
    change = Change(ABIDJAN, 4, 5, 1, "", "activity", "k", "U", {"title": None}, parents)
    assert list(codec.decode(codec.encode([change], numbered=False))) == [change]


def test_the_garbage_collector_runs_again_after_many_changes_whatever_happened() -> None:
    with many_changes():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(Problem), many_changes():
        list(codec.decode({}))
    assert gc.isenabled()
