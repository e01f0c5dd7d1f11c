"""Tells the rows of people from titles, totals, notes, headings and what a page break repeats."""


from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ssc_desktop.domain.names import fold, folded_words
from ssc_desktop.workbook.columns import EMAIL, Cells, Layout, texts_in
from ssc_desktop.workbook.countries import country_named
from ssc_desktop.workbook.headings import IGNORED, NAME_FIELDS, NUMBER
from ssc_desktop.workbook.values import is_ditto, is_nothing, role_named

# Cells merged downwards speak for all their rows; a ditto mark repeats the cell above.
_REPEATABLE = frozenset(
    {"organisation", "function", "country", "nationality", "region", "city", "place", "role"}
)
_TOTAL = re.compile(
    r"(?:sous |s |grand |general )?tota(?:l|ux)|effectifs?|nombre (?:de|total|d)|somme|"
    r"nb (?:de|total|hommes|femmes)|dont|hommes?|femmes?|المجموع|مجموع|الاجمالي|العدد"
)
# Who signs comes after these, and is not on the list.
_CLOSINGS = (
    r"fait (?:a|le)|arretee?s?|certifie\w*|signatures?|visa|cachet|nom et (?:signature|visa|cachet)|"
    r"noms? (?:signature|visa)|vu et|approuve\w*|prepare\w*|etabli\w*|valide par|p o|"
    r"pour (?:le|la|l)|(?:le|la|l) (?:direct\w+|coord\w+|respons\w+|facilit\w+|format\w+|presid\w+|"
    r"chef\w*|rapport\w+|secretaire|charge\w*|represent\w+|ministre|gouvern\w+|maire)|"
    r"حرر|توقيع|التوقيع"
)
_CLOSING = re.compile(_CLOSINGS)
_TO_SIGN = re.compile(r"\b(?:signatures?|signed|cachet|stamp|توقيع|التوقيع|ختم|الختم)\b")
_NOTE = re.compile(
    r"nota|notes?|remarques?|observations?|legende|sources?|soit|suite|page \d|imprime|edite|lieu|"
    r"date|periode|theme|feuille|liste|intitule|ملاحظة|ملاحظات|المصدر|صفحة|" + _CLOSINGS
)
_COUNTED = folded_words(
    "participants participant personnes femmes hommes inscrits présents women men people "
    "مشارك مشاركا مشاركين مشاركة نساء رجال"
)
_GROUP = re.compile(
    r"ministere|direction|delegation|delegations|association|associations|ong|ongs|agence|mairie|"
    r"universite|conseil|ambassade|cellule|service|services|bureau|centre|antenne|federation|"
    r"reseau|union|comite|collectif|commune|ministry|embassy|university|office|"
    r"وزارة|جمعية|مديرية|جامعة|سفارة|وكالة|وفد|المجلس|مجلس"
)
_DELEGATION = re.compile(r"^(?:delegation|pays|equipe) (?:d[eu]s? |d |de la )?")
_DIVISION = re.compile(
    r"groupe|group|jour|journee|day|session|seance|atelier|salle|pays|ville|secteur|partenaires|"
    r"autorites|representants?|institutions?|societe civile|administration|partie|section|phase|"
    r"equipe|invites|(?:non |pre )?inscrits?|hors liste|المجموعة|اليوم"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row that speaks of a person: its number, its texts, and what headings above it say."""

    number: int
    texts: Cells
    name: str
    role: str | None = None
    country: str | None = None
    organisation: str = ""


class Lines:
    """Walks the rows under the headings, keeping what sub-headings say of the rows below them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names = [column.index for column in layout.columns if column.field in NAME_FIELDS]
        self._telling = {
            column.index
            for column in layout.columns
            if column.field not in ("", NUMBER, IGNORED)
        }
        self._repeatable = {c.index for c in layout.columns if c.field in _REPEATABLE}
        self._cells = dict(layout.sheet.rows)
        self._role: str | None = None
        self._country: str | None = None
        self._organisation = ""
        self._numbers = {column.index for column in layout.of(NUMBER)}
        self._closed = False

    def people(self) -> Iterator[Line]:
        """The rows of people, and those that tell personal things of nobody named."""
        for number, texts in self._filled():
            line = self._line(number, texts)
            if line is None:
                self._closed |= any(_closes(fold(text)) for text in texts.values())
            elif not (self._closed and self._may_sign(line)):
                self._closed = False
                yield line

    def _may_sign(self, line: Line) -> bool:
        """Whether a row below a place to sign tells no more than the name of somebody there."""
        others = [line.texts[i] for i in self._telling - set(self._names) if i in line.texts]
        reached = any(character.isdigit() or character == "@" for character in "".join(others))
        return not (self._numbers & line.texts.keys() or reached or len(others) > 1)

    def _filled(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the headings, completed from merged cells and ditto marks."""
        above: Cells = {}
        held: tuple[int, Cells] | None = None
        for number, cells in self._layout.sheet.rows:
            texts = texts_in(cells)
            if number <= self._layout.last_row:
                continue
            if held and self._continues(number):
                _join(held[1], texts)
                continue
            if held:
                yield held
            texts.update(self._merged_into(number))
            for index, text in texts.items():
                if index in self._repeatable and is_ditto(text):
                    texts[index] = above.get(index, "")
            held, above = (number, texts), texts
        if held:
            yield held

    def _continues(self, number: int) -> bool:
        """Whether the name of the row above is merged over this one: one person, two rows."""
        return any(
            top < number <= bottom and first == last and first in self._names
            for top, bottom, first, last in self._layout.sheet.merged
        )

    def _merged_into(self, number: int) -> Cells:
        """What cells merged downwards say of this row, where anything else stands in it."""
        return {
            first: self._text_at(top, first)
            for top, bottom, first, last in self._layout.sheet.merged
            if top < number <= bottom and first == last and first in self._repeatable
        }

    def _text_at(self, number: int, index: int) -> str:
        return texts_in(self._cells.get(number, ())).get(index, "")

    def _line(self, number: int, texts: Cells) -> Line | None:
        telling = {index: text for index, text in texts.items() if index in self._telling}
        name = " ".join(texts[index] for index in self._names if index in texts)
        if self._repeats_headings(texts) or self._is_heading(number, texts):
            return None
        if _is_name(name) and not self._is_remark(name, telling):
            return self._said(number, texts, name)
        if self._is_nameless_person(name, texts, telling):
            return self._said(number, texts, "")
        return None

    def _said(self, number: int, texts: Cells, name: str) -> Line:
        return Line(number, texts, name, self._role, self._country, self._organisation)

    def _repeats_headings(self, texts: Cells) -> bool:
        repeated = sum(1 for text in texts.values() if fold(text) in self._layout.signature)
        return repeated * 5 >= len(texts) * 3 and repeated > 0

    def _is_heading(self, number: int, texts: Cells) -> bool:
        """Whether a row is one lone text that heads the rows below it."""
        words = {index: text for index, text in texts.items() if not text.isdigit()}
        if len(set(words.values())) != 1:
            return False
        index, text = next(iter(words.items()))
        if self._heads(text, numbered=bool(self._numbers & texts.keys() - {index})):
            return True
        spans = (last - first for top, bottom, first, last in self._layout.sheet.merged
                 if top <= number <= bottom and first <= index <= last)  # fmt: skip
        if not any(span >= 2 for span in spans):
            return False
        if self._organisation and not _begins(_NOTE, fold(text)):
            # What is below belongs elsewhere; one word in capitals says where.
            self._organisation = text if text.isupper() and len(text.split()) == 1 else ""
        return True

    def _heads(self, text: str, *, numbered: bool) -> bool:
        role = role_named(text)
        if role:
            self._role, self._organisation = role, ""
            return True
        folded = fold(text)
        place = _DELEGATION.sub("", folded)
        # BA, SY and TOGO are people's names as well, where they stand in a row of their own number.
        country = country_named(place) if len(place) > 3 and not numbered else None
        is_group = bool(_GROUP.match(folded)) and len(folded.split()) > 1
        if not country and not is_group and not _DIVISION.match(folded):
            return False
        # Each heading ends what the one before it said.
        self._country = country
        self._organisation = text.strip(" :") if is_group and not country else ""
        return True

    def _is_remark(self, name: str, telling: Cells) -> bool:
        """Whether what stands in the column of names is a total or a note."""
        if any(EMAIL.search(text) for text in telling.values()):
            return False
        folded = fold(name)
        if _begins(_TOTAL, folded):
            return True
        others = len([index for index in telling if index not in self._names])
        if others > 1:
            return False
        return _begins(_NOTE, folded) or _closes(folded) or (others == 0 and _reads_as_note(name, folded))

    def _is_nameless_person(self, name: str, texts: Cells, telling: Cells) -> bool:
        """Whether a row without a name still says enough of somebody to be reported."""
        said = [text for text in telling.values() if not is_nothing(text)]
        reachable = any(
            EMAIL.search(text) or len(re.sub(r"\D", "", text)) >= 8 for text in said
        )  # fmt: skip
        first = fold(next(iter(texts.values()), ""))
        closing = any(_begins(_TOTAL, fold(text)) for text in texts.values()) or _begins(_NOTE, first)
        if closing and not any(EMAIL.search(text) for text in said):
            return False
        if any(character.isalpha() for character in name) and not is_nothing(name):
            return False
        return (reachable and len(first) < 80) or len(said) > 1


def _closes(folded: str) -> bool:
    return _begins(_CLOSING, folded) or bool(_TO_SIGN.search(folded))


def _join(texts: Cells, more: Cells) -> None:
    for index, text in more.items():
        known = texts.get(index, "")
        texts[index] = f"{known} / {text}" if known and known != text else text


def _is_name(text: str) -> bool:
    letters = sum(1 for character in text if character.isalpha())
    return letters > 1 and not is_nothing(text) and len(text) <= 200


def _begins(pattern: re.Pattern[str], folded: str) -> bool:
    found = pattern.match(folded)
    return bool(found) and (found.end() == len(folded) or folded[found.end()] == " ")  # type: ignore[union-attr]


def _reads_as_note(text: str, folded: str) -> bool:
    words = folded.split()
    return (
        ":" in text
        or len(words) > 8
        or sum(1 for character in text if character.isdigit()) > 2
        or (any(word.isdigit() for word in words) and bool(_COUNTED & set(words)))
        or (words[:1] == ["nb"] or words[:2] == ["n", "b"])
        or (text.endswith(".") and len(words) > 4)
        or text.startswith(("*", "(*"))
        or "____" in text
        or "......" in text
        or "……" in text
    )
