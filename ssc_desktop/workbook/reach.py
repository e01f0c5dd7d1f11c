"""The telephone numbers and e-mail addresses of the people of a list."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.domain.phones import Phone, home_country, read_phone
from ssc_desktop.workbook.columns import Column, Layout
from ssc_desktop.workbook.drafts import Draft, said
from ssc_desktop.workbook.headings import CONTACT
from ssc_desktop.workbook.rows import Line
from ssc_desktop.workbook.values import emails_and_rest, read_email


class Reach:
    """Reads where people are reached; numbers without prefix are at home in one country."""

    def __init__(
        self, layout: Layout, lines: Sequence[Line], likely: tuple[str | None, ...]
    ) -> None:
        self._layout = layout
        texts = [text for line in lines for _, text in self._phone_cells(line)]
        self.home = home_country(texts, likely)

    def read(self, draft: Draft) -> None:
        """Put numbers and addresses into a draft, and report those that are none."""
        self._read_phones(draft)
        addresses = said(self._layout, draft.line, "email")
        for column, text in said(self._layout, draft.line, CONTACT):
            found = emails_and_rest(text)[0]
            if found or "@" in text:
                addresses.append((column, found or text))
        for column, text in addresses:
            email, trouble = read_email(text)
            draft.put("email", email)
            if trouble:
                draft.report(column, text, trouble)

    def _phone_cells(self, line: Line) -> list[tuple[Column, str]]:
        cells = said(self._layout, line, "phone")
        for column, text in said(self._layout, line, CONTACT):
            rest = emails_and_rest(text)[1]
            if rest:
                cells.append((column, rest))
        return cells

    def _read_phones(self, draft: Draft) -> None:
        country = str(draft.values.get("country") or "") or None
        cells = self._phone_cells(draft.line)
        read = [(column, text, self._phone(text, country)) for column, text in cells]
        numbers = [number for _, _, phone in read for number in phone.numbers]
        draft.put("phone", next(iter(numbers), ""))
        draft.put("phones", " ".join(dict.fromkeys(numbers)))
        draft.put("phone_as_typed", " / ".join(phone.as_typed for _, _, phone in read)[:80])
        for column, text, phone in read:
            if phone.trouble:
                draft.report(column, text, phone.trouble)

    def _phone(self, text: str, country: str | None) -> Phone:
        """At home where the person lives, else where the list was made."""
        own = read_phone(text, country) if country else None
        return own if own and own.numbers else read_phone(text, self.home)
