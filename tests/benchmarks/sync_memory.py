"""How much memory an import takes at its height: ``FOLDER PASSPHRASE BUNDLE``, in bytes."""

from __future__ import annotations

import sys
from pathlib import Path

from ssc_desktop.services.receiving import IMPORTED, import_bundles
from ssc_desktop.services.workspaces import open_workspace


def height() -> int:
    """The most memory this process ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        # What is asked of the system otherwise also counts whoever started this process.
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main(folder: str, passphrase: str, bundle: str) -> None:
    """Take in one bundle and tell."""
    with open_workspace(Path(folder), passphrase) as workspace:
        (result,) = import_bundles(workspace, [Path(bundle)])
    if result.status != IMPORTED:
        sys.exit(f"{result.status} {result.code}")
    print(height())


if __name__ == "__main__":
    main(*sys.argv[1:])
