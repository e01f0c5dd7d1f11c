"""The key that bundles are sealed to: changed at headquarters, learnt by offices, both for a year.

The key that signs stays: it names the laptop and the source of its changes, and a stolen signing
key could not vouch for another one. Where it was stolen, offices join anew, fingerprints compared.
"""

from __future__ import annotations

from datetime import datetime

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.enrolment import CARD_FACT, card_of, earlier_keys, keep_earlier_key, needs
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Device, read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.vault.cards import Card

# A file has room for eight readers.
_MOST_EARLIER = 4


def new_key(workspace: Workspace) -> Card:
    """Give headquarters a new key that bundles are sealed to. The key of before is kept and opens
    what is sealed to it; the new card travels with the bundles to offices."""
    needs(workspace, "headquarters")
    identity = workspace.identity.with_new_age_key()
    with workspace.store.writing() as db:
        write_fact(db, "identity", identity.to_bytes())
    workspace.identity = identity
    return Card.from_bytes(card_of(workspace))


def cards_for_return(workspace: Workspace) -> bytes:
    """The card that travels with a bundle to an office; nothing where the key never changed."""
    return card_of(workspace) if workspace.identity.earlier else b""


def take_cards(db: Db, data: bytes) -> bool:
    """At an office: take the later card of the headquarters that was joined; whether it is one.
    An older card that comes late changes nothing; that of another headquarters is refused."""
    told = read_fact(db, CARD_FACT)
    if not data or told is None:
        return False
    present, card = Card.from_bytes(told), Card.from_bytes(data)
    if card.keys.signing_key != present.keys.signing_key:
        raise Problem(
            "card-of-another",
            N_("The card in this bundle is that of another headquarters. Nothing was imported."),
        )
    if not card.follows(present):
        return False
    write_fact(db, CARD_FACT, data)
    keep_earlier_key(db, present)
    known = db.get(Device, card.keys.device)
    if known is not None:
        known.recipient = card.keys.recipient
    return True


def recipients_for_headquarters(store: Store) -> list[str]:
    """Whom an office seals its bundles to: headquarters, for a year its key of before as well, and
    its recovery key."""
    with store.reading() as db:
        told, earlier = read_fact(db, CARD_FACT), earlier_keys(db)
    if told is None:
        return []
    card, day = Card.from_bytes(told), now()
    # The latest come first: a file has room for few readers.
    standing = sorted(earlier.items(), key=lambda each: each[1], reverse=True)
    before = [key for key, until in standing if datetime.fromisoformat(until) > day][:_MOST_EARLIER]
    return list(dict.fromkeys([card.keys.recipient, *before, card.recovery_recipient]))
