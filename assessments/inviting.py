"""Send people their links, renew them, and make links that a whole group shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import links, locking
from assessments.models import Assessment, GroupLink, Participant
from assessments.querysets import ParticipantQuerySet
from assessments.refusals import Refusal
from mailing import outbox
from mailing.outbox import Queued


class LinkExists(Refusal):
    """A group has one shared link at a time."""

    def __init__(self) -> None:
        super().__init__(
            _("This group has a shared link already. End it first, or raise how many it lets in.")
        )


@transaction.atomic
def invite(*, assessment: Assessment, at: datetime, by: User | None = None) -> Queued:
    """Queue an invitation to everybody with an address who has not answered; to each only once."""
    round_ = locking.taking_answers(assessment.pk)
    asked = round_.participants.with_address().yet_to_answer()
    queued = outbox.queue(
        organisation=round_.organisation,
        kind="invitation",
        topic=round_.pk,
        letters=_letters(asked, "invitation {key} {number}"),
        at=at,
    )
    audit.record(
        organisation=round_.organisation,
        action="people invited",
        subject=round_.pk,
        by=by,
        detail=f"{queued.count + queued.held} letters",
    )
    return queued


@transaction.atomic
def renew(*, participant: Participant, by: User, at: datetime) -> Participant:
    """Give somebody a new link, which ends the one before, and send it where there is an address.

    A browser in which they have begun keeps the sheet.
    """
    round_ = locking.taking_answers(participant.assessment_id)
    person = round_.participants.select_for_update(no_key=True).get(pk=participant.pk)
    person.token_number = F("token_number") + 1
    person.save(update_fields=["token_number"])
    person.refresh_from_db(fields=["token_number"])
    links.given(person).save(update_fields=["token_hash"])
    outbox.queue(
        organisation=round_.organisation,
        kind="invitation",
        topic=round_.pk,
        letters=_letters(
            round_.participants.filter(pk=person.pk).with_address(), "invitation {key} {number}"
        ),
        at=at,
    )
    audit.record(organisation=round_.organisation, action="link renewed", subject=round_.pk, by=by)
    return person


@transaction.atomic
def tell_closing(*, assessment: Assessment, at: datetime) -> Queued:
    """Queue a letter to everybody who can still answer, or change what they said, that the date has moved."""
    asked = assessment.participants.with_address().filter(withdrawn_at=None, took_part=False)
    return outbox.queue(
        organisation=assessment.organisation,
        kind="new_closing",
        topic=assessment.pk,
        letters=_letters(asked, f"closing {{key}} {at:%Y%m%d%H%M%S}"),
        at=at,
    )


@transaction.atomic
def tell_result(*, assessment: Assessment, at: datetime) -> Queued:
    """Queue a letter to everybody who took part that the result can be read, where it is for them."""
    if assessment.closed_at is None or not assessment.shown_to_participants:
        return Queued()
    return outbox.queue(
        organisation=assessment.organisation,
        kind="result_ready",
        topic=assessment.pk,
        letters=_letters(
            assessment.participants.with_address().answered(),
            f"result {{key}} {assessment.closed_at:%Y%m%d%H%M%S}",
        ),
        at=at,
    )


@transaction.atomic
def share_link(*, assessment: Assessment, group: str, cap: int, by: User, at: datetime) -> GroupLink:
    """Make a link that everybody of a group shares, good for so many people."""
    round_ = locking.unfinished(assessment.pk)
    if round_.group_links.current().filter(group=group).exists():
        raise LinkExists
    link = GroupLink(assessment=round_, group=group, cap=cap, created_at=at)
    link.token_hash = links.hash_of(links.group_token(link.pk))
    link.save()
    audit.record(organisation=round_.organisation, action="link shared", subject=round_.pk, by=by)
    return link


@transaction.atomic
def end_link(*, link: GroupLink, by: User, at: datetime) -> None:
    """Let nobody in by a shared link any more; who has come by it keeps their own."""
    round_ = locking.unfinished(link.assessment_id)
    if GroupLink.objects.current().filter(pk=link.pk).update(revoked_at=at):
        audit.record(organisation=round_.organisation, action="link ended", subject=round_.pk, by=by)


@transaction.atomic
def change_cap(*, link: GroupLink, cap: int, by: User) -> None:
    """Let more or fewer people in by a shared link."""
    round_ = locking.unfinished(link.assessment_id)
    if GroupLink.objects.current().filter(pk=link.pk).update(cap=cap):
        audit.record(organisation=round_.organisation, action="link changed", subject=round_.pk, by=by)


def _letters(people: ParticipantQuerySet, key: str) -> Iterator[tuple[UUID | str, str, str]]:
    """Yield whom each letter is about, its address, and what it is known by."""
    for about, number, address in people.order_by("pk").values_list("key", "token_number", "email"):
        yield about, address, key.format(key=about.hex, number=number)
