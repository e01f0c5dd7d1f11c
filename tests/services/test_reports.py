"""Reports from records: who is counted, what is told of whom, every kind in every form."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from uuid import UUID

import docx
import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.chart import Bars
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.paper.report_content import Block, Graph, Report, Table
from ssc_desktop.services import attendance, participants
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.followup import add_follow_up
from ssc_desktop.services.indicator_aims import write_target
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.office_report_contents import country_sheet, quarterly
from ssc_desktop.services.periods import freeze_period
from ssc_desktop.services.report_contents import narrative
from ssc_desktop.services.report_facts import Presence, ReportFacts, Wanted, read_facts
from ssc_desktop.services.report_indicators import COMMON, measured
from ssc_desktop.services.reports import COUNTRY, FORMATS, KINDS, file_name_of, make_report
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import reported
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping

ENGLISH = Language("en")
IVORY_COAST = name_of("country", "CI", ENGLISH)
YEAR = Wanted(date(2021, 1, 1), date(2021, 12, 31))
LANGUAGES = ["fr", "en", "ar"]


def activity(office: Workspace, title: str, start: str, **more: object) -> UUID:
    values = {"title": title, "start": start, "country": "CI", "city": "Abidjan", **more}
    return add_activity(office.store, "workshop", values).id


def person(office: Workspace, name: str, sex: str, *there: UUID, country: str = "CI") -> UUID:
    """Somebody who was present at every half-day of some activities."""
    values = {"family_name": name, "sex": sex, "country": country}
    made = participants.add_participant(office.store, values).id
    for each in there:
        participants.register(office.store, each, made, {"role": "participant"})
        attendance.fill(office.store, each, "present")
    return made


def cells(said: Report, head: str) -> list[tuple[str, ...]]:
    """The rows of the tables with a column of this title."""
    found: list[tuple[str, ...]] = []
    for block in blocks(said):
        if isinstance(block, Table) and head in {each.title for each in block.heads}:
            found += block.rows
    return found


def blocks(said: Report) -> list[Block]:
    return [block for part in said.parts for block in part.blocks]


def told(said: Report) -> str:
    """Everything a report says, as Python writes it."""
    return repr(said.parts)


def facts_of(office: Workspace, wanted: Wanted = YEAR) -> ReportFacts:
    return read_facts(office, wanted)


def test_people_are_counted_once_and_participations_each_time(office: Workspace) -> None:
    one = activity(office, "One", "2021-02-01")
    two = activity(office, "Two", "2021-03-01", end="2021-03-02")
    person(office, "Awa", "F", one, two)
    person(office, "Koné", "M", two, country="ML")
    trainer = participants.add_participant(office.store, {"family_name": "T", "sex": "F"}).id
    participants.register(office.store, one, trainer, {"role": "facilitator"})
    attendance.fill(office.store, one, "present")
    facts = facts_of(office)
    assert facts.presence(facts.held) == Presence(2, 1, 1, 0)
    assert facts.participations(facts.held) == 3
    # One person two half-days of one, two people four half-days of the other.
    assert facts.half_days(facts.held) == 2 + 2 * 4
    said = quarterly(office, facts, {}, ENGLISH)
    assert (IVORY_COAST, "1", "0", "0", "1") in cells(said, "Women")
    assert ("Mali", "0", "1", "0", "1") in cells(said, "Women")


def test_merged_people_count_as_one(office: Workspace) -> None:
    one = activity(office, "One", "2021-02-01")
    two = activity(office, "Two", "2021-03-01")
    kept, double = person(office, "Awa", "F", one), person(office, "Awa", "F", two)
    assert facts_of(office).presence(facts_of(office).held).people == 2
    merge_people(office.store, kept, double)
    facts = facts_of(office)
    assert facts.presence(facts.held).people == 1
    assert facts.participations(facts.held) == 2


def test_a_period_and_a_country_narrow_a_report(office: Workspace) -> None:
    activity(office, "Before", "2020-12-31")
    inside = activity(office, "Inside", "2021-06-01")
    shared = activity(office, "Shared", "2021-06-02", country="SN", countries="CI, SN")
    activity(office, "Mali", "2021-06-03", country="ML")
    activity(office, "After", "2022-01-01")
    found = [each.id for each in facts_of(office).activities]
    assert found[:2] == [inside, shared]
    assert len(found) == 3
    narrowed = facts_of(office, Wanted(YEAR.since, YEAR.until, "CI"))
    assert [each.id for each in narrowed.activities] == [inside, shared]


def test_what_was_put_off_is_told_with_its_reason_and_counts_nowhere(office: Workspace) -> None:
    put_off = activity(
        office, "Put off", "2021-03-20", status="cancelled", status_reason="COVID-19"
    )
    activity(office, "Held", "2021-05-01", results="Plan adopté", difficulties="Peu de temps")
    facts = facts_of(office)
    assert [each.id for each in facts.set_aside] == [put_off]
    assert [each.title for each in facts.held] == ["Held"]
    said = told(narrative(office, facts, {}, ENGLISH))
    for words in ("COVID-19", "Cancelled", "Plan adopté", "Peu de temps"):
        assert words in said


def test_a_sensitive_activity_tells_no_small_number_and_no_place(office: Workspace) -> None:
    hidden = activity(office, "Hidden", "2021-02-01", sensitive=True, city="Korhogo")
    for at in range(3):
        person(office, f"P{at}", "F", hidden)
    facts = facts_of(office)
    assert facts.presence(facts.held) == Presence(None)
    for make in (narrative, quarterly, country_sheet):
        said = make(office, facts, {}, ENGLISH)
        assert "Korhogo" not in told(said)
        row = next(each for each in cells(said, "Attended") if "Hidden" in each)
        assert row[-2:] == ("–", "fewer than 5")
        assert not [each for each in cells(said, "Not stated") if each[0] == IVORY_COAST]


def test_what_few_people_did_cannot_be_worked_out_from_the_totals(office: Workspace) -> None:
    shown = activity(office, "Open", "2021-02-01")
    person(office, "A", "F", shown)
    person(office, "B", "M", shown, country="ML")
    before = facts_of(office)
    said_before = [
        cells(make(office, before, {}, ENGLISH), "Not stated") for make in (narrative, quarterly)
    ]
    figures = before.participations(before.held), before.half_days(before.held)
    hidden = activity(office, "Hidden", "2021-03-01", sensitive=True)
    for at in range(4):
        person(office, f"P{at}", "F", hidden)
    facts = facts_of(office)
    assert len(facts.held) == 2
    assert facts.presence(facts.held) == before.presence(before.held) == Presence(2, 1, 1, 0)
    assert (facts.participations(facts.held), facts.half_days(facts.held)) == figures
    for make, was in zip((narrative, quarterly), said_before, strict=True):
        said = make(office, facts, {}, ENGLISH)
        assert cells(said, "Not stated") == was
        assert "Fewer than five people" in told(said)


def test_more_people_are_counted_without_what_may_tell_of_one(office: Workspace) -> None:
    shown = activity(office, "Open", "2021-02-01")
    person(office, "A", "F", shown)
    hidden = activity(office, "Hidden", "2021-03-01", sensitive=True)
    for at in range(5):
        person(office, f"P{at}", "F", hidden)
    person(office, "Only man", "M", hidden)
    facts = facts_of(office)
    assert facts.presence(facts.held) == Presence(7, 1, 0, 6)
    rows = cells(narrative(office, facts, {}, ENGLISH), "Not stated")
    assert ("Sensitive activities, not broken down", "0", "0", "6", "6") in rows
    assert (IVORY_COAST, "1", "0", "0", "1") in rows


def test_five_of_each_may_be_told_of_a_sensitive_activity(office: Workspace) -> None:
    hidden = activity(office, "Hidden", "2021-02-01", sensitive=True)
    for at in range(5):
        person(office, f"P{at}", "F", hidden)
    facts = facts_of(office)
    assert facts.presence(facts.held) == Presence(5, 5, 0, 0)
    person(office, "M", "M", hidden)
    assert facts_of(office).presence(facts.held) == Presence(6)


def test_no_report_names_a_participant(office: Workspace) -> None:
    one = activity(office, "One", "2021-02-01", facilitators="Zébulon Nommé")
    person(office, "Traoré-Introuvable", "F", one)
    facts = facts_of(office)
    for make in (narrative, quarterly, country_sheet):
        said = told(make(office, facts, {}, ENGLISH)).casefold()
        assert "introuvable" not in said
        assert "zébulon" not in said


def test_recommendations_and_missing_evidence_follow(office: Workspace) -> None:
    one = activity(office, "One", "2021-02-01")
    add_follow_up(
        office.store, "recommendation", one, {"text": "Créer un comité", "due_on": "2021-09-30"}
    )
    said = narrative(office, facts_of(office), {}, ENGLISH)
    row = next(each for each in cells(said, "Recommendation") if "Créer un comité" in each)
    assert "30/09/2021" in row
    lacking = cells(said, "Missing")
    assert lacking
    assert "Signed attendance sheet" in lacking[0][-1]


def test_activities_known_by_totals_alone_are_told(office: Workspace) -> None:
    one = activity(office, "One", "2021-02-01")
    counted = json.dumps({"registered": 9, "attended": 9, "half_days": 18, "by": {}})
    with office.store.writing() as db:
        reported.keep(db, "00" * 16, 1, {one: counted})
    facts = facts_of(office)
    assert facts.reported_only == 1
    for make in (narrative, quarterly, country_sheet):
        assert "known here by its totals only" in told(make(office, facts, {}, ENGLISH))
    assert facts.of_country("ML").reported_only == 0


def test_the_course_of_a_long_period_goes_by_quarters(office: Workspace) -> None:
    one, two = (activity(office, day, day) for day in ("2020-02-03", "2021-08-16"))
    person(office, "A", "F", one, two)
    person(office, "B", "M", two)
    wide = facts_of(office, Wanted(date(2020, 1, 1), date(2021, 12, 31)))
    rows = cells(narrative(office, wide, {}, ENGLISH), "People reached so far")
    assert [row[0] for row in rows] == [
        *(f"Quarter {at} of 2020" for at in range(1, 5)),
        *(f"Quarter {at} of 2021" for at in range(1, 4)),
    ]
    assert [row[3] for row in rows] == ["1", "1", "1", "1", "1", "1", "2"]
    activity(office, "Three", "2021-10-01")
    older = Wanted(date(2021, 8, 1), YEAR.until)
    change_activity(office.store, one, {"end": "2021-08-02"})
    rows = cells(narrative(office, facts_of(office, older), {}, ENGLISH), "Month")
    # What began long before the period stands in its first month.
    assert rows[0] == ("08/2021", "2", "3", "2")
    change_activity(office.store, one, {"end": "2020-02-03"})
    months = cells(narrative(office, facts_of(office), {}, ENGLISH), "Month")
    assert [row[0] for row in months] == ["08/2021", "09/2021", "10/2021"]


def filled(office: Workspace) -> None:
    """Activities with everything a report can tell of them, in two languages."""
    for at in range(8):
        made = activity(
            office,
            f"Atelier {at} : renforcement des capacités des collectivités territoriales",
            f"2021-{at % 12 + 1:02d}-03",
            results="Résultat. " * 20,
            difficulties="صعوبات في التنقل. " * 10,
            visibility="Bannière",
            indicators="3.6, 3.7",
            budget_planned=1500000,
            budget_spent=1200000,
            currency="XOF",
        )
        person(office, f"P{at}", "F" if at % 2 else "M", made)
        add_follow_up(office.store, "recommendation", made, {"text": "Poursuivre les échanges"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_report_is_made_in_every_form(office: Workspace, tmp_path: Path, code: str) -> None:
    filled(office)
    for kind in KINDS:
        for form in FORMATS:
            path = tmp_path / file_name_of(kind, YEAR, Language(code), form)
            made = make_report(office, kind, YEAR, language=Language(code), path=path)
            assert path.read_bytes() == made.content
            if form == ".pdf":
                assert faults(made.content) == []
            else:
                assert docx.Document(io.BytesIO(made.content)).paragraphs
        countries = ("MA", "CI", "ML", "SN")
        assert set(made.countries) == (set(countries) if kind == COUNTRY else set())


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_of_a_report_is_cut_or_covered(office: Workspace, code: str) -> None:
    from ssc_desktop.paper.report import drawn_report, drawn_sheets

    filled(office)
    language, facts = Language(code), facts_of(office)
    for drawn in (
        drawn_report(narrative(office, facts, {}, language), language),
        drawn_report(quarterly(office, facts, {}, language), language),
        drawn_sheets([country_sheet(office, facts, {}, language)], language),
    ):
        assert drawn.cut == []
        assert overlapping(drawn) == []
        assert outside(drawn) == []


def test_both_forms_say_the_same(office: Workspace) -> None:
    filled(office)
    pdf = make_report(office, "quarterly", YEAR, language=ENGLISH).content
    file = make_report(office, "quarterly", YEAR, language=ENGLISH, form=".docx").content
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    printed = "".join(" ".join(pages).split())
    for table in docx.Document(io.BytesIO(file)).tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            # A line broken at a hyphen is told with another sign by PDFium.
            if cell.text.isascii() and "-" not in cell.text:
                assert "".join(cell.text.split()) in printed


def test_a_country_sheet_is_one_page_for_each_country(office: Workspace) -> None:
    filled(office)
    made = make_report(office, COUNTRY, YEAR, language=ENGLISH)
    assert len(pdfium.PdfDocument(made.content)) == len(made.countries) == 4
    one = Wanted(YEAR.since, YEAR.until, "CI")
    made = make_report(office, COUNTRY, one, language=ENGLISH)
    assert (len(pdfium.PdfDocument(made.content)), made.countries) == (1, ("CI",))


def test_an_empty_workspace_has_reports_too(office: Workspace) -> None:
    for kind in KINDS:
        assert faults(make_report(office, kind, Wanted(), language=ENGLISH).content) == []


@pytest.mark.parametrize(
    ("kind", "wanted", "name", "code"),
    [
        ("yearly", YEAR, "a.pdf", "unknown-report"),
        ("narrative", YEAR, "a.odt", "unknown-format"),
        ("narrative", Wanted(YEAR.until, YEAR.since), "a.pdf", "period-backwards"),
        ("country", Wanted(country="Mali"), "a.pdf", "unknown-code"),
        ("narrative", YEAR, "nowhere/a.pdf", "paper-not-written"),
    ],
)
def test_what_cannot_be_made_is_refused(
    office: Workspace, tmp_path: Path, kind: str, wanted: Wanted, name: str, code: str
) -> None:
    with pytest.raises(Problem) as caught:
        make_report(office, kind, wanted, language=ENGLISH, path=tmp_path / name)
    assert caught.value.code == code
    assert [each.name for each in tmp_path.iterdir()] == ["office"]


def test_a_file_name_says_kind_country_and_period_alone() -> None:
    wanted = Wanted(YEAR.since, YEAR.until, "CI")
    assert file_name_of("country", wanted, ENGLISH) == "country-CI-2021-01-01-2021-12-31-en.pdf"
    assert file_name_of("narrative", Wanted(), ENGLISH, ".docx") == "narrative-en.docx"


def test_a_moved_activity_is_told_with_both_dates(office: Workspace) -> None:
    made = activity(office, "Moved", "2021-05-10", planned_start="2021-04-10")
    change_activity(office.store, made, {"planned_end": "2021-04-10"})
    rows = cells(narrative(office, facts_of(office), {}, ENGLISH), "Planned")
    assert [(row[1], row[2], row[3]) for row in rows] == [("Moved", "10 April 2021", "10 May 2021")]


def trained(office: Workspace, *people: tuple[str, str]) -> UUID:
    """A training that counts for 3.7, attended whole by people of a sex and a country."""
    values = {"title": "Training", "start": "2021-08-16", "country": "CI", "indicators": "3.7"}
    made = add_activity(office.store, "capacity_session", values).id
    for at, (sex, country) in enumerate(people):
        person(office, f"P{at}", sex, made, country=country)
    return made


def values_of(office: Workspace, wanted: Wanted, language: Language = ENGLISH) -> list[str]:
    """The row of indicator 3.7: baseline, target, in the period, women, since the beginning."""
    figures = {COMMON: measured(office.store, COMMON, wanted, ("CI",))}
    facts = facts_of(office, wanted)
    rows = cells(narrative(office, facts, figures, language), "Baseline")
    return next(list(row[2:]) for row in rows if row[0] == "3.7")


def test_the_logical_framework_tells_target_period_and_whole(office: Workspace) -> None:
    trained(office, ("F", "CI"), ("F", "ML"), ("M", "CI"))
    write_target(office.store, COMMON, "3.7", {"baseline": 0, "target": 50})
    assert values_of(office, YEAR) == ["0", "50", "3", "2", "3"]
    later = Wanted(date(2021, 10, 1), date(2021, 12, 31))
    assert values_of(office, later) == ["0", "50", "0", "0", "3"]
    assert values_of(office, Wanted(YEAR.since, YEAR.until, "CI"))[2:] == ["2", "–", "2"]


def test_a_country_is_held_against_its_own_target(office: Workspace) -> None:
    trained(office, ("F", "CI"), ("F", "ML"))
    write_target(office.store, COMMON, "3.7", {"target": 50})
    write_target(office.store, COMMON, "3.7", {"target": 7}, country="CI")
    figures = {COMMON: measured(office.store, COMMON, YEAR, ("CI", "ML"))}
    for country, target, reached in (
        ("CI", 7.0, "1 / 7"),
        ("ML", None, "1"),
        (None, 50.0, "2 / 50"),
    ):
        facts = facts_of(office, Wanted(YEAR.since, YEAR.until, country))
        said = country_sheet(office, facts, figures, ENGLISH)
        (graph,) = (block for block in blocks(said) if isinstance(block, Graph))
        assert isinstance(graph.chart, Bars)
        bar = next(each for each in graph.chart.bars if each.label.startswith("3.7"))
        assert (bar.target, bar.shown) == (target, reached)


def test_a_frozen_value_stands_with_what_changed_since(office: Workspace) -> None:
    made = trained(office, ("F", "CI"))
    freeze_period(office.store, YEAR.since, YEAR.until)
    assert values_of(office, YEAR)[2] == "1†"
    person(office, "Late", "M", made)
    assert values_of(office, YEAR)[2] == "1† (+1)"
