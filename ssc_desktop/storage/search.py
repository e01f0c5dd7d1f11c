"""The index that finds records: their words folded (accents, case, Arabic forms), kept up to date.

``search_key`` holds the words of every record that can be found; ``search_word`` indexes them by
their beginnings. ``search_inside`` indexes people, who are the most, by every three letters in a
row: matches inside words are looked for there, and in the words of all others one by one.

A question about one noun never reads through the entries of another: in ``search_word`` every word
begins with a letter that tells the noun, and the numbers of the entries of a noun lie together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssc_desktop.domain.search_words import (
    Sought,
    sought,
    words_of_email,
    words_of_phone,
    words_of_text,
)
from ssc_desktop.storage import dialects
from ssc_desktop.storage.dialect import Dialect
from ssc_desktop.storage.local import Local

Reader = Callable[[str | None], list[str]]
"""The words that a field is found by."""

_FIELDS: Mapping[str, Mapping[str, Reader]] = {
    "activity": dict.fromkeys(
        ("code", "title", "city", "venue", "facilitators", "organisers"), words_of_text
    ),
    "participant": {
        **dict.fromkeys(
            ("family_name", "given_names", "name_ar", "alias", "name_as_signed"), words_of_text
        ),
        "phone": words_of_phone,
        "phone_as_typed": words_of_phone,
        "email": words_of_email,
    },
    "organisation": dict.fromkeys(("acronym", "name_fr", "name_en", "name_ar"), words_of_text),
    "action_plan": dict.fromkeys(("code", "title_fr", "title_en", "title_ar"), words_of_text),
    "commitment": dict.fromkeys(("code", "text_fr", "text_en", "text_ar"), words_of_text),
    "evidence": {"file_name": words_of_text},
}
NOUNS = tuple(_FIELDS)
_LETTERS = {
    "participant": "p",
    "organisation": "o",
    "evidence": "e",
    "commitment": "c",
    "action_plan": "l",
    "activity": "a",
}
_PASSED_BY = 64
# More records of one noun than this will never be.
_SPAN = 1 << 40
_BATCH = 1000
_MANY = "participant"
_ERASURE = "erasure"
_THREE = 3
_KEY = re.compile("[0-9a-f]{32}").fullmatch
_LATER = "FROM change c WHERE c.source = :source AND c.seq > :upto AND c.tbl"
_FOLLOWED = ", ".join(f"'{name}'" for name in (*_FIELDS, _ERASURE))
_TOUCHED = text(f"SELECT DISTINCT c.tbl, c.key {_LATER} IN ({_FOLLOWED})")
_OF_RENAMED = text(
    "SELECT p.id FROM participant p WHERE p.organisation_id IN (SELECT unhex(c.key) "
    f"{_LATER} = 'organisation' AND c.fields LIKE '%\"acronym\"%')"
)
# People are found by the acronym of their organisation too.
_ACRONYM = "(SELECT o.acronym FROM organisation o WHERE o.id = t.organisation_id)"


class SearchKey(Local):
    """The folded words of one record; ``gone`` when it was removed."""

    __tablename__ = "search_key"
    __table_args__ = (Index("search_key_record", "noun", "key", unique=True),)

    entry: Mapped[int] = mapped_column(Integer, primary_key=True)
    noun: Mapped[str] = mapped_column(String(20))
    key: Mapped[bytes] = mapped_column(LargeBinary(16))
    words: Mapped[str] = mapped_column(Text)
    gone: Mapped[int] = mapped_column(Integer)


class Indexed(Local):
    """Up to which change of each source the index is made."""

    __tablename__ = "search_upto"

    source: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    upto: Mapped[int] = mapped_column(Integer)


class _Behind(NamedTuple):
    source: int
    upto: int
    last: int


_Touched = dict[str, set[bytes]]
"""The records that changed, by noun."""


class _Kept(NamedTuple):
    """What the index holds of one record, or is to hold."""

    words: str
    gone: int


def refresh(db: Session) -> None:
    """Index anew what has changed since the last call.

    It follows the change log, so it does not matter who wrote the rows: the ORM, a bulk
    statement or an import.
    """
    for behind in _behind(db):
        touched = _touched(db, behind)
        if not _is_due(touched, behind):
            continue
        for noun in NOUNS:
            keys = sorted(_changed(db, noun, touched, behind))
            for start in range(0, len(keys), _BATCH):
                index(db, noun, keys[start : start + _BATCH])
        if _ERASURE in touched:
            _forget(db)
        db.execute(
            text(
                "INSERT INTO search_upto(source, upto) VALUES (:source, :last) "
                "ON CONFLICT(source) DO UPDATE SET upto = excluded.upto"
            ),
            {"source": behind.source, "last": behind.last},
        )


def is_behind(db: Session) -> bool:
    """Whether something has changed that the index does not know: after an upgrade, all."""
    return any(_is_due(_touched(db, behind), behind) for behind in _behind(db))


def differing(db: Session) -> int:
    """How many records are not found by the words they hold: each row beside its entry, and each
    entry beside the words that are looked up."""
    return sum(_differing_of(db, noun) for noun in NOUNS) + _lost_entries(db)


def _differing_of(db: Session, noun: str) -> int:
    keys = list(db.scalars(text(f"SELECT id FROM {noun}")))
    count = 0
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        _, held = _held(db, noun, some)
        count += sum(held.get(key) != kept for key, kept in _read(db, noun, some))
    asked = f"SELECT count(*) FROM search_key k WHERE k.noun = :noun AND k.key NOT IN (SELECT id FROM {noun})"
    return count + int(db.execute(text(asked), {"noun": noun}).scalar_one())


def _lost_entries(db: Session) -> int:
    count = 0
    for index_, condition in (("search_word", "k.gone = 0"), ("search_inside", "k.noun = :many")):
        asked = (
            f"SELECT count(*) FROM search_key k WHERE {condition} "
            f"AND k.entry NOT IN (SELECT rowid FROM {index_})"
        )
        values = {"many": _MANY} if ":many" in asked else {}
        count += int(db.execute(text(asked), values).scalar_one())
    return count


def span(noun: str) -> tuple[int, int]:
    """The first and the last number that an entry of this noun can have."""
    first = (list(_LETTERS).index(noun) + 1) * _SPAN
    return first, first + _SPAN - 1


def marked(noun: str, word: str) -> str:
    """A word of a record of this noun as ``search_word`` holds it."""
    return _LETTERS[noun] + word


def _behind(db: Session) -> list[_Behind]:
    rows = db.execute(
        text(
            "SELECT s.id, COALESCE(u.upto, 0) AS upto, "
            "(SELECT max(seq) FROM change WHERE source = s.id) AS last "
            "FROM source s LEFT JOIN search_upto u ON u.source = s.id"
        )
    )
    found = (_Behind(row.id, row.upto, row.last or 0) for row in rows)
    return [each for each in found if each.last > each.upto]


def _is_due(touched: _Touched, behind: _Behind) -> bool:
    """Whether the index must follow. A few changes of what nobody looks for, such as marks, are
    passed by the next time: to note after each of them how far it is would cost every writer."""
    return bool(touched) or behind.last - behind.upto >= _PASSED_BY


def _touched(db: Session, behind: _Behind) -> _Touched:
    """The records that changed, of those that are followed: the log is read once for all of them."""
    found: _Touched = defaultdict(set)
    told = {"source": behind.source, "upto": behind.upto}
    for table, key in db.execute(_TOUCHED, told):
        if _KEY(key):
            found[table].add(bytes.fromhex(key))
    return found


def _changed(db: Session, noun: str, touched: _Touched, behind: _Behind) -> set[bytes]:
    """The records of a noun that changed; the people of an organisation with a new acronym too,
    and those whose data was erased."""
    found = touched.get(noun, set())
    if noun == _MANY:
        found = found | touched.get(_ERASURE, set())
        if "organisation" in touched:
            told = {"source": behind.source, "upto": behind.upto}
            found = found.union(db.scalars(_OF_RENAMED, told))
    return found


def _forget(db: Session) -> None:
    """Write the indexes anew without what was taken out of them: no trace of a name stays."""
    for name in ("search_word", "search_inside"):
        dialects.of(db).forget_words(db.connection(), name)


def index(db: Session, noun: str, keys: Sequence[bytes]) -> None:
    """Make the index say what these rows say; what it says already is left alone."""
    entries, held = _held(db, noun, keys)
    there = dict(_read(db, noun, keys))
    # A record that is no longer shown is no longer found.
    _let_go(db, [(entries.pop(key), key, "", 0) for key in held if key not in there])
    new = {key: kept for key, kept in there.items() if held.get(key) != kept}
    unknown = [key for key in new if key not in entries]
    _write_over(db, noun, [(entries[key], key, *new[key]) for key in new if key in entries])
    _write(db, noun, [(n, key, *new[key]) for n, key in zip(_free(db, noun), unknown)])  # noqa: B905


_Entry = tuple[int, bytes, str, int]
_INDEX = ("rowid", "words")


def _write_over(db: Session, noun: str, rows: Sequence[_Entry]) -> None:
    """Put entries in the place of what the index held of them."""
    if rows:
        # Lists of what was removed are searched inside words too.
        for index_ in ("search_word", "search_inside")[: 2 if noun == _MANY else 1]:
            _take_out(db, index_, rows)
        among, values = dialects.of(db).among([row[0] for row in rows])
        db.connection().exec_driver_sql(f"DELETE FROM search_key WHERE entry {among}", values)
        _write(db, noun, rows)


def _write(db: Session, noun: str, rows: Sequence[_Entry]) -> None:
    """Put entries into the index that it does not hold."""
    if not rows:
        return
    dialect, connection = dialects.of(db), db.connection()
    told = [(entry, noun, key, words, gone) for entry, key, words, gone in rows]
    dialect.insert(connection, "search_key", ("entry", "noun", "key", "words", "gone"), told)
    shown = [
        (entry, dialect.words(_marked(noun, words))) for entry, _, words, gone in rows if not gone
    ]
    dialect.insert(connection, "search_word", _INDEX, shown)
    if noun == _MANY:
        runs = [(entry, dialect.letters(words)) for entry, _, words, _ in rows]
        dialect.insert(connection, "search_inside", _INDEX, runs)


def _take_out(db: Session, index: str, rows: Sequence[_Entry]) -> None:
    if rows:
        among, values = dialects.of(db).among([row[0] for row in rows])
        db.connection().exec_driver_sql(f"DELETE FROM {index} WHERE rowid {among}", values)


def _let_go(db: Session, rows: Sequence[_Entry]) -> None:
    for index_ in ("search_word", "search_inside"):
        _take_out(db, index_, rows)
    if rows:
        among, values = dialects.of(db).among([row[0] for row in rows])
        db.connection().exec_driver_sql(f"DELETE FROM search_key WHERE entry {among}", values)


def _marked(noun: str, words: str) -> str:
    return " ".join(marked(noun, word) for word in words.split())


def _held(
    db: Session, noun: str, keys: Sequence[bytes]
) -> tuple[dict[bytes, int], dict[bytes, _Kept]]:
    asked = "SELECT entry, key, words, gone FROM search_key WHERE noun = ? AND key "
    found = list(_of_keys(db, asked, keys, noun))
    return (
        {row.key: row.entry for row in found},
        {row.key: _Kept(row.words, row.gone) for row in found},
    )


def _free(db: Session, noun: str) -> Iterator[int]:
    """Numbers that no entry of the noun has yet, in their order."""
    first, last = span(noun)
    asked = text("SELECT max(entry) FROM search_key WHERE entry BETWEEN :first AND :last")
    highest = db.scalar(asked, {"first": first, "last": last})
    return iter(range(first if highest is None else highest + 1, last))


def _read(db: Session, noun: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, _Kept]]:
    """What the rows themselves say today."""
    fields = _FIELDS[noun]
    columns = ", ".join(f"t.{name}" for name in fields)
    acronym = _ACRONYM if noun == _MANY else "NULL"
    # Whoever was merged into another still leads to that person.
    merged = " AND t.merged_into_id IS NULL" if noun in ("participant", "organisation") else ""
    asked = (
        f"SELECT t.id, CASE WHEN t.removed = 1{merged} THEN 1 ELSE 0 END, {acronym}, {columns} "
        f"FROM {noun} t WHERE t.id "
    )
    for key, gone, company, *values in _of_keys(db, asked, keys):
        words = [
            word
            for reader, value in zip(fields.values(), values, strict=True)
            if value
            for word in reader(value)
        ]
        kept = dict.fromkeys([*words, *words_of_text(company)])
        yield key, _Kept(" ".join(kept), int(gone))


def _of_keys(db: Session, asked: str, keys: Sequence[bytes], *others: object) -> Iterable[Any]:
    """The rows whose key, named last, is one of these."""
    among, values = dialects.of(db).among(keys)
    return db.connection().exec_driver_sql(asked + among, (*others, *values))


def matching_keys(db: Session, noun: str, typed: str) -> tuple[str, dict[str, object]]:
    """An SQL condition on ``id`` (with its parameters) for records that hold all that was typed,
    each word anywhere inside a word, removed ones included."""
    source, parameters = inside(db, noun, sought(typed))
    return f"{noun}.id IN (SELECT k.key FROM {source})", parameters


def inside(db: Session, noun: str, wanted: Sequence[Sought]) -> tuple[str, dict[str, object]]:
    """What follows FROM in a question for the entries ``k`` of a noun that hold all that is
    sought anywhere inside their words, and its parameters."""
    first, last = span(noun)
    parameters: dict[str, object] = {"first": first, "last": last}
    conditions = "".join(f" AND {each}" for each in _alike(wanted, parameters))
    dialect = dialects.of(db)
    rows = (_in_a_row(dialect, readings) for readings in wanted if noun == _MANY)
    letters = dialect.both(each for each in rows if each)
    if not letters:
        return f"search_key k WHERE k.entry BETWEEN :first AND :last{conditions}", parameters
    parameters["letters"] = letters
    return (
        f"search_inside {dialect.join} search_key k ON k.entry = search_inside.rowid "
        f"WHERE {dialect.found_in('search_inside', 'letters')} "
        f"AND search_inside.rowid BETWEEN :first AND :last{conditions}",
        parameters,
    )


def _alike(wanted: Sequence[Sought], parameters: dict[str, object]) -> Iterator[str]:
    """The conditions on the words themselves; their values are put into ``parameters``."""
    for readings in wanted:
        ways = []
        for reading in readings:
            names = [f"w{len(parameters) + n}" for n in range(len(reading))]
            # Folded words hold letters and digits alone: nothing that LIKE would take for a sign.
            parameters.update({n: f"%{word}%" for n, word in zip(names, reading, strict=True)})
            ways.append(" AND ".join(f"k.words LIKE :{name}" for name in names))
        yield "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _in_a_row(dialect: Dialect, readings: Sought) -> str:
    """An expression for ``search_inside``: letters in a row of the words of one of these readings;
    empty where some reading has too few letters to be looked up."""
    ways = []
    for reading in readings:
        runs = dict.fromkeys(run for word in reading for run in _runs(word))
        if not runs:
            return ""
        ways.append([dialect.term(run) for run in runs])
    return dialect.expression(ways)


def _runs(word: str) -> Iterator[str]:
    """Three letters in a row, each letter in one of them: who has all is read and compared."""
    last = len(word) - _THREE
    for start in (*range(0, last, _THREE), last):
        if start >= 0:
            yield word[start : start + _THREE]
