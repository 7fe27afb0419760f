"""Begin, join, continue and close an assessment.

Rows are locked with `no_key`: an answer being saved refers to its assessment, and a full lock would
make it wait for the one who waits for it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from accounts import audit
from accounts.models import Organisation, User
from assessments import anonymity, inviting, locking, results
from assessments.models import Answer, Assessment, Participant, Response, StoredResult
from assessments.refusals import AlreadyClosed, NothingToContinue, NotOpen
from frameworks import kits


@transaction.atomic
def begin_trial(*, organisation_name: str, group: str, scope: str, at: datetime, name: str = "") -> Response:
    """Begin at once, without an account: a trial organisation with one open assessment."""
    organisation = Organisation.objects.create(
        name=organisation_name, kind=Organisation.Kind.TRIAL, created_at=at
    )
    framework, lens_checksums = kits.current()
    assessment = Assessment.objects.create(
        organisation=organisation,
        framework=framework,
        lens_checksums=lens_checksums,
        scope=scope,
        mode=Assessment.Mode.OPEN,
        opened_at=at,
    )
    audit.record(organisation=organisation, action="assessment opened", subject=assessment.pk)
    return _begin(assessment, group=group, name=name, at=at)


@transaction.atomic
def join(*, assessment: Assessment, group: str, at: datetime, name: str = "") -> Response:
    """Let one more person answer in an open round."""
    locked = locking.in_any_state(assessment.pk)
    if locked.closed:
        raise AlreadyClosed
    return _begin(locked, group=group, name=name, at=at)


@transaction.atomic
def continue_in_full(*, response: Response, at: datetime) -> Response:
    """Go on from a sent pulse with the other questions; the answers given are copied.

    Everybody who continues from one pulse meets in one full round. Continuing twice returns what
    the first time made.
    """
    sheet = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    # Its round too, so that two colleagues who continue at the same moment do not open two.
    pulse = locking.in_any_state(sheet.assessment_id)
    if sheet.continued_as is not None:
        return sheet.continued_as
    if pulse.scope != Assessment.Scope.PULSE or pulse.mode != Assessment.Mode.OPEN or not sheet.sent:
        raise NothingToContinue
    name = sheet.participant.name if sheet.participant else ""
    further = _begin(_full_round_after(pulse, at), group=sheet.group, name=name, at=at)
    _copy_answers(sheet, further)
    sheet.continued_as = further
    sheet.save(update_fields=["continued_as"])
    return further


@transaction.atomic
def close_assessment(*, assessment: Assessment, by: User | None, at: datetime) -> Assessment:
    """End the round and freeze its result; a confidential round forgets who answered what.

    By nobody: the schedule closes it. A round that was reopened keeps the result that it has published
    where too few people are new to it.
    """
    # Sheets before their round, as saving and sending do; those that come later see that it has closed.
    list(assessment.responses.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    locked = locking.in_any_state(assessment.pk)
    if locked.closed:
        raise AlreadyClosed
    if locked.draft:
        raise NotOpen
    locked.closed_at, locked.closed_by = at, by
    locked.save(update_fields=["closed_at", "closed_by"])
    published = results.may_publish(locked)
    if published:
        results.compute(locked, fingerprint=results.fingerprint(locked), at=at)
        for name in settings.LAID_BESIDE_RESULTS:
            import_string(name)(locked)
    if locked.mode == Assessment.Mode.CONFIDENTIAL:
        _forget_who_answered(locked)
    audit.record(organisation=locked.organisation, action="assessment closed", subject=locked.pk, by=by)
    if published:
        inviting.tell_result(assessment=locked, at=at)
    return locked


@transaction.atomic
def purge_trials(*, at: datetime) -> int:
    """Delete the trial organisations that nobody claimed in time, and everything in them."""
    # Locked first: one that is claimed at this moment is not abandoned any more.
    abandoned = Organisation.objects.abandoned(at).select_for_update().order_by("pk")
    ids = list(abandoned.values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=ids).delete()
    return len(ids)


def _begin(assessment: Assessment, *, group: str, name: str, at: datetime) -> Response:
    participant = Participant.objects.create(assessment=assessment, group=group, name=name)
    response = Response.objects.create(
        participant=participant, assessment=assessment, group=group, started_at=at
    )
    audit.record(organisation=assessment.organisation, action="response begun", subject=assessment.pk)
    return response


def _forget_who_answered(assessment: Assessment) -> None:
    """Sever people from answers once the result stands; what identifies the result keeps no hour either."""
    anonymity.sever(assessment=assessment)
    days_only = results.fingerprint(assessment)
    StoredResult.objects.filter(assessment=assessment).update(fingerprint=days_only)


def _full_round_after(pulse: Assessment, at: datetime) -> Assessment:
    """Return the open full round that colleagues have already begun, else a new one of the same version."""
    begun = Assessment.objects.joinable().with_kit().filter(responses__continues__assessment=pulse).first()
    if begun is not None:
        return begun
    full = Assessment.objects.create(
        organisation=pulse.organisation,
        framework=pulse.framework,
        lens_checksums=pulse.lens_checksums,
        scope=Assessment.Scope.FULL,
        mode=Assessment.Mode.OPEN,
        opened_at=at,
    )
    audit.record(organisation=pulse.organisation, action="assessment opened", subject=full.pk)
    return full


def _copy_answers(sheet: Response, further: Response) -> None:
    Answer.objects.bulk_create(
        Answer(
            response=further,
            assessment_id=further.assessment_id,
            group=further.group,
            question=answer.question,
            reply=answer.reply,
            reason=answer.reason,
            comment=answer.comment,
            evidence=answer.evidence,
            revision=1,
            op=uuid4(),
            saved_at=answer.saved_at,
        )
        for answer in sheet.answers.all()
    )
