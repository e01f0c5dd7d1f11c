"""`logo`: a logo goes in with its warnings, is ordered, changed, removed and brought back."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pypdfium2 as pdfium
import pytest

from tests.cli.conftest import Cli
from tests.paper import demo_logos


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Logos of nobody, as files."""
    made = {
        "emblem.svg": demo_logos.emblem_svg(), "wide.svg": demo_logos.wide_svg(),
        "square.svg": demo_logos.square_svg(), "coarse.png": demo_logos.png((150, 100)),
        "text.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><text>DEMO</text></svg>',
    }  # fmt: skip
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in made}


def test_logos_are_imported_listed_moved_changed_and_removed(
    pair: Cli, files: dict[str, Path]
) -> None:
    def take_in(name: str, place: str, owner: str, *more: str) -> dict[str, object]:
        asked = ("logo", "import", files[name], "--place", place, "--owner", owner, *more)
        return dict(pair.at("abj", *asked))

    giz = take_in("square.svg", "agency", "GIZ")
    other = take_in("wide.svg", "agency", "Expertise France", "--height", "6,5")
    emblem = take_in("emblem.svg", "emblem", "European Union")
    assert (emblem["media_type"], emblem["height"], emblem["warnings"]) == (
        "image/svg+xml", "10.00", [],
    )  # fmt: skip
    assert other["height"] == "6.50"
    listed = pair.at("abj", "logo", "list")
    assert [each["owner"] for each in listed] == ["European Union", "GIZ", "Expertise France"]
    assert int(listed[0]["bytes"]) < len(demo_logos.emblem_svg())
    moved = pair.at("abj", "logo", "move", giz["id"], "--steps", "1")
    assert moved["position"] == 2
    changed = pair.at("abj", "logo", "change", giz["id"], "height=8", "owner=GIZ DEMO")
    assert (changed["owner"], changed["height"]) == ("GIZ DEMO", "8.00")
    assert pair.at("abj", "logo", "remove", giz["id"])["removed"] is True
    assert [each["id"] for each in pair.at("abj", "logo", "list", "--removed")] == [giz["id"]]
    assert pair.at("abj", "logo", "restore", giz["id"])["removed"] is False
    band = pair.folder / "band.pdf"
    pair.at("abj", "logo", "preview", "--output", band, "--language", "ar")
    assert len(pdfium.PdfDocument(band)) == 1


def test_warnings_are_told_beside_the_table(pair: Cli, files: dict[str, Path]) -> None:
    asked = ("logo", "import", files["coarse.png"], "--place", "partner", "--owner", "DEMO")
    answer = pair(*asked, "--workspace", pair.folder / "abj")
    assert answer.status == 0
    assert "DEMO" in answer.out
    assert answer.err.count("Warning: ") == 2
    assert "254 dots an inch" in answer.err
    told = pair.at("abj", *asked)["warnings"]
    assert [each["code"] for each in told] == ["logo-coarse", "partner-everywhere"]


def test_trouble_is_told(pair: Cli, files: dict[str, Path]) -> None:
    svg = files["emblem.svg"]
    cases = {
        ("import", files["text.svg"], "--place", "donor", "--owner", "BMZ"): "svg-with-text",
        ("import", svg, "--place", "middle", "--owner", "BMZ"): "unknown-code",
        ("import", svg, "--place", "emblem", "--owner", "UE", "--height", "5"): "emblem-too-low",
        ("import", svg, "--place", "partner", "--owner", "X", "--organisation", "y"): (
            "not-a-logo-id"
        ),
        ("import", "none.svg", "--place", "donor", "--owner", "BMZ"): "logo-unreadable",
        ("remove", "x"): "not-a-logo-id",
        ("remove", uuid4()): "not-found",
        ("change", uuid4(), "height=8"): "not-found",
    }
    for arguments, expected in cases.items():
        assert pair.failing("abj", "logo", *arguments).code == expected
    assert pair.at("abj", "logo", "list") == []
