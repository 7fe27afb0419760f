"""What must never be claimed: looked for over every report that can be thought of."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.plans import Planned, Reviewed
from assessments.editions import Cost
from frameworks.documents import Question
from frameworks.kits import Kit
from reports import narrative
from reports.builder import About, Context, minutes
from reports.builder.editions import Edition
from reports.document import Minutes, Report, text_of
from scoring import Answer, Respondent
from tests.reports import lens_rounds, plans_made, rounds, workshops
from workshops.outcomes import Parked, ToDo

NEVER = [
    r"(?<![\d.])\d+[.,]\d+(?![\d.])",
    r"±|\+/-",
    r"\{[a-z_.]+\}|\b(nan|none|null|undefined)\b of 100",
    r"\b(certified|accredited|audited|proven|guaranteed)\b",
    r"\bcustomers (find|love|trust|prefer|are (satisfied|happy|delighted))\b",
    r"\bwill (raise|increase|improve|lift|grow|drive|cause|lead to)\b",
    r"\b(causes|drives|leads to|results in)\b",
    r"\bno (gap|difference)s? (between|exists?|was found)\b",
    r"\b(industry|sector|market) (average|norm|leader)\b|\b(best in class|world[- ]class|top performer)\b",
    r"\bout of touch\b|\btoo (negative|positive|critical)\b|\bto blame\b|\bfault of\b",
    r"\bthe problem is\b",
    r"\bKPMG\b.{0,40}\bscores?\b",
    r"\b(bonus(es)?|salar(y|ies)|dismissals?|closures?|league table)\b",
    r"\b(one|two|three|four|[1-4]) (person|people|colleagues?|employees?) (in|from|of) (?!ten\b)",
    r"\bsignificant(ly)?\b|\bproves?\b|\bdemonstrates?\b",
    r"\banonym\w*",
    r"\b(moving towards|on the way|is growing|catching up)\b",
    r"\baverage respondent\b|\bone number\b",
]
PATTERNS = [re.compile(pattern, re.IGNORECASE) for pattern in NEVER]
HOSTILE = Context(
    organisation="{org} **KPMG** scores 51.3% & <script>, the problem is us",
    title="{title} ± proven",
    checksum="f" * 64,
    computed_on=rounds.CONTEXT.computed_on,
    closed=False,
    answers_from=rounds.CONTEXT.answers_from,
    answers_to=rounds.CONTEXT.answers_from,
    own_word="{own_word} guaranteed",
    comments={"wing-span": ("Two people in finance think this is 1.5 {n}",)},
)
HOSTILE_ROOM = replace(
    workshops.BARE,
    title="{title} ± proven",
    names=("{name} 1.5", "<script>"),
    parked=(Parked("wing-span", "the problem is us {n}", "it causes 1.5", "we are certified"),),
    actions=(ToDo("{title} will raise it", "{owner} None", None, "no gap between us 4.5", "wing-span"),),
    notes=("{note} significantly **better**",),
)
GROUPS = ("leadership", "customer-facing", "support")


def faults(text: str) -> list[str]:
    return [pattern.pattern for pattern in PATTERNS if pattern.search(text)]


def ours(report: Report | Minutes) -> Iterator[str]:
    """Yield the texts of the report itself: those of the framework and typed ones taken out."""
    return (text for source, text in text_of(report) if source == "ours")


def hits(report: Report | Minutes) -> list[tuple[str, list[str]]]:
    return [(text, found) for text in ours(report) if (found := faults(text))]


def unspoken(report: Report | Minutes) -> list[str]:
    """Return what looks like a place left open, or a value that was never written."""
    texts = [text for source, text in text_of(report) if source != "typed"]
    return [text for text in texts if re.search(r"[{}]|\*\*|\bNone\b|\bnan\b", text)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_forbidden_phrase_finds_its_example(pattern: re.Pattern[str]):
    examples = [
        "a maturity of 51.3 percent",
        "51 ± 4",
        "{score} of 100",
        "we are certified",
        "Customers find us easy",
        "it will raise the score",
        "this leads to that",
        "There is no gap between them",
        "above the industry average",
        "leaders are out of touch",
        "the problem is finance",
        "our KPMG pillar score",
        "no bonus for you",
        "Two people in finance think",
        "significantly better",
        "anonymous",
        "we are on the way",
        "one number to manage",
    ]

    assert sum(bool(pattern.search(example)) for example in examples) == 1


@pytest.mark.parametrize("framework", ["cx-maturity-core", "any-other"])
def test_words_hold_no_forbidden_phrase(framework: str):
    words = narrative.words_for(framework, "en")

    assert [text for text in texts_of(words) if faults(text)] == []


def texts_of(words: narrative.Words) -> list[str]:
    values = dict.fromkeys((place for t in words.sentences.values() for place in t.places), "…")
    return [*words.plain.values(), *(template.fill(values).plain for template in words.sentences.values())]


def crowd(count: int) -> tuple[str, ...]:
    return tuple(GROUPS[place % len(GROUPS)] for place in range(count))


def mixed(place: int, group: str, question: Question) -> Answer:
    return (place * 7 + len(question.id) * 3) % 5 + 1


def camps(place: int, group: str, question: Question) -> Answer:
    return 1 + 4 * (place % 2)


def blind_section(place: int, group: str, question: Question) -> Answer:
    return "dk" if question.section == "know-roles" else 3


def seldom_seen(place: int, group: str, question: Question) -> Answer:
    return "dk" if place % 2 else 3 + place % 3


ANSWERS = {
    "mixed": mixed,
    "camps": camps,
    "blind section": blind_section,
    "seldom seen": seldom_seen,
    "all first": rounds.always(1),
    "all last": rounds.always(5),
    "all unknown": rounds.always("dk"),
    "all skipped": rounds.always(None),
}


@pytest.mark.parametrize("scope", ["full", "pulse"])
@pytest.mark.parametrize("mode", ["open", "confidential"])
@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 18])
def test_report_of_extreme_round_claims_nothing_forbidden(count: int, answers: str, mode: str, scope: str):
    respondents = rounds.people(rounds.core(), crowd(count), ANSWERS[answers])

    report = rounds.report(respondents, mode=mode, scope=scope)

    assert (hits(report), unspoken(report)) == ([], [])


@pytest.mark.parametrize("answers", ["mixed", "camps"])
def test_report_of_two_hundred_people_claims_nothing_forbidden(answers: str):
    report = rounds.report(rounds.people(rounds.core(), crowd(200), ANSWERS[answers]))

    assert (hits(report), unspoken(report)) == ([], [])


@pytest.mark.parametrize("scope", ["full", "pulse"])
@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_report_of_g42_claims_nothing_forbidden(mode: str, scope: str):
    report = rounds.report(only_asked(scope), mode=mode, scope=scope)

    assert (hits(report), unspoken(report)) == ([], [])


def test_report_with_journey_and_promises_claims_nothing_forbidden():
    do = lens_rounds.item(70.0, groups={"leadership": 80.0, "customer-facing": 60.0})
    report = lens_rounds.report(
        journey=lens_rounds.journey(
            {"purchase": 4, "use": 1}, {"use": 0.5, "cultivation": 0.0}, {"use": 0.0}
        ),
        mirror=lens_rounds.mirror(lens_rounds.promise(lens_rounds.item(87.5), do, 40.0, 30)),
    )
    assert hits(report) == []


def only_asked(scope: str) -> list[Respondent]:
    pulse = rounds.short_form()
    return [
        replace(one, answers={q: a for q, a in one.answers.items() if scope == "full" or q in pulse})
        for one in rounds.g42()
    ]


def test_report_of_nobody_claims_nothing_forbidden():
    report = rounds.report([], mode="open")

    assert (hits(report), unspoken(report)) == ([], [])


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_report_with_hostile_names_keeps_them_apart(mode: str):
    report = rounds.report(rounds.g42(), context=HOSTILE, mode=mode)

    assert (hits(report), unspoken(report)) == ([], [])
    assert report.answer is not None
    assert report.answer.headline[0].plain.startswith(f"Most likely: {HOSTILE.organisation} is Intentional.")


@st.composite
def rounds_of(draw: st.DrawFn, kit: Kit) -> tuple[Respondent, ...]:
    """Draw a round: who answers, and how each inclines, with don't-knows and gaps."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 # answers, not secrets
    groups = [group.id for group in kit.asked_groups]
    count = draw(st.integers(1, 16))
    unknown, bias, spread = (
        draw(st.sampled_from([0, 0.1, 0.6])),
        draw(st.integers(1, 5)),
        draw(st.integers(0, 4)),
    )

    def choose(place: int, group: str, question: Question) -> Answer:
        if chance.random() < unknown:
            return chance.choice(["dk", "na", None])
        return min(5, max(1, bias + chance.randint(-spread, spread)))

    return rounds.people(kit, [chance.choice(groups) for _ in range(count)], choose)


@settings(max_examples=60, deadline=None)
@given(
    rounds_of(rounds.core()), st.sampled_from(["open", "confidential"]), st.sampled_from(["full", "pulse"])
)
def test_report_of_any_round_claims_nothing_forbidden(
    respondents: tuple[Respondent, ...], mode: str, scope: str
):
    report = rounds.report(respondents, mode=mode, scope=scope)

    assert (hits(report), unspoken(report), without_people(report)) == ([], [], [])


@settings(max_examples=30, deadline=None)
@given(rounds_of(rounds.alternate()), st.sampled_from(["open", "confidential"]))
def test_report_of_another_framework_claims_nothing_forbidden(respondents: tuple[Respondent, ...], mode: str):
    report = rounds.report(respondents, rounds.alternate(), mode=mode)

    assert (hits(report), unspoken(report), without_people(report)) == ([], [], [])
    assert (report.identity.language, report.identity.words_language) == ("de", "en")


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_workshop_of_g42_claims_nothing_forbidden(mode: str):
    result = rounds.assess(rounds.g42(), mode=mode)
    for of in (workshops.full(result), workshops.BARE, HOSTILE_ROOM):
        report = workshops.report(result, of)
        told = minutes(rounds.core(), of, About(HOSTILE.organisation, HOSTILE.title))

        assert (hits(report), unspoken(report)) == ([], [])
        assert (hits(told), unspoken(told)) == ([], [])


decided_on = st.dictionaries(
    st.sampled_from([question.id for question in rounds.core().questions]),
    st.tuples(st.integers(1, 5), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(
    rounds_of(rounds.core()),
    decided_on,
    st.sampled_from(["open", "confidential"]),
    st.sampled_from(["full", "pulse"]),
)
def test_workshop_of_any_round_claims_nothing_forbidden(
    respondents: tuple[Respondent, ...], decided: dict[str, tuple[int, int]], mode: str, scope: str
):
    result = rounds.assess(respondents, mode=mode, scope=scope)
    of = workshops.outcome(result, decided)
    report, told = workshops.report(result, of), minutes(rounds.core(), of, About("Acme", "", "a" * 64))

    assert (hits(report), unspoken(report)) == ([], [])
    assert (hits(told), unspoken(told)) == ([], [])


HOSTILE_ACTION = plans_made.own(
    "{title} will raise it by 1.5",
    do="{do} **causes** it",
    done_when="no gap between us",
    owner="{owner} None",
    note="Two people in finance think so",
    pillar="one-organisation",
)
HOSTILE_EDITION = Edition(
    marking="internal",
    version="{version} 1.0",
    approver="{approver} is proven",
    approved_on=rounds.CONTEXT.computed_on,
    consultancy="KPMG scores {n}",
    cover_text="{text} ± significantly",
    footer="{footer} 4.5",
    costs=(Cost("{label} causes", "1.5 m", "{source} None"), Cost("bonus", "0", "")),
)


@pytest.mark.parametrize("scope", ["full", "pulse"])
@pytest.mark.parametrize("status", ["planned", "begun", "done", "dropped"])
@pytest.mark.parametrize("verdict", ["done", "goes on", "dropped", ""])
def test_report_with_hostile_plan_and_edition_keeps_them_apart(scope: str, status: str, verdict: str):
    actions = [
        replace(HOSTILE_ACTION, status=status, due_on=day) for day in (None, rounds.CONTEXT.computed_on)
    ]
    reviewed = (Reviewed("{title} proves it", "{owner} 1.5", verdict, "{note} leads to that"),)
    context = plans_made.context(
        *actions, *actions, own_action(status), reviewed=reviewed, edition=HOSTILE_EDITION
    )
    report = rounds.report(rounds.g42(), context=context, scope=scope)

    assert (hits(report), unspoken(report)) == ([], [])
    assert (report.planning is None, report.review is None) == (False, False)


def own_action(status: str) -> Planned:
    """Return one with nothing but its title."""
    return plans_made.own("closures", status=status)


def without_people(report: Report) -> list[object]:
    """Return every figure that does not say how many people it comes from."""
    figures: list[object] = []
    if report.answer:
        figures += [entry.figure for entry in report.answer.questions if entry.figure]
    if report.pillars:
        figures += [pillar.figure for pillar in report.pillars.pillars if pillar.figure]
        scores = [group for pillar in report.pillars.pillars for group in pillar.groups]
        figures += [group for group in scores if group.score is not None]
    if report.questions:
        figures += [q for part in report.questions.lists for q in part.questions if q.score is not None]
    return [figure for figure in figures if not getattr(figure, "n", None)]
