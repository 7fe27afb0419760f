"""What the worker does about accounts; it may run twice without harm."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from accounts import people


@task
def tidy() -> None:
    """Delete sessions that have run out, and what is known about their browsers."""
    call_command("clearsessions")
    people.forget_ended_sessions()
