"""The code lists: headquarters adds codes, changes their names and withdraws them; offices receive that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ssc_desktop.domain import reference
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.code import Code
from ssc_desktop.domain.code_lists import (
    ADDED,
    CHANGED,
    LIST_LABELS,
    NAMES,
    SHIPPED,
    VALIDITY,
    WITHDRAWN,
    may_end,
    may_grow,
    refuse_malformed,
    refuse_parent,
    refuse_taken,
)
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.reference import PARENT_LISTS, Entry
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_, Language
from ssc_desktop.services.edited_at_headquarters import refuse_office
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import codes
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Db, Store

FIELDS = (*NAMES, "parent", *VALIDITY)
"""What headquarters writes of a code; the code itself is a promise and never changes."""

_NOUN = "code"


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list: how many codes it offers today, how many codes headquarters wrote of, and whether
    codes may be added and stand below others."""

    name: str
    label: str
    offered: int
    amended: int
    may_grow: bool
    has_parents: bool


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code with its names as they were written, where it stands (``shipped``, ``changed``,
    ``added`` or ``withdrawn``), whether it came with the program, whether headquarters recorded
    anything of it, and whether it may be withdrawn."""

    entry: Entry
    standing: str
    is_shipped: bool
    is_amended: bool
    may_end: bool

    @property
    def id(self) -> tuple[str, str]:
        """The list and the code."""
        return self.entry.code_list, self.entry.code


def list_code_lists(store: Store) -> list[CodeList]:
    """Every list, those first in which codes can be added."""
    today = now().date()
    with store.reading() as db:
        said = codes.lists(db).amendments
        return [
            CodeList(
                name,
                label,
                sum(each.valid_on(today) for each in reference.entries(name)),
                sum(each.code_list == name and not each.is_removed for each in said),
                may_grow(name),
                name in PARENT_LISTS,
            )
            for name, label in LIST_LABELS.items()
        ]


def list_codes(store: Store, code_list: str) -> list[ListedCode]:
    """Every code of a list, withdrawn ones too."""
    _refuse_unknown_list(code_list)
    with store.reading() as db:
        return _listed(db, code_list)


def show_code(store: Store, code_list: str, code: str) -> ListedCode:
    """One code of a list."""
    for each in list_codes(store, code_list):
        if each.entry.code == code:
            return each
    raise _no_such_code(code)


def offered_parents(store: Store, code_list: str, language: Language) -> list[tuple[str, str]]:
    """What a code of a list may stand below today: codes and names."""
    today = now().date()
    with store.reading():
        return [
            (each.code, each.name(language))
            for name in reversed(PARENT_LISTS.get(code_list, ()))
            for each in reference.entries(name)
            # No deeper than two levels: a region of a district of a country.
            if each.valid_on(today) and not _is_of(reference.parent_of(each), code_list)
        ]


def _is_of(above: Entry | None, code_list: str) -> bool:
    return above is not None and above.code_list == code_list


def add_code(
    workspace: Workspace, code_list: str, code: str, values: Mapping[str, object]
) -> Changes:
    """Add a code to a list, at headquarters; a language without a name borrows one of another."""
    refuse_office(workspace, _NOUN)
    _refuse_unknown_list(code_list)
    if not may_grow(code_list):
        raise _closed()
    code = code.strip()
    refuse_malformed(code)
    read = _read(values)
    with workspace.store.writing() as db:
        refuse_taken(code_list, code)
        record = codes.find(db, code_list, code) or Code(code_list=code_list, code=code, edition="")
        _begin_anew(record, read)
        _refuse_wrong(code_list, code, record, read)
        db.add(record)
    return Changes.of({_NOUN})


def change_code(
    workspace: Workspace, code_list: str, code: str, values: Mapping[str, object]
) -> Changes:
    """Write names, the parent or the days of a code anew, at headquarters. What is left empty of
    a shipped code is as it was shipped."""
    refuse_office(workspace, _NOUN)
    _refuse_unknown_list(code_list)
    read = _read(values)
    with workspace.store.writing() as db:
        there = _there(code_list, code)
        if not set(read) <= set(NAMES):
            _refuse_kept(code_list, there)
        record = _record_of(db, there)
        assign(record, read)
        _refuse_wrong(code_list, code, record, read)
    return Changes.of({_NOUN})


def withdraw_code(
    workspace: Workspace, code_list: str, code: str, since: date | None = None
) -> Changes:
    """Offer a code no more from a day on, today unless said; where it is recorded it stays. One
    that is out of force by then stays as it is."""
    refuse_office(workspace, _NOUN)
    _refuse_unknown_list(code_list)
    last = (since or now().date()) - timedelta(days=1)
    with workspace.store.writing() as db:
        there = _there(code_list, code)
        _refuse_kept(code_list, there)
        if there.valid_to is not None and there.valid_to <= last:
            return Changes()
        _record_of(db, there).valid_to = last
    return Changes.of({_NOUN})


def restore_code(workspace: Workspace, code_list: str, code: str) -> Changes:
    """Offer a withdrawn code again; one that is offered stays as it is."""
    refuse_office(workspace, _NOUN)
    _refuse_unknown_list(code_list)
    with workspace.store.writing() as db:
        there = _there(code_list, code)
        plain = _shipped(code_list).get(code)
        if plain is not None and plain.valid_to is not None and plain.valid_to == there.valid_to:
            raise Problem(
                "ended-as-shipped",
                N_(
                    "This code is out of force in the list as it is shipped: others took its place."
                    " Nothing was changed. Choose one of those, or add a code."
                ),
            )
        if there.valid_to is None:
            return Changes()
        _record_of(db, there).valid_to = None
    return Changes.of({_NOUN})


# --- reading ------------------------------------------------------------------------------------


def _listed(db: Db, code_list: str) -> list[ListedCode]:
    today, shipped = now().date(), _shipped(code_list)
    said = {each.code: each for each in codes.lists(db).amendments if each.code_list == code_list}

    def standing(each: Entry) -> str:
        if each.valid_to is not None and each.valid_to < today:
            return WITHDRAWN
        if each.code not in shipped:
            return ADDED
        return SHIPPED if each == shipped[each.code] else CHANGED

    def listed(each: Entry) -> ListedCode:
        is_shipped = each.code in shipped
        # Of an added code the names that were written, not those they lend each other.
        entry = each if is_shipped else said[each.code]
        return ListedCode(
            entry,
            standing(each),
            is_shipped,
            each.code in said,
            may_end(code_list, is_shipped=is_shipped),
        )

    return [listed(each) for each in reference.entries(code_list)]


def _shipped(code_list: str) -> dict[str, Entry]:
    return {each.code: each for each in reference.shipped(code_list)}


def _there(code_list: str, code: str) -> Entry:
    found = reference.entry(code_list, code)
    if found is None or found.is_removed:
        raise _no_such_code(code)
    return found


# --- writing ------------------------------------------------------------------------------------


def _read(values: Mapping[str, object]) -> dict[str, Any]:
    read = read_values(Code, values)
    for name in read:
        if name not in FIELDS:
            raise Problem(
                "unknown-field",
                N_("There is no field named {name}. Nothing was saved. Check the spelling."),
                field=name,
                name=name,
            )
    return read


def _record_of(db: Db, there: Entry) -> Code:
    """The record of a code; a shipped one has none before it is changed."""
    key = {"code_list": there.code_list, "code": there.code}
    record = codes.find(db, there.code_list, there.code)
    if record is None:
        record = Code(**key, edition=there.edition)
        db.add(record)
    elif record.removed:
        _begin_anew(record, {})
    return record


def _begin_anew(record: Code, read: Mapping[str, Any]) -> None:
    """What was said of a code that was taken away is not said again by bringing it back."""
    assign(record, {**dict.fromkeys(FIELDS), **read})
    if record.removed:
        record.removed = False


# --- what is refused ----------------------------------------------------------------------------


def _refuse_unknown_list(code_list: str) -> None:
    if code_list not in LIST_LABELS:
        raise Problem(
            "unknown-list",
            N_("There is no list named {name}. Nothing was changed. Choose one of: {known}."),
            name=code_list,
            known=", ".join(sorted(LIST_LABELS)),
        )


def _refuse_kept(code_list: str, there: Entry) -> None:
    is_shipped = there.code in _shipped(code_list)
    if may_end(code_list, is_shipped=is_shipped):
        return
    if not may_grow(code_list):
        raise _closed()
    raise Problem(
        "code-kept",
        N_(
            "The rules of the program ask for this code: its names can be changed, and it stays"
            " in the list. Nothing was changed."
        ),
    )


def _refuse_wrong(code_list: str, code: str, record: Code, read: Mapping[str, Any]) -> None:
    """Refuse what the whole record would say."""
    plain = _shipped(code_list).get(code)
    if plain is None and not any(getattr(record, name) for name in NAMES):
        raise Problem(
            "needed",
            N_("A code needs a name in one language at least. Nothing was saved. Write one."),
            field="name_fr",
        )
    # A code that is withdrawn before it came into force may still be named anew.
    is_said = not set(VALIDITY).isdisjoint(read)
    if is_said and record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        raise Problem(
            "end-before-start",
            N_("The last day lies before the first. Nothing was saved. Correct one of them."),
            field="valid_to",
        )
    refuse_parent(code_list, code, record.parent or (plain.parent if plain else ""))


def _closed() -> Problem:
    return Problem(
        "list-closed",
        N_(
            "The rules of the program know the codes of this list: their names can be changed,"
            " codes are neither added nor withdrawn. Nothing was changed."
        ),
    )


def _no_such_code(code: str) -> Problem:
    return Problem(
        "no-such-code",
        N_("This list has no code {name}. Nothing was changed. Choose one that it shows."),
        name=code,
    )
