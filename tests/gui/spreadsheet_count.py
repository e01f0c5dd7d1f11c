"""How many keys the work of one training costs in a plain spreadsheet, counted by written rules.

One press is one key going down: a letter, Tab, an arrow. A key held with another (Ctrl, Shift, Alt
Gr) is a press of its own, once as long as it is held; a capital letter is two. The same function
counts the texts of both sides, and both sides write the same texts.

The spreadsheet is used by somebody who knows it well. Wherever there are several ways the cheapest
one is counted:

- A cell: its letters, then Tab, or Enter after the last one of a row, which goes back to the
  first column.
- An organisation: Ctrl+D where it stands in the row above; otherwise as many letters as tell it
  from everything in the column, which AutoComplete finishes; in full where it is new.
- The people who are known stand in an old list, in the same workbook, with the same columns and a
  spare column before the name. The cheapest for all of them together of: (1) typed in full, as if
  they were new; (2) each one found, copied and pasted: Ctrl+F, letters, Enter, Esc, Shift+Space,
  Ctrl+C, Ctrl+PgDn, Enter, Down, and Ctrl+PgUp back; (3) each one found and marked beside the
  name: Ctrl+F, letters, Enter, Esc, Left, x, Enter; then all of them filtered, copied and pasted
  at once. The letters are as many as tell the person from all others of the office, never
  fewer than the program needs for its own list.
- Attendance: the whole block is selected by its address (Ctrl+G), and p with Ctrl+Enter fills it.
  The exceptions are reached by the same arrows as in the program, and marked by a letter. The
  next arrow leaves the cell: no Enter is counted.
- The headings are those without which nobody can read the sheet, each word once; the days have
  their dates.
- A sheet that can be signed has borders, lies across, fits one page's width, has rows one can sign
  in and its headings on each page. Each is counted by its shortest sequence of key tips.
- The file is named and saved once. The sheet is printed by Ctrl+P and Enter.

Left out, all in the spreadsheet's favour: the numbers of the rows, morning and afternoon, the
columns for signatures, the totals, logos, the notice on personal data, emptying the marks of the
sheet that is signed, one sheet for each day, finding the old list and opening it, any
mistake and any check whether somebody is on the list twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TAB = ENTER = ESCAPE = ARROW = 1
CHORD = 2
HEADINGS = ("Nom", "Prénoms", "Sexe", "Structure", "Téléphone")
DATES = ("16/8", "17/8", "18/8", "19/8", "20/8")
FILE_NAME = "formation"
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Person:
    """Somebody as an officer has them on a list of names."""

    family: str
    given: str
    sex: str
    organisation: str
    phone: str

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """What is typed into the cells beside the organisation."""
        return self.family, self.given, self.sex.lower(), self.phone


@dataclass(frozen=True)
class Training:
    """The work: who is registered, who is known already, and who was not simply present."""

    title: str
    office: tuple[str, ...]
    known: tuple[Person, ...]
    new: tuple[Person, ...]
    exceptions: tuple[tuple[int, int, str], ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the order of the list."""
        return self.known + self.new


def presses(text: str) -> int:
    """The keys that go down for a text: a capital needs Shift."""
    return sum(2 if each.isupper() else 1 for each in text)


def arrows(exceptions: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """The steps down and along from the first cell to each exception."""
    places = [(0, 0), *((row, column) for row, column, _ in exceptions)]
    for (row, column), (next_row, next_column) in pairwise(places):
        yield next_row - row, next_column - column


def shortest(text: str, others: Sequence[str], fewest: int = 1) -> str:
    """The first letters, in small ones, that tell a text from all others."""
    folded, rest = text.lower(), [each.lower() for each in others if each != text]
    for length in range(fewest, len(text)):
        if not any(each.startswith(folded[:length]) for each in rest):
            return folded[:length]
    return folded


def letters_of(person: Person, training: Training) -> str:
    """What is typed to find somebody known."""
    return shortest(person.family, training.office, FEWEST_LETTERS)


def organisation_presses(name: str, above: Sequence[str]) -> int:
    """An organisation in its column: copied from the row above, completed, or typed."""
    if name not in above:
        return presses(name)
    completed = len(shortest(name, above))
    return min(CHORD, completed) if above[-1] == name else completed


def typed_presses(people: Sequence[Person], above: Sequence[str]) -> int:
    """People typed row by row below others."""
    column, total = list(above), 0
    for each in people:
        total += sum(presses(text) for text in each.texts) + 4 * TAB + ENTER
        total += organisation_presses(each.organisation, column)
        column.append(each.organisation)
    return total


def known_presses(training: Training) -> dict[str, int]:
    """The ways of getting the known people onto the sheet, and what each costs for all of them."""
    found = [CHORD + len(letters_of(each, training)) + ENTER + ESCAPE for each in training.known]
    copying = CHORD + CHORD + CHORD + ENTER + ARROW + CHORD
    marking = ARROW + len("x") + ENTER
    # Ctrl+Shift+L, Ctrl+Up, Alt+Down, e, x, Enter; Ctrl+A, Ctrl+C, Ctrl+PgDn, Enter.
    filtering = 3 + CHORD + CHORD + len("ex") + ENTER + 3 * CHORD + ENTER
    return {
        "typed in full": typed_presses(training.known, ()),
        "found and copied one by one": sum(found) + len(found) * copying,
        "found, marked, filtered and copied": sum(found) + len(found) * marking + filtering,
    }


def attendance_presses(training: Training) -> int:
    """The block filled, then the exceptions."""
    block = CHORD + presses("F3:O42") + ENTER + len("p") + CHORD
    moves = sum(abs(down) + abs(along) for down, along in arrows(training.exceptions))
    return block + moves + len(training.exceptions)


def formatting_presses() -> int:
    """What makes a sheet one can sign."""
    borders = CHORD + 4  # Ctrl+A; Alt H B A
    across = 4 + ARROW + ENTER  # Alt P O, Down to "across", Enter, one key tip
    fits = 4 + ARROW + ENTER  # Alt P W, Down to "1 page", Enter, one key tip
    rows = 4 + len("30") + ENTER  # Alt H O H
    widths = 4  # Alt H O I
    repeated = 3 + TAB + len("$1:$2") + ENTER  # Alt P I, to the line of the rows
    numbers_as_text = CHORD + 3 + len("text") + ENTER  # Ctrl+Space; Alt H N; or the first 0 is lost
    return borders + across + fits + rows + widths + repeated + numbers_as_text


def spreadsheet_presses(training: Training) -> dict[str, int]:
    """What each piece of the work costs in a spreadsheet."""
    organisations = [each.organisation for each in training.known]
    headings = sum(presses(each) + TAB for each in HEADINGS)
    dates = sum(presses(each) + 2 * TAB for each in DATES)
    return {
        "training": CHORD + presses(training.title) + ENTER + headings + dates,
        "known people": min(known_presses(training).values()),
        "new people": typed_presses(training.new, organisations),
        "attendance": attendance_presses(training),
        "sheet to sign": formatting_presses() + CHORD + presses(FILE_NAME) + ENTER,
        "printing": CHORD + ENTER,
    }
