"""Send a finished document, or nothing where the browser has it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse
from django.utils.cache import get_conditional_response

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from reports.downloads import Download

BLOCK_SIZE = 256 * 1024  # a whole report in one or two reads


def send(request: HttpRequest, download: Download) -> HttpResponseBase:
    """Answer with the file, kept by the browser and asked for anew each time."""
    page = get_conditional_response(request, etag=download.etag) or _file(download)
    page.headers["ETag"] = download.etag
    page.headers["Cache-Control"] = "private, no-cache"
    return page


def _file(download: Download) -> FileResponse:
    page = FileResponse(
        download.path.open("rb"),
        as_attachment=True,
        filename=download.name,
        content_type=download.content_type,
    )
    page.block_size = BLOCK_SIZE
    return page
