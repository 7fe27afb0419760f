"""The frame of every page inside one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import now

from accounts import navigation, selectors

if TYPE_CHECKING:
    from accounts.access import OrganisationRequest

register = template.Library()


@register.inclusion_tag("components/organisation_bar.html")
def organisation_bar(request: OrganisationRequest) -> dict[str, object]:
    """Show the parts of the organisation that the person may open; asks no query."""
    role = request.membership.role
    return {"tabs": navigation.tabs(request.organisation.pk, role=role, path=request.path)}


@register.inclusion_tag("components/organisation_switcher.html")
def organisation_switcher(request: OrganisationRequest) -> dict[str, object]:
    """Show which organisation this is, and the way to the person's others in one query."""
    others = selectors.others(request.user, but=request.organisation, at=now())
    return {"organisation": request.organisation, "others": others}


@register.inclusion_tag("components/organisation_mark.html")
def organisation_mark(organisation: object) -> dict[str, object]:
    """Show the first letter of the name on the organisation's colour."""
    return {"organisation": organisation}
