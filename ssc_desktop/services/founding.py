"""What a new workspace starts from: its office, its first officer, the keys of its laptop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain import reference
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import LANGUAGES, N_
from ssc_desktop.services.reference import seed
from ssc_desktop.services.workspace_folder import FOLDERS
from ssc_desktop.storage import change_log, signpost
from ssc_desktop.storage.local import Account, write_fact
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.envelope import LONGEST_NAME
from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.keyfile import DATABASE, EDITIONS, KeyFile

FIRST_ROLES = {"office": "officer", "headquarters": "monitoring"}
_OFFICE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")


@dataclass(frozen=True, slots=True)
class Founding:
    """What a person says about a workspace before it exists."""

    edition: str
    country: str
    office_name: str
    office_code: str
    officer: str
    language: str
    # Where a headquarters keeps its records; in its folder where nothing is said.
    database: str | None = None

    def refuse_wrong(self) -> None:
        """Raise the Problem of the first answer that cannot be taken."""
        if self.edition not in EDITIONS:
            message = N_("Choose office or headquarters. Nothing was made.")
            raise Problem("unknown-edition", message, field="edition")
        if self.country not in reference.codes("country"):
            message = N_("This country is not in the list. Nothing was made. Choose one of it.")
            raise Problem("unknown-country", message, field="country")
        if not _OFFICE_CODE.fullmatch(self.office_code):
            message = N_(
                "An office code is 2 to 12 capital letters and digits, such as ABJ."
                " Nothing was made."
            )
            raise Problem("bad-office-code", message, field="office_code")
        if self.language not in LANGUAGES:
            message = N_("This language is not one of fr, en, ar. Nothing was made.")
            raise Problem("unknown-language", message, field="language")
        named(self.office_name, "office_name")
        named(self.officer, "officer")
        self._refuse_wrong_database()

    def _refuse_wrong_database(self) -> None:
        if self.database is None:
            return
        if self.edition != "headquarters":
            raise Problem(
                "headquarters-only",
                N_("Only a headquarters keeps its records in PostgreSQL. Nothing was made."),
                field="database",
            )
        signpost.refuse_wrong(self.database)

    def lay(self, folder: Path, keys: KeyFile, key: bytes) -> None:
        """Make the content of a workspace in an empty folder; keys.json comes last."""
        for name in FOLDERS:
            (folder / name).mkdir()
        store = Store.create(folder / DATABASE, key, self.database)
        try:
            self._write_first_rows(store, keys)
            seed(store)
        except BaseException:
            store.abandon()
            raise
        finally:
            store.close()
        keys.save(folder)

    def _write_first_rows(self, store: Store, keys: KeyFile) -> None:
        identity, role = Identity.new(), FIRST_ROLES[self.edition]
        name = named(self.office_name, "office_name")
        office = Office(id=new_key(), code=self.office_code, name=name, country=self.country)
        name = named(self.officer, "officer")
        officer = Officer(id=new_key(), name=name, role=role, office_id=office.id)
        with store.writing(author=officer.id.hex) as db:
            change_log.name_own_source(db, identity.public.device)
            db.add_all([office, officer])
            db.add(Account(slot=keys.accounts[0].id, officer_id=officer.id, role=role))
            write_fact(db, "identity", identity.to_bytes())
            write_fact(db, "office", office.id.bytes)
            write_fact(db, "language", self.language.encode())
            write_fact(db, "recovery_recipient", (keys.recovery.recipient or "").encode())


def named(text: str, field: str) -> str:
    """A name without the blanks around it, or a Problem when there is none."""
    name = text.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        message = N_("A name of 1 to {longest} characters is needed. Nothing was changed.")
        raise Problem("name-needed", message, field=field, longest=LONGEST_NAME)
    return name
