"""Are these two the same person? Weighed, with reasons; a name alone never proves it.

``REASONS`` says every reason in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ssc_desktop.domain.names import (
    NO_NAME,
    NameKey,
    compare_names,
    fold,
    is_arabic,
    name_key,
)
from ssc_desktop.language import N_

SAME, POSSIBLE, DIFFERENT = "same", "possible", "different"

# What agreement (first) and disagreement (second) say. A name in common is common.
_WEIGHTS = {
    "name": {"equal": 4.0, "variant": 3.0, "near": 2.0, "unknown": 0.0, "far": -6.0},
    "phone": {"same": 4.0, "differs": -2.0},
    "email": {"same": 3.0, "differs": -1.0},
    "birth": {"same": 2.0, "differs": -3.0},
    "band": {"same": 0.5, "differs": -1.0},
    "organisation": {"same": 1.5, "differs": -1.0},
    "function": {"same": 0.5},
    "sex": {"same": 0.5, "differs": -3.0},
    "country": {"same": 0.5, "differs": -1.0},
    "city": {"same": 0.5, "differs": -1.5},
}
_POSSIBLE_FROM = 4.0
_HARD = frozenset({"sex-differs", "birth-differs"})
WITNESSES = frozenset({"phone-same", "email-same", "birth-same", "organisation-same"})
"""What speaks for one person where the name is common and proves nothing by itself."""

REASONS = {
    "name-equal": N_("same name"),
    "name-variant": N_("name spelt otherwise, sounds alike"),
    "name-near": N_("similar name"),
    "name-unknown": N_("names in different scripts"),
    "name-far": N_("different name"),
    "phone-same": N_("same telephone"),
    "phone-differs": N_("different telephone"),
    "email-same": N_("same e-mail"),
    "email-differs": N_("different e-mail"),
    "birth-same": N_("same year of birth"),
    "birth-differs": N_("different year of birth"),
    "band-same": N_("same age group"),
    "band-differs": N_("different age group"),
    "organisation-same": N_("same organisation"),
    "organisation-differs": N_("different organisation"),
    "function-same": N_("same function"),
    "function-differs": N_("different function"),
    "sex-same": N_("same sex"),
    "sex-differs": N_("different sex"),
    "country-same": N_("same country"),
    "country-differs": N_("different country"),
    "city-same": N_("same city"),
    "city-differs": N_("different city"),
    "acronym-same": N_("same acronym"),
    "region-same": N_("same region"),
    "region-differs": N_("different region"),
}
"""Every reason for or against, in words."""


@dataclass(frozen=True)
class Identity:
    """What is known of a person that helps to tell them from others."""

    family_name: str = ""
    given_names: str = ""
    name_ar: str = ""
    phones: frozenset[str] = frozenset()
    email: str = ""
    organisation: str = ""
    function: str = ""
    birth_year: int | None = None
    age_band: str = ""
    sex: str = ""
    country: str = ""
    city: str = ""
    alias: str = ""

    @cached_property
    def latin(self) -> NameKey:
        """The key of the name in the main fields, whatever their script."""
        return name_key(f"{self.family_name} {self.given_names}")

    @cached_property
    def arabic(self) -> NameKey:
        """The key of the name in Arabic letters."""
        return name_key(self.name_ar) if self.name_ar else NO_NAME

    @cached_property
    def earlier(self) -> NameKey:
        """The key of an earlier spelling."""
        return name_key(self.alias) if self.alias else NO_NAME

    @cached_property
    def folded_email(self) -> str:
        """The address as it is compared."""
        return self.email.strip().casefold()

    @cached_property
    def folded_organisation(self) -> str:
        """The organisation as it is compared."""
        return fold(self.organisation)

    @cached_property
    def folded_function(self) -> str:
        """The function as it is compared."""
        return fold(self.function)

    @cached_property
    def folded_city(self) -> str:
        """The city as it is compared."""
        return fold(self.city)

    @property
    def name_keys(self) -> tuple[NameKey, ...]:
        """The keys under which this person can be looked up."""
        return tuple(key for key in {self.latin, self.arabic, self.earlier} if key.words)

    @property
    def _named(self) -> tuple[object, ...]:
        return (self.latin.words, self.arabic.words, self.phones, self.folded_email)

    @property
    def entry(self) -> tuple[object, ...]:
        """All that a list says, to find the same row written twice."""
        return (
            *self._named, self.folded_organisation, self.folded_function, self.birth_year,
            self.age_band, self.sex, self.country,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two people are: a score, what speaks for and against, and the verdict."""

    score: float
    reasons: tuple[str, ...]
    verdict: str


def likeness(one: Identity, other: Identity) -> Likeness:
    """Weigh whether two identities are one person: ``same``, ``possible`` or ``different``.

    Reasons read ``name-equal``, ``phone-same``, ``birth-differs`` and so on.
    """
    reasons = tuple(_reasons(one, other))
    score = sum(_weight(reason) for reason in reasons)
    return Likeness(score, reasons, _verdict(frozenset(reasons), score, one, other))


def judged(reasons: Sequence[str]) -> Likeness:
    """The likeness of two people of whom nothing but the reasons is known."""
    nobody = Identity()
    score = sum(_weight(reason) for reason in reasons)
    return Likeness(score, tuple(reasons), _verdict(frozenset(reasons), score, nobody, nobody))


def _weight(reason: str) -> float:
    about, _, how = reason.partition("-")
    return _WEIGHTS[about].get(how, 0.0)


def _reasons(one: Identity, other: Identity) -> list[str]:
    compared = {
        "phone": _shared(one.phones, other.phones),
        "email": _equal(one.folded_email, other.folded_email),
        "birth": _births(one.birth_year, other.birth_year),
        # Bands are taken on the day of a list, and people grow older between two lists.
        "band": _equal(one.age_band, other.age_band),
        "organisation": _equal(one.folded_organisation, other.folded_organisation),
        "function": _equal(one.folded_function, other.folded_function),
        "sex": _equal(one.sex, other.sex),
        "country": _equal(one.country, other.country),
        "city": _equal(one.folded_city, other.folded_city),
    }
    found = [f"{about}-{how}" for about, how in compared.items() if how]
    return [f"name-{_names(one, other)}", *found]


def _equal(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "same" if one == other else "differs"


def _shared(one: frozenset[str], other: frozenset[str]) -> str:
    """Numbers in E.164 are compared; of one kept as typed only an agreement says something."""
    if not one or not other:
        return ""
    if one & other or _ends_alike(one, other) or _ends_alike(other, one):
        return "same"
    certain = all(any(each.startswith("+") for each in numbers) for numbers in (one, other))
    return "differs" if certain else ""


def _ends_alike(typed: frozenset[str], certain: frozenset[str]) -> bool:
    """Whether a number of eight digits is the end of a whole one, as old Ivorian numbers are."""
    short = tuple(each for each in typed if len(each) >= 8 and not each.startswith("+"))
    return bool(short) and any(each.startswith("+") and each.endswith(short) for each in certain)


def _births(one: int | None, other: int | None) -> str:
    if not one or not other:
        return ""
    apart = abs(one - other)
    # One year apart is what two ways of computing an age give: neither proof.
    return "same" if apart == 0 else "differs" if apart > 1 else ""


_NAME_ORDER = ("equal", "variant", "near", "far", "unknown")


def _names(one: Identity, other: Identity) -> str:
    """The best agreement of any two names of theirs in the same script."""
    found = [
        compare_names(mine, theirs)
        for mine in (one.latin, one.arabic, one.earlier)
        for theirs in (other.latin, other.arabic, other.earlier)
        if mine.words and theirs.words and is_arabic(mine.line) == is_arabic(theirs.line)
    ]
    return min(found, key=_NAME_ORDER.index, default="unknown")


def _verdict(reasons: frozenset[str], score: float, one: Identity, other: Identity) -> str:
    if "name-far" in reasons:
        return DIFFERENT
    if not reasons & _HARD and (_is_proof(reasons) or _same_entry(one, other)):
        return SAME
    if reasons & {"phone-same", "email-same"}:
        return POSSIBLE
    spelt_alike = reasons & {"name-equal", "name-variant"}
    # A part of the name is often left out; then two things beside it have to agree.
    placed = reasons >= {"name-near", "birth-same", "organisation-same"}
    alike = spelt_alike or placed
    return POSSIBLE if alike and score >= _POSSIBLE_FROM else DIFFERENT


def _is_proof(reasons: frozenset[str]) -> bool:
    """Whether enough stands beside the name, and nothing personal against it.

    A telephone may be a family's and an address an office's: a name spelt otherwise needs two
    witnesses, a name spelt the same needs one.
    """
    reached = "phone-same" in reasons
    written = "email-same" in reasons and "phone-differs" not in reasons
    placed = {"birth-same", "organisation-same"} & reasons
    if "name-equal" in reasons:
        settled = len(placed) == 2 and not {"phone-differs", "email-differs"} & reasons
        return reached or written or settled
    return "name-variant" in reasons and (
        (reached and ("email-same" in reasons or bool(placed))) or (written and bool(placed))
    )


def _same_entry(one: Identity, other: Identity) -> bool:
    """Whether all that is said of one is said of the other, and it is more than a name."""
    said = (one.phones, one.email, one.organisation, one.function, one.birth_year, one.age_band)
    return sum(1 for each in said if each) >= 2 and one.entry == other.entry
