"""The guide: its topics beside the one that is read, open beside the work; typing finds a topic."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language
from ssc_desktop.services.guide import Topic, read_guide

# What to read on a page, and on a part of an activity.
TOPIC_OF = {
    "activities": "activities",
    "activity": "activities",
    "half_days": "activities",
    "evidence": "activities",
    "follow_up": "activities",
    "travel": "activities",
    "participants": "participants",
    "organisations": "participants",
    "duplicates": "participants",
    "people": "participants",
    "attendance": "attendance",
    "check_in": "attendance",
    "papers": "papers",
    "scan": "papers",
    "action_plans": "activities",
    "indicators": "indicators",
    "safety_copies": "safety",
    "settings": "laptops",
}
EXCHANGE = {"office": "handing_over", "headquarters": "headquarters"}
TOPICS_WIDTH, ROW = 240, 32


def topic_of(place: tuple[str, object], edition: str) -> str:
    """The topic for a page of this edition and what is shown on it; the first one where none fits."""
    page, what = place
    part = str(what[1]) if isinstance(what, tuple) else ""
    if page == "exchange":
        return EXCHANGE.get(edition, "")
    return TOPIC_OF.get(part) or TOPIC_OF.get(page, "")


class GuideDialog(QDialog):
    """Holds nothing up: what is read here is done behind it."""

    def __init__(self, parent: QWidget, language: Language, name: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        title = language("Guide")
        self.setWindowTitle(title)
        open_at(self, 960, 640)
        self._topics = {each.name: each for each in read_guide(language)}
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(language("Find in the guide"))
        self.find_box.setAccessibleName(language("Find in the guide"))
        self.find_box.setClearButtonEnabled(True)
        self.find_box.textChanged.connect(self.look_for)
        self.topics = QListWidget()
        self.topics.setAccessibleName(language("Topics"))
        self.topics.setFixedWidth(TOPICS_WIDTH)
        self.topics.setWordWrap(True)
        self.topics.currentItemChanged.connect(self._turn)
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(20)
        self.text.anchorClicked.connect(self._follow)
        self._nothing = label(language("No topic answers to this."), role="muted", wrap=True)
        self._arrange(title, language)
        self._list(self._topics.values())
        self.show_topic(name)
        self.find_box.setFocus()

    def _arrange(self, title: str, language: Language) -> None:
        close = button(language("Close"), role="primary")
        close.clicked.connect(self.close)
        self.find_box.setMinimumWidth(280)
        side = column(self.topics, self._nothing, spacing=8)
        read = row(side, self.text, spacing=16)
        read.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addLayout(row(label(title, size="section"), None, self.find_box))
        whole.addLayout(read, 1)
        whole.addLayout(row(None, close))

    def show_topic(self, name: str) -> None:
        """Open the guide at a topic; at the first one when there is none of that name."""
        names = [
            self.topics.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.topics.count())
        ]
        self.topics.setCurrentRow(names.index(name) if name in names else 0)

    def look_for(self, typed: str) -> None:
        """Leave the topics in which every word typed stands, in whatever letters."""
        words = fold(typed).split()
        self._list(each for each in self._topics.values() if _holds(each, words))
        self.topics.setCurrentRow(0)
        if words:
            self.text.find(typed.strip())

    def _list(self, topics: Iterable[Topic]) -> None:
        self.topics.clear()
        for each in topics:
            item = QListWidgetItem(each.title)
            item.setData(Qt.ItemDataRole.UserRole, each.name)
            item.setSizeHint(QSize(0, ROW))
            self.topics.addItem(item)
        self._nothing.setVisible(not self.topics.count())

    def _turn(self, item: QListWidgetItem | None) -> None:
        topic: Topic | None = (
            self._topics.get(item.data(Qt.ItemDataRole.UserRole)) if item else None
        )
        self.text.setMarkdown(topic.text if topic else "")
        # A line that begins with the name of a key reads as the others do.
        option = self.text.document().defaultTextOption()
        option.setTextDirection(self.layoutDirection())
        self.text.document().setDefaultTextOption(option)

    def _follow(self, link: QUrl) -> None:
        self.find_box.clear()
        self.show_topic(PurePosixPath(link.path()).stem.partition("_")[2])


def _holds(topic: Topic, words: list[str]) -> bool:
    told = fold(topic.text) if words else ""
    return all(word in told for word in words)
