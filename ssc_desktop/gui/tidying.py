"""Cyclic garbage is collected on the window's thread only.

Pages and dialogs are tied into cycles with the functions they are called by. Python collects
cycles on whichever thread happens to allocate; on the worker's, that would destroy widgets off
the window's thread and take the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

EVERY_MS = 250
# Looking through everything takes long where much is shown; it waits until nobody has asked for
# anything for this long, unless far too much has gathered.
CALM_MS, FAR_TOO_OLD = 3_000, 100
# Young objects before the youngest are looked through; then passes before the older ones are.
YOUNG, OLDER, OLDEST = 5_000, 8, 8


class Tidying(QObject):
    """Collects garbage from a timer; Python's own collecting is off meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calm = QElapsedTimer()
        self._calm.start()
        gc.disable()
        # What was imported until now stays for good and need not be looked through again.
        gc.freeze()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collect the oldest generation that is due."""
        young, older, oldest = gc.get_count()
        is_calm = self._calm.elapsed() > CALM_MS
        if oldest > (OLDEST if is_calm else FAR_TOO_OLD):
            gc.collect(2)
        elif older > OLDER:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)

    def put_off(self) -> None:
        """Somebody is at work: look through everything later."""
        self._calm.restart()

    def stop(self) -> None:
        """Let Python collect as it always does."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
