from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import answers, selectors, sheets
from assessments.models import Response
from scoring import Reply
from tests import factories

pytestmark = pytest.mark.django_db


def test_pack_tells_apart_what_was_said_skipped_and_not_asked():
    sheet = selectors.sheet_of(factories.response(group="customer-facing"))
    first, second, *_ = sheet.stops

    packed = sheets.pack(sheet, {first: 4, second: Reply.DONT_KNOW})

    order = [question.id for question in sheet.kit.scheme.questions]
    assert len(packed) == len(order)
    assert (packed[order.index(first)], packed[order.index(second)]) == (4, Reply.DONT_KNOW)
    assert {packed[order.index(q)] for q in list(sheet.stops)[2:]} == {Reply.SKIPPED}
    assert {packed[at] for at, q in enumerate(order) if q not in sheet.stops} == {Reply.NOT_ASKED}


def test_pack_of_a_pulse_holds_the_questions_of_the_pulse_only():
    sheet = selectors.sheet_of(factories.response(factories.assessment(scope="pulse")))

    packed = sheets.pack(sheet, {})

    assert packed.count(Reply.SKIPPED) == len(sheet.stops) == 12


def test_send_keeps_what_was_said_and_reopen_takes_it_back():
    response = factories.answers(factories.response(), {"lead-visible": 5})

    sent = answers.send(response=response, at=timezone.now())
    assert bytes(sent.replies or b"").count(Reply.P5) == 1

    assert answers.reopen(response=sent, at=timezone.now()).replies is None


@pytest.mark.parametrize("fields", [{"replies": None}, {"sent_at": None}])
def test_sent_without_replies_or_replies_without_sending_are_refused(fields: dict[str, None]):
    sheet = factories.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=sheet.pk).update(**fields)
