"""Save, send and take back one person's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _

from accounts import audit
from assessments import selectors
from assessments.models import Answer, Assessment, Response
from assessments.refusals import AlreadyClosed, AlreadySent, ImpossibleAnswer, NotAsked, StaleRevision
from frameworks.documents import Question
from scoring import Reply


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is stored of an answer before it is saved again; all None where nothing is."""

    closed_at: datetime | None
    pk: int | None
    revision: int | None
    op: UUID | None


@transaction.atomic
def save_answer(
    *,
    response_id: UUID,
    question: str,
    reply: Reply,
    op: UUID,
    revision: int,
    at: datetime,
    reason: str = "",
    comment: str = "",
    evidence: str = "",
) -> int:
    """Save one answer and return the revision that is now stored.

    The same `op` again changes nothing. A revision that is not above the stored one is refused.
    Three queries: the row locked against sending, what is stored (read after the lock, so that a
    round closed meanwhile is noticed), and the write.
    """
    response = _locked(response_id)
    kept = _kept(response, question)
    if kept.op == op and kept.revision is not None:
        return kept.revision
    _refuse_if_final(response, kept.closed_at)
    _refuse_if_impossible(_asked(response, question), reply, reason)
    if kept.pk is not None and kept.revision is not None and revision <= kept.revision:
        raise StaleRevision(Answer.objects.get(pk=kept.pk))
    said = {
        "reply": reply,
        "reason": reason.strip() if reply == Reply.NOT_APPLICABLE else "",
        "comment": comment,
        "evidence": evidence,
        "revision": revision,
        "op": op,
        "saved_at": at,
    }
    if kept.pk is not None:
        Answer.objects.filter(pk=kept.pk).update(**said)
    elif reply != Reply.SKIPPED or comment or evidence:
        Answer.objects.create(
            response=response,
            assessment_id=response.assessment_id,
            group=response.group,
            question=question,
            **said,
        )
    else:
        return 0  # nothing was said and nothing is stored: skipped
    return revision


@transaction.atomic
def send(*, response: Response, at: datetime) -> Response:
    """Send the sheet; unanswered questions count as skipped. Sending twice changes nothing."""
    locked = _locked(response.pk)
    _refuse_if_closed(locked)
    if not locked.sent:
        locked.sent_at = at
        locked.save(update_fields=["sent_at"])
        audit.record(
            organisation=locked.assessment.organisation, action="response sent", subject=locked.assessment_id
        )
    return locked


@transaction.atomic
def reopen(*, response: Response) -> Response:
    """Take a sent sheet back, so that its answers can be changed; it counts again once it is sent."""
    locked = _locked(response.pk)
    _refuse_if_closed(locked)
    if locked.continued_as_id is not None:
        raise AlreadySent
    if locked.sent:
        locked.sent_at = None
        locked.save(update_fields=["sent_at"])
        audit.record(
            organisation=locked.assessment.organisation,
            action="response reopened",
            subject=locked.assessment_id,
        )
    return locked


def _locked(response_id: UUID) -> Response:
    rows = Response.objects.with_kit().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=response_id)


def _kept(response: Response, question: str) -> _Kept:
    mine = FilteredRelation("answers", condition=Q(answers__response=response.pk, answers__question=question))
    row = (
        Assessment.objects.filter(pk=response.assessment_id)
        .annotate(mine=mine)
        .values_list("closed_at", "mine__pk", "mine__revision", "mine__op")
        .get()
    )
    return _Kept(*row)


def _asked(response: Response, question: str) -> Question:
    stop = selectors.sheet_of(response).stops.get(question)
    if stop is None:
        raise NotAsked(question)
    return stop.question


def _refuse_if_final(response: Response, closed_at: datetime | None) -> None:
    if closed_at is not None:
        raise AlreadyClosed
    if response.sent:
        raise AlreadySent


def _refuse_if_closed(response: Response) -> None:
    if Assessment.objects.closed().filter(pk=response.assessment_id).exists():
        raise AlreadyClosed


def _refuse_if_impossible(question: Question, reply: Reply, reason: str) -> None:
    if reply != Reply.NOT_APPLICABLE:
        return
    if not question.na_allowed:
        raise ImpossibleAnswer(
            "reply", _("This question applies to every organisation. Choose another answer.")
        )
    if not reason.strip():
        raise ImpossibleAnswer("reason", _("Say in a few words why this does not apply to you."))
