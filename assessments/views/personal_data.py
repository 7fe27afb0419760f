"""Take along what is kept of oneself."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import personal_data
from assessments.access import ResponseRequest, own_response


@own_response
@never_cache
@require_safe
def mine(request: ResponseRequest) -> HttpResponse:
    """Give out everything that is kept with one's own sheet."""
    page = JsonResponse(
        personal_data.of_response(request.response_sheet, now()), json_dumps_params={"indent": 2}
    )
    page.headers["Content-Disposition"] = 'attachment; filename="my-answers.json"'
    return page
