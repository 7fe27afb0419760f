"""What is said of change between rounds (T)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils.timezone import now

from assessments import lifecycle, results
from assessments.models import Assessment
from frameworks import kits
from reports import plots, written
from reports.document import ChangePart
from tests import factories

PEOPLE = 12


def closed_round(
    earlier: Assessment | None, reply: int, *, mode: str = "open", ago: int = 0, without: Sequence[str] = ()
) -> Assessment:
    """Make a closed round in which everybody answers about the same."""
    of = earlier.organisation if earlier else factories.organisation()
    at = now() - timedelta(days=ago)
    round_ = factories.assessment(of, mode=mode, title=f"Round {ago}", opened_at=at - timedelta(days=1))
    round_.earlier, round_.not_asked = earlier, list(without)
    round_.save(update_fields=["earlier", "not_asked"])
    for number in range(PEOPLE):
        sheet = factories.response(round_, group=factories.GROUPS[number % 3])
        said = {
            question: min(5, max(1, reply + (number + place) % 3 - 1))
            for place, question in enumerate(factories.asked(sheet))
        }
        factories.send(factories.answers(sheet, said))
    return lifecycle.close_assessment(assessment=round_, by=factories.member(of), at=now())


def change_of(assessment: Assessment) -> ChangePart:
    part = written.report(assessment, results.current(assessment)).change
    assert part is not None
    return part


@pytest.mark.django_db
def test_a_first_round_says_nothing_of_change():
    assessment = closed_round(None, 3)
    assert written.report(assessment, results.current(assessment)).change is None


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_a_clear_rise_is_said_to_be_one(mode: str):
    first = closed_round(None, 2, mode=mode, ago=300)
    part = change_of(closed_round(first, 4, mode=mode))
    assert {line.verdict for line in part.whole} == {"Improved"}
    assert part.whole[0].sentence.plain == (
        "All answers together has improved from 25 to 75. The change is larger than chance would explain "
        "and large enough to matter."
    )
    assert part.series is None


@pytest.mark.django_db
def test_the_same_answers_again_show_no_change():
    first = closed_round(None, 3, ago=300)
    part = change_of(closed_round(first, 3))
    assert {line.verdict for line in (*part.whole, *part.pillars)} == {"No clear change"}
    assert part.degree is None
    assert part.notes == ()


@pytest.mark.django_db
def test_three_rounds_are_a_series_without_a_line():
    first = closed_round(None, 2, ago=700)
    second = closed_round(first, 3, ago=350)
    part = change_of(closed_round(second, 4))
    assert part.series is not None
    assert [point.score for point in part.series.lines[0].points] == [25, 50, 75]
    assert [line.ends for line in part.series.lines] == [None] * 4


@pytest.mark.django_db
def test_a_round_of_another_framework_is_not_compared():
    first = closed_round(None, 2, ago=300)
    framework = replace_slug(first)
    second = closed_round(framework, 4)
    assert written.report(second, results.current(second)).change is None


def replace_slug(assessment: Assessment) -> Assessment:
    """Let a round be one of another framework."""
    other = assessment.framework
    assessment.framework = type(other).objects.create(
        slug="another", version="1.0.0", kind="framework", language="en", document="{}", checksum="0" * 64
    )
    assessment.save(update_fields=["framework"])
    return assessment


@pytest.mark.django_db
def test_a_question_ruled_out_this_time_is_left_out_on_both_sides():
    first = closed_round(None, 3, ago=300)
    ruled_out = kits.load(first.framework.checksum).questions[0].id
    second = closed_round(first, 3, without=[ruled_out])
    comparison = results.current(second).further.comparison
    assert comparison is not None
    assert comparison.trend.left_out == {ruled_out: "gone"}


@pytest.mark.django_db
def test_the_round_before_can_be_switched_on_beside_this_one():
    first = closed_round(None, 2, ago=300)
    second = closed_round(first, 4)
    report = written.report(second, results.current(second))
    series = {one.id: one for one in plots.series(report)}
    assert report.change is not None
    assert series["earlier"].values == tuple(line.before for line in report.change.pillars)
    assert "earlier" not in {one.id for one in plots.series(written.report(first, results.current(first)))}
