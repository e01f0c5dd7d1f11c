"""`print`: badges, attestations, lists to pay by, forms, monitoring sheets, and all papers at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import FOLDER, READ_FILE, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.printing import LANGUAGE_HELP, OUTPUT_HELP, paper_language, print_group
from ssc_desktop.cli.progress import steps_bar
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    from ssc_desktop.services.papers import Sheaf

# The whole group: the sheets that were declared where the group is, and the papers declared here.
__all__ = ["print_group"]

_language = option("--language", "named", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP)
_output = option("--output", type=READ_FILE, required=True, metavar="FILE.pdf", help=OUTPUT_HELP)
_people = option(
    "--participant",
    "people",
    type=click.UUID,
    multiple=True,
    metavar="ID",
    help=N_("Only this person; may be given several times."),
)
_copies = option(
    "--copies",
    type=click.IntRange(1, 1000),
    metavar="N",
    help=N_("How many copies; as many as there are people, and three more, when it is not given."),
)


@print_group.command(
    "badges",
    help=N_("Print badges to cut out, with blank ones for those who come unannounced."),
    example="ssc-desktop print badges ACSS-CI-2021-CAP-001 --per-page 10 --output badges.pdf",
)
@click.argument("code")
@option(
    "--per-page",
    type=click.Choice(("8", "10")),
    default="8",
    help=N_("How many badges a page holds."),
)
@_people
@_language
@_output
def _badges(
    code: str, per_page: str, people: tuple[UUID, ...], named: str | None, output: Path
) -> None:
    _print("badges", code, named, output, per_page=int(per_page), participants=people)


@print_group.command(
    "attestations",
    help=N_("Print an attestation for each person who was there often enough, each with a number."),
    example="ssc-desktop print attestations ACSS-CI-2021-CAP-001 --output attestations.pdf",
)
@click.argument("code")
@_people
@_language
@_output
def _attestations(code: str, people: tuple[UUID, ...], named: str | None, output: Path) -> None:
    _print("attestations", code, named, output, participants=people)


@print_group.command(
    "perdiem",
    help=N_("Print what each person is paid, to sign on receipt, with the sum in words."),
    example="ssc-desktop print perdiem ACSS-CI-2021-CAP-001 --output perdiem.pdf",
)
@click.argument("code")
@option(
    "--identity",
    is_flag=True,
    help=N_("With a column for identity documents, where the payment asks for one."),
)
@_language
@_output
def _perdiem(code: str, identity: bool, named: str | None, output: Path) -> None:
    _print("perdiem", code, named, output, identity=identity)


@print_group.command(
    "test",
    help=N_("Print the questions asked before and after a session, under codes instead of names."),
    example="ssc-desktop print test ACSS-CI-2021-CAP-001 --copies 25 --output test.pdf",
)
@click.argument("code")
@_copies
@option("--after", is_flag=True, help=N_("Only the form to fill in after the session."))
@_language
@_output
def _test(code: str, copies: int | None, after: bool, named: str | None, output: Path) -> None:
    _print("test", code, named, output, copies=copies, after=after)


@print_group.command(
    "evaluation",
    help=N_("Print the form on which participants say what they thought of the activity."),
    example="ssc-desktop print evaluation ACSS-CI-2021-CAP-001 --output evaluation.pdf",
)
@click.argument("code")
@_copies
@_language
@_output
def _evaluation(code: str, copies: int | None, named: str | None, output: Path) -> None:
    _print("evaluation", code, named, output, copies=copies)


@print_group.command(
    "pilot",
    help=N_("Print the monitoring sheet of a pilot activity."),
    example="ssc-desktop print pilot ACSS-CI-2021-PIL-001 --output pilot.pdf",
)
@click.argument("code")
@_language
@_output
def _pilot(code: str, named: str | None, output: Path) -> None:
    _print("pilot", code, named, output)


@print_group.command(
    "all",
    help=N_("Print every paper of an activity that can be printed, each into a file of its own."),
    example="ssc-desktop print all ACSS-CI-2021-CAP-001 --language fr --language ar --output papers",
)
@click.argument("code")
@option(
    "--paper",
    "papers",
    multiple=True,
    metavar="NAME",
    help=N_("Only this paper, such as badges; may be given several times."),
)
@option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help=N_("Language of the papers; may be given several times."),
)
@option(
    "--output",
    type=FOLDER,
    required=True,
    metavar="DIR",
    help=N_("Folder for the files; it is made where there is none."),
)
def _all(code: str, papers: tuple[str, ...], languages: tuple[str, ...], output: Path) -> None:
    from ssc_desktop.services.papers import Wish, print_all

    call = this_call()
    wishes = [Wish(paper_language(each)) for each in languages or (None,)]
    with opened(call) as workspace, steps_bar(call) as begin:
        sheaves = print_all(workspace, code, wishes, names=papers, folder=output, told=begin)
    call.answer([_shape_of(each) for each in sheaves], lambda: _show_all(call, sheaves))


@print_group.command(
    "register",
    help=N_("Print the register of processing of personal data, of one country or of all."),
    example="ssc-desktop print register --country CI --output register.pdf",
)
@option("--country", metavar="CODE", help=N_("Only this country."))
@_language
@_output
def _register(country: str | None, named: str | None, output: Path) -> None:
    from ssc_desktop.services.processing import print_register

    call = this_call()
    language = paper_language(named)
    with opened(call) as workspace:
        printed = print_register(workspace, language=language, country=country, path=output)
    shape = _shape("register", language, output, len(printed.pdf))
    call.answer(shape, lambda: call.say(N_("Written: {file}"), file=output))


def _print(
    paper: str,
    code: str,
    named: str | None,
    output: Path,
    **wished: Any,  # noqa: ANN401
) -> None:
    from ssc_desktop.services.papers import Wish, print_paper

    call = this_call()
    language = paper_language(named)
    with opened(call) as workspace:
        printed = print_paper(workspace, paper, code, Wish(language, **wished), output)
    shape = _shape(paper, language, output, len(printed.pdf))
    call.answer(shape, lambda: call.say(N_("Written: {file}"), file=output))


def _shape(paper: str, language: Language, file: Path | None, size: int) -> Shape:
    return {"file": str(file), "paper": paper, "language": language.code, "bytes": size}


def _shape_of(sheaf: Sheaf) -> Shape:
    printed = sheaf.printed
    return _shape(sheaf.paper.name, sheaf.language, printed.path, len(printed.pdf))


def _show_all(call: Call, sheaves: list[Sheaf]) -> None:
    for each in sheaves:
        call.say(N_("Written: {file}"), file=each.printed.path)
    if not sheaves:
        call.say(N_("Nothing can be printed for this activity yet."))
