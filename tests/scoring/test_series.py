"""Three rounds or more of the core framework."""

from __future__ import annotations

import numpy as np
import pydantic
import pytest

import scoring
from tests.scoring import core, simulated

CORE = core.core()


def moments(*middles: float) -> list[scoring.Moment]:
    return [
        scoring.Moment(CORE, simulated.replies(20, seed=at, middle=middle), at=float(at))
        for at, middle in enumerate(middles)
    ]


def test_series_of_three_rounds_has_points_and_no_line():
    series = scoring.series(moments(2.0, 3.0, 4.0))
    assert series.at == (0.0, 1.0, 2.0)
    assert len(series.index.points) == 3
    assert all(point.low is not None and point.withheld is None for point in series.index.points)
    assert {curve.line for curve in (*series.pillars.values(), *series.sections.values())} == {None}


def test_series_of_five_rounds_has_a_line_by_least_squares():
    series = scoring.series(moments(2.0, 2.5, 3.0, 3.5, 4.0))
    scores = [point.score for point in series.index.points if point.score is not None]
    slope, start = np.polyfit(series.at, scores, 1)
    assert series.index.line is not None
    assert (series.index.line.start, series.index.line.slope) == pytest.approx((start, slope))


def test_round_of_a_few_is_a_point_without_figures_and_narrows_no_other():
    few = scoring.Moment(CORE, simulated.replies(3), at=9.0)
    series = scoring.series([*moments(2.0, 3.0, 4.0), few])
    assert [point.withheld for point in series.index.points] == [None, None, None, "too few people"]
    assert series.common == tuple(question.id for question in CORE.questions)


def test_series_of_two_rounds_is_refused():
    with pytest.raises(scoring.TooFewRounds):
        scoring.series(moments(2.0, 3.0))


def test_series_is_plain_json_and_comes_back_the_same():
    series = scoring.series(moments(2.0, 2.5, 3.0, 3.5, 4.0))
    adapter = pydantic.TypeAdapter(scoring.Series)
    assert adapter.validate_json(adapter.dump_json(series)) == series


def test_points_are_the_scores_of_the_rounds():
    taken = moments(2.0, 3.0, 4.0)
    series = scoring.series(taken)
    results = [scoring.assess(CORE, moment.replies) for moment in taken]
    for id_, curve in series.pillars.items():
        expected = [(r.pillars[id_].score, r.pillars[id_].low, r.pillars[id_].n) for r in results]
        assert [(point.score, point.low, point.n) for point in curve.points] == [
            pytest.approx(one) for one in expected
        ]


def test_rounds_at_one_time_have_no_line():
    same = [scoring.Moment(CORE, simulated.replies(20, seed=at)) for at in range(5)]
    assert scoring.series(same).index.line is None
