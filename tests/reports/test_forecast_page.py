"""What the result would be if chosen actions reached their mark."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from actions.outlook import Standing
from assessments import results
from assessments.models import Assessment
from frameworks import kits
from tests import factories
from tests.factories import GROUPS


@pytest.fixture
def assessment(db: None) -> Assessment:
    """Return a round in which every answer is the first description."""
    round_ = factories.assessment()
    for group in GROUPS * 2:
        factories.sent(round_, group=group, reply=1)
    return round_


@pytest.fixture
def reader(assessment: Assessment) -> Client:
    client = Client()
    client.force_login(factories.member(assessment.organisation))
    return client


def address(assessment: Assessment) -> str:
    return reverse("reports:forecast", args=[assessment.pk])


def test_without_a_choice_the_proposed_actions_are_chosen(assessment: Assessment, reader: Client):
    page = reader.get(address(assessment)).context["page"]
    chosen = {choice.id for pillar in page.pillars for choice in pillar.choices if choice.chosen}
    assert chosen == set(results.current(assessment).result.roadmap.now)


def test_no_action_moves_nothing(assessment: Assessment, reader: Client):
    page = reader.get(address(assessment), {"asked": "1"}).context["page"]
    assert (page.chosen, page.outcome.pillars, page.outcome.moves) == (0, (), False)


def test_every_action_to_the_second_degree_makes_the_headline_the_second(
    assessment: Assessment, reader: Client
):
    framework = kits.load(assessment.framework.checksum).framework
    second = framework.levels[1]
    actions = [a.id for p in framework.pillars for a in p.actions if a.to_level == second.id]
    outcome = reader.get(address(assessment), {"action": actions}).context["page"].outcome
    assert (outcome.before, outcome.after) == (
        Standing(framework.levels[0].name, 1),
        Standing(second.name, 2),
    )
    assert {(line.before, line.after) for line in outcome.whole} == {(0, 50)}


def test_an_action_that_is_not_there_is_refused_in_words(assessment: Assessment, reader: Client):
    answer = reader.get(address(assessment), {"action": "none-such"})
    assert answer.status_code == 422
    assert "“none-such” is not one of them" in answer.content.decode()


def test_a_stranger_finds_no_forecast(assessment: Assessment, client: Client):
    assert client.get(address(assessment)).status_code == 404


def test_a_pulse_has_no_forecast(db: None):
    pulse = factories.assessment(scope="pulse")
    client = Client()
    client.force_login(factories.member(pulse.organisation))
    factories.sent(pulse)
    assert client.get(address(pulse)).status_code == 404
