"""All indicators with all breakdowns over 100,000 participations, against one statement by hand.

``SSC_DESKTOP_BENCH_SCALE=20`` measures at one twentieth of the size.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ssc_desktop.domain.record import new_key
from ssc_desktop.services.indicators import indicator_figures
from ssc_desktop.services.reached import reached_by_month
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, in_turns, seconds

SCALE = int(os.environ.get("SSC_DESKTOP_BENCH_SCALE", "1"))
ACTIVITIES, PEOPLE, ON_A_LIST, HALF_DAYS = 2_500 // SCALE, 40_000 // SCALE, 40, 4
GOAL_SECONDS, GOAL_RATIO, GOAL_MONTHS = 1.0, 3.0, 2.0
_COUNTRIES = ("MA", "CI", "ML", "SN")
_CATEGORIES = ("institutional", "administrative", "non_governmental", "individual")
_INDICATORS = ('["3.6", "3.7"]', '["3.7"]', '["3.10"]', '["3.3"]', '["1.4", "3.6"]')
_STATES = ("present",) * 9 + ("absent",)

# What somebody who knows SQL would write for the same numbers: people once per indicator, in one
# pass, with the six breakdowns.
BY_HAND = """
WITH there AS MATERIALIZED (
  SELECT g.activity_id, g.participant_id, g.half_days FROM (
    SELECT activity_id, participant_id, COUNT(*) AS half_days FROM attendance
    WHERE state IN ('present', 'late', 'left_early', 'online') AND removed IS DISTINCT FROM 1
    GROUP BY activity_id, participant_id
  ) g JOIN registration r ON r.activity_id = g.activity_id AND r.participant_id = g.participant_id
  WHERE r.removed IS DISTINCT FROM 1 AND (r.role IS NULL OR r.role NOT IN
    ('facilitator', 'interpreter', 'rapporteur', 'organiser', 'driver', 'press'))
), named AS MATERIALIZED (
  SELECT v.id, v.start, j.value AS code, (SELECT COUNT(*) FROM half_day h WHERE h.activity_id = v.id)
    AS possible FROM activity v, json_each(v.indicators) j
  WHERE v.removed IS DISTINCT FROM 1 AND v.status IN ('under_way', 'done', 'closed')
), counted AS MATERIALIZED (
  SELECT n.code, t.participant_id, MIN(n.start) AS start, COUNT(*) AS participations,
    SUM(t.half_days) AS half_days
  FROM there t JOIN named n ON n.id = t.activity_id
  WHERE n.code NOT IN ('3.7', '1.4') OR t.half_days * 100 >= 80 * n.possible
  GROUP BY n.code, t.participant_id
), known AS MATERIALIZED (
  SELECT c.code, p.sex, p.country, p.region, COALESCE(p.stakeholder_category, o.kind) AS category,
    p.person_statuses AS statuses, CAST(substr(c.start, 1, 4) AS INTEGER) - p.birth_year AS age,
    c.participations, c.half_days
  FROM counted c JOIN participant p ON p.id = c.participant_id
  LEFT JOIN organisation o ON o.id = p.organisation_id
)
SELECT code, 'all', '', COUNT(*), SUM(participations), SUM(half_days) FROM known GROUP BY code
UNION ALL SELECT code, 'sex', sex, COUNT(*), 0, 0 FROM known GROUP BY code, sex
UNION ALL SELECT code, 'country', country, COUNT(*), 0, 0 FROM known GROUP BY code, country
UNION ALL SELECT code, 'region', region, COUNT(*), 0, 0 FROM known GROUP BY code, region
UNION ALL SELECT code, 'category', category, COUNT(*), 0, 0 FROM known GROUP BY code, category
UNION ALL SELECT code, 'type', COALESCE(statuses, category), COUNT(*), 0, 0 FROM known
  GROUP BY code, COALESCE(statuses, category)
UNION ALL SELECT code, 'band', CASE WHEN age < 15 THEN '0-14' WHEN age < 18 THEN '15-17'
  WHEN age < 25 THEN '18-24' WHEN age < 30 THEN '25-29' WHEN age < 36 THEN '30-35'
  WHEN age < 60 THEN '36-59' WHEN age < 65 THEN '60-64' ELSE '65+' END AS band,
  COUNT(*), 0, 0 FROM known GROUP BY code, band
"""


def figures() -> Iterator[Figure]:
    """Both sets of common indicators, the whole Action and a year; then one month by month."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "data.db", bytes(range(32)))
        fill(store, random.Random(2021))
        try:
            yield from _measured(store)
        finally:
            store.close()


def _measured(store: Store) -> Iterator[Figure]:
    mine = {each.code: each.value for each in indicator_figures(store)}
    for code, way, _, value, *_ in by_hand(store):
        if way == "all" and code != "3.6":
            assert mine[code] == value, (code, mine[code], value)
    common, older, floor = in_turns(
        lambda: seconds(lambda: indicator_figures(store)),
        lambda: seconds(lambda: indicator_figures(store, "EUTF-41")),
        lambda: seconds(lambda: by_hand(store)),
        times=3,
    )
    size = f"{ACTIVITIES * ON_A_LIST:,} participations"
    yield Figure(f"38 indicators, {size}", common, "s", GOAL_SECONDS)
    yield Figure("38 indicators against one statement", common, "s", GOAL_RATIO, floor)
    yield Figure(f"41 indicators, {size}", older, "s", GOAL_SECONDS)
    months = seconds(lambda: reached_by_month(store, "EUTF-38", "3.7", None, None))
    yield Figure("one indicator month by month", months, "s", GOAL_MONTHS)


def by_hand(store: Store) -> list[Any]:
    """The rows of the statement."""
    with store.connecting() as connection:
        return list(connection.exec_driver_sql(BY_HAND).all())


def fill(store: Store, chance: random.Random) -> None:
    """Rows written at once, without the change log, which indicators do not read here."""
    at = time.time_ns() // 1_000_000
    companies = [(new_key().bytes, f"DEMO {n}", chance.choice(_CATEGORIES)) for n in range(500)]
    people = [_person(chance, companies) for _ in range(PEOPLE)]
    with store.connecting(write=True) as connection:
        run = connection.exec_driver_sql
        run("UPDATE sync_state SET applying = 1")
        run("INSERT INTO organisation(id, acronym, kind) VALUES (?, ?, ?)", companies)
        run(_insertion("participant", "id family_name sex birth_year country region "
                       "organisation_id person_statuses"), people)  # fmt: skip
        for number in range(ACTIVITIES):
            key = new_key().bytes
            start = f"20{19 + number % 4}-{1 + number % 12:02}-10"
            slots = [f"{start[:8]}{10 + half // 2}/{'AP'[half % 2]}M" for half in range(HALF_DAYS)]
            country, wanted = chance.choice(_COUNTRIES), chance.choice(_INDICATORS)
            run(
                _insertion("activity", "id kind title status start country indicators changed_at"),
                [(key, "workshop", f"DEMO {number}", "done", start, country, wanted, at)],
            )
            run("INSERT INTO workshop(id) VALUES (?)", [(key,)])
            run(_insertion("half_day", "activity_id slot is_counted"), [(key, s, 1) for s in slots])
            listed = [row[0] for row in chance.sample(people, ON_A_LIST)]
            run(
                _insertion("registration", "activity_id participant_id role"),
                [(key, person, "participant") for person in listed],
            )
            run(
                _insertion("attendance", "activity_id participant_id slot state"),
                [(key, who, slot, chance.choice(_STATES)) for who in listed for slot in slots],
            )
        run("UPDATE sync_state SET applying = 0")


def _person(chance: random.Random, companies: list[tuple[bytes, str, str]]) -> tuple[Any, ...]:
    country = chance.choice(_COUNTRIES)
    statuses = chance.choice((None, None, None, '["diaspora_member"]', '["migrant"]'))
    return (
        new_key().bytes,
        "DEMO",
        chance.choice("FM"),
        chance.randrange(1955, 2004),
        country,
        f"{country}-{chance.randrange(1, 13):02}",
        chance.choice(companies)[0],
        statuses,
    )


def _insertion(table: str, names: str) -> str:
    columns = names.split()
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table}({', '.join(columns)}) VALUES ({marks})"


if __name__ == "__main__":
    for figure in figures():
        print(figure.as_line(), flush=True)
