"""The kinds of value a column can hold, and how each is stored."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ColumnOperators,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    literal_column,
    null,
)


class Key(TypeDecorator[UUID]):
    """A record's key: 16 bytes, in every database, so that one SQL reads them.

    SQLAlchemy's own Uuid would take 32 characters in SQLite: three times the file.
    """

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ANN401
        """From the database."""
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=bytes(value))


class Link(Key):
    """The key of another record; ``noun`` names its table."""

    cache_ok = True

    def __init__(self, noun: str) -> None:
        super().__init__()
        self.noun = noun


class Choice(TypeDecorator[str]):
    """One code of a code list."""

    impl = String
    cache_ok = True

    def __init__(self, code_list: str) -> None:
        super().__init__(40)
        self.code_list = code_list


class Choices(TypeDecorator[tuple[str, ...]]):
    """Several codes of a code list, kept sorted so that equal sets are equal values."""

    impl = Text
    cache_ok = True

    def __init__(self, code_list: str) -> None:
        super().__init__()
        self.code_list = code_list

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """To the database: a JSON array."""
        if not value:
            return None
        return json.dumps(sorted(set(value)), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:  # noqa: ANN401
        """From the database: a tuple, empty when nothing was chosen."""
        return tuple(json.loads(value)) if value else ()


class Line(TypeDecorator[str]):
    """One line of text, kept as typed but for the blanks around it."""

    impl = String
    cache_ok = True

    def __init__(self, length: int = 200) -> None:
        super().__init__(length)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database: an empty line is no value."""
        return (value or "").strip() or None


class Paragraph(Line):
    """Text of several lines."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(20_000)


class Written(TypeDecorator[str]):
    """Text of any length that the program writes itself, such as a geometry."""

    impl = Text
    cache_ok = True


class Day(TypeDecorator[Any]):
    """A calendar day, ISO 8601 in storage."""

    impl = Date
    cache_ok = True


class Moment(TypeDecorator[datetime]):
    """A point in time, stored as milliseconds since 1970 (UTC)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else int(value.timestamp() * 1000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """From the database: an aware UTC moment."""
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Count(TypeDecorator[int]):
    """A whole number."""

    impl = Integer
    cache_ok = True


class _OneOrNot(TypeDecorator.Comparator[bool]):
    """Asks for the number by which yes is stored: what is no truth value cannot be asked IS TRUE."""

    def is_(self, other: Any) -> ColumnOperators:  # noqa: ANN401
        """Whether it says this, or nothing."""
        return self.expr.is_not_distinct_from(_stored(other))

    def is_not(self, other: Any) -> ColumnOperators:  # noqa: ANN401
        """Whether it says anything else, nothing included."""
        return self.expr.is_distinct_from(_stored(other))


def _stored(flag: bool | None) -> ColumnElement[Any]:
    # Written out, not given as a value: an index of the removed alone is then used.
    return null() if flag is None else literal_column(str(int(flag)))


class Flag(TypeDecorator[bool]):
    """Yes, no, or not said."""

    impl = Integer
    comparator_factory = _OneOrNot
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ANN401
        """To the database."""
        return None if value is None else int(bool(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ANN401
        """From the database."""
        return None if value is None else bool(value)


class Decimals(TypeDecorator[Decimal]):
    """A decimal number stored as a whole number of ``10 ** -places``, so that sums are exact."""

    impl = Integer
    cache_ok = True
    places = 2

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ANN401
        """To the database, rounded half to even at the last place."""
        if value is None or value == "":
            return None
        try:
            scaled = Decimal(str(value)).scaleb(self.places)
            return int(scaled.to_integral_value())
        except InvalidOperation as error:
            raise ValueError("not a number") from error

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401
        """From the database."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class Amount(Decimals):
    """An amount of money, to the hundredth; its currency is a field beside it."""

    cache_ok = True
    places = 2


class Rate(Decimals):
    """An exchange rate, to the millionth."""

    cache_ok = True
    places = 6


class Coordinate(Decimals):
    """Degrees of latitude or longitude, to the millionth."""

    cache_ok = True
    places = 6
