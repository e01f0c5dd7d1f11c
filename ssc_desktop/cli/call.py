"""One call of the program: its language, its workspace, and how it answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ssc_desktop.language import Language

# Wide enough for a table that nobody looks at on a screen: a file, a pipe, another program.
_UNBOUNDED = 400


@dataclass(slots=True)
class Call:
    """What the options common to all commands said."""

    language: Language
    workspace: Path | None = None
    passphrase_file: Path | None = None
    as_json: bool = False

    def answer(self, shape: object, show: Callable[[], None]) -> None:
        """Write ``shape`` as JSON where it was asked for, else ``show`` it to a person."""
        if self.as_json:
            click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
        else:
            show()

    def say(self, message: str, **details: object) -> None:
        """Tell a person a marked message, on standard output."""
        click.echo(self.language(message, **details))

    def note(self, message: str, **details: object) -> None:
        """Tell a person a marked message without touching the answer: on standard error."""
        click.echo(self.language(message, **details), err=True)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Show a table; its heads are marked, its rows are shown as they are."""
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        screen = sys.stdout.isatty()
        drawn = Table(box=None, pad_edge=False, header_style="bold")
        for head in heads:
            drawn.add_column(self.language(head), overflow="fold")
        for row in rows:
            drawn.add_row(*(Text("" if each is None else str(each)) for each in row))
        width = None if screen else _UNBOUNDED
        Console(file=sys.stdout, width=width, soft_wrap=not screen, highlight=False).print(drawn)


def this_call() -> Call:
    """The call that is being answered."""
    return click.get_current_context().ensure_object(Call)
