"""What an activity is expected to keep, and whom its photos must not show."""

from __future__ import annotations

from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.consents import record_consent
from ssc_desktop.services.evidence import add_content, remove_evidence
from ssc_desktop.services.evidence_checklist import checklist_of, photo_refusals
from ssc_desktop.services.participants import add_participant
from ssc_desktop.services.workspaces import Workspace


def test_what_is_expected_is_there_once_it_is_kept(office: Workspace) -> None:
    activity = add_activity(
        office.store, "capacity_session", {"title": "DEMO", "start": "2021-08-16"}
    ).id
    before = checklist_of(office.store, activity)
    assert not any(each.kept for each in before)
    assert ("signed_attendance",) in [each.types for each in before]
    document = add_content(office, "cr.pdf", b"%PDF", {"evidence_type": "minutes"},
                           activity=activity)  # fmt: skip
    kept = [each for each in checklist_of(office.store, activity) if each.kept]
    assert [each.types for each in kept] == [("report", "minutes")]
    remove_evidence(office, document.id)
    assert checklist_of(office.store, activity) == before


def test_whoever_refused_photos_is_named(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", {"title": "DEMO", "start": "2021-08-16"}).id
    people = [
        add_participant(office.store, {"family_name": name}, activity=activity).id
        for name in ("Koné", "Traoré", "Bamba", "Diallo")
    ]
    for person, state in zip(people, ("given", "refused", "withdrawn"), strict=False):
        record_consent(office.store, person, "photo", {"state": state})
    record_consent(office.store, people[3], "contact_list", {"state": "refused"})
    assert [name.casefold() for name in photo_refusals(office.store, activity)] == [
        "traoré", "bamba",
    ]  # fmt: skip
