"""People of whom two offices told no names: headquarters goes through the pairs by their codes."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.services import exchange
from ssc_desktop.services.decision_log import list_decisions
from ssc_desktop.services.duplicates import likely_duplicates
from ssc_desktop.services.merged_people import merged_into
from tests.gui.conftest import Desktop, open_in, reading, write
from tests.services.exchanging import enrol, hand_back, made, person

PHONES = ("+22376123456", "+22376123457")


@pytest.fixture
def pairs(desktop: Desktop, tmp_path: Path, light_passphrases: None) -> list[set[UUID]]:
    """The window of a headquarters that knows two people of each of two offices, by codes alone:
    they are two pairs."""
    with ExitStack() as opened:
        headquarters = opened.enter_context(
            made(tmp_path / "siege", "HQ", "MA", edition="headquarters")
        )
        offices = [
            opened.enter_context(made(tmp_path / code, code, country))
            for code, country in (("ABJ", "CI"), ("BKO", "ML"))
        ]
        found: list[set[UUID]] = [set(), set()]
        for office in offices:
            enrol(office, headquarters, tmp_path)
            exchange.import_bundles(headquarters, [exchange.export_bundle(office).file])
            hand_back(headquarters, office)
            for number, (name, phone) in enumerate(zip(("Traoré", "Koné"), PHONES, strict=True)):
                key = person(office, name, given_names="Awa", phone=phone, sex="F", country="ML")
                found[number].add(key)
            exchange.import_bundles(headquarters, [exchange.export_bundle(office).file])
        assert len(likely_duplicates(headquarters.store)) == 2
    # What three workspaces leave behind is let go of here, not in a turn of the window.
    gc.collect()
    open_in(desktop, tmp_path / "siege")
    return found


def press(desktop: Desktop, key: Qt.Key) -> None:
    desktop.activate()
    QTest.keyClick(desktop.page.list, key)
    desktop.settle()


def test_pairs_known_by_codes_alone_are_merged_and_told_apart_by_key(
    desktop: Desktop, pairs: list[set[UUID]]
) -> None:
    page = desktop.go("duplicates")
    assert page.list.hasFocus()
    assert len(page.pairs) == 2
    chosen = page.chosen
    keys = {chosen.one.participant.id, chosen.other.participant.id}
    assert keys in pairs
    entry = page.list.chosen
    assert "telephone" in entry.line.lower()
    assert entry.title.strip(" /")
    press(desktop, Qt.Key.Key_Return)
    dialog = desktop.dialog()
    write(dialog.reason, "Same telephone")
    dialog.merge_button.setFocus()
    QTest.keyClick(dialog.merge_button, Qt.Key.Key_Space)
    desktop.settle()
    (logged,) = reading(desktop, lambda w: list_decisions(w.store))
    assert (logged.verdict, logged.reason) == ("merged", "Same telephone")
    assert logged.key == str(max(keys))
    assert [each.id for each in reading(desktop, lambda w: merged_into(w.store, min(keys)))] == [
        max(keys)
    ]
    assert len(page.pairs) == 1
    page.two_button.setFocus()
    QTest.keyClick(page.two_button, Qt.Key.Key_Space)
    desktop.settle()
    assert page.pairs == []
