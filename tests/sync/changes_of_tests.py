"""Ways to make changes for the tests of this room."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ssc_desktop.sync.change import Change, Mark, Source, Value

ABIDJAN = Source("a" * 16, 0)
BAMAKO = Source("b" * 16, 0)
DAKAR = Source("c" * 16, 1)
HQ = Source("d" * 16, 0)
SOURCES = (ABIDJAN, BAMAKO, DAKAR, HQ)
ROW = "00" * 15 + "01"


def created(source: Source, seq: int, hlc: int, /, **fields: Value) -> Change:
    """The creation of the row everybody edits."""
    return Change(source, seq, hlc, 1, "", "activity", ROW, "I", fields)


def edited(
    source: Source, seq: int, hlc: int, parents: dict[str, list[Mark]], /, **fields: Value
) -> Change:
    """An edit of that row."""
    return Change(source, seq, hlc, 1, "", "activity", ROW, "U", fields, parents)


names = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
record_keys = st.binary(min_size=16, max_size=16).map(bytes.hex)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
key_texts = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), max_size=12)
values: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(-1e300, 1e300),
    texts,
    record_keys,
)
sources = st.builds(Source, st.binary(min_size=8, max_size=8).map(bytes.hex), st.integers(0, 5))
numbers = st.integers(1, 2**62)
marks = st.builds(Mark, sources, numbers)
row_keys = st.lists(st.one_of(record_keys, key_texts), min_size=1, max_size=4).map("/".join)
any_change = st.builds(
    Change,
    source=st.sampled_from(SOURCES),
    seq=numbers,
    hlc=st.integers(0, 2**62),
    tx=st.integers(0, 2**40),
    author=st.one_of(key_texts, record_keys),
    table=st.sampled_from(["activity", "participant", "attendance"]),
    key=row_keys,
    kind=st.sampled_from("IU"),
    fields=st.dictionaries(names, values, max_size=4),
    parents=st.dictionaries(names, st.lists(marks, max_size=3), max_size=3),
)
