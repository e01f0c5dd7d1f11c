"""The card of headquarters and the request of a laptop on paper: fingerprint, code, typed lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.record import now
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.codes import Modules, modules_of
from ssc_desktop.paper.enrolment_page import (
    CARD_TITLE,
    REQUEST_TITLE,
    EnrolmentPage,
    enrolment_page,
)
from ssc_desktop.paper.frame import Printing
from ssc_desktop.services.enrolment import card_lines, request_lines
from ssc_desktop.services.printed import Printed, write_paper
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.vault.typed_lines import as_code

_CARD_STEPS = (
    N_("At the office, choose “Join a headquarters”, then scan the code or type the lines below."),
    N_("Compare the fingerprint on the screen with the one above. They must be the same."),
    N_("Send the laptop’s own request back: as a file, on paper or by telephone."),
)
_REQUEST_STEPS = (
    N_("At headquarters, choose “Approve a request”, then scan the code or type the lines below."),
    N_("Compare the fingerprint on the screen with the one above. They must be the same."),
    N_("The certificate comes back with the next bundle. Work may go on meanwhile."),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown on a screen: the fingerprint, the modules of the code, the typed lines."""

    fingerprint: str
    modules: Modules
    lines: tuple[str, ...]


def show_card(workspace: Workspace) -> Shown:
    """The card of this headquarters for the screen."""
    return _shown(workspace, card_lines(workspace))


def show_request(workspace: Workspace) -> Shown:
    """The request of this laptop for the screen."""
    return _shown(workspace, request_lines(workspace))


def print_card(workspace: Workspace, *, language: Language, path: Path | None = None) -> Printed:
    """Print the card of this headquarters."""
    lines = card_lines(workspace)
    return _print(workspace, CARD_TITLE, lines, _CARD_STEPS, language, path)


def print_request(workspace: Workspace, *, language: Language, path: Path | None = None) -> Printed:
    """Print the request of this laptop."""
    lines = request_lines(workspace)
    return _print(workspace, REQUEST_TITLE, lines, _REQUEST_STEPS, language, path)


def _shown(workspace: Workspace, lines: list[str]) -> Shown:
    return Shown(workspace.fingerprint, modules_of(as_code(lines)), tuple(lines))


def _print(
    workspace: Workspace,
    title: str,
    lines: list[str],
    steps: tuple[str, ...],
    language: Language,
    path: Path | None,
) -> Printed:
    page = EnrolmentPage(
        title=title,
        name=workspace.office.name,
        about=workspace.office.code,
        fingerprint=workspace.fingerprint,
        code=as_code(lines),
        lines=lines,
        steps=[language(each) for each in steps],
        printing=Printing(now()),
    )
    pdf = enrolment_page(page, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)
