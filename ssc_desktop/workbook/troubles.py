"""What can be wrong with a cell or a file, told so that a person can put it right."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

MESSAGES = {
    "no-name": N_("This row has no name. It was left out: write the name and import again."),
    "left-out": N_(
        "This name stands where a list is signed. It was left out: "
        "if it is a participant, move the row up into the list and import again."
    ),
    "phone-old-ci": N_(
        "This Ivorian number has 8 digits, from before 2021. It was kept as typed: "
        "add 01, 05, 07, 21, 25 or 27 in front of it, as its operator requires."
    ),
    "phone-invalid": N_(
        "This telephone number could not be read. It was kept as typed: "
        "check its digits and its country prefix."
    ),
    "phone-zero-restored": N_(
        "The spreadsheet had dropped the first 0 of this number. It was put back: check it."
    ),
    "email-invalid": N_("This is not an e-mail address. The person was taken without it."),
    "email-typo": N_(
        "The domain of this e-mail address looks mistyped. It was kept as typed: check it."
    ),
    "sex-unknown": N_(
        "This entry does not say female or male. The person was taken without it: write F or M."
    ),
    "birth-unlikely": N_(
        "No likely year of birth or age can be read here. The person was taken without it."
    ),
    "age-band-unknown": N_(
        "This age group does not fit one of ours. The person was taken without it: "
        "write the year of birth or the age."
    ),
    "country-unknown": N_("No country has this name. The person was taken without it."),
    "role-unknown": N_("This role is not known. The person was taken as a participant."),
    "text-too-long": N_("This text is too long. The person was taken without its end."),
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """One cell that could not be taken, or not without doubt: where it stands, and why."""

    row: int
    column: str
    value: str
    code: str
    message: str


def rejected(row: int, column: str, value: str, code: str) -> Rejected:
    """The report of one cell; the message is marked English."""
    return Rejected(row, column, value, code, MESSAGES[code])


def missing_file() -> Problem:
    """There is no such file."""
    return Problem(
        "list-missing",
        N_("There is no such file. Nothing was imported. Check where the list is kept."),
    )


def unreadable() -> Problem:
    """The file is not a list in a format we read."""
    return Problem(
        "list-unreadable",
        N_(
            "This file is not a list that can be read. Nothing was imported. "
            "Save it as .xlsx, .xls, .ods or .csv and import it again."
        ),
    )


def locked() -> Problem:
    """The workbook is protected by a password."""
    return Problem(
        "list-password",
        N_(
            "This workbook is protected by a password. Nothing was imported. "
            "Open it, save a copy without a password and import the copy."
        ),
    )


def too_large() -> Problem:
    """The file is far larger than a list of people."""
    return Problem(
        "list-too-large",
        N_(
            "This file is far larger than a list of people. Nothing was imported. "
            "Copy the list into a new workbook and import that."
        ),
    )


def empty() -> Problem:
    """The file holds nothing."""
    return Problem(
        "list-empty", N_("This file is empty. Nothing was imported. Check that it was saved.")
    )


def no_people() -> Problem:
    """No row of names was found under known headings."""
    return Problem(
        "list-no-people",
        N_(
            "No list of people was found in this file. Nothing was imported. "
            "Give the list a row of headings with at least one for the name, "
            "or say which heading holds what."
        ),
    )


def no_such_sheet(name: str, names: tuple[str, ...]) -> Problem:
    """The workbook has no sheet of that name."""
    return Problem(
        "list-no-such-sheet",
        N_(
            "There is no sheet “{sheet}” in this workbook. Nothing was imported. "
            "Its sheets are: {sheets}."
        ),
        field="sheet",
        sheet=name,
        sheets=", ".join(names),
    )


def unknown_field(name: str, names: tuple[str, ...]) -> Problem:
    """A column was given to a field that does not exist."""
    return Problem(
        "list-unknown-field",
        N_("There is no field “{name}”. Nothing was imported. The fields are: {fields}."),
        field="columns",
        name=name,
        fields=", ".join(names),
    )


def no_such_column(name: str) -> Problem:
    """The list has no column with that heading."""
    return Problem(
        "list-no-such-column",
        N_("No column is headed “{name}”. Nothing was imported. Check the heading."),
        field="columns",
        name=name,
    )
