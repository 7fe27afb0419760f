"""The files that a report is given out as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `title` is what such a file is called beside the name of the organisation."""

    id: str
    content_type: str
    title: StrPromise

    @property
    def suffix(self) -> str:
        """Return the ending of its file names, with the dot."""
        return f".{self.id}"


PDF = Format("pdf", "application/pdf", _("CX maturity report"))
PPTX = Format(
    "pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    _("CX maturity slides"),
)
XLSX = Format(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("CX maturity workbook")
)
CSV = Format("csv", "text/csv; charset=utf-8", _("CX maturity data"))
JSON = Format("json", "application/json", _("CX maturity data"))

ALL = (PDF, PPTX, XLSX, CSV, JSON)
