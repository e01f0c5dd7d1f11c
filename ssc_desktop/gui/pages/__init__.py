"""The places one can go. To add a page: a file beside this one, its class marked in_navigation."""

from __future__ import annotations

from ssc_desktop.gui.pages.page import PAGES, Page


def all_pages(edition: str) -> list[type[Page]]:
    """The pages of an edition in the order of the navigation; loaded on first asking."""
    from ssc_desktop.gui.pages import (  # noqa: F401  (importing registers them)
        action_plans,
        activities,
        activity,
        code_lists,
        duplicates,
        exchange,
        home,
        indicators,
        organisations,
        participants,
        recycle_bin,
        safety_copies,
        scan,
        settings,
    )

    wanted = (each for each in PAGES.values() if edition in each.editions)
    return sorted(wanted, key=lambda each: each.order)
