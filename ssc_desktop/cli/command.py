"""Click's commands with marked texts, translated when they are shown, and one example each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import click

from ssc_desktop.cli.call import Call
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, N_, Language

F = TypeVar("F", bound=Callable[..., Any])
READ_FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path)
_SHORTENED = 200


def _language() -> Language:
    context = click.get_current_context(silent=True)
    call = context.find_object(Call) if context else None
    return call.language if call else Language()


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> object:
    # The same options stand before and behind the command; the later one wins.
    if value:
        setattr(context.ensure_object(Call), str(parameter.name), value)
    return value


def _speak(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    del parameter
    if value:
        context.ensure_object(Call).language = Language(value)
    return value


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and translated help."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        help_text = _language()(self.help or "")
        if self.required:
            help_text = f"{help_text} " + _language()(N_("(needed)"))
        return record[0], help_text


class Command(click.Command):
    """A command with one example; every text of its help is translated when it is shown."""

    example: str = ""

    def __init__(self, *given: Any, example: str = "", **options: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **options)
        self.example = example
        self.params.extend(common_options())

    def get_short_help_str(self, limit: int = _SHORTENED) -> str:
        """The help as one line of the list of commands."""
        del limit
        return _language()(self.help or "").partition("\n")[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that tells how to call it."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        _write_help(self, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments are told in the usage line."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example."""
        _write_example(self.example, formatter)


class Group(click.Group):
    """A group of commands, told in the reader's language."""

    command_class = Command
    example: str = ""

    def __init__(self, *given: Any, example: str = "", **options: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **options)
        self.example = example
        self.params.extend(common_options())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order they are declared in, which is the order of the work."""
        return list(self.commands)

    def get_short_help_str(self, limit: int = _SHORTENED) -> str:
        """The help as one line of the list of commands."""
        del limit
        return _language()(self.help or "").partition("\n")[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that tells how to call it."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the group is about."""
        _write_help(self, formatter)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments are told in the usage line."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, then the options."""
        told = [(name, self.commands[name].get_short_help_str()) for name in self.commands]
        with formatter.section(_language()(N_("Commands"))):
            formatter.write_dl(told)
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example."""
        _write_example(self.example, formatter)


def common_options() -> list[click.Parameter]:
    """The options every command takes."""
    return [
        Option(
            ["--workspace"],
            type=FOLDER,
            metavar="DIR",
            expose_value=False,
            callback=_remember,
            help=N_("Folder of the workspace; SSC_DESKTOP_WORKSPACE when it is not given."),
        ),
        Option(
            ["--passphrase-file"],
            type=READ_FILE,
            metavar="FILE",
            expose_value=False,
            callback=_remember,
            help=N_(
                "File whose first line is the passphrase; else SSC_DESKTOP_PASSPHRASE, else you are asked."
            ),
        ),
        Option(
            ["--json", "as_json"],
            is_flag=True,
            expose_value=False,
            callback=_remember,
            help=N_("Answer as JSON, for other programs."),
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            is_eager=True,
            expose_value=False,
            callback=_speak,
            help=N_("Language of messages."),
        ),
    ]


def option(*names: str, **facts: Any) -> Callable[[F], F]:  # noqa: ANN401
    """An option of a command; its ``help`` is marked."""
    return click.option(*names, cls=Option, **facts)


def _write_usage(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter
) -> None:
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    needed = [
        f"{max(each.opts, key=len)} {each.make_metavar(context)}"
        for each in command.get_params(context)
        if isinstance(each, click.Option) and each.required
    ]
    prefix = _language()(N_("Usage:")) + " "
    formatter.write_usage(context.command_path, " ".join([*pieces, *needed]), prefix)


def _write_help(command: click.Command, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(_language()(command.help or ""))


def _write_options(
    command: click.Command, context: click.Context, formatter: click.HelpFormatter
) -> None:
    records: list[tuple[str, str]] = []
    for each in command.get_params(context):
        if isinstance(each, Option):
            record = each.get_help_record(context)
        elif isinstance(each, click.Option):
            record = "--help", _language()(N_("Show this and do nothing."))
        else:
            record = None
        if record:
            records.append(record)
    with formatter.section(_language()(N_("Options"))):
        formatter.write_dl(records)


def _write_example(example: str, formatter: click.HelpFormatter) -> None:
    if example:
        with formatter.section(_language()(N_("Example"))):
            formatter.write("".join(f"  {line}\n" for line in example.splitlines()))


def read_pairs(pairs: Sequence[str], name: str) -> dict[str, str]:
    """``field=value`` pairs as a mapping; wrong usage where one has no equals sign."""
    read: dict[str, str] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field.strip():
            raise click.BadParameter(pair, param_hint=name)
        read[field.strip()] = value
    return read


def read_entry_key(text: str) -> UUID:
    """The key that the id of an entry names."""
    try:
        return UUID(text)
    except ValueError:
        raise Problem(
            "not-an-entry",
            N_("This is not the id of an entry. Nothing was changed. A list shows the ids."),
        ) from None
