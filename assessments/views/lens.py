"""The questions of lenses: a page each, saved together without a script and one by one with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments import lens_answers, lens_pages, selectors
from assessments.access import ResponseRequest, holder, own_response
from assessments.lens_forms import LensReplyForm
from assessments.lens_pages import LeafPage, Line
from assessments.models import Response
from assessments.refusals import (
    AlreadyClosed,
    AlreadySent,
    ImpossibleAnswer,
    NotAsked,
    Refusal,
    StaleLensReply,
)
from assessments.views import answering


@own_response
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ResponseRequest, lens: str, part: str) -> HttpResponse:
    """Show one page of a lens; posted, save its answers and go on."""
    leaf_page = _page(request, lens, part)
    sheet = request.response_sheet
    if request.method == "POST":
        return _save(request, leaf_page, then=_next(request, leaf_page))
    if sheet.sent or sheet.assessment.closed:
        return redirect("assessments:review", sheet.pk)
    return _render(request, leaf_page, leaf_page.lines)


@own_response
@never_cache
@require_POST
def save_and_pause(request: ResponseRequest, lens: str, part: str) -> HttpResponse:
    """Save the answers and show how to come back."""
    then = reverse("assessments:pause", args=[request.response_sheet.pk])
    return _save(request, _page(request, lens, part), then=then)


@holder
@require_POST
def autosave(request: HttpRequest, response: UUID, lens: str, item: str, field: str) -> HttpResponse:
    """Save one answer for the page's script; 200 only after the commit."""
    form = LensReplyForm(request.POST)
    if not form.is_valid():
        return _invalid(form.message())
    key = (lens, item, field)
    try:
        revision = lens_answers.save_reply(response_id=response, key=key, at=now(), **form.cleaned_data)
    except (Response.DoesNotExist, NotAsked) as unknown:
        raise Http404 from unknown
    except ImpossibleAnswer as refusal:
        return _invalid(str(refusal))
    except StaleLensReply as refusal:
        return _conflict("stale", refusal, current=lens_pages.as_json(refusal.current))
    except AlreadySent as refusal:
        return _conflict("sent", refusal)
    except AlreadyClosed as refusal:
        return _conflict("closed", refusal)
    return JsonResponse({"revision": revision})


def _page(request: ResponseRequest, lens: str, part: str) -> LeafPage:
    found = lens_pages.leaf_page(request.response_sheet, (lens, part))
    if found is None:
        raise Http404
    return found


def _next(request: ResponseRequest, page: LeafPage) -> str:
    sheet = request.response_sheet
    if page.leaf.next is None or "review" in request.GET:
        return reverse("assessments:review", args=[sheet.pk])
    return reverse("assessments:lens", args=[sheet.pk, *page.leaf.next])


def _save(request: ResponseRequest, page: LeafPage, *, then: str) -> HttpResponse:
    """Save what was changed and go on; whatever is refused comes back as it was chosen."""
    forms = {line.entry.key: LensReplyForm(request.POST, prefix=line.entry.name) for line in page.lines}
    if not all(form.is_valid() for form in forms.values()):
        lines = [_typed(request, line, error=forms[line.entry.key].message()) for line in page.lines]
        return _render(request, page, lines, status=422)
    lines = [_typed(request, line) for line in page.lines]
    changed = [line.entry.key for line in lines if line.draft.reply != line.draft.before]
    try:
        outcomes = lens_answers.save_replies(
            response_id=request.response_sheet.pk,
            changes=[lens_answers.Change(key, **forms[key].cleaned_data) for key in changed],
            at=now(),
        )
    except (AlreadySent, AlreadyClosed) as refusal:
        return answering.render_review(request, refusal=refusal, status=409)
    lines = [_settled(line, outcomes.get(line.entry.key)) for line in lines]
    if any(line.error for line in lines):
        return _render(request, page, lines, status=409 if any(line.stale for line in lines) else 422)
    return redirect(then)


def _settled(line: Line, outcome: int | ImpossibleAnswer | StaleLensReply | None) -> Line:
    """Return a line as it is to be shown again after saving; a stale one replaces the newer when sent again."""
    if outcome is None:
        return line
    if isinstance(outcome, ImpossibleAnswer):
        return replace(line, error=str(outcome))
    if isinstance(outcome, StaleLensReply):
        draft = replace(line.draft, before="", revision=outcome.current.revision + 1)
        return replace(line, draft=draft, error=str(outcome), stale=True, kept=outcome.words)
    return replace(line, draft=replace(line.draft, before=line.draft.reply, revision=outcome + 1))


def _typed(request: ResponseRequest, line: Line, **shown: Any) -> Line:
    """Return a line with what was chosen in it, letter by letter."""
    name, post = line.entry.name, request.POST
    draft = replace(
        line.draft,
        reply=post.get(f"{name}-reply", ""),
        before=post.get(f"{name}-before", ""),
        revision=post.get(f"{name}-revision", ""),
    )
    return replace(line, draft=draft, **shown)


def _render(
    request: ResponseRequest, page: LeafPage, lines: Sequence[Line], *, status: int = 200
) -> HttpResponse:
    sheet = request.response_sheet
    progress = selectors.progress(sheet)
    context = {
        "sheet": sheet,
        "page": progress,
        "further": lens_pages.rail(sheet, page.leaf.place),
        "leaf": page.leaf,
        "lines": lines,
        "stored": page.stored,
        "wrong": [line for line in lines if line.error],
        "next_url": _next(request, page),
        "reviewing": "review" in request.GET,
    }
    return render(request, "assessments/lens/page.html", context, status=status)


def _invalid(message: str) -> JsonResponse:
    return JsonResponse({"error": "invalid", "fields": {"reply": message}}, status=422)


def _conflict(error: str, refusal: Refusal, **more: object) -> JsonResponse:
    return JsonResponse({"error": error, "message": str(refusal), **more}, status=409)
