"""True, False and None as lasting as they are since Python 3.12, for Python 3.11."""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40


def make_constants_last() -> None:
    """Let no count of references to True, False and None ever reach nought.

    PySide6 6.12 gives back True from ``emit`` and None from timers without counting them. From
    Python 3.12 on such counts mean nothing (PEP 683); before, the process is aborted after some
    ten thousand signals: within a day of work.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for each in (True, False, None):
        # The count is the first word of every object.
        count = ctypes.c_ssize_t.from_address(id(each))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
