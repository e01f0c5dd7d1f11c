"""Filters kept under names, in the encrypted workspace."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.saved_filters import forget_filter, list_filters, save_filter
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store


def test_filters_are_kept_by_name_and_by_list(store: Store) -> None:
    save_filter(store, "activities", "  Mali  2021 ", {"country": "ML", "year": "2021"})
    kept = save_filter(store, "activities", "à clore", {"status": "done"})
    assert list(kept) == ["Mali 2021", "à clore"]
    assert kept["Mali 2021"] == {"country": "ML", "year": "2021"}
    assert list_filters(store, "participants") == {}


def test_a_name_is_used_once_and_forgotten(store: Store) -> None:
    save_filter(store, "activities", "A", {"status": "done"})
    assert save_filter(store, "activities", "A", {"status": "closed"}) == {
        "A": {"status": "closed"}
    }
    assert forget_filter(store, "activities", "A") == {"status": "closed"}
    assert forget_filter(store, "activities", "A") is None
    assert list_filters(store, "activities") == {}


def test_a_filter_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(Problem) as refused:
        save_filter(store, "activities", "  ", {})
    assert (refused.value.code, refused.value.field) == ("name-missing", "name")


def test_what_is_sought_is_nowhere_in_clear(office: Workspace) -> None:
    save_filter(office.store, "activities", "A", {"typed": "Bouboulinakis"})
    folder = office.folder
    assert list_filters(office.store, "activities")
    office.close()
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"Bouboulinakis" not in file.read_bytes(), file.name
