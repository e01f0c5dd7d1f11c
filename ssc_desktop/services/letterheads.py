"""The head and foot of a paper, from what is recorded about its activity."""

from __future__ import annotations

from datetime import datetime

from ssc_desktop.language import Language
from ssc_desktop.paper.letterhead import Letterhead
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.sheet_contents import (
    Around,
    heading_of,
    notices_of,
    printing_of,
    visibility_of,
)


def letterhead_of(
    register: Register, around: Around, language: Language, at: datetime
) -> Letterhead:
    """The letterhead of an activity's paper printed at a moment."""
    activity = register.activity
    heading = heading_of(activity, register.half_days, around, language)
    return Letterhead(
        heading=heading,
        printing=printing_of(around, at, activity),
        notices=notices_of(activity, around, language),
        visibility=visibility_of(around, heading.host, language),
        neutral=bool(activity.without_visibility),
        sensitive=bool(activity.sensitive),
    )
