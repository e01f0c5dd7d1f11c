"""Lines of text with the runs a reader of both scripts expects, from left to right as drawn.

Every run is its font, its direction and its text in reading order; they are derived by hand from
UAX #9, never from what the program gives. Digits and signs are those of the Latin font, which
stands first in the chain; a blank stays with the run before it.
"""

from __future__ import annotations

from typing import NamedTuple

LATIN, ARABIC = "NotoSans-Regular", "NotoSansArabic-Regular"
TIFINAGH, NKO = "NotoSansTifinagh-Regular", "NotoSansNKo-Regular"


class Line(NamedTuple):
    """A text, which way its paragraph runs, and its runs."""

    direction: str
    text: str
    runs: list[tuple[str, str, str]]


GOLDEN = [
    # The thirteen that the sheets were first judged by.
    Line("rtl", "ورقة حضور الدورة التكوينية", [(ARABIC, "rtl", "ورقة حضور الدورة التكوينية")]),
    Line(
        "rtl",
        "من 12/05/2026 (5 أيام)",
        [
            (LATIN, "rtl", ")"),
            (ARABIC, "rtl", "أيام"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "5"),
            (LATIN, "rtl", " ("),
            (LATIN, "ltr", "12/05/2026"),
            (ARABIC, "rtl", "من "),
        ],
    ),
    Line(
        "rtl",
        "مشروع SSC – Formation (Abidjan) رقم 12",
        [
            (LATIN, "ltr", "12"),
            (ARABIC, "rtl", "رقم "),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "SSC – Formation (Abidjan)"),
            (ARABIC, "rtl", "مشروع "),
        ],
    ),
    Line(
        "rtl",
        "القسم2026 والمادة",
        [
            (ARABIC, "rtl", "والمادة"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "2026"),
            (ARABIC, "rtl", "القسم"),
        ],
    ),
    Line("rtl", "مُحَمَّدٌ عَبْدُ اللهِ بنُ الأَمِينِ", [(ARABIC, "rtl", "مُحَمَّدٌ عَبْدُ اللهِ بنُ الأَمِينِ")]),
    Line(
        "rtl",
        "لا الأمم الآن إلى الإلغاء لأجل ﷺ",
        [(ARABIC, "rtl", "لا الأمم الآن إلى الإلغاء لأجل ﷺ")],
    ),
    Line(
        "rtl",
        "العدد ١٢٣ مشاركاً",
        [(ARABIC, "rtl", " مشاركاً"), (ARABIC, "ltr", "١٢٣"), (ARABIC, "rtl", "العدد ")],
    ),
    Line(
        "rtl",
        "(CNSS-مغرب) 100%",
        [
            (LATIN, "ltr", "%100"),
            (LATIN, "rtl", ") "),
            (ARABIC, "rtl", "مغرب"),
            (LATIN, "rtl", "-"),
            (LATIN, "ltr", "CNSS"),
            (LATIN, "rtl", "("),
        ],
    ),
    Line(
        "ltr",
        "Réunion à Fès (فاس), n° 7",
        [(LATIN, "ltr", "Réunion à Fès ("), (ARABIC, "rtl", "فاس"), (LATIN, "ltr", "), n° 7")],
    ),
    Line(
        "rtl",
        "هاتف \u2066+225 07 08 09\u2069 ثم",
        [
            (ARABIC, "rtl", "ثم"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "+225 07 08 09"),
            (ARABIC, "rtl", "هاتف "),
        ],
    ),
    Line("ltr", "1\u202f234,50 F\u202fCFA", [(LATIN, "ltr", "1\u202f234,50 F\u202fCFA")]),
    Line("ltr", "ⴰⵎⴰⵣⵉⵖ Idir", [(TIFINAGH, "ltr", "ⴰⵎⴰⵣⵉⵖ "), (LATIN, "ltr", "Idir")]),
    Line("ltr", "ߒߞߏ Keïta", [(NKO, "rtl", "ߒߞߏ"), (NKO, "ltr", " "), (LATIN, "ltr", "Keïta")]),
    # Digits after Arabic letters are Arabic digits, even European ones (W2): no sign joins them.
    Line(
        "rtl",
        "الاجتماع يوم ١٢/٠٥/٢٠٢٦",
        [
            (ARABIC, "ltr", "١٢"),
            (LATIN, "ltr", "/"),
            (ARABIC, "ltr", "٠٥"),
            (LATIN, "ltr", "/"),
            (ARABIC, "ltr", "٢٠٢٦"),
            (ARABIC, "rtl", "الاجتماع يوم "),
        ],
    ),
    Line(
        "rtl",
        "نسبة 50% من النساء",
        [
            (ARABIC, "rtl", "من النساء"),
            (LATIN, "rtl", "% "),
            (LATIN, "ltr", "50"),
            (ARABIC, "rtl", "نسبة "),
        ],
    ),
    Line(
        "rtl", "نسبة ٥٠٪", [(ARABIC, "rtl", "٪"), (ARABIC, "ltr", "٥٠"), (ARABIC, "rtl", "نسبة ")]
    ),
    Line(
        "rtl", "100% مكتمل", [(ARABIC, "rtl", "مكتمل"), (LATIN, "rtl", " "), (LATIN, "ltr", "100%")]
    ),
    Line(
        "rtl", "السعر €25", [(LATIN, "ltr", "25"), (LATIN, "rtl", "€"), (ARABIC, "rtl", "السعر ")]
    ),
    Line(
        "rtl",
        "من 08:30 إلى 12:30",
        [
            (LATIN, "ltr", "12:30"),
            (ARABIC, "rtl", "إلى "),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "08:30"),
            (ARABIC, "rtl", "من "),
        ],
    ),
    Line("rtl", "2026 سنة", [(ARABIC, "rtl", "سنة"), (LATIN, "rtl", " "), (LATIN, "ltr", "2026")]),
    Line("rtl", "العدد ۱۲۳", [(ARABIC, "ltr", "۱۲۳"), (ARABIC, "rtl", "العدد ")]),
    Line(
        "rtl",
        "المجموع ١٬٢٣٤\u066b٥ درهم",
        [(ARABIC, "rtl", " درهم"), (ARABIC, "ltr", "١٬٢٣٤\u066b٥"), (ARABIC, "rtl", "المجموع ")],
    ),
    # Blanks that do not break keep the groups of a number together; plain blanks turn them round.
    Line(
        "rtl",
        "المبلغ 1\u00a0500 درهم",
        [
            (ARABIC, "rtl", "درهم"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "1\u00a0500"),
            (ARABIC, "rtl", "المبلغ "),
        ],
    ),
    Line(
        "rtl",
        "المبلغ 1\u202f500 درهم",
        [
            (ARABIC, "rtl", "درهم"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "1\u202f500"),
            (ARABIC, "rtl", "المبلغ "),
        ],
    ),
    Line(
        "rtl",
        "المبلغ 1 500 درهم",
        [
            (ARABIC, "rtl", "درهم"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "500"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "1"),
            (ARABIC, "rtl", "المبلغ "),
        ],
    ),
    Line(
        "rtl",
        "الأيام 3-5",
        [(LATIN, "ltr", "5"), (LATIN, "rtl", "-"), (LATIN, "ltr", "3"), (ARABIC, "rtl", "الأيام ")],
    ),
    # Isolates: numbers to dial, addresses and codes read from left to right wherever they stand.
    Line("rtl", "الأيام \u20663-5\u2069", [(LATIN, "ltr", "3-5"), (ARABIC, "rtl", "الأيام ")]),
    Line(
        "rtl",
        "اتصل على \u2066(+212) 5 37-00-00-00\u2069 صباحا",
        [
            (ARABIC, "rtl", "صباحا"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "(+212) 5 37-00-00-00"),
            (ARABIC, "rtl", "اتصل على "),
        ],
    ),
    Line(
        "rtl",
        "البريد \u2066awa.kone@ssc.ci\u2069، شكرا",
        [(ARABIC, "rtl", "، شكرا"), (LATIN, "ltr", "awa.kone@ssc.ci"), (ARABIC, "rtl", "البريد ")],
    ),
    Line(
        "rtl",
        "الملف \u20662026/MA/07\u2069 جاهز",
        [
            (ARABIC, "rtl", "جاهز"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "2026/MA/07"),
            (ARABIC, "rtl", "الملف "),
        ],
    ),
    Line(
        "rtl",
        "انظر \u2066https://exemple.ci/a?b=1\u2069",
        [(LATIN, "ltr", "https://exemple.ci/a?b=1"), (ARABIC, "rtl", "انظر ")],
    ),
    Line(
        "rtl",
        "الحرارة \u2066-5\u00a0°C\u2069",
        [(LATIN, "ltr", "-5\u00a0°C"), (ARABIC, "rtl", "الحرارة ")],
    ),
    Line(
        "rtl",
        "المؤسسة \u2068DGIE Rabat\u2069 المغرب",
        [
            (ARABIC, "rtl", "المغرب"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "DGIE Rabat"),
            (ARABIC, "rtl", "المؤسسة "),
        ],
    ),
    Line(
        "ltr",
        "Nom : \u2067محمد (5)\u2069 fin",
        [
            (LATIN, "ltr", "Nom : "),
            (LATIN, "rtl", ")"),
            (LATIN, "ltr", "5"),
            (LATIN, "rtl", "("),
            (ARABIC, "rtl", "محمد "),
            (LATIN, "ltr", " fin"),
        ],
    ),
    Line(
        "ltr",
        "Tél. \u2066+225 07 08 09\u2069 (bureau)",
        [(LATIN, "ltr", "Tél. +225 07 08 09 (bureau)")],
    ),
    # The same without isolates: what UAX #9 alone makes of it.
    Line(
        "rtl",
        "البريد awa.kone@ssc.ci شكرا",
        [
            (ARABIC, "rtl", "شكرا"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "awa.kone@ssc.ci"),
            (ARABIC, "rtl", "البريد "),
        ],
    ),
    Line(
        "rtl",
        "المرجع MA-CI-2026-003 نهائي",
        [
            (ARABIC, "rtl", "نهائي"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "MA-CI-2026-003"),
            (ARABIC, "rtl", "المرجع "),
        ],
    ),
    Line(
        "rtl",
        "الملف 2026/MA/07 جاهز",
        [
            (ARABIC, "rtl", "جاهز"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "MA/07"),
            (LATIN, "rtl", "/"),
            (LATIN, "ltr", "2026"),
            (ARABIC, "rtl", "الملف "),
        ],
    ),
    Line(
        "rtl",
        "ورشة Formation 2026 في الرباط",
        [
            (ARABIC, "rtl", "في الرباط"),
            (LATIN, "rtl", " "),
            (LATIN, "ltr", "Formation 2026"),
            (ARABIC, "rtl", "ورشة "),
        ],
    ),
    Line(
        "rtl", "C++\u200e لغة", [(ARABIC, "rtl", "لغة"), (LATIN, "rtl", " "), (LATIN, "ltr", "C++")]
    ),
    # Brackets and quotation marks turn with what they enclose or what stands before them (N0).
    Line(
        "rtl",
        "قال «نعم» ثم ذهب",
        [
            (ARABIC, "rtl", "ثم ذهب"),
            (LATIN, "rtl", "» "),
            (ARABIC, "rtl", "نعم"),
            (LATIN, "rtl", "«"),
            (ARABIC, "rtl", "قال "),
        ],
    ),
    Line(
        "rtl",
        "نص [ملاحظة] نص",
        [
            (ARABIC, "rtl", "نص"),
            (LATIN, "rtl", "] "),
            (ARABIC, "rtl", "ملاحظة"),
            (LATIN, "rtl", "["),
            (ARABIC, "rtl", "نص "),
        ],
    ),
    Line(
        "rtl",
        "(أ [ب] ج)",
        [
            (LATIN, "rtl", ")"),
            (ARABIC, "rtl", "ج"),
            (LATIN, "rtl", "] "),
            (ARABIC, "rtl", "ب"),
            (LATIN, "rtl", "["),
            (ARABIC, "rtl", "أ "),
            (LATIN, "rtl", "("),
        ],
    ),
    Line(
        "ltr",
        "Fès (فاس) et Tétouan (تطوان)",
        [
            (LATIN, "ltr", "Fès ("),
            (ARABIC, "rtl", "فاس"),
            (LATIN, "ltr", ") et Tétouan ("),
            (ARABIC, "rtl", "تطوان"),
            (LATIN, "ltr", ")"),
        ],
    ),
    Line(
        "ltr",
        "Awa عوا (خديجة) Koné",
        [
            (LATIN, "ltr", "Awa "),
            (LATIN, "rtl", ")"),
            (ARABIC, "rtl", "خديجة"),
            (LATIN, "rtl", "("),
            (ARABIC, "rtl", "عوا "),
            (LATIN, "ltr", " Koné"),
        ],
    ),
    Line(
        "ltr",
        "«\u202fÉgalité\u202f» et “droits”",
        [(LATIN, "ltr", "«\u202fÉgalité\u202f» et “droits”")],
    ),
    # Signs at the end and between words.
    Line("rtl", "هل وصلت؟ نعم!", [(LATIN, "rtl", "!"), (ARABIC, "rtl", "هل وصلت؟ نعم")]),
    Line("rtl", "وصل الخبر.", [(LATIN, "rtl", "."), (ARABIC, "rtl", "وصل الخبر")]),
    Line(
        "ltr", "Voir ورشة.", [(LATIN, "ltr", "Voir "), (ARABIC, "rtl", "ورشة"), (LATIN, "ltr", ".")]
    ),
    Line(
        "rtl",
        "الرباط – فاس",
        [(ARABIC, "rtl", "فاس"), (LATIN, "rtl", "– "), (ARABIC, "rtl", "الرباط ")],
    ),
    Line("rtl", "نعم/لا", [(ARABIC, "rtl", "لا"), (LATIN, "rtl", "/"), (ARABIC, "rtl", "نعم")]),
    Line("rtl", "وهكذا…", [(LATIN, "rtl", "…"), (ARABIC, "rtl", "وهكذا")]),
    Line("rtl", "أولا؛ ثانيا، ثالثا", [(ARABIC, "rtl", "أولا؛ ثانيا، ثالثا")]),
    # Names in both scripts.
    Line(
        "rtl",
        "خديجة الإدريسي Khadija EL IDRISSI",
        [(LATIN, "ltr", "Khadija EL IDRISSI"), (ARABIC, "rtl", "خديجة الإدريسي ")],
    ),
    Line(
        "ltr",
        "Khadija EL IDRISSI خديجة الإدريسي",
        [(LATIN, "ltr", "Khadija EL IDRISSI "), (ARABIC, "rtl", "خديجة الإدريسي")],
    ),
    Line("ltr", "N'Guessan, d’Abidjan", [(LATIN, "ltr", "N'Guessan, d’Abidjan")]),
    # Letters that join, ligatures, marks on marks, letters of the Maghreb.
    Line("rtl", "الإمـــارات", [(ARABIC, "rtl", "الإمـــارات")]),
    Line("rtl", "هٰذَا رَبُّنَا", [(ARABIC, "rtl", "هٰذَا رَبُّنَا")]),
    Line("rtl", "بسم الله", [(ARABIC, "rtl", "بسم الله")]),
    Line("rtl", "فڭيڭ وڤاس وپاريس", [(ARABIC, "rtl", "فڭيڭ وڤاس وپاريس")]),
    Line("rtl", "می\u200cخواهم", [(ARABIC, "rtl", "می\u200cخواهم")]),
    Line(
        "ltr",
        "De\u0301cision, efficace, œuvre",
        [(LATIN, "ltr", "De\u0301cision, efficace, œuvre")],
    ),
    Line("ltr", "Bɛ\u0300lɛ ŋɔmi, Ɓamanan", [(LATIN, "ltr", "Bɛ\u0300lɛ ŋɔmi, Ɓamanan")]),
    Line("ltr", "2ᵉ journée, 1er août 2026", [(LATIN, "ltr", "2ᵉ journée, 1er août 2026")]),
    # Tifinagh runs left to right, N’Ko right to left, its digits too.
    Line(
        "rtl",
        "المعهد ⵉⵔⴽⴰⵎ بالرباط",
        [
            (ARABIC, "rtl", "بالرباط"),
            (TIFINAGH, "rtl", " "),
            (TIFINAGH, "ltr", "ⵉⵔⴽⴰⵎ"),
            (ARABIC, "rtl", "المعهد "),
        ],
    ),
    Line("ltr", "ⴰⵎⴰⵣⵉⵖ : n° 3", [(TIFINAGH, "ltr", "ⴰⵎⴰⵣⵉⵖ "), (LATIN, "ltr", ": n° 3")]),
    Line("rtl", "ߓߊߡߊߞߐ و باماكو", [(ARABIC, "rtl", "و باماكو"), (NKO, "rtl", "ߓߊߡߊߞߐ ")]),
    Line("rtl", "ߞߎߣߎ߲ ߁߂", [(NKO, "rtl", "ߞߎߣߎ߲ ߁߂")]),
    Line(
        "ltr",
        "Bamako ߓߡߊ߬ߞߐ (Mali)",
        [
            (LATIN, "ltr", "Bamako "),
            (NKO, "rtl", "ߓߡߊ߬ߞߐ"),
            (NKO, "ltr", " "),
            (LATIN, "ltr", "(Mali)"),
        ],
    ),
]
