"""From one person's own answers to a round of their team.

The answers are offered to that person for copying into the new round and stay where they were; the round
of one is never shown beside the other as if it were a second person (scoring specification, section 9.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import links, locking, selectors, setup
from assessments.models import Answer, Assessment, Participant, Response
from assessments.refusals import AlreadyClosed, AlreadySent, Refusal

_SAID = ("question", "reply", "reason", "comment", "evidence", "saved_at")


class NotAlone(Refusal):
    """Where others answer already, they are asked into the round they are in."""

    def __init__(self) -> None:
        super().__init__(_("Others answer in this round already. Plan a new one instead."))


class NothingToTakeOver(Refusal):
    """There are no earlier answers of this person's own, or they were taken over already."""

    def __init__(self) -> None:
        super().__init__(_("There are no earlier answers of yours to take over."))


@dataclass(frozen=True, slots=True)
class Offer:
    """Earlier answers of somebody's own that they may take over."""

    earlier: Response
    answers: int
    on: datetime


@transaction.atomic
def ask_team(*, assessment: Assessment, own: Response | None, by: User, at: datetime) -> Assessment:
    """Plan a confidential round for the team of somebody who has answered alone.

    `own`: the sheet in the round of one, where whoever asks is the person who answered it; they are the
    first on the new list. Asking again returns the draft that the first time made.
    """
    round_ = locking.in_any_state(assessment.pk)
    if not is_of_one(round_):
        raise NotAlone
    drafts = round_.organisation.assessments.drafts().with_kit()
    planned = drafts.filter(participants__email__iexact=by.email).first()
    if planned is not None:
        return planned
    draft = setup.create_draft(
        organisation=round_.organisation,
        by=by,
        at=at,
        scope=round_.scope,
        version=round_.framework.version,
    )
    if own is not None:
        _lead(draft, own, by, at)
    return draft


def is_of_one(round_: Assessment) -> bool:
    """Say whether a round is one person's own: begun in open mode, with nobody else in it."""
    return round_.mode == Assessment.Mode.OPEN and not round_.draft and round_.participants.count() <= 1


def offer_for(response: Response) -> Offer | None:
    """Return the answers that the person of a sheet gave alone before, where they can still be taken over."""
    if response.sent:
        return None
    earlier = _alone(response).select_related("assessment").order_by("-sent_at").first()
    if earlier is None or earlier.sent_at is None or not is_of_one(earlier.assessment):
        return None
    known = _copyable(earlier, response).count()
    return Offer(earlier, known, earlier.sent_at) if known else None


@transaction.atomic
def take_over(*, response: Response, at: datetime) -> int:
    """Copy somebody's own earlier answers into their sheet, and return how many; given ones stay."""
    sheet = Response.objects.select_for_update(of=("self",), no_key=True).with_kit().get(pk=response.pk)
    round_ = Assessment.objects.select_for_update(no_key=True).get(pk=sheet.assessment_id)
    if not round_.open:
        raise AlreadyClosed
    if sheet.sent:
        raise AlreadySent
    offer = offer_for(sheet)
    if offer is None:
        raise NothingToTakeOver
    given = set(sheet.answers.values_list("question", flat=True))
    rows = [row for row in _copyable(offer.earlier, sheet).values(*_SAID) if row["question"] not in given]
    Answer.objects.bulk_create(
        Answer(
            response=sheet,
            assessment_id=sheet.assessment_id,
            group=sheet.group,
            revision=1,
            op=uuid4(),
            **{**row, "saved_at": at},
        )
        for row in rows
    )
    offer.earlier.continued_as = sheet
    offer.earlier.save(update_fields=["continued_as"])
    audit.record(
        organisation=sheet.assessment.organisation,
        action="response taken over",
        subject=sheet.assessment_id,
    )
    return len(rows)


def _lead(draft: Assessment, own: Response, by: User, at: datetime) -> None:
    """Put the person who answered alone first on the list, known by their address in both rounds."""
    known = own.participant
    if known is not None and not known.email:
        known.email = by.email
        known.save(update_fields=["email"])
    name = by.name or (known.name if known else "")
    person = Participant(assessment=draft, name=name, email=by.email, group=own.group, added_at=at)
    links.given(person).save()


def _alone(response: Response) -> QuerySet[Response]:
    """Return the sent sheets of the same person, known by their address, in other rounds of theirs."""
    person = Participant.objects.filter(response=response).first()
    if person is None or not person.email:
        return Response.objects.none()
    found: QuerySet[Response] = Response.objects.sent().filter(
        assessment__organisation__assessments=response.assessment_id,
        assessment__framework=response.assessment.framework_id,
        assessment__mode=Assessment.Mode.OPEN,
        participant__email__iexact=person.email,
        continued_as=None,
    )
    return found.exclude(assessment=response.assessment_id)


def _copyable(earlier: Response, response: Response) -> QuerySet[Answer]:
    return earlier.answers.filter(question__in=list(selectors.sheet_of(response).stops)).order_by("pk")
