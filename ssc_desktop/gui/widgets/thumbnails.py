"""Small pictures of documents, made beside the window's thread for what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from ssc_desktop.domain.evidence_names import PICTURES
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import paint_icon, tokens_now
from ssc_desktop.gui.widgets.file_preview import made_ready
from ssc_desktop.gui.widgets.pdf_pages import OpenPdf

SIZE = QSize(48, 36)
# Drawn larger than shown, for screens of twice the points.
DRAWN = 2
ICON = 22
PICTURED = PICTURES | {"pdf", "svg"}
# What would take long to open for a small picture has none.
LARGEST = 24 * 1024 * 1024


class Thumbnails(QObject):
    """Keeps what was made; asks for what was never seen, once."""

    arrived = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: dict[UUID, QIcon] = {}
        self._icons: dict[str, QIcon] = {}
        self._asked: set[UUID] = set()
        self._open: set[OpenPdf] = set()

    def of(self, document: Any) -> QIcon:  # noqa: ANN401
        """The small picture of a document; an icon until it is there, or where there is none."""
        evidence = document.evidence
        if evidence.id in self._made:
            return self._made[evidence.id]
        ending = (evidence.file_name or "").rpartition(".")[2].lower()
        can_be = document.is_here and ending in PICTURED and (evidence.size or 0) <= LARGEST
        if can_be and evidence.id not in self._asked:
            self._asked.add(evidence.id)
            self._ask(evidence.id, evidence.file_name or "")
        return self._plain("image" if ending in PICTURES else "file-text")

    def _plain(self, name: str) -> QIcon:
        """An icon of the usual size in the room of a small picture."""
        if name not in self._icons:
            canvas = _canvas()
            painter = QPainter(canvas)
            box = QRectF(0, 0, ICON * DRAWN, ICON * DRAWN)
            box.moveCenter(QRectF(canvas.rect()).center())
            paint_icon(painter, name, box, tokens_now().muted)
            painter.end()
            canvas.setDevicePixelRatio(DRAWN)
            self._icons[name] = QIcon(canvas)
        return self._icons[name]

    def _ask(self, key: UUID, name: str) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import evidence

            content = evidence.open_evidence(workspace, key, noted=False)
            return made_ready(name, content, max(SIZE.width(), SIZE.height()) * DRAWN)

        self._desk.ops.read(
            self, work, lambda shown: self._arrive(key, shown), failed=lambda _problem: None
        )

    def _arrive(self, key: UUID, shown: Any) -> None:  # noqa: ANN401
        if shown.image is not None:
            self._keep(key, shown.image)
        elif shown.pdf is not None:
            self._draw_first_page(key, shown.pdf)

    def _draw_first_page(self, key: UUID, content: bytes) -> None:
        pdf = OpenPdf(content, self)
        if not pdf.sizes:
            pdf.deleteLater()
            return
        size = pdf.sizes[0].scaled((SIZE * DRAWN).toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        self._open.add(pdf)
        pdf.drawn.connect(self._drew(key, pdf))
        pdf.draw(0, size.toSize())

    def _drew(self, key: UUID, pdf: OpenPdf) -> Callable[[int, QSize, QImage], None]:
        def drew(_page: int, _size: QSize, image: QImage) -> None:
            self._open.discard(pdf)
            pdf.deleteLater()
            self._keep(key, image)

        return drew

    def _keep(self, key: UUID, image: QImage) -> None:
        whole = SIZE * DRAWN
        canvas = _canvas()
        small = image.scaled(
            whole, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        box = QRect(0, 0, small.width(), small.height())
        box.moveCenter(canvas.rect().center())
        painter = QPainter(canvas)
        painter.drawImage(box.topLeft(), small)
        painter.setPen(tokens_now().colour("line"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.end()
        canvas.setDevicePixelRatio(DRAWN)
        self._made[key] = QIcon(canvas)
        self.arrived.emit()


def _canvas() -> QPixmap:
    made = QPixmap(SIZE * DRAWN)
    made.fill(Qt.GlobalColor.transparent)
    return made
