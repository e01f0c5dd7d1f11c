"""Headquarters' desk in the window: many bundles in one go, conflicts decided, imports undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.cli.program import run
from ssc_desktop.gui.pages.exchange_headquarters import ARRIVED, CONFLICTS, DECISIONS, STATUS
from ssc_desktop.services import activities, conflicts, enrolment, exchange, returning
from ssc_desktop.services.receiving import BeforeImport
from ssc_desktop.services.workspaces import Workspace, create_workspace, open_workspace
from ssc_desktop.vault import durable
from tests.gui.conftest import PASSPHRASE, Desktop, open_in, reading, write

LAPTOPS, EACH = 50, 4


@dataclass(frozen=True)
class Handed:
    """A closed headquarters that approved the laptops, and a folder of their bundles."""

    headquarters: Path
    bundles: Path


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Without what makes things last through a power cut: none happens here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable.os, "fsync", lambda _: None)
        patch.setattr(BeforeImport, "make", lambda _: None)
        yield


def laptop(folder: Path, number: int, country: str = "CI") -> Workspace:
    """An office of its own."""
    return create_workspace(
        folder / f"laptop{number}", edition="office", country=country,
        office_name=f"Bureau {number}", office_code=f"B{number:02}", officer="DEMO Officer",
        language="fr", passphrase=PASSPHRASE,
    )  # fmt: skip


def siege(folder: Path) -> Workspace:
    """Their headquarters."""
    return create_workspace(
        folder / "siege", edition="headquarters", country="MA", office_name="Siège",
        office_code="HQ", officer="DEMO Headquarters", language="fr", passphrase=PASSPHRASE,
    )  # fmt: skip


def add(workspace: Workspace, title: str) -> Any:
    """An activity of one day."""
    values = {"title": title, "start": "2021-08-16", "end": "2021-08-16", "country": "CI"}
    return activities.add_activity(workspace.store, "workshop", values)


@pytest.fixture(scope="module")
def handed(
    tmp_path_factory: pytest.TempPathFactory, light_passphrases: None, quick: None
) -> Handed:
    """Fifty laptops that joined, and four bundles of each."""
    folder = tmp_path_factory.mktemp("fifty")
    bundles = folder / "stick"
    bundles.mkdir()
    with siege(folder) as headquarters:
        card = enrolment.make_card(headquarters, folder).file
        for number in range(LAPTOPS):
            with laptop(folder, number) as office:
                enrolment.approve(headquarters, enrolment.join(office, card, folder).file)
                for each in range(EACH):
                    add(office, f"Atelier {number} {each}")
                    exchange.export_bundle(office, output=bundles)
    return Handed(folder / "siege", bundles)


def test_two_hundred_bundles_of_fifty_laptops_come_in_from_the_window(
    desktop: Desktop, handed: Handed, tmp_path: Path
) -> None:
    folder = shutil.copytree(handed.headquarters, tmp_path / "siege")
    open_in(desktop, folder)
    bundles = desktop.go("exchange").content.bundles
    bundles.offer([handed.bundles])
    desktop.settle()
    sums = bundles.preview.table.model.rows
    assert sum(each.added for each in sums if each.noun == "activity") == LAPTOPS * EACH
    steps: list[str] = []
    seen = bundles.step.setText
    bundles.step.setText = lambda text: (steps.append(text), seen(text))
    bundles.preview.take.click()
    desktop.settle()
    rows = bundles.results.model.rows
    assert [each.status for each in rows] == ["imported"] * LAPTOPS * EACH
    assert any("Bundle 12 of 200" in each and "B" in each[-4:] for each in steps)
    titles = reading(
        desktop, lambda w: [each.title for each in activities.list_activities(w.store)]
    )
    assert len(titles) == LAPTOPS * EACH


def test_two_hundred_bundles_come_in_from_the_command_line(
    handed: Handed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = shutil.copytree(handed.headquarters, tmp_path / "siege")
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", PASSPHRASE)
    told = ["bundle", "import", str(handed.bundles), "--workspace", str(folder), "--json"]
    assert run(told) == 0, capsys.readouterr().err
    assert json.loads(capsys.readouterr().out)
    with open_workspace(folder, PASSPHRASE) as workspace:
        assert len(activities.list_activities(workspace.store)) == LAPTOPS * EACH


def test_an_import_is_stopped_and_what_came_in_stays(
    desktop: Desktop, handed: Handed, tmp_path: Path
) -> None:
    folder = shutil.copytree(handed.headquarters, tmp_path / "siege")
    open_in(desktop, folder)
    bundles = desktop.go("exchange").content.bundles
    said: list[str] = []
    desktop.desk.told.connect(lambda text, _undo: said.append(text))
    bundles.take_in([handed.bundles])
    desktop.until(lambda: bundles.progress.value() >= 3)
    bundles.stop()
    desktop.settle()
    count = len(reading(desktop, lambda w: activities.list_activities(w.store)))
    assert 3 <= count < LAPTOPS * EACH
    assert f"Stopped after {count} of 200" in said[-1]


def test_a_watched_folder_offers_what_comes_and_takes_nothing_unasked(
    desktop: Desktop, handed: Handed, tmp_path: Path
) -> None:
    folder = shutil.copytree(handed.headquarters, tmp_path / "siege")
    watched = tmp_path / "mail"
    watched.mkdir()
    open_in(desktop, folder)
    bundles = desktop.go("exchange").content.bundles
    bundles.watched.watch(watched)
    desktop.settle()
    assert not bundles.watched.look.isVisible()
    shutil.copy(min(handed.bundles.glob("*-00001.sscb")), watched)
    desktop.until(lambda: bundles.watched.look.isVisible())
    assert reading(desktop, lambda w: activities.list_activities(w.store)) == []
    bundles.watched.look.click()
    desktop.settle()
    assert bundles.preview.isVisible()
    assert desktop.desk.memory.words("exchange/watched") == [str(watched)]


@pytest.fixture
def contested(desktop: Desktop, tmp_path: Path, quick: None) -> Any:
    """The window of a headquarters that holds two values of one title, and the record's key."""
    with ExitStack() as opened:
        headquarters = opened.enter_context(siege(tmp_path))
        card = enrolment.make_card(headquarters, tmp_path).file
        one, two = (opened.enter_context(laptop(tmp_path, each)) for each in (1, 2))
        for each in (one, two):
            enrolment.approve(headquarters, enrolment.join(each, card, tmp_path).file)
        made = add(one, "Atelier")
        exchange.import_bundles(headquarters, [exchange.export_bundle(one).file])
        exchange.import_bundles(two, [returning.export_return(headquarters, "B02").file])
        activities.change_activity(one.store, made.id, {"title": "Atelier A"})
        activities.change_activity(two.store, made.id, {"title": "Atelier B"})
        add(two, "Seul")
        files = [exchange.export_bundle(each).file for each in (one, two)]
        exchange.import_bundles(headquarters, files)
        assert len(conflicts.list_conflicts(headquarters.store)) == 1
    open_in(desktop, tmp_path / "siege")
    return made.id


def title_of(desktop: Desktop) -> str:
    listed = reading(desktop, lambda w: activities.list_activities(w.store))
    return next(str(each.title) for each in listed if each.title != "Seul")


def test_a_conflict_is_decided_by_key_logged_and_taken_back(
    desktop: Desktop, contested: Any
) -> None:
    content = desktop.go("exchange").content
    content.tabs.setCurrentIndex(CONFLICTS)
    desk = content.conflicts
    desktop.settle()
    assert [each.conflict.field for each in desk.table.model.rows] == ["title"]
    values = [each.value for each in desk.table.model.rows[0].conflict.values]
    assert desk.card.values[1].text().startswith("2")
    assert "B0" in desk.card.values[1].text()
    write(desk.card.reason, "As printed")
    desk.table.view.setFocus()
    QTest.keyClick(desk.table.view, Qt.Key.Key_2)
    desktop.settle()
    assert desk.table.model.rows == []
    assert title_of(desktop) == values[1]
    content = desktop.go("exchange").content
    decided = content.decisions.table.model.rows
    assert [(each.decision.reason, each.decision.by) for each in decided] == [
        ("As printed", "DEMO Headquarters")
    ]
    content.tabs.setCurrentIndex(DECISIONS)
    write(content.decisions.find_box, "zzz")
    assert content.decisions.table.model.rows == []
    content.tabs.setCurrentIndex(CONFLICTS)
    assert desktop.page.undo()
    desktop.settle()
    assert len(content.conflicts.table.model.rows) == 1


def test_conflicts_are_decided_in_bulk(desktop: Desktop, contested: Any) -> None:
    content = desktop.go("exchange").content
    content.tabs.setCurrentIndex(CONFLICTS)
    desktop.settle()
    desk = content.conflicts
    desk.table.view.selectAll()
    offices = [desk.offices.itemText(at) for at in range(desk.offices.count())]
    assert offices == ["B01", "B02"]
    desk.offices.setCurrentText("B02")
    desk.of_office.click()
    desktop.settle()
    assert title_of(desktop) == "Atelier B"


def test_an_import_is_taken_back_whole(desktop: Desktop, contested: Any) -> None:
    content = desktop.go("exchange").content
    content.tabs.setCurrentIndex(ARRIVED)
    table = content.arrived.table
    desktop.settle()
    latest = next(each for each in table.model.rows if (each.office, each.number) == ("B02", 1))
    table.choose({latest.id})
    content.arrived.undo_button.click()
    desktop.dialog().undo_button.click()
    desktop.settle()
    listed = reading(desktop, lambda w: activities.list_activities(w.store))
    assert "Seul" not in {each.title for each in listed}
    assert QApplication.activeModalWidget() is None


def test_a_laptop_that_lacks_a_bundle_stands_on_top_and_returns_are_written(
    desktop: Desktop, contested: Any, tmp_path: Path
) -> None:
    content = desktop.go("exchange").content
    content.tabs.setCurrentIndex(STATUS)
    desktop.settle()
    assert {each.office for each in content.status.table.model.rows} == {"B01", "B02"}
    before = len(list((tmp_path / "siege" / "outbox").glob("*.sscb")))
    content.status.all.click()
    desktop.settle()
    after = len(list((tmp_path / "siege" / "outbox").glob("*.sscb")))
    assert after == before + 2
