from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Membership, Organisation, User
from assessments import samples
from assessments.models import Answer, Assessment, Participant, Response


def test_load_demo_twice_is_once(db: None, capsys: pytest.CaptureFixture[str]):
    call_command("load_demo")
    first = capsys.readouterr().out
    call_command("load_demo")
    assert capsys.readouterr().out == first
    assert (Organisation.objects.count(), Assessment.objects.count(), Response.objects.count()) == (1, 1, 18)


def test_the_sample_is_a_closed_round_in_confidence(db: None, at: datetime):
    assessment = samples.load_sample(at=at).assessment
    assert (assessment.mode, assessment.closed, assessment.k) == ("confidential", True, 5)
    assert assessment.organisation.kind == "sample"
    assert Participant.objects.count() == 18
    assert Response.objects.filter(participant=None).count() == 18
    assert Answer.objects.count() == 687


def test_the_member_signs_in_with_what_was_printed(client: Client, db: None, at: datetime):
    sample = samples.load_sample(at=at)
    assert client.login(username=sample.email, password=sample.password)
    assert Membership.objects.get().role == "owner"


def test_a_new_secret_key_gives_a_new_password(client: Client, db: None, at: datetime, settings: Settings):
    before = samples.load_sample(at=at).password
    settings.SECRET_KEY = "another"
    after = samples.load_sample(at=at).password
    assert before != after
    assert client.login(username=samples.EMAIL, password=after)
    assert User.objects.count() == 1
