"""Each message goes once, to a real mail server, whatever that answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now
from pytest_django import Settings

from jobs import worker
from mailing import delivery, outbox, suppressions
from mailing.models import Message, Suppression
from mailing.outbox import Queued
from tests import factories
from tests.mailing import servers
from tests.mailing.servers import Postbox
from tests.server import free_port

pytestmark = pytest.mark.django_db
State = Message.State


def queued(kind: str = "hello", number: int = 1, address: str = "somebody@example.org") -> Message:
    """Make a message that is due, the last of so many."""
    organisation = factories.organisation()
    at = now()
    made = [
        factories.message(
            organisation, state=State.QUEUED, kind=kind, queued_at=at, next_at=at, address=address
        )
        for _ in range(number)
    ]
    return made[-1]


def send(*messages: Message, clock: datetime | None = None) -> dict[datetime, list[object]]:
    at = clock or now()
    outcome = delivery.deliver(message_ids=[message.pk for message in messages], clock=lambda: at)
    for message in messages:
        message.refresh_from_db()
    return {when: list(ids) for when, ids in outcome.items()}


def test_message_is_sent_in_the_organisations_name(postbox: Postbox):
    message = queued(address="ada@example.org")
    assert send(message) == {}
    assert (message.state, message.attempts, message.error, message.is_kept) == ("sent", 1, "", False)
    assert message.sent_at is not None
    [mail], [envelope] = postbox.received, postbox.envelopes
    assert (mail["From"], mail["To"]) == ("Harbour Ferries <no-reply@cx.example.org>", "ada@example.org")
    assert (mail["Subject"], mail["Reply-To"]) == ("Harbour Ferries asks for your view", "owner@example.org")
    assert mail["List-Unsubscribe"].strip().startswith("<https://cx.example.org/mail/stop/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@cx.example.org", ["ada@example.org"])


def test_many_messages_go_over_one_connection_each_once(postbox: Postbox):
    queued(number=30)
    messages = list(Message.objects.all())
    assert send(*messages, *messages) == {}
    assert {message.state for message in messages} == {"sent"}
    assert len(postbox.ids()) == len(set(postbox.ids())) == 30


def test_message_that_is_not_due_stays(postbox: Postbox):
    message = queued()
    Message.objects.update(next_at=now() + timedelta(minutes=1))
    assert send(message) == {}
    assert (message.state, postbox.received) == ("queued", [])


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_temporary_refusal_is_tried_again_five_times_at_growing_distances(postbox: Postbox, step: str):
    message, at, waits = queued(), now(), []
    postbox.replies[step] = "451 greylisted"
    for _ in range(5):
        [(next_at, ids)] = send(message, clock=at).items()
        assert (ids, message.state) == ([message.pk], "queued")
        waits.append(next_at - at)
        at = next_at
    assert waits == list(delivery.WAITS)
    assert send(message, clock=at) == {}
    assert (message.state, message.attempts) == ("failed", 6)
    assert message.error == "The mail server asks to try again later (451)."
    assert Suppression.objects.count() == 0


def test_temporary_refusal_of_one_does_not_hold_up_the_others(postbox: Postbox):
    queued(number=2)
    first, second = Message.objects.all()
    postbox.replies["RCPT"] = "450 later"
    assert list(send(first, clock=(at := now()))) == [at + timedelta(minutes=1)]
    del postbox.replies["RCPT"]
    assert send(second) == {}
    assert second.state == "sent"


def test_refused_address_fails_and_gets_no_more(postbox: Postbox):
    message = queued(address="Gone@example.org")
    postbox.replies["RCPT"] = "550 5.1.1 no such user"
    assert send(message) == {}
    assert (message.state, message.error) == ("failed", "The address was refused (550).")
    [row] = Suppression.objects.all()
    key = suppressions.key_of(organisation_id=message.organisation_id, address="gone@EXAMPLE.org")
    assert (row.key, row.reason) == (key, "refused")


def test_refusal_for_what_we_are_does_not_give_up_the_address(postbox: Postbox):
    message = queued()
    postbox.replies["RCPT"] = "550 5.7.1 relaying denied"
    send(message)
    assert (message.state, Suppression.objects.count()) == ("failed", 0)


@pytest.mark.parametrize("step", ["MAIL", "DATA"])
def test_refused_message_fails_without_blaming_the_address(postbox: Postbox, step: str):
    message = queued()
    postbox.replies[step] = "554 no thank you"
    assert send(message) == {}
    assert (message.state, message.error) == ("failed", "The message was refused (554).")
    assert Suppression.objects.count() == 0


def test_connection_that_breaks_in_the_text_leaves_a_doubt(postbox: Postbox):
    message = queued()
    postbox.breaks_in_text = True
    assert send(message) == {}
    assert message.state == "doubtful"
    assert message.error == "The connection broke during sending: it may have arrived."
    postbox.breaks_in_text = False
    assert send(message) == {}
    assert (message.state, postbox.received) == ("doubtful", [])


def test_server_that_is_away_is_asked_once_for_all(settings: Settings):
    settings.MAIL_IS_SENT, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", free_port()
    queued(number=3)
    messages, at = list(Message.objects.all()), now()
    assert send(*messages, clock=at) == {at + timedelta(minutes=1): [message.pk for message in messages]}
    assert [(message.state, message.attempts) for message in messages] == [
        ("queued", 1),
        ("queued", 0),
        ("queued", 0),
    ]
    assert messages[0].error == "The mail server cannot be reached."


def test_server_that_says_nothing_is_given_up_after_the_timeout(settings: Settings):
    with servers.silent() as port:
        settings.MAIL_IS_SENT, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 0.2
        message = queued()
        assert len(send(message)) == 1
    assert (message.state, message.attempts) == ("queued", 1)


def test_server_that_thinks_too_long_about_the_text_leaves_a_doubt(postbox: Postbox, settings: Settings):
    settings.EMAIL_TIMEOUT, postbox.seconds = 2, 60  # the steps before have to be through in time
    message = queued()
    assert send(message) == {}
    assert message.state == "doubtful"


def test_many_refusals_are_tried_again_together(postbox: Postbox):
    queued(number=3)
    messages, at = list(Message.objects.all()), now()
    postbox.replies["RCPT"] = "451 greylisted"
    assert send(*messages, clock=at) == {at + timedelta(minutes=1): [message.pk for message in messages]}


def test_server_that_closes_is_asked_later(postbox: Postbox):
    message = queued()
    postbox.replies["MAIL"] = "421 closing"
    assert len(send(message)) == 1
    assert (message.state, message.error) == ("queued", "The mail server is busy (421).")


def test_suppressed_address_gets_nothing_even_if_queued_before(postbox: Postbox):
    message = queued(address="ada@example.org")
    suppressions.add(
        organisation=message.organisation,
        address="ADA@example.org",
        reason=Suppression.Reason.ADDED,
        at=now(),
    )
    send(message)
    assert (message.state, postbox.received) == ("suppressed", [])
    assert message.error == "The address is on the list of those that get no mail."


def test_letter_that_has_become_needless_is_not_sent(postbox: Postbox):
    message = queued("nothing")
    send(message)
    assert (message.state, postbox.received) == ("suppressed", [])
    assert message.error == "There was nothing left to say when its turn came."


def test_letter_that_cannot_be_composed_waits_alone_and_fails_in_the_end(postbox: Postbox):
    broken, unknown, good = queued("broken"), queued("unheard-of"), queued()
    send(broken, unknown, good)
    assert [broken.state, unknown.state, good.state] == ["queued", "queued", "sent"]
    Message.objects.filter(pk=broken.pk).update(attempts=5, next_at=now())
    send(broken)
    assert (broken.state, broken.error) == ("failed", "The text could not be composed.")


def test_long_task_makes_way_for_others(postbox: Postbox):
    queued(number=3)
    ids = list(Message.objects.values_list("pk", flat=True))
    start, ticks = now(), iter(range(0, 100, 3))
    outcome = delivery.deliver(message_ids=ids, clock=lambda: start + timedelta(seconds=next(ticks)))
    assert list(outcome.values()) == [ids[1:]]


def test_message_is_left_to_who_took_it_over(postbox: Postbox):
    message = queued("overtaken")
    send(message)
    assert (message.state, message.left_at, postbox.received) == ("sending", None, [])


def abandoned(left_at: datetime | None = None) -> Message:
    long_ago = now() - timedelta(seconds=31)
    return factories.message(
        state=State.SENDING, claim=uuid4(), claimed_at=long_ago, attempts=1, left_at=left_at
    )


def test_message_whose_sender_died_before_the_text_left_is_queued_again():
    message = abandoned()
    assert delivery.settle(at=now()) == [message.pk]
    message.refresh_from_db()
    assert (message.state, message.claim) == ("queued", None)


def test_message_whose_sender_died_after_that_is_doubtful():
    message = abandoned(left_at=now() - timedelta(seconds=30))
    assert delivery.settle(at=now()) == []
    message.refresh_from_db()
    assert (message.state, message.error) == ("doubtful", "Sending was interrupted: it may have arrived.")


def test_message_that_kills_its_senders_is_given_up():
    message = abandoned()
    Message.objects.update(attempts=6)
    assert delivery.settle(at=now()) == []
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "Sending was interrupted several times.")


def test_message_being_sent_is_not_disturbed():
    message = factories.message(state=State.SENDING, claim=uuid4(), claimed_at=now())
    assert delivery.settle(at=now()) == []
    message.refresh_from_db()
    assert message.state == "sending"


def test_queue_and_worker_send_everything(postbox: Postbox):
    organisation, topic = factories.organisation(), uuid4()
    people = [(uuid4(), f"person{number}@example.org", f"k{number}") for number in range(7)]
    outcome = outbox.queue(organisation=organisation, kind="hello", topic=topic, letters=people, at=now())
    assert outcome == Queued(count=7)
    worker.run_until_empty()
    assert sorted(str(mail["To"]) for mail in postbox.received) == sorted(address for _, address, _ in people)
    assert Message.objects.counts() == {"sent": 7}
