"""Rows of a topic as the values that `workshops.protocol` decides on, and its decision as rows again."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from workshops import protocol, refusals
from workshops.models import Ballot, Decision, Topic, Vote
from workshops.protocol import Stage


def act(
    topic: Topic, command: protocol.Command, *, role: protocol.Role, by: User | None, at: datetime
) -> protocol.Topic:
    """Do what somebody wants with a topic and return how it stands; refuse what the protocol does not allow."""
    before = load(topic)
    with refusals.in_words():
        after = protocol.apply(before, command, role)
    _keep_ballots(topic, before, after, at)
    _keep_decision(topic, before.decision, after.decision, by=by, at=at)
    _keep_topic(topic, after)
    return after


def load(topic: Topic) -> protocol.Topic:
    """Return what is known of a topic, in four queries."""
    votes: dict[int, list[protocol.Vote]] = {}
    for vote in Vote.objects.filter(ballot__topic=topic).select_related("ballot").order_by("pk"):
        value = protocol.Vote(vote.seat_id, vote.reply, vote.revision, vote.void)
        votes.setdefault(vote.ballot.number, []).append(value)
    ballots = topic.ballots.order_by("number").values_list("number", "revealed_at")
    standing = topic.decisions.filter(undone_at=None)
    decision = next((protocol.Decision(made.position, made.evidence, made.reason) for made in standing), None)
    removed = topic.workshop.seats.exclude(removed_at=None).values_list("pk", flat=True)
    return protocol.Topic(
        stage=Stage(topic.stage),
        ballots=tuple(
            protocol.Ballot(tuple(votes.get(number, ())), revealed=revealed_at is not None)
            for number, revealed_at in ballots
        ),
        decision=decision,
        parking=protocol.Parking(*_parking_of(topic)) if topic.stage == Stage.PARKED else None,
        removed=frozenset(removed),
        trail=tuple(_step(entry) for entry in topic.trail),
    )


def _keep_topic(topic: Topic, after: protocol.Topic) -> None:
    parking = after.parking or protocol.Parking()
    topic.stage, topic.trail = after.stage, [_entry(step) for step in after.trail]
    topic.parked_because = parking.because
    topic.lower_view, topic.higher_view = parking.lower_view, parking.higher_view
    topic.save(update_fields=["stage", "trail", "parked_because", "lower_view", "higher_view"])


def _keep_ballots(topic: Topic, before: protocol.Topic, after: protocol.Topic, at: datetime) -> None:
    number = len(after.ballots)
    if number > len(before.ballots):
        Ballot.objects.create(topic=topic, number=number, opened_at=at)
    elif number < len(before.ballots):
        topic.ballots.filter(number__gt=number).delete()
    elif after.ballots and after.ballots[-1].revealed != before.ballots[-1].revealed:
        _keep_reveal(topic.ballots.get(number=number), before.ballots[-1], at)


def _keep_reveal(ballot: Ballot, was: protocol.Ballot, at: datetime) -> None:
    """Show a ballot, or hide it again and keep how it lay."""
    ballot.revealed_at = None if was.revealed else at
    seen = protocol.tally([vote.reply for vote in was.counted])
    if was.revealed and seen not in ballot.shown:
        ballot.shown = [*ballot.shown, seen]
    ballot.save(update_fields=["revealed_at", "shown"])


def _keep_decision(
    topic: Topic,
    before: protocol.Decision | None,
    after: protocol.Decision | None,
    *,
    by: User | None,
    at: datetime,
) -> None:
    if before is not None and after is None:
        topic.decisions.filter(undone_at=None).update(undone_at=at)
    if after is not None and before is None:
        Decision.objects.create(
            topic=topic,
            position=after.position,
            evidence=after.evidence,
            reason=after.reason,
            by=by,
            at=at,
        )


def _parking_of(topic: Topic) -> tuple[str, str, str]:
    return topic.parked_because, topic.lower_view, topic.higher_view


def _entry(step: protocol.Step) -> str | list[str]:
    """Return a step as the trail keeps it: a stage, followed by why where it was parked."""
    if step.parking is None:
        return step.stage.value
    return [step.stage.value, step.parking.because, step.parking.lower_view, step.parking.higher_view]


def _step(entry: str | list[str]) -> protocol.Step:
    if isinstance(entry, str):
        return protocol.Step(Stage(entry))
    stage, *parking = entry
    return protocol.Step(Stage(stage), protocol.Parking(*parking))
