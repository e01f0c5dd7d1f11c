"""QR codes of papers that people carry: attestations and badges."""

from __future__ import annotations

from functools import lru_cache

from ssc_desktop.paper.drawing import Drawing

Modules = tuple[bytes, ...]


@lru_cache(512)
def modules_of(payload: str) -> Modules:
    """The modules of a QR code as small as its text allows; the mask is fixed, as on sheets:
    choosing one takes most of the time of a page and readers do not need it."""
    import segno

    code = segno.make_qr(payload, error="m", mask=4, boost_error=True)
    return tuple(bytes(row) for row in code.matrix)


def draw_code(drawing: Drawing, x: float, y: float, size: float, payload: str) -> None:
    """A QR code whose leading edge is at ``x``; keep four of its modules blank around it."""
    drawing.modules(drawing.physical(x, size), y, size, modules_of(payload))
