"""Questions to the index of words: which records of a noun are meant by what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.search_words import (
    BEGUN,
    INSIDE,
    PREFIX,
    WHOLE,
    Sought,
    closely,
    longest,
    sought,
)
from ssc_desktop.storage import dialects, merges, search
from ssc_desktop.storage.dialect import Dialect

# Of thousands that match alike, so many are looked at to show the best of them first.
_LOOKED_AT = 64
# One or two letters stand inside half of all words.
_SHORTEST_INSIDE = 3

_NOT_REGISTERED = (
    " AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.activity_id = :activity "
    "AND r.participant_id = k.key AND r.removed IS DISTINCT FROM 1)"
)


class Hit(NamedTuple):
    """A record that matches, the words it is found by, and how well: 0 is best."""

    key: UUID
    words: str
    rank: int


def hits(
    db: Session, noun: str, typed: str, limit: int, *, not_registered_in: UUID | None = None
) -> list[Hit]:
    """The records of a noun that match best: those that are there, best first.

    Whole words come before words that are only begun, the beginnings of words before their
    insides; of two alike, the one that begins with what was typed comes first.
    """
    wanted = sought(typed)
    found: dict[UUID, Hit] = {}
    if not wanted:
        return []
    condition = _NOT_REGISTERED if not_registered_in else ""
    others = {"activity": not_registered_in.bytes} if not_registered_in else {}
    for rank, how in enumerate((WHOLE, BEGUN, PREFIX, INSIDE)):
        if how == PREFIX and len(wanted) == 1:
            # One word that is only begun is the same question.
            continue
        rows = _rows(db, noun, wanted, how, max(limit, _LOOKED_AT), condition, others)
        fresh = [Hit(UUID(bytes=row[0]), row[1], rank) for row in rows]
        fresh = [each for each in fresh if each.key not in found]
        for hit in sorted(fresh, key=lambda each: _order(each, typed)):
            found.setdefault(hit.key, hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _order(hit: Hit, typed: str) -> tuple[bool, bool, str, int]:
    folded = fold(typed)
    begins = (hit.words + " ").startswith(folded + " ")
    # Of two that are called the same the newer one first, in every database.
    return not begins, not hit.words.startswith(folded), hit.words, -hit.key.int


def _rows(
    db: Session,
    noun: str,
    wanted: Sequence[Sought],
    how: str,
    limit: int,
    condition: str,
    others: Mapping[str, object],
) -> Iterable[tuple[bytes, str]]:
    if how != INSIDE:
        source, values = _begun(db, noun, wanted, how)
    elif longest(wanted) >= _SHORTEST_INSIDE:
        source, values = search.inside(db, noun, wanted)
        source += " AND k.gone = 0"
    else:
        return []
    # Whoever was recorded last is likelier to be asked for than whoever came years ago.
    asked = (
        f"SELECT k.key, k.words FROM {source}{condition} ORDER BY {_newest(source)} DESC LIMIT :n"
    )
    rows = db.execute(text(asked), {**values, **others, "n": limit})
    return [(row[0], row[1]) for row in rows]


def _newest(source: str) -> str:
    """The number to sort by: that of the table read first, so that nothing needs to be sorted."""
    first = source.split(" ", 1)[0]
    return "k.entry" if first == "search_key" else f"{first}.rowid"


def _begun(
    db: Session, noun: str, wanted: Sequence[Sought], how: str
) -> tuple[str, dict[str, object]]:
    dialect = dialects.of(db)
    source = (
        f"search_word {dialect.join} search_key k ON k.entry = search_word.rowid "
        f"WHERE {dialect.found_in('search_word', 'words')}"
    )
    return source, {"words": index_query(dialect, noun, wanted, how)}


def index_query(dialect: Dialect, noun: str, wanted: Sequence[Sought], how: str) -> str:
    """What was typed as an expression of the index of words."""
    terms = (_any(dialect, noun, readings, match) for readings, match in closely(wanted, how))
    return dialect.both(terms)


def _any(dialect: Dialect, noun: str, readings: Sought, match: str) -> str:
    begun = match != WHOLE
    return dialect.expression(
        [dialect.term(search.marked(noun, word), begun=begun) for word in reading]
        for reading in readings
    )


def registered(db: Session, activity: UUID, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who are on the list of an activity, under whatever key."""
    lead = merges.of_people(db)
    keys_of = {person: lead.same(person) for person in people}
    asked = select(Registration.participant_id).where(
        Registration.activity_id == activity,
        Registration.participant_id.in_({key for keys in keys_of.values() for key in keys}),
        Registration.removed.is_not(True),
    )
    on_list = set(db.scalars(asked))
    return {person for person, keys in keys_of.items() if not on_list.isdisjoint(keys)}
