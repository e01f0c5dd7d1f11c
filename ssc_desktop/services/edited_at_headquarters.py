"""What headquarters alone writes, whatever the way: edited, brought back, an old value written again."""

from __future__ import annotations

from collections.abc import Mapping

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace

_PROGRAMME = N_(
    "Headquarters edits the programme, its action plans and commitments. Nothing was"
    " changed here. Ask headquarters; its next bundle brings the change."
)
_CODES = N_(
    "Headquarters edits the code lists. Nothing was changed here. Ask headquarters;"
    " its next bundle brings the change."
)
_TOLD: Mapping[str, str] = {
    **dict.fromkeys(("programme", "action_plan", "commitment"), _PROGRAMME),
    "code": _CODES,
}
"""By noun what an office is told."""


def refuse_office(workspace: Workspace, noun: str) -> None:
    """Refuse an office that writes what all offices receive: its change would contradict what
    headquarters says, and stand in no other office."""
    told = _TOLD.get(noun)
    if told is not None and not workspace.is_headquarters:
        raise Problem("headquarters-only", told)
