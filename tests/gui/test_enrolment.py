"""Getting to know each other without a file: typed, compared, approved, certified, revoked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ssc_desktop.gui.dialogs.compare import CompareDialog
from ssc_desktop.gui.dialogs.enrolment_code import Code, EnrolmentCodeDialog
from ssc_desktop.gui.dialogs.revoke import RevokeDialog
from ssc_desktop.gui.dialogs.typed_lines import TypedLinesDialog
from ssc_desktop.services import enrolment, returning
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, open_in, reading


@pytest.fixture
def lines(headquarters: Workspace) -> list[str]:
    """Headquarters' card as it is printed."""
    return enrolment.card_lines(headquarters)


def test_an_office_joins_by_the_lines_on_paper(opened: Desktop, lines: list[str]) -> None:
    content = opened.go("exchange").content
    assert content.joining.type_button.isVisible()
    content.joining.type_card()
    dialog = opened.dialog()
    assert isinstance(dialog, TypedLinesDialog)
    wrong = [*lines[:3], "2" + lines[3][1:] if lines[3][0] != "2" else "3" + lines[3][1:]]
    dialog.lines.setPlainText("\n".join([*wrong, *lines[4:]]))
    dialog.go_on.click()
    opened.settle()
    assert "Line 4" in dialog.notice.text
    assert dialog.lines.textCursor().selectedText() == wrong[3]
    dialog.lines.setPlainText("\n".join(lines).lower())
    dialog.go_on.click()
    compare = opened.dialog()
    assert isinstance(compare, CompareDialog)
    assert not compare.go_on.isEnabled()
    compare.compared.setChecked(True)
    compare.go_on.click()
    opened.settle()
    assert "Siège" in content._state.text()
    assert not content.joining.type_button.isVisible()
    assert "Not certified yet" in content.joining.certified.text()


def test_the_request_is_shown_and_printed(
    opened: Desktop, lines: list[str], tmp_path: Path
) -> None:
    reading(opened, lambda w: enrolment.join(w, "\n".join(lines), tmp_path))
    content = opened.go("exchange").content
    content.joining.show_request()
    dialog = opened.dialog()
    assert isinstance(dialog, EnrolmentCodeDialog)
    assert dialog.lines.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert dialog.findChild(Code) is not None
    dialog._write(tmp_path / "request.pdf")
    opened.settle()
    assert (tmp_path / "request.pdf").read_bytes().startswith(b"%PDF")
    dialog.accept()


@pytest.fixture
def request_lines(office: Workspace, lines: list[str], tmp_path: Path) -> list[str]:
    """The request of an office as it is printed."""
    enrolment.join(office, "\n".join(lines), tmp_path)
    return enrolment.request_lines(office)


def test_headquarters_approves_by_the_lines_on_paper_and_revokes(
    desktop: Desktop, headquarters: Workspace, request_lines: list[str]
) -> None:
    headquarters.close()
    open_in(desktop, headquarters.folder)
    laptops = desktop.go("exchange").content.laptops
    laptops.type_request()
    dialog = desktop.dialog()
    dialog.lines.setPlainText("\n".join(request_lines[:-1]))
    dialog.go_on.click()
    desktop.settle()
    assert "lines were typed" in dialog.notice.text
    dialog.lines.setPlainText("/".join(request_lines))
    dialog.go_on.click()
    compare = desktop.dialog()
    assert isinstance(compare, CompareDialog)
    compare.compared.setChecked(True)
    compare.go_on.click()
    desktop.settle()
    (known,) = laptops.devices.model.rows
    assert known[0].status == "approved"
    assert "goes with the next bundle" in laptops._certificate(known)
    reading(desktop, lambda w: returning.export_return(w, "ABJ").number)
    desktop.page.read_again()
    desktop.settle()
    assert "sent on" in laptops._certificate(laptops.devices.model.rows[0])
    laptops.devices.view.selectRow(0)
    laptops.ask_to_revoke()
    dialog = desktop.dialog()
    assert isinstance(dialog, RevokeDialog)
    assert dialog.from_number() is None
    dialog.from_change.setChecked(True)
    dialog.number.setValue(7)
    dialog.revoke_button.click()
    desktop.settle()
    (known,) = laptops.devices.model.rows
    assert (known[0].status, known[0].revoked_from_seq) == ("revoked", 7)


def test_the_card_is_shown_and_printed(headquarters_open: Desktop, tmp_path: Path) -> None:
    card = headquarters_open.go("exchange").content.laptops.card
    card.show_card()
    dialog = headquarters_open.dialog()
    assert isinstance(dialog, EnrolmentCodeDialog)
    dialog._write(tmp_path / "card.pdf")
    headquarters_open.settle()
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    dialog.accept()
