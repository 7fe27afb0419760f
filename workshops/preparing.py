"""Prepare a workshop: what it is about, what it goes through, and what needs no talk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.models import Organisation, User
from assessments import setup
from assessments.models import Assessment
from workshops import agendas, broadcast, ordering, outcomes
from workshops.models import Decision, Item, Workshop
from workshops.models.outcomes import SEEN_ALIKE
from workshops.protocol import Stage
from workshops.refusals import (
    AlreadyOnAgenda,
    AlreadyTalkedAbout,
    InSession,
    NotAsked,
    NothingAccepted,
    NothingAlike,
    NotOnAgenda,
    NotYetOpened,
    Over,
    TooMuch,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def plan(*, assessment: Assessment, title: str, by: User, at: datetime) -> Workshop:
    """Prepare a workshop on a round; its topics are proposed as soon as the round's result stands."""
    if assessment.draft:
        raise NotYetOpened
    return _planned(assessment, title=title, from_nothing=False, by=by, at=at)


@transaction.atomic
def plan_from_nothing(
    *, organisation: Organisation, title: str, mode: str, by: User, at: datetime
) -> Workshop:
    """Prepare a workshop whose pulse questions are answered in the room, before anything else."""
    pulse = setup.create_draft(
        organisation=organisation, by=by, at=at, title=title, scope=Assessment.Scope.PULSE, mode=mode
    )
    return _planned(pulse, title=title, from_nothing=True, by=by, at=at)


@transaction.atomic
def propose_agenda(*, workshop: Workshop, by: User | None = None, needed: bool = False) -> Workshop:
    """Put the topics that the result proposes in place of those there; other parts stay as they are.

    Changes nothing while the result does not stand, or where nothing of it may be shown. Needed at once, as
    the room is about to talk, it is filled up without the answers. By nobody: the room has just answered.
    """
    locked = _unfinished(workshop)
    if agendas.begun_topics(locked).exists() or _at_topic(locked):
        raise AlreadyTalkedAbout
    accepted = set(agendas.accepted(locked).values_list("topic__question", flat=True))
    proposed = agendas.proposal(locked, without=accepted)
    if needed:
        proposed = agendas.filled(locked, proposed, without=accepted)
    if proposed:
        ordering.replace_topics(locked, proposed)
        _changed(locked, "agenda proposed", by=by, detail=str(len(proposed)))
    return locked


@transaction.atomic
def rename(*, workshop: Workshop, title: str, by: User) -> Workshop:
    """Give a workshop another name."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    locked.title = title
    locked.save(update_fields=["title"])
    _changed(locked, "workshop renamed", by=by)
    return locked


@transaction.atomic
def add_topic(*, workshop: Workshop, question: str, by: User, at: datetime) -> Item:
    """Put a question after the other topics; one that was accepted as seen is talked about after all."""
    locked = _unfinished(workshop)
    if question not in agendas.asked(locked.assessment):
        raise NotAsked
    if locked.items.filter(topic__question=question).exists():
        raise AlreadyOnAgenda
    items = _with_room(locked)
    _undo(locked, agendas.accepted(locked).filter(topic__question=question), at=at)
    (made,) = ordering.add_topics(locked, [question])
    place = ordering.end_of_topics(items)
    ordering.number([*items[:place], made, *items[place:]])
    _changed(locked, "agenda changed", by=by, detail="topic added")
    return made


@transaction.atomic
def add_item(*, workshop: Workshop, title: str, minutes: int, by: User) -> Item:
    """Put something of one's own at the end of the agenda."""
    locked = _unfinished(workshop)
    items = _with_room(locked)
    made = Item.objects.create(
        workshop=locked, place=len(items), kind=Item.Kind.OTHER, title=title, minutes=minutes
    )
    ordering.number([*items, made])
    _changed(locked, "agenda changed", by=by, detail="entry added")
    return made


@transaction.atomic
def change_item(*, item: Item, title: str, minutes: int, by: User) -> Item:
    """Give an entry another title or other minutes."""
    locked = _unfinished(item.workshop)
    changed = _entry(locked, item)
    changed.title, changed.minutes = title, minutes
    changed.save(update_fields=["title", "minutes"])
    _changed(locked, "agenda changed", by=by, detail="entry changed")
    return changed


@transaction.atomic
def move_item(*, item: Item, later: bool, by: User) -> None:
    """Let an entry change places with the one before or after it; at the end nothing happens."""
    locked = _unfinished(item.workshop)
    items = list(agendas.in_order(locked))
    here = items.index(_entry(locked, item))
    there = here + (1 if later else -1)
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    ordering.number(items)
    _changed(locked, "agenda changed", by=by, detail="entry moved")


@transaction.atomic
def remove_item(*, item: Item, by: User) -> None:
    """Take an entry off the agenda, unless the room is at it or has begun to talk about it."""
    locked = _unfinished(item.workshop)
    entry = _entry(locked, item)
    if locked.current_id == entry.pk or agendas.begun_topics(locked).filter(item=entry).exists():
        raise AlreadyTalkedAbout
    entry.delete()
    ordering.forget_unused(locked)
    ordering.number(list(agendas.in_order(locked)))
    _changed(locked, "agenda changed", by=by, detail="entry removed")


@transaction.atomic
def accept_as_seen(*, workshop: Workshop, by: User, at: datetime) -> int:
    """Agree every question that is seen alike and not on the agenda, in one step; return how many."""
    locked = _unfinished(workshop)
    found = agendas.to_accept(locked)
    if not found:
        raise NothingAlike
    topics = ordering.topics_of(locked, [seen.question.id for seen in found])
    locked.topics.filter(pk__in=[topic.pk for topic in topics]).update(stage=Stage.AGREED)
    Decision.objects.bulk_create(
        Decision(topic=topic, position=seen.position, reason=SEEN_ALIKE, seen_alike=True, by=by, at=at)
        for topic, seen in zip(topics, found, strict=True)
    )
    _changed(locked, "accepted as seen", by=by, detail=str(len(found)))
    return len(found)


@transaction.atomic
def undo_accepting(*, workshop: Workshop, by: User, at: datetime) -> int:
    """Take back everything that was agreed without talk, in one step; it is kept as undone."""
    locked = _unfinished(workshop)
    undone = _undo(locked, agendas.accepted(locked), at=at)
    if not undone:
        raise NothingAccepted
    _changed(locked, "accepting undone", by=by, detail=str(undone))
    return undone


@transaction.atomic
def delete(*, workshop: Workshop, by: User) -> None:
    """Delete a workshop that is not under way, and the round made for it that nobody has answered."""
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if locked.live:
        raise InSession
    organisation, subject, of = locked.organisation, locked.pk, locked.assessment
    locked.delete()
    outcomes.lay_beside(of)
    if locked.from_nothing and of.draft:
        setup.delete_draft(assessment=of, by=by)
    audit.record(organisation=organisation, action="workshop deleted", subject=subject, by=by)


def _planned(assessment: Assessment, *, title: str, from_nothing: bool, by: User, at: datetime) -> Workshop:
    made = Workshop.objects.create(
        organisation=assessment.organisation,
        assessment=assessment,
        title=title,
        from_nothing=from_nothing,
        created_at=at,
        created_by=by,
    )
    planned = agendas.plan_of(agendas.kit_of(assessment).framework, from_nothing=from_nothing)
    parts = (
        (Item.Kind.OPENING, planned.opening),
        (Item.Kind.SPREAD, planned.spread),
        (Item.Kind.ACTIONS, planned.actions),
        (Item.Kind.RESERVE, planned.reserve),
    )
    Item.objects.bulk_create(
        Item(workshop=made, place=place, kind=kind, minutes=minutes)
        for place, (kind, minutes) in enumerate(parts)
    )
    audit.record(organisation=made.organisation, action="workshop planned", subject=made.pk, by=by)
    return propose_agenda(workshop=made, by=by)


def _with_room(locked: Workshop) -> list[Item]:
    items = list(agendas.in_order(locked))
    if len(items) >= ordering.MOST:
        raise TooMuch
    return items


def _entry(locked: Workshop, item: Item) -> Item:
    found = locked.items.filter(pk=item.pk).first()
    if found is None:
        raise NotOnAgenda
    return found


def _undo(locked: Workshop, decisions: QuerySet[Decision], *, at: datetime) -> int:
    topics = list(decisions.values_list("topic_id", flat=True))
    decisions.update(undone_at=at)
    locked.topics.filter(pk__in=topics).update(stage=Stage.WAITING)
    return len(topics)


def _at_topic(locked: Workshop) -> bool:
    return locked.current is not None and locked.current.topic_id is not None


def _unfinished(workshop: Workshop) -> Workshop:
    locked = Workshop.objects.locked().get(pk=workshop.pk)
    if locked.ended:
        raise Over
    return locked


def _changed(locked: Workshop, action: str, *, by: User | None, detail: str = "") -> None:
    """Record a change, refuse what was meant for the state before it, and show it to the room."""
    Workshop.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    audit.record(organisation=locked.organisation, action=action, subject=locked.pk, by=by, detail=detail)
    broadcast.changed(locked.pk)
