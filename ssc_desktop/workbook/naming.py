"""The names of a list: which columns hold them, in what order they stand, in which script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ssc_desktop.domain.names import is_arabic
from ssc_desktop.workbook.columns import Cells, Column, Layout
from ssc_desktop.workbook.headings import (
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAMES,
    NAME_AR,
    meaning_of,
)
from ssc_desktop.workbook.rows import Line
from ssc_desktop.workbook.splitting import (
    Name,
    clean_name,
    column_order,
    default_order,
    part_scripts,
    split_name,
)
from ssc_desktop.workbook.values import is_nothing


class Naming:
    """Reads the names of the rows of one list."""

    def __init__(self, layout: Layout, lines: Sequence[Line]) -> None:
        self._layout = layout
        self._orders = {
            column.index: _orders_of(column, lines)
            for column in (*layout.of(FULL_NAME), *layout.of(NAME_AR))
        }
        # Columns of Arabic names beside Latin ones, the given name's first.
        self._arabic = sorted(layout.of(NAME_AR), key=_is_family)

    def values(self, line: Line) -> dict[str, str]:
        """The parts of the name of one row, by field."""
        texts, arabic_too = self._one_script(line)
        line = replace(line, texts=texts)
        typed = self._typed(line, FULL_NAME)
        name = typed[1] if typed else Name()
        name = _filled(name, self._parted(line))
        arabic = " ".join(text for c in self._arabic if (text := line.texts.get(c.index, "")))
        latin, other = part_scripts(arabic)
        arabic = other or arabic_too
        if latin or not (name.family or name.given):
            name = _filled(name, split_name(latin) if latin else self._arabic_parts(line))
        if not arabic and is_arabic(f"{name.given} {name.family}"):
            # A name in one cell stays in the order it was typed in.
            arabic = typed[0] if typed else f"{name.given} {name.family}".strip()
        titles = (line.texts.get(column.index, "") for column in self._layout.of("title"))
        return {
            "family_name": name.family,
            "given_names": name.given,
            "title": name.title or next((text for text in titles if text), ""),
            "name_ar": arabic,
        }

    def _arabic_parts(self, line: Line) -> Name:
        """The parts of a name that stands in Arabic alone in a list of both scripts."""
        if len(self._arabic) > 1:
            given, family = (line.texts.get(c.index, "") for c in self._arabic[:2])
            return Name(family, given) if family else Name(given)
        typed = self._typed(line, NAME_AR)
        return typed[1] if typed else Name()

    def _one_script(self, line: Line) -> tuple[Cells, str]:
        """The cells of a row without the Arabic that stands beside Latin, and that Arabic."""
        texts, arabic = dict(line.texts), []
        for which in (FULL_NAME, GIVEN_NAMES, FAMILY_NAME):
            for column in self._layout.of(which):
                latin, other = part_scripts(texts.get(column.index, ""))
                if latin and other:
                    texts[column.index] = latin
                    arabic.append(other)
        return texts, " ".join(arabic)

    def _typed(self, line: Line, which: str) -> tuple[str, Name] | None:
        """A name in one cell, without its form of address, and its parts."""
        for column in self._layout.of(which):
            text = line.texts.get(column.index, "")
            if text and not is_nothing(text):
                order = self._orders[column.index][is_arabic(text)]
                return clean_name(text).family, split_name(text, order)
        return None

    def _parted(self, line: Line) -> Name:
        family, given = self._part(line, FAMILY_NAME), self._part(line, GIVEN_NAMES)
        title = family.title or given.title
        if family.family and not given.family:
            # Somebody typed the whole name into the first of two columns.
            whole = split_name(family.family)
            if whole.given and whole.family.isupper() and not whole.given.isupper():
                return Name(whole.family, whole.given, title)
        return Name(family.family, given.family, title)

    def _part(self, line: Line, which: str) -> Name:
        texts = (line.texts.get(column.index, "") for column in self._layout.of(which))
        return clean_name(next((text for text in texts if text and not is_nothing(text)), ""))


def _filled(name: Name, other: Name) -> Name:
    """A name, completed from another reading of it."""
    return Name(name.family or other.family, name.given or other.given, name.title or other.title)


def _orders_of(column: Column, lines: Sequence[Line]) -> dict[bool, str]:
    """The order of names in a column, of those in Arabic letters (True) and of the others."""
    texts = [line.texts[column.index] for line in lines if column.index in line.texts]
    orders = {}
    for which in (True, False):
        written = [text for text in texts if is_arabic(text) == which]
        # What a French heading says of the order is not said of the Arabic names under it.
        told = column.order if not which or is_arabic(column.heading) else ""
        orders[which] = column_order(written, told, default_order(column.heading, written[:50]))
    return orders


def _is_family(column: Column) -> bool:
    meaning = meaning_of(column.heading)
    return bool(meaning and meaning.field == FAMILY_NAME)
