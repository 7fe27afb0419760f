"""The report of an assessment as files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments import capabilities
from assessments.access import ResultRequest, result_reader
from reports import downloads, sending

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from reports.formats import Format


@result_reader  # type: ignore[arg-type]  # a FileResponse is a response too, though no HttpResponse
@require_GET
def file(request: ResultRequest, of: Format) -> HttpResponseBase:
    """Send the report as one kind of file, made now or before."""
    assessment, visitor = request.assessment, _visitor(request)
    ask = partial(downloads.file_of, assessment, of, visitor=visitor, at=timezone.now())
    return sending.give(request, ask, back=assessment.get_absolute_url())


def _visitor(request: ResultRequest) -> str:
    """Name whoever asks: the browser by the first response it holds, else the member, else everybody."""
    held = capabilities.held(request)
    if held:
        return f"response {held[0]}"
    return f"user {request.user.pk}" if request.user.is_authenticated else f"sample {request.assessment.pk}"
