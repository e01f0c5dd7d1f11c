"""Copies and restores in a process of its own, so that a test can kill it."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """``copy FOLDER PASSPHRASE`` makes one copy after the other; ``restore FOLDER PASSPHRASE ONE
    OTHER`` puts two copies back in turn."""
    what, folder, passphrase, *files = sys.argv[1:]
    if what == "copy":
        from ssc_desktop.services.safety_copies import REASONS, make_copy
        from ssc_desktop.services.workspaces import open_workspace

        with open_workspace(Path(folder), passphrase) as workspace:
            print("begun", flush=True)
            while True:
                for why in REASONS:
                    make_copy(workspace, why)
    from ssc_desktop.services.restoring import restore_backup

    print("begun", flush=True)
    while True:
        for file in files:
            restore_backup(Path(folder), Path(file), passphrase)


if __name__ == "__main__":
    main()
