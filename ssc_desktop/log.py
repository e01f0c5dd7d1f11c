"""The log file: rotated, small, and without anybody's data in it."""

from __future__ import annotations

import logging
import platform
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from ssc_desktop.paths import user_folder

LARGEST = 1_000_000
KEPT = 3
_NAME = "ssc_desktop"


class PlainFormatter(logging.Formatter):
    """Tells where something failed and what kind of failure, never the values it failed on.

    The text of an exception may quote a row, a name or a phone number, so it is left out: the
    files, lines and kinds of exception are enough to find the fault.
    """

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The trace without the exceptions' own words."""
        error = ei[1]
        return "" if error is None else plain_trace(error)


def plain_trace(error: BaseException) -> str:
    """Where an exception came from, cause first: files, lines, functions and kinds, no values."""
    lines: list[str] = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        lines += [plain_trace(before), "then"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_within(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join([*lines, f"  {type(error).__module__}.{type(error).__qualname__}"])


def _within(filename: str) -> str:
    # Folders above the package would tell the account's name.
    parts = Path(filename).parts
    for root in (_NAME, "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return Path(filename).name


def start(folder: Path | None = None, level: int = logging.INFO) -> Path | None:
    """Write the log into this user's folder; where it is, or None where it cannot be written."""
    file = (folder or user_folder() / "log") / "ssc-desktop.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    stop()
    logger = logging.getLogger(_NAME)
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.info("start, Python %s, %s", platform.python_version(), platform.system())
    return file


def stop() -> None:
    """Close the log file."""
    logger = logging.getLogger(_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
