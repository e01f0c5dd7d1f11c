"""Entering people into a list: recorded, taken, written cell by cell, pasted, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities, organisations, participants, people_entry
from ssc_desktop.services.pasted_people import look_at_block, paste_people
from ssc_desktop.services.people_entry import Entered
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

HEADINGS = ["Nom", "Prénoms", "Sexe", "Structure", "Téléphone", "E-mail", "Année de naissance"]
AYA = ["KOUASSI", "Aya", "F", "DGIE", "07 01 02 03 04", "aya@demo.example", "1985"]
ISSA = ["TRAORÉ", "Issa", "M", "DGIE", "07010203", "issa@demo.example", "34 ans"]


@pytest.fixture
def store(office: Workspace) -> Store:
    return office.store


@pytest.fixture
def activity(store: Store) -> UUID:
    values = {"title": "Formation DEMO", "country": "CI"}
    return activities.add_activity(store, "workshop", values).id


def enter(store: Store, activity: UUID, **typed: object) -> Entered:
    return people_entry.enter_person(store, activity, new_key(), typed)


def listed(store: Store, activity: UUID) -> list[Any]:
    return [each.listed for each in people_entry.list_lines(store, activity)]


def known(store: Store, **values: object) -> UUID:
    return participants.add_participant(store, values).id


def test_a_line_records_a_person_as_it_is_typed(store: Store, activity: UUID) -> None:
    entered = enter(
        store, activity, family_name="KOUASSI", given_names="Aya", sex="femme", country="Mali",
        organisation="ADEMO", phone="70 12 34 56", birth="25-29", role="formatrice",
    )  # fmt: skip
    (line,) = entered.lines
    person, place = line.listed.participant, line.listed.registration
    assert (person.sex, person.country, person.phone) == ("F", "ML", "+22370123456")
    assert (person.age_band, person.birth_year) == ("25-29", None)
    assert place.role == "facilitator"
    assert line.listed.organisation.short_name == "ADEMO"
    assert entered.changes.nouns == {"participant", "registration", "organisation"}
    assert not entered.refused


def test_an_organisation_that_is_known_is_found_by_its_name(store: Store, activity: UUID) -> None:
    made = organisations.add_organisation(store, {"acronym": "ADEMO", "country": "CI"})
    for text in ("ademo", "Ademo"):
        (line,) = enter(store, activity, family_name="KONÉ", organisation=text).lines
        assert line.listed.participant.organisation_id == made.id


def test_cells_that_cannot_be_read_are_told_and_the_rest_is_kept(
    store: Store, activity: UUID
) -> None:
    entered = enter(
        store, activity, family_name="KOUASSI", sex="peut-être", email="no address", birth="old",
        country="Nowhereland", function="Juriste",
    )  # fmt: skip
    told = {each.column: each.problem.code for each in entered.refused}
    assert told == {
        "sex": "not-on-list",
        "email": "email-unread",
        "birth": "birth-unread",
        "country": "not-on-list",
    }
    assert {each.column: each.typed for each in entered.refused}["sex"] == "peut-être"
    assert entered.lines[0].listed.participant.function == "Juriste"


def test_a_line_without_a_name_is_refused_and_nothing_is_kept(store: Store, activity: UUID) -> None:
    with pytest.raises(Problem) as caught:
        enter(store, activity, function="Juriste", organisation="ADEMO")
    assert caught.value.code == "name-missing"
    assert listed(store, activity) == []
    assert not [e for e in organisations.list_organisations(store) if e.acronym == "ADEMO"]


def test_an_old_ivorian_number_is_kept_as_typed_and_doubted(store: Store, activity: UUID) -> None:
    (line,) = enter(store, activity, family_name="KONÉ", phone="07 01 02 03").lines
    person = line.listed.participant
    assert (person.phone, person.phone_as_typed) == (None, "07 01 02 03")
    assert "8 digits" in line.doubts["phone"]
    again = people_entry.write_cells(store, activity, {(line.key, "phone"): "07 07 01 02 03"})
    assert again.lines[0].listed.participant.phone == "+2250707010203"
    assert not again.lines[0].doubts


def test_a_number_is_read_again_where_the_person_turns_out_to_live(
    store: Store, activity: UUID
) -> None:
    (line,) = enter(store, activity, family_name="KONÉ", phone="70 12 34 56").lines
    assert line.listed.participant.phone is None
    moved = people_entry.write_cells(store, activity, {(line.key, "country"): "Mali"})
    assert moved.lines[0].listed.participant.phone == "+22370123456"


def test_cells_are_written_in_one_step_and_taken_back(store: Store, activity: UUID) -> None:
    keys = [enter(store, activity, family_name=f"N{n}", city="Bouaké").lines[0].key for n in "ab"]
    cells = {(key, "city"): "Abidjan" for key in keys} | {(keys[0], "invitation"): "walk_in"}
    done = people_entry.write_cells(store, activity, cells)
    assert {each.listed.participant.city for each in done.lines} == {"Abidjan"}
    assert done.lines[0].listed.registration.invitation == "walk_in"
    undone = people_entry.take_back(store, done.deed)
    assert {each.listed.participant.city for each in undone.lines} == {"Bouaké"}
    assert listed(store, activity)[0].registration.invitation is None


def test_a_recorded_person_is_taken_back_with_the_organisation_it_made(
    store: Store, activity: UUID
) -> None:
    entered = enter(store, activity, family_name="KONÉ", organisation="ADEMO")
    undone = people_entry.take_back(store, entered.deed)
    assert undone.gone == (entered.lines[0].key,)
    assert listed(store, activity) == []
    assert participants.list_participants(store) == []
    assert not [e for e in organisations.list_organisations(store) if e.acronym == "ADEMO"]


def test_an_organisation_somebody_else_names_since_stays(store: Store, activity: UUID) -> None:
    entered = enter(store, activity, family_name="KONÉ", organisation="ADEMO")
    enter(store, activity, family_name="BAMBA", organisation="ADEMO")
    people_entry.take_back(store, entered.deed)
    assert [e for e in organisations.list_organisations(store) if e.acronym == "ADEMO"]


def test_known_people_are_taken_once_and_taken_off_again(store: Store, activity: UUID) -> None:
    awa = known(store, family_name="DEMO", given_names="Awa")
    taken = people_entry.take_people(store, activity, [awa])
    assert [each.key for each in taken.lines] == [awa]
    again = people_entry.take_people(store, activity, [awa])
    assert again.deed.is_nothing
    assert [each.key for each in again.lines] == [awa]
    off = people_entry.take_off(store, activity, [awa])
    assert (off.gone, listed(store, activity)) == ((awa,), [])
    back = people_entry.take_back(store, off.deed)
    assert [each.key for each in back.lines] == [awa]
    assert participants.count_participants(store) == 1


def test_a_double_is_told_and_becomes_the_known_person(store: Store, activity: UUID) -> None:
    old = known(
        store, family_name="TRAORÉ", given_names="Awa", phone="+2250701020304", country="CI"
    )
    entered = enter(
        store, activity, family_name="Traore", given_names="Awa", phone="0701020304", sex="F"
    )
    new = entered.lines[0].key
    (alike,) = people_entry.resembling(store, activity, new)
    assert alike.known.participant.id == old
    assert "same telephone" in alike.told
    merged = people_entry.take_known(store, activity, new, old)
    assert merged.gone == (new,)
    assert [each.participant.id for each in listed(store, activity)] == [old]
    assert listed(store, activity)[0].participant.sex == "F"
    assert participants.count_participants(store) == 1
    people_entry.take_back(store, merged.deed)
    assert [each.participant.id for each in listed(store, activity)] == [new]
    assert participants.show_participant(store, old).participant.sex is None


def test_two_people_told_apart_are_not_asked_about_again(store: Store, activity: UUID) -> None:
    old = known(
        store, family_name="TRAORÉ", given_names="Awa", phone="+2250701020304", country="CI"
    )
    entered = enter(store, activity, family_name="TRAORÉ", given_names="Awa", phone="0701020304")
    new = entered.lines[0].key
    people_entry.keep_both(store, new, [old])
    assert people_entry.resembling(store, activity, new) == ()
    people_entry.ask_again(store, new, [old])
    assert people_entry.resembling(store, activity, new)


# --- pasting --------------------------------------------------------------------------------------


def test_the_headings_of_a_block_say_what_its_columns_hold() -> None:
    guess = look_at_block([HEADINGS, AYA, ISSA])
    assert guess.heading_row == 1
    assert guess.fields == (
        "family_name", "given_names", "sex", "organisation", "phone", "email", "birth"
    )  # fmt: skip


def test_a_block_without_headings_is_told_by_its_values() -> None:
    guess = look_at_block([AYA, ISSA])
    assert guess.heading_row == 0
    assert guess.fields == (
        "family_name", "given_names", "sex", "organisation", "phone", "email", "birth"
    )  # fmt: skip
    numbered = [["1", "Koné Awa", "Mali"], ["2", "Bamba Issa", "Sénégal"]]
    assert look_at_block(numbered).fields == ("number", "full_name", "country")


def test_a_block_is_pasted_and_taken_back_whole(store: Store, activity: UUID) -> None:
    rows = [HEADINGS, AYA, ISSA]
    guess = look_at_block(rows)
    told: list[tuple[int, int]] = []
    pasted = paste_people(
        store, activity, rows, guess.fields, heading_row=guess.heading_row,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert (pasted.recorded, pasted.known, pasted.repeated) == (2, 0, 0)
    assert told == [(0, 2), (2, 2)]
    aya, issa = listed(store, activity)
    assert (aya.participant.phone, aya.participant.birth_year) == ("+2250701020304", 1985)
    assert (issa.participant.phone_as_typed, issa.participant.age_band) == ("07010203", "30-35")
    assert "phone" in pasted.entered.lines[1].doubts
    people_entry.take_back(store, pasted.entered.deed)
    assert listed(store, activity) == []
    assert participants.count_participants(store) == 0


def test_pasting_twice_doubles_nobody(store: Store, activity: UUID) -> None:
    rows = [HEADINGS, AYA, ISSA, AYA]
    guess = look_at_block(rows)
    first = paste_people(store, activity, rows, guess.fields, heading_row=1)
    assert (first.recorded, first.repeated) == (2, 1)
    again = paste_people(store, activity, rows, guess.fields, heading_row=1)
    assert (again.recorded, again.known, again.repeated) == (0, 2, 1)
    assert participants.count_participants(store) == 2
    assert again.entered.deed.is_nothing


def test_a_pasted_known_person_is_completed_and_restored(store: Store, activity: UUID) -> None:
    old = known(
        store, family_name="KOUASSI", given_names="Aya", phone="+2250701020304", country="CI"
    )
    pasted = paste_people(store, activity, [HEADINGS, AYA], look_at_block([HEADINGS, AYA]).fields,
                          heading_row=1)  # fmt: skip
    assert (pasted.recorded, pasted.known) == (0, 1)
    assert participants.show_participant(store, old).participant.birth_year == 1985
    people_entry.take_back(store, pasted.entered.deed)
    person = participants.show_participant(store, old).participant
    assert (person.birth_year, person.email, person.removed) == (None, None, None)
    assert listed(store, activity) == []


def test_a_pasted_namesake_is_recorded_and_told(store: Store, activity: UUID) -> None:
    old = known(store, family_name="KOUASSI", given_names="Aya", email="aya@demo.example")
    block = [["Nom", "Prénoms", "E-mail", "Téléphone"],
             ["KOUASSI", "Ayah", "aya@demo.example", "0506070809"]]  # fmt: skip
    pasted = paste_people(store, activity, block, look_at_block(block).fields, heading_row=1)
    assert pasted.recorded == 1
    (alike,) = pasted.alike[pasted.entered.lines[0].key]
    assert alike.known.participant.id == old
    assert "same e-mail" in alike.told


def test_rows_without_a_name_are_handed_back(store: Store, activity: UUID) -> None:
    rows = [HEADINGS, AYA, ["", "", "F", "DGIE", "0506070809", "who@demo.example", ""]]
    pasted = paste_people(store, activity, rows, look_at_block(rows).fields, heading_row=1)
    (left,) = pasted.left_out
    assert left.values["phone"] == "0506070809"
    assert left.values["organisation"] == "DGIE"
    assert "no name" in left.message
    assert len(listed(store, activity)) == 1


def test_pasted_cells_that_cannot_be_read_are_told(store: Store, activity: UUID) -> None:
    rows = [HEADINGS, ["KONÉ", "Awa", "vieux", "", "", "nothing@", "yesterday"]]
    pasted = paste_people(store, activity, rows, look_at_block(rows).fields, heading_row=1)
    told = {(each.column, each.typed) for each in pasted.entered.refused}
    assert told == {("sex", "vieux"), ("email", "nothing@"), ("birth", "yesterday")}


def test_a_block_of_no_people_is_refused(store: Store, activity: UUID) -> None:
    with pytest.raises(Problem) as caught:
        paste_people(store, activity, [["Total", ""]], ["ignored", "ignored"])
    assert caught.value.code == "paste-no-people"
