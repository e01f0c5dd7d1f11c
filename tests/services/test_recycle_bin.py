"""Whatever was removed is listed, and comes back through one door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity, remove_activity, remove_half_day
from ssc_desktop.services.evidence import add_evidence, remove_evidence
from ssc_desktop.services.followup import add_follow_up, remove_follow_up
from ssc_desktop.services.organisations import add_organisation, remove_organisation
from ssc_desktop.services.participants import add_participant, remove_participant, unregister
from ssc_desktop.services.recycle_bin import count_removed, list_removed, restore
from ssc_desktop.services.workspaces import Workspace

FR = Language("fr")
WORKSHOP = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"}


@pytest.fixture
def removals(office: Workspace, tmp_path: Path) -> list[Callable[[], Changes]]:
    """One thing of every kind, and how each is removed."""
    store = office.store
    activity = add_activity(store, "workshop", WORKSHOP)
    person = add_participant(
        store, {"family_name": "Koné", "given_names": "Awa"}, activity=activity.id
    )
    company = add_organisation(store, {"name_fr": "Centre"})
    file = tmp_path / "liste.pdf"
    file.write_bytes(b"%PDF-1.4")
    kept = add_evidence(office, file, activity=activity.id).evidence
    advice = add_follow_up(store, "recommendation", activity.id, {"text": "Suivre"})
    return [
        lambda: unregister(store, activity.id, person.id),
        lambda: remove_half_day(store, activity.id, "2021-08-17/PM"),
        lambda: remove_follow_up(store, "recommendation", advice.id),
        lambda: remove_evidence(office, kept.id),
        lambda: remove_organisation(store, company.id),
        lambda: remove_participant(store, person.id),
        lambda: remove_activity(store, activity.id),
    ]


def test_everything_removed_is_listed_and_brought_back(
    office: Workspace, removals: list[Callable[[], Changes]]
) -> None:
    store = office.store
    assert list_removed(store, FR) == []
    for remove in removals:
        remove()
    found = list_removed(store, FR)
    assert {(each.noun, each.title) for each in found} == {
        ("activity", "Atelier"),
        ("participant", "KONÉ Awa"),
        ("organisation", "Centre"),
        ("evidence", "liste.pdf"),
        ("recommendation", "Suivre"),
        ("half_day", "17/08/2021, " + FR("afternoon")),
        ("registration", "KONÉ Awa"),
    }
    assert {(each.by, each.office) for each in found} == {("DEMO Officer", "ABJ")}
    moments = [each.at for each in found if each.at]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 7
    assert count_removed(store) == dict.fromkeys((each.noun for each in found), 1)
    for each in found:
        changes = restore(office, each.noun, each.key)
        assert (changes.nouns, changes.count) == (frozenset({each.noun}), 1)
        assert restore(office, each.noun, each.key) == Changes()
    assert list_removed(store, FR) == []
    assert count_removed(store) == {}


def test_the_list_is_paged_and_narrowed(
    office: Workspace, removals: list[Callable[[], Changes]]
) -> None:
    for remove in removals:
        remove()
    whole = list_removed(office.store, FR, limit=None)
    pages = [list_removed(office.store, FR, limit=3, offset=n) for n in (0, 3, 6, 9)]
    assert [each for page in pages for each in page] == whole
    (only,) = list_removed(office.store, FR, "evidence")
    assert only.noun == "evidence"


@pytest.mark.parametrize(
    ("noun", "key", "code"),
    [
        ("workshop", "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f", "unknown-noun"),
        ("nonsense", "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f", "unknown-noun"),
        ("participant", "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f", "not-found"),
        ("participant", "Koné", "not-a-key"),
        ("registration", "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f", "not-a-key"),
    ],
)
def test_what_cannot_be_brought_back_is_told(
    office: Workspace, noun: str, key: str, code: str
) -> None:
    with pytest.raises(Problem) as told:
        restore(office, noun, key)
    assert told.value.code == code
