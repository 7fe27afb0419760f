"""When each sentence about a workshop is said (W), and where agreed answers stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frameworks.documents import Question
from reports import plots
from reports.builder import About, minutes
from reports.charts.levels import Level
from scoring import Answer, Profile, Result
from tests.reports import rounds, workshops
from workshops.outcomes import Outcome, Parked

PILLAR = "wing-to-wing"
DAY = "14 April 2026"


def answered(place: int, group: str, question: Question) -> Answer:
    """Answer so that everybody's mean is 50 everywhere, and nobody chooses the last position."""
    return 2 + 2 * (place % 2)


@pytest.fixture(scope="module")
def result() -> Result:
    groups = [group.id for group in rounds.core().asked_groups]
    everybody = [group for group in groups for _ in range(12)]
    return rounds.assess(rounds.people(rounds.core(), everybody, answered))


def questions_of(pillar: str = PILLAR) -> list[str]:
    return [question.id for question in rounds.core().pillar(pillar).questions]


def prompt(question: str) -> str:
    return rounds.core().question(question).prompt


def shifted(result: Result, by: float) -> Outcome:
    """Return an outcome whose one pillar was agreed so far from what was measured."""
    profile = replace(profile_of(result), mean_shift=by, flag=abs(by) >= 12.5, agreed_profile=50 + by)
    return replace(workshops.outcome(result, {questions_of()[0]: (3, 2)}), pillars={PILLAR: profile})


def profile_of(result: Result) -> Profile:
    return workshops.outcome(result, {questions_of()[0]: (3, 2)}).pillars[PILLAR]


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        (
            [(5, 2), (5, 1)],
            (
                f"Measured 50; agreed in the workshop of {DAY}: 75 (2 of 4 questions agreed). "
                "1 of 2 agreed answers rest on a record."
            ),
        ),
        (
            [(3, 3)] * 4,
            (
                f"Measured 50; agreed in the workshop of {DAY}: 50 (4 of 4 questions agreed, fully agreed). "
                "4 of 4 agreed answers rest on a record."
            ),
        ),
        (
            [(1, 2)],
            (
                f"Measured 50; agreed in the workshop of {DAY}: 38 (1 of 4 questions agreed). "
                "The agreed answer rests on a record."
            ),
        ),
        (
            [(1, 1)],
            (
                f"Measured 50; agreed in the workshop of {DAY}: 38 (1 of 4 questions agreed). "
                "The agreed answer does not rest on a record."
            ),
        ),
    ],
)
def test_w1_of_a_pillar_with_agreed_answers(result: Result, decided: list[tuple[int, int]], words: str):
    of = workshops.outcome(result, dict(zip(questions_of(), decided, strict=False)))

    assert rounds.said(workshops.part(result, of), "W1") == [words]


def test_w1_stands_with_its_pillar_at_a_glance_and_with_no_other(result: Result):
    report = workshops.report(result, workshops.outcome(result, {questions_of()[0]: (5, 2)}))

    assert report.pillars is not None
    assert [one.id for one in report.pillars.pillars if one.agreed] == [PILLAR]


@pytest.mark.parametrize(("count", "words"), [(1, "on one question"), (2, "on two questions")])
def test_w1_says_why_a_profile_is_not_shown(count: int, words: str):
    hidden = questions_of()[0]

    def choose(place: int, group: str, question: Question) -> Answer:
        return 4 if question.id == hidden else answered(place, group, question)

    groups = [group.id for group in rounds.core().asked_groups] * 12
    alike = rounds.assess(rounds.people(rounds.core(), groups, choose), mode="confidential")
    of = workshops.outcome(alike, dict.fromkeys(questions_of()[:count], (2, 2)))

    found = workshops.part(alike, of)

    assert rounds.said(found, "W1") == [
        (
            f"Agreed in the workshop of {DAY} {words}. The agreed profile is not shown: beside the measured "
            "score it would tell what people answered alone."
        )
    ]
    assert [(one.measured, one.agreed, one.count) for one in found.pillars] == [(None, None, str(count))]
    assert {one.measured for one in found.agreements.answers} == {None}


@pytest.mark.parametrize(
    ("by", "ids"), [(12.0, set()), (13.0, {"W2"}), (-12.0, set()), (-13.0, {"W3"}), (0.0, set())]
)
def test_w2_and_w3_from_half_a_step_of_mean_shift(result: Result, by: float, ids: set[str]):
    assert rounds.ids(workshops.part(result, shifted(result, by))) & {"W2", "W3"} == ids


@pytest.mark.parametrize(
    ("choice", "ids"),
    [((5, 2), {"W4"}), ((5, 1), {"W4", "W5"}), ((4, 1), {"W5"}), ((4, 2), set()), ((3, 0), set())],
)
def test_w4_and_w5_of_an_agreed_answer(result: Result, choice: tuple[int, int], ids: set[str]):
    question = questions_of()[0]
    found = workshops.part(result, workshops.outcome(result, {question: choice}))

    assert rounds.ids(found) & {"W4", "W5"} == ids
    assert all(prompt(question) in words for words in rounds.said(found, "W4", "W5"))


def test_w6_names_what_was_accepted_as_seen_and_no_reason_stands_beside_it(result: Result):
    first, second, third = questions_of()[:3]
    of = workshops.outcome(result, dict.fromkeys((first, second, third), (3, 0)), alike=(first, second))

    found = workshops.part(result, of)

    assert rounds.said(found, "W6") == [
        f'Accepted without discussion, because seen alike: "{prompt(first)}" and "{prompt(second)}".'
    ]
    assert [one.id for one in found.agreements.answers] == [third]


def test_w7_of_two_views_that_stand_side_by_side(result: Result):
    question = questions_of()[0]
    of = replace(workshops.BARE, parked=(Parked(question, "", "Not here", "Everywhere"),))

    found = workshops.part(result, of)

    assert rounds.said(found, "W7") == [
        f'On "{prompt(question)}" the group did not agree; both views are recorded.'
    ]
    assert (found.agreements.open[0].lower_view, found.agreements.open[0].higher_view) == (
        "Not here",
        "Everywhere",
    )


def test_w8_where_nothing_was_agreed(result: Result):
    found = workshops.part(result, workshops.BARE)

    assert found.agreements.message.plain == "No answer was agreed; the individual answers stand."
    assert (found.agreements.evidence, found.pillars, found.table) == (None, (), None)
    assert found.agreements.no_actions is not None
    assert rounds.ids(found) & {"W1", "W2", "W3", "W4", "W5", "W6", "W7"} == set()


@pytest.mark.parametrize(
    ("agreed", "missed", "words"),
    [
        (1, 0, "One answer was agreed."),
        (3, 1, "Three answers were agreed; one question stayed open."),
        (4, 2, "Four answers were agreed; two questions stayed open."),
    ],
)
def test_message_counts_what_was_agreed_and_what_stayed_open(
    result: Result, agreed: int, missed: int, words: str
):
    more: dict[str, Any] = {"not_reached": tuple(questions_of("leadership")[:missed])}
    of = workshops.outcome(result, dict.fromkeys(questions_of()[:agreed], (3, 2)), **more)

    assert workshops.part(result, of).agreements.message.plain == words


def test_headline_and_checksum_are_those_of_the_individual_answers(result: Result):
    before = rounds.write(result)
    after = workshops.report(result, workshops.full(result))

    assert (after.answer, after.identity) == (before.answer, before.identity)
    assert after.workshop is not None
    assert after.workshop.checksum == workshops.CHECKSUM
    assert "changes none of them" in after.workshop.standing.plain


def test_report_without_a_workshop_has_no_trace_of_one(result: Result):
    report = rounds.write(result)

    assert report.workshop is None
    assert report.pillars is not None
    assert (report.pillars.radar.agreed, report.pillars.radar.agreed_words) == (None, None)
    assert not [one for one in rounds.ids(report) if one.startswith("W")]


def test_radar_has_a_second_line_only_where_something_was_agreed(result: Result):
    report = workshops.report(result, workshops.outcome(result, {questions_of()[0]: (5, 2)}))

    assert report.pillars is not None
    radar = report.pillars.radar
    assert radar.agreed is not None
    assert radar.agreed.name == f"Agreed in the workshop of {DAY}"
    assert dict(zip([axis.id for axis in radar.axes], radar.agreed.values, strict=True)) == {
        axis.id: 63 if axis.id == PILLAR else None for axis in radar.axes
    }
    assert radar.table.columns[-1] == "Agreed in the workshop"
    assert [row.cells[-1] for row in radar.table.rows].count("–") == len(radar.axes) - 1

    none = workshops.report(result, workshops.BARE)
    assert none.pillars is not None
    assert none.pillars.radar.agreed is None


def test_explore_offers_what_was_agreed_beside_what_was_measured(result: Result):
    report = workshops.report(result, workshops.outcome(result, {questions_of()[0]: (5, 2)}))
    levels = tuple(Level(one.name, one.min_score) for one in rounds.core().framework.levels)

    assert [one.id for one in plots.series(report)][:2] == ["all", "workshop"]
    assert report.pillars is not None
    figure = plots.radar(report.pillars.radar, levels)
    assert figure is not None
    assert [trace["meta"] for trace in figure["data"]] == ["workshop", "all"]


def test_every_question_shows_what_was_agreed_on_it(result: Result):
    question = questions_of()[0]
    report = workshops.report(result, workshops.outcome(result, {question: (4, 2)}))

    assert report.questions is not None
    shown = {one.id: one.agreed for part in report.questions.lists for one in part.questions if one.agreed}
    assert {id_: one.words.plain for id_, one in shown.items()} == {
        question: f"Agreed in the workshop of {DAY}: Past Intentional, not yet Differentiated (75 of 100)."
    }


def test_pulse_has_its_agreed_answers_beside_it_and_no_pillars():
    groups = [group.id for group in rounds.core().asked_groups] * 4
    people = rounds.people(rounds.core(), groups, answered)
    short = set(rounds.short_form())
    asked = [replace(one, answers={q: a for q, a in one.answers.items() if q in short}) for one in people]
    result = rounds.assess(asked, scope="pulse")
    first, *_ = result.questions
    of = workshops.outcome(result, {first: (3, 2)}, from_nothing=True)

    report = workshops.report(result, of)

    assert report.pulse is not None
    assert [dot.id for dot in report.pulse.dots if dot.agreed] == [first]
    assert report.workshop is not None
    assert (report.workshop.pillars, report.workshop.table) == ((), None)
    assert [dot.agreed.words.plain for dot in report.pulse.dots if dot.agreed] == [
        f"Agreed in the workshop of {DAY}: Intentional (50 of 100)."
    ]


def test_question_that_a_round_has_ruled_out_is_left_out(result: Result):
    of = replace(workshops.BARE, not_reached=("no-such-question",), unsettled=("no-such-question",))

    assert workshops.part(result, of).agreements.open == ()


def test_minutes_turn_what_stands_out_into_questions(result: Result):
    first, second, third = questions_of()[:3]
    of = workshops.outcome(result, {first: (5, 0), second: (1, 0), third: (3, 0)})

    found = minutes(rounds.core(), of, About("Acme", "Spring round", "a" * 64))

    assert [sentence.plain for sentence in found.asked] == [
        (
            f'On "{prompt(first)}" the agreed answer is one that nobody had given alone. '
            "Which case or which figure made the difference?"
        ),
        (
            f'On "{prompt(first)}" a high answer was agreed without anything to show for it. '
            "What would show it, and who can bring it?"
        ),
        (
            f'On "{prompt(second)}" the agreed answer is one that nobody had given alone. '
            "Which case or which figure made the difference?"
        ),
    ]


def test_minutes_tell_who_was_there_how_the_room_voted_and_how_to_check_it(result: Result):
    found = minutes(rounds.core(), workshops.full(result), About("Acme", "Spring round", "a" * 64))

    assert (found.title, found.date_words) == ("Spring round", DAY)
    assert (found.present.plain, found.names) == ("7 people in all; 2 gave a name:", ("Ada", "Grace"))
    assert [(one.times, one.first, one.last) for one in found.votes] == [
        (
            "2 times",
            "The middle vote at place 3 of five",
            "From the first description to the last: 1, 2, 3, 1 and 0",
        ),
        ("Once", "From the first description to the last: 1, 2, 3, 1 and 0", "–"),
    ]
    assert found.checksums.plain == (
        f"Checksum of this outcome: {workshops.CHECKSUM}. "
        f"Checksum of the result of the individual answers: {'a' * 64}."
    )


def test_minutes_of_a_workshop_where_nothing_happened_say_so():
    of = replace(workshops.BARE, present=0, names=(), minutes=None, from_nothing=True)

    found = minutes(rounds.core(), of, About("Acme", ""))

    assert found.agreements.message.plain == "No answer was agreed; the individual answers stand."
    assert found.agreements.held.plain == f"Held on {DAY}. 0 people took part."
    assert found.present.plain == "0 people in all. Nobody gave a name, and nobody had to."
    assert found.checksums.plain == f"Checksum of this outcome: {workshops.CHECKSUM}."
    assert "without earlier answers" in found.method[0].plain
