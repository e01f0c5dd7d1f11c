"""Logos: imported with checks, in the order of the band, on the sheets of those they belong to."""

from __future__ import annotations

import base64
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.logo import PNG, SVG, Logo
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import activities, enrolment, exchange, logos, organisations, printing
from ssc_desktop.services.band_contents import band_of, is_owner, picture_of
from ssc_desktop.services.sheet_contents import read_around, visibility_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.records import find
from tests.paper import demo_logos

FRENCH = Language("fr")


def take_in(
    workspace: Workspace, content: bytes, place: str, owner: str, **more: Any
) -> logos.Imported:
    """Import a logo from a file of its own."""
    file = workspace.folder / f"{uuid4().hex}.logo"
    file.write_bytes(content)
    return logos.import_logo(workspace, file, place=place, owner=owner, **more)


def code_of(workspace: Workspace, content: bytes, place: str, owner: str, **more: Any) -> str:
    with pytest.raises(Problem) as refused:
        take_in(workspace, content, place, owner, **more)
    return refused.value.code


@pytest.fixture
def dressed(office: Workspace) -> Workspace:
    """An office with the logos of everybody but the partners."""
    take_in(office, demo_logos.square_svg(), "agency", "GIZ")
    take_in(office, demo_logos.wide_svg(), "donor", "BMZ")
    take_in(office, demo_logos.emblem_svg(), "emblem", "European Union")
    return office


def test_a_logo_is_kept_clean_with_its_fingerprint(office: Workspace) -> None:
    made = take_in(office, demo_logos.emblem_svg(), "emblem", "Union européenne")
    assert made.warnings == ()
    assert (made.logo.media_type, made.logo.height) == (SVG, Decimal(10))
    (kept,) = logos.list_logos(office.store)
    assert kept.programme_id is not None
    assert b"DEMO" not in base64.b64decode(kept.content or "")
    assert logos.look_of(kept).startswith(b"%PDF")
    png = take_in(office, demo_logos.png((3000, 600)), "partner", "Ministère DEMO")
    assert (png.logo.media_type, png.logo.height) == (PNG, Decimal("6"))
    assert {each.code for each in png.warnings} == {"logo-shrunk", "partner-everywhere"}


def test_logos_are_listed_in_the_order_of_the_donors(dressed: Workspace) -> None:
    take_in(dressed, demo_logos.wide_svg(), "agency", "Expertise France")
    owners = [each.owner for each in logos.list_logos(dressed.store)]
    assert owners == ["European Union", "BMZ", "GIZ", "Expertise France"]
    last = logos.list_logos(dressed.store)[-1]
    logos.move_logo(dressed.store, last.id, -5)
    owners = [each.owner for each in logos.list_logos(dressed.store)]
    assert owners == ["European Union", "BMZ", "Expertise France", "GIZ"]


def test_the_same_logo_twice_is_one(dressed: Workspace) -> None:
    first = logos.list_logos(dressed.store)[1]
    logos.remove_logo(dressed.store, first.id)
    again = take_in(dressed, demo_logos.wide_svg(), "donor", "BMZ", height="7").logo
    assert again.id == first.id
    assert (len(logos.list_logos(dressed.store)), again.height) == (3, Decimal(7))


def test_what_cannot_be_is_refused_and_nothing_is_kept(office: Workspace, tmp_path: Path) -> None:
    emblem = demo_logos.emblem_svg()
    assert code_of(office, emblem, "emblem", "UE", height="9,5") == "emblem-too-low"
    assert code_of(office, emblem, "donor", "BMZ", height="40") == "logo-height"
    assert code_of(office, emblem, "donor", "BMZ", height="high") == "not-an-amount"
    assert code_of(office, emblem, "donor", " ") == "logo-incomplete"
    assert code_of(office, emblem, "middle", "BMZ") == "unknown-code"
    assert code_of(office, emblem, "partner", "X", organisation=uuid4()) == "not-found"
    assert code_of(office, b"GIF89a", "donor", "BMZ") == "not-a-logo"
    assert code_of(office, b"<" * (11 * 1024 * 1024), "donor", "BMZ") == "logo-file-too-large"
    with pytest.raises(Problem) as refused:
        logos.import_logo(office, tmp_path / "none.svg", place="donor", owner="BMZ")
    assert refused.value.code == "logo-unreadable"
    assert logos.list_logos(office.store) == []
    assert logos.list_logos(office.store, removed=True) == []


def test_there_is_one_emblem(dressed: Workspace) -> None:
    other = demo_logos.png((480, 320), ground=(26, 79, 139))
    assert code_of(dressed, other, "emblem", "UE") == "second-emblem"
    first, donor, _ = logos.list_logos(dressed.store)
    with pytest.raises(Problem, match="second-emblem"):
        logos.change_logo(dressed.store, donor.id, {"place": "emblem", "height": "10"})
    logos.remove_logo(dressed.store, first.id)
    made = take_in(dressed, other, "emblem", "UE")
    assert made.warnings == ()
    with pytest.raises(Problem, match="second-emblem"):
        logos.restore_logo(dressed.store, first.id)
    assert [each.owner for each in logos.list_logos(dressed.store)] == ["UE", "BMZ", "GIZ"]


def test_a_change_is_checked_like_an_import(dressed: Workspace) -> None:
    emblem, donor, _ = logos.list_logos(dressed.store)
    seal = take_in(dressed, demo_logos.png((210, 140)), "partner", "Ministère DEMO").logo
    cases: list[tuple[Logo, dict[str, object], str]] = [
        (emblem, {"height": "8"}, "emblem-too-low"),
        (donor, {"owner": ""}, "logo-incomplete"),
        (donor, {"content": "AAAA"}, "logo-field-fixed"),
        (donor, {"organisation_id": str(uuid4())}, "not-found"),
        (seal, {"height": "26"}, "logo-height"),
        (seal, {"height": "25"}, "png-too-coarse"),
    ]
    for logo, values, code in cases:
        with pytest.raises(Problem, match=code):
            logos.change_logo(dressed.store, logo.id, values)
    logos.change_logo(dressed.store, seal.id, {"place": "agency", "owner": "Expertise France"})
    places = [(each.place, each.owner) for each in logos.list_logos(dressed.store)]
    assert places[-1] == ("agency", "Expertise France")


def test_what_is_worth_knowing_is_told(dressed: Workspace) -> None:
    tall = take_in(dressed, demo_logos.png((600, 600)), "agency", "Somebody", height="14")
    assert [each.code for each in tall.warnings] == ["logo-above-emblem", "owner-not-expected"]
    assert "Expertise France" in str(tall.warnings[1].details["names"])
    owners = logos.owners_expected(dressed.store, FRENCH)
    assert (owners["donor"], owners["agency"]) == (["BMZ"], ["GIZ", "Expertise France"])


def test_an_owner_is_known_by_any_of_its_names() -> None:
    giz = ("GIZ", "الوكالة الألمانية للتعاون الدولي (GIZ)")
    assert is_owner("giz", giz)
    assert is_owner("Deutsche GIZ", giz)
    assert is_owner("Coopération", ["COOPERATION"])
    assert not is_owner("Expertise France", giz)
    assert not is_owner("", giz)
    assert not is_owner("!", ["?"])


def _band(workspace: Workspace, host: str, language: Language = FRENCH) -> Any:
    with workspace.store.reading() as db:
        return visibility_of(read_around(db, None), host, language)


def test_empty_places_stay_where_they_are_named(dressed: Workspace) -> None:
    agency = logos.list_logos(dressed.store)[2]
    band = _band(dressed, "")
    assert (band.donors, band.agencies) == (("BMZ",), ("GIZ", "Expertise France"))
    assert set(band.pictures) == {"Union européenne", "BMZ", "GIZ"}
    logos.change_logo(dressed.store, agency.id, {"owner": "Expertise France"})
    band = _band(dressed, "")
    assert band.agencies == ("GIZ", "Expertise France")
    assert "GIZ" not in band.pictures
    arabic = _band(dressed, "", Language("ar"))
    assert arabic.agencies[1] in arabic.pictures
    logos.change_logo(dressed.store, agency.id, {"owner": "Troisième"})
    assert _band(dressed, "").agencies == ("GIZ", "Expertise France", "Troisième")


def test_a_partner_is_shown_where_it_hosts(dressed: Workspace) -> None:
    first, second = organisations.list_organisations(dressed.store)[:2]
    names = [FRENCH.choose(each.name_en, each.name_fr, each.name_ar) for each in (first, second)]
    take_in(dressed, demo_logos.png(), "partner", "Sceau", organisation=first.id)
    assert _band(dressed, names[0]).pictures.keys() >= {names[0]}
    assert _band(dressed, names[0]).partners == (names[0],)
    elsewhere = _band(dressed, names[1])
    assert elsewhere.partners == (names[1],)
    assert names[1] not in elsewhere.pictures
    assert _band(dressed, "").partners == ("Ministère partenaire",)
    take_in(dressed, demo_logos.square_svg(), "partner", "Partout DEMO")
    assert _band(dressed, names[1]).partners == (names[1], "Partout DEMO")
    everybody = logos.preview_band(dressed.store, FRENCH)
    assert len(pdfium.PdfDocument(everybody)) == 1


def test_sheets_carry_the_logos_and_neutral_ones_do_not(dressed: Workspace) -> None:
    made = activities.add_activity(
        dressed.store, "workshop", {"title": "Atelier DEMO", "start": "2021-08-16", "country": "CI"}
    )
    sheet = printing.print_attendance(dressed.store, made.id, language=FRENCH, recorded=False).pdf
    page = printing.print_activity(dressed.store, made.id, language=FRENCH).pdf
    assert all(b"/FormXob.logo-" in content for content in (sheet, page))
    activities.change_activity(dressed.store, made.id, {"without_visibility": True})
    sheet = printing.print_attendance(dressed.store, made.id, language=FRENCH, recorded=False).pdf
    page = printing.print_activity(dressed.store, made.id, language=FRENCH).pdf
    assert not any(b"/FormXob.logo-" in content for content in (sheet, page))


def test_a_logo_altered_on_its_way_is_not_printed(dressed: Workspace) -> None:
    logo = logos.list_logos(dressed.store)[0]
    with dressed.store.writing() as db:
        altered = demo_logos.kept(demo_logos.square_svg()).content
        find(db, Logo, logo.id).content = base64.b64encode(altered).decode()
    logo = logos.show_logo(dressed.store, logo.id)
    assert picture_of(logo) is None
    assert logos.look_of(logo) == b""
    assert "Union européenne" not in _band(dressed, "").pictures
    assert picture_of(Logo(content="é", sha256="0", height=None)) is None
    assert band_of(None, [logo], None, "", FRENCH).pictures == {}


def test_logos_travel_in_bundles(
    dressed: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    card = enrolment.make_card(headquarters, tmp_path).file
    enrolment.approve(headquarters, enrolment.join(dressed, card, tmp_path).file)
    bundle = exchange.export_bundle(dressed, output=tmp_path)
    exchange.import_bundles(headquarters, [bundle.file])
    sent, got = (logos.list_logos(each.store) for each in (dressed, headquarters))
    assert [(each.owner, each.sha256) for each in got] == [
        (each.owner, each.sha256) for each in sent
    ]
    assert len(got) == 3
    assert all(picture_of(each) for each in got)
