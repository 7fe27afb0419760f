"""Lead a room through its agenda.

Every command locks the room and names the version that whoever gives it has seen: of two at the same
moment one is done, and the other hears that the room has moved on.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts import audit
from accounts.models import User
from assessments import lifecycle, opening
from workshops import broadcast, codes, outcomes, preparing, protocol, severing, topics
from workshops.models import Item, Topic, Workshop
from workshops.protocol import Role, Stage
from workshops.refusals import (
    AlreadyBegun,
    CodeExpired,
    NobodySent,
    NotAnswering,
    NotEnded,
    NotOnAgenda,
    NoTopicHere,
    NoTopics,
    NotRunning,
    RoundClosed,
    RoundNotClosed,
    SomebodySent,
    Stale,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

Phase = Workshop.Phase


@transaction.atomic
def begin(*, workshop: Workshop, by: User, at: datetime) -> Workshop:
    """Begin at the first item, or with silent answers where there are none yet."""
    locked = _locked(workshop)
    if locked.phase != Phase.PREPARED:
        raise AlreadyBegun
    if locked.from_nothing:
        _open_round(locked, by=by, at=at)
        locked.phase = Phase.ANSWERING
    else:
        _prepare_talk(locked, by=by)
        _enter(locked, at=at)
    if not locked.joinable(at):
        codes.give(workshop=locked, at=at)
    locked.began_at = at
    return _changed(locked, "workshop begun", by=by)


@transaction.atomic
def end_answering(*, workshop: Workshop, version: int, by: User | None, at: datetime) -> Workshop:
    """Close the round that the room has answered and begin to talk about its result."""
    locked = _locked(workshop, version)
    if locked.phase != Phase.ANSWERING:
        raise NotAnswering
    if not locked.assessment.responses.sent().exists():
        raise NobodySent
    if not locked.assessment.closed:
        lifecycle.close_assessment(assessment=locked.assessment, by=by, at=at)
    severing.sever_answers(locked)  # also where somebody closed the round on its own page
    _give_topics(locked, by=None)
    proposed = _locked(workshop)
    _enter(proposed, at=at)
    return _changed(proposed, "answering ended", by=by)


@transaction.atomic
def go_back(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Go back to preparing where answering was begun by mistake; a sheet that somebody has begun is kept."""
    del at  # as every command
    locked = _locked(workshop, version)
    if locked.phase != Phase.ANSWERING:
        raise NotAnswering
    if locked.assessment.closed:
        raise RoundClosed
    if locked.assessment.responses.sent().exists():
        raise SomebodySent
    opening.take_back(assessment=locked.assessment, by=by)
    locked.phase, locked.began_at = Phase.PREPARED, None
    return _changed(locked, "answering taken back", by=by)


@transaction.atomic
def go_to(*, workshop: Workshop, item: Item, version: int, by: User, at: datetime) -> Workshop:
    """Go on to an item, or back to one; what happened at the topic before is not undone any more."""
    locked = _in_session(workshop, version)
    if not locked.items.filter(pk=item.pk).exists():
        raise NotOnAgenda
    if item.pk == locked.current_id:
        return locked
    topic = _current(locked)
    if topic is not None:
        topics.act(topic, protocol.GoOn(), role=Role.FACILITATOR, by=by, at=at)
    locked.current, locked.item_began_at = item, at
    return _changed(locked, "workshop went on", by=by)


@transaction.atomic
def open_voting(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Let everybody choose in secret."""
    return _act(workshop, protocol.OpenVoting(), "voting opened", version=version, by=by, at=at)


@transaction.atomic
def reveal(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Show how the room has voted; votes under way are waited for, and none is taken afterwards."""
    return _act(workshop, protocol.Reveal(), "votes revealed", version=version, by=by, at=at)


@transaction.atomic
def vote_again(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Let everybody choose once more; the votes before are kept."""
    return _act(workshop, protocol.VoteAgain(), "voting opened again", version=version, by=by, at=at)


@transaction.atomic
def agree(
    *,
    workshop: Workshop,
    version: int,
    position: int,
    evidence: int,
    reason: str,
    by: User,
    at: datetime,
) -> Workshop:
    """Write down what the room agrees on, with its reason."""
    decision = protocol.Decision(position, evidence, reason)
    return _act(workshop, protocol.Agree(decision), "topic agreed", version=version, by=by, at=at)


@transaction.atomic
def park(
    *,
    workshop: Workshop,
    version: int,
    because: str,
    lower_view: str,
    higher_view: str,
    by: User,
    at: datetime,
) -> Workshop:
    """Put the topic aside, with a reason or with the two views that stand against each other."""
    parking = protocol.Parking(because, lower_view, higher_view)
    return _act(workshop, protocol.Park(parking), "topic parked", version=version, by=by, at=at)


@transaction.atomic
def take_up(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Go on with a parked topic where it was left."""
    return _act(workshop, protocol.TakeUp(), "topic taken up again", version=version, by=by, at=at)


@transaction.atomic
def undo(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Take back the last thing that happened to the topic; an agreed answer is kept as undone."""
    return _act(workshop, protocol.Undo(), "step undone", version=version, by=by, at=at)


@transaction.atomic
def end(*, workshop: Workshop, version: int, by: User | None, at: datetime) -> Workshop:
    """End the session: close a vote that is still open without showing it, forget who voted what, freeze the outcome."""
    locked = _in_session(workshop, version)
    for topic in locked.topics.select_for_update(no_key=True).filter(stage=Stage.VOTING):
        topics.act(topic, protocol.Undo(), role=Role.FACILITATOR, by=by, at=at)
    locked.topics.update(trail=[])
    severing.sever_votes(locked)
    locked.phase, locked.ended_at = Phase.ENDED, at
    ended = _changed(locked, "workshop ended", by=by)
    outcomes.freeze(workshop=ended, at=at)
    return ended


@transaction.atomic
def resume(*, workshop: Workshop, version: int, by: User, at: datetime) -> Workshop:
    """Go on with a workshop that was ended by mistake, as long as its code lets people in."""
    locked = _locked(workshop, version)
    if not locked.ended:
        raise NotEnded
    if locked.code_expires_at is None or locked.code_expires_at <= at:
        raise CodeExpired
    locked.phase, locked.ended_at = Phase.RUNNING, None
    resumed = _changed(locked, "workshop resumed", by=by)
    outcomes.lay_beside(resumed.assessment)
    return resumed


def _locked(workshop: Workshop, version: int | None = None) -> Workshop:
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if version is not None and locked.version != version:
        raise Stale
    return locked


def _in_session(workshop: Workshop, version: int) -> Workshop:
    locked = _locked(workshop, version)
    if locked.phase != Phase.RUNNING:
        raise NotRunning
    return locked


def _act(
    workshop: Workshop, command: protocol.Command, action: str, *, version: int, by: User, at: datetime
) -> Workshop:
    """Let the protocol decide on the topic that the room is at."""
    locked = _in_session(workshop, version)
    topic = _current(locked)
    if topic is None:
        raise NoTopicHere
    topics.act(topic, command, role=Role.FACILITATOR, by=by, at=at)
    return _changed(locked, action, by=by, detail=topic.question)


def _current(locked: Workshop) -> Topic | None:
    """Lock the topic that the room is at, and by it the votes that are under way."""
    rows = Topic.objects.select_for_update(of=("self",), no_key=True).select_related("workshop")
    return rows.filter(item=locked.current_id).first() if locked.current_id else None


def _enter(locked: Workshop, *, at: datetime) -> None:
    """Bring the room to its first item."""
    locked.phase = Phase.RUNNING
    locked.current, locked.item_began_at = locked.items.order_by("place", "pk").first(), at


def _open_round(locked: Workshop, *, by: User, at: datetime) -> None:
    if locked.assessment.closed:
        raise RoundClosed
    if locked.assessment.draft:
        opening.open_in_room(assessment=locked.assessment, by=by, at=at)


def _prepare_talk(locked: Workshop, *, by: User) -> None:
    if not locked.assessment.closed:
        raise RoundNotClosed
    _give_topics(locked, by=by)
    if not _topics_of(locked).exists():
        raise NoTopics


def _give_topics(locked: Workshop, *, by: User | None) -> None:
    """Let the room talk about what the result proposes where nobody has chosen topics."""
    if not _topics_of(locked).exists():
        preparing.propose_agenda(workshop=locked, by=by, needed=True)
        locked.refresh_from_db(fields=["version"])


def _topics_of(locked: Workshop) -> QuerySet[Item]:
    return locked.items.filter(kind=Item.Kind.TOPIC)


def _changed(locked: Workshop, action: str, *, by: User | None, detail: str = "") -> Workshop:
    """Keep how the room stands, record it, and show it to everybody in the room."""
    locked.version += 1
    locked.save(update_fields=["phase", "version", "current", "item_began_at", "began_at", "ended_at"])
    audit.record(organisation=locked.organisation, action=action, subject=locked.pk, by=by, detail=detail)
    broadcast.changed(locked.pk)
    return locked
