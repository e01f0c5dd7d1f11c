"""Who answers for personal data of the whole Action, for how long, and whom people write to."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.paper.text import ltr
from ssc_desktop.services.sheet_contents import Around

USUAL_YEARS = 7


@dataclass(frozen=True, slots=True)
class Controller:
    """The agencies that are data controllers, their contact, the years data are kept."""

    name: str = ""
    contact: str = ""
    years: int = USUAL_YEARS
    action: str = ""


def controller_of(around: Around, language: Language) -> Controller:
    """As the programme says, in the language of a paper."""
    programme = around.programme
    if programme is None:
        return Controller()
    title = language.choose(programme.title_en, programme.title_fr, programme.title_ar)
    action = (title, ltr(programme.contract_no or ""))
    return Controller(
        name=language.list_of([name_of("agency", each, language) for each in programme.agencies]),
        contact=programme.data_contact or "",
        years=programme.retention_years or USUAL_YEARS,
        action="  ·  ".join(each for each in action if each),
    )
