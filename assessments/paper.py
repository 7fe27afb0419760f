"""Sheets of paper: what somebody wrote is keyed in on their behalf, and marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import answers, links, locking
from assessments.models import Answer, Assessment, Participant, Response
from assessments.refusals import Refusal
from scoring import Reply


class AnsweredThemselves(Refusal):
    """A sheet that somebody has begun is theirs alone."""

    def __init__(self) -> None:
        super().__init__(_("This person has begun to answer already. Nothing was saved."))


@dataclass(frozen=True, slots=True)
class Written:
    """One answer as it stands on a sheet of paper."""

    question: str
    reply: Reply
    reason: str = ""
    comment: str = ""


@transaction.atomic
def key_in(*, participant: Participant, written: Iterable[Written], by: User, at: datetime) -> Response:
    """Save and send a sheet on behalf of somebody in the list."""
    round_ = locking.taking_answers(participant.assessment_id)
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    return _key_in(round_, person, written, by, at)


@transaction.atomic
def key_in_new(
    *,
    assessment: Assessment,
    group: str,
    written: Iterable[Written],
    by: User,
    at: datetime,
    name: str = "",
) -> Response:
    """Save and send a sheet on behalf of somebody who is not in the list."""
    round_ = locking.taking_answers(assessment.pk)
    person = links.given(Participant(assessment=round_, group=group, name=name, added_at=at))
    person.save()
    return _key_in(round_, person, written, by, at)


def _key_in(
    round_: Assessment, person: Participant, written: Iterable[Written], by: User, at: datetime
) -> Response:
    if person.took_part or Response.objects.filter(participant=person).exists():
        raise AnsweredThemselves
    if person.withdrawn_at is not None:  # whoever hands in a sheet takes part again, and may withdraw again
        person.withdrawn_at = None
        person.save(update_fields=["withdrawn_at"])
    sheet = Response.objects.create(
        participant=person,
        assessment=round_,
        group=person.group,
        traits=person.traits,
        on_paper=True,
        started_at=at,
    )
    Answer.objects.bulk_create(_answer(sheet, said, at) for said in written)
    audit.record(organisation=round_.organisation, action="sheet keyed in", subject=round_.pk, by=by)
    return answers.send(response=sheet, at=at)


def _answer(sheet: Response, said: Written, at: datetime) -> Answer:
    return Answer(
        response=sheet,
        assessment_id=sheet.assessment_id,
        group=sheet.group,
        question=said.question,
        reply=said.reply,
        reason=said.reason,
        comment=said.comment,
        revision=1,
        op=uuid4(),
        saved_at=at,
    )
