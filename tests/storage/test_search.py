"""Records are found in any spelling, whoever wrote them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.domain.search_words import BEGUN, INSIDE, PREFIX, WHOLE, holds, longest, sought
from ssc_desktop.storage import change_log, finding, participants, search
from ssc_desktop.storage.store import Store
from tests.services.replicas import changes_of, hand_over

SPELLINGS = [
    ({"family_name": "N’Guessan"}, "n'guessan"),
    ({"family_name": "TRAORÉ", "given_names": "Aïcha"}, "aicha traore"),
    ({"name_ar": "أحمد الفاسي"}, "احمد"),
    ({"name_ar": "أحمد الفاسي"}, "فاسي"),
    ({"name_ar": "فاطمة"}, "فاطمه"),
    ({"name_ar": "مُنى"}, "منى"),
    ({"family_name": "𞤁𞤢𞤤𞤤𞤮"}, "𞤁𞤢𞤤"),
    ({"phone": "+22365012345"}, "65012345"),
    ({"phone": "+22365012345"}, "65 01 23 45"),
    ({"phone": "+22365012345"}, "00223 65.01"),
    ({"phone": "+212661234567"}, "06 61 23"),
    ({"phone_as_typed": "07 12 34 56"}, "0712"),
    ({"email": "a.traore@mali.ml"}, "a.traore@ma"),
    ({"given_names": "Cœur"}, "coeur"),
    ({"alias": "Sissokho"}, "sisso"),
]


def keys_of(store: Store, noun: str, typed: str, limit: int = 10) -> list[UUID]:
    with store.reading() as db:
        return [hit.key for hit in finding.hits(db, noun, typed, limit)]


@pytest.mark.parametrize(("written", "typed"), SPELLINGS)
def test_a_participant_is_found_in_another_spelling(
    store: Store, written: dict[str, str], typed: str
) -> None:
    with store.writing() as db:
        db.add(Participant(**written))
        db.add(Participant(family_name="Autre", given_names="Personne"))
    with store.reading() as db:
        found = participants.listed(db, typed=typed)
    assert len(found) == 1
    assert all(getattr(found[0], name) == value for name, value in written.items())
    assert keys_of(store, "participant", typed) == [found[0].id]


def test_bulk_written_and_edited_rows_are_found_too(store: Store) -> None:
    key = new_key()
    with store.writing() as db:
        db.execute(insert(Participant), [{"id": key, "family_name": "Diarra"}])
    with store.writing() as db:
        db.get_one(Participant, key).family_name = "Koné"
    with store.reading() as db:
        assert [each.id for each in participants.listed(db, typed="kone")] == [key]
        assert participants.listed(db, typed="diarra") == []
    assert keys_of(store, "participant", "kone") == [key]
    assert keys_of(store, "participant", "diarra") == []


def test_what_another_laptop_wrote_is_found(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other.db", bytes(range(32)))
    with other.writing() as db:
        change_log.name_own_source(db, "b" * 16)
        db.add_all(Participant(family_name=f"Koné {n}") for n in range(2500))
    assert hand_over(changes_of(other), store).changes == 2500
    other.close()
    assert len(keys_of(store, "participant", "kone", 3000)) == 2500
    assert len(keys_of(store, "participant", "1234 kon", 3000)) == 1


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "   ", "100% _", "a* OR b", "NOT", "-"]
)
def test_signs_of_the_query_language_are_plain_letters(store: Store, typed: str) -> None:
    with store.writing() as db:
        db.add(Participant(family_name="Koné"))
    with store.reading() as db:
        participants.listed(db, typed=typed)
    assert keys_of(store, "participant", typed) == []


def test_the_closest_match_comes_first(store: Store) -> None:
    names = ["Bakary", "Ba", "Cissé", "Diaba", "Traoré Ba", "Bamba"]
    with store.writing() as db:
        db.add_all(Organisation(name_fr=name) for name in names)
    with store.reading() as db:
        hits = finding.hits(db, "organisation", "ba", 10)
    assert [hit.words for hit in hits] == ["ba", "traore ba", "bakary", "bamba"]
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    with store.reading() as db:
        assert [hit.words for hit in finding.hits(db, "organisation", "aba", 10)] == ["diaba"]


def test_the_removed_are_listed_among_the_removed_only(store: Store) -> None:
    with store.writing() as db:
        person = Participant(family_name="Koné")
        db.add(person)
    with store.writing() as db:
        db.get_one(Participant, person.id).removed = True
    assert keys_of(store, "participant", "kone") == []
    assert keys_of(store, "participant", "one") == []
    with store.reading() as db:
        found = participants.listed(db, typed="kone", removed=True)
    assert [each.id for each in found] == [person.id]
    with store.writing() as db:
        db.get_one(Participant, person.id).removed = False
    assert keys_of(store, "participant", "kone") == [person.id]


def test_people_are_found_by_the_acronym_of_their_organisation(store: Store) -> None:
    with store.writing() as db:
        company = Organisation(name_fr="Centre d’information", acronym="CIGEM")
        db.add(company)
        db.flush()
        person = Participant(family_name="Koné", organisation_id=company.id)
        db.add(person)
    assert keys_of(store, "participant", "kone cigem") == [person.id]
    with store.writing() as db:
        db.get_one(Organisation, company.id).acronym = "DGME"
    assert keys_of(store, "participant", "kone cigem") == []
    assert keys_of(store, "participant", "dgme") == [person.id]


def test_evidence_is_found_by_words_of_its_file_name(store: Store) -> None:
    with store.writing() as db:
        kept = Evidence(file_name="Rapport_final-v2.pdf")
        db.add(kept)
    assert keys_of(store, "evidence", "final rapport") == [kept.id]


def test_an_edit_of_other_fields_leaves_the_index_alone(store: Store) -> None:
    with store.writing() as db:
        person = Participant(family_name="Koné")
        db.add(person)
    with store.reading() as db:
        before = db.execute(text("SELECT * FROM search_word_data ORDER BY id")).all()
    with store.writing() as db:
        db.get_one(Participant, person.id).function = "Agent"
    with store.reading() as db:
        assert db.execute(text("SELECT * FROM search_word_data ORDER BY id")).all() == before
        assert not search.is_behind(db)


def test_an_index_left_behind_is_made_when_the_database_is_opened(tmp_path: Path) -> None:
    path, key = tmp_path / "data.db", bytes(range(32))
    store = Store.create(path, key)
    with store.writing() as db:
        person = Participant(family_name="Koné")
        db.add(person)
    with store.connecting(write=True) as connection:
        for table in ("search_key", "search_upto", "search_word", "search_inside"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert keys_of(store, "participant", "kone") == []
    store.close()
    store = Store.open(path, key)
    assert keys_of(store, "participant", "kone") == [person.id]
    store.close()


def test_the_indexes_keep_no_trace_of_a_name_that_was_erased(store: Store) -> None:
    with store.writing() as db:
        person = Participant(family_name="Zorglub")
        db.add_all([person, Participant(family_name="Koné")])
    assert _traces(store, b"zorg", b"zor") == [True, True]
    with store.writing() as db:
        db.get_one(Participant, person.id).family_name = None
        db.add(Erasure(participant_id=person.id))
    assert _traces(store, b"zorg", b"zor") == [False, False]
    assert keys_of(store, "participant", "zorglub") == []
    assert len(keys_of(store, "participant", "kone")) == 1


def _traces(store: Store, *words: bytes) -> list[bool]:
    with store.reading() as db:
        return [
            any(word in row[0] for row in db.execute(text(f"SELECT block FROM {name}_data")))
            for name, word in zip(("search_word", "search_inside"), words, strict=True)
        ]


LETTERS = st.text("abéÉاأىة𞤀ۚ'-019 ", min_size=1, max_size=8)
NAMES = st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES, typed=LETTERS)
def test_the_index_finds_what_reading_every_name_finds(
    store: Store, names: list[tuple[str, str]], typed: str
) -> None:
    with store.writing() as db:
        # The index of an earlier example is no part of this one.
        for old in db.query(Organisation).filter(Organisation.removed.is_not(True)):
            old.removed = True
        written = [Organisation(name_fr=one, name_ar=other) for one, other in names]
        db.add_all(written)
    kept: dict[UUID, list[str]] = {}
    with store.reading() as db:
        rows = db.execute(text("SELECT key, words FROM search_key WHERE gone = 0"))
        kept = {UUID(bytes=key): words.split() for key, words in rows}
        found = {hit.key: hit.rank for hit in finding.hits(db, "organisation", typed, 100)}
    wanted = sought(typed)
    # One or two letters are not looked for inside words.
    levels = (WHOLE, BEGUN, PREFIX, INSIDE)[: 4 if longest(wanted) >= 3 else 3]
    expected = {}
    for key, words in kept.items():
        ranks = [rank for rank, how in enumerate(levels) if holds(words, wanted, how)]
        if wanted and ranks:
            expected[key] = min(ranks)
    assert found == expected
    assert {each.id for each in written} == set(kept)


def test_what_nobody_looks_for_is_noted_now_and_then(store: Store) -> None:
    def upto() -> int:
        with store.reading() as db:
            assert not search.is_behind(db)
            return int(db.execute(text("SELECT max(upto) FROM search_upto")).scalar_one())

    def mark(many: int) -> None:
        with store.writing() as db:
            for _ in range(many):
                mark = Attendance(
                    activity_id=new_key(), participant_id=new_key(), slot="2021-08-16/AM"
                )
                mark.state = "present"
                db.add(mark)

    with store.writing() as db:
        db.add(Participant(family_name="Koné"))
    first = upto()
    mark(10)
    assert upto() == first
    mark(60)
    assert upto() == first + 70
    mark(1)
    with store.writing() as db:
        person = Participant(family_name="Diallo")
        db.add(person)
    assert upto() == first + 72
    assert keys_of(store, "participant", "diallo") == [person.id]
