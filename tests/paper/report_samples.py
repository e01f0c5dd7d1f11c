"""A report with everything a report may hold, in three scripts, for the tests of its writers."""

from __future__ import annotations

from datetime import UTC, datetime

from ssc_desktop.domain.chart import Bar, Bars, Line, Lines
from ssc_desktop.language import N_
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.frame import Printing, Visibility
from ssc_desktop.paper.report_content import (
    CODE,
    NUMBER,
    Facts,
    Figures,
    Gap,
    Graph,
    Head,
    Part,
    Remark,
    Report,
    Signers,
    Table,
    Words,
)

LONG = (
    "Nombre d’institutions et d’acteurs non étatiques renforcés par un renforcement de capacités "
    "ou un appui opérationnel en matière de protection et de gestion de la migration. "
)
ARABIC = "تقوية قدرات المؤسسات في تدبير الهجرة، ACSS-CI-2021-CAP-012، هاتف +225 07 07 12 34 56. "
BARS = Bars(
    (
        Bar(f"3.6  {LONG}", 31, 25, "31 / 25"),
        Bar(f"3.7  {ARABIC}", 124, 248, "124 / 248"),
        Bar("3.10", 39, None, "39"),
        Bar("4.6", 0, 3, "0 / 3"),
    ),
    "Reached",
    "Target",
)
LINES = Lines(
    tuple(f"{month:02d}/2021" for month in range(1, 13)),
    (
        Line("Reached", tuple(float(at * at) for at in range(12))),
        Line("Target", (10.0, *(None,) * 10, 120.0), is_target=True),
    ),
)


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    """So many rows of a table, every third in Arabic, every fifth long."""
    return tuple(
        (
            f"ACSS-CI-2021-CAP-{at:03d}",
            LONG if at % 5 == 0 else ARABIC if at % 3 == 0 else f"Formation {at}",
            str(at),
        )
        for at in range(count)
    )


HEADS = (Head("Code", 1.6, CODE), Head("Title", 4.0), Head("Attended", 1.0, NUMBER))


def sample(count: int = 60, **others: object) -> Report:
    """A report whose table of activities has so many rows."""
    total = ("", "Total", str(sum(range(count))))
    facts = {
        "title": N_("Narrative report"),
        "about": "Côte d’Ivoire  ·  1 janvier – 31 mars 2021  ·  Bureau d’Abidjan",
        "parts": (
            Part(
                "Description",
                (
                    Facts(
                        (Fact("Contract number", "T05-EUTF-NOA-MA-06-01"), Fact("Place", ARABIC))
                    ),
                    Figures(tuple(Fact(f"Figure {at}", str(at * 1000)) for at in range(6))),
                ),
            ),
            Part("Activités et résultats", (Words(LONG * 3, "Results"), Words(ARABIC * 3))),
            Part(
                "ACSS-CI-2021-CAP-012  Atelier",
                (
                    Table(HEADS, (*rows(count), total), has_total=True, title="Activités"),
                    Remark("Each person is counted once."),
                ),
                level=2,
            ),
            Part("Cadre logique", (Graph(BARS), Graph(LINES), Gap("To be written."))),
            Part("Signatures", (Signers((N_("Prepared by"), N_("Approved by"))),)),
        ),
        "printing": Printing(datetime(2021, 9, 1, 8, 30, tzinfo=UTC), "DEMO Officer"),
        "action": "Coopération Sud-Sud en matière de migration",
        "contract": "T05-EUTF-NOA-MA-06-01",
        "disclaimer": LONG * 2,
        "visibility": Visibility("Cofinancé par l’Union européenne", "UE", ("BMZ",), ("GIZ",), ()),
    }
    return Report(**(facts | others))  # type: ignore[arg-type]


def sheet(count: int) -> Report:
    """A sheet of one page whose table of activities gives up rows where they do not fit."""
    table = Table(HEADS, rows(count), may_shorten=True)
    parts = (Part("Indicators", (Graph(BARS),), level=2), Part("Activities", (table,), level=2))
    return sample(title=N_("Country sheet"), parts=parts)
