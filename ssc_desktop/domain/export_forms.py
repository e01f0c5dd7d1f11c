"""The forms in which records leave for other programs and donors: their names, what they tell."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.language import N_

USUAL_SET = "EUTF-38"
"""The set of indicators told where no other is named."""

XLSX, CSV, XML, JSON = ".xlsx", ".csv", ".xml", ".json"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: its name, what it tells, the endings its file may have, whether it tells of
    single people and of indicators, and of which set of these usually."""

    label: str
    told: str
    suffixes: tuple[str, ...]
    has_people: bool = False
    has_indicators: bool = True
    usual_set: str = USUAL_SET


FORMS: dict[str, Form] = {
    "workbook": Form(
        N_("Workbook with dictionary"),
        N_("All sheets for pivots: activities, participants, attendance, indicators, code lists."),
        (XLSX,),
        has_people=True,
    ),
    "hxl": Form(
        N_("HXL"),
        N_("One row for each activity under a row of humanitarian hashtags."),
        (CSV, XLSX),
    ),
    "iati": Form(
        N_("IATI 2.03"),
        N_("The Action as an IATI activity with its results, for the publisher of the donor."),
        (XML,),
    ),
    "xlsform": Form(
        N_("XLSForm"),
        N_("A form for telephones that lists participants, with all code lists as choices."),
        (XLSX,),
        has_indicators=False,
    ),
    "3w": Form(
        N_("3W: who does what, where"),
        N_("One row for each activity, for humanitarian coordination."),
        (XLSX, CSV),
        has_indicators=False,
    ),
    "opsys": Form(
        N_("OPSYS logframe"),
        N_("Results, baselines, targets and current values in the columns of the EU logframe."),
        (XLSX, CSV),
        usual_set="LOGFRAME",
    ),
    "json": Form(
        N_("JSON"),
        N_("Everything, for other programs."),
        (JSON,),
        has_people=True,
    ),
}
