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
            column.index: _order_of(column, lines)
            for column in (*layout.of(FULL_NAME), *layout.of(NAME_AR))
        }
        # Columns of Arabic names beside Latin ones, the given name's first.
        self._arabic = sorted(layout.of(NAME_AR), key=_is_family)

    def values(self, line: Line) -> dict[str, str]:
        """The parts of the name of one row, by field."""
        texts, arabic_too = self._one_script(line)
        line = replace(line, texts=texts)
        joined, parted = self._joined(line), self._parted(line)
        family = joined.family or parted.family
        given = joined.given or parted.given
        titles = (line.texts.get(column.index, "") for column in self._layout.of("title"))
        arabic = " ".join(text for c in self._arabic if (text := line.texts.get(c.index, "")))
        arabic = arabic or arabic_too
        if not arabic and is_arabic(f"{given} {family}"):
            arabic = f"{given} {family}".strip()
        return {
            "family_name": family,
            "given_names": given,
            "title": joined.title or parted.title or next((text for text in titles if text), ""),
            "name_ar": arabic,
        }

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

    def _joined(self, line: Line) -> Name:
        for column in self._layout.of(FULL_NAME):
            text = line.texts.get(column.index, "")
            if text and not is_nothing(text):
                return split_name(text, self._orders[column.index])
        return Name()

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


def _order_of(column: Column, lines: Sequence[Line]) -> str:
    texts = [line.texts[column.index] for line in lines if column.index in line.texts]
    return column_order(texts, column.order, default_order(column.heading, texts[:50]))


def _is_family(column: Column) -> bool:
    meaning = meaning_of(column.heading)
    return bool(meaning and meaning.field == FAMILY_NAME)
