"""One scanned page: what is to be said of it, the line one is on, its boxes, the hand count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.hand_count_card import HandCountCard
from ssc_desktop.gui.tables.scan_model import Leaf, ScanModel
from ssc_desktop.gui.tables.scan_view import ScanView
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import OneLine, Picture, column, label, row
from ssc_desktop.gui.widgets.scan_strip import ScanStrip
from ssc_desktop.language import N_

KEYS = N_(
    "P or space signed · A empty · Delete leave as it is · N next doubt · Enter accept the page"
)


class LeafPanel(QWidget):
    """Shows a page and takes the answers; recording is for the page around it, which also places
    the hand count and what becomes of boxes that nobody signed."""

    counted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        language = self._language = desk.language
        self.leaf: Leaf | None = None
        self.proposal: Any = None
        self.model = ScanModel(language, self)
        self.view = ScanView(self.model, language)
        self.strip = ScanStrip(language)
        self.title = OneLine(size="section")
        self.remark = label(role="warning", wrap=True)
        self.remark.setContentsMargins(3, 0, 3, 0)
        self._picture = Picture("triangle-alert", "warning", 18)
        self.who = QLineEdit()
        self.who.setMaxLength(200)
        self.who.setPlaceholderText(language("Who signed this line? Family name, given names"))
        self.who.setAccessibleName(language("Who signed this line"))
        self.who.editingFinished.connect(self._name_line)
        self.who.returnPressed.connect(self.view.setFocus)
        self.mark_absent = QCheckBox(language("Mark absent who did not sign"))
        self.card = HandCountCard(language)
        self.card.hide()
        self.card.typed.connect(self.counted)
        self.nothing = EmptyState("image", language("Nothing to confirm on this page"), "")
        self._stack = QStackedWidget()
        self._arrange()
        self.view.named.connect(self.name_line)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.model.modelReset.connect(self._follow)

    def _arrange(self) -> None:
        warning = row(self._picture, self.remark)
        warning.setStretch(1, 1)
        keys = label(self._language(KEYS), role="muted", wrap=True)
        page = QWidget()
        whole = column(self.title, warning, self.strip, self.who, self.view, keys)
        whole.setStretch(4, 1)
        page.setLayout(whole)
        self._stack.addWidget(page)
        self._stack.addWidget(self.nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # --- what is shown ----------------------------------------------------------------------

    def is_showing(self, leaf: Leaf | None) -> bool:
        """Whether this page is shown as it stands now."""
        return leaf is not None and leaf is self.leaf and leaf.proposal is self.proposal

    def show_leaf(self, leaf: Leaf | None, unsigned: str | None) -> None:
        """Show a page that was read; one of which nothing can be confirmed says why in the list."""
        is_same = leaf is self.leaf
        place = self.view.currentIndex()
        self.leaf = leaf
        self.proposal = leaf.proposal if leaf is not None else None
        self.model.unsigned = unsigned
        self.model.show_leaf(leaf)
        self._stack.setCurrentIndex(0 if self.proposal is not None else 1)
        self.card.setVisible(self.proposal is not None and is_same and self.card.count is not None)
        if self.proposal is None:
            return
        self.title.setText(self._words(leaf.page if leaf else None))
        self._warn(leaf.page.remarks if leaf else ())
        if is_same and self.model.hasIndex(place.row(), place.column()):
            self.view.setCurrentIndex(self.model.index(place.row(), place.column()))
        else:
            self.view.begin()

    def _words(self, page: Any) -> str:  # noqa: ANN401
        return self._language(
            "{activity}, page {page} of {pages}",
            activity=page.activity_code,
            page=self._language.number(page.page),
            pages=self._language.number(page.pages),
        )

    def _warn(self, remarks: tuple[str, ...]) -> None:
        from ssc_desktop.services import scan_words

        told = " ".join(self._language(scan_words.REMARKS[each]) for each in remarks)
        self.remark.setText(told)
        for each in (self.remark, self._picture):
            each.setVisible(bool(told))

    def show_picture(self, leaf: Leaf) -> None:
        """The picture of a page has come."""
        if leaf is self.leaf:
            self.model.show_picture()
            self._follow()

    def show_count(self, count: Any) -> None:  # noqa: ANN401
        """Show the hand count of the sheet beside what would be marked."""
        is_ours = count is not None and self.leaf is not None and self.proposal is not None
        if is_ours:
            self.card.show_count(count)
        self.card.setVisible(is_ours)

    # --- the line one is on -----------------------------------------------------------------

    @property
    def _row(self) -> int:
        return self.view.currentIndex().row()

    def _follow(self) -> None:
        at, leaf = self._row, self.leaf
        has_line = leaf is not None and 0 <= at < self.model.rowCount()
        is_blank = has_line and self.model.lines[at].is_blank
        if has_line and leaf is not None:
            self.strip.show_band(leaf.image, *self.model.band(at))
        else:
            self.strip.show_band(None)
        if is_blank and leaf is not None:
            self.who.setText(leaf.walk_ins.get(self.model.lines[at].at, ""))
        self.who.setVisible(is_blank)

    def name_line(self) -> None:
        """Type who signed the blank line one is on."""
        if not self.who.isHidden():
            self.who.setFocus()
            self.who.selectAll()

    def _name_line(self) -> None:
        at = self._row
        if 0 <= at < self.model.rowCount() and self.model.lines[at].is_blank:
            self.model.name_line(at, self.who.text().strip())
