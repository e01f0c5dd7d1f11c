"""How long it takes to find somebody, on an encrypted database on disk, letter by letter."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.record import new_key
from ssc_desktop.domain.search_words import words_of_text
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.completion import complete
from ssc_desktop.services.finding import find
from ssc_desktop.storage import search
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, seconds

SIZES = (40_000, 400_000)
GOALS = {40_000: 0.030, 400_000: 0.100}
BATCH = 10_000
INTO_TABLE = (
    "INSERT INTO participant(id, family_name, given_names, name_ar, phone, email) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
INTO_KEYS = (
    "INSERT INTO search_key(entry, noun, key, words, gone) VALUES (?, 'participant', ?, ?, 0)"
)
INTO_WORDS = "INSERT INTO search_word(rowid, words) VALUES (?, ?)"
INTO_INSIDES = "INSERT INTO search_inside(rowid, words) VALUES (?, ?)"
Row = tuple[bytes, str, str, str | None, str, str]
FAMILIES = """Traoré Diallo Koné Coulibaly Diarra Keïta Sissoko Touré Ouattara Bamba N’Guessan
Kouassi Koffi Yao Ndiaye Diop Fall Sarr Ba Sow Sy Faye Gueye El-Idrissi Bennani Alaoui El-Fassi
Benjelloun Chraïbi Tazi Amrani Haïdara Maïga Cissé Dembélé Sangaré Fofana Camara"""
GIVEN = """Awa Fatoumata Aïcha Mamadou Mohamed Moussa Ibrahima Khadija Youssef Aminata Mariam Oumar
Abdoulaye Ousmane Rokia Bintou Cheikh Adama Salimata Seydou Kadiatou Amadou Nadia Hicham"""
ARABIC = "الإدريسي بناني العلوي الفاسي بنجلون الشرايبي التازي العمراني"
ARABIC_GIVEN = "محمد أحمد فاطمة خديجة يوسف عائشة إبراهيم مُنى"


def figures() -> Iterator[Figure]:
    """Completion and the search box, with an office's people and with everybody's."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "data.db", bytes(range(32)))
        values = {"title": "DEMO", "start": "2021-08-16", "end": "2021-08-16"}
        activity = add_activity(store, "workshop", values).id
        chance = random.Random(2021)
        there = 0
        for size in SIZES:
            _fill(store, there, size, chance)
            there = size
            yield from _measured(store, size, activity, chance)
        yield _kept_up(store, chance)
        store.close()


def _kept_up(store: Store, chance: random.Random) -> Figure:
    """What an import of 10,000 more people waits for the index."""
    rows = [_person(chance)[0] for _ in range(10_000)]
    with store.writing() as db:
        db.connection().exec_driver_sql(INTO_TABLE, rows)
        took = seconds(lambda: search.refresh(db))
    return Figure("index: 10,000 people more", took, "s", 2.0)


def _measured(store: Store, size: int, activity: UUID, chance: random.Random) -> Iterator[Figure]:
    typed = _keystrokes(chance)
    language = Language("fr")
    ways: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("completion", lambda each: complete(store, each, activity=activity)),
        ("search box", lambda each: find(store, each, language, 5)),
    )
    for name, way in ways:
        took = sorted(seconds(partial(way, each)) for each in typed)
        p95 = took[int(len(took) * 0.95)]
        yield Figure(f"{name}, {size:,} people: p95", p95 * 1000, "ms", GOALS[size] * 1000)


def _keystrokes(chance: random.Random) -> list[str]:
    """What stands in the box after each letter of some searches, found and not found."""
    wholes = ["xylophone", "zzz", "65 01 23", "+223 7", "demo12345@exemple.ci"]
    for _ in range(12):
        wholes.append(f"{chance.choice(FAMILIES.split())} {chance.choice(GIVEN.split())}".lower())
        wholes.append(f"{chance.choice(GIVEN.split())} {chance.choice(FAMILIES.split())}")
        wholes.append(f"{chance.choice(ARABIC_GIVEN.split())} {chance.choice(ARABIC.split())}")
    return [whole[: n + 1] for whole in wholes for n in range(len(whole)) if whole[n] != " "]


def _fill(store: Store, there: int, size: int, chance: random.Random) -> None:
    """People straight into the table and the index; the log is not asked here."""
    first, _ = search.span("participant")
    for start in range(there, size, BATCH):
        people = [_person(chance) for _ in range(min(BATCH, size - start))]
        entries = [(first + start + n, row[0], words) for n, (row, words) in enumerate(people)]
        with store.connecting(write=True) as connection:
            write = connection.exec_driver_sql
            write("UPDATE sync_state SET applying = 1")
            write(INTO_TABLE, [row for row, _ in people])
            write(INTO_KEYS, entries)
            write(INTO_WORDS, [(entry, _marked(words)) for entry, _, words in entries])
            write(INTO_INSIDES, [(entry, words) for entry, _, words in entries])
            write("UPDATE sync_state SET applying = 0")


def _marked(words: str) -> str:
    return " ".join(search.marked("participant", word) for word in words.split())


def _person(chance: random.Random) -> tuple[Row, str]:
    """A row of the table, and the words it is found by."""
    number = chance.randrange(10**8)
    # Not all namesakes: half of the names are nobody else's.
    family = chance.choice((chance.choice(FAMILIES.split()), _invented(chance)))
    given = chance.choice(GIVEN.split())
    arabic = f"{chance.choice(ARABIC_GIVEN.split())} {chance.choice(ARABIC.split())}"
    arabic = arabic if chance.random() < 0.3 else ""
    names = words_of_text(family) + words_of_text(given) + words_of_text(arabic)
    reach = (f"223{number:08d}", f"{number:08d}", f"demo{number}", f"demo{number}exempleci")
    row = (new_key().bytes, family, given, arabic or None, f"+{reach[0]}", f"{reach[2]}@exemple.ci")
    return row, " ".join((*names, *reach))


def _invented(chance: random.Random) -> str:
    parts = (chance.choice("bcdfgklmnrst") + chance.choice("aeiou") for _ in range(4))
    return "".join(parts).capitalize()
