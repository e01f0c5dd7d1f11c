"""What scanning says, marked for translation: of pages, of pictures, of boxes."""

from __future__ import annotations

from ssc_desktop.language import N_

STATUSES = {
    "read": N_("Read"),
    "poor": N_("Too poor to be sure: take another picture, or answer each box"),
    "no-sheet": N_("No sheet on this page"),
    "no-code": N_("A sheet whose code cannot be read: take another picture"),
    "foreign": N_("A code of another program"),
    "broken-file": N_("The file cannot be read"),
    "too-large": N_("The picture is too large"),
    "unknown-sheet": N_("A sheet that was not printed in this workspace"),
    "other-activity": N_("A sheet of another activity"),
    "read-twice": N_("The same page again: the better picture is kept"),
}
REMARKS = {
    "one-bit": N_("Scanned without grey: light pens may be lost, so no box is called empty."),
    "blurred": N_("Blurred."),
    "low-resolution": N_("Too few points an inch."),
    "grid-lost": N_("The lines of the table were not found."),
    "partly-hidden": N_("Part of the table is hidden or cut off."),
    "tags-missing": N_("A corner of the page is hidden or cut off."),
    "page-not-in-sheet": N_("The sheet has no such page."),
}
READINGS = {
    "signed": N_("Signed"),
    "empty": N_("Empty"),
    "unsure": N_("Not sure"),
    "unreadable": N_("Cannot be read"),
}
MISSING = N_("Sheet {sheet}: page {page} of {pages} is missing.")
OLDER = N_("Sheet {sheet} is version {version}; version {newest} was printed since.")
NEWCOMERS = N_("People on the list today who are not on sheet {sheet}: {count}.")
OPEN = N_("Boxes left to a person: {count}.")
DIFFERING = N_("Boxes that say something else than what is typed, kept as typed: {count}.")
WALK_INS = N_("Lines signed by people who are not on the list, to be typed: {count}.")
