"""Files dropped onto the window: lists, bundles, cards and documents find their place."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.add_evidence import AddEvidenceDialog
from ssc_desktop.gui.dialogs.import_list import ImportListDialog
from ssc_desktop.services import activities, enrolment, exchange
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, Filled, open_in


def drop(desktop: Desktop, files: Sequence[Path]) -> bool:
    """Drag files over the window and let them go; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in files])
    facts = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        over = QDragEnterEvent(QPoint(400, 300), *facts)
    over.ignore()
    QApplication.sendEvent(desktop.window.view, over)
    if over.isAccepted():
        QApplication.sendEvent(
            desktop.window.view, QDropEvent(QPointF(400, 300), *facts, QEvent.Type.Drop)
        )
    desktop.settle()
    return over.isAccepted()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "Ordre du jour.txt.pdf"
    file.write_bytes(b"%PDF-1.4\n")
    return file


def test_a_list_opens_its_import_for_the_activity_that_is_shown(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Nom;Prénom\nDEMO;Awa\n", encoding="utf-8")
    opened.go("activity", filled.activity)
    assert drop(opened, [file])
    dialog = opened.dialog()
    assert isinstance(dialog, ImportListDialog)
    dialog.reject()


def test_a_document_is_evidence_of_the_activity_that_is_shown(
    opened: Desktop, filled: Filled, document: Path
) -> None:
    opened.go("activity", filled.activity)
    assert drop(opened, [document])
    assert opened.page.part.name == "evidence"
    opened.until(lambda: QApplication.activeModalWidget() is not None)
    dialog = opened.dialog()
    assert isinstance(dialog, AddEvidenceDialog)
    dialog.reject()


def test_a_document_that_belongs_nowhere_is_not_taken(opened: Desktop, document: Path) -> None:
    opened.go("participants")
    assert not drop(opened, [document])
    assert not drop(opened, [])


def enrol(office: Workspace, headquarters: Workspace, tmp_path: Path) -> None:
    card = enrolment.make_card(headquarters, tmp_path / "hq.sscard").file
    request = enrolment.join(office, card, tmp_path / "office.sscreq").file
    enrolment.approve(headquarters, request)


def test_bundles_are_taken_in_at_headquarters(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    activities.add_activity(office.store, "workshop", {"title": "Atelier DEMO"})
    bundle = exchange.export_bundle(office, output=tmp_path).file
    folder = headquarters.folder
    headquarters.close()
    open_in(desktop, folder)
    assert drop(desktop, [bundle])
    assert desktop.page.name == "exchange"
    assert [each.status for each in results(desktop)] == ["imported"]


def results(desktop: Desktop) -> list[Any]:
    return list(desktop.page.content.bundles.results.model.rows)


def test_a_card_is_compared_before_anything_is_done(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    card = enrolment.make_card(headquarters, tmp_path / "hq.sscard").file
    folder = office.folder
    office.close()
    open_in(desktop, folder)
    assert drop(desktop, [card])
    dialog = desktop.dialog()
    assert dialog.parent() is not None
    dialog.reject()
