"""What the name of a file says of the document: its type, its date, whether it is a picture."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from ssc_desktop.domain.names import fold

PHOTO, OTHER = "photo", "other"
PICTURES = frozenset(
    {"jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "dng"}
)
FILMS = frozenset({"mp4", "mov", "avi", "mkv", "3gp", "webm", "m4v"})
_SLIDES = frozenset({"ppt", "pptx", "odp", "pps", "ppsx", "key"})

# Words as offices name files, by type; where a name says two things the earlier line wins.
_WORDS: tuple[tuple[str, str], ...] = (
    ("online_declaration", "declaration organisateur, declaration sur honneur, تصريح"),
    ("per_diem_list", "perdiem*, per diem*, indemnite*, etat de paiement, etat paiement, التعويضات"),
    ("signed_attendance", "presence*, emargement*, attendance, signature*, sign in, feuille de "
                          "presence, liste signee, حضور, الحضور, التوقيع"),
    ("evaluation", "evaluation*, satisfaction, a chaud, feedback, التقييم, تقييم"),
    ("test", "test*, pretest*, posttest*, pre test, post test, quiz, اختبار"),
    ("terms_of_reference", "tdr, tdrs, tor, termes de reference, terms of reference, الشروط المرجعية"),
    ("agenda", "agenda*, ordre du jour, odj, programme, program, deroule*, chronogramme, "
               "جدول الاعمال, البرنامج, برنامج"),
    ("minutes", "compte rendu*, comptes rendus, cr, pv, proces verbal, minutes, محضر"),
    ("report", "rapport*, report*, synthese*, تقرير"),
    ("invitation", "invitation*, convocation*, convoc, دعوة, دعوه"),
    ("tickets", "billet*, ticket*, boarding, embarquement, e ticket, تذكرة, تذاكر, تذكره"),
    ("press", "presse, press, article*, journal, صحافة, مقال, صحافه"),
    ("visibility", "visibilite, visibility, banderole*, kakemono*, affiche*, roll up, rollup, flyer*, "
                   "depliant*, banner*, الاشهار, ملصق"),
    ("presentation", "presentation*, diapo*, slides, ppt, عرض"),
    (PHOTO, "photo*, img, image*, dsc, dscn, whatsapp image, pxl, صورة, صور, صوره"),
)  # fmt: skip
_CAMERA = re.compile(r"^(?:img|dsc[fn]?|pxl|p|wa|photo|whatsapp image)[ _-]?\d", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý0-9])")
_DAY = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ](20\d{2})(?!\d)")


def guess_type(name: str) -> str:
    """The likeliest type of evidence of a file of this name; empty where nothing tells it."""
    ending = _ending(name)
    if _CAMERA.match(name) and (ending in PICTURES or ending in FILMS):
        return PHOTO
    # Words run together in capitals are told apart, and kept together as well: TdR is one.
    stem = re.sub(r"[_.'’-]+", " ", PurePath(name).stem)
    words = f" {fold(stem)} {fold(_JOINED.sub(' ', stem))} "
    for kind, phrases in _WORDS:
        if any(_says(words, fold(each), each.strip()) for each in phrases.split(",")):
            return kind
    if ending in _SLIDES:
        return "presentation"
    return PHOTO if ending in PICTURES or ending in FILMS else ""


def _says(words: str, phrase: str, typed: str) -> bool:
    return f" {phrase}" in words if typed.endswith("*") else f" {phrase} " in words


def guess_day(name: str) -> date | None:
    """The day a name tells, as cameras and careful people write it."""
    found = _DAY.search(name)
    parts = found.groups() if found else ()
    if not parts:
        found = _DAY_FIRST.search(name)
        parts = tuple(reversed(found.groups())) if found else ()
    try:
        return date(*(int(each) for each in parts)) if parts else None
    except ValueError:
        return None


def may_show_people(evidence_type: str | None, name: str) -> bool:
    """Whether a document is one that shows people as a rule: a photo or a film."""
    return evidence_type == PHOTO or (not evidence_type and _ending(name) in PICTURES | FILMS)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")
