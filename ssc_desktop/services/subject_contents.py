"""Everything recorded of one person, turned into the blocks of a paper in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import sections_of
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.domain.reference import name_of
from ssc_desktop.domain.types import Paragraph
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.attendance_content import PARTS
from ssc_desktop.paper.field_blocks import value_shown
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.marks import spoken
from ssc_desktop.paper.subject_export import Section, section_of
from ssc_desktop.paper.text import ltr
from ssc_desktop.services.subject_records import OF_OTHERS, Subject, told_fields
from ssc_desktop.storage.subjects import Written

ACTS = {
    "export": N_("Exported"),
    "print": N_("Printed"),
    "view": N_("Looked at"),
}
_REMOVED = N_("removed")
_LONG = 60
# Long texts for machines: the JSON holds them. Rows say nothing to the person.
_SILENT = frozenset({"seal", "row", "row_no", "activity_id", "participant_id"})


class Telling:
    """Values of one person's records in one language; ``names`` says what links point to."""

    def __init__(self, subject: Subject, language: Language, names: Mapping[UUID, str]) -> None:
        self.subject = subject
        self.language = language
        self.names = names

    def fact(self, record: object, name: str) -> Fact | None:
        """A field with its value, or nothing when it says nothing."""
        field = next(each for each in told_fields(type(record)) if each.name == name)
        value = getattr(record, name)
        shown = value_shown(field, value, self.language, self.names, record)
        is_long = isinstance(field.type, Paragraph) and len(shown) > _LONG
        return Fact(self.language(field.facts.label), shown, is_long, name) if shown else None

    def values(self, record: object, *names: str, ends_removed: bool = False) -> tuple[str, ...]:
        """Values in their cells; a removed record says so in its last one."""
        found = [fact.value if (fact := self.fact(record, name)) else "" for name in names]
        if ends_removed and getattr(record, "removed", False):
            found[-1] = " · ".join(part for part in (found[-1], self.language(_REMOVED)) if part)
        return tuple(found)

    def code(self, key: UUID | None) -> str:
        """The code of an activity."""
        activity = self.subject.activities.get(key) if key else None
        return (activity.code if activity else None) or ""

    def activity(self, key: UUID | None) -> str:
        """An activity by code and title."""
        activity = self.subject.activities.get(key) if key else None
        if activity is None:
            return ""
        return " ".join(part for part in (ltr(activity.code or ""), activity.title) if part)

    def dates(self, key: UUID | None) -> str:
        """When an activity took place."""
        activity = self.subject.activities.get(key) if key else None
        return self.language.dates(activity.start, activity.end) if activity else ""

    def half_day(self, slot: str) -> str:
        """A half-day by its date and its part."""
        day, part = date.fromisoformat(slot[:10]), slot[11:]
        return f"{ltr(self.language.date(day))} {self.language(PARTS.get(part, part))}"


class Blocks:
    """Makes the blocks of one export: the person, the language, the names links point to."""

    def __init__(self, subject: Subject, language: Language, names: Mapping[UUID, str]) -> None:
        self.subject = subject
        self.language = language
        self.told = Telling(subject, language, names)

    def all(self) -> tuple[Section, ...]:
        """Every block in the order of the paper."""
        return (
            *self._people(),
            self._registrations(),
            self._attendance(),
            self._consents(),
            self._attestations(),
            self._claims(),
            *self._erasures(),
            self._sheets(),
            self._accesses(),
            self._history(),
        )

    def _people(self) -> Iterator[Section]:
        """The record that stands, then those that were merged into it."""
        title = N_("The person")
        for person in self.subject.people:
            facts = [
                fact
                for fields in sections_of(type(person)).values()
                for each in fields
                if each.name not in OF_OTHERS and (fact := self.told.fact(person, each.name))
            ]
            if person.removed:
                facts.append(Fact(self.language("State"), self.language(_REMOVED)))
            yield Section(title, tuple(facts))
            title = N_("Another record of the same person")

    def _registrations(self) -> Section:
        return section_of(
            N_("Activities the person was registered for"),
            (N_("Activity"), N_("Dates"), N_("Role"), N_("Travel"), N_("Note")),
            (74, 34, 30, 22, 28),
            [
                (
                    self.told.activity(each.activity_id),
                    self.told.dates(each.activity_id),
                    *self.told.values(each, "role", "travel", "note", ends_removed=True),
                )
                for each in self.subject.registrations
            ],
        )

    def _attendance(self) -> Section:
        return section_of(
            N_("Attendance"),
            (N_("Activity"), N_("Half-day"), N_("State"), N_("Sheet number"), N_("Note")),
            (62, 40, 30, 26, 30),
            [
                (
                    ltr(self.told.code(each.activity_id)),
                    self.told.half_day(each.slot),
                    *self.told.values(each, "state", "sheet_no", "note", ends_removed=True),
                )
                for each in self.subject.attendance
            ],
        )

    def _consents(self) -> Section:
        return section_of(
            N_("Consents"),
            (N_("Purpose"), N_("Answer"), N_("Date"), N_("Legal basis"), N_("Language"), N_("Medium")),
            (46, 26, 28, 34, 26, 28),
            [
                (name_of("consent_purpose", each.purpose, self.language), *self.told.values(each, "state", "given_on", "basis", "language", "medium"))
                for each in self.subject.consents
            ],
        )  # fmt: skip

    def _attestations(self) -> Section:
        return section_of(
            N_("Attestations of attendance"),
            (N_("Activity"), N_("Serial number"), N_("Half-days"), N_("Issued on"),
             N_("Revoked on"), N_("Reason")),
            (46, 28, 22, 30, 30, 32),
            [
                (
                    ltr(self.told.code(each.activity_id)),
                    ltr(spoken(each.serial or "")),
                    ltr(f"{each.attended}/{each.possible}"),
                    *self.told.values(each, "issued_on", "revoked_on", "revoked_reason"),
                )
                for each in self.subject.attestations
            ],
        )  # fmt: skip

    def _claims(self) -> Section:
        facts: list[Fact] = []
        for claim in self.subject.claims:
            code = ltr(self.told.code(claim.activity_id))
            facts.append(Fact(self.language("Activity"), code))
            known = [each.name for each in told_fields(type(claim))]
            facts += [fact for name in known if (fact := self.told.fact(claim, name))]
        return Section(N_("Per diem and travel costs"), tuple(facts))

    def _erasures(self) -> list[Section]:
        """Only where the data was erased: the paper of anybody else would ask why."""
        if not self.subject.erasures:
            return []
        rows = [self.told.values(each, "erased_on", "reason") for each in self.subject.erasures]
        return [section_of(N_("Erasure"), (N_("Date"), N_("Reason")), (40, 140), rows)]

    def _sheets(self) -> Section:
        return section_of(
            N_("Attendance sheets printed with the name"),
            (N_("Activity"), N_("Sheet number"), N_("Printed at")),
            (80, 50, 50),
            [
                (
                    ltr(self.told.code(each.activity_id)),
                    ltr(spoken(each.sheet_no or "")),
                    ltr(self.language.moment(each.printed_at)) if each.printed_at else "",
                )
                for each in self.subject.sheets
            ],
        )

    def _accesses(self) -> Section:
        return section_of(
            N_("Exports and prints noted on this laptop"),
            (N_("When"), N_("What")),
            (50, 130),
            [
                (ltr(self.language.moment(each.at)), self.language(ACTS.get(each.act, each.act)))
                for each in self.subject.accesses
            ],
        )

    def _history(self) -> Section:
        return section_of(
            N_("History: what was written, when, in which office"),
            (N_("When"), N_("Kind of record"), N_("What was written"), N_("Office")),
            (30, 48, 80, 24),
            [
                (
                    ltr(self.language.moment(each.at)),
                    self._record(each),
                    self._written(each),
                    self._author(each),
                )
                for each in self.subject.history
            ],
        )

    def _written(self, written: Written) -> str:
        fields = {each.name: each for each in told_fields(RECORDS_BY_NOUN[written.noun])}
        told = [
            self.language("{label}:", label=self.language(fields[name].facts.label))
            + " "
            + (value_shown(fields[name], value, self.language, self.told.names) or "–")
            for name, value in written.values.items()
            if name in fields and name not in _SILENT
        ]
        if written.values.get("removed"):
            told.append(self.language(_REMOVED))
        return " · ".join(told)

    def _record(self, written: Written) -> str:
        """What was written to: for attendance which half-day, for other facts which activity."""
        noun, parts = self.language(NOUN_LABELS[written.noun]), written.key.split("/", 2)
        if written.noun == "attendance":
            return f"{noun} – {self.told.half_day(parts[-1])}"
        if written.noun in ("registration", "travel_claim"):
            return f"{noun} – {ltr(self.told.code(UUID(parts[0])))}"
        return noun

    def _author(self, written: Written) -> str:
        role = name_of("officer_role", written.role, self.language)
        return " · ".join(part for part in (ltr(written.office), role) if part)
