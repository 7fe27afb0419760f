from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments import samples
from workshops.models import Decision, Vote, Workshop
from workshops.samples import TALKS, TODOS, load_workshops


@pytest.fixture
def at() -> datetime:
    return timezone.now()


def test_the_sample_has_held_one_workshop_and_prepared_another(db: None, at: datetime):
    sample = samples.load_sample(at=at)
    owner = sample.assessment.organisation.members.get()
    load_workshops(assessment=sample.assessment, by=owner, at=at)
    held = Workshop.objects.get(phase="ended")
    assert Workshop.objects.exclude(pk=held.pk).get().phase == "prepared"
    talked = Decision.objects.filter(topic__workshop=held, undone_at=None, seen_alike=False)
    assert talked.count() == sum(talk.position > 0 for talk in TALKS)
    assert held.actions.count() == len(TODOS)
    assert not Vote.objects.exclude(seat=None).exists()
    assert held.stored_outcome.checksum


def test_loading_the_demo_twice_holds_no_second_workshop(db: None):
    call_command("load_demo", verbosity=0)
    call_command("load_demo", verbosity=0)
    assert Workshop.objects.count() == 2
