"""What the steps of an import share: their names along the top, and what a column can hold."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.theme import BODY_POINTS, font_of
from ssc_desktop.gui.widgets.plain import ROLES, Picture, label, row
from ssc_desktop.language import N_, Language

FILE, SHEET, COLUMNS, PEOPLE, RESULT = range(5)
STEP_TITLES = (N_("File"), N_("Sheet"), N_("Columns"), N_("People"), N_("Result"))

# What a column of a list can hold; the names of fields are those of a participant.
MEANINGS = {
    "ignored": N_("Leave aside"),
    "full_name": N_("Whole name"),
    "family_name": "",
    "given_names": "",
    "name_ar": "",
    "title": "",
    "sex": "",
    "sex_f": N_("Mark if a woman"),
    "sex_m": N_("Mark if a man"),
    "birth": N_("Year or date of birth"),
    "age": N_("Age or age group"),
    "nationality": "",
    "country": "",
    "region": "",
    "city": "",
    "place": N_("Place (city and country)"),
    "organisation": N_("Organisation"),
    "function": "",
    "phone": "",
    "email": "",
    "contact": N_("Contact (telephone or e-mail)"),
    "role": N_("Role"),
    "language": N_("Preferred language"),
    "number": N_("Number of the row"),
}


def meaning_label(name: str, language: Language) -> str:
    """What a column holds, in words."""
    words = MEANINGS.get(name, "")
    field = field_named(Participant, name)
    return language(words or (field.facts.label if field else name))


class StepStrip(QWidget):
    """The steps in their order; the one that is done now stands out."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._titles = [label(language(each)) for each in STEP_TITLES]
        pieces: list[QWidget | None] = []
        for number, title in enumerate(self._titles):
            if number:
                pieces.append(Picture("chevron-right", "muted", 14))
            pieces.append(title)
        inside = row(*pieces, spacing=10)
        self.setLayout(inside)
        self.show_step(FILE)

    def show_step(self, step: int) -> None:
        """Mark the step that is done now."""
        for number, title in enumerate(self._titles):
            is_now = number == step
            title.setFont(font_of(BODY_POINTS, bold=is_now))
            title.setForegroundRole(ROLES["accent" if is_now else "muted"])
        count = self._language.number(len(self._titles))
        words = self._language("Step {step} of {count}: {title}", step=self._language.number(
            step + 1), count=count, title=self._titles[step].text())  # fmt: skip
        self.setAccessibleName(words)
