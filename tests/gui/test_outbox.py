"""The outbox in the window: the level, the parts, copies on a stick, mails ready to be sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ssc_desktop.services import enrolment, exchange
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, fill, open_in


@pytest.fixture
def joined(desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path) -> Desktop:
    """An office that has joined its headquarters, open in the window."""
    fill(office)
    enrolment.join(office, enrolment.make_card(headquarters, tmp_path).file, tmp_path)
    office.close()
    open_in(desktop, office.folder)
    return desktop


def test_without_a_choice_names_stay_and_each_level_says_what_leaves(joined: Desktop) -> None:
    content = joined.go("exchange").content
    assert content.choices.level == "pseudonymised"
    told = set()
    for place in range(content.choices.levels.count()):
        content.choices.levels.setCurrentIndex(place)
        told.add(content.choices.what.text())
    assert len(told) == len(exchange.LEVELS)
    content.choices.levels.setCurrentIndex(0)
    assert "names" in content.choices.what.text()
    content.export()
    joined.settle()
    (row,) = content.table.model.rows
    assert (row.level, row.state, row.parts) == ("pseudonymised", "written", ())


def test_a_chosen_level_is_the_level_of_the_bundle(joined: Desktop) -> None:
    content = joined.go("exchange").content
    for level in ("aggregate", "identified"):
        content.choices.levels.setCurrentIndex(content.choices.levels.findData(level))
        content.choices.sizes.setCurrentIndex(content.choices.sizes.findData(5_000_000))
        content.export()
        joined.settle()
        assert content.table.model.rows[0].level == level


def test_a_copy_is_read_back_and_only_then_the_stick_may_go(
    joined: Desktop, tmp_path: Path
) -> None:
    content = joined.go("exchange").content
    assert not content.table.stick.isEnabled()
    content.export()
    joined.settle()
    content.table.table.view.selectRow(0)
    assert content.table.stick.isEnabled()
    assert content.table.mail.isEnabled()
    (row,) = content.table.model.rows
    stick = tmp_path / "stick"
    stick.mkdir()
    content.table.copy(row.file, stick)
    joined.settle()
    assert (stick / row.file.name).read_bytes() == row.file.read_bytes()
    assert content.table.model.rows[0].state == "copied"


def test_a_mail_opens_with_everything_but_the_address(
    joined: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    content = joined.go("exchange").content
    content.export()
    joined.settle()
    (row,) = content.table.model.rows
    content.table.write_mail(row)
    joined.settle()
    mail, folder = opened
    assert mail.scheme() == "mailto"
    assert row.file.name in QUrl.fromPercentEncoding(mail.query().encode())
    assert Path(folder.toLocalFile()) == row.file.parent
    assert content.table.model.rows[0].state == "mailed"


def test_headquarters_shows_reported_totals_beside_the_activity(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    activity = fill(office).activity
    request = enrolment.join(office, enrolment.make_card(headquarters, tmp_path).file, tmp_path)
    enrolment.approve(headquarters, request.file)
    made = exchange.export_bundle(office, level="aggregate")
    exchange.import_bundles(headquarters, [made.file])
    headquarters.close()
    open_in(desktop, headquarters.folder)
    desktop.desk.go("activity", activity)
    desktop.settle()
    told = "Reported totals of ABJ: 6 registered, 0 attended, 0 participant-days"
    assert told in desktop.page.subheading.text()


def test_an_office_takes_in_what_headquarters_hands_back(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    fill(office)
    request = enrolment.join(office, enrolment.make_card(headquarters, tmp_path).file, tmp_path)
    enrolment.approve(headquarters, request.file)
    exchange.import_bundles(headquarters, [exchange.export_bundle(office).file])
    back = export_return(headquarters, "ABJ", tmp_path).file
    office.close()
    open_in(desktop, office.folder)
    content = desktop.go("exchange").content
    assert content.returned.button.isVisible()
    content.returned.take_in([back])
    desktop.settle()
    assert not content.notice.isVisible()
    content.returned.take_in([request.file])
    desktop.settle()
    assert content.notice.isVisible()
