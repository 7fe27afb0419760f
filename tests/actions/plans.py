"""Plans for tests, made by plain functions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from actions import planning, proposals
from actions.models import Action
from actions.plans import Plan
from actions.proposals import Ground
from assessments.models import Assessment
from tests import factories


def round_(of: Organisation | None = None, **more: Any) -> Assessment:
    """Make a closed round of six people whose result stands."""
    made = factories.closed(of)
    Assessment.objects.filter(pk=made.pk).update(**more)
    return Assessment.objects.with_kit().get(pk=made.pk)


def action(on: Assessment, title: str = "Name the owners", **fields: Any) -> Action:
    """Put an action on a plan, written straight."""
    settled = fields.get("status") in ("done", "dropped")
    return Action.objects.create(
        organisation=on.organisation,
        assessment=on,
        origin=Action.Origin.OWN,
        title=title,
        settled_at=timezone.now() if settled else None,
        **fields,
    )


def fail(*_given: object, **_named: object) -> None:
    """Stand in the place of the last thing that a service does."""
    raise RuntimeError


def ground(of: Assessment) -> Ground:
    """Return what proposals of a round rest on."""
    found = proposals.ground(of)
    assert found is not None
    return found


def printed(of: Assessment) -> Plan:
    """Return what documents print of a round's plan."""
    found = planning.of_assessment(of)
    assert found is not None
    return found


def keys(of: Assessment, wave: str = "now") -> list[str]:
    """Return the keys of what is proposed in a wave."""
    return [key for key, one in ground(of).proposals.items() if one.wave == wave]


def path(name: str, of: Action | Assessment) -> str:
    """Return the address of a page of an action, or of a round's plan."""
    return reverse(f"actions:{name}", args=[of.organisation_id, of.pk])


def face(name: str, of: UUID) -> str:
    """Return the address of a page of an organisation's plan."""
    return reverse(f"actions:{name}", args=[of])
