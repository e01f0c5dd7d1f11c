"""Logos in the settings: imported, ordered, sized, removed and brought back; the band previewed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ssc_desktop.gui.dialogs.logos import BandDialog, ImportLogoDialog
from ssc_desktop.gui.pages.logos import THUMBNAIL, thumbnail
from ssc_desktop.paper.logos import picture_pdf
from ssc_desktop.services import logos
from tests.gui.conftest import Desktop, reading, write
from tests.paper import demo_logos


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Logos of nobody, as files."""
    made = {
        "emblem.svg": demo_logos.emblem_svg(), "wide.svg": demo_logos.wide_svg(),
        "square.svg": demo_logos.square_svg(), "seal.png": demo_logos.png(),
        "small.png": demo_logos.png((60, 40)),
        "letters.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><text>DEMO</text></svg>',
    }  # fmt: skip
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in made}


def take_in(desktop: Desktop, file: Path, place: str, owner: str) -> Any:
    """Import a logo through the dialog, as a person does."""
    desktop.page.logos.ask_file()
    dialog = desktop.dialog()
    assert isinstance(dialog, ImportLogoDialog)
    dialog.file.set_value(file)
    dialog.place.setCurrentIndex(dialog.place.findData(place))
    dialog.owner.setEditText(owner)
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    desktop.settle()
    return dialog


def listed(desktop: Desktop) -> list[tuple[str, str]]:
    found = reading(desktop, lambda workspace: logos.list_logos(workspace.store))
    return [(each.place, each.owner) for each in found]


def shown(desktop: Desktop) -> list[str]:
    card = desktop.page.logos
    return [card.list.item(at).text().split("\n")[0] for at in range(card.list.count())]


def test_logos_are_imported_and_stand_in_the_order_of_the_band(
    opened: Desktop, files: dict[str, Path]
) -> None:
    card = opened.go("settings").logos
    assert card.list.isHidden()
    take_in(opened, files["seal.png"], "partner", "Ministère DEMO")
    assert "whoever hosts it" in card.about.text()
    take_in(opened, files["square.svg"], "agency", "GIZ")
    take_in(opened, files["emblem.svg"], "emblem", "European Union")
    assert shown(opened) == ["European Union", "GIZ", "Ministère DEMO"]
    assert card.chosen.place == "emblem"
    assert card.about.text() == ""
    assert not card.list.item(0).icon().isNull()


def test_a_refused_file_is_told_in_the_dialog_and_nothing_is_kept(
    opened: Desktop, files: dict[str, Path]
) -> None:
    opened.go("settings")
    dialog = take_in(opened, files["letters.svg"], "donor", "BMZ")
    assert "outlines" in dialog.notice.text
    dialog.file.set_value(files["small.png"])
    dialog.accept()
    opened.settle()
    assert "118" in dialog.notice.text
    dialog.file.clear()
    dialog.accept()
    assert "choose the file" in dialog.notice.text
    dialog.reject()
    assert listed(opened) == []


def test_the_owners_of_the_programme_are_offered(opened: Desktop) -> None:
    opened.go("settings").logos.ask_file()
    dialog = opened.dialog()
    dialog.place.setCurrentIndex(dialog.place.findData("agency"))
    names = [dialog.owner.itemText(at) for at in range(dialog.owner.count())]
    assert names == ["GIZ", "Expertise France"]
    assert not dialog.organisation.isEnabled()
    dialog.place.setCurrentIndex(dialog.place.findData("partner"))
    assert dialog.organisation.isEnabled()
    dialog.owner.setEditText("Ministère DEMO")
    dialog.place.setCurrentIndex(dialog.place.findData("donor"))
    assert dialog.owner.currentText() == "Ministère DEMO"
    dialog.reject()


def test_logos_are_moved_sized_and_removed_by_keyboard_and_come_back(
    opened: Desktop, files: dict[str, Path]
) -> None:
    card = opened.go("settings").logos
    take_in(opened, files["square.svg"], "agency", "GIZ")
    take_in(opened, files["wide.svg"], "agency", "Expertise France")
    opened.activate()
    card.list.setFocus()
    assert card.chosen.owner == "Expertise France"
    assert not card.down.isEnabled()
    QTest.keyClick(card.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    opened.settle()
    assert shown(opened) == ["Expertise France", "GIZ"]
    assert card.chosen.owner == "Expertise France"
    card.height_box.setFocus()
    card.height_box.clear()
    write(card.height_box, "6,5")
    QTest.keyClick(card.height_box, Qt.Key.Key_Return)
    opened.settle()
    assert str(card.chosen.height) == "6.50"
    card.list.setFocus()
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    opened.settle()
    assert listed(opened) == [("agency", "GIZ")]
    assert opened.window.view.told.may_undo
    opened.window.view.told.undo()
    opened.settle()
    assert shown(opened) == ["Expertise France", "GIZ"]


def test_a_height_that_cannot_be_is_told_and_taken_back(
    opened: Desktop, files: dict[str, Path]
) -> None:
    page = opened.go("settings")
    take_in(opened, files["emblem.svg"], "emblem", "European Union")
    page.logos.height_box.set_value("8")
    page.logos.write_height()
    opened.settle()
    assert "at least 10 mm" in page.notice.text
    assert page.logos.height_box.text() == "10"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_band_is_shown_as_it_will_print(
    opened: Desktop, files: dict[str, Path], language: str
) -> None:
    opened.desk.choose_language(language)
    opened.settle()
    opened.go("settings")
    take_in(opened, files["emblem.svg"], "emblem", "UE")
    opened.page.logos.show_band()
    dialog = opened.dialog()
    assert isinstance(dialog, BandDialog)
    opened.until(lambda: dialog.preview.page_count == 1)
    dialog.spoken.setCurrentIndex(2)
    dialog.draw()
    opened.settle()
    assert dialog.preview.page_count == 1
    dialog.close()


def test_thumbnails_show_the_logo_on_white_and_nothing_of_a_damaged_one() -> None:
    def inks(content: bytes) -> set[int]:
        image: QImage = thumbnail(content).pixmap(THUMBNAIL).toImage()
        return {
            image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())
        }

    assert len(inks(picture_pdf(demo_logos.kept(demo_logos.square_svg())))) > 2
    assert len(inks(picture_pdf(demo_logos.kept(demo_logos.png())))) > 2
    assert inks(b"") == {0xFFFFFFFF}
