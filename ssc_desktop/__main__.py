"""The start: no command opens the window, anything else is the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or run one command; the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        return _open_window(None)
    if len(given) == 2 and given[0] == "--workspace":
        return _open_window(Path(given[1]))
    from ssc_desktop.cli.program import run

    return run(given)


def _open_window(workspace: Path | None) -> int:
    from ssc_desktop import log
    from ssc_desktop.cli.display import check_window
    from ssc_desktop.domain.problems import Problem
    from ssc_desktop.language import Language
    from ssc_desktop.settings import Settings

    try:
        check_window()
    except Problem as problem:
        # A program without a console has no standard error.
        if sys.stderr is not None:
            told = problem.told(Language(Settings().language()))
            print(f"{problem.code}: {told}", file=sys.stderr)
        return 1
    log.start()
    from ssc_desktop.gui.app import run

    return run(sys.argv[:1], workspace)


if __name__ == "__main__":
    sys.exit(main())
