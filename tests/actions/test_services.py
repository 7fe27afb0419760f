"""Choose, add, change, settle and remove actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from actions import changing, choosing, planning
from actions.changing import Words
from actions.choosing import Chosen
from actions.models import Action
from actions.refusals import ChangedMeanwhile, Gone, NoResultYet, NothingSaid, NotProposed, PlanIsFull
from assessments.models import Assessment, StoredResult
from frameworks import kits
from tests import factories, rooms
from tests.actions import plans
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Assessment:
    return plans.round_()


@pytest.fixture
def by(round_: Assessment) -> User:
    return factories.member(round_.organisation)


def planned(round_: Assessment) -> str:
    return StoredResult.objects.get(assessment=round_).planned


def recorded(round_: Assessment) -> list[str]:
    events = AuditEvent.objects.filter(organisation=round_.organisation, action__contains="action")
    return list(events.order_by("pk").values_list("action", flat=True))


def test_the_first_wave_comes_onto_the_plan_with_starting_points(round_: Assessment, by: User):
    keys = plans.keys(round_)
    chosen = choosing.choose(assessment=round_, keys=keys, by=by, at=now())
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    made = {one.source: one for one in Action.objects.all()}
    assert (chosen, list(made)) == (Chosen(new=3, before=0), [key.removeprefix("framework:") for key in keys])
    closed_on = round_.organisation.day_of(round_.closed_at or now())
    for id_, one in made.items():
        source = kit.action(id_)
        effort = 1 if source.days <= 45 else 2 if source.days <= 90 else 3
        assert (one.title, one.owner, one.due_on, one.impact, one.effort, one.status) == (
            source.title,
            source.owner,
            closed_on + timedelta(days=source.days),
            Action.Grade.MUCH,
            effort,
            "planned",
        )
        assert one.organisation_id == round_.organisation_id


def test_later_waves_begin_with_less_impact(round_: Assessment):
    by_wave = {one.wave: one for one in plans.ground(round_).proposals.values()}
    order = plans.ground(round_).result.priority.order
    later = by_wave["later"]
    assert later.impact == (Action.Grade.MUCH if order.index(later.pillar) < 3 else Action.Grade.SOME)


def test_choosing_twice_changes_nothing(round_: Assessment, by: User):
    keys = plans.keys(round_)
    choosing.choose(assessment=round_, keys=keys, by=by, at=now())
    Action.objects.update(owner="Somebody else")
    again = choosing.choose(assessment=round_, keys=keys, by=by, at=now())
    assert (again, set(Action.objects.values_list("owner", flat=True))) == (
        Chosen(new=0, before=3),
        {"Somebody else"},
    )
    assert recorded(round_) == ["actions chosen"]


def test_what_the_latest_workshop_agreed_is_proposed(round_: Assessment, by: User):
    earlier = rooms.workshop(round_, phase=Workshop.Phase.ENDED)
    earlier.actions.create(title="Of the earlier one")
    Workshop.objects.filter(pk=earlier.pk).update(ended_at=now() - timedelta(days=1))
    room = rooms.workshop(round_, phase=Workshop.Phase.ENDED)
    topic = room.topics.get(item__place=0)
    todo = room.actions.create(
        title="Call ten customers", owner="Ada", due_on=date(2031, 3, 1), done_when="Ten notes", topic=topic
    )
    rooms.workshop(round_).actions.create(title="Of one under way")
    keys = plans.keys(round_, "")
    choosing.choose(assessment=round_, keys=keys, by=by, at=now())
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    one = Action.objects.get()
    assert (one.origin, one.source, one.title, one.owner, one.due_on, one.done_when) == (
        "workshop",
        str(todo.pk),
        "Call ten customers",
        "Ada",
        date(2031, 3, 1),
        "Ten notes",
    )
    question = kit.question(topic.question)
    assert (one.pillar, one.step) == (kit.pillar_of(topic.question).id, question.step)


def test_what_is_not_proposed_is_refused_whole(round_: Assessment, by: User):
    with pytest.raises(NotProposed):
        choosing.choose(assessment=round_, keys=[*plans.keys(round_), "framework:x"], by=by, at=now())
    assert (Action.objects.count(), planned(round_)) == (0, "")


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_nothing_is_chosen_before_a_result_stands(mode: str):
    round_ = factories.round_of(6, factories.assessment(mode=mode))
    by = factories.member(round_.organisation)
    with pytest.raises(NoResultYet):
        choosing.choose(assessment=round_, keys=[], by=by, at=now())
    with pytest.raises(NoResultYet):
        changing.add(assessment=round_, words=Words(title="Something"), by=by, at=now())


def test_too_few_people_propose_nothing_and_hinder_no_action_of_ones_own():
    round_ = factories.closed(people=2)
    assert plans.ground(round_).proposals == {}
    added = changing.add(assessment=round_, words=Words(title="Ask again"), by=None, at=now())
    assert (added.origin, added.source, added.status) == ("own", "", "planned")


def test_an_action_is_written_anew(round_: Assessment, by: User):
    one = plans.action(round_)
    words = Words("New title", "How", "When", "Ada", "ada@example.org", date(2031, 1, 1), 3, 1, "Note")
    changed = changing.change(action=one, words=words, status="begun", version=1, by=by, at=now())
    one.refresh_from_db()
    assert {name: getattr(one, name) for name in changing.FIELDS} == {
        name: getattr(words, name) for name in changing.FIELDS
    }
    assert (one.version, one.status, changed) == (2, "begun", one)
    assert planned(round_) == planning.of_assessment(round_).checksum


def test_another_day_or_address_is_reminded_of_anew(round_: Assessment, by: User):
    one = plans.action(round_, email="ada@example.org", due_on=date(2031, 1, 1), reminded_on=date(2030, 1, 1))
    same = Words(one.title, email=one.email, due_on=one.due_on, note="More")
    kept = changing.change(action=one, words=same, status="planned", version=1, by=by, at=now())
    assert kept.reminded_on == date(2030, 1, 1)
    other = Words(one.title, email=one.email, due_on=date(2031, 2, 1))
    moved = changing.change(action=one, words=other, status="planned", version=2, by=by, at=now())
    assert moved.reminded_on is None


@pytest.mark.parametrize("service", ["change", "settle"])
def test_who_looked_at_an_older_version_is_told_so(round_: Assessment, by: User, service: str):
    one = plans.action(round_)
    changing.settle(action=one, status="begun", version=1, by=by, at=now())
    more = {"words": Words("Mine")} if service == "change" else {}
    with pytest.raises(ChangedMeanwhile) as refused:
        getattr(changing, service)(action=one, status="done", version=1, by=by, at=now(), **more)
    assert (refused.value.action.status, Action.objects.get().title) == ("begun", "Name the owners")


@pytest.mark.parametrize("service", ["change", "settle", "remove"])
def test_a_removed_action_is_gone(round_: Assessment, by: User, service: str):
    one = plans.action(round_)
    changing.remove(action=Action.objects.get(), by=by)
    more = {"status": "done", "version": 1, "at": now()} if service != "remove" else {}
    with pytest.raises(Gone):
        getattr(changing, service)(
            action=one, by=by, **more, **({"words": Words("X")} if service == "change" else {})
        )


@pytest.mark.parametrize("title", ["", " \n "])
def test_an_action_says_something(round_: Assessment, title: str):
    with pytest.raises(NothingSaid):
        changing.add(assessment=round_, words=Words(title=title), by=None, at=now())


def test_every_status_can_follow_every_other(round_: Assessment, by: User):
    one = plans.action(round_)
    at = now()
    states: list[datetime | None] = []
    for version, status in enumerate(("done", "dropped", "begun", "planned", "done"), start=1):
        moment = at + timedelta(hours=version)
        one = changing.settle(action=one, status=status, version=version, by=by, at=moment)
        states.append(one.settled_at)
    first, last = at + timedelta(hours=1), at + timedelta(hours=5)
    assert states == [first, first, None, None, last]


def test_the_same_status_again_changes_nothing(round_: Assessment, by: User):
    one = changing.settle(action=plans.action(round_), status="planned", version=1, by=by, at=now())
    assert (one.version, recorded(round_)) == (1, [])


def test_what_happens_is_recorded_without_its_words(round_: Assessment, by: User):
    one = changing.add(assessment=round_, words=Words("Secret", owner="Ada"), by=by, at=now())
    changing.change(action=one, words=Words("Secret too"), status="planned", version=1, by=by, at=now())
    changing.settle(action=one, status="done", version=2, by=by, at=now())
    changing.remove(action=one, by=by)
    assert recorded(round_) == [
        "action added to the plan",
        "action changed",
        "action settled",
        "action removed from the plan",
    ]
    details = AuditEvent.objects.filter(subject=str(one.pk)).values_list("detail", "actor")
    assert set(details) == {("planned", by.pk), ("done", by.pk)}


def test_removing_the_last_action_marks_the_result_anew(round_: Assessment, by: User):
    one = changing.add(assessment=round_, words=Words("Only"), by=by, at=now())
    before = planned(round_)
    changing.remove(action=one, by=by)
    assert before != planned(round_) == planning.EMPTIED
    assert planning.of_assessment(round_) is None


@pytest.mark.parametrize("service", ["choose", "add", "change", "settle", "remove"])
def test_nothing_is_kept_where_the_plan_cannot_be_laid_beside(
    round_: Assessment, by: User, service: str, monkeypatch: pytest.MonkeyPatch
):
    one = plans.action(round_)
    planning.lay_beside(round_)
    before = (planned(round_), list(Action.objects.values_list()), recorded(round_))
    calls = {
        "choose": lambda: choosing.choose(assessment=round_, keys=plans.keys(round_), by=by, at=now()),
        "add": lambda: changing.add(assessment=round_, words=Words("X"), by=by, at=now()),
        "change": lambda: changing.change(
            action=one, words=Words("X"), status="done", version=1, by=by, at=now()
        ),
        "settle": lambda: changing.settle(action=one, status="done", version=1, by=by, at=now()),
        "remove": lambda: changing.remove(action=one, by=by),
    }
    monkeypatch.setattr(planning, "lay_beside", plans.fail)
    with pytest.raises(RuntimeError):
        calls[service]()
    assert (planned(round_), list(Action.objects.values_list()), recorded(round_)) == before


def test_a_plan_holds_a_hundred_actions(round_: Assessment, by: User):
    Action.objects.bulk_create(
        Action(organisation=round_.organisation, assessment=round_, origin="own", title=f"Number {number}")
        for number in range(planning.MOST - 1)
    )
    keys = plans.keys(round_)
    with pytest.raises(PlanIsFull):
        choosing.choose(assessment=round_, keys=keys, by=by, at=now())
    choosing.choose(assessment=round_, keys=list(keys)[:1], by=by, at=now())
    with pytest.raises(PlanIsFull):
        changing.add(assessment=round_, words=Words("One more"), by=by, at=now())
    again = choosing.choose(assessment=round_, keys=list(keys)[:1], by=by, at=now())
    assert (Action.objects.count(), again) == (planning.MOST, Chosen(new=0, before=1))
