"""An officer's access to the workspace: taking it away is confirmed, giving it again needs a passphrase."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.passphrases import passphrase_line, wrong_choice
from ssc_desktop.gui.widgets.plain import button, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least


class _AccessDialog(QDialog):
    """About one account: stays open until the service did what it was asked."""

    def __init__(
        self, parent: QWidget, desk: Desk, account: str, name: str, then: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._account, self._name, self._then = desk, account, name, then
        self.notice = ProblemBar(desk.language)
        self.cancel = button(desk.language("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(24, 20, 24, 20)
        self._whole.setSpacing(14)

    @abstractmethod
    def _work(self) -> Callable[[Any], Any] | None:
        """What is asked of the workspace; None where something is missing, and was said."""

    def accept(self) -> None:
        """Do it; stay open where it is refused."""
        work = self._work()
        if work is not None:
            self.go.setEnabled(False)
            self._desk.ops.change(
                self, work, self._done, touches=("officer",), failed=self._refused
            )

    def _begin(self, title: str, *words: str) -> None:
        self.setWindowTitle(title)
        self._whole.addWidget(label(title, size="section", wrap=True))
        for each in words:
            self._whole.addWidget(label(each, wrap=True))
        self._whole.addWidget(self.notice)

    def _end(self, go: QPushButton, *buttons: QWidget | None, default: QPushButton) -> None:
        self.go = go
        go.clicked.connect(self.accept)
        self._whole.addLayout(row(*buttons))
        default.setDefault(True)

    def _done(self, _: Any) -> None:  # noqa: ANN401
        super().accept()
        self._then(self._name)

    def _refused(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        self.notice.say(self._desk.text_of(problem))


class TakeAccessDialog(_AccessDialog):
    """Says what is lost, what stays, and what an old passphrase still opens."""

    def __init__(
        self, parent: QWidget, desk: Desk, account: str, name: str, then: Callable[[str], None]
    ) -> None:
        super().__init__(parent, desk, account, name, then)
        language = desk.language
        at_least(self, 540)
        self._begin(
            language("Take away the access of {name}", name=name),
            language(
                "The passphrase of {name} will open this workspace no longer. What they recorded "
                "stays and keeps their name. They can be given access again, with a new passphrase.",
                name=name,
            ),
            language(
                "Copies of this folder and backups made before are still opened by the old "
                "passphrase: nothing can change them. Keep them where {name} does not reach them.",
                name=name,
            ),
        )
        take = button(language("Take the access away"), icon_name="ban")
        self.cancel.setProperty("role", "primary")
        self._end(take, take, None, self.cancel, default=self.cancel)
        # A space typed without reading takes nothing away.
        self.cancel.setFocus()

    def _work(self) -> Callable[[Any], Any]:
        account = self._account

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import officer_access

            return officer_access.take_access(workspace, account)

        return work


class GiveAccessDialog(_AccessDialog):
    """A new passphrase for an officer who could open the workspace before, typed by them twice."""

    def __init__(
        self, parent: QWidget, desk: Desk, account: str, name: str, then: Callable[[str], None]
    ) -> None:
        super().__init__(parent, desk, account, name, then)
        language = desk.language
        at_least(self, 460)
        self._begin(
            language("Give {name} access again", name=name),
            language("The officer types the passphrase: nobody else needs to know it."),
        )
        self.passphrase = passphrase_line(language("Passphrase"))
        self.again = passphrase_line(language("Passphrase, once more"))
        for each in (self.passphrase, self.again):
            self._whole.addLayout(column(label(each.accessibleName()), each, spacing=4))
        give = button(language("Give access"), role="primary", icon_name="check")
        self._end(give, None, self.cancel, give, default=give)

    def _work(self) -> Callable[[Any], Any] | None:
        wrong = wrong_choice(self.passphrase, self.again, self._desk.language)
        for each in (self.passphrase, self.again):
            mark_wrong(each, wrong=wrong is not None and each is wrong[0])
        if wrong is not None:
            self.notice.say(wrong[1])
            wrong[0].setFocus()
            return None
        account, secret = self._account, self.passphrase.text()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import officer_access

            return officer_access.give_access(workspace, account, secret)

        return work
