"""Text on paper: wrapped, fitted, justified, cut and told so, copied back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.language import Language
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.shaping import shape
from ssc_desktop.paper.text import Style, fit, isolated, line_width, ltr, runs_rtl, width_of, wrap
from tests.paper.drawn import outside, overlapping, page_text


def test_telephone_numbers_keep_their_order_in_arabic_sentences() -> None:
    said = isolated("الهاتف +225 07 08 09 10 11 أو awa.kone@ssc.ci (REF-2026-0147)")
    for code in ("+225 07 08 09 10 11", "awa.kone@ssc.ci", "REF-2026-0147"):
        assert ltr(code) in said
    line = shape(said, rtl=True, language="ar")
    shown = "".join(glyph.text for run in line.runs for glyph in run.glyphs)
    assert "+225 07 08 09 10 11" in shown
    assert "REF-2026-0147" in shown


def test_narrow_space_of_french_numbers_has_its_glyph() -> None:
    line = shape("1\u202f234", rtl=False)
    assert all(glyph.glyph for run in line.runs for glyph in run.glyphs)
    assert 0 < line.runs[0].glyphs[1].advance < shape(" ", rtl=False).width + 1


def test_a_character_no_font_draws_still_takes_its_place() -> None:
    line = shape("a\u4e2db", rtl=False)
    assert [glyph.text for glyph in line.runs[0].glyphs] == ["a", "\u4e2d", "b"]


WORDS = st.sampled_from(
    ["atelier", "ورشة", "Abidjan", "التكوينية", "2021", "(CNSS)", "+225", "l’étranger", "؟", "%"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40), st.floats(15, 90), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing(words: list[str], width: float, rtl: bool) -> None:
    style = Style(9, language="ar" if rtl else "fr", rtl=rtl)
    text = " ".join(words)
    lines = wrap(text, style, width)
    assert all(line_width(line, style.size) <= width + 0.01 for line in lines)
    drawn = sum(len(glyph.text) for line in lines for run in line.runs for glyph in run.glyphs)
    assert len(text) - drawn <= len(lines) - 1


def test_a_word_longer_than_its_line_is_broken_rather_than_overflowing() -> None:
    style = Style(9)
    lines = wrap("x" * 200, style, 30)
    assert len(lines) > 3
    assert all(line_width(line, 9) <= 30 for line in lines)


def test_cells_shrink_then_wrap_then_end_in_an_ellipsis() -> None:
    style = Style(8)
    short = fit("Mairie de Bouaké", style, 40, 9)
    assert (len(short.lines), short.style.size) == (1, 8)
    tight = fit("Mairie de Bouaké", style, width_of("Mairie de Bouaké", style) * 0.9, 9)
    assert len(tight.lines) == 1
    assert 6.8 <= tight.style.size < 8
    wrapped = fit("Direction générale des Ivoiriens de l’extérieur", style, 40, 9)
    assert len(wrapped.lines) == 2
    cut = fit("Direction générale des Ivoiriens de l’extérieur " * 5, style, 40, 9)
    assert cut.cut
    assert cut.lines[-1].runs[-1].glyphs[-1].text == "…"
    for content in (short, tight, wrapped, cut):
        assert content.width <= 40.01
        assert content.height <= 9.01


def test_justified_lines_reach_both_edges_and_the_last_does_not() -> None:
    drawing = Drawing(A4, Language("fr"), title="Essai")
    words = "Le renforcement des capacités des acteurs institutionnels " * 4
    drawing.paragraph(20, 20, 100, words.strip(), drawing.style(9), justified=True)
    widths = [box.width for box in drawing.boxes]
    assert len(widths) > 2
    assert all(width == pytest.approx(100) for width in widths[:-1])
    assert widths[-1] < 100


def test_text_comes_back_from_the_file_letter_by_letter() -> None:
    drawing = Drawing(A4, Language("fr"), title="Essai")
    lines = [
        "أُنجزت هذه الوثيقة",
        "cœur, Noël, n° 7, efficace, office",
        "الأمم المتحدة",
        "محمد بن عبد الله",
        "ⴰⵎⴰⵣⵉⵖ",
        "1 234",
    ]
    for at, line in enumerate(lines):
        drawing.text(20, 30 + 12 * at, line, drawing.value_style(line, 12))
    text = page_text(drawing.finish())
    # Marks above letters are copied apart; what is copied holds nothing that was not written.
    assert set(text) - set("".join(lines)) <= set("\r\n ")
    for line in lines[1:]:
        assert all(word in text for word in line.split())


@pytest.mark.parametrize(
    ("text", "sheet", "expected"),
    [
        ("Abidjan، كوت ديفوار", True, True),
        ("Fès (فاس)", False, False),
        ("Abidjan", True, False),
        ("محمد", False, True),
        ("12–14", True, True),
        ("متابعة تنفيذ التوصيات مع DGIE وتنظيم لقاء تواصلي قبل نهاية السنة المقبلة", False, True),
    ],
)
def test_values_run_as_people_read_them(text: str, sheet: bool, expected: bool) -> None:
    assert runs_rtl(text, sheet) is expected


def test_boxes_of_a_mirrored_page_mirror() -> None:
    def boxes(code: str) -> list[tuple[float, float]]:
        drawing = Drawing(A4, Language(code), title="Essai")
        drawing.text(20, 20, "Abidjan", drawing.value_style("Abidjan"))
        drawing.text(20, 40, "Abidjan", drawing.value_style("Abidjan"), width=60, align="end")
        assert overlapping(drawing) == outside(drawing) == []
        return [(round(box.x, 3), round(box.x + box.width, 3)) for box in drawing.boxes]

    mirrored = [(round(210 - right, 3), round(210 - left, 3)) for left, right in boxes("ar")]
    assert mirrored == boxes("fr")


def test_a_drawing_tells_what_was_cut_and_what_does_not_fit() -> None:
    drawing = Drawing(A4, Language("ar"), title="Essai")
    style = drawing.style(8)
    long = "Direction générale des Ivoiriens de l’extérieur " * 5
    drawing.fitted(20, 20, 60, 9, fit("Mairie de Bouaké", style, 60, 9))
    drawing.text(20, 40, "Mairie", style, width=60, align="center")
    drawing.paragraph(20, 50, 60, long, style)
    assert drawing.cut == []
    drawing.fitted(20, 80, 40, 9, fit(long, style, 40, 9))
    drawing.fitted(20, 100, 40, 3, fit(long, style, 40, 30))
    drawing.text(20, 120, long, style, width=60)
    assert [(box.where, round(box.x, 3), box.y) for box in drawing.cut[:2]] == [
        (1, 150, 80),
        (1, 150, 100),
    ]
    assert len(drawing.cut) == 3
    assert drawing.cut[2].width > 60


def test_the_widest_word_decides_how_far_a_text_shrinks() -> None:
    style = Style(8)
    # The longest word by letters is not the widest.
    content = fit("illiilliilliil WWWW", style, width_of("illiilliilliil", style), 9)
    assert not content.cut
    assert len(content.lines) == 2
    assert content.width <= width_of("illiilliilliil", style) + 0.01


def test_isolates_that_bend_nothing_do_not_cut_a_line() -> None:
    assert len(shape(ltr("+225 07 08 09") + " (bureau)", rtl=False).runs) == 1
    assert len(shape("Fès (فاس)", rtl=False).runs) == 3


@pytest.mark.parametrize("control", ["\t", "\n", "\x85", "\u2028"])
def test_controls_between_words_are_blanks(control: str) -> None:
    assert width_of(f"a{control}b", Style(9)) == width_of("a b", Style(9))


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("override", ["\u202e", "\u202d"])
def test_an_override_inside_a_name_does_not_turn_it_round(override: str, rtl: bool) -> None:
    name = "Awa TRAORÉ"
    bent = shape(f"Awa{override} TRAORÉ", rtl=rtl)
    plain = shape(name, rtl=rtl)
    assert [run.keys for run in bent.runs] == [run.keys for run in plain.runs]
