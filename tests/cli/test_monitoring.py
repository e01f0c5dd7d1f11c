"""`monitoring`: what follows an activity is recorded, corrected, removed and listed."""

from __future__ import annotations

import pytest

from ssc_desktop.cli.monitoring import NOUNS
from ssc_desktop.domain.followup import FOLLOW_UPS
from tests.cli.conftest import Cli


@pytest.fixture
def pilot(pair: Cli) -> str:
    made = pair.at("abj", "activity", "add", "pilot_activity", "--title", "DEMO pilote",
                   "--start", "2021-09-01", "--end", "2021-12-31")  # fmt: skip
    return str(made["code"])


def test_entries_are_recorded_changed_removed_and_listed(pair: Cli, pilot: str) -> None:
    made = pair.at("abj", "monitoring", "add", "milestone", pilot, "--set", "title=DEMO étape",
                   "--set", "planned_on=2021-11-15")  # fmt: skip
    assert (made["noun"], made["title"], made["planned_on"]) == (
        *("milestone", "DEMO étape", "2021-11-15"),
    )
    pair.at("abj", "monitoring", "add", "beneficiaries", pilot, "--set", "count=40")
    done = pair.at("abj", "monitoring", "set", "milestone", made["id"], "--set", "progress=100")
    assert done["progress"] == 100
    assert [each["noun"] for each in pair.at("abj", "monitoring", "list", pilot)] == [
        *("milestone", "beneficiaries")
    ]
    assert pair.at("abj", "monitoring", "list", pilot, "--noun", "milestone") == [done]
    assert pair.at("abj", "monitoring", "remove", "milestone", made["id"])["removed"]
    assert pair.at("abj", "monitoring", "list", pilot, "--noun", "milestone") == []
    back = pair.at("abj", "monitoring", "remove", "milestone", made["id"], "--restore")
    assert not back["removed"]


def test_every_noun_can_be_named() -> None:
    assert tuple(FOLLOW_UPS) == NOUNS


def test_a_person_reads_a_table_and_what_is_wrong(pair: Cli, pilot: str) -> None:
    workspace = ("--workspace", pair.folder / "abj")
    pair.at("abj", "monitoring", "add", "risk", pilot, "--set", "text=DEMO retard")
    answer = pair("monitoring", "list", pilot, *workspace)
    assert answer.status == 0
    assert "DEMO retard" in answer.out
    wrong = pair("monitoring", "set", "risk", "nothing", "--set", "text=x", *workspace)
    assert (wrong.status, "not-an-entry" in wrong.err) == (1, True)
    wrong = pair("monitoring", "add", "risk", pilot, "--set", "colour=red", *workspace)
    assert (wrong.status, "unknown-field" in wrong.err) == (1, True)
