"""Records are found in any spelling, whoever wrote them."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.storage import participants
from ssc_desktop.storage.store import Store


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ({"family_name": "N’Guessan"}, "n'guessan"),
        ({"family_name": "TRAORÉ", "given_names": "Aïcha"}, "aicha traore"),
        ({"name_ar": "أحمد الفاسي"}, "احمد"),
        ({"name_ar": "فاطمة"}, "فاطمه"),
        ({"name_ar": "مُنى"}, "منى"),
        ({"phone": "+22365012345"}, "65012345"),
        ({"given_names": "Cœur"}, "coeur"),
    ],
)
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


def test_bulk_written_and_edited_rows_are_found_too(store: Store) -> None:
    key = new_key()
    with store.writing() as db:
        db.execute(insert(Participant), [{"id": key, "family_name": "Diarra"}])
    with store.writing() as db:
        db.get_one(Participant, key).family_name = "Koné"
    with store.reading() as db:
        assert [each.id for each in participants.listed(db, typed="kone")] == [key]
        assert participants.listed(db, typed="diarra") == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "   ", "100% _"])
def test_signs_of_the_query_language_are_plain_letters(store: Store, typed: str) -> None:
    with store.writing() as db:
        db.add(Participant(family_name="Koné"))
    with store.reading() as db:
        participants.listed(db, typed=typed)
