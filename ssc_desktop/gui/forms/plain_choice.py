"""Boxes to choose from outside a form: marked words by code, and the language of a paper."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox

from ssc_desktop.gui.desk import Desk
from ssc_desktop.language import LANGUAGES, NATIVE_NAMES, Language


def choice_of(options: Mapping[str, str], name: str, language: Language) -> QComboBox:
    """A box with codes and their marked words; ``name`` is what it is called aloud."""
    made = QComboBox()
    made.setAccessibleName(name)
    for code, words in options.items():
        made.addItem(language(words), code)
    return made


def language_choice(desk: Desk, name: str) -> QComboBox:
    """A box with the languages a paper can be written in, at the one papers are usually in."""
    made = QComboBox()
    made.setAccessibleName(name)
    for code in LANGUAGES:
        made.addItem(NATIVE_NAMES[code], code)
    made.setCurrentIndex(LANGUAGES.index(desk.memory.settings.sheet_language()))
    return made
