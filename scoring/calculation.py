"""From the replies of a round to its result (section 19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring import (
    auditing,
    balancing,
    breakdown,
    entry,
    gaps,
    lenses,
    pillars,
    priority,
    pulses,
    questions,
    roadmap,
    rounds,
    sections,
    uncertainty,
)
from scoring.composites import Composite
from scoring.errors import TooFewPeople
from scoring.priority import Standing
from scoring.replies import Replies
from scoring.result import (
    Breakdown,
    Estimate,
    Headline,
    IndexResult,
    LensResult,
    Mode,
    PillarResult,
    PriorityList,
    Result,
    Roadmap,
    Scope,
    SectionResult,
)
from scoring.rounds import Round
from scoring.scheme import Scheme

Estimates = Mapping[tuple[str, ...], Estimate]
Balanced = Mapping[str | None, float | None]
"""The balanced score of each section, and of the index under None."""


@dataclass(frozen=True, slots=True)
class Overall:
    """The sections and what is made of them."""

    sections: Mapping[str, SectionResult]
    index: IndexResult
    headline: Headline


def assess(
    scheme: Scheme,
    replies: Replies,
    *,
    mode: Mode = "confidential",
    k: int = 5,
    scope: Scope = "full",
    target: str | None = None,
    importance: Mapping[str, float] | None = None,
    audit: bool = False,
) -> Result:
    """Calculate a round; time and memory are linear in people (section 19, G42).

    `scope` "pulse" asks only the pulse questions; any other reply is left out, and where section 9
    speaks of the questions of a pillar the questions of a section take their place. `target`: the level
    aimed at, by default one above the headline. `importance`: 1-5 by pillar, by default 3.

    A confidential round with fewer than k people is still counted, but shows nothing:
    `Result.suppression.total_shown` is False, no question is used, so every score is None, and no
    question, group or gap is marked as shown. Counts and `QuestionResult.mean` remain in it; ask
    `total_shown` before anything of a result leaves the system.

    `audit`: hold everything that a confidential round shows of its groups to the test of an auditor
    too (`auditing`) and show less where it fails. The rules of section 9, taken one at a time, are not
    enough, so whatever leaves the system is calculated with it.

    Raise `TooFewPeople` (k below 1), `UnknownLevel` (target), `ImpossibleImportance`, `NoPulse`.
    """
    if k < 1:
        raise TooFewPeople(k)
    if scope == "pulse":
        asked = pulses.required(scheme).questions
        only = rounds.only(scheme, replies, asked)
        return _pulse(rounds.open_round(scheme, only, mode=mode, k=k, strict=audit))
    round_ = rounds.open_round(scheme, replies, mode=mode, k=k, strict=audit)
    shown = auditing.breakdowns(round_) if audit else breakdown.read(round_)
    return _full(round_, shown, target, priority.importances(scheme, importance))


def _full(
    round_: Round, shown: Mapping[str, Breakdown], target: str | None, importance: Mapping[str, float]
) -> Result:
    scheme = round_.scheme
    estimates = _estimates(round_)
    by_pillar = _pillars(round_, estimates, shown)
    overall = _overall(round_, estimates, _balanced(round_, shown), by_pillar)
    ranked = _priority(round_, by_pillar, overall.headline, target, importance)
    steps = lenses.steps(round_)
    return Result(
        framework=scheme.id,
        version=scheme.version,
        mode=round_.mode,
        k=round_.k,
        scope="full",
        n=len(round_.replies.ids),
        groups=round_.groups,
        suppression=round_.suppression,
        questions=questions.results(round_, {name for part in shown.values() for name in part.questions}),
        pillars=by_pillar,
        sections=overall.sections,
        index=overall.index,
        headline=overall.headline,
        steps=steps,
        entry_point=entry.entry_point(scheme.diagnosis, steps) if scheme.diagnosis else entry.NOWHERE,
        gaps=gaps.read(round_, shown),
        lenses=_lenses(round_, estimates),
        pulse=scheme.pulse.id if scheme.pulse else None,
        pulse_sections=pulses.sections(round_),
        priority=ranked,
        roadmap=_roadmap(round_, by_pillar, ranked),
        pulse_next=(),
    )


def _pulse(round_: Round) -> Result:
    scheme = round_.scheme
    made = pulses.composites(round_, round_.used(round_.columns))
    estimates = uncertainty.estimates(
        round_.replies.codes,
        round_.everybody,
        _with_index(round_, {("section", id_): c for id_, c in made.items()}),
    )
    # The groups of a pulse have no figures that a balanced score could follow from.
    balanced = {} if round_.strict else sections.balanced(round_, pulses.composites)
    overall = _overall(round_, estimates, balanced, {}, pulse=True)
    asked = pulses.required(scheme).questions
    shown = {
        question
        for section in pulses.questions_of(scheme).values()
        for question in breakdown.shown_questions(round_, section)
    }
    means = {question: round_.mean(question) for question in asked}
    return Result(
        framework=scheme.id,
        version=scheme.version,
        mode=round_.mode,
        k=round_.k,
        scope="pulse",
        n=len(round_.replies.ids),
        groups=round_.groups,
        suppression=round_.suppression,
        questions=questions.results(round_, shown, asked),
        pillars={},
        sections=overall.sections,
        index=overall.index,
        headline=overall.headline,
        steps={},
        entry_point=entry.NOWHERE,
        gaps={},
        lenses={},
        pulse=pulses.required(scheme).id,
        pulse_sections={},
        priority=priority.NO_LIST,
        roadmap=roadmap.NOTHING,
        pulse_next=pulses.next_steps(scheme, means, overall.headline.held_back_by),
    )


def _from_pillars(round_: Round, used: tuple[int, ...]) -> dict[str, Composite]:
    return sections.from_pillars(round_.scheme, pillars.composites(round_, used))


def _estimates(round_: Round) -> dict[tuple[str, ...], Estimate]:
    """Estimate everything that a full round shows, in one pass over the replies."""
    used = round_.used(round_.columns)
    made: dict[tuple[str, ...], Composite] = {}
    for pillar in round_.scheme.pillars:
        made["pillar", pillar.id] = pillars.composite(round_, pillar, used)
    for id_, composite in _from_pillars(round_, used).items():
        made["section", id_] = composite
    for (lens, view), composite in lenses.composites(round_).items():
        made["view", lens, view] = composite
    return uncertainty.estimates(round_.replies.codes, round_.everybody, _with_index(round_, made))


def _with_index(round_: Round, made: dict[tuple[str, ...], Composite]) -> dict[tuple[str, ...], Composite]:
    by_section = {key[1]: composite for key, composite in made.items() if key[0] == "section"}
    index = sections.index(round_.scheme, by_section)
    return {**made, ("index",): index} if index else made


def _pillars(round_: Round, estimates: Estimates, shown: Mapping[str, Breakdown]) -> dict[str, PillarResult]:
    determined = pillars.composites(round_, round_.used(round_.columns))
    out = {}
    for pillar in round_.scheme.pillars:
        found = estimates["pillar", pillar.id]
        known = found if pillar.id in determined else Estimate(None, None, None, None, found.n)
        out[pillar.id] = pillars.result(round_, pillar, known, shown[pillar.id])
    return out


def _balanced(round_: Round, shown: Mapping[str, Breakdown]) -> Balanced:
    if round_.strict:
        return balancing.balanced(round_, shown, _from_pillars)
    return sections.balanced(round_, _from_pillars)


def _overall(
    round_: Round,
    estimates: Estimates,
    balanced: Balanced,
    by_pillar: Mapping[str, PillarResult],
    *,
    pulse: bool = False,
) -> Overall:
    levels = round_.scheme.levels
    results = {
        section.id: sections.result(
            levels,
            estimates.get(("section", section.id), pillars.NOTHING),
            {id_: pillar.score for id_, pillar in by_pillar.items() if pillar.section == section.id},
            balanced.get(section.id),
            pulse=pulse,
        )
        for section in round_.scheme.sections
    }
    index = sections.index_result(estimates.get(("index",), pillars.NOTHING), balanced.get(None))
    return Overall(results, index, sections.headline(levels, results, index.score, pulse=pulse))


def _lenses(round_: Round, estimates: Estimates) -> dict[str, LensResult]:
    views = {(key[1], key[2]): estimate for key, estimate in estimates.items() if key[0] == "view"}
    return {lens.id: lenses.result(round_, lens, views) for lens in round_.scheme.mappings}


def _priority(
    round_: Round,
    by_pillar: Mapping[str, PillarResult],
    headline: Headline,
    target: str | None,
    importance: Mapping[str, float],
) -> PriorityList:
    anchor = priority.target_anchor(round_.scheme.levels, headline, target)
    gates = priority.gates(round_.scheme, headline.held_back_by)
    standings = {
        id_: Standing(pillar.score, pillar.ad, importance[id_], id_ in gates)
        for id_, pillar in by_pillar.items()
    }
    return priority.NO_LIST if anchor is None else priority.rank(standings, anchor)


def _roadmap(round_: Round, by_pillar: Mapping[str, PillarResult], ranked: PriorityList) -> Roadmap:
    if ranked.target is None:
        return roadmap.NOTHING
    scores = {id_: pillar.score for id_, pillar in by_pillar.items() if pillar.score is not None}
    labels = {id_: pillar.agreement_label for id_, pillar in by_pillar.items()}
    return roadmap.plan(round_.scheme, ranked.order, scores, labels, ranked.target)
