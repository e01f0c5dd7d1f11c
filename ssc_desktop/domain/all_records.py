"""Every synced record class, so that whoever needs the whole schema imports one module."""

from __future__ import annotations

from sqlalchemy import Column, Table

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.attestation import Attestation
from ssc_desktop.domain.code import Code
from ssc_desktop.domain.decision import Decision
from ssc_desktop.domain.declaration import Declaration
from ssc_desktop.domain.distinct import Distinct
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.evidence import Consent, Evaluation, Evidence, SheetPrint
from ssc_desktop.domain.followup import (
    Beneficiaries,
    Milestone,
    MonitoringVisit,
    Recommendation,
    Risk,
)
from ssc_desktop.domain.indicator import FrozenFigure, Indicator, Target
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.logo import Logo
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.organisation import Organisation, Site
from ssc_desktop.domain.output import Output
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.domain.question import Question
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.travel import TravelClaim

# Parents before children: a bundle is applied in this order.
ALL_RECORDS: tuple[type[Recorded], ...] = (
    Code,
    Office,
    Officer,
    Programme,
    Declaration,
    Indicator,
    Target,
    FrozenFigure,
    ActionPlan,
    Organisation,
    Logo,
    Commitment,
    Site,
    Activity,
    *ALL_KINDS.values(),
    HalfDay,
    Participant,
    Erasure,
    Distinct,
    Registration,
    Attendance,
    Consent,
    Evidence,
    Output,
    SheetPrint,
    Attestation,
    TravelClaim,
    Question,
    Evaluation,
    Recommendation,
    Milestone,
    Beneficiaries,
    Risk,
    MonitoringVisit,
    Decision,
)

RECORDS_BY_NOUN = {each.__tablename__: each for each in ALL_RECORDS}


def synced_tables() -> tuple[Table, ...]:
    """The tables whose changes are logged and carried in bundles, parents first."""
    return tuple(Recorded.metadata.tables[each.__tablename__] for each in ALL_RECORDS)


def synced_columns(table: Table) -> tuple[Column[object], ...]:
    """The columns of a table that are logged: all but its key and what is local knowledge."""
    return tuple(
        column
        for column in table.columns
        if not column.primary_key and not column.info.get("local")
    )
