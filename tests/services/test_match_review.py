from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from ssc_desktop.services import match_review
from ssc_desktop.services.duplicates import dismiss, likely_duplicates, show_pair
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.participants import add_participant, change_participant
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from ssc_desktop.storage.local import read_fact
from tests.conftest import PASSPHRASE
from tests.services.replicas import changes_of

PHONE = "+22376123456"


@pytest.fixture
def bamako(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(
        tmp_path / "bamako",
        edition="office",
        country="ML",
        office_name="Bureau de Bamako",
        office_code="BKO",
        officer="DEMO Second officer",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        record_basis(workspace, "DEMO authorisation 2")
        yield workspace


@pytest.fixture
def offices(
    office: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> tuple[Workspace, Workspace]:
    """Two offices that have the key for matching."""
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    for each in (office, bamako):
        code = each.office.code
        approve(headquarters, join(each, card, tmp_path / f"{code}.sscreq").file)
        import_bundles(headquarters, [export_bundle(each).file])
        import_bundles(each, [export_return(headquarters, code, tmp_path).file])
    return office, bamako


def record(workspace: Workspace, **values: Any) -> UUID:
    person = {"sex": "F", "country": "ML", **values}
    return add_participant(workspace.store, person).id


def hand_in(headquarters: Workspace, *offices: Workspace) -> None:
    for each in offices:
        (result,) = import_bundles(headquarters, [export_bundle(each).file])
        assert result.status == "imported"


def pairs(headquarters: Workspace) -> list[tuple[set[UUID], set[str]]]:
    found = match_review.scored_by_codes(headquarters.store)
    return [(set(pair), set(likeness.reasons)) for pair, likeness in found.items()]


def test_two_offices_that_tell_no_names_let_headquarters_see_one_person(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    one = record(offices[0], family_name="Traoré", given_names="Awa Maïmouna", phone=PHONE)
    other = record(offices[1], family_name="TRAORE", given_names="Awa", phone=PHONE)
    record(offices[1], family_name="Koné", given_names="Moussa", phone="+22376999999", sex="M")
    hand_in(headquarters, *offices)
    ((found, reasons),) = pairs(headquarters)
    assert found == {one, other}
    assert {"phone-same", "name-near", "sex-same"} <= reasons
    assert "Traor" not in str(changes_of(headquarters.store))


def test_name_and_year_of_birth_are_a_witness_and_a_name_alone_is_none(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    born = record(offices[0], family_name="Keïta", given_names="Fatou", birth_year=1987)
    again = record(offices[1], family_name="Keita", given_names="Fatoumata", birth_year=1987)
    for each in offices:
        record(each, family_name="Mamadou", given_names="Traoré", sex="M")
    hand_in(headquarters, *offices)
    ((found, reasons),) = pairs(headquarters)
    assert found == {born, again}
    assert {"name-variant", "birth-same"} <= reasons


def test_a_family_that_shares_a_telephone_is_not_one_person(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    record(offices[0], family_name="Diarra", given_names="Moussa", phone=PHONE)
    record(offices[1], family_name="Coulibaly", given_names="Fanta", phone=PHONE)
    hand_in(headquarters, *offices)
    assert pairs(headquarters) == []


def test_an_arabic_name_is_known_again(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    one = record(offices[0], name_ar="منى حدّاد", email="Mona@example.org")
    other = record(offices[1], name_ar="مُنى حداد", email="mona@example.org ")
    hand_in(headquarters, *offices)
    ((found, reasons),) = pairs(headquarters)
    assert found == {one, other}
    assert {"name-equal", "email-same"} <= reasons


def test_a_person_whose_name_is_known_here_is_compared_with_one_told_by_codes(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    own = record(headquarters, family_name="Sissoko", given_names="Ibrahim", phone=PHONE)
    theirs = record(offices[0], family_name="Cissokho", given_names="Brahim", phone=PHONE)
    hand_in(headquarters, offices[0])
    ((found, reasons),) = pairs(headquarters)
    assert found == {own, theirs}
    assert {"name-variant", "phone-same"} <= reasons


def test_the_pairs_are_in_the_review_until_somebody_tells_them_apart(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    one = record(offices[0], family_name="Traoré", given_names="Awa", phone=PHONE)
    other = record(offices[1], family_name="Traoré", given_names="Awa", phone=PHONE)
    hand_in(headquarters, *offices)
    (pair,) = likely_duplicates(headquarters.store)
    assert {pair.one.participant.id, pair.other.participant.id} == {one, other}
    assert "phone-same" in show_pair(headquarters.store, one, other).reasons
    dismiss(headquarters.store, one, other)
    assert likely_duplicates(headquarters.store) == []


def test_codes_follow_the_person_and_are_asked_for_where_they_lack(
    office: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    keys = []
    for each in (office, bamako):
        approve(headquarters, join(each, card, tmp_path / f"{each.office.code}.sscreq").file)
        keys.append(record(each, family_name="Sow", given_names="Aminata", phone=PHONE))
    # Nobody has the key yet: the first bundles tell no codes.
    hand_in(headquarters, office, bamako)
    assert pairs(headquarters) == []
    for each in (office, bamako):
        back = export_return(headquarters, each.office.code, tmp_path).file
        import_bundles(each, [back])
        record(each, family_name="Someone", given_names=each.office.code)
    hand_in(headquarters, office, bamako)
    assert [found for found, _ in pairs(headquarters)] == [set(keys)]
    change_participant(office.store, keys[0], {"phone": "+22371111111"})
    hand_in(headquarters, office)
    assert pairs(headquarters) == []


def test_codes_of_whoever_was_erased_are_let_go(
    offices: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    one = record(offices[0], family_name="Traoré", given_names="Awa", phone=PHONE)
    record(offices[1], family_name="Traoré", given_names="Awa", phone=PHONE)
    hand_in(headquarters, *offices)
    assert len(pairs(headquarters)) == 1
    erase_participant(headquarters.store, one, "asked for", confirm=True)
    assert pairs(headquarters) == []


def test_the_key_is_headquarters_own_and_lies_in_no_card(
    offices: tuple[Workspace, Workspace], headquarters: Workspace, tmp_path: Path
) -> None:
    key = match_review.key_of(headquarters.store)
    assert key == match_review.key_of(headquarters.store)
    for each in offices:
        with each.store.reading() as db:
            assert read_fact(db, "matching_key") == key
    card = make_card(headquarters, tmp_path / "again.sscard").file.read_bytes()
    assert key not in card
    assert key.hex().encode() not in card
