"""Finding doubles among 40,000 people: everybody compared, one more compared, one being typed."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import insert

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.duplicates import doubles_of, likely_duplicates
from ssc_desktop.services.participants import add_participant, change_participant
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, seconds

PEOPLE = 40_000
ORGANISATIONS = 800
FAMILIES = (
    *("Traoré", "Diarra", "Keïta", "Coulibaly", "Koné", "Ouattara", "Kouamé", "N’Guessan"),
    *("Ndiaye", "Diop", "Fall", "Sow", "Ba", "Sissoko", "Alaoui", "El Idrissi", "Benjelloun"),
    *("El Fassi", "Touré", "Camara", "Diallo", "Cissé", "Sangaré", "Doumbia", "Bamba", "Yao"),
)
GIVEN = (
    *("Mamadou", "Awa", "Fatoumata", "Mohamed", "Ibrahim", "Aminata", "Ousmane", "Mariam"),
    *("Adama", "Moussa", "Khadija", "Youssef", "Salif", "Aïcha", "Koffi", "Aya", "Seydou"),
    *("Oumar", "Rokia", "Hassan", "Zineb", "Cheick", "Bintou", "Abdoulaye", "Kadiatou"),
)
CITIES = ("Bamako", "Kayes", "Abidjan", "Bouaké", "Dakar", "Mbour", "Tanger", "Rabat")


def figures() -> Iterator[Figure]:
    """Everybody is compared once; then somebody changes; then somebody is typed."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "data.db", bytes(32))
        fill(store, PEOPLE)
        took = seconds(lambda: likely_duplicates(store))
        yield Figure("doubles: 40,000 people compared", took, "s", 10.0)
        person = add_participant(store, {"family_name": "Traoré", "given_names": "Awa"})
        change_participant(store, person.id, {"phone": "+22365000001"})
        took = seconds(lambda: likely_duplicates(store))
        yield Figure("doubles: the review after one change", took, "s", 1.0)
        yield Figure("doubles: of one being typed, p95", _typing(store) * 1000, "ms", 50.0)
        store.close()


def _typing(store: Store) -> float:
    """The 95th percentile of the answers, letter after letter."""
    people = random.Random(2)
    took = []
    for _ in range(20):
        values = _person(people, [], people.randrange(PEOPLE))
        for name in ("family_name", "given_names", "phone"):
            text = str(values[name] or "")
            typed = {each: values[each] for each in values if each < name}
            for end in range(1, len(text) + 1, 2):
                so_far = {**typed, name: text[:end]}
                took.append(seconds(lambda so_far=so_far: doubles_of(store, so_far)))
    return quantiles(took, n=20)[-1]


def fill(store: Store, count: int) -> None:
    """Write people into a store, some of them twice in another spelling."""
    people = random.Random(1)
    with store.writing() as db:
        companies = [new_key() for _ in range(ORGANISATIONS)]
        names = [{"id": key, "name_fr": f"DEMO {n}"} for n, key in enumerate(companies)]
        db.execute(insert(Organisation), names)
        rows = [_person(people, companies, number) for number in range(count)]
        db.execute(insert(Participant), rows)


def _person(people: random.Random, companies: list[Any], number: int) -> dict[str, Any]:
    # Every fiftieth comes a second time, spelt otherwise.
    number, again = (number - 1, True) if number % 50 == 49 else (number, False)
    own = random.Random(number)
    family, given = own.choice(FAMILIES), f"{own.choice(GIVEN)} {own.choice(('', *GIVEN))}".strip()
    company = own.choice(companies) if companies else None
    return {
        "id": new_key(),
        "family_name": family.upper().replace("OU", "U") if again else family,
        "given_names": given,
        "phone": f"+2236{own.randrange(10**7):07d}" if own.random() < 0.7 else None,
        "email": f"demo{number}@exemple.test" if own.random() < 0.3 else None,
        "birth_year": own.randrange(1955, 2004) if own.random() < 0.5 else None,
        "sex": own.choice("FM"),
        "country": own.choice(("ML", "CI", "SN", "MA")),
        "city": people.choice(CITIES),
        "organisation_id": company,
    }
