"""Take out of a closed confidential round what could tell whose answers are whose.

Rows that were saved one after the other tell much: their order, their times, and the addresses that
browsers and access logs still know. So every row is written anew, under a new key, in random order, and
keeps no more of its time than the day. What was answered stays as it was.

Where somebody stands in the declared break-downs is not kept, neither with the sheet nor with the
person: the break-downs have been read by then, and nothing reads them again. A site and a tenure beside
the group would name most people to whoever knows them - of 60 people in 3 groups, 3 sites and 4
tenures about every third stands alone - and stored apart from each other they would still be joined by the
replies that each needs beside it. For the same reason nothing says any more which sheets came on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import SystemRandom
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import TruncDay
from django.utils.crypto import salted_hmac

from accounts import audit
from assessments.models import Answer, Assessment, LensReply, Reader, Response

_SAID = ("group", "question", "reply", "reason", "comment", "evidence")
_SAID_OF_LENSES = ("group", "lens", "item", "field", "reply")
_BATCH = 2000
_random = SystemRandom()


@transaction.atomic
def sever(*, assessment: Assessment) -> None:
    """Write the round's responses and answers anew, without person, order and hour.

    Participants stay as the list of who was asked. Browsers keep what they hold: it still opens the
    result, and no longer leads to a response.
    """
    responses = list(assessment.responses.select_related("participant"))
    answers = list(assessment.answers.values("response_id", "saved_at", *_SAID))
    of_lenses = list(assessment.lens_replies.values("response_id", "saved_at", *_SAID_OF_LENSES))
    assessment.answers.all().delete()
    assessment.lens_replies.all().delete()
    assessment.responses.all().delete()
    _forget_where_people_stand(assessment, [response for response in responses if response.sent])
    _write_readers(assessment, responses)
    keys = _write_responses(assessment, responses)
    _write_answers(assessment, answers, keys)
    _write_lens_replies(assessment, of_lenses, keys)
    audit.keep_days_only(organisation=assessment.organisation, subject=assessment.pk, actions="response ")


def took_part(*, assessment: Assessment, held: Iterable[UUID]) -> bool:
    """Say whether a browser held a sent response of a round that has since been severed."""
    return Reader.objects.filter(assessment=assessment, key__in=[_key(pk) for pk in held]).exists()


def _forget_where_people_stand(assessment: Assessment, sent: Sequence[Response]) -> None:
    """Leave of everybody asked who they are and whether they took part; keep how many each group had."""
    asked = Counter(assessment.asked_counts)
    asked.update(assessment.participants.exclude(group="").values_list("group", flat=True))
    assessment.asked_counts = dict(sorted(asked.items()))
    assessment.save(update_fields=["asked_counts"])
    took_part = [response.participant_id for response in sent if response.participant_id]
    for start in range(0, len(took_part), _BATCH):
        assessment.participants.filter(pk__in=took_part[start : start + _BATCH]).update(took_part=True)
    _use_up_links(assessment)
    day = TruncDay("added_at", tzinfo=UTC)
    assessment.participants.update(group="", traits={}, consented_at=None, via=None, added_at=day)


def _use_up_links(assessment: Assessment) -> None:
    """Take those who came by a shared link off its number, since nobody is known to have come any more."""
    for link in assessment.group_links.current().with_entered():
        if link.entered < link.cap:
            link.cap -= link.entered
        else:
            link.revoked_at = assessment.closed_at
        link.save(update_fields=["cap", "revoked_at"])


def trend_key(assessment: Assessment, response: Response) -> str:
    """Return what joins the answers of one person in two rounds, nothing where no trend was declared.

    Made from the address with the secret key, so that it cannot be made again from a list of addresses
    alone. A sheet that was severed before keeps its own.
    """
    if not assessment.linked or response.participant is None or not response.participant.email:
        return response.trend_key
    value = f"{assessment.organisation_id} {response.participant.email.lower()}"
    return salted_hmac("assessments.trend", value, algorithm="sha256").hexdigest()


def _write_readers(assessment: Assessment, responses: Sequence[Response]) -> None:
    keys = sorted(_key(response.pk) for response in responses if response.sent)
    Reader.objects.bulk_create((Reader(assessment=assessment, key=key) for key in keys), batch_size=_BATCH)


def _key(response_id: UUID) -> str:
    return salted_hmac("assessments.readers", response_id.hex, algorithm="sha256").hexdigest()


def _write_responses(assessment: Assessment, responses: list[Response]) -> dict[UUID, UUID]:
    """Return the new key of each."""
    keys = {response.pk: uuid4() for response in responses}
    _random.shuffle(responses)
    Response.objects.bulk_create(
        (
            Response(
                id=keys[response.pk],
                assessment=assessment,
                group=response.group,
                started_at=_day(response.started_at),
                sent_at=_day(response.sent_at) if response.sent_at else None,
                replies=response.replies,
                commented=response.commented,
                lens_subject=response.lens_subject,
                trend_key=trend_key(assessment, response),
            )
            for response in responses
        ),
        batch_size=_BATCH,
    )
    return keys


def _write_answers(assessment: Assessment, answers: list[dict[str, Any]], keys: Mapping[UUID, UUID]) -> None:
    _random.shuffle(answers)
    for start in range(0, len(answers), _BATCH):  # a large round has hundreds of thousands
        Answer.objects.bulk_create(_answers(assessment, answers[start : start + _BATCH], keys))


def _answers(
    assessment: Assessment, answers: Sequence[dict[str, Any]], keys: Mapping[UUID, UUID]
) -> list[Answer]:
    return [
        Answer(
            response_id=keys[answer["response_id"]],
            assessment=assessment,
            revision=1,  # how often somebody changed their mind tells too
            op=uuid4(),
            saved_at=_day(answer["saved_at"]),
            **{name: answer[name] for name in _SAID},
        )
        for answer in answers
    ]


def _write_lens_replies(
    assessment: Assessment, replies: list[dict[str, Any]], keys: Mapping[UUID, UUID]
) -> None:
    _random.shuffle(replies)
    LensReply.objects.bulk_create(
        (
            LensReply(
                response_id=keys[reply["response_id"]],
                assessment=assessment,
                revision=1,
                op=uuid4(),
                saved_at=_day(reply["saved_at"]),
                **{name: reply[name] for name in _SAID_OF_LENSES},
            )
            for reply in replies
        ),
        batch_size=_BATCH,
    )


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
