"""The sheets of the workbook: each noun as one table, one row for each record."""

from __future__ import annotations

from functools import partial

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.disclosure import IDENTIFIED
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.followup import Milestone
from ssc_desktop.domain.kinds import ALL_KINDS, KIND_LABELS
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.output import Output
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.pseudonyms import year_band
from ssc_desktop.language import N_
from ssc_desktop.services.export_attendance import Presence
from ssc_desktop.services.export_columns import Columns, Drawn, table_of
from ssc_desktop.services.export_counts import MEN, WOMEN
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Table


class Sheets:
    """Draws the sheets of one workbook."""

    def __init__(self, facts: ExportFacts) -> None:
        self._facts = facts
        self._say = facts.language
        self._columns = Columns(facts)
        self._presence = Presence(facts, self._columns)

    def all(self) -> list[Table]:
        """Every sheet of records in the order of the workbook."""
        return [
            self._activities(),
            self._participants(),
            self._presence.registrations(),
            self._presence.attendance(),
            self._organisations(),
            self._pilots(),
            self._milestones(),
            self._outputs(),
            self._evidence(),
        ]

    def _activities(self) -> Table:
        say, facts = self._say, self._facts
        kind: Drawn = (
            Column(say(N_("Kind")), kinds.TEXT, "activity.kind"),
            lambda each: say(KIND_LABELS.get(each.kind, each.kind)),
        )
        drawn = [kind, *self._columns.of(Activity), *self._reached()]
        for name, record_class in ALL_KINDS.items():
            if name != PilotActivity.__tablename__:
                drawn += self._columns.of(record_class, inherited=False)
        return table_of("activities", say(N_("Activities")), drawn, facts.activities)

    def _reached(self) -> list[Drawn]:
        """How many people each activity counts; an empty cell: too few to be told."""
        whole, reach = kinds.WHOLE, self._facts.reach_of
        by_sex = {
            "women": (N_("Women present"), WOMEN),
            "men": (N_("Men present"), MEN),
        }
        return [
            (
                self._column(N_("People registered"), whole, "reach.registered"),
                lambda each: reach(each).registered,
            ),
            (
                self._column(N_("People present"), whole, "reach.attended"),
                lambda each: reach(each).attended,
            ),
            *(
                (self._column(label, whole, f"reach.{name}"), partial(self._of_sex, sex))
                for name, (label, sex) in by_sex.items()
            ),
            (
                self._column(N_("Participant-days"), kinds.DECIMAL, "reach.participant_days"),
                lambda each: reach(each).participant_days,
            ),
        ]

    def _of_sex(self, sex: str, activity: Activity) -> int | None:
        return self._facts.reach_of(activity).of_sex(sex)

    def _participants(self) -> Table:
        drawn = [self._columns.pseudonym("id"), *self._columns.of(Participant)]
        if self._facts.wish.level != IDENTIFIED:
            band = self._column(N_("Years of birth"), kinds.TEXT, "participant.birth_years")
            place = _place_of(drawn, "participant.age_band")
            drawn.insert(place, (band, lambda each: year_band(each.birth_year)))
        lists, half_days = self._presence.of_people()
        drawn += [
            (
                self._column(N_("Activities registered for"), kinds.WHOLE, "presence.activities"),
                lambda each: lists.get(each.id, 0),
            ),
            (
                self._column(N_("Half-days present"), kinds.WHOLE, "presence.half_days"),
                lambda each: half_days.get(each.id, 0),
            ),
        ]
        return table_of("participants", self._say(N_("Participants")), drawn, self._facts.people)

    def _organisations(self) -> Table:
        drawn = self._columns.of(Organisation)
        title = self._say(N_("Organisations"))
        return table_of("organisations", title, drawn, self._facts.organisations)

    def _pilots(self) -> Table:
        known = [
            (
                self._column(N_("Activity code"), kinds.TEXT, "activity.code"),
                lambda each: each.code,
            ),
            (
                self._column(N_("Activity title"), kinds.TEXT, "activity.title"),
                lambda each: each.title,
            ),
        ]
        wanted = {
            "activity.start", "activity.end", "activity.country", "activity.country.code",
            "activity.region", "activity.region.code", "activity.city", "activity.status",
            "activity.status.code", "activity.currency", "activity.budget_planned",
            "activity.budget_spent",
        }  # fmt: skip
        shared = [each for each in self._columns.of(Activity) if each[0].name in wanted]
        own = self._columns.of(PilotActivity, inherited=False)
        title = self._say(N_("Pilot activities"))
        return table_of("pilots", title, [*known, *shared, *own], self._facts.pilots)

    def _milestones(self) -> Table:
        drawn = [*self._columns.activity(), *self._columns.of(Milestone, skip=("activity_id",))]
        found = self._facts.of_activities(Milestone)
        return table_of("milestones", self._say(N_("Milestones")), drawn, found)

    def _outputs(self) -> Table:
        drawn = [*self._columns.activity(), *self._columns.of(Output, skip=("activity_id",))]
        title = self._say(N_("Outputs"))
        return table_of("outputs", title, drawn, self._facts.outputs)

    def _evidence(self) -> Table:
        drawn = [*self._columns.activity(), *self._columns.of(Evidence, skip=("activity_id",))]
        found = self._facts.of_activities(Evidence)
        return table_of("evidence", self._say(N_("Evidence")), drawn, found)

    def _column(self, label: str, kind: str, name: str, code_list: str = "") -> Column:
        return Column(self._say(label), kind, name, code_list)


def _place_of(drawn: list[Drawn], name: str) -> int:
    return next((at for at, each in enumerate(drawn) if each[0].name == name), len(drawn))
