"""Progress bars on standard error, where somebody looks at them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ssc_desktop.cli.call import Call

Advance = Callable[[int, int], None]
Begin = Callable[[int, int, str], None]


@contextmanager
def progress_bar(call: Call, label: str) -> Iterator[Advance]:
    """A bar under a marked label; the block calls it with what is done and what there is to do."""
    if call.as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as drawn:
        task = drawn.add_task(call.language(label), total=None)
        yield lambda done, total: drawn.update(task, completed=done, total=total)


@contextmanager
def steps_bar(call: Call) -> Iterator[Begin]:
    """A bar whose label, marked, changes with the step that begins."""
    if call.as_json or not sys.stderr.isatty():
        yield lambda step, steps, label: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as drawn:
        task = drawn.add_task("", total=None)
        yield lambda step, steps, label: drawn.update(
            task, completed=step, total=steps, description=call.language(label)
        )
