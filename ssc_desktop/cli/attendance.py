"""`attendance`: show the register of an activity, mark it, fill it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.participants import read_key
from ssc_desktop.cli.shapes import of_register
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.attendance import Register

Mark = tuple[UUID, str, str | None]
# Codes of a sheet's cells, as a table shows them.
_LETTERS = {
    "present": "P",
    "absent": "A",
    "excused": "E",
    "late": "L",
    "left_early": "D",
    "online": "O",
}
CLEARED = "none"

attendance = Group(
    "attendance",
    help=N_("Attendance by half-day: show, mark, fill."),
    example="ssc-desktop attendance show ACSS-CI-2021-ECH-001",
)


@attendance.command(
    "show",
    help=N_("Show who attended which half-day, and the counts."),
    example="ssc-desktop attendance show ACSS-CI-2021-ECH-001 --json",
)
@click.argument("code")
def _show(code: str) -> None:
    from ssc_desktop.services.attendance import read_register

    call = this_call()
    with opened(call) as workspace:
        _answer(call, read_register(workspace.store, code))


@attendance.command(
    "mark",
    help=N_(
        "Mark people for half-days. One state goes to all of them; with as many states as people and half-days, the first of each go together. The state none clears a mark."
    ),
    example=(
        "ssc-desktop attendance mark ACSS-CI-2021-ECH-001 --participant ID "
        "--half-day 2021-08-16/AM --state present"
    ),
)
@click.argument("code")
@option("--participant", "people", multiple=True, metavar="ID", help=N_("Id of a participant."))
@option("--half-day", "slots", multiple=True, metavar="SLOT", help=N_("Such as 2021-08-16/AM."))
@option(
    "--state",
    "states",
    multiple=True,
    help=N_("present, absent, excused, late, left_early, online or none."),
)
@option("--file", type=READ_FILE, help=N_("JSON file with marks as “attendance show” tells them."))
def _mark(
    code: str,
    people: tuple[str, ...],
    slots: tuple[str, ...],
    states: tuple[str, ...],
    file: Path | None,
) -> None:
    from ssc_desktop.services.attendance import mark, read_register

    call = this_call()
    wanted = list(_told_marks(people, slots, states))
    if file is not None:
        wanted += _marks_in(file)
    if not wanted:
        raise click.UsageError("no marks", click.get_current_context())
    with opened(call) as workspace:
        mark(workspace.store, code, wanted)
        _answer(call, read_register(workspace.store, code))


@attendance.command(
    "fill",
    help=N_("Give everybody on the list one state, where nothing is marked yet."),
    example="ssc-desktop attendance fill ACSS-CI-2021-ECH-001 --state present",
)
@click.argument("code")
@option("--state", required=True, help=N_("State to give."))
@option("--half-day", "slots", multiple=True, metavar="SLOT", help=N_("Only this half-day."))
@option("--overwrite", is_flag=True, help=N_("Also where something is marked already."))
def _fill(code: str, state: str, slots: tuple[str, ...], overwrite: bool) -> None:
    from ssc_desktop.services.attendance import fill, read_register

    call = this_call()
    with opened(call) as workspace:
        if slots:
            _refuse_unknown(read_register(workspace.store, code), slots)
        fill(workspace.store, code, _state(state), only_empty=not overwrite, slots=slots or None)
        _answer(call, read_register(workspace.store, code))


def _told_marks(
    people: tuple[str, ...], slots: tuple[str, ...], states: tuple[str, ...]
) -> Iterator[Mark]:
    if not (people or slots or states):
        return
    if len(people) == len(slots) == len(states):
        for person, slot, state in zip(people, slots, states, strict=True):
            yield read_key(person), slot, _state(state)
    elif len(states) == 1 and people and slots:
        for person in people:
            for slot in slots:
                yield read_key(person), slot, _state(states[0])
    else:
        raise click.UsageError("counts differ", click.get_current_context())


def _marks_in(file: Path) -> list[Mark]:
    try:
        read = json.loads(file.read_text("utf-8-sig"))
        marks = read["marks"] if isinstance(read, dict) else read
        return [
            (read_key(str(each["participant"])), str(each["half_day"]), _state(each["state"]))
            for each in marks
        ]
    except (ValueError, KeyError, TypeError):
        raise Problem(
            "not-marks",
            N_(
                "The file {file} holds no marks of attendance. Nothing was changed. Write an array of participant, half_day and state."
            ),
            file=file.name,
        ) from None


def _state(text: str | None) -> str | None:
    return None if text in (None, "", CLEARED) else text


def _refuse_unknown(register: Register, slots: tuple[str, ...]) -> None:
    known = {each.slot for each in register.half_days}
    for slot in slots:
        if slot not in known:
            raise Problem(
                "unknown-half-day",
                N_("The activity has no half-day {slot}. Nothing was changed."),
                slot=slot,
            )


def _answer(call: Call, register: Register) -> None:
    call.answer(of_register(register), lambda: _show_register(call, register))


def _show_register(call: Call, register: Register) -> None:
    slots = [each.slot for each in register.half_days]
    heads = [
        N_("Participant"),
        N_("Sex"),
        *(f"{slot[8:10]}/{slot[5:7]} {slot[11:]}" for slot in slots),
    ]
    rows = [
        [
            each.participant.full_name,
            each.participant.sex,
            *(
                _LETTERS.get(register.marks.get((each.participant.id, slot), ""), "")
                for slot in slots
            ),
        ]
        for each in register.people
    ]
    call.table(heads, rows)
    totals = register.totals
    call.say(
        N_(
            "{attended} of {registered} attended ({women} women, {men} men); {days} participant-days."
        ),
        attended=totals.attended,
        registered=totals.registered,
        women=totals.by_sex["F"],
        men=totals.by_sex["M"],
        days=call.language.number(totals.participant_days),
    )
