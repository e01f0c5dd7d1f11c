"""What headquarters alone writes is refused to an office by every way, and to headquarters by none."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import code_lists, history, programmes, recycle_bin
from ssc_desktop.services.organisations import add_organisation, remove_organisation
from ssc_desktop.services.workspaces import Workspace
from tests.services.replicas import rows_of

KEY = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"
FRENCH = Language("fr")


@pytest.mark.parametrize(
    ("noun", "key"),
    [("programme", KEY), ("action_plan", KEY), ("commitment", KEY), ("code", "theme//MD")],
)
def test_an_office_brings_nothing_of_headquarters_back(
    office: Workspace, noun: str, key: str
) -> None:
    before = rows_of(office.store)
    for way_back in (
        lambda: history.restore_value(office, noun, key, "code", "0-1-1"),
        lambda: recycle_bin.restore(office, noun, key),
    ):
        with pytest.raises(Problem) as told:
            way_back()
        assert told.value.code == "headquarters-only"
        assert "Ask headquarters" in str(told.value.told(Language("en")))
    assert rows_of(office.store) == before


def test_an_office_brings_its_own_back(office: Workspace) -> None:
    centre = add_organisation(office.store, {"name_fr": "Centre"})
    remove_organisation(office.store, centre.id)
    assert recycle_bin.restore(office, "organisation", centre.id).count == 1


def test_headquarters_writes_an_old_value_again_and_brings_back(headquarters: Workspace) -> None:
    store = headquarters.store
    plan = programmes.add_reference(headquarters, "action_plan", {"code": "DEMO-P"})
    programmes.change_reference(headquarters, "action_plan", plan.id, {"code": "DEMO-Q"})
    step = history.history_of(store, "action_plan", plan.id, FRENCH)[0]
    history.restore_value(headquarters, "action_plan", plan.id, "code", step.id)
    programmes.remove_reference(headquarters, "action_plan", plan.id)
    assert recycle_bin.restore(headquarters, "action_plan", plan.id).count == 1
    assert "DEMO-P" in {each.code for each in programmes.list_action_plans(store)}
    code_lists.add_code(headquarters, "theme", "RT", {"name_fr": "Retour"})
    code_lists.change_code(headquarters, "theme", "RT", {"name_fr": "Retours"})
    step = history.history_of(store, "code", "theme//RT", FRENCH)[0]
    history.restore_value(headquarters, "code", "theme//RT", "name_fr", step.id)
    assert code_lists.show_code(store, "theme", "RT").entry.name(FRENCH) == "Retour"
