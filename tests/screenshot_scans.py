"""A signed sheet of the demo for the pictures: printed, signed by machine, scanned, read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from ssc_desktop.language import Language
from ssc_desktop.services.printing import print_attendance
from tests.paper.reading import hands_unseen
from tests.services.signed_scans import saved, scans_of


def signed_file(store: Any, activity: UUID, folder: Path) -> Path:
    """Two pages of an activity's sheet on a poor scanner, one of them walked in."""
    printed = print_attendance(store, activity, language=Language("fr"), day=1)
    rng = np.random.default_rng(7)

    def signs(cell: dict[str, Any]) -> bool:
        return bool(rng.random() < (0.8 if "participant" in cell else 0.15))

    pages = scans_of(printed, signs, 3, dots=110, hand=hands_unseen.mark)
    return saved(pages[:2], folder / "liste-signee.pdf")
