"""The card of the settings on data protection: what each country's authority was told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.declaration import Declaration
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.editors import editor_for
from ssc_desktop.gui.forms.saving import is_same
from ssc_desktop.gui.widgets.plain import Card, button, column, label, mark_wrong, row
from ssc_desktop.language import Language

FIELDS = ("formality", "receipt_no", "declared_on")


class DataProtectionCard(Card):
    """A line a country, each field saved when it is left; and the register to print."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._declared: dict[str, Any] = {}
        self.editors: dict[tuple[str, str], QWidget] = {}
        language = desk.language
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.register_button = button(
            language("Print the register of processing…"), icon_name="printer"
        )
        self.register_button.clicked.connect(self.print_register)
        self.erasures_button = button(language("Erasures…"), icon_name="list-checks")
        self.erasures_button.clicked.connect(self.show_erasures)
        words = language(
            "What the authority of each country was told about this processing, and the receipt "
            "it gave. It stands in the register of processing and travels to headquarters."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 18)
        whole.setSpacing(10)
        whole.addWidget(label(language("Data protection"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addLayout(self._grid)
        whole.addLayout(row(self.register_button, self.erasures_button, None))

    def read_again(self) -> None:
        """Read what was declared."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import processing

            return processing.list_declarations(workspace.store)

        self._desk.ops.read(self, work, self._show, only_latest="declarations")

    def print_register(self) -> None:
        """Show the register of processing, to print or save it."""
        from ssc_desktop.gui.dialogs.paper_preview import PaperPreviewDialog

        language = self._desk.language
        choices: list[tuple[object, str]] = [(None, language("All countries"))]
        choices += [(country, self._name(country)) for country in self._declared]
        title = language("Register of processing")
        PaperPreviewDialog(
            self, self._desk, title, "register-of-processing", draw_register, choices
        ).open()

    def show_erasures(self) -> None:
        """Show whose data was erased."""
        from ssc_desktop.gui.dialogs.erasures import ErasuresDialog

        ErasuresDialog(self, self._desk).open()

    def write(self, country: str, name: str) -> None:
        """Save a field that was left, where it is another value."""
        editor: Any = self.editors[country, name]
        typed, before = editor.value(), self._before(country, name)
        if is_same(typed, before):
            return
        mark_wrong(editor, wrong=False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import processing

            return processing.write_declaration(workspace.store, country, {name: typed})

        def failed(problem: Problem) -> None:
            mark_wrong(editor, wrong=True)
            self.refused.emit(problem)

        self._desk.ops.change(self, work, lambda _: self.read_again(), failed=failed)

    def _show(self, declared: list[Any]) -> None:
        self._declared = {each.country: each for each in declared}
        if not self.editors:
            self._build()
        for (country, name), editor in self.editors.items():
            if not editor.hasFocus() and not editor.isAncestorOf(self.window().focusWidget()):
                editor.set_value(self._before(country, name))  # type: ignore[attr-defined]

    def _before(self, country: str, name: str) -> Any:  # noqa: ANN401
        return getattr(self._declared[country].declaration, name, None)

    def _name(self, country: str) -> str:
        return str(self._desk.lists.name("country", country))

    def _build(self) -> None:
        language = self._desk.language
        titles = (language("Authority"), *(language(_label(name)) for name in FIELDS))
        for number, title in enumerate(titles):
            self._grid.addWidget(label(title, role="muted"), 0, number)
        for line, (country, each) in enumerate(self._declared.items(), start=1):
            of = f"{self._name(country)} · {each.authority}"
            self._grid.addLayout(
                column(label(of), label(language(each.law), role="muted"), spacing=0), line, 0
            )
            for place, name in enumerate(FIELDS, start=1):
                self._grid.addWidget(self._editor(country, name, f"{of}, {titles[place]}"),
                                     line, place)  # fmt: skip
        self._grid.setColumnStretch(0, 1)

    def _editor(self, country: str, name: str, title: str) -> QWidget:
        field = field_named(Declaration, name)
        assert field is not None, name
        made: Any = editor_for(field, self._desk.lists, self._desk.language)
        made.setAccessibleName(title)
        made.setFixedWidth(150)
        made.left.connect(lambda: self.write(country, name))
        self.editors[country, name] = made
        return made


def _label(name: str) -> str:
    field = field_named(Declaration, name)
    assert field is not None, name
    return field.facts.label


def draw_register(
    workspace: Any,  # noqa: ANN401
    language: Language,
    country: object,
    target: Path | None,
) -> bytes:
    """The register of processing as PDF; on the worker."""
    from ssc_desktop.services import processing

    chosen = str(country) if country else None
    printed = processing.print_register(workspace, language=language, country=chosen, path=target)
    return printed.pdf
