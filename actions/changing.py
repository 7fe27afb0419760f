"""Change what is to be done: add one's own, write an action anew, say how far it is, remove it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from actions import planning
from actions.models import Action
from actions.refusals import ChangedMeanwhile, Gone, NoResultYet, NothingSaid
from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class Words:
    """Everything about an action that a person may write or choose, its status excepted."""

    title: str
    do: str = ""
    done_when: str = ""
    owner: str = ""
    email: str = ""
    due_on: date | None = None
    impact: int = Action.Grade.SOME
    effort: int = Action.Grade.SOME
    note: str = ""


FIELDS = tuple(field.name for field in fields(Words))


@transaction.atomic
def add(*, assessment: Assessment, words: Words, by: User | None, at: datetime) -> Action:
    """Put something of one's own on the plan of a round whose result stands."""
    planning.lock(assessment.organisation)
    if not assessment.result_stands:
        raise NoResultYet
    planning.require_room(assessment, 1)
    made = Action.objects.create(
        organisation=assessment.organisation,
        assessment=assessment,
        origin=Action.Origin.OWN,
        created_at=at,
        changed_at=at,
        **_said(words),
    )
    record("action added to the plan", made, by=by)
    return made


@transaction.atomic
def change(*, action: Action, words: Words, status: str, version: int, by: User, at: datetime) -> Action:
    """Write an action anew and say how far it is, unless somebody else has changed it since `version`."""
    current = locked(action, version)
    said = _said(words)
    if said["email"] != current.email or said["due_on"] != current.due_on:
        current.reminded_on = None  # somebody else, or another day, to be reminded of
    for name, value in said.items():
        setattr(current, name, value)
    if status != current.status:
        _move(current, status, at)
    _save(current, (*FIELDS, "reminded_on", "status", "settled_at"), at)
    record("action changed", current, by=by)
    return current


@transaction.atomic
def settle(*, action: Action, status: str, version: int, by: User | None, at: datetime) -> Action:
    """Say how far an action is; every status can follow every other, so that nothing is beyond undoing."""
    current = locked(action, version)
    if current.status != status:
        put(current, status, at)
        record("action settled" if not current.open else "action moved", current, by=by)
    return current


@transaction.atomic
def remove(*, action: Action, by: User) -> None:
    """Take an action off the plan, with what later rounds found about it."""
    planning.lock(action.organisation)
    current = Action.objects.filter(pk=action.pk).select_related("assessment__organisation").first()
    if current is None:
        raise Gone
    removed = current.pk
    current.delete()
    current.pk = removed
    record("action removed from the plan", current, by=by)


def locked(action: Action, version: int) -> Action:
    """Lock and return an action as it stands, if nobody has changed it since `version`."""
    planning.lock(action.organisation)
    current = Action.objects.filter(pk=action.pk).select_related("assessment__organisation").first()
    if current is None:
        raise Gone
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def put(action: Action, status: str, at: datetime) -> None:
    """Give a locked action a status; it is settled since `at` where it was not."""
    _move(action, status, at)
    _save(action, ("status", "settled_at"), at)


def record(what: str, action: Action, *, by: User | None) -> None:
    """Note what happened to an action, and lay the plan beside the results anew."""
    audit.record(
        organisation=action.organisation, action=what, subject=action.pk, by=by, detail=action.status
    )
    planning.lay_beside(action.assessment)


def _move(action: Action, status: str, at: datetime) -> None:
    settled = status in (Action.Status.DONE, Action.Status.DROPPED)
    action.status = status
    action.settled_at = (action.settled_at or at) if settled else None


def _said(words: Words) -> dict[str, object]:
    said = {name: getattr(words, name) for name in FIELDS}
    if not words.title.strip():
        raise NothingSaid
    return said


def _save(action: Action, changed: tuple[str, ...], at: datetime) -> None:
    action.version += 1
    action.changed_at = at
    action.save(update_fields=[*changed, "version", "changed_at"])
