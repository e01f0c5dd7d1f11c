"""The sheets of presence: who is on which list, and every mark of attendance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from uuid import UUID

from ssc_desktop.domain.attendance import PRESENT_STATES, Registration
from ssc_desktop.language import N_
from ssc_desktop.services.export_columns import Columns, table_of
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Row, Table

_HALVES = 2


class Presence:
    """Draws what is recorded of people in activities, each under a pseudonym."""

    def __init__(self, facts: ExportFacts, columns: Columns) -> None:
        self._facts = facts
        self._say = facts.language
        self._columns = columns

    @cached_property
    def _half_days(self) -> Counter[tuple[UUID, UUID]]:
        """How many half-days each person attended of each activity."""
        there = (each for each in self._facts.marks if each.state in PRESENT_STATES)
        return Counter((each.activity, each.person) for each in there)

    def of_people(self) -> tuple[Counter[UUID], Counter[UUID]]:
        """On how many lists each person is, and how many half-days they attended."""
        lists = Counter(each.participant_id for each in self._facts.registrations)
        half_days: Counter[UUID] = Counter()
        for (_, person), count in self._half_days.items():
            half_days[person] += count
        return lists, half_days

    def registrations(self) -> Table:
        """One row for each person on a list."""
        present = self._half_days
        drawn = [
            *self._columns.activity(),
            self._columns.pseudonym("participant_id"),
            *self._columns.of(Registration, skip=("row",)),
            (
                Column(self._say(N_("Half-days present")), kinds.WHOLE, "registration.half_days"),
                lambda each: present[each.activity_id, each.participant_id],
            ),
        ]
        title = self._say(N_("Registrations"))
        return table_of("registrations", title, drawn, self._facts.registrations)

    def attendance(self) -> Table:
        """One row for each mark. Drawn by hand: there may be hundreds of thousands."""
        say, text = self._say, kinds.TEXT
        columns = (
            Column(say(N_("Activity code")), text, "activity.code"),
            self._columns.pseudonym("participant_id")[0],
            Column(say(N_("Date")), kinds.DAY, "attendance.day"),
            Column(say(N_("Half-day")), text, "attendance.part", "half_day_part"),
            Column(say(N_("Role")), text, "registration.role", "role"),
            Column(say(N_("State")), text, "attendance.state", "attendance_state"),
            Column(
                say(N_("{label} (code)"), label=say(N_("State"))),
                kinds.CODE,
                "attendance.state.code",
                "attendance_state",
            ),
            Column(say(N_("Present")), kinds.WHOLE, "attendance.present"),
            Column(say(N_("Participant-days")), kinds.DECIMAL, "attendance.participant_days"),
            Column(say(N_("Signed on paper")), kinds.YES_NO, "attendance.signed"),
            Column(say(N_("Sheet number")), text, "attendance.sheet_no"),
        )
        return Table("attendance", say(N_("Attendance")), columns, self._marks())

    def _marks(self) -> Iterator[Row]:
        facts, named = self._facts, _Named(self._columns)
        roles = {(each.activity_id, each.participant_id): each.role for each in facts.registrations}
        called: dict[UUID, str] = {}
        for mark in facts.marks:
            if mark.person not in called:
                called[mark.person] = facts.pseudonym(mark.person)
            there = int(mark.state in PRESENT_STATES)
            day, _, part = mark.slot.partition("/")
            yield (
                facts.by_key[mark.activity].code,
                called[mark.person],
                date.fromisoformat(day),
                named.code("half_day_part", part),
                named.code("role", roles.get((mark.activity, mark.person))),
                named.code("attendance_state", mark.state),
                mark.state,
                there,
                there / _HALVES,
                mark.signed,
                mark.sheet_no,
            )


class _Named:
    """The names of the few codes that come again and again, each looked up once."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._names: dict[tuple[str, str | None], str] = {}

    def code(self, code_list: str, code: str | None) -> str:
        """The name of a code."""
        place = code_list, code
        if place not in self._names:
            self._names[place] = self._columns.code_name(code_list, code)
        return self._names[place]
