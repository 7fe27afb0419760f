"""One question a page, then the review, then sending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import answers, capabilities, lens_pages, lifecycle, links, selectors, teams
from assessments.access import ResponseRequest, own_response
from assessments.drafts import Draft
from assessments.forms import AnswerForm
from assessments.models import Participant, Response
from assessments.refusals import (
    AlreadyClosed,
    AlreadySent,
    ImpossibleAnswer,
    NothingToContinue,
    Refusal,
    StaleRevision,
)


@own_response
@never_cache
@require_safe
def answer(request: ResponseRequest) -> HttpResponse:
    """Go to the first unanswered question, of the framework and then of its lenses, or to the review."""
    sheet = request.response_sheet
    if _final(request):
        return redirect("assessments:review", sheet.pk)
    if question := selectors.first_unanswered(sheet):
        return redirect("assessments:question", sheet.pk, question)
    if place := lens_pages.first_unanswered(sheet):
        return redirect("assessments:lens", sheet.pk, *place)
    return redirect("assessments:review", sheet.pk)


@own_response
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: ResponseRequest, question: str) -> HttpResponse:
    """Show one question; posted, save its answer and go on."""
    page = _page(request, question)
    if request.method == "POST":
        return _save(request, page, then=_next(request, page))
    if _final(request):
        return redirect("assessments:review", request.response_sheet.pk)
    return _render(request, page, Draft.of(page.stored))


@own_response
@never_cache
@require_POST
def save_and_pause(request: ResponseRequest, question: str) -> HttpResponse:
    """Save the answer and show how to come back."""
    page = _page(request, question)
    return _save(request, page, then=reverse("assessments:pause", args=[request.response_sheet.pk]))


@own_response
@never_cache
@require_safe
def pause(request: ResponseRequest) -> HttpResponse:
    """Show the personal link by which to come back."""
    sheet = request.response_sheet
    context = {
        "sheet": sheet,
        "link": request.build_absolute_uri(_personal_path(sheet)),
        "until": _link_works_until(sheet),
        "withdraws": _invited(request),
        "begun": selectors.own_sheets([sheet.pk]),
    }
    return render(request, "assessments/pause.html", context)


@own_response
@never_cache
@require_safe
def review(request: ResponseRequest) -> HttpResponse:
    """List every answer before sending; after it, show what was sent."""
    return render_review(request)


@own_response
@require_POST
def send(request: ResponseRequest) -> HttpResponse:
    """Send the answers and show the result."""
    try:
        answers.send(response=request.response_sheet, at=now())
    except AlreadyClosed as refusal:
        messages.error(request, str(refusal))
        return redirect("assessments:review", request.response_sheet.pk)
    return redirect(_after_sending(request))


@own_response
@require_POST
def change(request: ResponseRequest) -> HttpResponse:
    """Take the sent answers back to change them."""
    try:
        answers.reopen(response=request.response_sheet, at=now())
    except (AlreadyClosed, AlreadySent) as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:review", request.response_sheet.pk)


@own_response
@require_POST
def continue_(request: ResponseRequest) -> HttpResponse:
    """Go on from a pulse with the other questions."""
    try:
        further = lifecycle.continue_in_full(response=request.response_sheet, at=now())
    except NothingToContinue as refusal:
        messages.error(request, str(refusal))
        return redirect("assessments:review", request.response_sheet.pk)
    page = redirect("assessments:answer", further.pk)
    capabilities.grant(request, page, [further.pk])
    return page


@own_response
@require_POST
def take_over(request: ResponseRequest) -> HttpResponse:
    """Copy the person's own earlier answers into this sheet."""
    try:
        teams.take_over(response=request.response_sheet, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("assessments:review", request.response_sheet.pk)


def _after_sending(request: ResponseRequest) -> str:
    """Return where somebody goes who has sent: back, to the result if it is there for them, or to what is next."""
    if request.way_back:
        return request.way_back
    sheet = request.response_sheet
    if sheet.assessment.has_result and sheet.assessment.shown_to_participants:
        return sheet.assessment.get_absolute_url()
    person = _invited(request)
    if person is not None:
        return reverse("assessments:taking-part", args=[person.key])
    return reverse("assessments:review", args=[sheet.pk])


def _invited(request: ResponseRequest) -> Participant | None:
    """Return whose sheet it is, where this browser has opened their own link."""
    person = request.response_sheet.participant
    held = capabilities.invitations(request)
    return person if person is not None and (person.key, person.token_number) in held else None


def _personal_path(sheet: Response) -> str:
    """Return the link by which somebody comes back: their own where they were asked by one."""
    person = sheet.participant
    if person is not None and person.token_hash:
        return reverse("assessments:invited", args=[links.personal_token(person)])
    return reverse("assessments:resume", args=[capabilities.resume_token(sheet.pk)])


def _link_works_until(sheet: Response) -> datetime | None:
    """Return until when that link works, None where it does as long as the round is open."""
    if sheet.participant is not None and sheet.participant.token_hash:
        return sheet.assessment.closes_at
    return capabilities.link_works_until(now(), selectors.kept_until(sheet.assessment.organisation))


def _final(request: ResponseRequest) -> bool:
    return request.response_sheet.sent or request.response_sheet.assessment.closed


def _page(request: ResponseRequest, question: str) -> selectors.QuestionPage:
    page = selectors.question_page(request.response_sheet, question)
    if page is None:
        raise Http404
    return page


def _next(request: ResponseRequest, page: selectors.QuestionPage) -> str:
    sheet = request.response_sheet
    if page.stop.next is not None and "review" not in request.GET:
        return reverse("assessments:question", args=[sheet.pk, page.stop.next])
    place = None if "review" in request.GET else lens_pages.sheet_of(sheet).first
    if place is not None:
        return reverse("assessments:lens", args=[sheet.pk, *place])
    return reverse("assessments:review", args=[sheet.pk])


def _save(request: ResponseRequest, page: selectors.QuestionPage, *, then: str) -> HttpResponse:
    """Save what was posted and go on; whatever is refused comes back as it was typed."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _render(request, page, Draft.typed(request.POST), errors=form.messages(), status=422)
    try:
        answers.save_answer(
            response_id=request.response_sheet.pk,
            question=page.stop.question.id,
            at=now(),
            **form.cleaned_data,
        )
    except ImpossibleAnswer as refusal:
        errors = {refusal.field: str(refusal)}
        return _render(request, page, Draft.typed(request.POST), errors=errors, status=422)
    except StaleRevision as refusal:
        draft = Draft.typed(request.POST, revision=refusal.current.revision + 1)
        return _render(request, page, draft, stale=refusal, status=409)
    except (AlreadySent, AlreadyClosed) as refusal:
        return render_review(request, refusal=refusal, status=409)
    return redirect(then)


def _render(
    request: ResponseRequest,
    page: selectors.QuestionPage,
    draft: Draft,
    *,
    errors: Mapping[str, str] | None = None,
    stale: StaleRevision | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = request.response_sheet
    context = {
        "sheet": sheet,
        "page": page,
        "stop": page.stop,
        "draft": draft,
        "errors": errors or {},
        "stale": stale,
        "kept": selectors.review_row(page.sheet, page.stop, stale.current) if stale else None,
        "further": lens_pages.rail(sheet),
        "next_url": _next(request, page),
        "reviewing": "review" in request.GET,
        "offer": None if page.answered or sheet.assessment.mode == "open" else teams.offer_for(sheet),
    }
    return render(request, "assessments/question.html", context, status=status)


def render_review(
    request: ResponseRequest, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """Show every answer, and what was refused."""
    sheet = request.response_sheet
    sheet.refresh_from_db(fields=["sent_at"]) if refusal else None
    context = {
        "sheet": sheet,
        "review": selectors.review(sheet),
        "lenses": lens_pages.review(sheet),
        "final": _final(request),
        "refusal": refusal,
    }
    return render(request, "assessments/review.html", context, status=status)
