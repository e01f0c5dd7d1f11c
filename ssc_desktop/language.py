"""Text marked where it is written, translated where it is shown; dates, numbers and money by locale.

Amounts in words, as cashiers want them, stand at the end: French and English count through
num2words; Arabic counts here, where words agree with what they count.
"""

from __future__ import annotations

import datetime
import gettext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, get_day_names
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
)

from ssc_desktop.paths import translations_folder

LANGUAGES = ("fr", "en", "ar")
# Plain "ar" writes Eastern separators and "en" American dates; the offices write neither.
LOCALES = {"fr": "fr_FR", "en": "en_GB", "ar": "ar_MA"}
NATIVE_NAMES = {"fr": "Français", "en": "English", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})


def N_(text: str) -> str:
    """Mark ``text`` for the catalogs; it stays English until a Language translates it."""
    return text


@lru_cache(maxsize=8)
def _catalog(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("messages", translations_folder(), languages=[code], fallback=True)


@dataclass(frozen=True)
class Language:
    """One language to show things in: ``fr``, ``en`` or ``ar``; anything else reads as English."""

    code: str = "en"
    _locale: str = field(init=False, default="en_GB")

    def __post_init__(self) -> None:
        code = self.code if self.code in LANGUAGES else "en"
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "_locale", LOCALES[code])

    @cached_property
    def locale(self) -> Locale:
        """The Babel locale whose formats this language uses."""
        return Locale.parse(self._locale)

    @property
    def is_rtl(self) -> bool:
        """Whether lines run from right to left."""
        return self.code in RIGHT_TO_LEFT

    def __call__(self, message: str, **details: object) -> str:
        """Translate a marked message and fill its ``{placeholders}`` from ``details``."""
        text = _catalog(self.code).gettext(message) if message else ""
        return text.format(**details) if details else text

    def in_context(self, context: str, message: str) -> str:
        """Translate a message that needs its context to be told from a twin."""
        return _catalog(self.code).pgettext(context, message)

    def plural(self, one: str, many: str, count: int, **details: object) -> str:
        """Translate the form that goes with ``count``; ``{count}`` is filled with the number."""
        text = _catalog(self.code).ngettext(one, many, count)
        return text.format(count=self.number(count), **details)

    def choose(self, en: str | None, fr: str | None, ar: str | None) -> str:
        """The one of three names that suits this language, else the next best that is there."""
        own = {"en": en, "fr": fr, "ar": ar}[self.code]
        return own or fr or en or ar or ""

    def date(self, day: datetime.date, style: str = "short") -> str:
        """A day as people write it: ``15/09/2021`` (short) or ``15 septembre 2021`` (long)."""
        pattern = "dd/MM/yyyy" if style == "short" else style
        return format_date(day, pattern, locale=self.locale)

    def weekday(self, day: datetime.date) -> str:
        """The name of the day of the week."""
        return str(get_day_names("wide", locale=self.locale)[day.weekday()])

    def dates(self, start: datetime.date | None, end: datetime.date | None) -> str:
        """A period, its common parts written once: ``16-20 août 2021``."""
        if start is None:
            return self.date(end, "long") if end else ""
        if end is None or end == start:
            return self.date(start, "long")
        return format_interval(start, end, "yMMMd", locale=self.locale)

    def moment(self, moment: datetime.datetime) -> str:
        """A day and time, 24 hours, in the machine's own time zone."""
        return format_datetime(moment.astimezone(), "dd/MM/yyyy HH:mm", locale=self.locale)

    def number(self, value: float | Decimal) -> str:
        """A number with the locale's separators."""
        return format_decimal(value, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a percentage without decimals."""
        return format_percent(share, locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency; XOF has no decimals (ISO 4217)."""
        shown = format_currency(amount, currency, locale=self.locale)
        symbol = get_currency_symbol(currency, locale=self.locale)
        if len(symbol) > 1 and shown.startswith(symbol) and shown[len(symbol)].isdigit():
            # Letters stand apart from figures, signs do not: F CFA 500, €500.
            return f"{symbol}\u00a0{shown.removeprefix(symbol)}"
        return shown

    def amount(self, amount: Decimal, currency: str) -> str:
        """An amount without its currency, with as many decimals as the currency has."""
        places = get_currency_precision(currency)
        pattern = f"#,##0.{'0' * places}" if places else "#,##0"
        return format_decimal(amount, pattern, locale=self.locale)

    def amount_in_words(self, amount: Decimal, currency: str) -> str:
        """An amount of nothing or more as it is written out on cheques and payment lists."""
        whole, part = divmod(int((amount * 100).to_integral_value()), 100)
        names = _MONEY[self.code].get(currency) or _Money(_Counted(*[currency] * 4), None)
        words = self._counted(whole, names.unit)
        if not part:
            return words
        if names.part is None:
            return _JOINED[self.code].format(words, f"{part:02d}/100")
        parts = self._counted(part, names.part)
        return _JOINED[self.code].format(words, parts) if whole else parts

    def _counted(self, count: int, noun: _Counted) -> str:
        if self.code == "ar":
            return _counted_in_arabic(count, noun)
        from num2words import num2words

        words: str = num2words(count, lang=self.code)
        if self.code == "fr":
            return _counted_in_french(count, words, noun)
        return f"{words} {noun.one if count == 1 else noun.many}"

    def labelled(self, label: str, value: object) -> str:
        """What something is and what it is worth: French sets a blank before the colon."""
        return self(N_("{label}: {value}"), label=label, value=value)

    def list_of(self, words: list[str]) -> str:
        """Words joined as the language joins them in running text."""
        return ("، " if self.is_rtl else ", ").join(words)


class _Counted(NamedTuple):
    """A noun as it is counted: one, several; Arabic also has two of it, and 11 to 99 of it."""

    one: str
    many: str
    two: str = ""
    dozens: str = ""

    @property
    def two_of_it(self) -> str:
        """The dual before the word it belongs to: it loses its last letter, ``ألفا درهم``."""
        return self.two[:-1] if self.two.endswith("ان") else self.two


class _Money(NamedTuple):
    """A currency and its hundredth, if it has one."""

    unit: _Counted
    part: _Counted | None


_CENTIME, _CENT = _Counted("centime", "centimes"), _Counted("cent", "cents")
_MONEY = {
    "fr": {
        "XOF": _Money(_Counted("franc CFA", "francs CFA"), None),
        "MAD": _Money(_Counted("dirham marocain", "dirhams marocains"), _CENTIME),
        "EUR": _Money(_Counted("euro", "euros"), _CENTIME),
        "USD": _Money(_Counted("dollar des États-Unis", "dollars des États-Unis"), _CENT),
    },
    "en": {
        "XOF": _Money(_Counted("CFA franc", "CFA francs"), None),
        "MAD": _Money(_Counted("Moroccan dirham", "Moroccan dirhams"), _CENTIME),
        "EUR": _Money(_Counted("euro", "euros"), _CENT),
        "USD": _Money(_Counted("US dollar", "US dollars"), _CENT),
    },
    "ar": {
        "XOF": _Money(_Counted("فرنك CFA", "فرنكات CFA", "فرنكان CFA", "فرنكا CFA"), None),
        "MAD": _Money(
            _Counted("درهم مغربي", "دراهم مغربية", "درهمان مغربيان", "درهما مغربيا"),
            _Counted("سنتيم", "سنتيمات", "سنتيمان", "سنتيما"),
        ),
        "EUR": _Money(
            _Counted("يورو", "يورو", "يورو", "يورو"), _Counted("سنت", "سنتات", "سنتان", "سنتا")
        ),
        "USD": _Money(
            _Counted("دولار أمريكي", "دولارات أمريكية", "دولاران أمريكيان", "دولارا أمريكيا"),
            _Counted("سنت", "سنتات", "سنتان", "سنتا"),
        ),
    },
}
_JOINED = {"fr": "{} et {}", "en": "{} and {}", "ar": "{} و{}"}
_MILLION = 1_000_000


def _counted_in_french(count: int, words: str, noun: _Counted) -> str:
    """Nothing and one are singular; whole millions are nouns themselves: un million de francs."""
    name = noun.one if count < 2 else noun.many
    if count >= _MILLION and count % _MILLION == 0:
        return f"{words} d’{name}" if name[0] in "aeiouhéè" else f"{words} de {name}"
    return f"{words} {name}"


# num2words writes Arabic numbers as if a noun always followed some and never others (مئتا, ألفا
# and أحد عشر ألف standing alone) and sets the "and" apart, so that numbers are counted here.
_ARABIC_ONES = (
    "صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة",
    "أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر",
    "ثمانية عشر", "تسعة عشر",
)  # fmt: skip
_ARABIC_TENS = (
    "", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون",
)  # fmt: skip
_ARABIC_HUNDREDS = (
    "", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة",
    "تسعمائة",
)  # fmt: skip
_ARABIC_SCALES = (
    (1_000_000_000, _Counted("مليار", "مليارات", "ملياران", "مليارا")),
    (_MILLION, _Counted("مليون", "ملايين", "مليونان", "مليونا")),
    (1_000, _Counted("ألف", "آلاف", "ألفان", "ألفا")),
)
_AND = " و"


def _counted_in_arabic(count: int, noun: _Counted) -> str:
    """Things of a masculine noun: the noun agrees with the last number spoken before it."""
    rest = count % 100
    if count == 0:
        return f"{_ARABIC_ONES[0]} {noun.one}"
    if count in (1, 2):
        return _one_or_two(count, noun)
    if rest in (1, 2):
        # As in "a thousand nights and a night": what is counted is said again.
        return _AND.join((_counted_in_arabic(count - rest, noun), _one_or_two(rest, noun)))
    words = _AND.join(_arabic_parts(count))
    if rest == 0:
        return f"{_before_a_noun(words)} {noun.one}"
    return f"{words} {noun.many if rest <= 10 else noun.dozens}"


def _one_or_two(count: int, noun: _Counted) -> str:
    if noun.one == noun.two:
        # A loan word has no dual: the number itself says it.
        return f"{noun.one} {_ARABIC_ONES[count]}"
    return f"{noun.one} {_ARABIC_ONES[1]}" if count == 1 else noun.two


def _arabic_parts(count: int) -> list[str]:
    """The parts of a number from the largest, to be joined by "and"."""
    parts = []
    for size, scale in _ARABIC_SCALES:
        number, count = divmod(count, size)
        if number:
            parts.append(_scaled(number, scale))
    hundreds, rest = divmod(count, 100)
    if hundreds:
        parts.append(_ARABIC_HUNDREDS[hundreds])
    if 0 < rest < len(_ARABIC_ONES):
        parts.append(_ARABIC_ONES[rest])
    elif rest:
        tens, ones = divmod(rest, 10)
        parts += [_ARABIC_ONES[ones]] if ones else []
        parts.append(_ARABIC_TENS[tens])
    return parts


def _scaled(number: int, scale: _Counted) -> str:
    """Thousands and millions are counted like things, but one of them needs no "one"."""
    rest = number % 100
    if number <= 2:
        return scale.one if number == 1 else scale.two
    if rest in (1, 2):
        return _AND.join((_scaled(number - rest, scale), _scaled(rest, scale)))
    return _counted_in_arabic(number, scale)


def _before_a_noun(words: str) -> str:
    """The last part of a number bound to its noun: a dual loses its nun, ألفا its ending."""
    for scale in (each for _, each in _ARABIC_SCALES):
        for free, bound in ((scale.two, scale.two_of_it), (scale.dozens, scale.one)):
            if words == free or words.endswith((f" {free}", f"{_AND}{free}")):
                return words.removesuffix(free) + bound
    hundred = _ARABIC_HUNDREDS[2]
    if words == hundred or words.endswith(f"{_AND}{hundred}"):
        return words.removesuffix(hundred) + hundred[:-1]
    return words
