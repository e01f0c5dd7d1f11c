"""Badges on paper: names that fit, marks to cut by, codes to scan, blank ones to the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp

from ssc_desktop.domain.badge_code import badge_code
from ssc_desktop.language import Language
from ssc_desktop.paper.badges import (
    BANDS,
    SHAPES,
    Badge,
    BadgePaper,
    badges,
    drawn_badges,
)
from ssc_desktop.paper.frame import Visibility
from tests.paper.drawn import DPI, outside, overlapping, page_text, picture

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
LONG = (
    "Ministère délégué chargé des Marocains résidant à l’étranger et des Affaires de la Migration, "
    "Direction de la coopération"
)
KEYS = [UUID(int=0x0190B3A0 << 96 | at) for at in range(9)]
HARD = (
    Badge("Awa", "TRAORÉ", "عوا تراوري", LONG, "Côte d’Ivoire", no_photo=True),
    Badge("Jean-Baptiste Emmanuel Marie Désiré", "KOUAMÉ-YAO OUATTARA COULIBALY", "", LONG, "Mali",
          role="facilitator"),
    Badge("محمد بن عبد الله", "", "Mohammed BEN ABDELLAH", "الوزارة المنتدبة", "المغرب",
          role="interpreter"),
    Badge("Wolofsénégalaisetrèslonguement", "O", "", "", ""),
)  # fmt: skip


def sheet(count: int = 4, **changed: object) -> BadgePaper:
    people = tuple(
        replace(HARD[at % len(HARD)], code=badge_code(KEYS[at]), role_name="Participant·e")
        for at in range(count)
    )
    visibility = Visibility(
        "Cofinancé par l’Union européenne", "UE", ("BMZ",), ("GIZ", "EF"), (LONG,)
    )
    paper = BadgePaper(
        "ACSS-CI-2021-CAP-001", "DEMO Formation sur l’accès aux droits des migrant·e·s", people,
        "Participant·e", visibility=visibility,
    )  # fmt: skip
    return replace(paper, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("per_page", [8, 10])
@pytest.mark.parametrize(("neutral", "sensitive"), [(False, False), (True, False), (True, True)])
def test_nothing_overlaps_leaves_the_paper_or_is_cut(
    language: Language, per_page: int, neutral: bool, sensitive: bool
) -> None:
    paper = sheet(9, per_page=per_page, neutral=neutral, sensitive=sensitive)
    drawing = drawn_badges(paper, language)
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    assert drawing.cut == []


@pytest.mark.parametrize(
    ("count", "per_page", "pages"), [(0, 8, 1), (8, 8, 1), (9, 8, 2), (9, 10, 1)]
)
def test_blank_badges_fill_the_last_sheet(count: int, per_page: int, pages: int) -> None:
    pdf = badges(sheet(count, per_page=per_page), Language("en"))
    assert len(pdfium.PdfDocument(pdf)) == pages
    text = " ".join(page_text(pdf, page) for page in range(pages)).split()
    assert text.count("Organisation") == pages * per_page - count
    assert text.count("Participant·e") == pages * per_page


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("per_page", [8, 10])
def test_every_code_is_read_and_holds_the_key_alone(language: Language, per_page: int) -> None:
    page = picture(badges(sheet(4, per_page=per_page), language))
    read = {each.text for each in zxingcpp.read_barcodes(page)}
    assert read == {f"SSCP1:{key.hex.upper()}" for key in KEYS[:4]}


@pytest.mark.parametrize("per_page", [8, 10])
def test_badges_lie_within_their_marks_and_never_on_a_cut(per_page: int) -> None:
    drawing = drawn_badges(sheet(9, per_page=per_page), Language("fr"))
    shape = SHAPES[per_page]
    left, top = 105 - shape.width, (297 - shape.down * shape.height) / 2
    for box in drawing.boxes:
        across, down = (box.x - left) / shape.width, (box.y - top) / shape.height
        assert int(across) == int((box.x + box.width - left) / shape.width)
        assert int(down) == int((box.y + box.height - top - 0.3) / shape.height)


def coloured(pdf: bytes) -> np.ndarray:
    """Where a page has colour, as a mask of its dots."""
    page = pdfium.PdfDocument(pdf)[0].render(scale=DPI / 72).to_numpy().astype(int)
    return (page.max(axis=2) - page.min(axis=2)) > 60


def test_who_refuses_photos_has_a_coloured_disc_and_the_words() -> None:
    pdf = badges(sheet(4), Language("en"))
    assert page_text(pdf).count("No photo") == 1
    down, across = np.nonzero(coloured(pdf))
    # A disc of 6.8 mm, on the first badge only.
    side = 6.8 / 25.4 * DPI
    assert down.max() - down.min() == pytest.approx(side, abs=3)
    assert across.max() - across.min() == pytest.approx(side, abs=3)
    assert len(down) == pytest.approx(np.pi * (side / 2) ** 2, rel=0.05)
    assert across.max() < 105 / 25.4 * DPI
    willing = sheet(1, badges=(replace(HARD[1], no_photo=False),))
    assert not coloured(badges(willing, Language("en"))).any()


def test_the_shade_of_roles_is_told_apart_without_colour() -> None:
    def tone(role: str) -> tuple[float, bool]:
        return BANDS[role].grey, BANDS[role].outlined

    main = ("participant", "facilitator", "organiser", "interpreter", "press")
    assert len({tone(role) for role in main}) == len(main)
    assert all(abs(band.grey - band.ink) >= 0.35 for band in BANDS.values())


def test_a_sensitive_badge_says_no_title_and_a_neutral_one_no_donor() -> None:
    hidden = page_text(badges(sheet(sensitive=True, neutral=True), Language("fr")))
    for words in ("DEMO", "Cofinancé", "GIZ", "BMZ"):
        assert words not in hidden
    neutral = page_text(badges(sheet(neutral=True), Language("fr")))
    assert "DEMO" in neutral
    assert "Cofinancé" not in neutral


@pytest.mark.parametrize("make", [lambda: sheet(9), lambda: sheet(9, per_page=10)])
def test_the_same_paper_gives_the_same_bytes(make: Callable[[], BadgePaper]) -> None:
    assert badges(make(), Language("ar")) == badges(make(), Language("ar"))
