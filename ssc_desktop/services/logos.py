"""Logos of the visibility band: import with checks, list, order, change, remove, restore, preview."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.logo import Logo
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.rules import Finding
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.paper.band import BandPlace, band_preview
from ssc_desktop.paper.logos import check_height, picture_pdf, read_logo
from ssc_desktop.services.band_contents import (
    agencies_of,
    band_of,
    is_owner,
    other_donors,
    picture_of,
)
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import logos as stored
from ssc_desktop.storage import programmes
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db, Store

# The file itself, before what it holds is read; a logo's own pack may be generous.
_LARGEST_FILE = 10 * 1024 * 1024
LOWEST, TALLEST = Decimal(4), Decimal(25)
LOWEST_EMBLEM = Decimal(10)
# The picture is what was checked: it changes by importing another one.
_CHANGEABLE = frozenset({"place", "owner", "organisation_id", "height"})
_ROOMS = (
    (N_("Attendance sheet"), 228.0, 10.0),
    (N_("Activity sheet"), 184.0, 10.0),
    (N_("Badge"), 86.0, 6.5),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A logo that was imported, and what is worth knowing of it."""

    logo: Logo
    warnings: tuple[Finding, ...] = ()

    @property
    def changes(self) -> Changes:
        """What the import touched."""
        return Changes.of({"logo"})


def import_logo(
    workspace: Workspace,
    file: Path,
    *,
    place: str,
    owner: str,
    organisation: UUID | None = None,
    height: object = None,
) -> Imported:
    """Keep the logo of a file once it has passed every check; the same one only once."""
    typed = {"place": place, "owner": owner, "organisation_id": organisation, "height": height}
    values = read_values(Logo, typed)
    _check_named(values)
    is_emblem = values["place"] == "emblem"
    _check_height(values["height"], is_emblem=is_emblem)
    wanted = None if values["height"] is None else float(values["height"])
    read = read_logo(_content(file), wanted, emblem=is_emblem)
    fingerprint = sha256(read.content).hexdigest()
    with workspace.store.writing() as db:
        if values["organisation_id"]:
            find(db, Organisation, values["organisation_id"])
        logo = stored.of_picture(db, fingerprint, values["place"]) or _added(db, values["place"])
        printed = Decimal(str(read.height)).quantize(Decimal("0.01"))
        assign(logo, {**values, "height": printed, "removed": None})
        logo.media_type, logo.sha256 = read.media_type, fingerprint
        logo.content = base64.b64encode(read.content).decode()
        db.flush()
        others = [each for each in stored.listed(db) if each.id != logo.id]
        _refuse_second_emblem(logo, others)
        about = tuple(_about_band(db, logo, others))
    return Imported(logo, (*read.findings, *about))


def list_logos(store: Store, *, removed: bool = False) -> list[Logo]:
    """The logos in the order of the band, or those that were removed."""
    with store.reading() as db:
        return stored.listed(db, removed=removed)


def show_logo(store: Store, key: UUID) -> Logo:
    """One logo, removed or not."""
    with store.reading() as db:
        return find(db, Logo, key)


def look_of(logo: Logo) -> bytes:
    """A PDF of the picture alone, as it prints; empty when it was damaged on its way."""
    picture = picture_of(logo)
    return picture_pdf(picture) if picture else b""


def owners_expected(store: Store, language: Language) -> dict[str, list[str]]:
    """For each place of the band, the names of those whose logo belongs there."""
    with store.reading() as db:
        programme = programmes.current(db)
    return {
        "emblem": [language("European Union")],
        "donor": list(other_donors(programme)),
        "agency": [names[0] for names in agencies_of(programme, language)],
        "partner": [],
    }


def change_logo(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write whose a logo is, where it stands or how high it is; never the picture itself."""
    unknown = next((name for name in values if name not in _CHANGEABLE), None)
    if unknown is not None:
        raise Problem(
            "logo-field-fixed",
            N_(
                "{name} of a logo cannot be changed. Nothing was changed. Import the logo again, or change place, owner, organisation_id or height."
            ),
            field=unknown,
            name=unknown,
        )
    read = read_values(Logo, values)
    with store.writing() as db:
        logo = find(db, Logo, key)
        moved = "place" in read and read["place"] != logo.place
        assign(logo, read)
        _check_named({"place": logo.place, "owner": logo.owner})
        _check_height(logo.height, is_emblem=logo.place == "emblem")
        picture = picture_of(logo)
        if picture is not None:
            check_height(picture)
        if logo.organisation_id:
            find(db, Organisation, logo.organisation_id)
        others = [each for each in stored.listed(db) if each.id != logo.id]
        _refuse_second_emblem(logo, others)
        if moved:
            logo.position = _last(others, logo.place) + 1
    return Changes.of({"logo"})


def move_logo(store: Store, key: UUID, steps: int) -> Changes:
    """Move a logo among those of its place; the order of the places is the donors'."""
    with store.writing() as db:
        logo = find(db, Logo, key)
        beside = [each for each in stored.listed(db) if each.place == logo.place]
        if logo not in beside:
            return Changes()
        at = beside.index(logo)
        beside.insert(max(0, min(len(beside) - 1, at + steps)), beside.pop(at))
        for number, each in enumerate(beside, 1):
            if each.position != number:
                each.position = number
    return Changes.of({"logo"})


def remove_logo(store: Store, key: UUID) -> Changes:
    """Take a logo off the band; its empty place comes back."""
    with store.writing() as db:
        find(db, Logo, key).removed = True
    return Changes.of({"logo"})


def restore_logo(store: Store, key: UUID) -> Changes:
    """Bring a removed logo back to its place."""
    with store.writing() as db:
        logo = find(db, Logo, key)
        logo.removed = False
        db.flush()
        _refuse_second_emblem(logo, [each for each in stored.listed(db) if each.id != key])
    return Changes.of({"logo"})


def preview_band(store: Store, language: Language) -> bytes:
    """The band as it prints on the papers, all partners in it, at true size."""
    with store.reading() as db:
        programme, found = programmes.current(db), stored.listed(db)
    visibility = band_of(programme, found, None, "", language)
    places = [BandPlace(language(paper), width, height) for paper, width, height in _ROOMS]
    return band_preview(visibility, places, language, language("Visibility band"))


# Rules


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise Problem(
                "logo-file-too-large",
                N_(
                    "This file is larger than {most} MB, too large for a logo. It was not kept. Export the logo as SVG, or as PNG about 600 dots high."
                ),
                most=_LARGEST_FILE // 1024 // 1024,
            )
        return file.read_bytes()
    except OSError:
        raise Problem(
            "logo-unreadable",
            N_("The file of the logo cannot be read. Nothing was changed. Check where it lies."),
        ) from None


def _check_named(values: Mapping[str, object]) -> None:
    for name in ("place", "owner"):
        if not values.get(name):
            raise Problem(
                "logo-incomplete",
                N_(
                    "A logo needs a place in the band and the name of its owner. Nothing was saved. Fill in both."
                ),
                field=name,
            )


def _check_height(height: Decimal | None, *, is_emblem: bool) -> None:
    if height is None:
        return
    if is_emblem and height < LOWEST_EMBLEM:
        raise Problem(
            "emblem-too-low",
            N_(
                "The emblem of the European Union must be at least {least} mm high. Nothing was saved. Give it that height or more."
            ),
            field="height",
            least=LOWEST_EMBLEM,
        )
    if not LOWEST <= height <= TALLEST:
        raise Problem(
            "logo-height",
            N_(
                "A logo is {least} to {most} mm high. Nothing was saved. Choose a height between these."
            ),
            field="height",
            least=LOWEST,
            most=TALLEST,
        )


def _refuse_second_emblem(logo: Logo, others: list[Logo]) -> None:
    if logo.place == "emblem" and any(each.place == "emblem" for each in others):
        raise Problem(
            "second-emblem",
            N_(
                "There is already an emblem, and only one may be shown. Nothing was changed. Remove the other one first."
            ),
            field="place",
        )


def _added(db: Db, place: str) -> Logo:
    """A new logo, the last of its place."""
    programme = programmes.current(db)
    position = _last(stored.listed(db), place) + 1
    logo = Logo(programme_id=programme.id if programme else None, position=position)
    db.add(logo)
    return logo


def _last(logos: list[Logo], place: str | None) -> int:
    return max((each.position or 0 for each in logos if each.place == place), default=0)


def _about_band(db: Db, logo: Logo, others: list[Logo]) -> Iterator[Finding]:
    """What is worth knowing of a logo among the others."""
    heights = [each.height for each in others if each.place == "emblem" and each.height]
    emblem = max(heights, default=LOWEST_EMBLEM)
    if logo.place != "emblem" and logo.height and logo.height > emblem:
        yield Finding(
            "logo-above-emblem",
            N_("No logo may be larger than the emblem: this one is printed {height} mm high."),
            "height",
            details={"height": f"{emblem:g}"},
        )
    if logo.place == "partner" and not logo.organisation_id:
        yield Finding(
            "partner-everywhere",
            N_(
                "No organisation was chosen, so this logo is printed for every activity, whoever hosts it."
            ),
            "organisation_id",
        )
    named = _expected(db, logo.place)
    if named and not is_owner(logo.owner or "", named):
        yield Finding(
            "owner-not-expected",
            N_(
                "The programme names {names} here. This logo is shown beside their places; give it one of these names to fill its place."
            ),
            "owner",
            details={"names": ", ".join(dict.fromkeys(named))},
        )


def _expected(db: Db, place: str | None) -> list[str]:
    programme = programmes.current(db)
    if place == "donor":
        return list(other_donors(programme))
    if place == "agency":
        return [name for code in LANGUAGES for names in agencies_of(programme, Language(code))
                for name in names[:2]]  # fmt: skip
    return []
