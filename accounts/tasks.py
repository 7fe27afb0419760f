"""What the worker does about accounts; it may run twice without harm."""

from __future__ import annotations

from django.core.management import call_command
from django.utils.timezone import now
from django_tasks import task

from accounts import members, people


@task
def tidy() -> None:
    """Delete sessions that have run out, what is known about their browsers, and old invitations."""
    call_command("clearsessions")
    people.forget_ended_sessions()
    members.forget_invitations(at=now())
