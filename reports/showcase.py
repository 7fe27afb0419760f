"""Part of the invented organisation's report, as the public page shows it.

Everybody gets the same, so it is drawn once for a result and kept in the process.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from assessments import results
from reports import printed, written

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from assessments.models import Assessment


@dataclass(frozen=True, slots=True)
class _Source:
    """A sample and what identifies what is shown of it; two are the same when their keys are."""

    key: tuple[Hashable, ...]
    assessment: Assessment = field(compare=False)


def excerpt(assessment: Assessment) -> SafeString:
    """Return the answer, its main questions and the radar of a sample, in one query once it is drawn."""
    mark = results.mark(assessment) or results.current(assessment)
    return _excerpt(_Source(printed.parts(assessment, mark), assessment))


@lru_cache(maxsize=8)
def _excerpt(source: _Source) -> SafeString:
    page = written.page(source.assessment, results.current(source.assessment))
    shown = {"report": page.report, "levels": page.levels, "assessment": source.assessment}
    return render_to_string("reports/sample.html", shown)
