"""Say what about a deployment keeps a room from voting, or its votes from being secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 # Django's name for it

from workshops import reach

REACH = "docs/operations.md, “A room that votes”, says how to give it one."
TLS = "Let a proxy end TLS and set BASE_URL to its https address: docs/operations.md."


@register(Tags.security, deploy=True)
def phones_reach_it(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Name an address that phones cannot open, or to which votes travel as anybody can read them."""
    if reach.unreachable(settings.BASE_URL):
        words = f"Phones cannot open {settings.BASE_URL}: it means the machine itself. No room can vote here."
        return [Warning(words, hint=REACH, id="cxmaturity.W001")]
    if reach.unencrypted(settings.BASE_URL):
        words = (
            f"Votes and passwords travel to {settings.BASE_URL} as everybody in the network can read them."
        )
        return [Warning(words, hint=TLS, id="cxmaturity.W002")]
    return []
