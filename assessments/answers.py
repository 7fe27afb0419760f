"""Save, send and take back one person's answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from assessments import selectors, sheets
from assessments.models import Answer, Assessment, Response
from assessments.querysets import AnswerQuerySet
from assessments.refusals import AlreadyClosed, AlreadySent, ImpossibleAnswer, NotAsked, StaleRevision
from frameworks.documents import Question
from scoring import Reply


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
    One statement, which is its own transaction; only where it changed nothing is it asked why.
    """
    asked = selectors.sheet_by_id(response_id).stops.get(question)
    if asked is None:
        raise NotAsked(question)
    _refuse_if_impossible(asked.question, reply, reason)
    said = {
        "reply": int(reply),
        "reason": reason.strip() if reply == Reply.NOT_APPLICABLE else "",
        "comment": comment,
        "evidence": evidence,
        "revision": revision,
        "op": op,
        "saved_at": at,
    }
    silent = reply == Reply.SKIPPED and not comment and not evidence
    while True:
        if not (silent and not _stored(response_id, question).exists()) and Answer.objects.keep(
            response_id, question, said
        ):
            return revision
        settled = _settled(response_id, question, op=op, revision=revision, silent=silent)
        if settled is not None:
            return settled


@transaction.atomic
def send(*, response: Response, at: datetime) -> Response:
    """Send the sheet; unanswered questions count as skipped. Sending twice changes nothing."""
    locked = _locked(response.pk)
    if not locked.sent:
        locked.sent_at = at
        locked.replies = sheets.pack(
            selectors.sheet_of(locked), dict(locked.answers.values_list("question", "reply"))
        )
        locked.commented = locked.answers.exclude(comment="").exists()
        locked.save(update_fields=["sent_at", "replies", "commented"])
        audit.record(
            organisation=locked.assessment.organisation, action="response sent", subject=locked.assessment_id
        )
    return locked


@transaction.atomic
def reopen(*, response: Response, at: datetime) -> Response:
    """Take a sent sheet back, so that its answers can be changed; it counts again once it is sent.

    Its answers are as of now: a sheet that nobody touches for long is deleted, and this one was touched.
    """
    locked = _locked(response.pk)
    if locked.continued_as_id is not None:
        raise AlreadySent
    if locked.sent:
        locked.sent_at = locked.replies = None
        locked.save(update_fields=["sent_at", "replies"])
        locked.answers.update(saved_at=at)
        audit.record(
            organisation=locked.assessment.organisation,
            action="response reopened",
            subject=locked.assessment_id,
        )
    return locked


def _stored(response_id: UUID, question: str) -> AnswerQuerySet:
    return Answer.objects.filter(response=response_id, question=question)


def _settled(response_id: UUID, question: str, *, op: UUID, revision: int, silent: bool) -> int | None:
    """Say why nothing was changed; None if what stood in the way has gone meanwhile."""
    kept = _stored(response_id, question).first()
    if kept is not None and kept.op == op:
        return kept.revision
    response = Response.objects.select_related("assessment").get(pk=response_id)
    if response.assessment.closed:
        raise AlreadyClosed
    if response.sent:
        raise AlreadySent
    if kept is not None and revision <= kept.revision:
        raise StaleRevision(kept)
    return 0 if silent and kept is None else None  # nothing was said and nothing is stored: skipped


def _locked(response_id: UUID) -> Response:
    """Lock the sheet and then its round, in the order in which saving does; refuse in a closed round."""
    rows = Response.objects.with_kit().select_for_update(of=("self",), no_key=True)
    response = rows.get(pk=response_id)
    round_ = Assessment.objects.select_for_update(no_key=True).get(pk=response.assessment_id)
    if round_.closed:
        raise AlreadyClosed
    return response


def _refuse_if_impossible(question: Question, reply: Reply, reason: str) -> None:
    if reply != Reply.NOT_APPLICABLE:
        return
    if not question.na_allowed:
        raise ImpossibleAnswer(
            "reply", _("This question applies to every organisation. Choose another answer.")
        )
    if not reason.strip():
        raise ImpossibleAnswer("reason", _("Say in a few words why this does not apply to you."))
