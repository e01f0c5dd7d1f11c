"""Where, with whom and for whom an activity took place, as lists for coordination tell it."""

from __future__ import annotations

from decimal import Decimal

from ssc_desktop.domain import reference
from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.services.export_columns import Columns
from ssc_desktop.services.export_facts import ExportFacts

APART = "; "


class Places:
    """What lists for others say of an activity. They are handed on and published: of a sensitive
    activity neither city nor venue is told, of one without visibility no donor."""

    def __init__(self, facts: ExportFacts, columns: Columns) -> None:
        self._facts = facts
        self._columns = columns

    def funders(self, activity: Activity) -> str:
        """Who pays."""
        return "" if activity.without_visibility else APART.join(self._facts.funders())

    def agency(self, activity: Activity) -> str:
        """The agency that leads."""
        return self._columns.code_name("agency", activity.agency)

    def host(self, activity: Activity) -> str:
        """The host institution."""
        return self._facts.organisation_name(activity.host_organisation_id)

    def partners(self, activity: Activity) -> str:
        """Who carries it out on the spot: the pair of a pilot activity, else host and co-organisers."""
        if isinstance(activity, PilotActivity):
            pair = (activity.lead_organisation_id, activity.partner_organisation_id)
            names = [self._facts.organisation_name(each) for each in pair]
        else:
            names = [self.host(activity), activity.organisers or ""]
        return APART.join(dict.fromkeys(each for each in names if each))

    def first_level(self, activity: Activity) -> str:
        """The ISO 3166-2 code of the first level."""
        return reference.first_level(activity.region) or ""

    def second_level(self, activity: Activity) -> str:
        """The code of the second level, where officers choose it: the regions of Côte d'Ivoire."""
        region = activity.region or ""
        return region if region != self.first_level(activity) else ""

    def region_name(self, code: str) -> str:
        """The name of a region."""
        return self._columns.code_name("region", code)

    def city(self, activity: Activity) -> str:
        """The city or commune; empty where it may say who was there."""
        return "" if activity.sensitive else (activity.city or "")

    def venue(self, activity: Activity) -> str:
        """The venue; empty where it may say who was there."""
        return "" if activity.sensitive else (activity.venue or "")

    def themes(self, activity: Activity) -> str:
        """The themes by name."""
        names = [self._columns.code_name("theme", each) for each in activity.themes or ()]
        return APART.join(names)

    def sector(self, activity: Activity) -> str:
        """The sector of a pilot activity, else the step of the method."""
        if isinstance(activity, PilotActivity) and activity.sector:
            return self._columns.code_name("sector", activity.sector)
        return self._columns.code_name("method_step", activity.method_step)


def expected(activity: Activity) -> int | None:
    """How many people were expected; None where nobody said."""
    told = [each for each in (activity.target_women, activity.target_men) if each is not None]
    return sum(told) if told else None


def planned(activity: Activity) -> Decimal | None:
    """The budget; of a pilot activity its grant where no budget was said."""
    if activity.budget_planned is None and isinstance(activity, PilotActivity):
        return activity.grant_amount
    return activity.budget_planned
