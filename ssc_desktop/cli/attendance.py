"""`attendance`: show the register of an activity, mark it, fill it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.participants import read_key
from ssc_desktop.cli.shapes import of_check_in, of_hand_count, of_register
from ssc_desktop.domain.badge_code import may_be_badge_code
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.progress import CountedSheet
    from ssc_desktop.services.attendance import Register
    from ssc_desktop.services.hand_counts import HandCount
    from ssc_desktop.services.workspaces import Workspace

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
    help=N_("Attendance by half-day: show, mark, fill, check in, count."),
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


@attendance.command(
    "checkin",
    help=N_(
        "Check somebody in for a half-day by a name, a telephone number, an id or the code of a badge. Without --half-day, for the one that is on now."
    ),
    example='ssc-desktop attendance checkin ACSS-CI-2021-ECH-001 "traoré awa" --half-day 2021-08-16/AM',
)
@click.argument("code")
@click.argument("who")
@option("--half-day", "slot", metavar="SLOT", help=N_("Such as 2021-08-16/AM."))
@option("--register", is_flag=True, help=N_("Put a known person on the list first."))
@option("--walk-in", "is_new", is_flag=True, help=N_("Record a new person of this name."))
def _checkin(code: str, who: str, slot: str | None, register: bool, is_new: bool) -> None:
    from ssc_desktop.services import check_in

    call = this_call()
    with opened(call) as workspace:
        slot = slot or _slot_now(workspace, code)
        if is_new:
            done = check_in.walk_in(workspace.store, code, slot, who)
        else:
            person = _meant(workspace, code, who, slot)
            done = check_in.check_in(workspace.store, code, slot, person, register=register)
    call.answer(
        of_check_in(done),
        lambda: call.say(
            N_("{name}: {state}, {half_day}."),
            name=done.person.name,
            state=done.person.state,
            half_day=done.slot,
        ),
    )


def _slot_now(workspace: Workspace, code: str) -> str:
    from ssc_desktop.services.attendance_grid import read_grid
    from ssc_desktop.services.check_in import slot_now

    found = slot_now(read_grid(workspace.store, code).half_days, datetime.now())
    if found is None:
        raise Problem(
            "no-half-days",
            N_("The activity has no half-days. Nothing was changed. Add half-days first."),
        )
    return found


def _meant(workspace: Workspace, code: str, who: str, slot: str) -> UUID:
    """The one person who is meant: by badge, by id, or by words that fit nobody else."""
    from ssc_desktop.services.check_in import candidates, whose_badge

    if may_be_badge_code(who):
        return whose_badge(workspace.store, code, who).person.key
    try:
        return UUID(who)
    except ValueError:
        found = candidates(workspace.store, code, who, slot=slot)
    listed = [each for each in found if each.is_registered] or found
    if not listed:
        raise Problem(
            "nobody-found",
            N_("Nobody is found by these words. Nobody was marked. Check the spelling."),
        )
    if len(listed) > 1:
        raise Problem(
            "several-found",
            N_(
                "{count} people are found by these words. Nobody was marked. Say more of the name, or give the id."
            ),
            count=len(listed),
        )
    return listed[0].key


@attendance.command(
    "count",
    help=N_(
        "Show what was counted by hand on the printed sheets beside what is marked; with --sheet, write it. What is not given stays; the word none takes it away."
    ),
    example="ssc-desktop attendance count ACSS-CI-2021-ECH-001 --sheet 7K3M9QXZ --women 12 --men 9 --total 21",
)
@click.argument("code")
@option("--sheet", metavar="NUMBER", help=N_("Number of a printed sheet."))
@option("--women", metavar="N", help=N_("Women counted by hand."))
@option("--men", metavar="N", help=N_("Men counted by hand."))
@option("--not-stated", metavar="N", help=N_("Not stated counted by hand."))
@option("--total", metavar="N", help=N_("Total counted by hand."))
@option("--reason", metavar="TEXT", help=N_("Why the count differs from the marks."))
def _count(code: str, sheet: str | None, **typed: str | None) -> None:
    from ssc_desktop.services.hand_counts import list_counts, write_count

    call = this_call()
    with opened(call) as workspace:
        if sheet is None and any(each is not None for each in typed.values()):
            raise click.UsageError("--sheet is missing", click.get_current_context())
        if sheet is not None:
            counts = list_counts(workspace.store, code)
            write_count(workspace.store, sheet, **_as_counted(counts, sheet, typed))
        counts = list_counts(workspace.store, code)
    call.answer([of_hand_count(each) for each in counts], lambda: _show_counts(call, counts))


def _as_counted(
    counts: list[HandCount], number: str, typed: dict[str, str | None]
) -> dict[str, object]:
    """What is typed, and for the rest what is recorded of a sheet of this activity."""
    from ssc_desktop.services.hand_counts import COUNTS

    wanted = number.replace("-", "").upper()
    found = next((each for each in counts if each.sheet.number == wanted), None)
    if found is None:
        raise Problem(
            "unknown-sheet",
            N_(
                "No sheet {number} was printed for this activity. Nothing was changed. Check the number under the large code of the sheet."
            ),
            number=number,
        )
    kept = {"reason": found.reason, **{name: getattr(found.sheet, name) for name in COUNTS}}
    return {
        name: kept[name] if told is None else _state(told) for name, told in typed.items()
    }  # fmt: skip


def _show_counts(call: Call, counts: list[HandCount]) -> None:
    from ssc_desktop.domain.rules import DO_NOT_ADD_UP

    heads = [
        *(N_("Sheet"), N_("Half-days"), N_("Women"), N_("Men"), N_("Not stated"), N_("Total")),
        *(N_("Marked"), N_("Reason for the difference")),
    ]
    rows = [
        [
            each.sheet.number,
            ", ".join(each.slots),
            *(each.sheet.women, each.sheet.men, each.sheet.not_stated, each.sheet.total),
            _marked(each.sheet),
            each.reason,
        ]
        for each in counts
    ]
    call.table(heads, rows)
    for each in counts:
        for one in each.differences if each.is_open else ():
            call.say(one.text, counted=one.counted, marked=one.marked)
        if not each.sheet.adds_up:
            call.say(DO_NOT_ADD_UP, sheet=each.sheet.number)


def _marked(sheet: CountedSheet) -> str:
    parts = (sheet.marked_women, sheet.marked_men, sheet.marked_not_stated)
    return f"{' + '.join(map(str, parts))} = {sheet.marked_total}"


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
