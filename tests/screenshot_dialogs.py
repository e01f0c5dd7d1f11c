"""The dialogs that are pictured: on which page each stands, and how a person comes to see it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssc_desktop.workbook.typed_lists import write_list

# How a dialog is opened on the page that is shown, between waits for what it reads; a string is
# the name of its action.
Wait = Callable[[], None]
Opening = str | Callable[[Any, Wait], object]

LIST = [
    ["Liste DEMO"],
    ["N°", "NOM", "PRÉNOMS", "SEXE", "STRUCTURE", "TÉL"],
    [1, "TRAORÉ", "Awa", "F", "Ministère de l'Agriculture", "0701020304"],
    [2, "KONÉ", "Ali", "H", "Coopérative des producteurs de Daloa", "07010203"],
    [3, "", "", "F", "Ministère de l'Agriculture", "0501020304"],
    [4, "BAMBA", "Mariam", "F", "", "0505060708"],
]
BLOCK = "\n".join("\t".join(str(cell) for cell in line[1:]) for line in LIST[1:])
OFFICER = "DEMO Moussa Diarra"
FINGERPRINT = "6c1f0b7e52d893aa41c07e2d18bf605a"


def new_status(page: Any, _: Wait) -> None:
    """The question before an activity is given up: why."""
    page.deeds.move(page.found, "cancelled")


def filter_name(page: Any, _: Wait) -> None:
    """The name under which filters are kept."""
    from ssc_desktop.gui.tables.saved_filters import NameDialog

    NameDialog(page, page.desk).open()


def found_words(page: Any, wait: Wait) -> None:
    """What the search of everything finds for a word."""
    from ssc_desktop.gui.dialogs.find_everywhere import FindEverywhereDialog

    dialog = FindEverywhereDialog(page.window().view)
    dialog.open()
    wait()
    dialog.line.setText("form")


def list_at(step: int) -> Opening:
    """The import of a list, at one of its steps."""

    def open_there(page: Any, wait: Wait) -> None:
        from ssc_desktop.gui.dialogs.import_list import ImportListDialog

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "liste.xlsx"
            write_list(path, LIST)
            dialog = ImportListDialog(page, page.desk, page.key, path)
            dialog.open()
            wait()
            while dialog.step < step:
                dialog.go_on()
                wait()

    return open_there


def merging(page: Any, _: Wait) -> None:
    """Two people as one, field by field."""
    from ssc_desktop.gui.dialogs.merge_people import MergeDialog

    one, other = (each.participant for each in page.table.model.rows[:2])
    MergeDialog(
        page, page.desk, "participant", (one.id, one.full_name), (other.id, other.full_name)
    ).open()


def erased_documents(page: Any, _: Wait) -> None:
    """What is to be looked through by hand once a person was erased."""
    from ssc_desktop.gui.dialogs.erased_documents import ErasedDocumentsDialog

    people = [each.participant.id for each in page.table.model.rows]
    ErasedDocumentsDialog(page, page.desk, people[0]).open()


def pasted_people(page: Any, _: Wait) -> None:
    """What the columns of a pasted block are."""
    page.part.pasting.paste(BLOCK)


def documents(page: Any, _: Wait) -> None:
    """What documents are, before they are kept."""
    from ssc_desktop.gui.dialogs.add_evidence import incoming

    names = ("2026-03-04 photo de groupe.jpg", "Rapport de mission.pdf", "Liste signée.pdf")
    page.part.take([incoming(each, content=b"DEMO") for each in names])


def document(page: Any, _: Wait) -> None:
    """A document in large: a picture of the page itself."""
    from PySide6.QtCore import QBuffer, QIODevice

    from ssc_desktop.gui.dialogs.view_evidence import ViewEvidenceDialog
    from ssc_desktop.gui.widgets.file_preview import made_ready

    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    page.grab().save(kept, "PNG")
    name = "DEMO.png"
    shown = made_ready(name, bytes(kept.data().data()))
    ViewEvidenceDialog(page, page.desk, name, shown, lambda: None).open()


def target(page: Any, _: Wait) -> None:
    """The target of the first indicator."""
    page.figures.table.choose({page.figures.table.model.rows[0].id})
    page.figures.set_target()


def register(page: Any, _: Wait) -> None:
    """The register of processing."""
    page.protection.print_register()


def comparing(page: Any, _: Wait) -> None:
    """Two fingerprints to compare."""
    from ssc_desktop.gui.dialogs.compare import CompareDialog

    language = page.language
    text = language(
        "This card says it is from {name}. Compare its fingerprint with the one printed on "
        "paper or read to you on the telephone.",
        name="DEMO",
    )
    theirs = (language("Fingerprint on the card"), FINGERPRINT)
    join = language("Join a headquarters")
    CompareDialog(page, language, join, text, [theirs], language("Join")).open()


def recovery_key(page: Any, _: Wait) -> None:
    """The recovery key of a new headquarters."""
    from ssc_desktop.gui.dialogs.recovery import RecoveryDialog

    RecoveryDialog(page, page.language, "AGE-SECRET-KEY-" + "DEMO" * 14).open()


def failure(page: Any, _: Wait) -> None:
    """The report of something nobody foresaw."""
    page.window().show_bug("Traceback (most recent call last):\nRuntimeError: DEMO")


# The page and the part a dialog is opened from, its name, and how it is opened.
DIALOGS: dict[str, tuple[tuple[str, str, str, Opening], ...]] = {
    "office": (
        ("home", "", "shortcuts", "shortcuts"),
        ("home", "", "find_everywhere", "find_everywhere"),
        ("home", "", "found_words", found_words),
        ("home", "", "failure", failure),
        ("home", "", "recovery_key", recovery_key),
        ("activities", "", "new_activity", "new_activity"),
        ("activities", "", "duplicate", "duplicate"),
        ("activities", "", "new_status", new_status),
        ("activities", "", "filter_name", filter_name),
        ("participants", "", "new_participant", "new_participant"),
        ("participants", "", "history", "history"),
        ("participants", "", "import_list", "import_list"),
        ("participants", "", "consent", "consent"),
        ("participants", "", "erase_person", "erase_person"),
        ("participants", "", "erased_documents", erased_documents),
        ("organisations", "", "new_organisation", "new_organisation"),
        ("participants", "", "merging", merging),
        ("exchange", "", "comparing", comparing),
        ("settings", "", "import_logo", lambda page, _: page.logos.ask_file()),
        ("settings", "", "band", lambda page, _: page.logos.show_band()),
        ("settings", "", "register", register),
        ("settings", "", "erasures", lambda page, _: page.protection.show_erasures()),
        ("settings", "", "new_officer", lambda page, _: page.officers.add()),
        ("settings", "", "take_access", lambda page, _: page.officers.take("", OFFICER)),
        ("settings", "", "give_access", lambda page, _: page.officers.give("", OFFICER)),
        ("indicators", "", "make_report", "make_report"),
        ("indicators", "", "export_data", "export_data"),
        ("indicators", "", "freeze_period", "freeze_period"),
        ("indicators", "", "target", target),
        ("indicators", "", "new_output", lambda page, _: page.outputs.begin()),
        ("activity", "people", "add_people", "add_people"),
        ("activity", "people", "pasted_people", pasted_people),
        ("activity", "people", "import_sheet", list_at(1)),
        ("activity", "people", "import_columns", list_at(2)),
        ("activity", "people", "import_people", list_at(3)),
        ("activity", "travel", "fill_travel", "fill_travel"),
        ("activity", "follow_up", "new_recommendation", "new_follow_up"),
        ("activity", "papers", "all_papers", "all_papers"),
        ("activity", "papers", "attestations", lambda page, _: page.part.choose_people()),
        ("activity", "papers", "questions", lambda page, _: page.part.write_questions()),
        ("activity", "evidence", "documents", documents),
        ("activity", "evidence", "document", document),
        ("activity", "", "activity_history", "history"),
    ),
    "headquarters": (
        ("exchange", "", "check_attestation", "check_attestation"),
        ("home", "", "find_everywhere", "find_everywhere"),
        ("action_plans", "", "new_commitment", "new_commitment"),
        ("code_lists", "", "new_code", "new_code"),
        ("code_lists", "", "code", lambda page, _: page.deeds.edit(page.table.model.rows[0])),
        ("action_plans", "", "programme", lambda page, _: page.deeds.edit_programme()),
    ),
}
