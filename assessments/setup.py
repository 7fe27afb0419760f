"""Plan a round: make a draft, change it, clone it, take it back. What was opened stays as it was announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Organisation, User
from assessments import inviting, links, plans
from assessments.models import Assessment, Participant, Reminder, RuledOut
from assessments.plans import Plan
from assessments.refusals import AlreadyClosed, AlreadyOpen, ImpossiblePlan
from frameworks import kits

TITLE_LIMIT = 120
# What a clone takes over; dates, answers and what customers said belong to the round they were made for.
_TAKEN_OVER = (
    "framework",
    "lens_checksums",
    "scope",
    "mode",
    "asked_lenses",
    "irrelevant_stages",
    "journey_subject",
    "not_asked",
    "breakdowns",
    "aims",
    "target",
    "linked",
    "shown_to_participants",
)


@transaction.atomic
def create_draft(
    *,
    organisation: Organisation,
    by: User,
    at: datetime,
    title: str = "",
    scope: str = Assessment.Scope.FULL,
    mode: str = Assessment.Mode.CONFIDENTIAL,
    version: str | None = None,
) -> Assessment:
    """Begin to plan a round, with the latest framework unless a version is named."""
    framework, lens_checksums = kits.current(version=version)
    draft = Assessment.objects.create(
        organisation=organisation,
        framework=framework,
        lens_checksums=lens_checksums,
        title=title,
        scope=scope,
        mode=mode,
        k=organisation.k,
        created_at=at,
        opened_at=None,
    )
    audit.record(organisation=organisation, action="round planned", subject=draft.pk, by=by)
    return draft


@transaction.atomic
def change(*, assessment: Assessment, by: User, **plan: Unpack[Plan]) -> Assessment:
    """Change what a draft says; what cannot stand beside it any more is let go."""
    draft = _draft(assessment)
    for name, value in plan.items():
        setattr(draft, name, value)
    plans.settle(draft)
    plans.check(draft)
    draft.save(update_fields=[*{*plan, "asked_lenses", "linked"}])
    if "breakdowns" in plan:
        _keep_known_traits(draft)
    _record(draft, "round changed", by=by, detail=", ".join(plan))
    return draft


@transaction.atomic
def rule_out(*, assessment: Assessment, reasons: Mapping[str, str], by: User, at: datetime) -> Assessment:
    """Say which questions a draft leaves out, and why; those named before and not now are asked again."""
    draft = _draft(assessment)
    kit = plans.kit_of(draft)
    silent = next((question for question, reason in reasons.items() if not reason.strip()), None)
    if silent is not None:
        raise ImpossiblePlan(silent, _("Say why this is not asked; the report prints it."))
    plans.check_ruled_out(kit, draft.scope, reasons)
    draft.ruled_out.all().delete()
    order = [question.id for question in kit.questions if question.id in reasons]
    RuledOut.objects.bulk_create(
        RuledOut(assessment=draft, question=question, reason=reasons[question].strip(), by=by, at=at)
        for question in order
    )
    draft.not_asked = order
    draft.save(update_fields=["not_asked"])
    _record(draft, "questions ruled out", by=by, detail=str(len(order)))
    return draft


@transaction.atomic
def schedule(
    *,
    assessment: Assessment,
    opens_at: datetime | None,
    closes_at: datetime | None,
    reminders: Sequence[datetime],
    by: User,
    at: datetime,
) -> Assessment:
    """Plan when a round opens and closes and when those who have not answered are reminded.

    Once it is open its closing may still be brought forward or put off, of which people are told by
    letter, and its reminders change.
    """
    round_ = _unfinished(assessment)
    if not round_.draft and opens_at != round_.opens_at:
        raise AlreadyOpen
    plans.check_dates(
        opens_at=opens_at if round_.draft else None, closes_at=closes_at, reminders=reminders, at=at
    )
    moved = round_.open and closes_at != round_.closes_at
    round_.opens_at, round_.closes_at = opens_at, closes_at
    round_.save(update_fields=["opens_at", "closes_at"])
    round_.reminders.filter(sent_at=None).delete()
    Reminder.objects.bulk_create(
        Reminder(assessment=round_, due_at=due_at) for due_at in sorted(set(reminders))
    )
    _record(
        round_, "round scheduled", by=by, detail=f"closes {closes_at:%Y-%m-%d %H:%M %Z}" if closes_at else ""
    )
    if moved:
        inviting.tell_closing(assessment=round_, at=at)
    return round_


@transaction.atomic
def rename(*, assessment: Assessment, title: str, by: User) -> Assessment:
    """Give a round another name, whatever its state."""
    locked = _locked(assessment)
    locked.title = title
    locked.save(update_fields=["title"])
    _record(locked, "round renamed", by=by)
    return locked


@transaction.atomic
def clone(*, source: Assessment, by: User, at: datetime) -> Assessment:
    """Plan the next round as an earlier one was: same set-up, same people, no answers, links or dates."""
    name = _("%(title)s, next round") % {"title": source.title} if source.title else ""
    draft = Assessment(
        organisation=source.organisation,
        title=name if len(name) <= TITLE_LIMIT else source.title,
        k=max(source.k, source.organisation.k),
        created_at=at,
        opened_at=None,
        **{field: getattr(source, field) for field in _TAKEN_OVER},
    )
    draft.earlier = source if plans.is_comparable(source, draft) else None
    draft.save(force_insert=True)
    RuledOut.objects.bulk_create(
        RuledOut(assessment=draft, question=row.question, reason=row.reason, by=by, at=at)
        for row in source.ruled_out.order_by("pk")
    )
    _copy_people(source, draft, at)
    _record(draft, "round planned", by=by, detail="as an earlier one")
    return draft


@transaction.atomic
def delete_draft(*, assessment: Assessment, by: User) -> None:
    """Take a draft back with everything that was planned."""
    draft = _draft(assessment)
    _record(draft, "draft deleted", by=by)
    draft.delete()


def _draft(assessment: Assessment) -> Assessment:
    locked = _locked(assessment)
    if not locked.draft:
        raise AlreadyOpen
    return locked


def _unfinished(assessment: Assessment) -> Assessment:
    locked = _locked(assessment)
    if locked.closed:
        raise AlreadyClosed
    return locked


def _locked(assessment: Assessment) -> Assessment:
    rounds = Assessment.objects.select_for_update(of=("self",), no_key=True).with_kit()
    return (
        rounds.select_related("earlier__framework")
        .defer("earlier__framework__document")
        .get(pk=assessment.pk)
    )


def _keep_known_traits(draft: Assessment) -> None:
    """Forget what the list of people says about break-downs and options that are declared no more."""
    known = {(entry["id"], option["id"]) for entry in draft.breakdowns for option in entry["options"]}
    people = list(draft.participants.exclude(traits={}))
    for person in people:
        person.traits = {name: option for name, option in person.traits.items() if (name, option) in known}
    Participant.objects.bulk_update(people, ["traits"], batch_size=500)


def _copy_people(source: Assessment, draft: Assessment, at: datetime) -> None:
    """Copy who was asked; not those who withdrew, nor whom nothing names any more."""
    people = source.participants.filter(withdrawn_at=None).order_by("pk")
    Participant.objects.bulk_create(
        (
            links.given(
                Participant(
                    assessment=draft,
                    group=person.group,
                    name=person.name,
                    email=person.email,
                    traits=person.traits,
                    added_at=at,
                )
            )
            for person in people
            if person.name or person.email
        ),
        batch_size=500,
    )


def _record(round_: Assessment, action: str, *, by: User, detail: str = "") -> None:
    audit.record(
        organisation=round_.organisation, action=action, subject=round_.pk, by=by, detail=detail[:200]
    )
