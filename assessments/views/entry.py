"""Ways in: start at once, join colleagues, come back by a personal link."""

from __future__ import annotations

import math
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import throttle, visitors
from assessments import capabilities, lifecycle, selectors
from assessments.access import public
from assessments.forms import JoinForm, StartForm
from assessments.models import Assessment, Response
from assessments.refusals import AlreadyClosed
from frameworks import kits

if TYPE_CHECKING:
    from frameworks.kits import Kit


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what one gets, and begin."""
    version, lenses = kits.current()
    kit = kits.load(version.checksum, lenses)
    form = StartForm(request.POST or None, kit=kit)
    if not form.is_valid():
        return _start_page(request, kit, form, status=422 if form.is_bound else 200)
    at = now()
    try:
        throttle.take(scope="begin", subject=visitors.address(request), rate=_rate(), at=at)
    except throttle.TooMany as refusal:
        return _start_later(request, kit, form, refusal.retry_after_seconds)
    response = lifecycle.begin_trial(
        organisation_name=form.cleaned_data["organisation"],
        group=form.cleaned_data["group"],
        scope=form.cleaned_data["scope"],
        at=at,
    )
    return _enter(request, response)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let a colleague answer in the same open round."""
    assessment = _joinable(capabilities.joined(token))
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    form = JoinForm(request.POST or None, kit=kit)
    if form.is_valid():
        try:
            response = lifecycle.join(
                assessment=assessment,
                group=form.cleaned_data["group"],
                name=form.cleaned_data["name"],
                at=now(),
            )
        except AlreadyClosed as refusal:
            raise Http404 from refusal
        return _enter(request, response)
    held = selectors.own_sheets(capabilities.held(request))
    context = {
        "form": form,
        "kit": kit,
        "assessment": assessment,
        "length": _length(kit, assessment),
        "own": [sheet for sheet in held if sheet.response.assessment_id == assessment.pk],
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/join.html", {**context, **_promises()}, status=status)


@public
@never_cache
@require_safe
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange a personal link for the cookie and a clean address; the link stays good."""
    response_id = capabilities.resumed(token)
    response = Response.objects.held([response_id]).first() if response_id else None
    if response is None:
        raise Http404
    return _enter(request, response)


def _start_page(request: HttpRequest, kit: Kit, form: StartForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "kit": kit,
        "own": selectors.own_sheets(capabilities.held(request)),
        "sample": selectors.latest_sample(),
        **_promises(),
    }
    return render(request, "assessments/start.html", context, status=status)


def _start_later(request: HttpRequest, kit: Kit, form: StartForm, seconds: int) -> HttpResponse:
    """Say when it will work again, and keep what was typed."""
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "Very many have begun from your network within an hour. Please try again in about %(minutes)s minute.",
        "Very many have begun from your network within an hour. Please try again in about %(minutes)s minutes.",
        minutes,
    )
    form.add_error(None, words % {"minutes": minutes})
    page = _start_page(request, kit, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(seconds)
    return page


def _rate() -> throttle.Rate:
    """Return how many may begin from one address; a workshop shares one, so it is generous."""
    return throttle.Rate(times=settings.BEGINNINGS_PER_HOUR, per=timedelta(hours=1))


def _enter(request: HttpRequest, response: Response) -> HttpResponse:
    page = redirect("assessments:answer", response.pk)
    capabilities.grant(request, page, [response.pk])
    return page


def _joinable(assessment_id: UUID | None) -> Assessment:
    found = (
        Assessment.objects.joinable().with_kit().filter(pk=assessment_id).first() if assessment_id else None
    )
    if found is None:
        raise Http404
    return found


def _promises() -> dict[str, object]:
    return {
        "days": settings.TRIAL_LIFETIME.days,
        "operator": settings.OPERATOR_NAME,
        "contact": settings.OPERATOR_CONTACT,
    }


def _length(kit: Kit, assessment: Assessment) -> dict[str, int]:
    """Return how many questions a person is asked at most, and how long that takes."""
    if assessment.scope == Assessment.Scope.PULSE and kit.pulse:
        return {"questions": len(kit.pulse.questions), "minutes": kit.pulse.about.minutes_to_answer}
    return {
        "questions": kit.framework.about.questions_total,
        "minutes": kit.framework.about.minutes_to_answer,
    }
