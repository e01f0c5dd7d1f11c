"""How long it takes to find somebody, on an encrypted database on disk, letter by letter."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from ssc_desktop.domain.record import new_key
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.completion import complete
from ssc_desktop.services.finding import find
from ssc_desktop.services.participants import list_participants
from ssc_desktop.storage import search
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, seconds

SIZES = (40_000, 400_000)
GOALS = {40_000: 0.030, 400_000: 0.100}
BATCH = 10_000
FAMILIES = (
    "Traoré Diallo Koné Coulibaly Diarra Keïta Sissoko Touré Ouattara Bamba N’Guessan Kouassi "
    "Koffi Yao Ndiaye Diop Fall Sarr Ba Sow Sy Faye Gueye El-Idrissi Bennani Alaoui El-Fassi "
    "Benjelloun Chraïbi Tazi Amrani Haïdara Maïga Cissé Dembélé Sangaré Fofana Camara"
).split()
GIVEN = (
    "Awa Fatoumata Aïcha Mamadou Mohamed Moussa Ibrahima Khadija Youssef Aminata Mariam Oumar "
    "Abdoulaye Ousmane Rokia Bintou Cheikh Adama Salimata Seydou Kadiatou Amadou Nadia Hicham"
).split()
ARABIC = "الإدريسي بناني العلوي الفاسي بنجلون الشرايبي التازي العمراني".split()
ARABIC_GIVEN = "محمد أحمد فاطمة خديجة يوسف عائشة إبراهيم مُنى".split()


def figures() -> Iterator[Figure]:
    """Completion, the search box and a filtered list, with an office's and everybody's people."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "data.db", bytes(range(32)))
        values = {"title": "DEMO", "start": "2021-08-16", "end": "2021-08-16"}
        activity = add_activity(store, "workshop", values).id
        chance = random.Random(2021)
        there = 0
        for size in SIZES:
            _fill(store, size - there, chance)
            there = size
            yield from _measured(store, size, activity, chance)
        store.close()


def _measured(store: Store, size: int, activity: UUID, chance: random.Random) -> Iterator[Figure]:
    typed = _keystrokes(chance)
    language = Language("fr")
    ways: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("completion", lambda each: complete(store, each, activity=activity)),
        ("search box", lambda each: find(store, each, language, 5)),
        ("list, first 100", lambda each: list_participants(store, None, each, limit=100)),
    )
    for name, way in ways:
        took = sorted(seconds(lambda each=each: way(each)) for each in typed)  # type: ignore[misc]
        p95 = took[int(len(took) * 0.95)]
        yield Figure(f"{name}, {size:,} people: p95", p95 * 1000, "ms", GOALS[size] * 1000)


def _keystrokes(chance: random.Random) -> list[str]:
    """What stands in the box after each letter of some searches, found and not found."""
    wholes = ["xylophone", "zzz", "65 01 23", "+223 7", "demo12345@exemple.ci"]
    for _ in range(12):
        wholes.append(f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}".lower())
        wholes.append(f"{chance.choice(GIVEN)} {chance.choice(FAMILIES)}")
        wholes.append(f"{chance.choice(ARABIC_GIVEN)} {chance.choice(ARABIC)}")
    return [whole[: n + 1] for whole in wholes for n in range(len(whole)) if whole[n] != " "]


def _fill(store: Store, count: int, chance: random.Random) -> None:
    """People straight into the table and the index, as an import writes them."""
    for start in range(0, count, BATCH):
        rows = [_person(chance) for _ in range(min(BATCH, count - start))]
        with store.connecting(write=True) as connection:
            connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
            connection.exec_driver_sql(
                "INSERT INTO participant(id, family_name, given_names, name_ar, phone, email) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
            connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
        with store.writing() as db:
            keys = [row[0] for row in rows]
            for first in range(0, len(keys), 1000):
                search.index(db, "participant", keys[first : first + 1000])
    with store.connecting() as connection:
        connection.execute(text("ANALYZE"))


def _person(chance: random.Random) -> tuple[bytes, str, str, str | None, str, str]:
    number = chance.randrange(10**8)
    arabic = f"{chance.choice(ARABIC_GIVEN)} {chance.choice(ARABIC)}"
    return (
        new_key().bytes,
        # Not all namesakes: half of the names are nobody else's.
        chance.choice((chance.choice(FAMILIES), _invented(chance))),
        chance.choice(GIVEN),
        arabic if chance.random() < 0.3 else None,
        f"+223{number:08d}",
        f"demo{number}@exemple.ci",
    )


def _invented(chance: random.Random) -> str:
    parts = (chance.choice("bcdfgklmnrst") + chance.choice("aeiou") for _ in range(4))
    return "".join(parts).capitalize()
