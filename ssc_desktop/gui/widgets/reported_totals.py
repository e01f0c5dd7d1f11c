"""Totals of an activity as an office reported them, in one line: its people are not here."""

from __future__ import annotations

from typing import Any

from ssc_desktop.language import Language


def words_of_totals(total: Any, language: Language) -> str:  # noqa: ANN401
    """How many people the office counts; what was too small to be told is said to be few."""
    few = language("fewer than 5")
    registered, attended, days = (
        few if each is None else language.number(each)
        for each in (total.registered, total.attended, total.participant_days)
    )
    return language(
        "Reported totals of {office}: {registered} registered, {attended} attended,"
        " {days} participant-days",
        office=total.office or total.device,
        registered=registered,
        attended=attended,
        days=days,
    )
