"""The functions that the golden cases name, in terms of the public ones of scoring."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import scoring
from scoring import (
    agreement,
    degrees,
    entry,
    gaps,
    priority,
    pulses,
    replies,
    roadmap,
    scheme,
    sections,
    support,
    visibility,
)
from scoring.composites import Composite
from scoring.result import Estimate, Result
from tests.scoring import change_adapters, core

Case = dict[str, Any]
LEVELS = core.core().levels


def one_pillar(questions: Iterable[Case], groups: Iterable[str]) -> scheme.Scheme:
    """Return a scheme of one section with one pillar that every group can judge."""
    names = tuple(dict.fromkeys(groups))
    asked = tuple(scheme.Question(q["id"], "do", frozenset(names), q["na_allowed"]) for q in questions)
    return scheme.Scheme(
        id="one-pillar",
        version="1.0.0",
        levels=LEVELS,
        bands=core.core().bands,
        groups=names,
        steps=("do",),
        sections=(scheme.Section("s"),),
        pillars=(scheme.Pillar("p", "s", asked),),
    )


def assessed(questions: Iterable[Case], people: Iterable[Case], *, mode: Any = "open", k: int = 5) -> Result:
    """Return the result of people who answered the questions of one pillar."""
    everybody = tuple(people)
    made = one_pillar(questions, (person["group"] for person in everybody))
    respondents = [
        scoring.Respondent(str(at), person["group"], person["answers"]) for at, person in enumerate(everybody)
    ]
    return scoring.assess(made, scoring.Replies.from_respondents(made, respondents), mode=mode, k=k)


def known(score: float, se: float | None = None, n: int = 0, **_: Any) -> Estimate:
    return Estimate(score, se, None, None, n)


def score_answer(answers: list[Any]) -> Case:
    return {"scores": [replies.score_of(answer) for answer in answers]}


def respondent_pillar(questions: list[Case], answers: Case) -> Case:
    asked = one_pillar(questions, ["g"]).questions
    return dataclasses.asdict(scoring.own_pillar(asked, answers))


def pillar_group(questions: list[Case], respondents: list[Case], mode: str, k: int = 5) -> Case:
    result = assessed(questions, respondents, mode=mode, k=k)
    pillar = result.pillars["p"]
    return {
        "score": pillar.score,
        "determined": pillar.score is not None,
        "contributors": pillar.n,
        "items": {id_: {"mean": q.mean, "n": q.n, "used": q.used} for id_, q in result.questions.items()},
    }


def degree_and_band(scores: list[float]) -> Case:
    return {
        "degrees": [degrees.degree_of(LEVELS, score) for score in scores],
        "bands": [degrees.band_of(core.core().bands, score) for score in scores],
    }


def pillar_degree(cases: list[Case]) -> Case:
    found = [
        degrees.attained(LEVELS, case["score"], {str(at): m for at, m in enumerate(case["item_means"])})
        for case in cases
    ]
    return {"results": [{"degree": at.degree, "capped": at.capped} for at in found]}


def headline(sections: Mapping[str, list[Case]]) -> Case:
    members = [{**pillar, "section": id_} for id_, pillars in sections.items() for pillar in pillars]
    return _headline(members, tuple(sections))


def _headline(members: list[Case], names: tuple[str, ...]) -> Case:
    made = dataclasses.replace(
        one_pillar([], ["g"]),
        sections=tuple(scheme.Section(id_) for id_ in names),
        pillars=tuple(scheme.Pillar(m["id"], m["section"], (), (), m.get("weight", 1.0)) for m in members),
    )
    means = [member["score"] for member in members]
    by_id = {m["id"]: Composite.plain([at]) for at, m in enumerate(members) if m["score"] is not None}
    composites = sections.from_pillars(made, by_id)
    results = {
        id_: sections.result(
            LEVELS,
            Estimate(composites[id_].value(means) if id_ in composites else None, None, None, None, 0),
            {member["id"]: member["score"] for member in members if member["section"] == id_},
            None,
        )
        for id_ in names
    }
    index = sections.index(made, composites)
    score = index.value(means) if index else None
    found = sections.headline(LEVELS, results, score)
    return {
        "sections": {id_: picked(result, "score", "degree", "capped") for id_, result in results.items()},
        "index": score,
        **picked(found, "headline", "at_most", "average_degree", "held_back_by"),
    }


def picked(value: object, *names: str) -> Case:
    return {name: getattr(value, name) for name in names}


def estimate(questions: list[Case], respondents: list[Case]) -> Case:
    pillar = assessed(questions, respondents).pillars["p"]
    return {**picked(pillar, "score", "n", "se", "low", "high"), "df": pillar.n - 1}


def degree_support(estimates: list[Case]) -> Case:
    out = []
    for values in estimates:
        found = known(**values)
        reached = degrees.degree_of(LEVELS, values["score"])
        sure = support.of_degree(LEVELS, found, reached, capped=False)
        out.append({**support.by_degree(LEVELS, found), "certainty": sure.certainty})
    return {"results": out}


def headline_support(headline: str, sections: Mapping[str, Case]) -> Case:
    estimates = tuple(known(**values) for values in sections.values())
    return picked(support.of_lowest(LEVELS, estimates, headline, capped=False), "support", "certainty")


def support_of(estimates: list[Case], border: list[Case]) -> Case:
    sure = [support.of_degree(LEVELS, known(**e), e["degree"], capped=e["capped"]) for e in estimates]
    named = [
        support.of_lowest(
            LEVELS, tuple(known(**s) for s in b["sections"].values()), b["headline"], capped=False
        )
        for b in border
    ]
    return {
        "results": [picked(found, "support", "certainty") for found in sure],
        "border": [found.nearest for found in named],
    }


def agreement_of(positions: list[list[int]]) -> Case:
    items = [agreement.of_question([row.count(p) for p in range(1, 6)]) for row in positions]
    pillar = agreement.of_pillar(items)
    return {
        "items": [dataclasses.asdict(item) for item in items],
        "pillar": {**picked(pillar, "ad", "label", "agreement", "awg", "n"), "split_items": pillar.split},
    }


def agreement_labels(cases: list[list[list[int]]]) -> Case:
    return {"results": [agreement_of(case)["pillar"] for case in cases]}


def gap(questions: list[Case], first: list[Case], second: list[Case], mode: str, k: int) -> Case:
    by_pair = assessed(questions, [*first, *second], mode=mode, k=k).gaps
    found = by_pair[f"{first[0]['group']}|{second[0]['group']}"]["p"]
    return picked(found, "gap", "se", "df", "low", "high", "p", "common")


def gap_labels(p: list[float], **case: list[float]) -> Case:
    adjusted = gaps.holm(p)
    return {
        "p_adjusted": adjusted,
        "labels": [gaps.label(*values) for values in zip(case["gaps"], p, adjusted, strict=True)],
    }


def suppress(k: int, cases: list[dict[str, int]]) -> Case:
    return {"results": [dataclasses.asdict(scoring.suppress(case, k=k)) for case in cases]}


def nested_violations(k: int, published: Mapping[str, list[int]]) -> Case:
    sets = {name: frozenset(people) for name, people in published.items()}
    return {"violations": [dataclasses.astuple(v) for v in scoring.nested_violations(sets, k=k)]}


def may_republish(k: int, before: Case, after: list[Case]) -> Case:
    return {"results": [dataclasses.asdict(scoring.may_republish(before, then, k=k)) for then in after]}


def detail(cases: list[Case]) -> Case:
    return {"results": [_detail(**case) for case in cases]}


def _detail(questions: list[Case], groups: Mapping[str, list[Case]], k: int) -> Case:
    people = [person for members in groups.values() for person in members]
    shown = assessed(questions, people, mode="confidential", k=k).pillars["p"].breakdown
    return {
        "all": shown.questions,
        "groups": {
            group: {
                "pillar": not figure.hidden,
                "questions": list(shown.by_question.get(group, {})),
                "unanimous": shown.unanimous.get(group, ()),
            }
            for group, figure in shown.groups.items()
        },
    }


def workshop(items: Mapping[str, Case]) -> Case:
    topics = {
        id_: scoring.Topic(tuple(item["answers"]), item["agreed"], item["evidence"])
        for id_, item in items.items()
    }
    found = dataclasses.asdict(scoring.profile(topics))
    found["items"] = found.pop("topics")
    return found


def priority_of(target: float, pillars: list[Case]) -> Case:
    standings = {
        p["id"]: priority.Standing(p["score"], p["ad"], p["importance"], p["gate"])
        for p in sorted(pillars, key=lambda p: p["order"])
    }
    found = priority.rank(standings, target)
    return {
        "values": {id_: dataclasses.asdict(value) for id_, value in found.values.items()},
        "order": found.order,
    }


def roadmap_of(organisations: list[Case], **_: Any) -> Case:
    plans = [
        roadmap.plan(core.core(), o["order"], o["scores"], o["labels"], o["target"]) for o in organisations
    ]
    return {"results": [dataclasses.asdict(plan) for plan in plans]}


def journey(stages: list[Case]) -> Case:
    fields = {field["id"]: field for field in core.document("journey-wing-to-wing")["fields"]}
    values = {name: {o["id"]: o["value"] for o in fields[name]["options"]} for name in ("measured", "owner")}

    def chosen(stage: Case, name: str) -> tuple[float, ...]:
        given = [stage[name]] if isinstance(stage[name], str) else stage[name]
        return tuple(values[name][option] for option in given)

    sheet = [
        scoring.Stage(s["id"], tuple(s["maturity"]), chosen(s, "measured"), chosen(s, "owner"))
        for s in stages
    ]
    return dataclasses.asdict(scoring.journey(LEVELS, sheet))


def say_do(promises: list[Case]) -> Case:
    lens = core.document("say-do")
    patterns = [scoring.Pattern.parse(p["id"], p["when"]) for p in lens["patterns"]]
    top = ("leadership", "customer-facing")
    found = []
    for p in promises:
        by_group = dict(zip(top, (p["do_lead"], p["do_front"]), strict=True))
        promise = scoring.Promise(p["say"], p["do_all"], by_group, p["felt"], p["n_customers"])
        found.append(dataclasses.asdict(scoring.say_do(promise, patterns, top=top)))
    return {"results": found}


def entry_point(cases: list[Case]) -> Case:
    diagnosis = core.core().diagnosis
    assert diagnosis is not None
    return {"results": [dataclasses.asdict(entry.entry_point(diagnosis, case)) for case in cases]}


def dk_bound(questions: list[Case], respondents: list[Case]) -> Case:
    result = assessed(questions, respondents)
    seen = {id_: question.visibility for id_, question in result.questions.items()}
    return {
        **picked(result.pillars["p"], "lower_bound", "score"),
        "dk_rate": {id_: v.dk_rate for id_, v in seen.items()},
        "visibility_gap": [id_ for id_, v in seen.items() if v.gap],
    }


def visibility_of(mode: Any, k: int, n_q_dk_base: list[list[int]]) -> Case:
    found = [
        visibility.of_question(n=n, dont_know=dk, base=base, mode=mode, k=k) for n, dk, base in n_q_dk_base
    ]
    return {"results": [{"gap": v.gap, "shown": v.shown, "percentage": v.percentage_shown} for v in found]}


def balanced(questions: list[Case], respondents: list[Case], mode: str, k: int) -> Case:
    section = assessed(questions, respondents, mode=mode, k=k).sections["s"]
    assert section.score is not None
    assert section.balanced is not None
    return {
        "pooled": section.score,
        "balanced": section.balanced,
        "difference": section.balanced - section.score,
    }


def lowest_pillars(pillars: list[Case], headlines: list[str]) -> Case:
    scores = {p["id"]: p["score"] for p in sorted(pillars, key=lambda p: p["order"])}
    return {"results": [sections.lowest_pillars(LEVELS, degree, scores) for degree in headlines]}


def check_input(respondents: list[Case], **_: Any) -> Case:
    people = [scoring.Respondent(**person) for person in respondents]
    try:
        scoring.Replies.from_respondents(core.core(), people)
    except scoring.InputFaults as refusal:
        return {"faults": [dataclasses.astuple(fault) for fault in refusal.faults]}
    return {"faults": []}


def pulse_next(question_means: Mapping[str, float], held_back_by: list[list[str]], **_: Any) -> Case:
    found = [pulses.next_steps(core.core(), question_means, sections_) for sections_ in held_back_by]
    return {"results": [[dataclasses.asdict(step) for step in steps] for steps in found]}


def assess(respondents: list[Case], mode: Any, k: int, **_: Any) -> Case:
    people = [scoring.Respondent(**person) for person in respondents]
    made = scoring.Replies.from_respondents(core.core(), people)
    return scoring.summary(scoring.assess(core.core(), made, mode=mode, k=k))


ADAPTERS: Mapping[str, Callable[..., Case]] = {
    **change_adapters.ADAPTERS,
    "agreement": agreement_of,
    "agreement_labels": agreement_labels,
    "assess": assess,
    "balanced": balanced,
    "check_input": check_input,
    "degree_and_band": degree_and_band,
    "degree_support": degree_support,
    "detail": detail,
    "dk_bound": dk_bound,
    "entry_point": entry_point,
    "estimate": estimate,
    "gap": gap,
    "gap_labels": gap_labels,
    "headline": headline,
    "headline_support": headline_support,
    "journey": journey,
    "lowest_pillars": lowest_pillars,
    "may_republish": may_republish,
    "nested_violations": nested_violations,
    "pillar_degree": pillar_degree,
    "pillar_group": pillar_group,
    "priority": priority_of,
    "pulse_next": pulse_next,
    "respondent_pillar": respondent_pillar,
    "roadmap": roadmap_of,
    "say_do": say_do,
    "score_answer": score_answer,
    "support_of": support_of,
    "suppress": suppress,
    "visibility": visibility_of,
    "workshop": workshop,
}
