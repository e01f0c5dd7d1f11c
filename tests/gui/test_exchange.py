"""The exchange in the window: join, approve, bundle out, bundle in, conflicts, a list imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ssc_desktop.gui.dialogs.compare import CompareDialog
from ssc_desktop.gui.pages.received_bundles import DropZone
from ssc_desktop.services import activities, enrolment, exchange
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.gui.conftest import PASSPHRASE, Desktop, Filled, fill, open_in, reading


@pytest.fixture
def card(headquarters: Workspace, tmp_path: Path) -> Path:
    """Headquarters' card."""
    return enrolment.make_card(headquarters, tmp_path).file


def test_an_office_joins_and_makes_a_bundle(opened: Desktop, card: Path) -> None:
    content = opened.go("exchange").content
    assert "not joined" in content._state.text()
    content.show_card(card)
    dialog = opened.dialog()
    assert isinstance(dialog, CompareDialog)
    assert not dialog.go_on.isEnabled()
    dialog.compared.setChecked(True)
    dialog.accept()
    opened.settle()
    assert "Siège" in content._state.text()
    content.export()
    opened.settle()
    files = [each.file for each in content.table.model.rows]
    assert len(files) == 1
    assert files[0].suffix == ".sscb"
    assert list(content._desk.workspace.folder.joinpath("outbox").glob("*.sscreq"))


def test_without_a_headquarters_a_bundle_is_refused_in_words(opened: Desktop) -> None:
    page = opened.go("exchange")
    page.content.export()
    opened.settle()
    assert "not joined" in page.content.notice.text


@pytest.fixture
def handed_over(office: Workspace, headquarters: Workspace, tmp_path: Path) -> tuple[Path, Path]:
    """The request and the bundle of an office that headquarters has not approved yet."""
    fill(office)
    made = enrolment.make_card(headquarters, tmp_path)
    joined = enrolment.join(office, made.file, tmp_path)
    bundle = exchange.export_bundle(office, output=tmp_path)
    folder = headquarters.folder
    headquarters.close()
    assert folder.is_dir()
    return joined.file, bundle.file


def test_headquarters_approves_a_request_and_takes_a_bundle_in(
    desktop: Desktop, headquarters: Workspace, handed_over: tuple[Path, Path]
) -> None:
    request, bundle = handed_over
    open_in(desktop, headquarters.folder)
    content = desktop.go("exchange").content
    content.bundles.take_in([bundle])
    desktop.settle()
    assert [each.status for each in content.bundles.results.model.rows] == ["quarantined"]
    content.laptops.show_request(request)
    dialog = desktop.dialog()
    dialog.compared.setChecked(True)
    dialog.accept()
    desktop.settle()
    assert content.laptops.devices.model.rows[0][0].office_name == "Bureau d'Abidjan"
    content.bundles.take_in([bundle])
    desktop.settle()
    assert [each.status for each in content.bundles.results.model.rows] == ["duplicate"]
    listed = reading(desktop, lambda workspace: activities.list_activities(workspace.store))
    assert [each.title for each in listed] == ["Formation DEMO"]
    assert len(desktop.go("activities").table.model.rows) == 1


def test_bundles_are_dropped_on_the_page(
    desktop: Desktop, headquarters: Workspace, handed_over: tuple[Path, Path]
) -> None:
    request, bundle = handed_over
    with open_workspace(headquarters.folder, PASSPHRASE) as workspace:
        enrolment.approve(workspace, request)
    open_in(desktop, headquarters.folder)
    content = desktop.go("exchange").content
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(bundle))])
    zone = content.findChild(DropZone)
    assert zone is not None
    zone.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    desktop.settle()
    assert content.bundles.preview.isVisible()
    assert len(desktop.go("activities").table.model.rows) == 0
    desktop.go("exchange").content.bundles.preview.take.click()
    desktop.settle()
    assert [each.status for each in content.bundles.results.model.rows] == ["imported"]


def test_a_file_that_is_no_bundle_is_refused_in_words(
    headquarters_open: Desktop, tmp_path: Path
) -> None:
    (tmp_path / "letter.sscb").write_bytes(b"not a bundle")
    content = headquarters_open.go("exchange").content
    content.bundles.take_in([tmp_path / "letter.sscb"])
    headquarters_open.settle()
    assert content.bundles.results.model.rows[0].status == "refused"
    column = next(c for c in content.bundles.results.model.columns if c.name == "why")
    assert column.text(content.bundles.results.model.rows[0])


def test_people_are_found_and_chosen_by_keyboard(opened: Desktop, filled: Filled) -> None:
    made = reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": "B"}),
    )
    part = opened.go("activity", (made.id, "people")).part
    part.choose_people()
    dialog = opened.dialog()
    from tests.gui.conftest import press, write

    write(dialog.find_box, "demo03")
    opened.until(lambda: len(dialog.table.model.rows) == 1)
    press(dialog.find_box, Qt.Key.Key_Return)
    opened.settle()
    assert [each.participant.family_name for each in part.table.model.rows] == ["DEMO03"]
