"""What comes back is taken for what it is, and for nothing else."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from mailing import bounces, envelopes, suppressions
from mailing.models import Message, Suppression
from tests import factories

pytestmark = pytest.mark.django_db
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: no-reply@cx.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; somebody@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: {kind}

{quoted}
--B--
"""


def report(
    message_id: str, *, action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822"
) -> bytes:
    quoted = f"From: no-reply@cx.example.org\nMessage-ID: {message_id}\nSubject: A subject\n\nText\n"
    return REPORT.format(action=action, status=status, kind=kind, quoted=quoted).encode()


@pytest.fixture
def message() -> Message:
    return factories.message(state=Message.State.SENT)


def state(message: Message) -> tuple[str, str, int]:
    message.refresh_from_db()
    return message.state, message.error, Suppression.objects.count()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_message_that_came_back_is_marked_with_its_address(message: Message, kind: str):
    assert bounces.take(report=report(envelopes.id_of(message.pk), kind=kind), at=now()) == message
    assert state(message) == ("failed", "It came back (5.1.1).", 1)
    row = Suppression.objects.get()
    key = suppressions.key_of(organisation_id=message.organisation_id, address=message.address)
    assert (row.key, row.reason) == (key, "bounced")


def test_report_that_comes_twice_changes_nothing_more(message: Message):
    content = report(envelopes.id_of(message.pk))
    bounces.take(report=content, at=now())
    bounces.take(report=content, at=now())
    assert state(message) == ("failed", "It came back (5.1.1).", 1)


def test_full_mailbox_fails_the_message_and_keeps_the_address(message: Message):
    bounces.take(report=report(envelopes.id_of(message.pk), status="5.2.2"), at=now())
    assert state(message) == ("failed", "It came back (5.2.2).", 0)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_report_of_something_else_changes_nothing(message: Message, action: str):
    assert bounces.take(report=report(envelopes.id_of(message.pk), action=action), at=now()) is None
    assert state(message) == ("sent", "", 0)


def test_report_with_a_made_up_id_changes_nothing(message: Message):
    forged = envelopes.id_of(message.pk)[:34] + "0" * 20 + "@cx.example.org>"
    assert bounces.take(report=report(forged), at=now()) is None
    assert state(message) == ("sent", "", 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 100,
        b"Subject: hello\n\nno report",
        b"Content-Type: multipart/report; boundary=B\n\n--B\n",
    ],
)
def test_what_is_no_report_is_passed_over(content: bytes):
    assert bounces.take(report=content, at=now()) is None


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    piped = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))
    return piped


def test_command_reads_what_a_mail_server_pipes_to_it(
    message: Message, stdin: io.BytesIO, capsys: pytest.CaptureFixture[str]
):
    stdin.write(report(envelopes.id_of(message.pk)))
    stdin.seek(0)
    call_command("take_bounce")
    assert capsys.readouterr().out == f"{message.pk} came back\n"
    assert state(message)[0] == "failed"
