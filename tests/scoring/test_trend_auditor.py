"""Rules 9.5 and 9.7 for change: what can be solved for from two rounds and their comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import scoring
from scoring import scheme
from scoring.replies import Reply
from scoring.trend_result import Change, Trend
from tests.scoring import comparing
from tests.scoring.comparing import Two, pairs
from tests.scoring.strategies import Sheet
from tests.scoring.test_auditor import Rows, everybody, is_unanimous, solved, unit

Weights = dict[str, float]


@given(pairs(mode="confidential", min_people=12), st.data())
def test_no_comparison_gives_away_a_unanimous_question_of_a_round(two: Two, data: st.DataObject):
    """Unknown: each used question's mean. Published: questions, pillars, and the scores compared."""
    ids = [question.id for question in two.after.made.questions]
    common = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    trend = two.trend(common=common)
    for sheet in (two.before, two.after):
        assert newly_told(sheet, released(sheet, trend)) == []


@given(pairs(mode="confidential", min_people=12), st.data())
def test_series_beside_a_trend_gives_away_no_unanimous_question(two: Two, data: st.DataObject):
    """The same rounds over other common questions: what the trend has told stands beside."""
    sheet = two.after
    ids = [question.id for question in sheet.made.questions]
    first, second = (data.draw(st.sets(st.sampled_from(ids), min_size=1)) for _ in range(2))
    trend = two.trend(common=first)
    beside = scoring.told(sheet.made, trend)
    moments = [scoring.Moment(sheet.made, one.replies, common=second) for one in (two.before, sheet, sheet)]
    series = scoring.series(moments, mode="confidential", k=sheet.k, beside=[beside] * 3)
    assert list(beside) == [pytest.approx(row) for row in released(sheet, trend)]
    for at, one in ((0, two.before), (2, sheet)):
        shown = (*beside, *scoring.told(sheet.made, series, at))
        assert newly_told(one, shown) == []


def newly_told(sheet: Sheet, compared: Iterable[Mapping[str, float]]) -> list[str]:
    """Return the unanimous questions that a round hides and these further scores give away."""
    result = sheet.result()
    names = [id_ for id_, question in result.questions.items() if question.used]
    published: Rows = [
        [weights.get(id_, 0.0) for id_ in names]
        for pillar in sheet.made.pillars
        if result.pillars[pillar.id].score is not None
        for weights in [{question.id: question.weight for question in pillar.questions}]
    ]
    published += [unit(len(names), at) for at, id_ in enumerate(names) if result.questions[id_].shown]
    rows = [[weights.get(id_, 0.0) for id_ in names] for weights in compared]
    told = set(solved([*published, *rows], len(names))) - set(solved(published, len(names)))
    return [names[at] for at in told if is_unanimous(everybody(sheet, names[at]))]


def released(sheet: Sheet, trend: Trend) -> Iterator[Weights]:
    """Yield with what weights each score that a comparison shows rests on questions."""
    made = sheet.made
    of_pillar = {pillar.id: weights(pillar, trend) for pillar in made.pillars}
    of_section: dict[str, Weights] = {}
    for section in made.sections:
        members = [pillar for pillar in made.pillars_of(section.id) if is_composed(trend.pillars[pillar.id])]
        total = sum(pillar.weight for pillar in members)
        of_section[section.id] = {
            id_: pillar.weight / total * weight
            for pillar in members
            for id_, weight in of_pillar[pillar.id].items()
        }
    shown = [*((of_pillar[id_], one) for id_, one in trend.pillars.items())]
    shown += [(of_section[id_], one) for id_, one in trend.sections.items()]
    of_index = [(id_, weight) for part in of_section.values() for id_, weight in part.items()]
    index = {id_: weight / len(of_section) for id_, weight in of_index}
    yield from (part for part, change in [*shown, (index, trend.index)] if change.withheld is None)


def weights(pillar: scheme.Pillar, trend: Trend) -> Weights:
    used = {question.id: question.weight for question in pillar.questions if question.id in trend.common}
    return {id_: weight / sum(used.values()) for id_, weight in used.items()}


def is_composed(change: Change) -> bool:
    return change.withheld != "not determined"


@given(pairs(mode="confidential", min_people=12), st.data())
def test_hidden_question_or_score_of_a_round_has_no_figures_in_a_comparison(two: Two, data: st.DataObject):
    ids = [question.id for question in two.after.made.questions]
    trend = two.trend(common=data.draw(st.sets(st.sampled_from(ids))))
    for result in (two.before.result(), two.after.result()):
        hidden = {
            *(("question", id_) for id_, question in result.questions.items() if not question.shown),
            *(("pillar", id_) for id_, pillar in result.pillars.items() if pillar.score is None),
            *(("section", id_) for id_, section in result.sections.items() if section.score is None),
        }
        assert hidden & comparing.shown(trend).keys() == set()


@given(pairs(mode="confidential", min_people=12))
def test_linked_people_and_those_they_leave_out_are_none_or_enough(two: Two):
    trend = two.trend(links=two.links)
    columns = {question.id: at for at, question in enumerate(two.after.made.questions)}
    pillars = {
        ("pillar", pillar.id): [columns[q.id] for q in pillar.questions if q.id in trend.common]
        for pillar in two.after.made.pillars
    }
    for key, change in comparing.shown(trend).items():
        assert change.n_before == change.n_after >= two.after.k
        for sheet in (two.before, two.after) if key in pillars else ():
            answered = int(scored(sheet.codes)[:, pillars[key]].any(axis=1).sum())
            left_out = answered - change.n_before
            assert left_out == 0 or left_out >= two.after.k


@given(pairs(mode="confidential", min_people=12))
def test_no_question_of_linked_people_gives_away_one_answer_of_all_or_those_of_a_few(two: Two):
    trend = two.trend(links=two.links)
    rows = np.array(two.links, dtype=int).reshape(-1, 2)
    for column, question in enumerate(two.after.made.questions):
        if trend.questions[question.id].withheld is not None:
            continue
        here, there = two.before.codes[:, column], two.after.codes[:, column]
        both = scored(here[rows[:, 0]]) & scored(there[rows[:, 1]])
        for codes, chosen in ((here, rows[both, 0]), (there, rows[both, 1])):
            others = np.delete(codes, chosen)
            for camp in (codes[chosen], others[scored(others)]):
                assert len(camp) == 0 or (len(camp) >= two.after.k and len(set(camp.tolist())) > 1)


def scored(codes: NDArray[np.int8]) -> NDArray[np.bool_]:
    return (codes >= Reply.P1) & (codes <= Reply.P5)
