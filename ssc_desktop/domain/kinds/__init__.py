"""The kinds of activity. To add one: a file beside this one, its class in ALL_KINDS, a migration."""

from __future__ import annotations

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.kinds.capacity_session import CapacitySession
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.kinds.workshop import Workshop
from ssc_desktop.language import N_

ALL_KINDS: dict[str, type[Activity]] = {
    each.__tablename__: each for each in (Workshop, CapacitySession, PilotActivity)
}

KIND_LABELS = {
    "workshop": N_("Workshop"),
    "capacity_session": N_("Capacity-building session"),
    "pilot_activity": N_("Pilot activity"),
}

# The letters of a kind inside an activity's code, after the method step it belongs to.
KIND_LETTERS = {"workshop": "ECH", "capacity_session": "CAP", "pilot_activity": "PIL"}
