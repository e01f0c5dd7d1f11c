"""What is said below a cell of the participants grid: why it was refused, whom somebody resembles."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import DEEDS, shortcut_text
from ssc_desktop.gui.tables.people_lines import ALIKE, DOUBTFUL, ICONS, REFUSED, Line
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import Picture, label, row
from ssc_desktop.language import Language

WIDTH, PICTURE, MARGIN, GAP, BETWEEN = 480, 18, 12, 10, 8
# What the text does not have of the width and height, a line around it included.
BESIDE_TEXT, ABOVE_AND_BELOW = 2 * MARGIN + PICTURE + GAP + 4, 2 * BETWEEN + 4
KINDS = {"refused": REFUSED, "doubtful": DOUBTFUL, "alike": ALIKE}


class CellNote(QFrame):
    """Stands below the cell one is on while there is something to say about it."""

    same = Signal()
    two = Signal()

    def __init__(self, viewport: QWidget, language: Language) -> None:
        super().__init__(viewport)
        self._around = viewport
        self._language = language
        self._picture = Picture("info", "warning", PICTURE)
        self._text = label(wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self._buttons = QWidget()
        choices = row(
            self._button("same_person", self.same), self._button("two_people", self.two), None
        )
        self._buttons.setLayout(choices)
        words = QVBoxLayout()
        words.setSpacing(BETWEEN)
        words.addWidget(self._text)
        words.addWidget(self._buttons)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(MARGIN, BETWEEN, MARGIN, BETWEEN)
        inside.setSpacing(GAP)
        inside.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say_of(self, line: Line, name: str, cell: QRect) -> None:
        """Say what there is to say of a cell, or nothing."""
        trouble = line.trouble(name)
        if trouble:
            kind = "refused" if name in line.refused else "doubtful"
            self._show(kind, self._language(trouble), cell)
        elif line.alike:
            self._show("alike", self._resemblance(line), cell)
        else:
            self.hide()

    def _resemblance(self, line: Line) -> str:
        alike = line.alike[0]
        known = alike.known
        about = [known.participant.full_name]
        about += [known.organisation.short_name] if known.organisation else []
        reasons = self._language.list_of([self._language(each) for each in alike.told])
        words = self._language(
            "The same person as {name}? ({reasons})", name=" · ".join(about), reasons=reasons
        )
        listed = self._language("Already on the list.")
        return f"{words} {listed}" if alike.registered else words

    def _show(self, kind: str, text: str, cell: QRect) -> None:
        changed = self._text.text() != text or not self.isVisible()
        self._picture.show_icon(*ICONS[KINDS[kind]])
        self._text.setText(text)
        self._buttons.setVisible(kind == "alike")
        self._place(cell)
        self.show()
        self.raise_()
        if changed:
            announce(self, text)

    def _place(self, cell: QRect) -> None:
        around = self._around.rect()
        width = min(WIDTH, around.width() - 8)
        self.setFixedWidth(width)
        height = self._text.heightForWidth(width - BESIDE_TEXT) + ABOVE_AND_BELOW
        if not self._buttons.isHidden():
            height += self._buttons.sizeHint().height() + BETWEEN
        left = cell.right() - width if self.isRightToLeft() else cell.left()
        left = max(4, min(left, around.width() - width - 4))
        below = cell.bottom() + 3
        above = cell.top() - height - 3
        top = below if below + height <= around.height() or above < 0 else above
        self.setGeometry(left, top, width, height)

    def _button(self, name: str, said: SignalInstance) -> QPushButton:
        deed = DEEDS[name]
        made = QPushButton(f"{self._language(deed.text)}  ({shortcut_text(deed.keys)})")
        made.setAccessibleName(self._language(deed.text))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(said)
        return made
