"""The guide that comes with the program: a topic a page, in the language of the reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from ssc_desktop.language import Language
from ssc_desktop.paths import resources_folder


class Topic(NamedTuple):
    """One page: the name by which others lead to it, its title, and its text in Markdown."""

    name: str
    title: str
    text: str


def read_guide(language: Language) -> tuple[Topic, ...]:
    """The topics in the order in which a newcomer reads them."""
    return _read(resources_folder() / "help" / "guide" / language.code)


@cache
def _read(folder: Path) -> tuple[Topic, ...]:
    return tuple(_topic(file) for file in sorted(folder.glob("*.md")))


def _topic(file: Path) -> Topic:
    text = file.read_text(encoding="utf-8")
    title, _, _ = text.removeprefix("# ").partition("\n")
    # The number in front of a file's name only puts it in its place.
    return Topic(file.stem.partition("_")[2], title, text)
