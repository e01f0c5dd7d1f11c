from __future__ import annotations

import re
from pathlib import Path

from ssc_desktop.sync import bundle, codec
from ssc_desktop.sync.change import Change, Mark, Source
from ssc_desktop.sync.manifest import Header, Manifest, Section

FORMAT = (Path(bundle.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
LAPTOP = Source("a1" * 8, 1)
KEY = "0192f3a4b5c67d8e9fa0b1c2d3e4f506"
CLOCK = 1_629_100_800_000 << 16
EXAMPLE = [
    Change(
        LAPTOP, 1, CLOCK, 1, "", "activity", KEY, "I",
        {"code": "CI-ABJ-2021-001", "title": "Atelier"},
    ),
    Change(
        LAPTOP, 2, CLOCK + (1000 << 16), 2, "", "activity", KEY, "U",
        {"title": "Atelier national"}, {"title": [Mark(LAPTOP, 1)]},
    ),
]  # fmt: skip


def test_the_example_in_the_format_page_is_what_the_program_writes_and_reads() -> None:
    written = re.search(r"```\n([0-9a-f\n]+)```", FORMAT)
    assert written
    data = bytes.fromhex(written[1].replace("\n", ""))
    assert f"these\n{len(data)} bytes" in FORMAT
    assert codec.encode(EXAMPLE, numbered=False) == {"changes": data}
    assert list(codec.decode({"changes": data})) == EXAMPLE


def test_the_format_page_names_every_key_that_is_written() -> None:
    for struct in (Header, Manifest, Section):
        for name in struct.__struct_fields__:
            assert f"`{name}`" in FORMAT or re.search(rf"[`{{ ]{name}[,}}`]", FORMAT), name
