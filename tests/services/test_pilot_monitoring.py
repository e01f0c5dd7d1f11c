"""The monitoring sheet of a pilot activity recorded in a real workspace."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import followup
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.organisations import add_organisation
from ssc_desktop.services.pilot_monitoring import print_pilot
from ssc_desktop.services.workspaces import Workspace
from tests.services.trainings import training

ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("milestone", {"title": "Equipment delivered", "planned_on": "2021-11-15", "progress": "60",
                   "state": "under_way"}),
    ("milestone", {"title": "Contract signed", "planned_on": "2021-09-15", "progress": "100",
                   "reached_on": "2021-09-20", "state": "done"}),
    ("milestone", {"title": "Undated stage"}),
    ("beneficiaries", {"beneficiary_type": "returning_migrant", "is_direct": "yes", "sex": "F",
                       "age_band": "25-29", "count": "7"}),
    ("beneficiaries", {"beneficiary_type": "returning_migrant", "is_direct": "yes", "sex": "F",
                       "age_band": "25-29", "count": "4"}),
    ("beneficiaries", {"beneficiary_type": "host_community", "is_direct": "no", "sex": "M",
                       "age_band": "36-59", "count": "35"}),
    ("risk", {"text": "Late delivery", "likelihood": "2", "impact": "2", "owner": "Awa Koné"}),
    ("risk", {"text": "Prices rise", "likelihood": "4", "impact": "5"}),
    ("monitoring_visit", {"visited_on": "2021-12-10", "visitor": "Second visitor",
                          "findings": "Books in order", "next_visit_on": "2022-02-10"}),
    ("monitoring_visit", {"visited_on": "2021-10-15", "visitor": "First visitor"}),
)  # fmt: skip


@pytest.fixture
def pilot(office: Workspace) -> UUID:
    lead = add_organisation(office.store, {"name_fr": "DEMO Association", "country": "CI"})
    values = {
        "title": "DEMO Microprojet", "start": "2021-09-01", "end": "2022-03-15", "country": "CI",
        "city": "Bouaké", "agency": "EF", "sector": "education", "rag": "red",
        "currency": "XOF", "grant_amount": "9250000", "other_funds": "750000",
        "disbursed": "4625000", "budget_spent": "2500000", "jobs_created": "6",
        "outputs": "A reading room", "lead_organisation_id": str(lead.id),
    }  # fmt: skip
    key = add_activity(office.store, "pilot_activity", values).id
    for noun, row in ROWS:
        followup.add_follow_up(office.store, noun, key, row)
    return key


def _text(office: Workspace, pilot: UUID, language: str = "en") -> str:
    pdf = print_pilot(office, pilot, language=Language(language)).pdf
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).replace("\u202f", " ").replace("\u00a0", " ").split())


def test_everything_recorded_is_on_the_sheet(office: Workspace, pilot: UUID) -> None:
    text = _text(office, pilot)
    for shown in (
        "DEMO Association", "Education", "Red: in difficulty", "9,250,000", "750,000",
        "50% of the grant", "25% of all funds", "7,500,000", "75% of all funds",
        "20/09/2021", "60%", "A reading room", "Jobs created: 6", "Returning migrant",
        "Awa Koné", "Second visitor", "Books in order", "10/02/2022",
    ):  # fmt: skip
        assert shown in text, shown
    assert "First visitor" not in text


def test_stages_follow_the_plan_and_risks_their_weight(office: Workspace, pilot: UUID) -> None:
    text = _text(office, pilot)
    for words in (
        ("Contract signed", "Equipment delivered", "Undated stage"),
        ("Prices rise", "Late delivery"),
    ):
        places = [text.index(each) for each in words]
        assert places == sorted(places)


def test_people_of_one_kind_are_added_up(office: Workspace, pilot: UUID) -> None:
    text = _text(office, pilot)
    assert "25-29 years 11 0 0 0 11" in text
    assert "36-59 years 0 0 0 35 35" in text
    assert "All 11 0 0 35 46" in text


def test_rows_taken_away_leave_the_sheet(office: Workspace, pilot: UUID) -> None:
    for risk in followup.list_follow_ups(office.store, "risk", pilot):
        followup.remove_follow_up(office.store, "risk", risk.id)
    text = _text(office, pilot)
    assert "Prices rise" not in text
    assert "Likelihood" in text


def test_a_sensitive_sheet_names_nobody(office: Workspace, pilot: UUID) -> None:
    change_activity(office.store, pilot, {"sensitive": "yes", "without_visibility": "yes"})
    text = _text(office, pilot)
    for hidden in ("Awa Koné", "Second visitor", "BMZ", "EUTF"):
        assert hidden not in text
    assert "Books in order" in text


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_pilot_of_which_little_is_known_prints_too(
    office: Workspace, language: str, tmp_path: Path
) -> None:
    values = {"title": "DEMO vide", "country": "ML", "start": "2021-09-01"}
    key = add_activity(office.store, "pilot_activity", values).id
    path = tmp_path / "pilot.pdf"
    printed = print_pilot(office, key, language=Language(language), path=path)
    assert path.read_bytes() == printed.pdf
    assert len(pdfium.PdfDocument(printed.pdf)) == 1


def test_another_activity_has_no_monitoring_sheet(office: Workspace, tmp_path: Path) -> None:
    code = training(office)
    path = tmp_path / "pilot.pdf"
    with pytest.raises(Problem) as refused:
        print_pilot(office, code, language=Language("fr"), path=path)
    assert refused.value.code == "not-a-pilot-activity"
    assert not path.exists()
