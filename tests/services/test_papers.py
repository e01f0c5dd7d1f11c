"""Every paper of an activity: which are offered, why one cannot be printed yet, all of them at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import attendance
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.attestations import list_attestations
from ssc_desktop.services.papers import PAPERS, Wish, paper_named, papers_of, print_all, print_paper
from ssc_desktop.services.participants import add_participant
from ssc_desktop.services.printing import list_printings
from ssc_desktop.services.workspaces import Workspace
from tests.paper.archival import faults

FRENCH = Wish(Language("fr"))
TRAINING = {
    "title": "DEMO Formation",
    "start": "2021-08-16",
    "end": "2021-08-17",
    "country": "CI",
    "agency": "GIZ",
}


@pytest.fixture
def training(office: Workspace) -> UUID:
    """A training of two days with three people, nobody marked."""
    made = add_activity(office.store, "capacity_session", TRAINING)
    for family, arabic, sex in (("Traoré", "", "F"), ("", "محمد الفاسي", "M"), ("Koné", "", "")):
        values = {"family_name": family, "given_names": "Awa", "name_ar": arabic, "sex": sex}
        add_participant(office.store, values, activity=made.id)
    return made.id


def _reasons(workspace: Workspace, key: UUID) -> dict[str, bool]:
    return {each.paper.name: bool(each.reason) for each in papers_of(workspace, key)}


def test_each_kind_of_activity_has_its_papers(office: Workspace, training: UUID) -> None:
    pilot = add_activity(office.store, "pilot_activity", {"title": "DEMO Microprojet"})
    assert "pilot" not in _reasons(office, training)
    assert {"test", "evaluation"} <= set(_reasons(office, training))
    assert {"test", "evaluation"}.isdisjoint(_reasons(office, pilot.id))
    assert _reasons(office, pilot.id)["pilot"] is False


def test_a_paper_that_has_nothing_to_show_says_what_is_missing(office: Workspace) -> None:
    empty = add_activity(office.store, "capacity_session", {"title": "DEMO Sans dates"})
    lacking = _reasons(office, empty.id)
    assert [name for name, reason in lacking.items() if reason] == [
        "attendance",
        "badges",
        "perdiem",
        "attestations",
    ]
    with pytest.raises(Problem) as told:
        print_paper(office, "badges", empty.id, FRENCH)
    assert told.value.code == "nothing-to-print"


def test_what_an_activity_does_not_have_is_refused_in_words(
    office: Workspace, training: UUID
) -> None:
    for name, code in (("pilot", "no-such-paper"), ("poster", "unknown-paper")):
        with pytest.raises(Problem) as told:
            print_paper(office, name, training, FRENCH)
        assert told.value.code == code


def test_attestations_wait_until_somebody_was_there_often_enough(
    office: Workspace, training: UUID
) -> None:
    assert _reasons(office, training)["attestations"]
    register = attendance.read_register(office.store, training)
    first, once = register.people[0].participant.id, register.half_days[0].slot
    attendance.mark(office.store, training, [(first, once, "present")])
    assert _reasons(office, training)["attestations"]
    attendance.fill(office.store, training, "present")
    assert not _reasons(office, training)["attestations"]


def test_all_papers_are_printed_in_every_language_and_are_fit_for_the_archive(
    office: Workspace, training: UUID, tmp_path: Path
) -> None:
    attendance.fill(office.store, training, "present")
    steps: list[tuple[int, int, str]] = []
    sheaves = print_all(
        office,
        training,
        [Wish(Language(code)) for code in LANGUAGES],
        folder=tmp_path / "papers",
        told=lambda *step: steps.append(step),
    )
    wanted = [each.name for each in PAPERS if each.name != "pilot"]
    assert [each.paper.name for each in sheaves] == wanted * len(LANGUAGES)
    assert [step[:2] for step in steps] == [(at, len(sheaves)) for at in range(len(sheaves))]
    assert len(list((tmp_path / "papers").iterdir())) == len(sheaves)
    for each in sheaves:
        assert each.printed.path is not None
        assert each.printed.path.read_bytes() == each.printed.pdf
        assert len(pdfium.PdfDocument(each.printed.pdf)) >= 1
        assert faults(each.printed.pdf) == []


def test_looking_at_papers_records_nothing(office: Workspace, training: UUID) -> None:
    attendance.fill(office.store, training, "present")
    print_all(office, training, [replace(FRENCH, recorded=False)])
    assert list_printings(office.store, training) == []
    assert list_attestations(office, training) == []
    print_all(office, training, [FRENCH], names=["attendance", "attestations"])
    assert len(list_printings(office.store, training)) == 1
    assert len(list_attestations(office, training)) == 3


def test_file_names_say_which_paper_it_is_and_nothing_of_people(
    office: Workspace, training: UUID, tmp_path: Path
) -> None:
    attendance.fill(office.store, training, "present")
    print_all(office, training, [replace(FRENCH, day=2)], folder=tmp_path / "papers")
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    code = names[0].partition("-activity")[0]
    assert f"{code}-attendance-2-fr.pdf" in names
    assert f"{code}-badges-fr.pdf" in names
    assert all("Traor" not in name and "Awa" not in name for name in names)


@pytest.mark.parametrize("code", ["../../evil", "A/B", "C:D", ".hidden", "é\u202egnp.exe"])
def test_the_code_of_an_activity_never_leads_out_of_the_folder(
    office: Workspace, training: UUID, tmp_path: Path, code: str
) -> None:
    change_activity(office.store, training, {"code": code})
    folder = tmp_path / "papers" / "inside"
    sheaves = print_all(office, training, [FRENCH], names=["activity"], folder=folder)
    assert [each.printed.path for each in sheaves] == list(folder.iterdir())
    assert [path for path in tmp_path.rglob("*.pdf") if path.parent != folder] == []
    name = next(folder.iterdir()).name
    assert not name.startswith(".")
    assert not set(name) & set(":\\\u202e")


def test_a_job_that_stops_midway_tells_how_far_it_came(
    office: Workspace, training: UUID, tmp_path: Path
) -> None:
    code = attendance.read_register(office.store, training).activity.code or ""
    (tmp_path / paper_named("activity").file_name(code, FRENCH)).mkdir()
    with pytest.raises(Problem) as told:
        print_all(office, training, [FRENCH], folder=tmp_path)
    assert told.value.code == "papers-not-all-written"
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert told.value.details == {"done": len(written), "count": 6}
    assert len(list_printings(office.store, training)) == 1


def test_attestations_that_were_not_recorded_are_on_no_paper(
    office: Workspace, training: UUID, tmp_path: Path
) -> None:
    attendance.fill(office.store, training, "present")
    (tmp_path / "taken").mkdir()
    with pytest.raises(Problem) as told:
        print_paper(office, "attestations", training, FRENCH, tmp_path / "taken")
    assert told.value.code == "paper-not-written"
    assert list_attestations(office, training) == []
