"""Code lists written at headquarters: what is refused, what offices get, what stays readable."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain import reference
from ssc_desktop.domain.code_lists import (
    ADDED,
    CHANGED,
    GROWING,
    LIST_LABELS,
    OPEN,
    PARENT_NEEDED,
    SHIPPED,
    WITHDRAWN,
)
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import Language
from ssc_desktop.services import activities, exports, history, printing, undoing
from ssc_desktop.services import reference as lists
from ssc_desktop.services.code_lists import (
    add_code,
    change_code,
    list_code_lists,
    list_codes,
    offered_parents,
    restore_code,
    show_code,
    withdraw_code,
)
from ssc_desktop.services.entry_values import read_cell
from ssc_desktop.services.recycle_bin import list_removed
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.workbook.countries import country_in
from tests.conftest import PASSPHRASE
from tests.services.exchanging import enrol, hand_back, record

ON_EVERY_DATABASE = True
FRENCH = Language("fr")
RETURN = {"name_en": "Return", "name_fr": "Retour", "name_ar": "العودة"}
TODAY = now().date()


def offered(workspace: Workspace, code_list: str = "theme") -> list[str]:
    return [each.code for each in lists.choices(workspace.store, code_list, FRENCH)]


def standing(workspace: Workspace, code: str, code_list: str = "theme") -> str:
    return show_code(workspace.store, code_list, code).standing


def refused(workspace: Workspace, code_list: str, code: str, **values: object) -> Problem:
    before = list_codes(workspace.store, code_list)
    with pytest.raises(Problem) as told:
        add_code(workspace, code_list, code, {"name_fr": "DEMO", **values})
    assert list_codes(workspace.store, code_list) == before
    return told.value


# --- the lists ------------------------------------------------------------------------------------


def test_every_shipped_list_has_a_name_and_no_other() -> None:
    assert set(LIST_LABELS) == set(reference.code_lists())
    assert set(LIST_LABELS) >= OPEN | GROWING | PARENT_NEEDED
    assert not OPEN & GROWING


def test_lists_tell_how_many_codes_they_offer_and_where_headquarters_wrote(
    headquarters: Workspace,
) -> None:
    add_code(headquarters, "theme", "RT", RETURN)
    withdraw_code(headquarters, "theme", "MO")
    told = {each.name: each for each in list_code_lists(headquarters.store)}
    assert (told["theme"].offered, told["theme"].amended, told["theme"].may_grow) == (3, 2, True)
    assert (told["sex"].offered, told["sex"].amended, told["sex"].may_grow) == (3, 0, False)
    assert [each.may_grow for each in told.values()] == sorted(
        (each.may_grow for each in told.values()), reverse=True
    )


# --- adding and changing --------------------------------------------------------------------------


def test_an_added_code_is_offered_read_and_named(headquarters: Workspace) -> None:
    add_code(headquarters, "theme", " RT ", RETURN)
    assert offered(headquarters) == ["MD", "DR", "MO", "RT"]
    assert standing(headquarters, "RT") == ADDED
    key = record(headquarters, themes="العودة")
    assert activities.show_activity(headquarters.store, key).activity.themes == ("RT",)
    for language, name in zip(("en", "fr", "ar"), RETURN.values(), strict=True):
        assert reference.name_of("theme", "RT", Language(language)) == name


def test_a_cell_of_a_list_may_hold_the_name_of_an_added_code(headquarters: Workspace) -> None:
    add_code(headquarters, "region", "GN-C", {"name_fr": "Conakry", "parent": "GN"})
    add_code(headquarters, "language", "sus", {"name_fr": "Soussou"})
    read = read_cell("region", "conakry", country="GN", organisation=lambda _: None)
    assert read == {"region": "GN-C"}
    assert country_in("Mairie de Conakry") == "GN"
    assert reference.code_named("language", "SOUSSOU") == "sus"


def test_what_is_added_to_others_stands_before_the_others(headquarters: Workspace) -> None:
    add_code(headquarters, "output_kind", "film", {"name_fr": "Film"})
    assert offered(headquarters, "output_kind")[-2:] == ["film", "other"]


def test_a_code_needs_one_name_and_says_no_more_than_was_written(headquarters: Workspace) -> None:
    add_code(headquarters, "sector", "fisheries", {"name_fr": "Pêche"})
    told = show_code(headquarters.store, "sector", "fisheries").entry
    assert (told.fr, told.en, told.ar) == ("Pêche", "", "")
    assert lists.names(headquarters.store, "sector", Language("ar"))["fisheries"] == "Pêche"
    with pytest.raises(Problem) as told_no:
        change_code(headquarters, "sector", "fisheries", {"name_fr": ""})
    assert (told_no.value.code, told_no.value.field) == ("needed", "name_fr")


def test_a_shipped_name_is_changed_in_one_language_and_put_back(headquarters: Workspace) -> None:
    change_code(headquarters, "sector", "education", {"name_fr": "École"})
    assert standing(headquarters, "education", "sector") == CHANGED
    assert reference.name_of("sector", "education", FRENCH) == "École"
    assert reference.name_of("sector", "education", Language("en")) == "Education"
    change_code(headquarters, "sector", "education", {"name_fr": ""})
    assert standing(headquarters, "education", "sector") == SHIPPED
    assert reference.name_of("sector", "education", FRENCH) == "Éducation"


def test_names_of_closed_lists_are_changed_too(headquarters: Workspace) -> None:
    change_code(headquarters, "sex", "F", {"name_ar": "امرأة"})
    assert reference.name_of("sex", "F", Language("ar")) == "امرأة"


@pytest.mark.parametrize("code", ["", "é", "a b", "a/b", "-a", "x" * 41, "ن", "a\n"])
def test_malformed_codes_are_refused(headquarters: Workspace, code: str) -> None:
    if code == "a\n":
        # Blanks around are not meant.
        add_code(headquarters, "theme", code, RETURN)
        return
    told = refused(headquarters, "theme", code)
    assert (told.code, told.field) == ("malformed-code", "code")


@pytest.mark.parametrize("code", ["MD", "md", "M-D"])
def test_a_code_that_is_there_is_refused_in_any_writing(headquarters: Workspace, code: str) -> None:
    told = refused(headquarters, "theme", code)
    assert (told.code, told.field, told.details["name"]) == ("code-exists", "code", "MD")


def test_a_code_stands_below_one_that_is_there(headquarters: Workspace) -> None:
    assert refused(headquarters, "activity_type", "hackathon").code == "needed"
    assert (
        refused(headquarters, "activity_type", "hackathon", parent="XXX").code == "unknown-parent"
    )
    assert refused(headquarters, "theme", "RT", parent="MD").code == "no-parents"
    add_code(headquarters, "activity_type", "hackathon", {"name_fr": "Hackathon", "parent": "CAP"})
    add_code(headquarters, "region", "GN-C", {"name_fr": "Conakry", "parent": "GN"})
    assert reference.country_of("GN-C") == "GN"
    add_code(headquarters, "region", "GN-C-1", {"name_fr": "Kaloum", "parent": "GN-C"})
    with pytest.raises(Problem) as told:
        change_code(headquarters, "region", "GN-C", {"parent": "GN-C-1"})
    assert told.value.code == "unknown-parent"
    # A region with others below is derived from them, as shipped districts are.
    here = lists.choices(headquarters.store, "region", FRENCH, country="GN")
    assert [each.code for each in here] == ["GN-C-1"]


def test_parents_are_offered_by_name(headquarters: Workspace) -> None:
    store = headquarters.store
    assert dict(offered_parents(store, "activity_type", FRENCH)).keys() == {
        "ECH",
        "DIA",
        "CAP",
        "PIL",
    }
    regions = dict(offered_parents(store, "region", FRENCH))
    assert regions["CI"] == "Côte d’Ivoire" or regions["CI"] == "Côte d'Ivoire"
    # Districts hold regions; regions of districts hold nothing.
    assert "CI-BS" in regions
    assert "CI-GOH" not in regions
    assert offered_parents(store, "theme", FRENCH) == []


def test_days_that_are_the_wrong_way_round_are_refused(headquarters: Workspace) -> None:
    told = refused(headquarters, "theme", "RT", valid_from="2022-01-01", valid_to="2021-12-31")
    assert (told.code, told.field) == ("end-before-start", "valid_to")
    assert refused(headquarters, "theme", "RT", valid_from="soon").code == "not-a-date"
    assert refused(headquarters, "theme", "RT", scheme="X").code == "unknown-field"


def test_a_code_that_begins_later_is_offered_from_then_on(headquarters: Workspace) -> None:
    later = TODAY + timedelta(days=30)
    add_code(headquarters, "theme", "RT", {**RETURN, "valid_from": later.isoformat()})
    assert "RT" not in offered(headquarters)
    then = lists.choices(headquarters.store, "theme", FRENCH, on=later)
    assert "RT" in [each.code for each in then]
    # Withdrawn before it begins, it may still be named anew.
    withdraw_code(headquarters, "theme", "RT")
    change_code(headquarters, "theme", "RT", {"name_fr": "Retours"})
    assert reference.name_of("theme", "RT", FRENCH) == "Retours"


def test_lists_the_rules_know_neither_grow_nor_shrink(headquarters: Workspace) -> None:
    for code_list in sorted(set(LIST_LABELS) - OPEN - GROWING):
        code = reference.shipped(code_list)[0].code
        changes = {"valid_to": "2021-01-01"}
        for do in (
            partial(add_code, headquarters, code_list, "demo", RETURN),
            partial(withdraw_code, headquarters, code_list, code),
            partial(change_code, headquarters, code_list, code, changes),
        ):
            assert refused_of(do) == "list-closed", code_list
        assert standing(headquarters, code, code_list) == SHIPPED


def test_codes_the_rules_ask_for_stay_and_others_join_them(headquarters: Workspace) -> None:
    with pytest.raises(Problem) as told:
        withdraw_code(headquarters, "evidence_type", "signed_attendance")
    assert told.value.code == "code-kept"
    add_code(headquarters, "evidence_type", "visa", {"name_fr": "Visa"})
    withdraw_code(headquarters, "evidence_type", "visa")
    assert "visa" not in offered(headquarters, "evidence_type")


def test_an_office_is_refused(office: Workspace) -> None:
    for do in (
        lambda: add_code(office, "theme", "RT", RETURN),
        lambda: change_code(office, "theme", "MD", {"name_fr": "x"}),
        lambda: withdraw_code(office, "theme", "MD"),
        lambda: restore_code(office, "theme", "MD"),
    ):
        with pytest.raises(Problem) as told:
            do()
        assert told.value.code == "headquarters-only"
    assert standing(office, "MD") == SHIPPED


def test_lists_and_codes_that_are_not_there_are_told(headquarters: Workspace) -> None:
    assert refused_of(lambda: list_codes(headquarters.store, "nothing")) == "unknown-list"
    assert refused_of(lambda: add_code(headquarters, "nothing", "X", RETURN)) == "unknown-list"
    assert refused_of(lambda: show_code(headquarters.store, "theme", "XX")) == "no-such-code"
    assert refused_of(lambda: change_code(headquarters, "theme", "XX", {})) == "no-such-code"
    assert refused_of(lambda: withdraw_code(headquarters, "theme", "XX")) == "no-such-code"


def refused_of(do: Any) -> str:
    with pytest.raises(Problem) as told:
        do()
    return told.value.code


# --- withdrawing ----------------------------------------------------------------------------------


def test_a_withdrawn_code_is_offered_no_more_and_read_where_it_is_recorded(
    headquarters: Workspace, tmp_path: Path
) -> None:
    key = record(headquarters, themes=("MO",))
    withdraw_code(headquarters, "theme", "MO")
    assert "MO" not in offered(headquarters)
    assert standing(headquarters, "MO") == WITHDRAWN
    assert show_code(headquarters.store, "theme", "MO").entry.valid_to == TODAY - timedelta(days=1)
    assert activities.show_activity(headquarters.store, key).activity.themes == ("MO",)
    assert reference.name_of("theme", "MO", FRENCH) != "MO"
    # What is written of that activity afterwards keeps it.
    activities.change_activity(headquarters.store, key, {"city": "Rabat", "themes": ("MD", "MO")})
    assert activities.show_activity(headquarters.store, key).activity.themes == ("MD", "MO")
    restore_code(headquarters, "theme", "MO")
    assert "MO" in offered(headquarters)
    assert standing(headquarters, "MO") == SHIPPED


def test_a_code_is_withdrawn_from_a_day_on(headquarters: Workspace) -> None:
    withdraw_code(headquarters, "theme", "MO", TODAY + timedelta(days=10))
    assert "MO" in offered(headquarters)
    withdraw_code(headquarters, "theme", "MO", date(2021, 1, 1))
    # It ended already: it is not made to last longer.
    assert withdraw_code(headquarters, "theme", "MO").count == 0
    assert show_code(headquarters.store, "theme", "MO").entry.valid_to == date(2020, 12, 31)


def test_what_ended_by_law_neither_ends_again_nor_comes_back(headquarters: Workspace) -> None:
    old = next(each.code for each in reference.shipped("region") if each.valid_to)
    ended = show_code(headquarters.store, "region", old)
    assert ended.standing == WITHDRAWN
    assert withdraw_code(headquarters, "region", old).count == 0
    assert refused_of(lambda: restore_code(headquarters, "region", old)) == "ended-as-shipped"
    assert show_code(headquarters.store, "region", old) == ended
    assert restore_code(headquarters, "theme", "MD").count == 0


# --- ways back ------------------------------------------------------------------------------------


def test_each_step_is_in_the_history_and_is_taken_back(headquarters: Workspace) -> None:
    store = headquarters.store
    add_code(headquarters, "theme", "RT", RETURN)
    change_code(headquarters, "theme", "RT", {"name_fr": "Retours"})
    step, first = history.history_of(store, "code", "theme//RT", FRENCH)
    assert (first.kind, [each.field for each in step.fields]) == ("created", ["name_fr"])
    history.restore_value(headquarters, "code", "theme//RT", "name_fr", step.id)
    assert reference.name_of("theme", "RT", FRENCH) == "Retour"
    undoing.undo_transaction(store, undoing.last_transaction(store))
    assert reference.name_of("theme", "RT", FRENCH) == "Retours"
    change_code(headquarters, "sector", "education", {"name_fr": "École"})
    undoing.undo_transaction(store, undoing.last_transaction(store))
    # The shipped code is not taken away with what was said of it.
    assert reference.name_of("sector", "education", FRENCH) == "Éducation"
    assert "education" in offered(headquarters, "sector")


def test_an_added_code_that_was_taken_back_is_added_anew(headquarters: Workspace) -> None:
    store = headquarters.store
    add_code(headquarters, "theme", "RT", {**RETURN, "valid_to": "2030-01-01"})
    undoing.undo_transaction(store, undoing.last_transaction(store))
    assert "RT" not in offered(headquarters)
    assert refused_of(lambda: show_code(store, "theme", "RT")) == "no-such-code"
    (thrown,) = list_removed(store, FRENCH, "code")
    assert (thrown.title, thrown.line) == ("Retour", "RT · " + FRENCH(LIST_LABELS["theme"]))
    add_code(headquarters, "theme", "RT", {"name_fr": "Rapatriement"})
    told = show_code(store, "theme", "RT").entry
    assert (told.fr, told.en, told.valid_to) == ("Rapatriement", "", None)


def test_a_change_that_was_taken_back_is_not_said_again(headquarters: Workspace) -> None:
    change_code(headquarters, "sector", "education", {"name_fr": "École", "name_en": "School"})
    undoing.undo_transaction(headquarters.store, undoing.last_transaction(headquarters.store))
    change_code(headquarters, "sector", "education", {"name_ar": "التعليم"})
    assert reference.name_of("sector", "education", FRENCH) == "Éducation"
    assert reference.name_of("sector", "education", Language("ar")) == "التعليم"


def test_what_was_written_is_there_when_the_workspace_is_opened_again(
    headquarters: Workspace,
) -> None:
    add_code(headquarters, "theme", "RT", RETURN)
    headquarters.close()
    assert reference.entry("theme", "RT") is None
    with open_workspace(headquarters.folder, PASSPHRASE):
        assert reference.name_of("theme", "RT", FRENCH) == "Retour"


# --- at an office ---------------------------------------------------------------------------------


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    enrol(office, headquarters, tmp_path)
    return office


def printed(workspace: Workspace, code: str, language: str) -> str:
    paper = printing.print_activity(workspace.store, code, language=Language(language))
    document = pdfium.PdfDocument(paper.pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).split())


def test_a_theme_of_headquarters_is_offered_recorded_and_shown_at_the_office(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    add_code(headquarters, "theme", "RT", RETURN)
    change_code(headquarters, "theme", "MD", {"name_fr": "Migration et progrès DEMO"})
    assert "RT" not in offered(enrolled)
    with pytest.raises(Problem):
        record(enrolled, themes=("RT",))
    (result,) = hand_back(headquarters, enrolled)
    assert result.conflicts == 0
    assert offered(enrolled) == ["MD", "DR", "MO", "RT"]
    key = record(enrolled, themes=("retour", "MD"))
    activity = activities.show_activity(enrolled.store, key).activity
    assert activity.themes == ("MD", "RT")
    code = activity.code or ""
    sheet = printed(enrolled, code, "fr")
    assert "Retour" in sheet
    assert "Migration et progrès DEMO" in sheet
    assert "Return" in printed(enrolled, code, "en")
    file = tmp_path / "export.xlsx"
    exports.export(enrolled, "workbook", file, language=FRENCH)
    book = openpyxl.load_workbook(file, read_only=True)
    cells = {
        str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line
    }
    assert any("Retour" in each and "Migration et progrès DEMO" in each for each in cells)


def test_a_code_withdrawn_at_headquarters_stays_on_what_the_office_recorded(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    key = record(enrolled, themes=("MO",))
    withdraw_code(headquarters, "theme", "MO")
    hand_back(headquarters, enrolled)
    assert offered(enrolled) == ["MD", "DR"]
    activity = activities.show_activity(enrolled.store, key).activity
    assert activity.themes == ("MO",)
    name = reference.name_of("theme", "MO", FRENCH)
    assert name != "MO"
    assert name in printed(enrolled, activity.code or "", "fr")
    restore_code(headquarters, "theme", "MO")
    hand_back(headquarters, enrolled)
    assert offered(enrolled) == ["MD", "DR", "MO"]


def test_two_workspaces_of_one_process_keep_their_lists_apart(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    add_code(headquarters, "theme", "RT", RETURN)
    for _ in range(2):
        assert "RT" not in offered(enrolled)
        assert "RT" in offered(headquarters)
