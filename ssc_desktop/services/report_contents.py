"""What the narrative report says: the skeleton donors ask for (Annex VI), filled from the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.report_content import (
    CODE,
    Block,
    Facts,
    Figures,
    Gap,
    Head,
    Part,
    Remark,
    Report,
    Signers,
    Table,
    Words,
)
from ssc_desktop.services import report_tables as tables
from ssc_desktop.services.report_facts import ReportFacts
from ssc_desktop.services.report_frame import action_of, framed, period_shown
from ssc_desktop.services.report_indicators import COMMON, PROJECT, Measured, indicators_blocks
from ssc_desktop.services.report_progress import course_blocks
from ssc_desktop.services.sheet_contents import kind_of
from ssc_desktop.services.workspaces import Workspace

NARRATIVE = N_("Narrative report")
_SIGNERS = (N_("Prepared by"), N_("Checked by"), N_("Approved by"))
_TO_WRITE = N_("To be written: no record tells this.")
NOTHING = N_("Nothing is recorded.")
# What a section of an activity tells, in the order of the work; none of it names people.
_TOLD = (
    ("objectives", N_("Objectives")),
    ("expected_results", N_("Expected results")),
    ("results", N_("Results")),
    ("outputs", N_("Outputs")),
    ("decisions", N_("Decisions")),
    ("difficulties", N_("Difficulties and deviations")),
    ("lessons", N_("Lessons learnt")),
    ("follow_up", N_("Follow-up")),
)


def narrative(
    workspace: Workspace,
    facts: ReportFacts,
    figures: dict[str, tuple[Measured, ...]],
    language: Language,
) -> Report:
    """The whole report; what no record tells is a place to write in."""
    return framed(
        workspace,
        facts,
        NARRATIVE,
        (
            *_description(workspace, facts, language),
            *_assessment(facts, language),
            *_changes(facts, language),
            _logframe(facts, figures, language),
            *_partners(facts, language),
            _follow_up(facts, language),
            _visibility(facts, language),
            evidence_part(facts, language),
            Part(language("Signatures"), (Signers(_SIGNERS),)),
        ),
        language,
    )


# --- 1 description ------------------------------------------------------------------------------


def _description(workspace: Workspace, facts: ReportFacts, language: Language) -> tuple[Part, ...]:
    programme = facts.around.programme
    agencies = programme.agencies if programme else ()
    named = (
        (language("Title of the action"), action_of(programme, language)),
        (language("Contract number"), (programme.contract_no if programme else None) or ""),
        (language("Decision number"), (programme.decision_no if programme else None) or ""),
        (language("Implementing agencies"), names_of("agency", agencies, language)),
        (language("Written by"), workspace.office.name),
        (language("Reporting period"), period_shown(facts, language)),
        (language("Target countries"), _target_countries(facts, language)),
        (
            language("Countries where activities took place"),
            names_of("country", _countries(facts.held), language),
        ),
    )
    described = Facts(tuple(Fact(label, value) for label, value in named if value))
    return (
        Part(language("Description"), (described,)),
        Part(
            language("Final beneficiaries and target groups"),
            people_blocks(facts, language),
            level=2,
        ),
    )


def _target_countries(facts: ReportFacts, language: Language) -> str:
    programme = facts.around.programme
    wanted = facts.wanted.country
    return names_of("country", (wanted,) if wanted else _of_programme(programme), language)


def _of_programme(programme: Programme | None) -> tuple[str, ...]:
    return programme.countries if programme else ()


def _countries(activities: Iterable[Activity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.country for each in activities if each.country))


def names_of(code_list: str, codes: Iterable[str], language: Language) -> str:
    """The names of several codes in one line."""
    return language.list_of([name_of(code_list, code, language) for code in codes])


def people_blocks(facts: ReportFacts, language: Language) -> tuple[Block, ...]:
    """Who was reached: figures, then the tables of participants and of beneficiaries."""
    blocks: list[Block] = list(tables.people_tables(facts, language))
    if blocks:
        blocks.append(Remark(language("Each person is counted once, however often they came.")))
    reached = tables.beneficiaries_table(facts, language)
    if reached.rows:
        blocks.append(reached)
        blocks.append(
            Remark(
                language(
                    "Beneficiaries of pilot activities are counted, not named: a person may be in both tables."
                )
            )
        )
    blocks += notes_on(facts, language)
    return tuple(blocks) or (Gap(language(NOTHING)),)


def notes_on(facts: ReportFacts, language: Language) -> list[Block]:
    """Who is in no total of a report: people of few, and those known by totals alone."""
    notes: list[Block] = []
    if facts.untold:
        notes.append(
            Remark(language("Fewer than five people of sensitive activities are in no total."))
        )
    if facts.reported_only:
        words = language.plural(
            "{count} activity is known here by its totals only: its people are not in these tables.",
            "{count} activities are known here by their totals only: their people are not in these tables.",
            facts.reported_only,
        )
        notes.append(Remark(words))
    return notes


# --- 2 activities and results -------------------------------------------------------------------


def _assessment(facts: ReportFacts, language: Language) -> Iterable[Part]:
    yield Part(
        language("Activities and results"),
        (
            Figures(figures_of(facts, language)),
            tables.activities_table(facts, facts.held, language)
            if facts.held
            else Gap(language(NOTHING)),
        ),
    )
    yield Part(language("Summary"), (Gap(language(_TO_WRITE)),), level=2)
    course = course_blocks(facts, language)
    if course:
        yield Part(language("Course of the period"), course, level=2)
    for each in facts.held:
        title = f"{each.code or ''}  {each.title or ''}".strip()
        yield Part(title, _activity_blocks(facts, each, language), level=2)


def figures_of(facts: ReportFacts, language: Language) -> tuple[Fact, ...]:
    """The numbers to be seen first."""
    presence = facts.presence(facts.held)
    half_days = facts.half_days(facts.held)
    women = "–" if presence.women is None else language.number(presence.women)
    return (
        Fact(language("Activities held"), language.number(len(facts.held))),
        Fact(language("People"), tables.count_shown(presence.people, language)),
        Fact(language("of whom women"), women),
        Fact(language("Participations"), language.number(facts.participations(facts.held))),
        Fact(language("Participant-days"), language.number(half_days / 2)),
        Fact(language("Organisations"), language.number(len(facts.companies_of(facts.held)))),
    )


def _activity_blocks(
    facts: ReportFacts, activity: Activity, language: Language
) -> tuple[Block, ...]:
    presence = facts.presence([activity])
    named = [
        (language("Type"), kind_of(activity, language)),
        (language("Dates"), language.dates(activity.start, activity.end)),
        (language("Place"), tables.place_shown(activity, language)),
        (language("Themes"), names_of("theme", activity.themes, language)),
        (language("Reciprocal commitment"), _commitment(facts, activity)),
        (language("Indicators"), language.list_of(list(activity.indicators))),
    ]
    if facts.there([activity]):
        named.append((language("Attended"), tables.count_shown(presence.people, language)))
        if presence.women is not None:
            named.append((language("of whom women"), language.number(presence.women)))
    told = [(label, getattr(activity, name, None)) for name, label in _TOLD]
    words = [Words(text, language(label)) for label, text in told if text]
    if not activity.results:
        words.append(Words(language("Not recorded yet."), language("Results")))
    return (Facts(tuple(Fact(label, value) for label, value in named if value)), *words)


def _commitment(facts: ReportFacts, activity: Activity) -> str:
    """The code of the commitment an activity carries."""
    key = activity.commitment_id
    found = facts.around.commitments.get(key) if key else None
    return (found.code if found else None) or ""


# --- 3 changes and problems ---------------------------------------------------------------------


def _changes(facts: ReportFacts, language: Language) -> Iterable[Part]:
    aside = [
        (
            name_of("activity_status", each.status, language),
            f"{each.code or ''}  {each.title or ''}".strip(),
            each.status_reason or language("No reason is recorded."),
        )
        for each in facts.set_aside
    ]
    moved = [each for each in facts.held if _was_moved(each)]
    blocks: list[Block] = [Words(f"{title}. {reason}", status) for status, title, reason in aside]
    if moved:
        blocks.append(_moved_table(moved, language))
    if facts.not_yet:
        blocks.append(
            tables.activities_table(facts, facts.not_yet, language, title=language("Not begun"))
        )
    yield Part(language("Changes and difficulties"), tuple(blocks) or (Gap(language(NOTHING)),))
    hard = tuple(
        Words(each.difficulties, f"{each.code or ''}  {each.title or ''}".strip())
        for each in facts.activities
        if each.difficulties
    )
    if hard:
        yield Part(language("Difficulties and deviations"), hard, level=2)
    risks = tables.risks_table(facts, language)
    if risks.rows:
        yield Part(language("Risks"), (risks,), level=2)


def _was_moved(activity: Activity) -> bool:
    return bool(activity.planned_start and activity.planned_start != activity.start)


def _moved_table(moved: Sequence[Activity], language: Language) -> Table:
    heads = (
        Head(language("Code"), 1.4, CODE),
        Head(language("Title"), 3.0),
        Head(language("Planned"), 1.6),
        Head(language("Held"), 1.6),
    )
    return Table(
        heads,
        tuple(
            (
                each.code or "",
                each.title or "",
                language.dates(each.planned_start, each.planned_end),
                language.dates(each.start, each.end),
            )
            for each in moved
        ),
        title=language("Held on other days than planned"),
    )


# --- 4 to 8 -------------------------------------------------------------------------------------


def _logframe(
    facts: ReportFacts, figures: dict[str, tuple[Measured, ...]], language: Language
) -> Part:
    blocks = [
        block
        for code in (PROJECT, COMMON)
        for block in indicators_blocks(figures.get(code, ()), facts.wanted, language)
    ]
    return Part(language("Logical framework"), tuple(blocks) or (Gap(language(NOTHING)),))


def _partners(facts: ReportFacts, language: Language) -> Iterable[Part]:
    taking_part = tables.organisations_table(facts, language)
    block: Block = taking_part if taking_part.rows else Gap(language(NOTHING))
    yield Part(language("Partners and other cooperation"), (block,))
    yield Part(
        language("Relations with the authorities of the countries"),
        (Gap(language(_TO_WRITE)),),
        level=2,
    )
    commitments = tables.commitments_table(facts, language, facts.wanted.country)
    if commitments.rows:
        yield Part(language("Action plans"), (commitments,), level=2)


def _follow_up(facts: ReportFacts, language: Language) -> Part:
    blocks: list[Block] = []
    recommended = tables.recommendations_table(facts, language)
    blocks.append(recommended if recommended.rows else Gap(language(NOTHING)))
    if facts.coming:
        blocks.append(
            tables.activities_table(
                facts, facts.coming, language, title=language("Coming activities")
            )
        )
    return Part(language("Recommendations and next steps"), tuple(blocks))


def _visibility(facts: ReportFacts, language: Language) -> Part:
    told = tuple(
        Words(each.visibility, f"{each.code or ''}  {each.title or ''}".strip())
        for each in facts.held
        if each.visibility and not each.without_visibility
    )
    return Part(language("Visibility"), told or (Gap(language(NOTHING)),))


def evidence_part(facts: ReportFacts, language: Language) -> Part:
    """How complete the evidence is."""
    found = tables.evidence_tables(facts.evidence, language)
    return Part(language("Evidence"), found or (Gap(language(NOTHING)),))
