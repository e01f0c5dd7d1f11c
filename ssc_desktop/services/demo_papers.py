"""The papers of the demo's activities, in the three languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ssc_desktop.domain.activity import Activity
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import data_subjects, participants, processing, reports
from ssc_desktop.services.papers import Wish, papers_of, print_all
from ssc_desktop.services.report_facts import Wanted
from ssc_desktop.services.workspaces import Workspace

_OF_EVERY_ACTIVITY = frozenset({"attendance", "activity"})


class PaperRound:
    """Goes from activity to activity: two sheets of each, every other paper once an office and
    kind of activity, which is enough to look at them all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._printed: set[tuple[str, str, str]] = set()

    def print_papers(self, workspace: Workspace, activity: Activity) -> list[Path]:
        """The papers of one activity that its turn brings."""
        names = list(self._wanted(workspace, activity))
        wishes = [Wish(Language(code)) for code in LANGUAGES]
        sheaves = print_all(workspace, activity.id, wishes, names=names, folder=self._folder)
        return [each.printed.path for each in sheaves if each.printed.path]

    def print_office(self, workspace: Workspace) -> list[Path]:
        """The register of processing, all that is recorded of one invented person, the reports."""
        person = participants.list_participants(workspace.store, limit=1)[0].participant.id
        papers = []
        for code in LANGUAGES:
            language = Language(code)
            register = self._folder / f"{workspace.office.code}-register-{code}.pdf"
            processing.print_register(workspace, language=language, path=register)
            subject = self._folder / f"{workspace.office.code}-subject-{code}.pdf"
            data_subjects.export_subject(
                workspace, person, language=language, pdf=subject, data=None
            )
            papers += [register, subject, *self._reports(workspace, language)]
        return papers

    def _reports(self, workspace: Workspace, language: Language) -> Iterator[Path]:
        """Every report of all that the office recorded; one of them also as a document."""
        stem = workspace.office.code
        for kind in reports.KINDS:
            paper = self._folder / f"{stem}-{kind}-{language.code}.pdf"
            reports.make_report(workspace, kind, Wanted(), language=language, path=paper)
            yield paper
        document = self._folder / f"{stem}-{reports.NARRATIVE}-{language.code}.docx"
        reports.make_report(
            workspace, reports.NARRATIVE, Wanted(), language=language, path=document
        )

    def _wanted(self, workspace: Workspace, activity: Activity) -> Iterator[str]:
        someone = bool(participants.list_participants(workspace.store, activity.id, limit=1))
        for offered in papers_of(workspace, activity.id):
            name = offered.paper.name
            turn = (workspace.office.code, activity.kind, name)
            if offered.reason or (name == "attendance" and not someone):
                continue
            if name in _OF_EVERY_ACTIVITY or turn not in self._printed:
                self._printed.add(turn)
                yield name
