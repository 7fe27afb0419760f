"""The sample on the public page, which belongs to an app that knows nothing of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from reports import showcase

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from assessments.models import Assessment

register = template.Library()


@register.simple_tag
def sample_report(assessment: Assessment) -> SafeString:
    """Print part of a sample's report."""
    return showcase.excerpt(assessment)
