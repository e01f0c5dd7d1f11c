"""Boxes in which papers are signed."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.text import fit

_GAP = 3.0


def signature_boxes(
    drawing: Drawing,
    x: float,
    y: float,
    width: float,
    height: float,
    signers: Sequence[tuple[str, str]],
) -> None:
    """A box for each signer (marked title, what is known of them already) side by side."""
    language = drawing.language
    box = (width - _GAP * (len(signers) - 1)) / len(signers)
    asked = language("Name, function, date, signature")
    for at, (signer, known) in enumerate(signers):
        left = x + at * (box + _GAP)
        room = box - 3
        drawing.frame(left, y, box, height, weight=0.4)
        caption = fit(language(signer), drawing.style(8, bold=True), room, 4.4)
        drawing.fitted(left + 1.5, y + 0.8, room, 4.4, caption)
        wanted = fit(asked, drawing.style(6.2, grey=0.4), room, 3.2)
        drawing.fitted(left + 1.5, y + 5, room, 3.2, wanted)
        if known:
            style = drawing.value_style(known, 7.5)
            drawing.fitted(left + 1.5, y + 8.4, room, 6.6, fit(known, style, room, 6.6))
