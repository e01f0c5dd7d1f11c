"""What may be done to each code list: what it is called, whether codes may be added and withdrawn."""

from __future__ import annotations

import re

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import PARENT_LISTS, Entry, codes, fold, parent_of
from ssc_desktop.language import N_

LIST_LABELS = {
    "theme": N_("Themes"),
    "activity_type": N_("Types of activity"),
    "sector": N_("Sectors"),
    "agency": N_("Implementing agencies"),
    "organisation_kind": N_("Kinds of organisation"),
    "region": N_("Regions"),
    "language": N_("Languages"),
    "evidence_type": N_("Types of evidence"),
    "output_kind": N_("Kinds of output"),
    "activity_status": N_("Statuses of activities"),
    "age_band": N_("Age groups"),
    "attendance_state": N_("States of attendance"),
    "beneficiary_type": N_("Types of beneficiary"),
    "commitment_state": N_("States of commitments"),
    "consent_purpose": N_("Purposes of consent"),
    "consent_state": N_("Answers of consent"),
    "cost_kind": N_("Kinds of cost"),
    "country": N_("Countries"),
    "currency": N_("Currencies"),
    "formality": N_("Formalities"),
    "half_day_part": N_("Parts of the day"),
    "impact": N_("Impact of risks"),
    "indicator": N_("EUTF indicators"),
    "indicator_gerf": N_("GERF indicators"),
    "indicator_measure": N_("What indicators count"),
    "indicator_older": N_("EUTF indicators, older list"),
    "indicator_set": N_("Sets of indicators"),
    "instrument": N_("Evaluation forms"),
    "invitation": N_("Invitations"),
    "legal_basis": N_("Legal bases"),
    "likelihood": N_("Likelihood of risks"),
    "logo_place": N_("Places of logos"),
    "method_step": N_("Steps of the method"),
    "milestone_state": N_("States of milestones"),
    "modality": N_("Modalities"),
    "officer_role": N_("Roles of officers"),
    "organisation_level": N_("Levels of organisations"),
    "output_state": N_("States of outputs"),
    "person_status": N_("Statuses of people"),
    "rag": N_("States of progress"),
    "recommendation_state": N_("States of recommendations"),
    "risk_state": N_("States of risks"),
    "role": N_("Roles of participants"),
    "scope": N_("Scopes"),
    "sex": N_("Sex"),
    "stakeholder_category": N_("Stakeholder categories"),
    "support_type": N_("Types of support"),
    "travel": N_("Travel"),
    "verdict": N_("Decisions of headquarters"),
    "visit_decision": N_("Decisions after a visit"),
}
"""What each list is called, those first in which codes can be added."""

OPEN = frozenset(
    {"theme", "activity_type", "sector", "agency", "organisation_kind", "region", "language"}
)
"""Lists of which the program's own rules need no code: any may be added and withdrawn."""

GROWING = frozenset({"evidence_type", "output_kind"})
"""Lists whose shipped codes the rules ask for: codes may be added, and only those withdrawn."""

PARENT_NEEDED = frozenset({"region", "activity_type"})
"""Lists in which every code stands below another one."""

SHIPPED, CHANGED, ADDED, WITHDRAWN = "shipped", "changed", "added", "withdrawn"
STANDINGS = {
    SHIPPED: N_("As shipped"),
    CHANGED: N_("Changed by headquarters"),
    ADDED: N_("Added by headquarters"),
    WITHDRAWN: N_("Withdrawn"),
}
"""Where a code stands: as it came with the program, or what headquarters did with it."""

NAMES = ("name_en", "name_fr", "name_ar")
VALIDITY = ("valid_from", "valid_to")

# A code is part of a key, between slashes, and is written into files of many forms.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}")


def may_grow(code_list: str) -> bool:
    """Whether codes may be added to a list."""
    return code_list in OPEN or code_list in GROWING


def may_end(code_list: str, *, is_shipped: bool) -> bool:
    """Whether a code of a list, shipped or added, may be withdrawn."""
    return code_list in OPEN or (code_list in GROWING and not is_shipped)


def refuse_malformed(code: str) -> None:
    """Raise a Problem unless a text can be a code."""
    if _CODE.fullmatch(code) is None:
        raise Problem(
            "malformed-code",
            N_(
                "A code begins with a letter or a digit and goes on with letters without accents,"
                " digits, points, hyphens or underscores, 40 at most. Nothing was saved."
            ),
            field="code",
        )


def refuse_taken(code_list: str, code: str) -> None:
    """Raise a Problem where a list has the code: those that differ in case or signs alone would be
    taken for each other in everything that is typed by hand."""
    meant = fold(code)
    taken = next((each for each in codes(code_list) if fold(each) == meant), "")
    if taken:
        raise Problem(
            "code-exists",
            N_(
                "This list has the code {name} already. Nothing was saved. Choose another one, or"
                " change what that one says."
            ),
            field="code",
            name=taken,
        )


def refuse_parent(code_list: str, code: str, parent: str) -> None:
    """Raise a Problem unless a code of a list can stand below this parent, or below none."""
    if not parent and code_list in PARENT_NEEDED:
        raise Problem(
            "needed",
            N_("A code of this list stands below another one. Nothing was saved. Choose which."),
            field="parent",
        )
    if parent and code_list not in PARENT_LISTS:
        raise Problem(
            "no-parents",
            N_("Codes of this list stand below no others. Nothing was saved. Leave that empty."),
            field="parent",
        )
    if parent and not _may_stand_below(code_list, code, parent):
        raise Problem(
            "unknown-parent",
            N_(
                "{parent} is no code that another one can stand below here. Nothing was saved."
                " Choose one of the list above."
            ),
            field="parent",
            parent=parent,
        )


def _may_stand_below(code_list: str, code: str, parent: str) -> bool:
    """Whether the parent is there, and the code is not itself above it."""
    above = parent_of(Entry(code_list, code, "", "", "", parent=parent))
    if above is None or above.is_removed:
        return False
    while above is not None:
        if (above.code_list, above.code) == (code_list, code):
            return False
        above = parent_of(above)
    return True
