"""Telephone numbers in every habit of writing them: kept as typed, read when certain."""
# ruff: noqa: RUF001  (look-alike letters of several scripts are what this module is about)

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

OLD_IVORIAN, INVALID, ZERO_RESTORED = "phone-old-ci", "phone-invalid", "phone-zero-restored"
CALLING_CODES = {"MA": "212", "CI": "225", "ML": "223", "SN": "221"}
# National plans of the four countries. The library's tables follow with delay when an operator
# opens a range: what fits the plan is a number.
_PLANS = {
    "MA": re.compile(r"[5-7]\d{8}"),
    "CI": re.compile(r"(?:01|05|07|21|25|27)\d{8}"),
    "ML": re.compile(r"[24-9]\d{7}"),
    "SN": re.compile(r"(?:7[015-8]|3[02369])\d{7}"),
}
_LABELS = re.compile(
    r"\b(?:t[eé]l(?:[eé]phones?)?|phone|mobiles?|mob|cel(?:l(?:ulaires?)?)?|gsm|fixe|portable|port"
    r"|whats\s?app|wa|wtsp|bureau|bur|dom(?:icile)?|pers(?:o|onnel)?|pro|contacts?|n[°ºo]"
    r"|orange|moov|mtn|wave|malitel|expresso|free|inwi)\b[.:°]*|هاتف|الهاتف|واتساب",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:\b(?:poste|ext|extension)\b|(?<=\d)\s*x)\.?\s*\d{1,5}\s*$", re.I)
_SEPARATORS = re.compile(r"\s*(?:[;,|/\\&\n\r]|\s-\s|\s–\s|\bou\b|\bet\b|\bor\b|\band\b|أو)\s*")
_FLOAT = re.compile(r"\d+\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class Phone:
    """What one cell says: the numbers read from it (E.164), its text, and what is wrong."""

    numbers: tuple[str, ...] = ()
    as_typed: str = ""
    trouble: str | None = None

    @property
    def number(self) -> str | None:
        """The first number that could be read."""
        return self.numbers[0] if self.numbers else None


def as_typed(value: object) -> str:
    """A cell's text as a person would see it: Excel's ``771234567.0`` has no decimals."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        value = int(value)
    text = "".join(each for each in str(value) if unicodedata.category(each) not in ("Cf", "Cc")
                   or each in "\n\r\t")  # fmt: skip
    return text.strip().lstrip("'’`´").strip()


@lru_cache(maxsize=32768)
def read_phone(value: str | float, country: str | None = None) -> Phone:
    """Read a cell that holds one telephone number or several, typed in any habit.

    ``country`` is where a number without prefix is at home. Nothing is ever changed in silence:
    ``trouble`` says why a number stayed as typed, or what was added to read it.
    """
    typed = as_typed(value)
    text = _plain(typed)
    if not any(each.isdigit() for each in text):
        return Phone((), typed, INVALID if typed else None)
    whole = _read_one(text, country)
    if whole[0]:
        return Phone((whole[0],), typed, whole[1])
    several = [_read_one(piece, country) for piece in _pieces(text)]
    numbers = tuple(dict.fromkeys(number for number, _ in several if number))
    if numbers:
        return Phone(numbers, typed, next((t for n, t in several if n and t), None))
    trouble = next((trouble for _, trouble in several if trouble == OLD_IVORIAN), None)
    return Phone((), typed, trouble or whole[1] or INVALID)


def _plain(typed: str) -> str:
    """The text with western digits, without labels, extensions and what Excel adds."""
    text = "".join(
        str(unicodedata.digit(each)) if unicodedata.category(each) == "Nd" else each
        for each in unicodedata.normalize("NFKC", typed)
    )
    text = text.strip()
    if _FLOAT.fullmatch(text):
        return text.split(".")[0]
    if _SCIENTIFIC.fullmatch(text):
        return _from_scientific(text)
    return _EXTENSION.sub("", _LABELS.sub(" ", text)).strip(" .:-–")


def _from_scientific(text: str) -> str:
    """The digits of ``7.71234567E8``; of a rounded ``7.71E+08`` too few are left to be sure."""
    try:
        mantissa = text.replace(",", ".")
        number = Decimal(mantissa)
    except InvalidOperation:
        return text
    known = len(re.sub(r"\D", "", re.split("[eE]", mantissa)[0]))
    digits = str(int(number))
    return digits if number == int(number) and len(digits) - known <= 1 else text


def _pieces(text: str) -> list[str]:
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    digits = re.sub(r"\D", "", text)
    if len(pieces) == 1 and len(digits) >= 16 and len(digits) % 2 == 0:
        return [digits[: len(digits) // 2], digits[len(digits) // 2 :]]
    return pieces


def _read_one(text: str, country: str | None) -> tuple[str | None, str | None]:
    """The number in E.164, and the trouble with it."""
    if re.search(r"[^\W\d_]", text):
        return None, INVALID
    digits = re.sub(r"\D", "", text)
    if not 6 <= len(digits) <= 18:
        return None, INVALID
    for candidate in _candidates(text, digits, country):
        number = _valid(candidate, country)
        if number:
            return number, None
    return _with_doubt(text, digits, country)


def _candidates(text: str, digits: str, country: str | None) -> Iterable[str]:
    if text.lstrip("( ").startswith("+"):
        yield "+" + digits
        return
    if digits.startswith("00"):
        yield "+" + digits[2:]
    if country:
        yield digits
    # A prefix typed without its plus sign.
    for code in CALLING_CODES.values():
        if digits.startswith(code) and len(digits) > 10:
            yield "+" + digits


def _with_doubt(text: str, digits: str, country: str | None) -> tuple[str | None, str | None]:
    national = re.sub(r"^0{0,2}225(?=\d{8}$)", "", digits)
    ivorian = country == "CI" or national != digits
    if ivorian and len(national) in (7, 8):
        return None, OLD_IVORIAN
    # A spreadsheet that took the number for a quantity has eaten its leading zero.
    if country == "CI" and text == digits and len(digits) == 9 and _valid("0" + digits, "CI"):
        return _valid("0" + digits, "CI"), ZERO_RESTORED
    return None, INVALID


@lru_cache(maxsize=65536)
def _valid(text: str, country: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None
    if phonenumbers.is_valid_number(number) or _fits_plan(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def _fits_plan(number: phonenumbers.PhoneNumber) -> bool:
    home = {code: country for country, code in CALLING_CODES.items()}
    country = home.get(str(number.country_code))
    national = phonenumbers.national_significant_number(number)
    return bool(country and _PLANS[country].fullmatch(national))


def home_country(values: Iterable[str | float], likely: Iterable[str | None] = ()) -> str | None:
    """The country whose numbers a list is written in: by their prefixes first, then by where most
    are valid; ``likely`` countries, the likeliest first, decide between equals."""
    cells = [value for value in values if as_typed(value)][:400]
    hopes = [each for each in likely if each]
    prefixed, bare = _by_prefix(cells)
    choices = list(dict.fromkeys([*hopes, *CALLING_CODES]))
    local = {
        each: sum(_at_home(value, each, hoped=each in hopes) for value in bare) for each in choices
    }
    told = max(prefixed, key=lambda each: prefixed[each], default=None)
    hope = hopes[0] if hopes else None
    # One foreign guest among many local numbers must not decide.
    if told and prefixed[told] * 5 >= len(cells) and local.get(told, 0) >= local.get(hope or "", 0):
        return told
    best = max(choices, key=lambda each: local[each])
    if hope and local[hope] * 2 >= local[best]:
        return hope
    # Eight digits alone are Malian today and were Ivorian until 2021: nothing tells which.
    return best if local[best] and best != "ML" else told or hope


def _by_prefix(cells: list[str | float]) -> tuple[Counter[str], list[str | float]]:
    """The countries of the numbers with a prefix, and the cells without one."""
    prefixed: Counter[str] = Counter()
    bare = []
    for value in cells:
        number = read_phone(value).number
        country = country_of(number) if number else None
        if country:
            prefixed[country] += 1
        else:
            bare.append(value)
    return prefixed, bare


def _at_home(value: str | float, country: str, *, hoped: bool) -> float:
    """How much a number without prefix looks like one of this country."""
    phone = read_phone(value, country)
    if phone.trouble == OLD_IVORIAN:
        return 1.0 if hoped else 0.0
    if not phone.numbers:
        return 0.0
    if phone.trouble == ZERO_RESTORED:
        return 0.4
    # Moroccans write the leading zero; nine digits without it are Senegalese as well.
    return 0.4 if country == "MA" and as_typed(value).lstrip("+( ")[:1] in "567" else 1.0


@lru_cache(maxsize=8192)
def grouped(number: str) -> str:
    """A number in E.164 as people read it aloud: ``+225 07 01 02 03 04``."""
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return number
    national = phonenumbers.national_significant_number(parsed)
    if country_of(number) == "CI":
        # Ivorians read their ten digits in pairs; the library groups otherwise.
        pairs = " ".join(national[i : i + 2] for i in range(0, len(national), 2))
        return f"+{parsed.country_code} {pairs}"
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def country_of(number: str) -> str | None:
    """The country of a number in E.164."""
    code = phonenumbers.parse(number, None).country_code or 0
    region = phonenumbers.region_code_for_country_code(code)
    return region if region and region != "ZZ" else None
