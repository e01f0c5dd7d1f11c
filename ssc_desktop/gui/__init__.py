"""The window: the only room that imports PySide6."""

from __future__ import annotations

from ssc_desktop.gui.immortal import make_constants_last

# Before any signal is emitted, whichever module of this room is loaded first.
make_constants_last()
