"""Badges from a real workspace: who wears one, what it says, who refuses photos."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2 as pdfium
import pytest
import zxingcpp

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import participants
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.badges import print_badges
from ssc_desktop.services.consents import record_consent
from ssc_desktop.services.organisations import add_organisation
from ssc_desktop.services.sheet_contents import short_code
from ssc_desktop.services.workspaces import Workspace
from tests.paper.drawn import page_text, picture

PEOPLE = (("Traoré", "Awa", "عوا تراوري"), ("Koné", "Mamadou", ""), ("", "", "محمد بن عبد الله"))


@pytest.fixture
def workshop(office: Workspace) -> UUID:
    """A workshop with three participants of one organisation and a facilitator."""
    activity = add_activity(
        office.store, "workshop", {"title": "DEMO Atelier", "start": "2021-08-16", "agency": "GIZ"}
    )
    company = add_organisation(office.store, {"name_fr": "DEMO Mairie", "country": "CI"})
    for family, given, arabic in PEOPLE:
        participants.add_participant(
            office.store,
            {
                "family_name": family, "given_names": given, "name_ar": arabic, "country": "CI",
                "organisation_id": str(company.id),
            },
            activity=activity.id,
        )  # fmt: skip
    trainer = participants.add_participant(office.store, {"family_name": "Alaoui"})
    participants.register(office.store, activity.id, trainer.id, {"role": "facilitator"})
    return activity.id


def people(office: Workspace, workshop: UUID) -> list[UUID]:
    listed = participants.list_participants(office.store, workshop)
    return [each.participant.id for each in listed]


def said(pdf: bytes) -> str:
    return " ".join(page_text(pdf).split())


def codes(pdf: bytes) -> set[str]:
    return {each.text for each in zxingcpp.read_barcodes(picture(pdf))}


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
@pytest.mark.parametrize("per_page", [8, 10])
def test_everybody_has_a_badge_with_a_code_of_their_own(
    office: Workspace, workshop: UUID, code: str, per_page: int, tmp_path: Path
) -> None:
    path = tmp_path / "badges.pdf"
    printed = print_badges(office, workshop, language=Language(code), per_page=per_page, path=path)
    assert path.read_bytes() == printed.pdf
    assert codes(printed.pdf) == {f"SSCP1:{key.hex.upper()}" for key in people(office, workshop)}
    text = said(printed.pdf)
    for shown in ("TRAORÉ", "Awa", "KONÉ", "ALAOUI", "DEMO", "Mairie", "Atelier"):
        assert shown in text
    again = print_badges(office, workshop, language=Language(code), per_page=per_page)
    assert again.pdf == printed.pdf


def test_roles_and_countries_are_told_in_the_language_of_the_paper(
    office: Workspace, workshop: UUID
) -> None:
    text = said(print_badges(office, workshop, language=Language("fr")).pdf)
    assert text.count("Facilitateur·rice") == 1
    # Three participants and four blank badges.
    assert text.count("Participant·e") == 7
    assert text.count("Côte d") == 3


@pytest.mark.parametrize(
    ("state", "marked"), [("refused", 1), ("withdrawn", 1), ("given", 0), (None, 0)]
)
def test_only_who_refused_or_took_back_consent_to_photos_is_marked(
    office: Workspace, workshop: UUID, state: str | None, marked: int
) -> None:
    first = people(office, workshop)[0]
    record_consent(office.store, first, "contact_list", {"state": "refused"})
    if state:
        record_consent(office.store, first, "photo", {"state": state})
    pdf = print_badges(office, workshop, language=Language("en")).pdf
    assert said(pdf).count("No photo") == marked


def test_a_refusal_under_a_record_that_was_merged_counts(office: Workspace, workshop: UUID) -> None:
    kept, given_up = people(office, workshop)[:2]
    record_consent(office.store, given_up, "photo", {"state": "refused"})
    with office.store.writing() as db:
        person = db.get(Participant, given_up)
        assert person
        person.merged_into_id = kept
    pdf = print_badges(office, workshop, language=Language("en")).pdf
    assert said(pdf).count("No photo") == 1
    assert len(codes(pdf)) == 3
    # An old list still names the record that was given up.
    one = print_badges(office, workshop, language=Language("en"), participants=[given_up])
    assert codes(one.pdf) == {f"SSCP1:{kept.hex.upper()}"}


def test_sensitive_activities_show_a_first_name_and_a_code_only(
    office: Workspace, workshop: UUID
) -> None:
    change_activity(office.store, workshop, {"sensitive": "yes", "without_visibility": "yes"})
    text = said(print_badges(office, workshop, language=Language("fr")).pdf)
    assert "Awa" in text
    for key in people(office, workshop):
        assert short_code(key) in text
    for hidden in ("TRAOR", "KON", "Traor", "Alaoui", "DEMO", "Côte", "Cofinancé", "GIZ", "بن"):
        assert hidden not in text
    # Of whom only a family name is known, the code is all there is, once.
    assert text.count(short_code(people(office, workshop)[-1])) == 1


def test_without_visibility_there_is_no_logo_and_no_donor(
    office: Workspace, workshop: UUID
) -> None:
    change_activity(office.store, workshop, {"without_visibility": "yes"})
    text = said(print_badges(office, workshop, language=Language("fr")).pdf)
    assert "TRAORÉ" in text
    for hidden in ("Cofinancé", "GIZ", "BMZ", "Union"):
        assert hidden not in text


def test_only_those_named_are_printed_and_strangers_are_refused(
    office: Workspace, workshop: UUID
) -> None:
    chosen = people(office, workshop)[1]
    pdf = print_badges(office, workshop, language=Language("fr"), participants=[chosen]).pdf
    assert codes(pdf) == {f"SSCP1:{chosen.hex.upper()}"}
    with pytest.raises(Problem) as caught:
        print_badges(office, workshop, language=Language("fr"), participants=[uuid4()])
    assert caught.value.code == "not-registered"
    with pytest.raises(Problem) as caught:
        print_badges(office, workshop, language=Language("fr"), per_page=6)
    assert caught.value.code == "badges-per-page"


def test_an_empty_list_gives_a_sheet_of_blank_badges(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", {"title": "DEMO Vide"})
    pdf = print_badges(office, activity.id, language=Language("en"), per_page=10).pdf
    assert len(pdfium.PdfDocument(pdf)) == 1
    assert said(pdf).count("Organisation") == 10
    assert codes(pdf) == set()
