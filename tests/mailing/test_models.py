"""What holds for every row."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from mailing import purge
from mailing.models import Message, Suppression
from tests import factories

pytestmark = pytest.mark.django_db


def test_key_is_unique_within_an_organisation():
    message = factories.message(key="same")
    factories.message(key="same")  # of another
    with pytest.raises(IntegrityError, match=r"mailing_message_once|mailing_message\.key"):
        factories.message(message.organisation, key="same")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("mailing_message_state", {"state": "lost"}),
        ("mailing_message_sending_by_somebody", {"state": "sending"}),
        ("mailing_message_sent_sometime", {"state": "sent", "sent_at": None}),
    ],
)
def test_message_that_cannot_be_is_refused(constraint: str, fields: dict[str, Any]):
    with pytest.raises(IntegrityError, match=constraint):
        factories.message(**fields)


def test_address_stands_on_a_list_once():
    organisation = factories.organisation()
    Suppression.objects.create(organisation=organisation, key="k", reason="asked")
    with pytest.raises(IntegrityError, match=r"mailing_suppression_once|mailing_suppression\.key"):
        Suppression.objects.create(organisation=organisation, key="k", reason="added")


def test_address_stands_on_a_list_for_a_reason():
    with pytest.raises(IntegrityError, match="mailing_suppression_reason"):
        Suppression.objects.create(organisation=factories.organisation(), key="k", reason="whim")


def test_messages_are_forgotten_after_thirty_days_with_their_files(folder: Path):
    at = now()
    old = factories.message(state="sent", is_kept=True, queued_at=at - timedelta(days=30))
    young = factories.message(state="sent", is_kept=True, queued_at=at - timedelta(days=29))
    held = factories.message(state="held", queued_at=at - timedelta(days=60))
    folder.mkdir()
    for message in (old, young):
        (folder / f"{message.pk}.eml").touch()
    assert purge.purge(at=at) == 1
    assert purge.purge(at=at) == 0
    assert set(Message.objects.values_list("pk", flat=True)) == {young.pk, held.pk}
    assert [path.name for path in folder.iterdir()] == [f"{young.pk}.eml"]
