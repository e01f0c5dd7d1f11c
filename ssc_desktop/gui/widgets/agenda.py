"""What is next, as lines to click: each step in words, and the activities of a day."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ssc_desktop.gui.icons import KIND_ICONS
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.widgets.plain import Panel, Picture, column, label
from ssc_desktop.language import N_, Language

# By the code of a step: its icon, what is to be done, and what more there is to say.
STEPS: dict[str, tuple[str, str]] = {
    "first-activity": ("plus", N_("Record your first activity")),
    "print-sheets": ("printer", N_("Print the sheets of “{title}”")),
    "type-attendance": ("list-checks", N_("Type the attendance of “{title}”")),
    "explain-count": ("circle-alert", N_("Explain the hand count of “{title}”")),
    "say-how-it-went": ("clipboard-check", N_("Say how “{title}” went")),
    "add-evidence": ("file-text", N_("Add the evidence of “{title}”")),
    "fill-in": ("clipboard-list", N_("Complete the description of “{title}”")),
    "join-headquarters": ("key-round", N_("Join a headquarters")),
    "make-bundle": ("package", N_("Make a bundle for headquarters")),
    "bundle-unanswered": ("package", N_("Ask headquarters about bundle {number}")),
    "make-backup": ("save", N_("Copy the workspace to a USB stick")),
    "take-in-bundles": ("inbox", N_("Take in the bundles of the offices")),
    "decide-conflicts": ("git-merge", N_("Decide between two values of a field")),
    "ask-for-bundles": ("arrow-left-right", N_("Ask the offices for bundles that are missing")),
    "silent-office": ("laptop", N_("Ask {office} for a bundle")),
}
PRESSING = 1


class Line(Panel):
    """A button of two lines: what, and about what."""

    def __init__(self, text: str, about: str, icon_name: str, token: str = "accent") -> None:
        super().__init__("line", 10, 12)
        self.setAccessibleName(text)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = column(label(text, wrap=True), spacing=0)
        if about:
            words.addWidget(label(about, role="muted", wrap=True))
        self.fill(Picture(icon_name, token), words)
        self.inside.setStretch(1, 1)


def line_of_step(step: Any, language: Language, lists: Lists) -> Line:  # noqa: ANN401
    """A step in words."""
    icon_name, words = STEPS[step.code]
    title = (step.activity.title or "") if step.activity is not None else ""
    text = language(words, title=title, office=step.office, number=language.number(step.count))
    about = _about(step, language, lists)
    return Line(text, about, icon_name, "warning" if step.rank <= PRESSING else "accent")


def line_of_activity(activity: Any, language: Language) -> Line:  # noqa: ANN401
    """An activity: its title, its dates and place."""
    dates = language.dates(activity.start, activity.end)
    about = " · ".join(each for each in (dates, activity.city) if each)
    return Line(activity.title or "", about, KIND_ICONS[activity.kind])


def _about(step: Any, language: Language, lists: Lists) -> str:  # noqa: ANN401
    day = language.date(step.day, "long") if step.day else ""
    if step.code in ("print-sheets", "say-how-it-went"):
        return language.dates(step.activity.start, step.activity.end)
    if step.code == "add-evidence":
        return language.list_of([lists.name("evidence_type", each) for each in step.types])
    if step.code == "explain-count":
        return language("Sheet {sheet}", sheet=", ".join(step.types))
    if step.code == "join-headquarters":
        return language("Bundles need its card")
    if step.code == "make-backup":
        return language("The last one is of {day}", day=day) if day else language("There is none")
    if step.code == "silent-office":
        return language("The last bundle came on {day}", day=day) if day else language("None came")
    if step.code == "bundle-unanswered":
        return language("It was made on {day}", day=day)
    return _counted(step, language)


def _counted(step: Any, language: Language) -> str:  # noqa: ANN401
    count: int = step.count
    if step.code == "type-attendance":
        return language.plural("{count} cell not marked", "{count} cells not marked", count)
    if step.code == "fill-in":
        return language.plural("{count} field to fill in", "{count} fields to fill in", count)
    if step.code == "take-in-bundles":
        return language.plural("{count} bundle is waiting", "{count} bundles are waiting", count)
    if step.code == "decide-conflicts":
        return language.plural("{count} field to decide", "{count} fields to decide", count)
    if step.code == "ask-for-bundles":
        return language.plural(
            "{count} change has not arrived", "{count} changes have not arrived", count
        )
    if step.code == "make-bundle":
        return language.plural(
            "{count} change not yet at headquarters",
            "{count} changes not yet at headquarters",
            count,
        )
    return ""
