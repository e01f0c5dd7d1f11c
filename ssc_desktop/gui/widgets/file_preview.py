"""A document on the screen: a picture, the pages of a PDF or a text, from memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.page_view import PageView
from ssc_desktop.gui.widgets.pdf_pages import PdfPages
from ssc_desktop.gui.widgets.pdf_preview import PdfPreview
from ssc_desktop.gui.widgets.plain import Picture, label
from ssc_desktop.language import Language

# As large as a screen shows; a photo of a camera is read smaller than it was taken.
MOST_PIXELS = 2200
LONGEST_TEXT = 200_000
TEXTS = frozenset({".txt", ".csv", ".tsv", ".md", ".log", ".json", ".xml", ".html", ".htm", ".eml"})


@dataclass(frozen=True)
class Shown:
    """A document made ready to be shown: at most one of these; none is no preview."""

    image: QImage | None = None
    pdf: bytes | None = None
    text: str | None = None


def made_ready(name: str, content: bytes, most: int = MOST_PIXELS) -> Shown:
    """What of a document can be shown; may be asked on any thread."""
    if content[:1024].lstrip().startswith(b"%PDF"):
        return Shown(pdf=content)
    image = picture_of(content, most)
    if image is not None:
        return Shown(image=image)
    if PurePath(name).suffix.lower() in TEXTS:
        return Shown(text=_text_of(content[:LONGEST_TEXT]))
    return Shown()


def picture_of(content: bytes, most: int) -> QImage | None:
    """A picture no larger than ``most`` pixels either way, upright; None for what is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > most:
        size.scale(QSize(most, most), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
    image = reader.read()
    return None if image.isNull() else image


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class PictureView(QWidget):
    """A picture as large as there is room for it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(language("Preview of the document"))
        self.setMinimumSize(120, 90)

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle, never larger than it is."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size() / self.devicePixelRatioF()
        if size.width() > self.width() or size.height() > self.height():
            size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()


class FilePreview(QStackedWidget):
    """Shows one document; with ``large`` a PDF comes with its strip of pages and its zoom."""

    def __init__(self, language: Language, *, large: bool = False) -> None:
        super().__init__()
        self._language = language
        self._large = large
        self._words = label(role="muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = QWidget()
        inside = QVBoxLayout(self.said)
        inside.addStretch()
        inside.addWidget(Picture("file-text", "edge", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self._words)
        inside.addStretch()
        self.picture = PictureView(language)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(language("Preview of the document"))
        for each in (self.said, self.picture, self.text):
            self.addWidget(each)
        self.pages: PdfPages | None = None
        self._pdf: PdfPreview | PageView | None = None

    @property
    def words(self) -> str:
        """What is said in place of a preview."""
        return self._words.text() if self.currentWidget() is self.said else ""

    def say(self, text: str) -> None:
        """Say something in place of a preview."""
        self._words.setText(text)
        self.setCurrentWidget(self.said)

    def show_ready(self, shown: Shown) -> None:
        """Show what was made ready."""
        if shown.pdf is not None:
            self._show_pdf(shown.pdf)
        elif shown.image is not None:
            self.picture.show_image(shown.image)
            self.setCurrentWidget(self.picture)
        elif shown.text is not None:
            self.text.setPlainText(shown.text)
            self.setCurrentWidget(self.text)
        else:
            self.say(
                self._language("This kind of document is not shown here. Save a copy to open it.")
            )

    def _show_pdf(self, content: bytes) -> None:
        view = self._pdf_view()
        self.setCurrentWidget(view)
        if isinstance(view, PdfPreview):
            view.show_pdf(content)
        elif self.pages is not None:
            self.pages.show_pdf(content)

    def _pdf_view(self) -> PdfPreview | PageView:
        if self._pdf is None:
            if self._large:
                self._pdf = PdfPreview(self._language)
                self.pages = self._pdf.pages
            else:
                self.pages = PdfPages(self)
                self._pdf = PageView(self.pages, self._language)
            self.addWidget(self._pdf)
        return self._pdf
