"""The shipped lists are complete, in three languages, and avoid the known traps."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from ssc_desktop.domain import reference
from ssc_desktop.domain.all_records import ALL_RECORDS, RECORDS_BY_NOUN, synced_columns
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.types import Choice, Choices
from ssc_desktop.language import LANGUAGES, Language

HALFWAY = date(2021, 8, 16)
TODAY_2024 = date(2024, 6, 1)


def every_entry() -> list[reference.Entry]:
    return [each for name in reference.code_lists() for each in reference.shipped(name)]


def regions(country: str, scheme: str | None = None) -> list[reference.Entry]:
    return [
        each
        for each in reference.shipped("region")
        if reference.country_of(each.code) == country and scheme in (None, each.scheme)
    ]


def test_every_code_has_a_name_in_each_language() -> None:
    nameless = [
        (each.code_list, each.code, language)
        for each in every_entry()
        for language in LANGUAGES
        if not getattr(each, language).strip()
    ]
    assert nameless == []


def test_arabic_names_are_written_in_arabic() -> None:
    latin_allowed = {("agency", "GIZ")}
    latin = [
        (each.code_list, each.code)
        for each in every_entry()
        if not any("\u0600" <= letter <= "\u06ff" for letter in each.ar)
    ]
    assert set(latin) <= latin_allowed


def test_no_code_is_there_twice_in_a_list() -> None:
    for name in reference.code_lists():
        counted = Counter(each.code for each in reference.shipped(name))
        assert [code for code, times in counted.items() if times > 1] == []


def test_no_two_codes_valid_on_a_day_share_a_name_unless_one_lies_in_the_other() -> None:
    for day in (HALFWAY, TODAY_2024):
        for name in reference.code_lists():
            valid = [each for each in reference.shipped(name) if each.valid_on(day)]
            named = Counter((each.fr, reference.country_of(each.code)) for each in valid)
            assert [pair for pair, times in named.items() if times > 1] == []


def test_every_parent_exists() -> None:
    orphans = [
        (each.code_list, each.code)
        for each in every_entry()
        if each.parent and reference.parent_of(each) is None
    ]
    assert orphans == []


def test_every_replacement_exists() -> None:
    for each in every_entry():
        for code in each.replaced_by:
            assert reference.entry(each.code_list, code) is not None


def test_every_list_a_field_chooses_from_is_shipped() -> None:
    chosen = {
        each.type.code_list
        for record_class in ALL_RECORDS
        for each in fields_of(record_class)
        if isinstance(each.type, Choice | Choices)
    }
    assert chosen <= set(reference.code_lists())
    assert "activity_type" in chosen


def test_codes_fit_their_columns() -> None:
    for each in every_entry():
        assert len(each.code) <= 40
        assert "/" not in each.code
        assert len(" ".join(each.replaced_by)) <= 40
        assert max(len(each.scheme), len(each.parent)) <= 40
        # Nobody amends the older indicators: their titles go into no column.
        longest = 300 if each.code_list == "indicator_older" else 200
        assert max(len(each.en), len(each.fr), len(each.ar)) <= longest


@pytest.mark.parametrize(("country", "count"), [("MA", 12), ("CI", 14), ("ML", 11), ("SN", 14)])
def test_first_level_regions_are_those_of_iso(country: str, count: int) -> None:
    assert len(regions(country, "ISO 3166-2")) == count


def test_the_four_countries_have_51_iso_regions() -> None:
    iso = [each for each in reference.shipped("region") if each.scheme == "ISO 3166-2"]
    assert len(iso) == 51


def test_the_ivorian_regions_are_31_each_in_its_district() -> None:
    second = regions("CI", "CI regions")
    assert len(second) == 31
    assert reference.first_level("CI-LOH-DJIBOUA") == "CI-GD"
    assert reference.first_level("CI-TCHOLOGO") == "CI-SV"
    without = {"CI-AB", "CI-YM"}
    districts = {each.code for each in regions("CI", "ISO 3166-2")}
    assert {each.parent for each in second} == districts - without


def test_ivorian_officers_choose_31_regions_or_an_autonomous_district() -> None:
    collected = [each.code for each in regions("CI") if reference.is_collected(each)]
    assert len(collected) == 33
    assert {"CI-AB", "CI-YM"} <= set(collected)
    assert "CI-GD" not in collected


def test_mali_has_11_regions_during_the_action_and_20_since_the_law_of_2023() -> None:
    during = [each for each in regions("ML") if each.valid_on(HALFWAY)]
    since = [each for each in regions("ML") if each.valid_on(date(2023, 3, 13))]
    assert len(during) == 11
    assert len(since) == 20
    assert len([each for each in regions("ML") if each.valid_on(date(2023, 3, 12))]) == 11


def test_malian_numbers_of_iso_and_of_the_law_are_not_confused() -> None:
    names = {each.code: each.fr for each in regions("ML")}
    assert (names["ML-9"], names["ML-10"]) == ("Ménaka", "Taoudénit")
    assert (names["ML-2023-09"], names["ML-2023-10"]) == ("Taoudénit", "Ménaka")
    for code, same in (("ML-9", "ML-2023-10"), ("ML-10", "ML-2023-09")):
        found = reference.entry("region", code)
        assert found is not None
        assert found.replaced_by == (same,)


def test_the_new_malian_regions_each_come_out_of_one_old_region() -> None:
    successors = [code for each in regions("ML") for code in each.replaced_by]
    assert sorted(successors) == sorted(each.code for each in regions("ML", "ML law 2023-006"))


def test_moroccan_codes_are_those_of_the_2015_edition() -> None:
    names = {each.code: each.fr for each in regions("MA")}
    assert names["MA-07"] == "Marrakech-Safi"
    assert names["MA-04"] == "Rabat-Salé-Kénitra"
    assert "MA-13" not in names
    assert {each.edition for each in regions("MA")} == {"2015"}


def test_countries_are_the_whole_of_iso_3166_with_the_four_first() -> None:
    countries = reference.shipped("country")
    assert len(countries) == 249
    assert [each.code for each in countries[:4]] == ["MA", "CI", "ML", "SN"]
    assert reference.name_of("country", "CI", Language("ar")) == "كوت ديفوار"
    assert reference.name_of("country", "CI", Language("en")) == "Côte d'Ivoire"


def test_activity_types_hang_on_the_four_method_steps() -> None:
    steps = {each.code for each in reference.shipped("method_step")}
    assert steps == {"ECH", "DIA", "CAP", "PIL"}
    assert {each.parent for each in reference.shipped("activity_type")} == steps


@pytest.mark.parametrize(
    ("code_list", "codes"),
    [
        ("attendance_state", "present absent excused late left_early online"),
        (
            "role",
            "participant facilitator speaker resource_person interpreter rapporteur organiser "
            "observer press driver",
        ),
        ("sex", "F M X"),
        (
            "activity_status",
            "idea planned confirmed under_way done postponed cancelled closed",
        ),
        ("half_day_part", "AM PM EV"),
        ("theme", "MD DR MO"),
        ("likelihood", "1 2 3 4 5"),
        ("age_band", "0-14 15-17 18-24 25-29 30-35 36-59 60-64 65+ unknown"),
    ],
)
def test_codes_other_rooms_rely_on_are_there_in_their_order(code_list: str, codes: str) -> None:
    assert [each.code for each in reference.shipped(code_list)] == codes.split()


@pytest.mark.parametrize(
    "written", ["Côte d'Ivoire", "COTE D\u2019IVOIRE", "cote divoire", "كوت ديفوار", "CI", "ci"]
)
def test_a_country_is_found_however_it_is_written(written: str) -> None:
    assert reference.code_named("country", written) == "CI"


def test_a_name_nobody_knows_finds_nothing() -> None:
    assert reference.code_named("country", "Atlantide") is None
    assert reference.code_named("no_such_list", "CI") is None
    assert reference.name_of("region", "XX-1", Language("fr")) == "XX-1"


def test_the_programme_names_the_action_as_its_contract_does() -> None:
    programme = next(row for row in reference.programme_rows() if row["noun"] == "programme")
    assert programme["contract_no"] == "T05-EUTF-NOA-MA-06-01"
    assert programme["decision_no"] == "T05-EUTF-NOA-MA-06"
    assert programme["budget"] == "10336200.00"
    for language in LANGUAGES:
        assert programme[f"title_{language}"]
        assert programme[f"disclaimer_{language}"]
        assert programme[f"funding_statement_{language}"]


def test_each_plan_has_one_commitment_a_theme_marked_as_the_leaflets_words() -> None:
    rows = reference.programme_rows()
    plans = {row["id"]: row["code"] for row in rows if row["noun"] == "action_plan"}
    commitments = [row for row in rows if row["noun"] == "commitment"]
    pairs = {(plans[row["action_plan_id"]], row["theme"]) for row in commitments}
    assert pairs == {
        (plan, theme) for plan in ("MA-SN", "MA-CI", "MA-ML") for theme in ("MD", "DR", "MO")
    }
    assert all("leaflet" in row["note"] for row in commitments)


def test_the_programme_names_columns_and_records_that_exist() -> None:
    rows = reference.programme_rows()
    keys = {row["id"] for row in rows}
    assert len(keys) == len(rows)
    for row in rows:
        table = RECORDS_BY_NOUN[row["noun"]].__table__
        columns = {column.name for column in synced_columns(table)} | {"id", "noun"}  # type: ignore[arg-type]
        assert set(row) <= columns
        links = {value for name, value in row.items() if name.endswith("_id")}
        assert links <= keys
