"""What went wrong, told to a person: what happened, what was kept, what to do."""

from __future__ import annotations

from ssc_desktop.language import Language


class Problem(Exception):
    """A foreseeable trouble that a person can act on.

    ``code`` is stable and in kebab-case; ``message`` is marked English text with ``{placeholders}``
    filled from ``details``; ``field`` names the field it belongs to. Personal data is never put
    into a message or into ``details``: it names fields, rows and codes, not people.
    """

    def __init__(
        self, code: str, message: str, *, field: str | None = None, **details: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.details = details

    def told(self, language: Language) -> str:
        """The message in the reader's language."""
        return language(self.message, **self.details)
