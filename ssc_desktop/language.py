"""Text marked where it is written, translated where it is shown; dates, numbers and money by locale."""

from __future__ import annotations

import datetime
import gettext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent

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
        return format_currency(amount, currency, locale=self.locale)

    def list_of(self, words: list[str]) -> str:
        """Words joined as the language joins them in running text."""
        return ("، " if self.is_rtl else ", ").join(words)
