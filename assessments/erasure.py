"""Forget one person in an organisation: name, address, links and every text of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Organisation, User
from assessments.models import Answer, Assessment, Export, Participant, Response
from assessments.refusals import Refusal
from mailing import outbox


class NobodyThere(Refusal):
    """No round of the organisation knows the address."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody with this address is on a list of this organisation. It may have been deleted already.")
        )


@dataclass(frozen=True, slots=True)
class Erased:
    """From how many rounds somebody was taken, and how many sheets went with them."""

    rounds: int
    sheets: int


@transaction.atomic
def erase(*, organisation: Organisation, email: str, by: User, at: datetime) -> Erased:
    """Take a person out of every round.

    In a round that is open their answers go, as if they had withdrawn. In one that has closed the result
    stands, and of what they answered nothing stays but numbers without a name; a confidential one has
    forgotten whose they were when it closed.
    """
    address = email.strip()
    of_organisation = Participant.objects.filter(assessment__organisation=organisation)
    people = _locked(of_organisation.filter(email__iexact=address))
    letters = outbox.forget(organisation=organisation, address=address)
    offers, _kinds = organisation.member_invitations.filter(email__iexact=address).delete()
    elsewhere = _forget_elsewhere(organisation, address, at)
    if not (people or letters or offers or elsewhere):
        raise NobodyThere
    sheets = Response.objects.filter(participant__in=people)
    open_sheets = sheets.filter(assessment__closed_at=None)
    removed = open_sheets.count()
    open_sheets.delete()
    texts = Answer.objects.filter(response__participant__in=people)
    texts.update(comment="", evidence="")
    texts.exclude(reason="").update(reason="–")
    sheets.update(commented=False, lens_subject="")
    of_organisation.filter(pk__in=[person.pk for person in people]).update(
        name="", email="", token_hash=None, traits={}, withdrawn_at=at
    )
    Assessment.objects.filter(participants__in=people).update(texts_gone_at=at)
    Export.objects.filter(organisation=organisation).delete()  # they may hold what was just deleted
    audit.record(organisation=organisation, action="person erased", subject=organisation.pk, by=by)
    return Erased(rounds=len(people), sheets=removed)


def _forget_elsewhere(organisation: Organisation, address: str, at: datetime) -> int:
    """Have the apps that know rounds forget the address too; return how many things held it."""
    forgetters = [import_string(name) for name in settings.ADDRESS_FORGETTERS]
    return sum(forget(organisation=organisation, email=address, at=at) for forget in forgetters)


def _locked(people: QuerySet[Participant]) -> list[Participant]:
    """Return people with their sheets and rounds locked, in the order in which saving and closing do."""
    sheets = Response.objects.filter(participant__in=people).order_by("pk")
    list(sheets.select_for_update(no_key=True).values_list("pk"))
    rounds = Assessment.objects.filter(pk__in=people.values("assessment")).order_by("pk")
    list(rounds.select_for_update(no_key=True).values_list("pk"))
    return list(people.select_for_update(of=("self",)).order_by("pk"))
