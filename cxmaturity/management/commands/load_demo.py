"""Load the invented organisation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from actions.samples import load_actions
from assessments import samples
from reports.samples import approve_sample
from workshops.samples import load_workshops


class Command(BaseCommand):
    """Load the sample organisation with its closed round, workshops, actions and approved document; loading twice changes nothing."""

    help = "Load an invented organisation with a closed round of 18 people, its workshops, its actions, and its member."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say where to look and how to sign in."""
        at = now()
        sample = samples.load_sample(at=at)
        by = User.objects.get(email=sample.email)
        load_workshops(assessment=sample.assessment, by=by, at=at)
        if load_actions(assessment=sample.assessment, by=by, at=at):
            approve_sample(assessment=sample.assessment, by=by, at=at)
        address = settings.BASE_URL + sample.assessment.get_absolute_url()
        self.stdout.write(f"Sample result  {address}")
        self.stdout.write(f"Sign in        {settings.BASE_URL}{reverse('accounts:sign-in')}")
        self.stdout.write(f"               {sample.email}  {sample.password}")
