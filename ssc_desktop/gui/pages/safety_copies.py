"""The safety copies: which there are, one made now, one put back, one taken to a stick."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.restore import RestoreDialog
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import Picture, button, card, column, label, row
from ssc_desktop.language import N_

MEGABYTE = 1_000_000


@in_navigation
class SafetyCopiesPage(Page):
    """Copies are made by themselves; here they are looked at, taken along and put back."""

    name: ClassVar[str] = "safety_copies"
    title: ClassVar[str] = N_("Safety copies")
    order: ClassVar[int] = 91
    under: ClassVar[str] = "settings"
    nouns: ClassVar[frozenset[str]] = frozenset({"safety_copy"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        back = button(language("Settings"), icon_name="arrow-left")
        back.clicked.connect(lambda: desk.go("settings"))
        self.add_before_title(back)
        self.make_button = button(language("Make one now"), icon_name="save")
        self.make_button.clicked.connect(self.make)
        self.stick_button = button(
            language("Copy to a USB stick…"), role="primary", icon_name="folder-down"
        )
        self.stick_button.clicked.connect(self.choose_stick)
        self.add_head(self.make_button, self.stick_button)
        self._outside_picture = Picture("info", "muted", 24)
        self._outside = label(bold=True, wrap=True)
        self._below = label(role="muted", wrap=True)
        words = column(self._outside, self._below, spacing=2)
        self.body.addWidget(card(row(self._outside_picture, words, spacing=12), margin=16))
        self.table = _table(desk)
        self.table.opened.connect(lambda found: self.preview(found.file))
        self.restore_button = button(language("Put back…"), icon_name="undo-2")
        self.restore_button.clicked.connect(self.preview_chosen)
        self.verify_button = button(language("Verify again"), icon_name="shield-check")
        self.verify_button.clicked.connect(self.verify_chosen)
        other = button(language("Put back from a file…"), icon_name="folder-open")
        other.clicked.connect(self.choose_file)
        self.table.chosen.connect(self._allow)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.restore_button, self.verify_button, None, other))
        self._allow()

    def read_again(self) -> None:
        """Read which copies there are and when one was last taken outside."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import safety_copies

            copies = safety_copies.list_copies(workspace)
            return copies, safety_copies.last_outside(workspace.store)

        self.read(work, self._show, only_latest="list")

    def make(self) -> None:
        """Make a copy now."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import safety_copies

            return safety_copies.make_copy(workspace)

        def done(_: Any) -> None:  # noqa: ANN401
            self.desk.tell(self.language("A safety copy was made and verified"))
            self.read_again()

        self.notice.hide()
        self.change(work, done, touches=("safety_copy",))

    def choose_stick(self) -> None:
        """Let the person choose the stick."""
        title = self.language("Which stick or folder?")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.copy_to(Path(folder))

    def copy_to(self, folder: Path) -> None:
        """Write a complete copy there and read it back."""
        self.stick_button.setEnabled(False)
        self._outside.setText(self.language("Copying and reading back… do not remove the stick"))
        self._below.setText("")

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import safety_copies

            return safety_copies.copy_to_stick(workspace, folder)

        def done(made: Any) -> None:  # noqa: ANN401
            self.read_again()
            file = made.file.name
            self.desk.tell(
                self.language("{file} reads back whole. The stick is safe to remove.", file=file)
            )

        def failed(problem: Any) -> None:  # noqa: ANN401
            self.show_problem(problem)
            self.read_again()

        self.notice.hide()
        touched = ("safety_copy", "exchange")
        self.desk.ops.change(self, work, done, touches=touched, failed=failed)

    def verify_chosen(self) -> None:
        """Look at every byte and row of the chosen copy."""
        for chosen in self.table.chosen_rows()[:1]:
            self.verify(chosen.file)

    def verify(self, file: Path) -> None:
        """Look at every byte and row of a copy."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import safety_copies

            return safety_copies.verify_copy(workspace, file)

        def done(_: Any) -> None:  # noqa: ANN401
            self.desk.tell(self.language("{file} is whole", file=file.name))
            self.read_again()

        self.notice.hide()
        self.desk.ops.read(self, work, done, failed=self._refused)

    def choose_file(self) -> None:
        """Let the person choose a copy that lies elsewhere."""
        title, kinds = self.language("Safety copy"), "*.sscbackup *.db"
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.preview(Path(name))

    def preview_chosen(self) -> None:
        """Tell what the chosen copy holds, and ask."""
        for chosen in self.table.chosen_rows()[:1]:
            self.preview(chosen.file)

    def preview(self, file: Path) -> None:
        """Tell what a copy holds and what would go back, and ask whether to put it back."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import restoring

            return restoring.preview_restore(workspace, file)

        def ask(found: Any) -> None:  # noqa: ANN401
            dialog = RestoreDialog(self, self.language, found)
            dialog.accepted.connect(lambda: self.restore(file))
            dialog.open()

        self.notice.hide()
        self.desk.ops.read(self, work, ask, failed=self._refused)

    def restore(self, file: Path) -> None:
        """Put the workspace back and open it again; everything that is shown is read anew."""
        present = self.desk.workspace

        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import restoring

            return restoring.restore_open(present, file)

        self.setEnabled(False)
        # Only another window may have taken the folder meanwhile: then it is asked for again.
        self.desk.ops.open(self, work, self.desk.opened.emit, lambda _: self.desk.closed.emit())

    def _refused(self, problem: Any) -> None:  # noqa: ANN401
        self.setEnabled(True)
        self.show_problem(problem)
        self.read_again()

    def _show(self, found: tuple[list[Any], Any]) -> None:
        copies, outside = found
        self.stick_button.setEnabled(True)
        self.table.show_rows(copies)
        self._allow()
        language = self.language
        if outside is None:
            self._outside_picture.show_icon("circle-alert", "warning")
            self._outside.setText(language("No copy was taken outside this laptop yet"))
        else:
            self._outside_picture.show_icon("shield-check", "accent")
            day = language.date(outside.astimezone().date(), "long")
            self._outside.setText(language("The last copy on a stick is of {day}", day=day))
        self._below.setText(
            language(
                "Copies here are made every day and before bundles are taken in. A laptop that is"
                " lost takes them along: once a week one belongs on a stick."
            )
        )

    def _allow(self) -> None:
        is_chosen = len(self.table.chosen_rows()) == 1
        self.restore_button.setEnabled(is_chosen)
        self.verify_button.setEnabled(is_chosen)


def _table(desk: Desk) -> RecordTable:
    language = desk.language

    def verified(each: Any) -> str:  # noqa: ANN401
        at = each.verified_at
        return language.moment(at.astimezone()) if at else language("Not yet")

    columns = [
        Column(
            "made_at",
            language("Made on"),
            lambda each: language.moment(each.made_at.astimezone()),
            lambda each: each.made_at,
        ),
        text_column("why", language("Why"), lambda each: language(_why(each.why))),
        Column(
            "size",
            language("Size"),
            lambda each: f"{language.number(round(each.size / MEGABYTE, 1))} MB",
            lambda each: each.size,
            is_number=True,
        ),
        text_column("verified", language("Found whole on"), verified),
        text_column("file", language("File"), lambda each: each.file.name),
    ]
    words = language("The first one is made by itself today.")
    empty = EmptyState("save", language("No safety copy yet"), words)
    title = language("Safety copies")
    made = RecordTable("safety_copies", columns, desk.memory, title, empty)
    made.set_widths(made_at=145, why=260, size=80, verified=145, file=310)
    return made


def _why(code: str) -> str:
    from ssc_desktop.services.safety_copies import REASONS

    return REASONS[code]
