"""What is queued: each key once, so many a day, nothing for who wants none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.models import AuditEvent, Organisation
from mailing import allowance, outbox, refusals, suppressions
from mailing.models import Message, Suppression
from mailing.outbox import Queued
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)
TOPIC = uuid4()


def people(numbers: Iterable[int]) -> list[tuple[UUID | str, str, str]]:
    return [(uuid4(), f"person{number}@example.org", f"invite {number}") for number in numbers]


def queue(to: Organisation, numbers: Iterable[int], at: datetime = AT) -> Queued:
    return outbox.queue(organisation=to, kind="hello", topic=TOPIC, letters=people(numbers), at=at)


def tasks() -> list[int]:
    """Return how many messages each task of the queue delivers."""
    return [len(row.args_kwargs["args"][0]) for row in DBTaskResult.objects.ready()]


def test_messages_are_queued_with_a_task_to_deliver_them():
    organisation = factories.organisation()
    assert queue(organisation, range(3)) == Queued(count=3)
    assert list(Message.objects.order_by("address").values_list("address", "state", "kind", "topic")) == [
        (f"person{number}@example.org", "queued", "hello", TOPIC) for number in range(3)
    ]
    assert tasks() == [3]


def test_queueing_again_adds_only_what_is_new():
    organisation = factories.organisation()
    queue(organisation, range(3))
    assert queue(organisation, range(5)) == Queued(count=2)
    assert queue(organisation, range(5)) == Queued()
    assert Message.objects.count() == 5


def test_key_that_comes_twice_is_queued_once():
    assert queue(factories.organisation(), [1, 1, 2]) == Queued(count=2)


def test_organisations_have_keys_of_their_own():
    queue(factories.organisation(), [1])
    assert queue(factories.organisation(), [1]) == Queued(count=1)


def test_suppressed_addresses_are_listed_and_get_nothing():
    organisation = factories.organisation()
    suppressions.add(
        organisation=organisation, address="Person1@example.org", reason=Suppression.Reason.ASKED, at=AT
    )
    assert queue(organisation, range(3)) == Queued(count=2, suppressed=1)
    assert tasks() == [2]
    message = Message.objects.get(state="suppressed")
    assert (message.address, message.error) == ("person1@example.org", suppressions.reason_given())


def test_one_organisations_list_does_not_bind_another():
    suppressions.add(
        organisation=factories.organisation(),
        address="person1@example.org",
        reason=Suppression.Reason.ASKED,
        at=AT,
    )
    assert queue(factories.organisation(), [1]) == Queued(count=1)


def test_five_hundred_of_ten_thousand_and_one_go_today():
    organisation = factories.organisation()
    assert queue(organisation, range(10_001)) == Queued(count=500, held=9_501)
    assert Message.objects.counts() == {"queued": 500, "held": 9_501}
    assert set(Message.objects.filter(state="held").values_list("next_at", flat=True)) == {MIDNIGHT}
    assert sum(tasks()) == 500


def test_rest_goes_on_the_following_days_in_the_order_it_came(settings: Settings):
    settings.MAIL_PER_DAY = 2
    organisation = factories.organisation()
    assert queue(organisation, range(5)) == Queued(count=2, held=3)
    assert allowance.release(at=AT + timedelta(hours=1)) == []
    assert len(allowance.release(at=MIDNIGHT)) == 2
    assert allowance.release(at=MIDNIGHT) == []
    assert Message.objects.counts() == {"queued": 4, "held": 1}
    assert queue(organisation, [9], MIDNIGHT) == Queued(held=1)
    assert len(allowance.release(at=MIDNIGHT + timedelta(days=1))) == 2
    assert Message.objects.counts() == {"queued": 6}


def test_organisations_have_an_allowance_of_their_own(settings: Settings):
    settings.MAIL_PER_DAY = 1
    assert queue(factories.organisation(), range(2)) == Queued(count=1, held=1)
    assert queue(factories.organisation(), range(2)) == Queued(count=1, held=1)


@pytest.mark.django_db(transaction=True)
def test_four_at_once_share_one_allowance(settings: Settings):
    settings.MAIL_PER_DAY = 10
    organisation, together = factories.organisation(), Barrier(4)

    def queue_four(number: int) -> None:
        together.wait()
        try:
            queue(organisation, range(number * 4, number * 4 + 4))
        finally:
            connection.close()

    threads = [Thread(target=queue_four, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.counts() == {"queued": 10, "held": 6}


def test_queries_grow_with_batches_and_not_with_messages():
    def cost(number: int) -> int:
        organisation = factories.organisation()
        with CaptureQueriesContext(connection) as queries:
            queue(organisation, range(number))
        return len(queries)

    assert cost(40) == cost(1)


def test_nothing_is_queued_when_the_letters_break_off():
    def letters() -> Iterable[tuple[UUID | str, str, str]]:
        yield from people(range(600))
        raise LookupError

    with pytest.raises(LookupError):
        outbox.queue(
            organisation=factories.organisation(), kind="hello", topic=TOPIC, letters=letters(), at=AT
        )
    assert (Message.objects.count(), tasks()) == (0, [])


@pytest.mark.parametrize("state", ["failed", "doubtful"])
def test_failed_and_doubtful_messages_can_be_sent_again(state: str):
    message = factories.message(state=state, attempts=6, error="The address was refused (550).")
    by = factories.member(message.organisation)
    outbox.send_again(message=message, by=by, at=AT)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error, message.next_at) == ("queued", 0, "", AT)
    assert tasks() == [1]
    [event] = AuditEvent.objects.all()
    assert (event.action, event.subject, event.actor) == ("mail.sent_again", str(message.pk), by)


@pytest.mark.parametrize("state", ["queued", "sending", "sent", "held", "suppressed"])
def test_other_messages_cannot_be_sent_again(state: str):
    message = factories.message(state=state, claim=uuid4(), claimed_at=AT)
    with pytest.raises(refusals.NotToBeSentAgain):
        outbox.send_again(message=message, by=factories.member(message.organisation), at=AT)
    assert (tasks(), AuditEvent.objects.count()) == ([], 0)


def test_sending_again_counts_as_a_message_of_today(settings: Settings):
    settings.MAIL_PER_DAY = 1
    message = factories.message(queued_at=AT - timedelta(days=2))
    queue(message.organisation, [1])
    with pytest.raises(refusals.DayIsFull):
        outbox.send_again(message=message, by=factories.member(message.organisation), at=AT)
    message.refresh_from_db()
    assert (message.state, tasks()) == ("failed", [1])
