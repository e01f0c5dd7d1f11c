"""Badges of an activity: who is registered, as what, and who refuses to be photographed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.badge_code import badge_code
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.badges import SHAPES, Badge, BadgePaper, badges
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.consents import consents_of
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.printed import Printed, write_paper
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import merges
from ssc_desktop.storage.store import Db

PER_PAGE = tuple(SHAPES)
_GUEST = "participant"
_PHOTO = "photo"
_UNWILLING = frozenset({"refused", "withdrawn"})


def print_badges(
    workspace: Workspace,
    code_or_key: str | UUID,
    *,
    language: Language,
    per_page: int = 8,
    participants: Sequence[UUID] = (),
    path: Path | None = None,
) -> Printed:
    """Print a badge for everybody registered, or for these people; blank ones fill the sheet."""
    if per_page not in PER_PAGE:
        raise Problem(
            "badges-per-page",
            N_("A sheet holds 8 or 10 badges. Nothing was printed. Choose one of them."),
            field="per_page",
        )
    register = read_register(workspace.store, code_or_key)
    activity = register.activity
    with workspace.store.reading() as db:
        people = _chosen(db, register, participants)
        around = sheet_contents.read_around(db, workspace.store.officer_id)
    refused = _refusing(workspace, people)
    heading = sheet_contents.heading_of(activity, register.half_days, around, language)
    sensitive = bool(activity.sensitive)
    paper = BadgePaper(
        code=heading.code,
        title=heading.title,
        badges=tuple(
            _badge(each, language, sensitive=sensitive, no_photo=each.participant.id in refused)
            for each in people
        ),
        guest=name_of("role", _GUEST, language),
        per_page=per_page,
        visibility=sheet_contents.visibility_of(around, heading.host, language),
        neutral=bool(activity.without_visibility),
        sensitive=sensitive,
    )
    pdf = badges(paper, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def _chosen(db: Db, register: Register, named: Sequence[UUID]) -> list[Listed]:
    """Those named, or everybody; whose data was erased has no name to wear."""
    known = {each.participant.id: each for each in register.people if not each.erased}
    if not named:
        return list(known.values())
    lead = merges.of_people(db)
    keys = dict.fromkeys(lead.standing(key) for key in named)
    if any(key not in known for key in keys):
        raise Problem(
            "not-registered",
            N_(
                "This person is not on the list of the activity. Nothing was changed. Register the person first."
            ),
        )
    return [known[key] for key in keys]


def _refusing(workspace: Workspace, people: Sequence[Listed]) -> set[UUID]:
    """Those who refused to be photographed, or took their consent back."""
    answers = consents_of(workspace.store, [each.participant.id for each in people])
    return {
        person
        for person, asked in answers.items()
        if _PHOTO in asked and asked[_PHOTO].state in _UNWILLING
    }


def _badge(listed: Listed, language: Language, *, sensitive: bool, no_photo: bool) -> Badge:
    person = listed.participant
    role = listed.role or _GUEST
    known = {
        "role": role,
        "role_name": name_of("role", role, language),
        "code": badge_code(person.id),
        "no_photo": no_photo,
    }
    if sensitive:
        code = sheet_contents.short_code(person.id)
        first, other = (person.first_name, code) if person.first_name else (code, "")
        return Badge(first=first, other=other, **known)  # type: ignore[arg-type]
    first, second, other = _names(person, language)
    return Badge(
        first=first,
        second=second,
        other=other,
        organisation=sheet_contents.organisation_name(listed.organisation, language),
        country=name_of("country", person.country, language),
        **known,  # type: ignore[arg-type]
    )


def _names(person: Participant, language: Language) -> tuple[str, str, str]:
    """Two lines to read across a room, and the name in the other script."""
    latin = [part for part in (person.given_names, (person.family_name or "").upper()) if part]
    arabic = person.name_ar or ""
    if arabic and (language.is_rtl or not latin):
        return arabic, "", " ".join(latin)
    first, second = [*latin, "", ""][:2]
    return first or person.name_as_signed or "–", second, arabic
