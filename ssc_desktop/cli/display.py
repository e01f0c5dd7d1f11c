"""Whether a window can open here: is there a display, and are the system's libraries there?"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.settings import Settings


class Library(NamedTuple):
    """A shared library of the system, and the packages that bring it."""

    name: str
    debian: str
    fedora: str


# What the window toolkit's Linux build links to and does not bring itself.
DRAWING = (
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
)
X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)


def has_display(environ: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Whether there is a screen to open a window on."""
    if system != "linux":
        return True
    wanted = environ.get("QT_QPA_PLATFORM", "")
    return bool(wanted or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def missing_libraries(libraries: Iterable[Library]) -> list[Library]:
    """Those of these libraries that the system's loader does not find."""
    return [each for each in libraries if not _loads(each.name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def libraries_needed(
    environ: Mapping[str, str] = os.environ, system: str = sys.platform
) -> tuple[Library, ...]:
    """What has to be there before the window toolkit is loaded."""
    if system != "linux":
        return ()
    wanted = environ.get("QT_QPA_PLATFORM", "")
    if wanted not in {"", "xcb", "wayland"}:
        return DRAWING
    wayland = wanted == "wayland" or (wanted != "xcb" and bool(environ.get("WAYLAND_DISPLAY")))
    return DRAWING + (WAYLAND if wayland else X11)


def check_drawing(environ: Mapping[str, str] = os.environ) -> None:
    """Refuse, naming the packages to install, where the window toolkit cannot be loaded."""
    missing = missing_libraries(libraries_needed(environ))
    if not missing:
        return
    raise Problem(
        "system-library-missing",
        N_(
            "The system's library {library} is missing, so no window can be drawn; nothing else is "
            "affected. On Debian or Ubuntu: sudo apt-get install {debian} – on Fedora: sudo dnf "
            "install {fedora}"
        ),
        library=missing[0].name,
        debian=" ".join(dict.fromkeys(each.debian for each in missing)),
        fedora=" ".join(dict.fromkeys(each.fedora for each in missing)),
    )


def check_window(environ: Mapping[str, str] = os.environ) -> None:
    """Refuse where a window cannot open: no display, or a library of the system is missing."""
    if not has_display(environ):
        raise Problem(
            "no-display",
            N_(
                "There is no display here, so the window cannot open; everything can be done from "
                "the command line: see --help"
            ),
        )
    check_drawing(environ)


def main(arguments: list[str]) -> int:
    """Tell whether a window can open (0), there is no display (3), a library is missing (4)."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if arguments else os.environ
    try:
        check_window(environ)
    except Problem as problem:
        print(f"{problem.code}: {problem.told(Language(Settings().language()))}", file=sys.stderr)
        return 3 if problem.code == "no-display" else 4
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
