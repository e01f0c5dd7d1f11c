"""The program as a command: its groups, its exit status, and how trouble is told."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import click

from ssc_desktop import __version__, log
from ssc_desktop.cli.account import account
from ssc_desktop.cli.activity import activity
from ssc_desktop.cli.attendance import attendance
from ssc_desktop.cli.attestation import attestation
from ssc_desktop.cli.backup import backup
from ssc_desktop.cli.bundle_review import bundle
from ssc_desktop.cli.call import Call
from ssc_desktop.cli.codes import codes
from ssc_desktop.cli.command import Group, Option
from ssc_desktop.cli.conflicts import conflicts
from ssc_desktop.cli.consent import consent
from ssc_desktop.cli.database import database
from ssc_desktop.cli.declaration import declaration
from ssc_desktop.cli.demo import demo
from ssc_desktop.cli.duplicates import duplicates
from ssc_desktop.cli.enrol import enrol
from ssc_desktop.cli.evidence_review import evidence
from ssc_desktop.cli.export import export
from ssc_desktop.cli.find import find
from ssc_desktop.cli.history import history
from ssc_desktop.cli.indicators import indicators
from ssc_desktop.cli.logo import logo
from ssc_desktop.cli.monitoring import monitoring
from ssc_desktop.cli.outputs import outputs
from ssc_desktop.cli.paper_printing import print_group
from ssc_desktop.cli.participants import participants
from ssc_desktop.cli.programme import programme
from ssc_desktop.cli.question import question
from ssc_desktop.cli.removed import removed
from ssc_desktop.cli.report import report
from ssc_desktop.cli.scan import scan
from ssc_desktop.cli.travel import travel
from ssc_desktop.cli.workspace import check, init, recover
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.settings import Settings

DONE, ACTIONABLE, WRONG_USAGE, BUG = 0, 1, 2, 70
INTERRUPTED = 130
_log = logging.getLogger(__name__)

program = Group(
    "ssc-desktop",
    help=N_(
        "Activities, participants and half-day attendance, recorded offline and handed over by file. Without a command the window opens."
    ),
    example="ssc-desktop demo demo-folder",
    no_args_is_help=True,
)
for _each in (
    init,
    demo,
    find,
    activity,
    participants,
    duplicates,
    attendance,
    travel,
    question,
    attestation,
    print_group,
    logo,
    scan,
    evidence,
    indicators,
    monitoring,
    account,
    consent,
    programme,
    codes,
    outputs,
    report,
    export,
    history,
    removed,
    bundle,
    conflicts,
    enrol,
    declaration,
    backup,
    database,
    recover,
    check,
):
    program.add_command(_each)


def _show_version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    del parameter
    if value:
        click.echo(f"ssc-desktop {__version__}")
        context.exit()


program.params.append(
    Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show the version and do nothing."),
    )
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; trouble is told in one line on standard error."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    call = Call(Language(_language_of(given)))
    log.start()
    try:
        return _run(given, call)
    except Problem as problem:
        _tell(problem.code, problem.told(call.language))
        return ACTIONABLE
    except click.UsageError as trouble:
        _tell("usage", _about_usage(trouble, call.language))
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        _tell("interrupted", call.language(N_("Interrupted. What was saved before is kept.")))
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return DONE
    except OSError as trouble:
        _log.exception("a file or the system refused")
        _tell("file-trouble", _about_file(trouble, call.language))
        return ACTIONABLE
    except Exception:
        _log.exception("a bug")
        _tell("bug", call.language(_BUG))
        return BUG
    finally:
        log.stop()


_BUG = N_(
    "Something went wrong that is a fault of the program. What was saved before is kept. The log file tells where; send it with a description of what you did."
)


def _run(given: list[str], call: Call) -> int:
    status = program.main(given, prog_name="ssc-desktop", standalone_mode=False, obj=call)
    sys.stdout.flush()
    return status if isinstance(status, int) else DONE


def _speak_utf8() -> None:
    # Names in three scripts must leave whole, whatever code page the terminal has.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _language_of(given: Sequence[str]) -> str:
    """The language named anywhere in the arguments, else the chosen or the system's one."""
    for position, argument in enumerate(given):
        option, equals, value = argument.partition("=")
        if option == "--lang":
            named = value if equals else next(iter(given[position + 1 :]), "")
            if named in LANGUAGES:
                return named
    return Settings().language()


def _tell(code: str, message: str) -> None:
    click.echo(f"{code}: {' '.join(message.split())}", err=True)


def _about_usage(trouble: click.UsageError, language: Language) -> str:
    command = trouble.ctx.command_path if trouble.ctx else "ssc-desktop"
    if isinstance(trouble, click.NoSuchOption):
        told = language(N_("There is no option {name}."), name=trouble.option_name)
    elif isinstance(trouble, click.exceptions.NoSuchCommand):
        told = language(N_("There is no command {name}."), name=trouble.command_name)
    elif isinstance(trouble, click.MissingParameter) and trouble.param:
        told = language(N_("{name} is missing."), name=_name(trouble.param, trouble.ctx))
    elif isinstance(trouble, click.BadParameter):
        told = _about_value(trouble, language)
    elif isinstance(trouble, click.exceptions.NoArgsIsHelpError):
        told = language(N_("Name a command."))
    else:
        told = language(N_("These arguments do not go together."))
    return f"{told} " + language(N_("See {command} --help."), command=command)


def _about_value(trouble: click.BadParameter, language: Language) -> str:
    if trouble.param is None:
        return language(N_("{name} cannot take this value."), name=trouble.param_hint)
    name = _name(trouble.param, trouble.ctx)
    if isinstance(trouble.param.type, click.Choice):
        known = language.list_of([str(each) for each in trouble.param.type.choices])
        return language(N_("{name} is one of: {known}."), name=name, known=known)
    return language(N_("{name} cannot take this value."), name=name)


def _name(parameter: click.Parameter, context: click.Context | None) -> str:
    if isinstance(parameter, click.Option) or context is None:
        return max(parameter.opts, key=len)
    return parameter.make_metavar(context)


def _about_file(trouble: OSError, language: Language) -> str:
    if trouble.filename:
        return language(
            N_(
                "{file} cannot be read or written: {reason}. Check the path, the rights and the space on the disk."
            ),
            file=os.fsdecode(trouble.filename),
            reason=trouble.strerror or "?",
        )
    return language(
        N_("The system refused: {reason}. What was saved before is kept."),
        reason=trouble.strerror or "?",
    )


def _close_output() -> None:
    # Whoever read the answer has left; the interpreter would complain at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
