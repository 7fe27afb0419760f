from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now

import scoring
from assessments import comparing, further, lifecycle, results
from assessments.comparing import Comparison
from assessments.models import Assessment, StoredResult
from frameworks import kits, services
from tests import factories

pytestmark = pytest.mark.django_db
PEOPLE = 30


def following(earlier: Assessment | None, *, people: int = PEOPLE, **more: Any) -> Assessment:
    """Let people answer a confidential round that follows another."""
    made = factories.assessment(
        earlier.organisation if earlier else None,
        mode=more.pop("mode", "confidential"),
        scope=more.pop("scope", "full"),
    )
    Assessment.objects.filter(pk=made.pk).update(earlier=earlier, **more)
    return close(factories.round_of(people, Assessment.objects.with_kit().get(pk=made.pk)))


def close(round_: Assessment) -> Assessment:
    lifecycle.close_assessment(assessment=round_, by=None, at=now())
    return Assessment.objects.with_kit().get(pk=round_.pk)


def comparison(of: Assessment) -> Comparison | None:
    return further.read(StoredResult.objects.get(assessment=of).further).comparison


@pytest.mark.parametrize(
    ("scopes", "compared"),
    [(("full", "full"), "full"), (("full", "pulse"), "pulse"), (("pulse", "full"), "pulse")],
)
def test_full_rounds_and_pulses_are_compared_on_what_both_ask(scopes: tuple[str, str], compared: str):
    first = following(None, scope=scopes[0], mode="open")
    found = comparison(following(first, scope=scopes[1], mode="open"))
    assert found is not None
    assert (found.trend.scope, found.trend.index.withheld, found.series) == (compared, None, None)


def test_a_series_goes_across_full_rounds_and_pulses():
    last = None
    for scope in ("full", "pulse", "full", "pulse"):
        last = following(last, scope=scope)
    assert last is not None
    found = comparison(last)
    assert found is not None
    assert found.series is not None
    assert len(found.occasions) == len(found.series.index.points) == 4


def test_what_a_round_has_shown_besides_its_scores_is_known_to_the_next_comparison():
    first = following(None)
    second = following(first)
    taken = comparing._take(second)
    beside = comparing._beside(taken)
    shown = comparison(second)
    assert shown is not None
    groupings = [name for name in beside if not isinstance(name, dict)]
    assert groupings
    assert len(beside) == len(groupings) + len(scoring.told(taken.scheme, shown.trend))
    assert len(comparing._beside(comparing._take(first))) == len(beside)


def test_a_round_is_closed_with_its_result_where_the_one_before_has_none():
    first = following(None)
    StoredResult.objects.filter(assessment=first).delete()
    second = following(first)
    assert (comparison(second), results.current(second).result.n) == (None, PEOPLE)


def test_linked_people_are_not_compared_where_a_round_has_break_downs_or_was_reopened():
    plain, split = factories.draft(linked=True), factories.draft(linked=True, breakdowns=[{"id": "site"}])
    again = factories.draft(linked=True, reopened_at=now())
    assert comparing._links(plain, plain) == []
    assert [comparing._links(plain, one) for one in (split, again)] == [None, None]


def test_a_newer_minor_version_is_compared_without_its_new_question():
    older = kits.load(*_kit(first := following(None))).framework
    pillar = older.pillars[0]
    new = pillar.questions[0].model_copy(update={"id": "insight-added-later"})
    newer = older.model_copy(
        update={
            "about": older.about.model_copy(update={"version": "1.1.0"}),
            "pillars": (
                pillar.model_copy(update={"questions": (*pillar.questions, new)}),
                *older.pillars[1:],
            ),
        }
    )
    version = services.publish(document=newer, at=now())[0]
    found = comparison(following(first, framework=version))
    assert found is not None
    assert found.trend.left_out == {"insight-added-later": "new"}
    assert found.trend.index.withheld is None


def _kit(of: Assessment) -> tuple[str, list[str]]:
    return of.framework.checksum, of.lens_checksums
