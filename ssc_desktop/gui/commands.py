"""What can be done and where one can go, by name: what the box that finds everything offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.search_words import words_of_text
from ssc_desktop.gui.actions import DEEDS, shortcut_text
from ssc_desktop.language import LANGUAGES, N_, NATIVE_NAMES
from ssc_desktop.settings import DARK, LIGHT, SYSTEM

if TYPE_CHECKING:
    from ssc_desktop.gui.frame import Frame

# What is done on a page other than the one that is shown, and the page.
ELSEWHERE = (
    ("new_activity", "activities"),
    ("new_participant", "participants"),
    ("new_organisation", "organisations"),
    ("import_list", "participants"),
    ("export", "exchange"),
    ("import_bundle", "exchange"),
)
# What the box itself is, or what says nothing away from its button.
NOT_OFFERED = frozenset(
    {"find_everywhere", "find", "reload", "columns", "next_tab", "previous_tab", "put_back"}
)
_APOSTROPHES = re.compile("['’]")
LOOKS = (
    (SYSTEM, N_("Appearance: as the system"), "laptop"),
    (LIGHT, N_("Appearance: light"), "sun"),
    (DARK, N_("Appearance: dark"), "moon"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do or a page to go to: its name, icon, shortcut, and what does it."""

    text: str
    icon: str
    keys: str
    do: Callable[[], object]

    def answers(self, words: Iterable[str]) -> bool:
        """Whether every word that was typed begins a word of the name."""
        own = words_of_text(_APOSTROPHES.sub(" ", self.text))
        return all(any(each.startswith(word) for each in own) for word in words)


def commands_of(frame: Frame) -> list[Command]:
    """Everything that can be done from here, each once: what this page does comes first."""
    found: dict[str, Command] = {}
    for each in (*_here(frame), *_pages(frame), *_elsewhere(frame), *_choices(frame)):
        found.setdefault(each.text, each)
    return list(found.values())


def _here(frame: Frame) -> Iterator[Command]:
    for each in frame.findChildren(QAction):
        name, owner = each.objectName(), each.parent()
        shown = isinstance(owner, QWidget) and owner.isVisible()
        if shown and name in DEEDS and name not in NOT_OFFERED and each.isEnabled():
            keys = each.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Command(each.text(), DEEDS[name].icon, keys, each.trigger)


def _pages(frame: Frame) -> Iterator[Command]:
    for name, (title, icon, keys) in frame.places().items():
        yield Command(title, icon, keys, partial(frame.go, name))


def _elsewhere(frame: Frame) -> Iterator[Command]:
    # An office makes bundles, a headquarters takes them in.
    left_out = "export" if frame.desk.is_headquarters else "import_bundle"
    for name, page in ELSEWHERE:
        deed = DEEDS[name]
        if name != left_out:
            yield Command(
                frame.language(deed.text),
                deed.icon,
                shortcut_text(deed.keys),
                partial(_do_on, frame, page, name),
            )


def _do_on(frame: Frame, page: str, name: str) -> None:
    frame.go(page)
    made = frame.page.findChild(QAction, name)
    if made is not None and made.isEnabled():
        made.trigger()


def _choices(frame: Frame) -> Iterator[Command]:
    desk, language = frame.desk, frame.language

    def look(choice: str) -> None:
        desk.memory.theme = choice
        # The window is dressed anew: not while the box that asked for it is closing.
        QTimer.singleShot(0, desk.theme, lambda: desk.theme.choose(choice))

    for choice, words, icon in LOOKS:
        yield Command(language(words), icon, "", partial(look, choice))
    for code in LANGUAGES:
        words = language("Screen language: {name}", name=NATIVE_NAMES[code])
        yield Command(words, "settings", "", partial(desk.choose_language, code))
