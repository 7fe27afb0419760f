"""Begin by a link, and withdraw, as somebody who was asked.

The round is locked before anything in it, as everywhere; only where there is a sheet does the sheet come
first, as in saving and closing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from assessments import links, locking
from assessments.models import Assessment, GroupLink, Participant, Response
from assessments.refusals import Refusal
from mailing import outbox


class AlreadyTookPart(Refusal):
    """Somebody's answers are in the result, and nobody knows any more which they are."""

    def __init__(self) -> None:
        super().__init__(
            _("You have answered already. Your answers count, and nobody can tell any more which they are.")
        )


class LinkUsedUp(Refusal):
    """A shared link has let in as many as it may, or was revoked."""

    def __init__(self) -> None:
        super().__init__(_("This link does not let anybody in any more."))


@transaction.atomic
def begin(
    *,
    participant: Participant,
    at: datetime,
    group: str = "",
    name: str = "",
    traits: Mapping[str, str] | None = None,
) -> Response:
    """Note that somebody has read what they are told, and give them their sheet.

    What the list of people says about them stands; what it leaves open they say themselves. Beginning
    twice returns what the first time made.
    """
    round_ = locking.taking_answers(participant.assessment_id)
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if person.took_part:
        raise AlreadyTookPart
    begun = Response.objects.with_kit().filter(participant=person).first()
    if begun is not None:
        return begun
    person.group, person.name = person.group or group, person.name or name
    person.traits = {**(traits or {}), **person.traits}
    person.consented_at, person.withdrawn_at = at, None
    person.save(update_fields=["group", "name", "traits", "consented_at", "withdrawn_at"])
    if round_.confidential:  # members could follow the link in a text that was kept, to what is answered now
        outbox.forget_texts(organisation=round_.organisation, about=str(person.key))
    return _sheet_for(person, round_, at)


@transaction.atomic
def enter(
    *, link: GroupLink, at: datetime, group: str = "", name: str = "", traits: Mapping[str, str] | None = None
) -> Participant:
    """Let one more person in by a shared link, with a sheet and a link of their own."""
    round_ = locking.taking_answers(link.assessment_id)
    shared = GroupLink.objects.current().with_entered().filter(pk=link.pk).first()
    if shared is None or shared.entered >= shared.cap:
        raise LinkUsedUp
    person = Participant(
        assessment=round_,
        group=shared.group or group,
        name=name if round_.mode == Assessment.Mode.OPEN else "",
        traits=dict(traits or {}),
        via=shared,
        consented_at=at,
    )
    links.given(person).save()
    _sheet_for(person, round_, at)
    return person


@transaction.atomic
def withdraw(*, participant: Participant, at: datetime) -> None:
    """Delete somebody's answers at their wish; they may begin again while the round is open."""
    list(Response.objects.select_for_update(no_key=True).filter(participant=participant).values_list("pk"))
    round_ = locking.taking_answers(participant.assessment_id)
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    deleted, _kinds = Response.objects.filter(participant=person).delete()
    if person.withdrawn_at is not None and not deleted:
        return
    person.withdrawn_at = at
    person.save(update_fields=["withdrawn_at"])
    audit.record(organisation=round_.organisation, action="response withdrawn", subject=round_.pk)


def _sheet_for(person: Participant, round_: Assessment, at: datetime) -> Response:
    response = Response.objects.create(
        participant=person, assessment=round_, group=person.group, traits=person.traits, started_at=at
    )
    audit.record(organisation=round_.organisation, action="response begun", subject=round_.pk)
    return response
