"""What each kind of record is called, one of it and all of them."""

from __future__ import annotations

from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.language import N_

NOUN_LABELS = {
    "activity": N_("Activity"),
    **KIND_LABELS,
    "half_day": N_("Half-day"),
    "participant": N_("Participant"),
    "registration": N_("Registration"),
    "attendance": N_("Attendance"),
    "consent": N_("Consent"),
    "organisation": N_("Organisation"),
    "site": N_("Site"),
    "evidence": N_("Evidence"),
    "sheet_print": N_("Printed sheet"),
    "attestation": N_("Attestation"),
    "travel_claim": N_("Travel claim"),
    "question": N_("Question"),
    "evaluation": N_("Evaluation"),
    "recommendation": N_("Recommendation"),
    "milestone": N_("Milestone"),
    "beneficiaries": N_("Beneficiaries"),
    "risk": N_("Risk"),
    "monitoring_visit": N_("Monitoring visit"),
    "output": N_("Output"),
    "indicator": N_("Indicator"),
    "target": N_("Target"),
    "frozen_figure": N_("Frozen value"),
    "programme": N_("Programme"),
    "declaration": N_("Declaration"),
    "action_plan": N_("Action plan"),
    "commitment": N_("Reciprocal commitment"),
    "logo": N_("Logo"),
    "code": N_("Code"),
    "office": N_("Office"),
    "officer": N_("Officer"),
    "distinct_pair": N_("Different records"),
    "erasure": N_("Erasure"),
    "decision": N_("Decision"),
}
"""By noun, in the order in which groups of records are shown."""
