"""Files that are sent to us: read into memory, and not at all where more is announced than any page takes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class CappedUploads(MemoryFileUploadHandler):
    """Keep files in memory, and refuse a body by its announced length before anything of it is read."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 # the names are Django's
        META: Any,  # noqa: N803, ARG002 # as above
        content_length: int,
        boundary: Any,  # noqa: ARG002 # as above
        encoding: str | None = None,  # noqa: ARG002 # as above
    ) -> None:
        if content_length > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig("The body is larger than any file that a page takes.")
        self.activated = True
