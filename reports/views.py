"""The result of an assessment on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import selectors as assessments
from assessments.access import ResultRequest, public, result_reader
from reports import foresight, selectors
from reports.forms import ForecastForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@result_reader
@never_cache
@require_safe
def result(request: ResultRequest) -> HttpResponse:
    """Show what was found, why, how sure it is and what to do."""
    page = selectors.result_page(
        request.assessment, request.response_sheet, address=request.build_absolute_uri
    )
    return render(request, "reports/result/page.html", {"page": page, "report": page.report})


@result_reader
@never_cache
@require_safe
def explore(request: ResultRequest) -> HttpResponse:
    """Show the pillars as charts to look into, series by series."""
    page = selectors.explore_page(request.assessment)
    if page is None:
        raise Http404
    return render(
        request, "reports/explore.html", {"page": page, "report": page.report, "levels": page.levels}
    )


@result_reader
@never_cache
@require_safe
def forecast(request: ResultRequest) -> HttpResponse:
    """Show what the result would be if chosen actions reached their mark; as proposed at first."""
    ground = foresight.ground(request.assessment)
    if ground.choosable is None:
        raise Http404
    form = ForecastForm(request.GET, actions=ground.choosable)
    right = form.is_valid()
    chosen = form.cleaned_data["action"] if right else ()
    page = foresight.page(ground, chosen if request.GET else ground.suggested)
    context = {"page": page, "form": form}
    return render(request, "reports/forecast.html", context, status=200 if right else 422)


@public
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Lead to the result of the invented organisation."""
    del request  # the same for everybody
    assessment = assessments.latest_sample()
    if assessment is None:
        raise Http404
    return redirect("reports:result", assessment.pk)
