"""XLSForm: the list of participants of an activity as a form for telephones, with our code lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ssc_desktop.domain import reference as shipped
from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.reference import Entry
from ssc_desktop.language import N_
from ssc_desktop.services import reference
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.workbook.book import Progress
from ssc_desktop.workbook.xlsform import Form, Question
from ssc_desktop.workbook.xlsform import write_xlsform as write_form

ACTIVITIES = "activity"
# Lists that say nothing on a telephone: they are of papers and of this program.
_INSIDE = frozenset({"logo_place", "officer_role", "formality"})
_EARLIEST = 1920

_ACTIVITY = (
    Question("start", "start"),
    Question("end", "end"),
    Question("today", "today"),
    Question(
        "note",
        "notice",
        N_(
            "Data are collected to prove that the activity took place and for anonymous statistics."
            " Telephone, e-mail and image are voluntary."
        ),
    ),
    Question("select_one activity", "activity_code", N_("Activity"), required=True),
    Question("date", "day", N_("Date"), required=True, default="today()"),
    Question("select_one half_day_part", "half_day", N_("Half-day"), required=True),
)
_NAMES = (
    Question("text", "family_name", N_("Family name")),
    Question(
        "text",
        "given_names",
        N_("Given names"),
        N_("One of the names is enough: not everybody has two."),
        constraint="string-length(concat(${family_name}, .)) > 0",
        message=N_("Write at least one name."),
    ),
    Question("text", "name_ar", N_("Name in Arabic")),
    Question("select_one sex", "sex", N_("Sex"), required=True),
    Question(
        "integer",
        "birth_year",
        N_("Year of birth"),
        constraint=f". >= {_EARLIEST} and . <= int(format-date(today(), '%Y'))",
        message=N_("Write the year with four digits."),
    ),
    Question("select_one age_band", "age_band", N_("Age group"), relevant="${birth_year} = ''"),
)
_PROFILE = (
    Question("select_one country", "nationality", N_("Nationality"), appearance="autocomplete"),
    Question(
        "select_one country", "country", N_("Country of residence"), appearance="autocomplete"
    ),
    Question(
        "select_one region",
        "region",
        N_("Region"),
        relevant="${country} != ''",
        choice_filter="parent = ${country}",
    ),
    Question("text", "city", N_("City or commune")),
    Question("text", "organisation", N_("Organisation")),
    Question("text", "function", N_("Function")),
    Question("select_one stakeholder_category", "stakeholder_category", N_("Stakeholder category")),
    Question("select_one role", "role", N_("Role"), default="participant"),
    Question(
        "text",
        "phone",
        N_("Telephone"),
        N_("With the prefix of the country: +225 …"),
        constraint=r"regex(., '^\+?[0-9 ().\-]{8,20}$')",
        message=N_("Write digits, with the prefix of the country."),
        appearance="numbers",
    ),
    Question(
        "text",
        "email",
        N_("E-mail"),
        constraint=r"regex(., '^[^@ ]+@[^@ ]+\.[^@ ]{2,}$')",
        message=N_("This is no e-mail address."),
    ),
    Question("select_one language", "preferred_language", N_("Preferred language")),
    Question("select_one attendance_state", "state", N_("State"), default="present"),
    Question("select_one consent_state", "photo_consent", N_("Right to the image")),
)


def write_xlsform(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the form; returns how many choices it offers."""
    del progress
    lists = {
        ACTIVITIES: list(_activities(facts)),
        **{
            name: list(_offered(facts, reference.entries(facts.store, name)))
            for name in shipped.code_lists()
            if name not in _INSIDE
        },
    }
    # pyxform and Kobo refuse an empty list to choose from.
    lists = {name: entries for name, entries in lists.items() if entries}
    code = facts.programme.code if facts.programme else ""
    form = Form(
        title=facts.language(N_("Participants – {programme}"), programme=facts.programme_title()),
        id=_id_of(code or ""),
        version=facts.at.strftime("%Y%m%d%H"),
        questions=tuple(_questions(has_activities=ACTIVITIES in lists)),
        lists=lists,
        language=facts.language.code,
    )
    return write_form(path, form)


def _questions(*, has_activities: bool) -> Iterator[Question]:
    for each in _ACTIVITY:
        if each.name == "activity_code" and not has_activities:
            # Nothing is planned yet: the code is typed from the paper.
            yield replace(each, type="text", label=N_("Activity code"))
        else:
            yield each
    yield Question("begin_repeat", "participants", N_("Participants"))
    yield from _NAMES
    yield from _PROFILE
    yield Question("end_repeat", "participants_end")


def _activities(facts: ExportFacts) -> Iterator[Entry]:
    """The activities to choose from; of a sensitive one the code alone goes to telephones."""
    met: set[str] = set()
    for each in facts.activities:
        code = (each.code or "").replace(" ", "_")
        if code and code not in met:
            met.add(code)
            name = _named(each)
            yield Entry(ACTIVITIES, code, name, name, name)


def _named(activity: Activity) -> str:
    words = [activity.code, None if activity.sensitive else activity.title]
    return " – ".join(each for each in words if each)


def _offered(facts: ExportFacts, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The codes in force, each once; a region hangs on its country, whatever lies between."""
    today = facts.at.date()
    met: set[str] = set()
    for each in entries:
        if each.code in met or not each.valid_on(today) or not shipped.is_collected(each):
            continue
        met.add(each.code)
        is_region = each.code_list == "region"
        yield replace(each, parent=shipped.country_of(each.code) or "") if is_region else each


def _id_of(code: str) -> str:
    plain = "".join(each for each in code.lower() if each.isascii() and each.isalnum())
    return f"participants_{plain or 'programme'}"
