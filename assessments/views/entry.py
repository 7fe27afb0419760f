"""Ways in: start at once, join colleagues, come back by a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

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
    if form.is_valid():
        response = lifecycle.begin_trial(
            organisation_name=form.cleaned_data["organisation"],
            group=form.cleaned_data["group"],
            scope=form.cleaned_data["scope"],
            at=now(),
        )
        return _enter(request, response)
    context = {
        "form": form,
        "kit": kit,
        "begun": selectors.in_progress(capabilities.held(request)),
        "sample": selectors.latest_sample(),
        **_promises(),
    }
    return render(request, "assessments/start.html", context, status=422 if form.is_bound else 200)


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
    context = {"form": form, "kit": kit, "assessment": assessment, "length": _length(kit, assessment)}
    status = 422 if form.is_bound else 200
    page = render(request, "assessments/join.html", {**context, **_promises()}, status=status)
    page["Referrer-Policy"] = "strict-origin"  # the address carries the link's token
    return page


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
