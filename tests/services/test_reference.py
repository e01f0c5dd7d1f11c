"""A workspace starts from the shipped programme and offers the lists as headquarters amended them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from ssc_desktop.domain import reference as shipped_lists
from ssc_desktop.domain.code import Code
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import reference
from ssc_desktop.storage import change_log, shipped
from ssc_desktop.storage.records import every
from ssc_desktop.storage.store import Store
from ssc_desktop.workbook.countries import country_named

FRENCH = Language("fr")
DURING = date(2021, 8, 16)


def make_store(folder: Path, name: str) -> Store:
    return Store.create(folder / name, os.urandom(32))


def logged(store: Store) -> list[tuple[object, ...]]:
    """The log with its sources by device, as another laptop would be told."""
    with store.reading() as db:
        rows = db.execute(
            text(
                "SELECT s.device, s.incarnation, c.seq, hlc, tx, author, tbl, key, kind, fields, "
                "parents FROM change c JOIN source s ON s.id = c.source ORDER BY s.device, c.seq"
            )
        )
        return [tuple(row) for row in rows]


def test_seeding_gives_the_programme_its_plans_commitments_and_organisations(
    store: Store,
) -> None:
    changes = reference.seed(store)
    with store.reading() as db:
        programme = every(db, Programme)[0]
        assert programme.contract_no == "T05-EUTF-NOA-MA-06-01"
        assert programme.starts_on == date(2018, 12, 1)
        assert programme.agencies == ("EF", "GIZ")
        assert {plan.code for plan in every(db, ActionPlan)} == {"MA-SN", "MA-CI", "MA-ML"}
        assert len(every(db, Commitment)) == 9
        acronyms = {each.acronym for each in every(db, Organisation)}
    assert {"MDCMRE", "CIGEM", "DGIE", "BAOS", "GIZ", "ANAPEC"} <= acronyms
    assert changes.count == len(shipped_lists.programme_rows())


def test_seeding_again_writes_nothing(store: Store) -> None:
    reference.seed(store)
    before = logged(store)
    assert reference.seed(store).count == 0
    assert logged(store) == before


def test_every_workspace_starts_from_the_very_same_changes(tmp_path: Path) -> None:
    one, other = make_store(tmp_path, "one.db"), make_store(tmp_path, "other.db")
    for each in (one, other):
        reference.seed(each)
    assert logged(one) == logged(other)
    assert {row[0] for row in logged(one)} == {shipped.DEVICE}
    one.close()
    other.close()


def test_the_seeds_are_logged_as_the_triggers_would_log_them(store: Store) -> None:
    reference.seed(store)
    told = {row[7]: json.loads(str(row[9])) for row in logged(store)}
    with store.reading() as db:
        programme = every(db, Programme)[0]
    fields = told[programme.id.hex]
    assert fields["countries"] == '["CI", "MA", "ML", "SN"]'
    assert fields["budget"] == 1_033_620_000
    assert fields["starts_on"] == "2018-12-01"
    assert "data_contact" not in fields
    assert "created_by" not in fields


def test_an_edit_replaces_what_was_shipped(store: Store) -> None:
    reference.seed(store)
    with store.writing() as db:
        programme = every(db, Programme)[0]
        programme.data_contact = "DEMO"
        programme.short_title = "SSCAM"
    last = logged(store)[0]
    with store.reading() as db:
        program = {source: number for number, source in change_log.sources(db).items()}[
            shipped.DEVICE, shipped.INCARNATION
        ]
    assert last[8] == "U"
    assert json.loads(str(last[10]))["short_title"] == [[program, 1]]


def test_seeding_leaves_an_edited_record_as_it_is(store: Store) -> None:
    reference.seed(store)
    with store.writing() as db:
        every(db, Programme)[0].short_title = "SSCAM"
    reference.seed(store)
    with store.reading() as db:
        assert every(db, Programme)[0].short_title == "SSCAM"


def test_writing_after_seeding_is_logged_as_this_laptops_own(store: Store) -> None:
    reference.seed(store)
    with store.writing() as db:
        db.add(Organisation(name_fr="Association DEMO"))
    own = [row for row in logged(store) if row[0] != shipped.DEVICE]
    assert [(row[2], row[6], row[8]) for row in own] == [(1, "organisation", "I")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_choices_are_named_in_the_readers_language(store: Store, code: str) -> None:
    offered = {each.code: each.label for each in reference.choices(store, "sex", Language(code))}
    expected = {"fr": "Féminin", "en": "Female", "ar": "أنثى"}
    assert offered["F"] == expected[code]


def test_regions_on_offer_depend_on_the_day(store: Store) -> None:
    during = reference.choices(store, "region", FRENCH, on=DURING, country="ML")
    after = reference.choices(store, "region", FRENCH, on=date(2024, 1, 1), country="ML")
    assert len(during) == 11
    assert len(after) == 20
    assert not {each.code for each in during} & {each.code for each in after}


def test_ivorian_districts_are_not_offered_where_regions_are(store: Store) -> None:
    offered = reference.choices(store, "region", FRENCH, country="CI")
    assert len(offered) == 33
    assert {each.code for each in offered} >= {"CI-AB", "CI-YM", "CI-GOH"}


def test_countries_are_sorted_by_name_after_the_four(store: Store) -> None:
    offered = reference.choices(store, "country", FRENCH)
    assert [each.code for each in offered[:4]] == ["MA", "CI", "ML", "SN"]
    assert offered[4].label == "Afghanistan"
    labels = [each.label for each in offered]
    assert labels.index("Égypte") < labels.index("Espagne") < labels.index("Zambie")


def test_codes_of_headquarters_are_offered_and_its_names_win(store: Store) -> None:
    with store.writing() as db:
        db.add(
            Code(code_list="sector", edition="", code="fisheries", name_fr="Pêche", name_ar="الصيد")
        )
        db.add(Code(code_list="sector", edition="", code="education", name_fr="École"))
    offered = {each.code: each.label for each in reference.choices(store, "sector", FRENCH)}
    assert offered["fisheries"] == "Pêche"
    assert offered["education"] == "École"
    assert reference.names(store, "sector", Language("ar"))["education"] == "التربية والتعليم"


def test_an_amendment_that_was_removed_amends_nothing(store: Store) -> None:
    with store.writing() as db:
        db.add(Code(code_list="sector", edition="", code="education", name_fr="École"))
        db.add(Code(code_list="sector", edition="", code="fisheries", name_fr="Pêche"))
    assert shipped_lists.name_of("sector", "education", FRENCH) == "École"
    with store.writing() as db:
        for each in db.scalars(select(Code)):
            each.removed = True
    offered = {each.code: each.label for each in reference.choices(store, "sector", FRENCH)}
    assert offered["education"] == "Éducation"
    assert "fisheries" not in offered
    # Where it is recorded it is still read.
    assert reference.names(store, "sector", FRENCH)["fisheries"] == "Pêche"
    assert shipped_lists.name_of("sector", "fisheries", FRENCH) == "Pêche"


def test_a_code_that_is_not_named_in_a_language_has_the_name_of_another(store: Store) -> None:
    with store.writing() as db:
        db.add(Code(code_list="sector", edition="", code="fisheries", name_fr="Pêche"))
        db.add(Code(code_list="sector", edition="", code="mining"))
    named = reference.names(store, "sector", Language("ar"))
    assert (named["fisheries"], named["mining"]) == ("Pêche", "mining")


def test_the_lists_are_those_of_the_workspace_that_was_used_last(tmp_path: Path) -> None:
    one, other = make_store(tmp_path, "one.db"), make_store(tmp_path, "other.db")
    with one.writing() as db:
        db.add(Code(code_list="theme", edition="", code="RT", name_fr="Retour"))
    assert shipped_lists.code_named("theme", "retour") == "RT"
    with other.reading():
        assert shipped_lists.code_named("theme", "retour") is None
    with one.reading():
        assert shipped_lists.name_of("theme", "RT", FRENCH) == "Retour"
    one.close()
    assert "RT" not in shipped_lists.codes("theme")
    other.close()


def test_what_was_not_kept_is_not_seen(store: Store) -> None:
    def fail() -> None:
        with store.writing() as db:
            db.add(Code(code_list="theme", edition="", code="RT", name_fr="Retour"))
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "RT" not in shipped_lists.codes("theme")
    assert shipped_lists.name_of("theme", "MD", FRENCH) != "MD"


def test_what_is_made_of_the_lists_is_made_again_when_they_change(store: Store) -> None:
    with store.reading():
        assert country_named("Wakanda") is None
    with store.writing() as db:
        db.add(Code(code_list="country", edition="", code="FR", name_en="Wakanda"))
    assert country_named("Wakanda") == "FR"


def test_an_unknown_list_offers_nothing(store: Store) -> None:
    assert reference.choices(store, "no_such_list", FRENCH) == ()
