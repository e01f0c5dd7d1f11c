"""What is done with personal data, one entry a purpose: the register the law asks for.

Kinds of data are told by the fields of the records: a new personal field enters the register by
itself. What these entries promise of the program, the program does.
"""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.attestation import Attestation
from ssc_desktop.domain.evidence import Consent, Evaluation, Evidence
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.participant import CONTACT, NAMES, PROFILE, RESTRICTED, Participant
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.language import N_


@dataclass(frozen=True, slots=True)
class DataKinds:
    """Fields of a record class that are used: those of some sections, those named, or all."""

    record_class: type
    sections: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Their marked labels, without what the program writes for itself."""
        return tuple(
            each.facts.label
            for each in fields_of(self.record_class)
            if (not self.sections or each.facts.section in self.sections)
            and (not self.names or each.name in self.names)
            and each.name not in _FOR_ITSELF
        )


@dataclass(frozen=True, slots=True)
class Processing:
    """One purpose: why, on what basis, which data of whom, who gets them. Texts are marked."""

    name: str
    purpose: str
    basis: str
    persons: str
    data: tuple[DataKinds, ...]
    recipients: str
    retention: str
    is_anonymous: bool = False

    @property
    def restricted(self) -> tuple[str, ...]:
        """The marked labels of restricted fields among the data."""
        used = {label for kinds in self.data for label in kinds.labels}
        return tuple(
            each.facts.label
            for kinds in self.data
            for each in fields_of(kinds.record_class)
            if each.facts.restricted and each.facts.label in used
        )


_FOR_ITSELF = frozenset(
    {
        *("activity_id", "participant_id", "merged_into_id", "row", "row_no", "seal", "sha256"),
        *("size", "issued_by_id", "phone_as_typed", "geometry"),
    }
)
_TEAM = N_("Project team, headquarters, auditors of the donors.")
_YEARS = N_("{years} years after the closure of the activity; counts without names stay.")
_PARTICIPANTS = N_("Participants, facilitators and organisers of activities.")

PROCESSINGS = (
    Processing(
        N_("Attendance and statistics"),
        N_(
            "To prove by signature that activities took place and to count participants by sex, age group, country and category for the donors."
        ),
        N_(
            "Public interest and legitimate interest: the proof that public money was used is owed to the donors. The signature does not rest on consent."
        ),
        _PARTICIPANTS,
        (
            DataKinds(Participant, (NAMES, PROFILE, RESTRICTED)),
            DataKinds(Registration),
            DataKinds(Attendance),
        ),
        _TEAM,
        _YEARS,
    ),
    Processing(
        N_("Contact list"),
        N_("To invite people to activities and to send them documents and results."),
        N_("Consent, asked for this purpose; refusing it has no effect on taking part."),
        N_("Participants who agreed."),
        (
            DataKinds(Participant, (NAMES, CONTACT)),
            DataKinds(Participant, names=("organisation_id", "function")),
            DataKinds(Consent),
        ),
        N_("Project team and headquarters; no one else without a new consent."),
        N_("Until the consent is withdrawn, at the latest {years} years after closure."),
    ),
    Processing(
        N_("Photos and films"),
        N_("To show activities in reports and in communication about the Action."),
        N_("Consent, asked for this purpose; badges show who refused."),
        N_("Participants who agreed to be photographed or filmed."),
        (
            DataKinds(
                Evidence, names=("file_name", "taken_on", "contains_persons", "image_consent")
            ),
            DataKinds(Consent),
        ),
        N_("Project team, headquarters, donors; the public where pictures are published."),
        N_("Until the consent is withdrawn, at the latest {years} years after closure."),
    ),
    Processing(
        N_("Per diem and travel costs"),
        N_("To pay participants what coming costs them and to prove the payment."),
        N_("Contract and legal obligation: the rules of accounting and audit."),
        N_("Participants who are paid."),
        (
            DataKinds(Participant, names=("family_name", "given_names", "function", "city")),
            DataKinds(TravelClaim),
        ),
        N_("Cashier, accounting, auditors, the mobile-money or bank service that pays."),
        _YEARS,
    ),
    Processing(
        N_("Attestations of attendance"),
        N_("To hand participants a proof that they attended, and to let others check it."),
        N_("Legitimate interest of the participant, at whose wish it is handed out."),
        N_("Participants who attended enough half-days."),
        (DataKinds(Participant, (NAMES,)), DataKinds(Attestation)),
        N_(
            "The participant, and whoever the participant shows it to. Its code holds no name: headquarters alone can tell whose it is."
        ),
        _YEARS,
    ),
    Processing(
        N_("Tests and evaluation"),
        N_("To measure what was learnt and how the activity was received."),
        N_("Legitimate interest; filling in a form is optional."),
        N_("Participants who fill in a form, without their names."),
        (DataKinds(Evaluation),),
        N_("Facilitators, project team, headquarters, donors as means."),
        N_("Without limit: nobody can be found in them."),
        is_anonymous=True,
    ),
    Processing(
        N_("Follow-up survey"),
        N_("To ask some months later what people use of what they learnt."),
        N_("Consent, asked for this purpose; it may be withdrawn at any time."),
        N_("Participants who agreed to be asked."),
        (
            DataKinds(Participant, (NAMES, CONTACT)),
            DataKinds(Consent),
        ),
        _TEAM,
        N_("Answers without names; contacts until the consent is withdrawn."),
    ),
)

# What protects the data, as this program does it.
MEASURES = (
    N_(
        "The database is encrypted as a whole (SQLCipher, AES-256); photos and documents are encrypted one by one (age)."
    ),
    N_(
        "Each officer opens the workspace with a passphrase of their own, from which the key is derived slowly (Argon2id); no passphrase is stored."
    ),
    N_(
        "Data leave a laptop only as a bundle file, encrypted for headquarters and signed by the laptop; a laptop that is lost is revoked, and its bundles are refused."
    ),
    N_("There is no server and no cloud: nothing is sent over a network by the program."),
    N_(
        "Every change is kept with its author and its time; bundles written, documents taken out, payment lists and attestations printed and copies made for a person are noted in an access log."
    ),
    N_(
        "Statuses, disability and identity documents are restricted fields: they are on no attendance sheet and on no badge."
    ),
    N_(
        "Sheets and badges of sensitive activities show a first name and a code only; file names, codes and messages never hold a name."
    ),
    N_("Backups are encrypted and verified when they are made."),
    N_(
        "A copy of everything recorded of a person is made on request, on paper and as a file; corrections are made in the record and travel to every laptop."
    ),
)
