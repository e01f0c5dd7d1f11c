"""The evidence of an activity: dropped, pasted, asked about, looked at, changed and brought back."""

from __future__ import annotations

import unicodedata
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.gui.widgets.evidence_fields import CONSENT, PEOPLE, PLACE, TYPE
from ssc_desktop.gui.widgets.file_preview import made_ready, picture_of
from ssc_desktop.services import consents, evidence
from tests.gui.conftest import Desktop, Filled, press, reading

REPORT, ARABIC = unicodedata.normalize("NFD", "Rapport d'été.txt"), "محضر الورشة.pdf"


@pytest.fixture
def files(tmp_path: Path, qapp: QApplication) -> dict[str, Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#227744"))
    made = {name: folder / name for name in ("IMG_20210816_1.jpg", ARABIC, REPORT)}
    assert picture.save(str(made["IMG_20210816_1.jpg"]))
    canvas = Canvas(str(made[ARABIC]))
    canvas.drawString(80, 700, "DEMO")
    canvas.save()
    made[REPORT].write_text("Rapport DEMO", encoding="utf-8")
    return made


def part_of(opened: Desktop, filled: Filled) -> Any:
    return opened.go("activity", (filled.activity, "evidence")).part


def drop(target: Any, paths: list[Path]) -> None:
    """Drag files over a widget and let go, as the system tells it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        enter = QDragEnterEvent(QPoint(60, 60), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(60, 60), copy, data, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(target, event)


def kept(opened: Desktop, filled: Filled) -> list[Any]:
    found: list[Any] = reading(opened, lambda w: evidence.list_evidence(w, filled.activity))
    return found


def keep(opened: Desktop, paths: list[Path], *, consent: bool = True) -> None:
    """Drop files on the part that is shown, answer, and keep them."""
    drop(opened.page.part, paths)
    dialog = opened.dialog()
    if not dialog.is_answered:
        dialog.say_of_chosen(CONSENT, consent)
    dialog.keep()
    opened.until(lambda: QApplication.activeModalWidget() is None)
    opened.settle()


def test_dropped_files_are_asked_about_and_kept_under_their_own_names(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part = part_of(opened, filled)
    drop(part, list(files.values()))
    dialog = opened.dialog()
    said = {each.name: each.values for each in dialog.documents}
    assert said["IMG_20210816_1.jpg"][TYPE] == "photo"
    assert said["IMG_20210816_1.jpg"]["taken_on"].isoformat() == "2021-08-16"
    assert (said[ARABIC][TYPE], said[REPORT][TYPE]) == ("minutes", "report")
    assert said["IMG_20210816_1.jpg"][PEOPLE] is True
    assert not dialog.keep_button.isEnabled()
    dialog.say_of_chosen(CONSENT, True)
    assert said[ARABIC].get(CONSENT) is None
    assert dialog.keep_button.isEnabled()
    QTest.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    opened.until(lambda: QApplication.activeModalWidget() is None)
    opened.settle()
    found = {each.evidence.file_name: each.evidence for each in kept(opened, filled)}
    assert set(found) == set(files)
    assert found["IMG_20210816_1.jpg"].image_consent is True
    assert len(part.table.model.rows) == 3
    assert "3 documents kept" in opened.window.view.told.text
    missing = [each.toolTip() for each in part.checklist.buttons if "missing" in each.toolTip()]
    assert not any("Report" in each for each in missing)
    assert missing


def test_escape_keeps_nothing(opened: Desktop, filled: Filled, files: dict[str, Path]) -> None:
    drop(part_of(opened, filled), [files[REPORT]])
    QTest.keyClick(opened.dialog(), Qt.Key.Key_Escape)
    opened.settle()
    assert kept(opened, filled) == []


def test_people_who_refused_photos_are_named(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    reading(
        opened,
        lambda w: consents.record_consent(w.store, filled.people[2], "photo", {"state": "refused"}),
    )
    part = part_of(opened, filled)
    drop(part, [files["IMG_20210816_1.jpg"]])
    dialog = opened.dialog()
    assert "DEMO02" in dialog.fields.notice.text()
    dialog.say_of_chosen(PEOPLE, False)
    assert dialog.fields.notice.text() == ""
    assert dialog.is_answered
    dialog.reject()


def test_the_same_file_again_is_told_and_kept_once(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part_of(opened, filled)
    keep(opened, [files[REPORT]])
    keep(opened, [files[REPORT], files[ARABIC]])
    assert "kept before" in opened.window.view.told.text
    assert len(kept(opened, filled)) == 2
    opened.window.view.told.undo()
    opened.settle()
    assert [each.evidence.file_name for each in kept(opened, filled)] == [REPORT]


def test_what_is_chosen_is_shown_from_memory_and_noted(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part = part_of(opened, filled)
    keep(opened, list(files.values()))
    before = {each for each in filled.folder.rglob("*") if each.is_file()}
    preview = part.panel.preview
    shown = {}
    for place, each in enumerate(part.table.model.rows):
        part.table.view.selectRow(place)
        opened.until(lambda: preview.currentWidget() is not preview.said)
        opened.settle()
        shown[each.evidence.file_name] = preview.currentWidget()
    assert shown["IMG_20210816_1.jpg"] is preview.picture
    assert shown[REPORT] is preview.text
    assert preview.pages is not None
    assert len(preview.pages.sizes) == 1
    after = {each for each in filled.folder.rglob("*") if each.is_file()}
    assert {each.suffix for each in after - before} <= {".db-wal", ".db-shm"}
    place = next(n for n, each in enumerate(part.table.model.rows)
                 if each.evidence.file_name == REPORT)  # fmt: skip
    part.table.view.setFocus()
    part.table.view.selectRow(place)
    press(part.table.view, Qt.Key.Key_Return)
    dialog = opened.dialog()
    assert dialog.preview.text.toPlainText() == "Rapport DEMO"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()


def test_thumbnails_are_made_for_what_is_looked_at(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part = part_of(opened, filled)
    keep(opened, list(files.values()))
    opened.until(lambda: len(part.thumbnails._made) == 2)
    made = {each.evidence.file_name for each in part.table.model.rows
            if each.id in part.thumbnails._made}  # fmt: skip
    assert made == {"IMG_20210816_1.jpg", ARABIC}


def test_several_are_said_of_at_once_and_taken_back(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part = part_of(opened, filled)
    keep(opened, list(files.values()))
    part.table.view.selectAll()
    place = part.panel.fields.boxes[PLACE]
    place.widget.setFocus()
    place.editor.set_value("Classeur 3")
    place.editor.left.emit()
    opened.settle()
    assert {each.evidence.original_location for each in kept(opened, filled)} == {"Classeur 3"}
    assert len(part.table.chosen_rows()) == 3
    opened.window.view.told.undo()
    opened.settle()
    assert {each.evidence.original_location for each in kept(opened, filled)} == {None}


def test_a_removed_document_comes_back_with_undo(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    part = part_of(opened, filled)
    keep(opened, [files[REPORT]])
    part.table.view.selectRow(0)
    part.remove_chosen()
    opened.settle()
    assert part.table.model.rows == []
    opened.window.view.told.undo()
    opened.settle()
    assert len(part.table.model.rows) == 1


def test_a_copied_picture_is_pasted_and_an_empty_clipboard_is_told(
    opened: Desktop, filled: Filled
) -> None:
    part = part_of(opened, filled)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    part.paste()
    assert "Nothing to paste" in opened.window.view.told.text
    picture = QImage(50, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("#aa5500"))
    clipboard.setImage(picture)
    part.table.view.setFocus()
    part.paste()
    dialog = opened.dialog()
    (document,) = dialog.documents
    assert document.name.endswith(".png")
    assert picture_of(document.content, 100) is not None
    dialog.say_of_chosen(PEOPLE, False)
    dialog.keep()
    opened.until(lambda: QApplication.activeModalWidget() is None)
    opened.settle()
    assert len(kept(opened, filled)) == 1


def test_a_copy_is_written_where_it_is_asked_for(
    opened: Desktop, filled: Filled, files: dict[str, Path], tmp_path: Path
) -> None:
    part = part_of(opened, filled)
    keep(opened, [files[REPORT]])
    part.deeds.write_copy(kept(opened, filled)[0].id, tmp_path / "copy.txt")
    opened.settle()
    assert (tmp_path / "copy.txt").read_text("utf-8") == "Rapport DEMO"
    assert "copy.txt" in opened.window.view.told.text


def test_all_that_proves_the_activity_is_written_to_one_file(
    opened: Desktop, filled: Filled, files: dict[str, Path], tmp_path: Path
) -> None:
    part = part_of(opened, filled)
    keep(opened, [files[ARABIC]])
    part.deeds.write_pack(filled.activity, tmp_path / "pack.zip")
    opened.settle()
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        names = pack.namelist()
        assert [name for name in names if name.endswith(ARABIC)]
    assert {"index.pdf", "index.csv", "SHA256SUMS.txt"} < set(names)
    told = opened.window.view.told.text
    assert "pack.zip" in told
    assert "·" in told
    part.deeds.write_pack(filled.activity, tmp_path / "nowhere" / "pack.zip")
    opened.settle()
    assert part.notice.isVisible()


def test_keeping_a_large_file_is_stopped(opened: Desktop, filled: Filled, tmp_path: Path) -> None:
    large = tmp_path / "rapport.bin"
    large.write_bytes(bytes(120_000_000))
    part = part_of(opened, filled)
    drop(part, [large])
    dialog = opened.dialog()
    dialog.keep()
    opened.until(lambda: dialog.bar.progress.maximum() > 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert not dialog.bar.is_busy
    assert kept(opened, filled) == []
    dialog.reject()


def test_a_photo_of_a_camera_is_read_smaller_and_what_is_no_picture_is_none(
    qapp: QApplication,
) -> None:
    picture = QImage(3000, 2000, QImage.Format.Format_RGB32)
    picture.fill(QColor("#334455"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"JPG")).write(picture)
    small = picture_of(bytes(buffer.data().data()), 300)
    assert small is not None
    assert (small.width(), small.height()) == (300, 200)
    assert picture_of(b"no picture", 300) is None
    assert made_ready("x.docx", b"PK\x03\x04").image is None
    assert made_ready("x.txt", "été".encode("cp1252")).text == "été"


def test_on_a_mirrored_screen_the_document_just_kept_is_chosen(
    opened: Desktop, filled: Filled, files: dict[str, Path]
) -> None:
    opened.desk.choose_language("ar")
    opened.settle()
    part = part_of(opened, filled)
    keep(opened, [files[REPORT], files[ARABIC]])
    part = opened.page.part
    assert [each.evidence.file_name for each in part.table.chosen_rows()] == [ARABIC]
    assert part.panel.heading.text() == ARABIC
    opened.desk.choose_language("en")
    opened.settle()
