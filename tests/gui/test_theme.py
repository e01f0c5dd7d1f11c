"""The look: contrast of every token, icons that are there, fonts that are ours."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.actions import DEEDS
from ssc_desktop.gui.theme import DARK_TOKENS, LIGHT_TOKENS, Tokens, load_fonts, stylesheet_of
from ssc_desktop.paths import resources_folder
from tests.gui.conftest import Desktop

READABLE, SEEN = 4.5, 3.0
# Words of any of these colours may come to stand on any of these backgrounds.
WORDS = ("text", "muted", "accent", "warning", "danger")
BACKGROUNDS = ("background", "surface", "hover", "tint", "warning_tint", "danger_tint")
PAIRS = (
    *product(WORDS, BACKGROUNDS),
    ("text", "line"), ("on_accent", "accent"), ("on_accent", "accent_hover"), ("surface", "text"),
)  # fmt: skip


def luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_are_readable(tokens: Tokens, front: str, back: str) -> None:
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= READABLE


@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
@pytest.mark.parametrize("back", ["surface", "background"])
def test_the_edges_of_fields_are_seen(tokens: Tokens, back: str) -> None:
    assert contrast(tokens.edge, getattr(tokens, back)) >= SEEN


def test_the_stylesheet_names_tokens_only() -> None:
    source = (resources_folder() / "look.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", source) == []
    filled = stylesheet_of(LIGHT_TOKENS, {"down": "d.svg", "up": "u.svg", "check": "c.svg"})
    assert "$" not in filled


def test_every_icon_that_is_named_is_there_and_every_one_that_is_there_is_named() -> None:
    folder = resources_folder() / "icons"
    there = {each.stem for each in folder.glob("*.svg")}
    sources = [
        each.read_text(encoding="utf-8")
        for each in Path(__file__).parents[2].joinpath("ssc_desktop", "gui").rglob("*.py")
    ]
    words = set(re.findall(r'"([a-z0-9-]+)"', "\n".join(sources)))
    assert {each.icon for each in DEEDS.values() if each.icon} <= there
    assert there - words == set()
    assert (folder / "LICENSE").is_file()


def test_the_window_writes_with_the_fonts_that_print(qapp: QApplication) -> None:
    font = load_fonts()
    assert font.families()[:2] == ["Noto Sans", "Noto Sans Arabic"]
    assert QFontInfo(font).family() == "Noto Sans"


def test_the_theme_follows_the_system_until_a_person_chooses(desktop: Desktop) -> None:
    theme = desktop.program.theme
    theme.choose("dark")
    assert theme.tokens is DARK_TOKENS
    theme.choose("light")
    assert theme.tokens is LIGHT_TOKENS
    theme.choose("system")
    assert theme.choice == "system"
