"""The page on which actions are chosen, and where the result would stand."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

import scoring
from accounts.models import Membership
from actions import choices, outlook
from actions.models import Action
from assessments import lifecycle
from assessments.models import Assessment
from scoring.arithmetic import whole
from tests import factories, rooms
from tests.actions import plans
from tests.assessments.conftest import counted
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Assessment:
    return plans.round_()


@pytest.fixture
def member(round_: Assessment, client: Client) -> Client:
    client.force_login(factories.member(round_.organisation, Membership.Role.FACILITATOR))
    return client


def ticked(page: choices.ChoosePage) -> set[str]:
    return {
        one.proposal.key
        for wave in page.waves
        for pillar in wave.pillars
        for one in pillar.choices
        if one.ticked
    }


def test_proposals_stand_by_wave_and_pillar(member: Client, round_: Assessment):
    page = member.get(plans.path("choose", round_)).context["page"]
    ground = plans.ground(round_)
    roadmap = ground.result.roadmap
    found = {
        wave.id: [one.proposal.source for pillar in wave.pillars for one in pillar.choices]
        for wave in page.waves
    }
    waves = {"now": roadmap.now, "next": roadmap.next, "later": roadmap.later}
    assert {id_: sorted(ids) for id_, ids in found.items()} == {
        id_: sorted(ids) for id_, ids in waves.items() if ids
    }
    first = page.waves[0].pillars[0]
    score = ground.result.pillars[first.choices[0].proposal.pillar].score
    assert score is not None
    assert first.why.startswith(f"stands at {whole(score)} of 100 · number ")


def test_pillars_stand_in_the_order_of_priority_in_every_wave(member: Client, round_: Assessment):
    page = member.get(plans.path("choose", round_)).context["page"]
    order = plans.ground(round_).result.priority.order
    for wave in page.waves:
        stand = [pillar.choices[0].proposal.pillar for pillar in wave.pillars]
        assert stand == [pillar for pillar in order if pillar in stand]


def test_the_first_wave_is_ticked_until_something_was_chosen(member: Client, round_: Assessment):
    keys = plans.keys(round_)
    first = member.get(plans.path("choose", round_)).context["page"]
    member.post(plans.path("choose", round_), {"action": keys[:1]})
    then = member.get(plans.path("choose", round_)).context["page"]
    assert (ticked(first), ticked(then)) == (set(keys), set(keys[:1]))


def test_what_is_ticked_comes_onto_the_plan(member: Client, round_: Assessment):
    answer = member.post(plans.path("choose", round_), {"action": plans.keys(round_)}, follow=True)
    assert "3 actions are new on the plan." in answer.content.decode()
    assert Action.objects.count() == 3
    again = member.post(plans.path("choose", round_), {"action": plans.keys(round_)}, follow=True)
    assert "Nothing new was chosen." in again.content.decode()


def test_working_it_out_keeps_ticks_and_changes_nothing(member: Client, round_: Assessment):
    keys = [*plans.keys(round_)[:1], *plans.keys(round_, "later")[:1]]
    answer = member.post(plans.path("work-out", round_), {"action": keys})
    assert (answer.status_code, ticked(answer.context["page"])) == (200, set(keys))
    assert Action.objects.count() == 0


def test_what_was_worked_out_is_put_on_the_plan_by_the_same_form(member: Client, round_: Assessment):
    answer = member.post(plans.path("work-out", round_), {"action": plans.keys(round_)})
    assert (
        f'<form method="post" class="stack" action="{plans.path("choose", round_)}">'
        in answer.content.decode()
    )


@pytest.mark.parametrize("name", ["choose", "work-out"])
def test_what_is_not_proposed_is_refused_with_ticks(member: Client, round_: Assessment, name: str):
    answer = member.post(plans.path(name, round_), {"action": [*plans.keys(round_)[:1], "own:x"]})
    assert (answer.status_code, Action.objects.count()) == (422, 0)
    assert "is not proposed for this round" in answer.content.decode()


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("post", 409)])
def test_before_the_result_the_page_says_when(member: Client, round_: Assessment, method: str, status: int):
    open_ = factories.assessment(round_.organisation)
    answer = getattr(member, method)(plans.path("choose", open_))
    assert answer.status_code == status
    assert "when the round has closed" in answer.content.decode()


def test_too_few_answers_propose_nothing(client: Client):
    few = factories.closed(people=2)
    client.force_login(factories.member(few.organisation))
    page = client.get(plans.path("choose", few)).content.decode()
    assert "Nothing is proposed" in page
    assert ("If these actions" in page, plans.path("add", few) in page) == (False, True)


def test_the_outlook_is_the_arithmetic_of_the_scoring(round_: Assessment):
    ground = plans.ground(round_)
    sources = [*ground.result.roadmap.now, *ground.result.roadmap.next]
    found, expected = outlook.of(ground, sources), scoring.forecast(ground.kit.scheme, ground.result, sources)
    assert (found.before.name, found.after.name) == (
        ground.kit.level(expected.headline_before).name,
        ground.kit.level(expected.headline).name,
    )
    assert [(one.question, one.before, one.after) for one in found.moved] == [
        (ground.kit.section(id_).question, whole(one.before or 0.0), whole(one.after or 0.0))
        for id_, one in expected.sections.items()
        if one.changed
    ]
    assert (found.counted, found.moved != ()) == (len(sources), True)


def test_the_outlook_counts_what_is_ticked_or_planned_and_not_dropped(round_: Assessment):
    ground = plans.ground(round_)
    kept, dropped, new = ground.result.roadmap.now
    for source, status in ((kept, "done"), (dropped, "dropped")):
        Action.objects.filter(pk=plans.action(round_, source, status=status).pk).update(
            origin="framework", source=source
        )
    plans.action(round_, "Own")
    page = choices.page(ground, [f"framework:{new}"])
    assert page.outlook == outlook.of(ground, [kept, new])


def test_what_the_workshop_agreed_is_offered_and_moves_nothing(member: Client, round_: Assessment):
    room = rooms.workshop(round_, phase=Workshop.Phase.ENDED)
    room.actions.create(title="Agreed in the room")
    ground = plans.ground(round_)
    key = plans.keys(round_, "")[0]
    assert "Agreed in the room" in member.get(plans.path("choose", round_)).content.decode()
    assert choices.page(ground, [key]).outlook == outlook.of(ground, [])


def test_a_pulse_proposes_its_next_steps(client: Client):
    pulse = factories.round_of(6, factories.assessment(scope="pulse"))
    closed = lifecycle.close_assessment(assessment=pulse, by=None, at=now())
    client.force_login(factories.member(closed.organisation))
    page = client.get(plans.path("choose", closed)).context["page"]
    assert ([wave.id for wave in page.waves], page.outlook) == (["now"], None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_three_as_for_one(member: Client, round_: Assessment, count: int):
    member.get(plans.path("choose", round_))  # the result is read from its text once
    member.post(plans.path("choose", round_), {"action": plans.keys(round_)[:count]})
    for number in range(count):
        plans.action(round_, f"Number {number}")
    with counted() as statements:
        member.get(plans.path("choose", round_))
    # session, person, membership; round, result, workshop, chosen, own; organisations of the switcher
    assert len(statements) == 9


def test_the_round_leads_to_choosing(member: Client, round_: Assessment):
    page = member.get(f"/organisations/{round_.organisation_id}/rounds/{round_.pk}/").content.decode()
    assert plans.path("choose", round_) in page


@pytest.mark.parametrize("name", ["choose", "work-out", "add"])
def test_viewers_choose_nothing(round_: Assessment, name: str):
    viewer = Client()
    viewer.force_login(factories.member(round_.organisation, Membership.Role.VIEWER))
    assert viewer.post(plans.path(name, round_), {"action": plans.keys(round_)}).status_code == 404
    assert Action.objects.count() == 0
