"""Attendance sheets to print in tests: invented people, marked DEMO, with hard names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from ssc_desktop.paper.attendance_sheet import (
    AttendanceSheet,
    Heading,
    Notices,
    Person,
    Printing,
    Slot,
    Visibility,
)

LONG_INSTITUTION = (
    "Ministère délégué chargé des Marocains résidant à l’étranger et des Affaires de la Migration, "
    "Direction de la coopération"
)
NAMES = (
    ("Traoré", "Awa", "عوا تراوري", "F"),
    ("Koné", "Mamadou Lamine", "", "M"),
    ("N’Guessan", "Fatoumata Binta", "", "F"),
    ("Ouattara", "", "", ""),
    ("El Idrissi", "Khadija", "خديجة الإدريسي", "F"),
    ("", "", "محمد بن عبد الله", "M"),
    ("Kouamé-Yao Ouattara Coulibaly", "Jean-Baptiste Emmanuel Marie Désiré", "", "M"),
)
START = date(2021, 8, 16)


def people(count: int, *, team: int = 0) -> tuple[Person, ...]:
    """People whose rows can be told apart by their code."""
    found = []
    for at in range(count + team):
        family, given, arabic, sex = NAMES[at % len(NAMES)]
        found.append(
            Person(
                id=f"person-{at}",
                family_name=family and f"{family} {_letters(at)}",
                given_names=given,
                name_ar=arabic,
                sex=sex,
                organisation=LONG_INSTITUTION if at % 3 == 0 else "DEMO Mairie de Bouaké",
                function="Chargée de suivi-évaluation et de la capitalisation",
                place="Abidjan, CI",
                phone="+225 07 01 02 03 04" if at % 2 else "",
                email="prenom.nom.compose@ministere-exterieur.exemple.ml",
                code=f"CI-{at:04d}",
                in_team=at >= count,
            )
        )
    return tuple(found)


def _letters(number: int) -> str:
    return chr(65 + number // 26 % 26) + chr(97 + number % 26)


def slots(days: int, parts: tuple[str, ...] = ("AM", "PM")) -> tuple[Slot, ...]:
    """Half-days from the first day on."""
    return tuple(
        Slot(f"{START + timedelta(day)}/{part}", "08:30–12:30") for day in range(days)
        for part in parts
    )  # fmt: skip


def sheet(count: int = 13, days: int = 1, *, team: int = 0, **more: Any) -> AttendanceSheet:
    """A whole sheet."""
    heading = Heading(
        code="MA-CI-DR-ECH-2021-003",
        title="DEMO Atelier d’échange d’expériences sur l’accès aux droits des migrant·e·s",
        action="Coopération Sud-Sud en matière de migration",
        contract="T05-EUTF-NOA-MA-06-01",
        kind="Atelier",
        themes="Accès aux droits",
        plan="Maroc – Côte d’Ivoire",
        venue="Hôtel de l’Amitié",
        place="Abidjan, Côte d’Ivoire",
        host="Direction générale des Ivoiriens de l’extérieur",
        organiser="GIZ",
        facilitators="Sara Alaoui",
        days=tuple(START + timedelta(day) for day in range(days)),
    )
    return AttendanceSheet(
        "7F3K9QAB",
        heading,
        people(count, team=team),
        slots(days),
        Printing(datetime(2021, 8, 15, 18, 30, tzinfo=UTC), "Awa Koné"),
        Notices(contact="protection@exemple.org", disclaimer="Ce document a été produit."),
        Visibility("Cofinancé par l'Union européenne", donors=("BMZ",), agencies=("GIZ", "EF")),
        **more,
    )
