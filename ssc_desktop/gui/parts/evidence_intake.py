"""What is dropped or pasted, as documents to keep: files under their names, or a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from ssc_desktop.gui.dialogs.add_evidence import Incoming, incoming
from ssc_desktop.language import N_, Language

PASTED = N_("Pasted picture {day}.png")


def holds_documents(data: QMimeData) -> bool:
    """Whether something could be kept of what is dragged."""
    return data.hasImage() or any(each.isLocalFile() for each in data.urls())


def documents_in(data: QMimeData | None, language: Language) -> list[Incoming]:
    """The files, under the names they have; else the picture. An empty clipboard has no data."""
    if data is None:
        return []
    paths = [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
    found = [incoming(each.name, each) for each in paths if each.is_file()]
    image = data.imageData() if data.hasImage() and not found else None
    if isinstance(image, QImage) and not image.isNull():
        name = language(PASTED, day=date.today().isoformat())
        found.append(incoming(name, content=_as_png(image)))
    return found


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
