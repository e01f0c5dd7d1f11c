"""The card of the settings that holds the logos of the visibility band."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton, QVBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.logos import BandDialog, ImportLogoDialog
from ssc_desktop.gui.forms.editors import NumberEditor
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import Card, button, label, row

THUMBNAIL = QSize(104, 40)
_ROW, _MOST_SHOWN = 56, 5


class LogosCard(Card):
    """The logos in the order of the band: import, order, height, removal with undo, preview."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._logos: list[Any] = []
        self._wanted: UUID | None = None
        language = desk.language
        self.list = QListWidget()
        self.list.setAccessibleName(language("Logos in the order of the band"))
        self.list.setIconSize(THUMBNAIL)
        self.list.setUniformItemSizes(True)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.about = label(role="muted", wrap=True)
        self.import_button = button(language("Import a logo…"), icon_name="plus")
        self.import_button.clicked.connect(self.ask_file)
        self.band_button = button(language("See the band…"), icon_name="file-text")
        self.band_button.clicked.connect(self.show_band)
        self.up = self._tool("chevron-up", language("Before its neighbour"), "Alt+Up", -1)
        self.down = self._tool("chevron-down", language("Behind its neighbour"), "Alt+Down", 1)
        self.remove_button = button(language("Remove"), icon_name="trash-2")
        self.remove_button.clicked.connect(self.remove_chosen)
        self._key("Delete", self.remove_chosen)
        self.height_box = NumberEditor(language, decimals=True)
        self.height_box.setFixedWidth(72)
        self.height_box.setAccessibleName(language("Height (mm)"))
        self.height_box.left.connect(self.write_height)
        self._arrange()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "They stand at the head of every paper, in the order the donors require. A place whose "
            "logo is missing stays framed and empty."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 18)
        whole.setSpacing(10)
        whole.addWidget(label(language("Logos"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.list)
        height = label(language("Height (mm)"))
        self._of_chosen = (self.up, self.down, height, self.height_box, self.remove_button)
        whole.addLayout(row(*self._of_chosen, None))
        whole.addWidget(self.about)
        whole.addLayout(row(self.import_button, self.band_button, None))
        self._fit()
        self._show_chosen()

    def read_again(self) -> None:
        """Read the logos."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import logos

            return [(each, logos.look_of(each)) for each in logos.list_logos(workspace.store)]

        self._desk.ops.read(self, work, self._show, only_latest="logos")

    @property
    def chosen(self) -> Any:  # noqa: ANN401
        """The logo that is chosen in the list, or None."""
        at = self.list.currentRow()
        return self._logos[at] if 0 <= at < len(self._logos) else None

    # --- what is done -----------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask for the file of a logo, and whose it is."""
        dialog = ImportLogoDialog(self, self._desk)
        dialog.imported.connect(self._imported)
        dialog.open()

    def show_band(self) -> None:
        """Show the band as it will print."""
        BandDialog(self, self._desk).open()

    def move_chosen(self, steps: int) -> None:
        """Move the chosen logo among those of its place."""
        if self.chosen is not None:
            key = self.chosen.id
            self._change(lambda logos, store: logos.move_logo(store, key, steps), key)

    def write_height(self) -> None:
        """Write the height that was typed, where it is another one."""
        logo = self.chosen
        typed = self.height_box.value()
        if logo is None or typed is None or _same(typed, logo.height):
            return
        key = logo.id
        self._change(lambda logos, store: logos.change_logo(store, key, {"height": typed}), key)

    def remove_chosen(self) -> None:
        """Take the chosen logo off the band, with an undo."""
        if self.chosen is None:
            return
        key = self.chosen.id
        words = self._desk.language("Logo removed")
        self._change(
            lambda logos, store: logos.remove_logo(store, key),
            None,
            lambda: self._desk.tell(words, lambda: self.restore(key)),
        )

    def restore(self, key: UUID) -> None:
        """Bring a removed logo back."""
        self._change(lambda logos, store: logos.restore_logo(store, key), key)

    def _change(
        self,
        do: Callable[[Any, Any], Any],
        choose: UUID | None,
        then: Callable[[], None] | None = None,
    ) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import logos

            return do(logos, workspace.store)

        def done(_: Any) -> None:  # noqa: ANN401
            self._wanted = choose
            self.about.clear()
            self.read_again()
            if then is not None:
                then()

        def failed(problem: Any) -> None:  # noqa: ANN401
            self._show_chosen()
            self.refused.emit(problem)

        self._desk.ops.change(self, work, done, touches=("logo",), failed=failed)

    def _imported(self, made: Any) -> None:  # noqa: ANN401
        language = self._desk.language
        told = [language(each.message, **each.details) for each in made.warnings]
        self._wanted = made.logo.id
        self.about.setText("\n".join(told))
        self._desk.tell(language("Logo imported"))
        self.read_again()

    # --- showing ----------------------------------------------------------------------------

    def _show(self, found: list[tuple[Any, bytes]]) -> None:
        before = self._wanted or (self.chosen.id if self.chosen else None)
        self._wanted = None
        self._logos = [logo for logo, _ in found]
        self.list.clear()
        for logo, content in found:
            item = QListWidgetItem(thumbnail(content), self._words(logo))
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        keys = [logo.id for logo in self._logos]
        self.list.setCurrentRow(keys.index(before) if before in keys else 0)
        self._fit()
        self._show_chosen()

    def _words(self, logo: Any) -> str:  # noqa: ANN401
        language = self._desk.language
        place = self._desk.lists.name("logo_place", logo.place)
        height = language.number(logo.height) if logo.height else ""
        return f"{logo.owner}\n" + language("{place} · {height} mm", place=place, height=height)

    def _show_chosen(self) -> None:
        logo = self.chosen
        beside = [each for each in self._logos if logo and each.place == logo.place]
        for each in (self.height_box, self.remove_button):
            each.setEnabled(logo is not None)
        self.up.setEnabled(bool(beside) and logo is not beside[0])
        self.down.setEnabled(bool(beside) and logo is not beside[-1])
        self.height_box.set_value(logo.height if logo else None)

    def _fit(self) -> None:
        """As tall as its rows, so that the page scrolls and not the list in it."""
        shown = min(len(self._logos), _MOST_SHOWN)
        self.list.setFixedHeight(shown * _ROW + 4)
        for each in (self.list, *self._of_chosen):
            each.setVisible(shown > 0)

    def _tool(self, icon_name: str, words: str, keys: str, steps: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(icon_name))
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made.setToolTip(f"{words} ({shown})")
        made.setAccessibleName(words)
        made.clicked.connect(lambda _checked=False: self.move_chosen(steps))
        self._key(keys, lambda: self.move_chosen(steps))
        return made

    def _key(self, keys: str, done: Any) -> None:  # noqa: ANN401
        made = QShortcut(QKeySequence(keys), self.list)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.activated.connect(done)


def thumbnail(pdf: bytes) -> QIcon:
    """A logo on white, as paper is white in the dark too; an empty plate when it is damaged."""
    from PySide6.QtPdf import QPdfDocument

    plate = QImage(THUMBNAIL * 2, QImage.Format.Format_RGB32)
    plate.fill(Qt.GlobalColor.white)
    if pdf:
        document, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        room = QRectF(plate.rect()).adjusted(6, 6, -6, -6)
        box = _centred(room, document.pagePointSize(0))
        painter = QPainter(plate)
        painter.drawImage(box.topLeft(), document.render(0, box.size().toSize()))
        painter.end()
    plate.setDevicePixelRatio(2)
    pixmap = QPixmap.fromImage(plate)
    made = QIcon(pixmap)
    # Chosen, it keeps its own colours: they are what is looked at.
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


def _centred(room: QRectF, size: QSizeF) -> QRectF:
    """The largest box of a picture's shape in the middle of a room."""
    scaled = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(0, 0, scaled.width(), scaled.height())
    box.moveCenter(room.center())
    return box


def _same(typed: object, height: Decimal | None) -> bool:
    return height is not None and str(typed).rstrip(".") == format(height.normalize(), "f")
