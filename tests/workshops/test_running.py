"""A room from its beginning to its end, command by command."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, User
from assessments import lifecycle
from assessments.models import Assessment
from tests import factories, rooms
from workshops import agendas, outcomes, own_sheets, preparing, running, voting
from workshops.models import Ballot, Decision, Item, StoredOutcome, Topic, Vote, Workshop
from workshops.models.outcomes import SEEN_ALIKE
from workshops.refusals import (
    AlreadyBegun,
    CodeExpired,
    NobodySent,
    NotAnswering,
    NotEnded,
    NothingSaid,
    NotNow,
    NotOnAgenda,
    NoTopicHere,
    NoTopics,
    NotRunning,
    RoundClosed,
    RoundNotClosed,
    SomebodySent,
)

pytestmark = pytest.mark.django_db
NO_REASON = {"because": "", "lower_view": "", "higher_view": ""}
VIEWS = {"because": "", "lower_view": "Nobody asks", "higher_view": "We ask"}


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def owner() -> User:
    return factories.member()


@pytest.fixture
def room() -> Workshop:
    return rooms.workshop(topics=2, seats=2)


def prepared(about: Assessment | None = None, *, topics: int = 2, from_nothing: bool = False) -> Workshop:
    return rooms.workshop(about, topics=topics, phase=Workshop.Phase.PREPARED, from_nothing=from_nothing)


def from_nothing(owner: User, at: datetime) -> Workshop:
    return preparing.plan_from_nothing(
        organisation=factories.organisation(), title="", mode=Assessment.Mode.OPEN, by=owner, at=at
    )


def events(of: Workshop) -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(subject=of.pk).order_by("pk")
    return list(rows.values_list("action", "detail"))


def here(room: Workshop) -> Topic:
    return Topic.objects.get(item=Workshop.objects.get(pk=room.pk).current_id)


def test_begin_opens_the_room_at_its_first_item(owner: User, at: datetime):
    room = prepared()
    Workshop.objects.update(code="", code_expires_at=None)
    began = running.begin(workshop=room, by=owner, at=at)
    assert began.current == room.items.get(place=0)
    assert (began.phase, began.version, began.began_at, began.item_began_at) == ("running", 1, at, at)
    assert (len(began.code), began.code_expires_at) == (8, at + timedelta(hours=8))
    assert events(room) == [("workshop begun", "")]


def test_begin_keeps_a_code_that_lets_people_in_already(owner: User, at: datetime):
    room = prepared()
    assert running.begin(workshop=room, by=owner, at=at).code == room.code


def test_begin_gives_another_code_where_the_first_has_expired(owner: User, at: datetime):
    room = prepared()
    Workshop.objects.update(code_expires_at=at)
    assert running.begin(workshop=room, by=owner, at=at).code != room.code


def test_a_workshop_begins_once(room: Workshop, owner: User, at: datetime):
    with pytest.raises(AlreadyBegun):
        running.begin(workshop=room, by=owner, at=at)


def test_begin_is_refused_while_the_round_is_open(owner: User, at: datetime):
    with pytest.raises(RoundNotClosed):
        running.begin(workshop=prepared(factories.round_of(6)), by=owner, at=at)


def test_begin_is_refused_where_every_question_was_accepted(owner: User, at: datetime):
    settled = prepared(topics=0)
    for question in agendas.asked(settled.assessment):
        topic = settled.topics.create(question=question, stage="agreed")
        rooms.decision(topic, 3, reason=SEEN_ALIKE)
    Decision.objects.update(seen_alike=True)
    with pytest.raises(NoTopics):
        running.begin(workshop=settled, by=owner, at=at)
    assert events(settled) == []


def sections(room: Workshop) -> set[str]:
    kit = agendas.kit_of(room.assessment)
    return {kit.pillar_of(one.question).section for one in room.topics.exclude(item=None)}


def test_a_room_whose_answers_may_not_be_shown_has_topics_from_every_main_question(owner: User, at: datetime):
    unseen = prepared(factories.closed(people=1), topics=0)
    assert agendas.proposal(unseen) == ()
    began = running.begin(workshop=unseen, by=owner, at=at)
    assert (began.topics.count(), len(sections(began))) == (6, 3)


def test_topics_that_may_be_shown_come_first_and_others_fill_the_time():
    room = prepared(topics=0)
    questions = agendas.asked(room.assessment)
    kit = agendas.kit_of(room.assessment)
    last = kit.framework.sections[-1].id
    proposed = [id_ for id_ in questions if kit.pillar_of(id_).section == last][:4]
    filled = agendas.filled(room, proposed)
    assert (list(filled[:4]), len(filled), len(set(filled))) == (proposed, 6, 6)
    assert {kit.pillar_of(id_).section for id_ in filled} == {one.id for one in kit.framework.sections}


def test_topics_chosen_beforehand_stay_when_the_answering_ends(owner: User, at: datetime):
    room = answered(owner, at)
    question = next(iter(agendas.asked(room.assessment)))
    preparing.add_topic(workshop=room, question=question, by=owner, at=at)
    room.refresh_from_db()
    talking = running.end_answering(workshop=room, version=room.version, by=owner, at=at)
    assert [one.question for one in talking.topics.all()] == [question]


def test_begin_proposes_topics_where_the_round_has_closed_since_it_was_prepared(owner: User, at: datetime):
    round_ = factories.round_of(6)
    room = preparing.plan(assessment=round_, title="", by=owner, at=at)
    lifecycle.close_assessment(assessment=round_, by=owner, at=timezone.now())
    began = running.begin(workshop=room, by=owner, at=timezone.now())
    assert (began.phase, began.current) == ("running", began.items.get(place=0))
    assert began.items.filter(kind=Item.Kind.TOPIC).count() == 6
    assert began.version == Workshop.objects.get(pk=room.pk).version
    assert events(room)[-2:] == [("agenda proposed", "6"), ("workshop begun", "")]


def test_begin_from_nothing_opens_the_round_to_the_room(owner: User, at: datetime):
    began = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    pulse = Assessment.objects.get(pk=began.assessment_id)
    assert (began.phase, began.current, began.began_at, began.joinable(at)) == ("answering", None, at, True)
    assert (pulse.opened_at, pulse.closed_at) == (at, None)


def test_begin_from_nothing_is_refused_where_its_round_has_closed(owner: User, at: datetime):
    with pytest.raises(RoundClosed):
        running.begin(workshop=prepared(factories.closed(), from_nothing=True), by=owner, at=at)


def test_an_answering_begun_by_mistake_is_taken_back(owner: User, at: datetime):
    room = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    back = running.go_back(workshop=room, version=room.version, by=owner, at=at)
    assert (back.phase, back.began_at, back.version) == ("prepared", None, room.version + 1)
    assert (back.joinable(at), Assessment.objects.get(pk=room.assessment_id).draft) == (True, True)
    assert events(room)[-1] == ("answering taken back", "")
    assert running.begin(workshop=back, by=owner, at=at).phase == "answering"


def test_a_sheet_begun_before_the_answering_was_taken_back_is_kept(owner: User, at: datetime):
    room = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    sheet = own_sheets.begin(seat=rooms.seat(room, group="leadership"), at=at)
    back = running.go_back(workshop=room, version=room.version, by=owner, at=at)
    assert Assessment.objects.get(pk=room.assessment_id).open
    running.begin(workshop=back, by=owner, at=at)
    assert list(room.assessment.responses.all()) == [sheet]


def test_an_answering_in_which_somebody_has_sent_is_not_taken_back(owner: User, at: datetime):
    room = answered(owner, at)
    with pytest.raises(SomebodySent):
        running.go_back(workshop=room, version=room.version, by=owner, at=at)


def test_an_answering_whose_round_has_closed_is_not_taken_back(owner: User, at: datetime):
    room = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    lifecycle.close_assessment(assessment=room.assessment, by=owner, at=at)
    with pytest.raises(RoundClosed):
        running.go_back(workshop=room, version=room.version, by=owner, at=at)


def test_a_room_that_talks_does_not_go_back_to_preparing(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NotAnswering):
        running.go_back(workshop=room, version=room.version, by=owner, at=at)


def answered(owner: User, at: datetime) -> Workshop:
    """Begin from nothing and let six people send their sheets."""
    room = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    for reply in (1, 2, 4, 5, 3, 2):
        factories.sent(room.assessment, reply=reply)
    return room


def test_ending_the_answering_closes_the_round_and_proposes_its_topics(owner: User, at: datetime):
    room = answered(owner, at)
    talking = running.end_answering(workshop=room, version=room.version, by=owner, at=at)
    kinds = list(talking.items.order_by("place").values_list("kind", flat=True))
    assert kinds == ["opening", "spread", *["topic"] * 5, "actions", "reserve"]
    assert (talking.phase, talking.current) == ("running", talking.items.get(place=0))
    assert Assessment.objects.get(pk=room.assessment_id).closed_at == at
    assert events(room)[-2:] == [("agenda proposed", "5"), ("answering ended", "")]


def test_the_answering_ends_also_where_the_round_was_closed_on_its_own_page(owner: User, at: datetime):
    room = answered(owner, at)
    lifecycle.close_assessment(assessment=room.assessment, by=owner, at=at)
    assert running.end_answering(workshop=room, version=room.version, by=owner, at=at).phase == "running"


def test_the_answering_does_not_end_before_anybody_has_sent(owner: User, at: datetime):
    room = running.begin(workshop=from_nothing(owner, at), by=owner, at=at)
    with pytest.raises(NobodySent):
        running.end_answering(workshop=room, version=room.version, by=owner, at=at)


def test_a_room_that_talks_has_no_answering_to_end(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NotAnswering):
        running.end_answering(workshop=room, version=room.version, by=owner, at=at)


def test_going_on_starts_the_clock_and_leaves_nothing_to_undo(room: Workshop, owner: User, at: datetime):
    second, left = room.items.get(place=1), here(room)
    rooms.decision(left)
    went = running.go_to(workshop=room, item=second, version=0, by=owner, at=at)
    assert (went.current, went.item_began_at, went.version) == (second, at, 1)
    assert Topic.objects.get(pk=left.pk).trail == []


def test_going_to_where_the_room_is_changes_nothing(room: Workshop, owner: User, at: datetime):
    rooms.decision(here(room))
    stayed = running.go_to(workshop=room, item=room.items.get(place=0), version=0, by=owner, at=at)
    assert (stayed.version, stayed.item_began_at, here(room).trail) == (0, room.item_began_at, ["waiting"])


def test_going_on_is_refused_while_people_vote(room: Workshop, owner: User, at: datetime):
    rooms.ballot(here(room))
    with pytest.raises(NotNow):
        running.go_to(workshop=room, item=room.items.get(place=1), version=0, by=owner, at=at)


def test_another_room_s_item_is_not_on_the_agenda(room: Workshop, owner: User, at: datetime):
    other = rooms.workshop(topics=1)
    with pytest.raises(NotOnAgenda):
        running.go_to(workshop=room, item=other.items.get(), version=0, by=owner, at=at)


def test_a_part_that_is_no_topic_has_no_vote(room: Workshop, owner: User, at: datetime):
    opening = Item.objects.create(workshop=room, place=9, kind=Item.Kind.OPENING, minutes=5)
    went = running.go_to(workshop=room, item=opening, version=0, by=owner, at=at)
    with pytest.raises(NoTopicHere):
        running.open_voting(workshop=room, version=went.version, by=owner, at=at)


def test_nothing_is_led_in_a_room_that_is_not_under_way(owner: User, at: datetime):
    for phase in (Workshop.Phase.PREPARED, Workshop.Phase.ENDED):
        room = rooms.workshop(phase=phase)
        with pytest.raises(NotRunning):
            running.open_voting(workshop=room, version=room.version, by=owner, at=at)


def test_a_topic_is_voted_on_revealed_and_voted_on_again(room: Workshop, owner: User, at: datetime):
    running.open_voting(workshop=room, version=0, by=owner, at=at)
    running.reveal(workshop=room, version=1, by=owner, at=at)
    running.vote_again(workshop=room, version=2, by=owner, at=at)
    ballots = here(room).ballots.order_by("number").values_list("number", "opened_at", "revealed_at")
    assert list(ballots) == [(1, at, at), (2, at, None)]
    question = here(room).question
    assert events(room) == [
        ("voting opened", question),
        ("votes revealed", question),
        ("voting opened again", question),
    ]


def test_an_agreed_answer_is_kept_with_its_reason_in_one_line(room: Workshop, owner: User, at: datetime):
    agree(room, owner, at, reason="We looked\nat cases")
    [kept] = Decision.objects.all()
    assert (kept.topic, kept.position, kept.evidence, kept.reason) == (here(room), 4, 2, "We looked at cases")
    assert (kept.by, kept.at, kept.undone_at, kept.seen_alike) == (owner, at, None, False)


def test_an_agreed_answer_needs_a_reason(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NothingSaid) as refused:
        agree(room, owner, at, reason=" ")
    assert (refused.value.field, Decision.objects.count(), here(room).stage) == ("reason", 0, "waiting")


def test_what_is_undone_and_agreed_anew_is_kept_beside_it(room: Workshop, owner: User, at: datetime):
    agree(room, owner, at)
    running.undo(workshop=room, version=1, by=owner, at=at)
    agree(room, owner, at, position=2, version=2)
    kept = Decision.objects.order_by("pk").values_list("position", "undone_at")
    assert list(kept) == [(4, at), (2, None)]


def test_a_topic_is_parked_with_two_views_and_taken_up_again(room: Workshop, owner: User, at: datetime):
    running.park(workshop=room, version=0, **VIEWS, by=owner, at=at)
    topic = here(room)
    assert (topic.stage, topic.lower_view, topic.higher_view) == ("parked", "Nobody asks", "We ask")
    running.take_up(workshop=room, version=1, by=owner, at=at)
    topic = here(room)
    assert (topic.stage, topic.lower_view, topic.higher_view) == ("waiting", "", "")
    running.undo(workshop=room, version=2, by=owner, at=at)
    topic = here(room)
    assert (topic.stage, topic.lower_view, topic.higher_view) == ("parked", "Nobody asks", "We ask")


def test_undoing_the_opening_of_a_vote_forgets_the_votes_that_nobody_saw(
    room: Workshop, owner: User, at: datetime
):
    running.open_voting(workshop=room, version=0, by=owner, at=at)
    seat = room.seats.get(name="Person 1")
    voting.cast(seat=seat, topic_id=here(room).pk, ballot=1, reply=3, revision=1, at=at)
    running.undo(workshop=room, version=1, by=owner, at=at)
    assert (here(room).stage, Ballot.objects.count(), Vote.objects.count()) == ("waiting", 0, 0)


def test_ending_closes_an_open_vote_unseen_and_forgets_who_voted_what(
    room: Workshop, owner: User, at: datetime
):
    [first, second] = room.seats.order_by("name")
    rooms.ballot(here(room), {first: 2, second: 4}, revealed=True)
    rooms.ballot(here(room), {first: 3})
    ended = running.end(workshop=room, version=0, by=owner, at=at)
    assert (ended.phase, ended.ended_at, ended.version) == ("ended", at, 1)
    assert (here(room).stage, here(room).trail) == ("revealed", [])
    votes = Vote.objects.values_list("ballot__number", "seat", "reply").order_by("reply")
    assert list(votes) == [(1, None, 2), (1, None, 4)]


def test_ending_freezes_what_was_agreed(room: Workshop, owner: User, at: datetime):
    agree(room, owner, at)
    running.end(workshop=room, version=1, by=owner, at=at)
    outcome = outcomes.read(StoredOutcome.objects.get(workshop=room))
    assert [(one.question, one.position) for one in outcome.agreed] == [(here(room).question, 4)]


def test_a_workshop_that_was_ended_by_mistake_goes_on(room: Workshop, owner: User, at: datetime):
    running.end(workshop=room, version=0, by=owner, at=at)
    on = running.resume(workshop=room, version=1, by=owner, at=at)
    assert (on.phase, on.ended_at, on.version, on.current_id) == ("running", None, 2, room.current_id)


def test_a_workshop_does_not_go_on_once_its_code_has_expired(room: Workshop, owner: User, at: datetime):
    running.end(workshop=room, version=0, by=owner, at=at)
    Workshop.objects.update(code_expires_at=at)
    with pytest.raises(CodeExpired):
        running.resume(workshop=room, version=1, by=owner, at=at)


def test_a_workshop_that_has_not_ended_is_not_resumed(room: Workshop, owner: User, at: datetime):
    with pytest.raises(NotEnded):
        running.resume(workshop=room, version=0, by=owner, at=at)


def agree(
    room: Workshop,
    by: User,
    at: datetime,
    *,
    position: int = 4,
    reason: str = "Cases",
    version: int = 0,
) -> Workshop:
    return running.agree(
        workshop=room, version=version, position=position, evidence=2, reason=reason, by=by, at=at
    )
