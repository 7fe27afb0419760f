"""Open, close and reopen a round; each asks first, saying what will happen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import OrganisationRequest, organisation_access
from accounts.roles import Permission
from assessments import capabilities, comparing, consent, lengths, lifecycle, opening, overviews, teams
from assessments.access import own_round
from assessments.refusals import AlreadyClosed, AlreadyOpen, NotClosed, NotOpen, Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from assessments.models import Assessment


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def open_(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Show what opening freezes, the text of consent included; posted, open the round."""
    found = own_round(request, assessment)
    if request.method != "POST":
        return _preview(request, found, None if found.draft else AlreadyOpen())
    try:
        opening.open_round(assessment=found, by=request.user, at=now())
    except Refusal as refusal:
        return _preview(request, found, refusal)
    messages.success(
        request, _("The round is open. The letters with the links go out from the page of its people.")
    )
    return redirect("assessments:round", organisation_id, found.pk)


@require_POST
@organisation_access(Permission.RUN_ASSESSMENTS)
def ask_team(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Plan a round for the team of somebody who has answered alone."""
    found = own_round(request, assessment)
    own = (
        found.responses.filter(pk__in=capabilities.held(request)).sent().select_related("participant").first()
    )
    try:
        draft = teams.ask_team(assessment=found, own=own, by=request.user, at=now())
    except Refusal as refusal:
        context = {"round": found, "refusal": refusal}
        return render(request, "assessments/rounds/refused.html", context, status=409)
    return redirect("assessments:round", organisation_id, draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def close(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Say what closing does and who has not answered; posted, close the round."""
    found = own_round(request, assessment)
    if request.method != "POST":
        return _ask(
            request, found, "close", None if found.open else NotOpen() if found.draft else AlreadyClosed()
        )
    try:
        closed = lifecycle.close_assessment(assessment=found, by=request.user, at=now())
    except Refusal as refusal:
        return _ask(request, found, "close", refusal)
    if not comparing.answers_wait(closed):
        messages.success(request, _("The round is closed, and its result is final."))
    return redirect("assessments:round", organisation_id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_access(Permission.RUN_ASSESSMENTS)
def reopen(request: OrganisationRequest, organisation_id: UUID, assessment: UUID) -> HttpResponse:
    """Say what reopening does; posted, take answers again."""
    found = own_round(request, assessment)
    if request.method != "POST":
        return _ask(request, found, "reopen", None if found.closed else NotClosed())
    try:
        opening.reopen(assessment=found, by=request.user, at=now())
    except Refusal as refusal:
        return _ask(request, found, "reopen", refusal)
    messages.success(request, _("The round takes answers again."))
    return redirect("assessments:round", organisation_id, found.pk)


def _preview(request: OrganisationRequest, found: Assessment, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "round": found,
        "refusal": refusal,
        "counts": overviews.counts(found),
        "answerable": opening.can_be_answered(found),
        "asked": lengths.of_groups(found),
        "plan": overviews.plan_rows(found),
        "schedule": overviews.schedule_words(found),
        "ruled_out": overviews.ruled_out(found),
        "consent": consent.for_round(found),
    }
    return render(request, "assessments/rounds/open.html", context, status=409 if refusal else 200)


def _ask(
    request: OrganisationRequest, found: Assessment, what: str, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"round": found, "refusal": refusal, "counts": overviews.counts(found)}
    return render(request, f"assessments/rounds/{what}.html", context, status=409 if refusal else 200)
