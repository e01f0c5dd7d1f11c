"""Search keys: names folded (accents, case, Arabic forms) so that LIKE finds them in any spelling."""

from __future__ import annotations

import json

from sqlalchemy import Integer, String, Text, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from ssc_desktop.domain.names import fold
from ssc_desktop.storage.local import Local

_FIELDS = {
    "participant": ("family_name", "given_names", "name_ar", "alias", "phone", "email"),
    "organisation": ("name_fr", "name_en", "name_ar", "acronym"),
    "activity": ("code", "title", "city", "venue"),
    "commitment": ("code", "text_en", "text_fr", "text_ar"),
}


class SearchKey(Local):
    """The folded words of one record."""

    __tablename__ = "search_key"

    noun: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    words: Mapped[str] = mapped_column(Text)


class Indexed(Local):
    """Up to which change of each source the search keys are made."""

    __tablename__ = "search_upto"

    source: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    upto: Mapped[int] = mapped_column(Integer)


def refresh(db: Session) -> None:
    """Fold anew what has changed since the last call.

    It follows the change log, so it does not matter who wrote the rows: the ORM, a bulk
    statement or an import.
    """
    for source, upto, last in _behind(db):
        for noun in _FIELDS:
            _refold(db, noun, source, upto)
        db.execute(
            text("INSERT OR REPLACE INTO search_upto(source, upto) VALUES (:source, :last)"),
            {"source": source, "last": last},
        )


def _behind(db: Session) -> list[tuple[int, int, int]]:
    rows = db.execute(
        text(
            "SELECT s.id, COALESCE(u.upto, 0) AS upto, "
            "(SELECT max(seq) FROM change WHERE source = s.id) AS last "
            "FROM source s LEFT JOIN search_upto u ON u.source = s.id"
        )
    )
    return [(row.id, row.upto, row.last) for row in rows if (row.last or 0) > row.upto]


def _refold(db: Session, noun: str, source: int, upto: int) -> None:
    names = _FIELDS[noun]
    columns = ", ".join(f"'{name}', t.{name}" for name in names)
    rows = db.execute(
        text(
            f"SELECT DISTINCT c.key, json_object({columns}) FROM change c "
            f"JOIN {noun} t ON t.id = unhex(c.key) "
            "WHERE c.source = :source AND c.seq > :upto AND c.tbl = :noun"
        ),
        {"source": source, "upto": upto, "noun": noun},
    ).all()
    keys = [{"noun": noun, "key": key, "words": _words(values)} for key, values in rows]
    if keys:
        db.execute(
            text(
                "INSERT OR REPLACE INTO search_key(noun, key, words) VALUES (:noun, :key, :words)"
            ),
            keys,
        )


def _words(values: str) -> str:
    found = [str(value) for value in json.loads(values).values() if value]
    return fold(" ".join(found))


def matching_keys(noun: str, typed: str) -> tuple[str, dict[str, str]]:
    """An SQL condition on ``id`` (with its parameters) for records that hold all typed words."""
    words = fold(typed).split()
    conditions = " AND ".join(f"words LIKE :w{i} ESCAPE '\\'" for i in range(len(words)))
    parameters = {f"w{i}": f"%{_escaped(word)}%" for i, word in enumerate(words)}
    return (
        f"{noun}.id IN (SELECT unhex(key) FROM search_key WHERE noun = '{noun}' "
        f"AND {conditions or '1 = 1'})",
        parameters,
    )


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
