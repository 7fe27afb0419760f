"""Save one answer for the page's script; every refusal is JSON with a status that says what to do."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from assessments import answers
from assessments.access import holder
from assessments.drafts import as_json
from assessments.forms import AnswerForm
from assessments.models import Answer, Response
from assessments.refusals import (
    AlreadyClosed,
    AlreadySent,
    ImpossibleAnswer,
    NotAsked,
    Refusal,
    StaleRevision,
)


@holder
@require_POST
def autosave(request: HttpRequest, response: UUID, question: str) -> HttpResponse:
    """Save one answer; 200 only after the commit."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _invalid(form.messages())
    try:
        revision = answers.save_answer(response_id=response, question=question, at=now(), **form.cleaned_data)
    except (Response.DoesNotExist, NotAsked) as unknown:
        raise Http404 from unknown
    except ImpossibleAnswer as refusal:
        return _invalid({refusal.field: str(refusal)})
    except StaleRevision as refusal:
        return _conflict("stale", refusal, current=as_json(refusal.current))
    except AlreadySent as refusal:
        return _conflict("sent", refusal, answers=_answers(response))
    except AlreadyClosed as refusal:
        return _conflict("closed", refusal)
    return JsonResponse({"revision": revision})


def _invalid(fields: dict[str, str]) -> JsonResponse:
    return JsonResponse({"error": "invalid", "fields": fields}, status=422)


def _conflict(error: str, refusal: Refusal, **more: object) -> JsonResponse:
    return JsonResponse({"error": error, "message": str(refusal), **more}, status=409)


def _answers(response: UUID) -> dict[str, dict[str, str | int]]:
    return {answer.question: as_json(answer) for answer in Answer.objects.filter(response=response)}
